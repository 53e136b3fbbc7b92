//! A clock that is set ahead by mistake: nothing is done for days that are false.

use std::fs;

use policy::verdict::Service;

use crate::{
    families::{Family, ask},
    kept::Kept,
    preloaded,
    served::Served,
    trial::Trial,
};

const NEWBORN: &str = r#"{"id":"n","area":"441702","asked_on":"2026-11-22",
    "births":[{"on":"2026-11-21","sex":"female","hukou":{"on":"2026-11-21"}}]}"#;
const SET: &str = "the clock was set";
const ENDED: &str = "time ended applications";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_leaps_ahead_ends_nothing_and_one_that_is_believed_does() {
    let trial = Trial::of(
        "T-04",
        "SQLite, the clock two years ahead, then right again",
    );
    // asked back, and over when the child's first year is
    let kept = Kept::of(Service::NewbornEnrolment, NEWBORN).await;
    let (status, said) = kept.run(&["case", &kept.number, "accept"]);
    assert_eq!(status, 0, "{said}");
    let (status, said) = kept.run(&["case", &kept.number, "ask-back", "户口簿"]);
    assert_eq!(status, 0, "{said}");
    fs::copy(kept.at("kept/keys"), kept.at("keys")).unwrap();
    let file = kept.at("time");
    let told = [
        ("FAKETIME_TIMESTAMP_FILE", file.display().to_string()),
        ("FAKETIME_NO_CACHE", "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ];
    let Some(under) = preloaded::under("faketime/libfaketime.so.1", &told) else {
        return trial.skipped("libfaketime is not installed");
    };
    let start = || Served::start_under(kept.folder(), "sqlite:kept/yucan.db", &under);
    let set = |by: &str| fs::write(&file, by).unwrap();
    let ready = Family::of(1).get("/readyz");
    set("+0d");
    let served = start();
    assert_eq!(ask(served.address, &ready).await.unwrap().status, 200);

    set("+800d");
    served.says(SET).await;
    let told = ask(served.address, &ready).await.unwrap();
    assert!(
        told.status == 503 && told.text().contains(SET),
        "{}",
        told.text()
    );
    set("+0d");
    served.says("the clock is right again").await;
    assert_eq!(ask(served.address, &ready).await.unwrap().status, 200);
    let (_, log) = served.stop();
    for word in [ENDED, "given up"] {
        assert!(!log.contains(word), "{log}");
    }

    // the same clock is believed by who begins with it
    set("+800d");
    let served = start();
    served.says(ENDED).await;
    drop(served);
    trial.held(
        "once",
        "held and told, 0 ended; ended by a process that began with that clock",
    );
}
