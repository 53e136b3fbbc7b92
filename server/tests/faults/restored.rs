//! A restore that is killed at any step of changing names: the old database is there, or the new one, or what is there is
//! refused with the way out; never an empty one. Beginning again finishes it.

use std::{ffi::OsString, fs, process::Command};

use crate::{
    command::told,
    kept::Kept,
    trial::{Trial, is_all},
};

const STEPS: &str = "?link,linkat,?rename,?renameat,renameat2,?unlink,unlinkat,fsync,fdatasync";

/// Restores, killed at its N-th step; whether there were so many.
fn killed_at(kept: &Kept, number: u32) -> bool {
    let yucan = kept.command(&["restore", "copy.db", "--replace"]);
    let mut command = Command::new("strace");
    let under = ["-f", "-o", "trace", "-e"].map(OsString::from);
    command
        .current_dir(kept.folder())
        .env("YUCAN_DATABASE", "sqlite:kept/yucan.db")
        .args(under)
        .arg(format!("trace={STEPS}"))
        .arg("-e")
        .arg(format!("inject={STEPS}:signal=KILL:when={number}"))
        .arg(yucan.get_program())
        .args(yucan.get_args());
    // a signal is what ends it, and strace with it
    let ran = command.output().unwrap();
    let is_killed = ran.status.code().is_none();
    assert!(
        is_killed || ran.status.success(),
        "{number}: {:?}",
        told(ran)
    );
    is_killed
}

#[tokio::test]
async fn a_restore_that_is_killed_leaves_a_database_or_says_how_to_go_on() {
    let trial = Trial::of(
        "S-05",
        "SQLite, a restore killed at its N-th change of names",
    );
    let mut looking = Command::new("strace");
    looking.args(["-f", "-o", "/dev/null", "true"]);
    if !looking.status().is_ok_and(|status| status.success()) {
        return trial.skipped("strace is not installed, or may not trace here");
    }
    let kept = Kept::new().await;
    let (code, said) = kept.run(&["backup", "copy.db"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = kept.run(&["case", &kept.number, "accept"]);
    assert_eq!(code, 0, "{said}");
    fs::copy(kept.at("kept/yucan.db"), kept.at("whole.db")).unwrap();
    let head = fs::read(kept.at("kept/yucan.db.head")).unwrap();
    let (mut old, mut new, mut refused, mut number) = (0, 0, 0, 1);
    while killed_at(&kept, number) {
        let (code, said) = kept.run(&["verify"]);
        match (code, &said) {
            (0, said) if said.starts_with("5 entries of 1 families") => new += 1,
            (0, said) if said.contains(" entries of 1 families") => old += 1,
            (1, said) if said.contains("yucan restore COPY --replace") => refused += 1,
            _ => panic!("killed at {number}: {code}, {said}"),
        }
        let (code, said) = kept.run(&["restore", "copy.db", "--replace"]);
        assert_eq!(code, 0, "killed at {number}: {said}");
        let (code, said) = kept.run(&["verify"]);
        assert_eq!(code, 0, "killed at {number}: {said}");
        assert!(said.starts_with("5 entries of 1 families"), "{said}");
        // from the beginning
        fs::copy(kept.at("whole.db"), kept.at("kept/yucan.db")).unwrap();
        fs::write(kept.at("kept/yucan.db.head"), &head).unwrap();
        number += if is_all() { 1 } else { 3 };
    }
    assert!(number > 5, "only {number} steps");
    trial.held(
        format!("{} kills", old + new + refused),
        format!("{old} left the old one, {new} the new one, {refused} one that is refused with the way out"),
    );
}
