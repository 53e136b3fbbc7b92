//! Whether a number is known can't be told from an answer: neither by its status and length nor by its time.

use std::time::{Duration, Instant};

use policy::Day;
use registry::limits;
use server::{
    clock::Clock as _,
    config::{Given, Settings},
    double,
};

use crate::{
    families::{ask, encoded},
    kept::{Kept, PHONE, phone},
    outside,
    portal::{House, open},
    trial::{Dice, Trial, rounds},
};

/// Beyond it two samples are taken to differ, as in tests of ciphers.
const T_MAX: f64 = 4.5;
/// Of a hundred times, those that something else may have made long.
const LONG: usize = 10;

/// A portal over families with files, before it is changed for a case.
async fn house(kept: &Kept, change: impl FnOnce(&mut Settings)) -> House {
    open(|settings| {
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.keeping.keys = kept.at("kept/keys");
        settings.keeping.database = kept.database();
        change(settings);
    })
    .await
}

/// Asks for a code as often for each; the statuses are the same, the lengths, and by hand the times.
async fn compare(trial: Trial, house: &House, each: u32) {
    let known: Vec<String> = (0..each).map(phone).collect();
    let unknown: Vec<String> = (0..each).map(|number| phone(50_000 + number)).collect();
    assert!(!known.iter().any(|phone| phone == PHONE));
    let mut left = [known, unknown];
    let mut took = [Vec::new(), Vec::new()];
    let mut said = [Vec::new(), Vec::new()];
    let dice = Dice::new(20_261_127);
    for turn in 0..2 * each {
        // in no order that the machine's other work could follow
        let mut which = dice.below(2) as usize;
        if left[which].is_empty() {
            which = 1 - which;
        }
        let phone = left[which].pop().unwrap();
        let body = encoded(&[("phone", &phone)]);
        let [_, high, middle, low] = turn.to_be_bytes();
        let request = format!(
            "POST /sign-in HTTP/1.1\r\nHost: yucan\r\nConnection: close\r\n\
             X-Forwarded-For: 10.{high}.{middle}.{low}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let begun = Instant::now();
        let answer = ask(house.address, &request).await.unwrap();
        took[which].push(begun.elapsed().as_secs_f64() * 1e6);
        said[which].push((answer.status, answer.body.len()));
    }
    said.iter_mut().for_each(|said| {
        said.sort_unstable();
        said.dedup();
    });
    assert_eq!(said[0], said[1], "status and length");
    assert_eq!(said[0].len(), 1, "{said:?}");
    let t = welch(&cropped(&took));
    // few rounds say nothing about times
    if each >= 1000 {
        assert!(t.abs() < T_MAX, "t = {t:.2}");
    }
    trial.held(
        format!("2 × {each} calls"),
        format!("the same status and length, |t| = {:.2}", t.abs()),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_is_known_takes_as_long_as_one_that_is_not() {
    let trial = Trial::of("A-08", "a code asked for, known and unknown numbers");
    let each = rounds(30, 1000);
    let kept = Kept::new().await;
    kept.crowd(each).await;
    let house = house(&kept, |settings| settings.is_demo = true).await;
    compare(trial, &house, each).await;
    assert!(house.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn beyond_the_days_codes_it_takes_as_long_and_known_numbers_alone_get_one() {
    let trial = Trial::of(
        "L-05",
        "a code asked for beyond the day's, known and unknown",
    );
    let each = rounds(30, 1000);
    let kept = Kept::new().await;
    kept.crowd(each).await;
    let office = kept.office().await;
    let now = Day::new(2026, 11, 22).unwrap().now();
    for _ in 0..limits::ALL.most / 1000 {
        let all = || limits::ALL.counter(office.keys.blinds(), b"");
        let counters = (0..1000).map(|_| all()).collect();
        office.store.count(counters, now).await.unwrap();
    }
    office.store.close().await;
    let double = double::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let told: Given = toml::from_str(&outside::settings(&double, kept.folder())).unwrap();
    // no demonstration, which would show the code that goes out
    let house = house(&kept, |settings| settings.outside = told.outside).await;
    compare(trial, &house, each).await;
    let begun = Instant::now();
    let mut looks = tokio::time::interval(Duration::from_millis(50));
    while double.look(|book| book.messages.len()) < each as usize {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "a code is missing"
        );
        looks.tick().await;
    }
    assert!(house.stop().await);
    let mut served = double.look(|book| -> Vec<_> {
        let messages = book.messages.iter();
        messages.map(|message| message.to.clone()).collect()
    });
    served.sort_unstable();
    let mut known: Vec<String> = (0..each).map(phone).collect();
    known.sort_unstable();
    assert_eq!(served, known);
}

/// Without the long ones of both together.
fn cropped(took: &[Vec<f64>; 2]) -> [Vec<f64>; 2] {
    let mut all = took.concat();
    all.sort_unstable_by(f64::total_cmp);
    let longest = all[all.len() * (100 - LONG) / 100];
    took.each_ref()
        .map(|took| took.iter().copied().filter(|one| *one < longest).collect())
}

/// Welch's t of two samples.
fn welch(samples: &[Vec<f64>; 2]) -> f64 {
    let [(mean, error), (other_mean, other_error)] = samples.each_ref().map(|sample| {
        let count = sample.len() as f64;
        let mean = sample.iter().sum::<f64>() / count;
        let squares: f64 = sample.iter().map(|one| (one - mean).powi(2)).sum();
        (mean, squares / (count - 1.0) / count)
    });
    (mean - other_mean) / (error + other_error).sqrt()
}

#[test]
fn a_difference_of_a_tenth_of_the_noise_is_found() {
    let dice = Dice::new(1);
    let sample = |shift: f64| -> Vec<f64> {
        (0..10_000)
            .map(|_| (0..12).map(|_| dice.below(1000) as f64).sum::<f64>() / 1000.0 + shift)
            .collect()
    };
    let same = welch(&cropped(&[sample(0.0), sample(0.0)]));
    assert!(same.abs() < T_MAX, "{same}");
    let other = welch(&cropped(&[sample(0.0), sample(0.1)]));
    assert!(other.abs() > T_MAX, "{other}");
}
