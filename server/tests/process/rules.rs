//! Rule files from a folder instead of the built-in ones.

use std::{
    fs,
    path::Path,
    process::{Output, Stdio},
};

use crate::{command::yucan, kept::Kept};

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

#[tokio::test]
async fn a_browser_with_other_rules_does_not_answer() {
    let files = || server::rules::read_folder(built_in()).unwrap();
    let same = server::rules::parse(files()).unwrap();
    let fewer = server::rules::parse(
        files()
            .into_iter()
            .filter(|(path, _)| !path.contains("nanning"))
            .collect(),
    );
    let rows = [
        ("the same rules", same, true),
        ("a city less", fewer.unwrap(), false),
    ];
    for (name, areas, may_run) in rows {
        let house = crate::portal::open_by(Box::leak(Box::new(areas)), |_| ()).await;
        let page = house
            .get("/check?area=441702&due_date=2027-02-08", "")
            .await;
        let policy = page.header("content-security-policy").unwrap();
        assert_eq!(policy.contains("script-src 'self'"), may_run, "{name}");
        assert!(
            page.text().contains("data-verdict="),
            "{name}: the plain form answers"
        );
    }
}

#[tokio::test]
async fn rows_are_made_again_by_the_rules_that_are_given() {
    let kept = Kept::new().await;
    for (path, text) in server::rules::read_folder(built_in()).unwrap() {
        let of = Path::new(&path).strip_prefix(built_in()).unwrap();
        let copy = kept.at("rules").join(of);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(
            copy,
            text.replace("span = { days = -21 }", "span = { days = -14 }"),
        )
        .unwrap();
    }
    let by = |areas: &str, arguments: &[&str], status: i32, told: &str| {
        let mut command = kept.command(arguments);
        if !areas.is_empty() {
            command.env("YUCAN_AREAS", areas);
        }
        let Output {
            status: ended,
            stdout,
            stderr,
        } = command.output().unwrap();
        let said = String::from_utf8([stdout, stderr].concat()).unwrap();
        assert_eq!(ended.code(), Some(status), "{areas} {arguments:?}: {said}");
        assert!(said.contains(told), "{areas} {arguments:?}: {said}");
    };
    by("rules", &["rebuild"], 0, "1 of them");
    by("rules", &["verify"], 0, "5 entries");
    by("", &["verify"], 1, "`yucan rebuild` makes these rows again");
    // an act of the desk writes rows, too
    by("rules", &["case", &kept.number, "accept"], 0, "accepted");
    by("rules", &["verify"], 0, "entries");
    by("", &["rebuild", "--areas", "rules"], 0, "0 of them");
}
