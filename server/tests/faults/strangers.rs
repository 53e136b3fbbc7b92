//! Many families at once, each of whom looks at its own: no page has a word of another's.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Instant,
};

use policy::Day;

use crate::{
    cluster::Cluster,
    families::{Family, acknowledged, ask},
    portal::{Answer, open},
    trial::{Trial, rounds},
};

const AT_ONCE: u32 = 16;

/// One of the pages a family has; none where it may not have another paper today.
async fn page(family: &Family, number: &str, turn: u32, to: SocketAddr) -> Option<Answer> {
    let request = match turn % 5 {
        0 | 1 => family.get("/file"),
        2 => family.get("/file/data"),
        3 => family.post("/file/data.json", ""),
        _ => {
            let paper = format!("number={number}&paper=form&way=print");
            let asked = ask(to, &family.post("/file/paper", &paper)).await.unwrap();
            if asked.status == 429 {
                return None;
            }
            assert_eq!(asked.status, 303, "{}", asked.head);
            family.get(asked.header("location").unwrap())
        }
    };
    Some(ask(to, &request).await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_familys_page_shows_anothers_under_load() {
    let trial = Trial::of("A-10", "SQLite, pages of many families at once");
    look_at_many(trial, None).await;
}

/// Files asked for at once are read by one statement there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_familys_page_shows_anothers_under_load_of_a_server() {
    let trial = Trial::of("A-10", "PostgreSQL, pages of many families at once");
    let cluster = Cluster::start(&[]);
    look_at_many(trial, Some(cluster.address())).await;
}

async fn look_at_many(trial: Trial, database: Option<String>) {
    let house = open(|settings| {
        settings.is_demo = true;
        if let Some(database) = database {
            settings.keeping.database = database;
        }
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let today = Day::new(2026, 11, 22).unwrap();
    let mut families = Vec::new();
    for number in 0..rounds(12, 100) {
        let mut family = Family::on(number, today);
        assert!(family.come_in(house.address).await);
        let sent = family.apply(house.address).await.unwrap();
        let number = acknowledged(&sent).unwrap_or_else(|| panic!("{}", sent.head));
        families.push((family, number));
    }
    let families = Arc::new(families);
    let looks = rounds(240, 10_000);
    let next = Arc::new(AtomicU32::new(0));
    let pages = Arc::new(AtomicU32::new(0));
    let begun = Instant::now();
    let visitors: Vec<_> = (0..AT_ONCE)
        .map(|_| {
            let (families, next, pages) = (families.clone(), next.clone(), pages.clone());
            let to = house.address;
            tokio::spawn(async move {
                loop {
                    let look = next.fetch_add(1, Ordering::SeqCst);
                    if look >= looks {
                        break;
                    }
                    let own = look as usize % families.len();
                    let (family, number) = &families[own];
                    let turn = look / families.len() as u32;
                    let Some(page) = page(family, number, turn, to).await else {
                        continue;
                    };
                    assert_eq!(page.status, 200, "{}", page.head);
                    assert_eq!(page.header("set-cookie"), None);
                    assert!(page.text().contains(number.as_str()), "its own is there");
                    for (place, (other, number)) in families.iter().enumerate() {
                        let marks = other.marks();
                        let mut marks = marks.into_iter().chain([number.as_str()]);
                        let found = marks.find(|mark| page.text().contains(mark));
                        assert!(place == own || found.is_none(), "{found:?} of another");
                    }
                    pages.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    for visitor in visitors {
        visitor.await.unwrap();
    }
    let pages = pages.load(Ordering::SeqCst);
    let seconds = begun.elapsed().as_secs_f64();
    let figures = format!(
        "{} families, {:.0} pages a second, 0 foreign words",
        families.len(),
        f64::from(pages) / seconds
    );
    trial.held(format!("{pages} pages"), figures);
    assert!(house.stop().await);
}
