//! `yucan keys`: the wrapping keys are exchanged while requests go on, and whatever is killed meanwhile is begun again.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    process::{Child, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{
    door::{come_in, cookie, form, showing},
    kept::{Kept, PHONE},
    portal::House,
};

const FORM: &str = "/apply/pre_enrolment?area=441702&asked_on=2026-11-22&due_date=2027-01-10&\
                    mother_insurance=resident&mother_area=441702&mother_year=2026";
const FILLED: &str = "shown=eligible&applicant=mother&mother_name=%E6%9E%97%E6%99%93%E6%A2%85&\
                      mother_id_number=441702199503081223&mother_address=%E4%B8%9C%E9%A3%8E%E4%B8%80%E8%B7%AF1%E5%8F%B7&\
                      promise_0=yes&promise_1=yes&promise_2=yes&consent_form=yes&consent_health=yes&consent_child=yes&\
                      signature=%E6%9E%97%E6%99%93%E6%A2%85&act=send";

/// Runs it, and asserts how it ended, what it said, and that it said nothing of a key.
fn expect(kept: &Kept, arguments: &[&str], status: i32, told: &str) {
    let (code, said) = kept.run(&[&["keys"], arguments].concat());
    assert_eq!(code, status, "{arguments:?}: {said}");
    assert!(said.contains(told), "{arguments:?}: {said}");
    let secrets = fs::read_to_string(kept.at("kept/keys")).unwrap_or_default();
    let secrets = secrets.split_whitespace().filter(|word| word.len() == 64);
    for secret in secrets {
        assert!(!said.contains(&secret[..12]), "{arguments:?}: {said}");
    }
    assert!(!said.contains("林晓梅") && !said.contains(PHONE), "{said}");
}

/// Starts a walk, and waits until it has told so many times how far it is; or until it has ended.
fn walk(kept: &Kept, lines: usize) -> Child {
    let mut command = kept.command(&["keys", "rewrap"]);
    let command = command.stdout(Stdio::null()).stderr(Stdio::piped());
    let mut walking = command.spawn().unwrap();
    let told = BufReader::new(walking.stderr.take().unwrap()).lines();
    told.take(lines).for_each(drop);
    walking
}

/// A family that reads its page again and again, and families that come in and apply.
struct Load {
    ends: Arc<AtomicBool>,
    reader: tokio::task::JoinHandle<u32>,
    senders: tokio::task::JoinHandle<()>,
}

const NEW_FAMILIES: u32 = 12;
/// Those that a portal brings which shows its codes.
const SAMPLE_FAMILIES: u32 = 5;

