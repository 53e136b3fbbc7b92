//! Rule files from a folder instead of the built-in ones.

use std::{fs, path::Path, process::Stdio};

use crate::command::yucan;

/// The rules that are built in, as files.
fn built_in() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../policy/areas"))
}

#[test]
fn the_built_in_rules_have_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let output = yucan(folder.path())
        .args(["areas", "check"])
        .arg(built_in())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && told.contains("nothing wrong"),
        "{told}"
    );
}

#[test]
fn the_command_answers_alike_by_files_and_by_what_is_built_in() {
    let folder = tempfile::tempdir().unwrap();
    let cases = folder.path().join("cases.jsonl");
    let case = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"}}"#;
    fs::write(&cases, case).unwrap();
    let answer = |areas: Option<&Path>| {
        let mut command = yucan(folder.path());
        command
            .arg("decide")
            .stdin(Stdio::from(fs::File::open(&cases).unwrap()));
        if let Some(areas) = areas {
            command.env("YUCAN_AREAS", areas);
        }
        command.output().unwrap().stdout
    };
    assert!(!answer(None).is_empty());
    assert_eq!(answer(None), answer(Some(built_in())));
}
