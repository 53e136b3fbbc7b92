//! Rule files with something wrong in them (`tests/cases/rule_files.toml`), and what the reader says of each: file,
//! line, reason. Absent: how a file comes from the disk.

use policy::{Areas, Fault};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;

use crate::cases::path;

/// The built-in files, so that what one of them cites is there.
const FILES: [&str; 5] = [
    "jiangsu/2024-01-01.toml",
    "nanning/2021-08-28.toml",
    "national/always.toml",
    "yangjiang/2021-07-01.toml",
    "yangjiang/2022-01-01.toml",
];

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

/// A change of one file, a part of the line that is then at fault, and a part of the reason.
#[derive(Deserialize)]
struct Row {
    says: String,
    file: String,
    told_in: Option<String>,
    old: String,
    new: String,
    line: String,
    reason: String,
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(path("tests/cases/rule_files.toml")).expect("the table");
    let table: Table = toml::from_str(&text).expect("the table is TOML");
    table.row
}

fn built_in(file: &str) -> String {
    fs::read_to_string(path("areas").join(file)).expect("a rule file")
}

/// The built-in files, one of them changed.
fn changed(file: &str, change: impl Fn(String) -> String) -> Vec<(String, String)> {
    assert!(FILES.contains(&file), "{file}");
    let text = |name: &str| match built_in(name) {
        text if name == file => change(text),
        text => text,
    };
    FILES
        .iter()
        .map(|name| ((*name).to_owned(), text(name)))
        .collect()
}

fn faults(files: Vec<(String, String)>) -> Vec<Fault> {
    Areas::read(files).err().unwrap_or_default()
}

#[test]
fn every_wrong_file_is_told_by_file_line_and_reason() {
    let mut wrong = Vec::new();
    for row in rows() {
        let files = changed(&row.file, |text| {
            assert!(text.contains(&row.old), "{}: nothing to change", row.says);
            text.replacen(&row.old, &row.new, 1)
        });
        let told_in = row.told_in.as_ref().unwrap_or(&row.file);
        let edited = files.iter().find(|(name, _)| name == told_in);
        let lines: Vec<&str> = edited.expect("the file").1.lines().collect();
        let faults = faults(files.clone());
        let fits = |fault: &Fault| {
            let line = lines.get(fault.line.wrapping_sub(1)).copied();
            fault.file == *told_in
                && line.unwrap_or_default().contains(&row.line)
                && fault.reason.contains(&row.reason)
        };
        if !faults.iter().any(fits) {
            let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
            wrong.push(format!("{}:\n  {}", row.says, told.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "not told:\n{}", wrong.join("\n"));
}

#[test]
fn every_row_is_another_fault() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(seen.insert(row.says.clone()), "{} stands twice", row.says);
    }
}

#[test]
fn a_fault_is_shown_as_file_line_and_reason() {
    let files = changed("nanning/2021-08-28.toml", |text| {
        text.replacen("codes = [\"4501\"]", "codes = [\"99\"]", 1)
    });
    let shown: Vec<String> = faults(files).iter().map(ToString::to_string).collect();
    let wanted = "nanning/2021-08-28.toml:8: 99 isn't the front of an area's code";
    assert_eq!(shown, [wanted]);
}

#[test]
fn every_fault_is_told_at_once_file_by_file() {
    let files = FILES.iter().map(|name| {
        let text = built_in(name);
        (
            (*name).to_owned(),
            text.replacen(
                "update_reminder_every_days = 30",
                "update_reminder_every_days = 0",
                1,
            ),
        )
    });
    let faults = faults(files.collect());
    let named: Vec<&str> = faults.iter().map(|fault| &*fault.file).collect();
    assert_eq!(named, FILES);
}

#[test]
fn what_is_no_rule_file_is_refused_in_no_time() {
    let deep = format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    let dotted = format!("{} = 1", vec!["a"; 100_000].join("."));
    let tables = "[a]\n".repeat(100_000);
    let huge = format!("# {}\n{}", " ".repeat(1_000_000), built_in(FILES[0]));
    let rows = [
        ("nothing at all", String::new()),
        ("a byte order mark alone", "\u{feff}".to_owned()),
        ("a page of the web", "<!doctype html>".to_owned()),
        ("NULs", "\0".repeat(1000)),
        ("lists without end", deep),
        ("a key without end", dotted),
        ("one table again and again", tables),
        ("a megabyte of blanks", huge),
    ];
    for (says, text) in rows {
        let faults = faults(vec![("x.toml".to_owned(), text)]);
        assert_eq!(faults.len(), 1, "{says}: {faults:?}");
        assert_eq!(faults[0].file, "x.toml", "{says}");
        assert!(faults[0].line >= 1, "{says}");
        assert!(!faults[0].reason.is_empty(), "{says}");
    }
}

#[test]
fn no_files_are_the_national_rules_and_every_document() {
    let areas = Areas::read([]).expect("nothing is wrong with nothing");
    assert_eq!(areas.editions().len(), 1);
    assert_eq!(areas.clauses().len(), Areas::built_in().clauses().len());
}

#[test]
fn the_built_in_files_make_the_built_in_law() {
    let files = FILES
        .iter()
        .map(|name| ((*name).to_owned(), built_in(name)));
    let mut backwards: Vec<_> = files.clone().collect();
    backwards.reverse();
    for files in [files.collect(), backwards] {
        let areas = Areas::read(files).expect("nothing is wrong with them");
        let names = |areas: &Areas| {
            let editions = areas.editions().iter();
            editions
                .map(|edition| format!("{} {:?}", edition.rules, edition.in_force_from))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&areas), names(Areas::built_in()));
    }
}