async fn load(house: &Arc<House>) -> Load {
    let ends = Arc::new(AtomicBool::new(false));
    let token = come_in(house, PHONE).await;
    let (reading, is_over) = (Arc::clone(house), Arc::clone(&ends));
    let reader = tokio::spawn(async move {
        let mut looks = 0;
        while !is_over.load(Ordering::SeqCst) {
            let page = reading.get("/file", &cookie(&token)).await;
            assert_eq!(page.status, 200, "{}", page.head);
            looks += 1;
        }
        looks
    });
    let sending = Arc::clone(house);
    let senders = tokio::spawn(async move {
        for number in 0..NEW_FAMILIES {
            let phone = format!("1370000{number:04}");
            let token = come_in(&sending, &phone).await;
            let body = format!("key={number:032x}&mother_phone={phone}&{FILLED}");
            let sent = sending.ask(form(FORM, &cookie(&token), &body)).await;
            assert_eq!(sent.status, 303, "{}", sent.text());
        }
    });
    Load {
        ends,
        reader,
        senders,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn keys_are_exchanged_while_requests_go_on_and_walks_are_killed() {
    let kept = Kept::new().await;
    kept.crowd(500).await;
    let house = Arc::new(showing(&kept).await);
    let load = load(&house).await;
    expect(&kept, &["rotate"], 0, "wrapping key 2 writes from now on");
    expect(&kept, &["retire", "1"], 1, "still under wrapping key 1");
    for lines in 0..4 {
        let mut walking = walk(&kept, lines);
        walking.kill().unwrap();
        walking.wait().unwrap();
    }
    expect(&kept, &["rewrap"], 0, "0 destroyed");
    expect(&kept, &["show"], 0, "wrapping key 1: 0 families");
    expect(&kept, &["retire", "1"], 0, "wrapping key 1 is gone");
    // families that come after it, and those before, are read by a portal that never stopped
    load.senders.await.unwrap();
    load.ends.store(true, Ordering::SeqCst);
    assert!(load.reader.await.unwrap() > 0);
    expect(&kept, &["rotate"], 0, "wrapping key 3");
    let all = 1 + 500 + NEW_FAMILIES + SAMPLE_FAMILIES;
    expect(&kept, &["rewrap"], 0, &format!("{all} families, {all} of"));
    let house = Arc::into_inner(house).unwrap();
    assert!(house.stop().await);
    expect(
        &kept,
        &["show"],
        0,
        &format!("key 3, the newest: {all} families"),
    );
    let (code, said) = kept.run(&["verify"]);
    assert_eq!(code, 0, "{said}");
    let mode = fs::metadata(kept.at("kept/keys")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o7777, 0o400);
}

/// A portal as a process of its own.
fn serve(kept: &Kept) -> Child {
    let mut command = kept.command(&["serve", "--site", ".", "--listen", "127.0.0.1:0"]);
    let mut portal = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut told = BufReader::new(portal.stderr.take().unwrap()).lines();
    let listens = told.any(|line| line.unwrap().contains("listening"));
    assert!(listens, "the portal ended");
    std::thread::spawn(move || told.count());
    portal
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_that_is_killed_under_a_walk_leaves_every_file_readable() {
    let kept = Kept::new().await;
    kept.crowd(400).await;
    crate::portal::build_site(kept.folder());
    for (round, lines) in (2..).zip([0, 1, 3]) {
        let mut portal = serve(&kept);
        expect(&kept, &["rotate"], 0, &format!("wrapping key {round}"));
        let mut walking = walk(&kept, lines);
        portal.kill().unwrap();
        portal.wait().unwrap();
        walking.wait().unwrap();
        let (code, said) = kept.run(&["verify"]);
        assert_eq!(code, 0, "{said}");
    }
    expect(&kept, &["rewrap"], 0, "401 families");
    for id in ["1", "2", "3"] {
        expect(&kept, &["retire", id], 0, "is gone");
    }
    let (code, said) = kept.run(&["verify"]);
    assert_eq!(code, 0, "{said}");
}

#[tokio::test]
async fn what_died_with_a_key_is_read_from_no_backup() {
    let kept = Kept::new().await;
    let (code, said) = kept.run(&["backup", "before.db"]);
    assert_eq!(code, 0, "{said}");
    expect(&kept, &["rotate"], 0, "wrapping key 2");
    expect(&kept, &["rewrap"], 0, "1 families, 1 of them");
    let (code, said) = kept.run(&["backup", "after.db"]);
    assert_eq!(code, 0, "{said}");
    expect(&kept, &["retire", "1"], 0, "is gone");
    let (code, said) = kept.run(&["restore", "before.db", "--replace"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("leaf") || said.contains("key"), "{said}");
    let (code, said) = kept.run(&["restore", "after.db", "--replace"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(kept.stage().await, "sent");
}

#[tokio::test]
async fn a_key_file_is_made_before_its_database() {
    let kept = Kept::new().await;
    fs::create_dir(kept.at("new")).unwrap();
    let run = |step: &[&str]| {
        let mut command = kept.command(&[&["keys"], step].concat());
        let command = command.env("YUCAN_DATABASE", "sqlite:new/yucan.db");
        let output = command.output().unwrap();
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        (output.status.code().unwrap(), told)
    };
    let rows: [(&[&str], i32, &str); 7] = [
        (&["show"], 1, "there is no key file"),
        (&["create"], 0, "is made"),
        (&["create"], 1, "not overwritten"),
        (&["show"], 0, "wrapping key 1, the newest: 0 families"),
        (&["rotate"], 0, "wrapping key 2"),
        (&["rewrap"], 0, "0 families"),
        (&["retire", "1"], 0, "is gone"),
    ];
    for (step, status, told) in rows {
        let (code, said) = run(step);
        assert_eq!(code, status, "{step:?}: {said}");
        assert!(said.contains(told), "{step:?}: {said}");
    }
    let mode = fs::metadata(kept.at("new/keys")).unwrap().permissions();
    assert_eq!(mode.mode() & 0o7777, 0o400);
    assert!(!kept.at("new/yucan.db").exists());
}

#[tokio::test]
async fn keys_used_wrongly_stay_as_they_are() {
    let kept = Kept::new().await;
    let before = fs::read(kept.at("kept/keys")).unwrap();
    let rows: [(&[&str], i32, &str); 9] = [
        (&[], 2, "Usage"),
        (&["burn"], 2, "burn"),
        (&["retire"], 2, "<ID>"),
        (&["retire", "one"], 2, "one"),
        (&["rotate", "now"], 2, "now"),
        (&["create", "--size", "9"], 2, "--size"),
        (&["create"], 1, "not overwritten"),
        (&["retire", "1"], 1, "is the newest and stays"),
        (&["retire", "7"], 1, "there is no wrapping key 7"),
    ];
    for (arguments, status, told) in rows {
        expect(&kept, arguments, status, told);
        assert!(fs::read(kept.at("kept/keys")).unwrap() == before);
    }
    fs::rename(kept.at("kept/keys"), kept.at("elsewhere")).unwrap();
    let rows: [&[&str]; 5] = [
        &["create"],
        &["show"],
        &["rotate"],
        &["rewrap"],
        &["retire", "1"],
    ];
    for arguments in rows {
        expect(&kept, arguments, 1, "bring the key file back");
        assert!(!kept.at("kept/keys").exists(), "{arguments:?}");
    }
}
