//! Places whose rules are not ours to answer by, held in rule files of their own: nothing but a file makes a city.

use policy::Areas;
use serde_json::Value;
use std::fs;

use crate::cases::{Case, answer, path, table};

/// Each place's folder under `tests/samples`, and how many editions and cases it has at the least.
const PLACES: [(&str, usize); 6] = [
    ("fujian", 1),
    ("guangzhou", 1),
    ("huaian", 1),
    ("nanjing", 2),
    ("shanxi", 1),
    ("xian", 1),
];

/// A row says what it is about and leaves the rest of the answer alone.
const CASES_LEAST: usize = 3;

/// The rule files of a place, with their names.
fn files(place: &str) -> Vec<(String, String)> {
    let folder = path("../tests/samples").join(place);
    let entries = fs::read_dir(&folder).unwrap_or_else(|_| panic!("{}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a rule file");
            (path.display().to_string(), text)
        })
        .collect()
}

fn areas(place: &str) -> &'static Areas {
    let areas = Areas::read(files(place)).unwrap_or_else(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        panic!("{}", faults.join("\n"));
    });
    Box::leak(Box::new(areas))
}

/// Every case of every place.
pub fn cases() -> Vec<Case> {
    PLACES
        .iter()
        .flat_map(|(place, _)| cases_of(place))
        .collect()
}

fn cases_of(place: &str) -> Vec<Case> {
    let areas = areas(place);
    let rows = table(&path("../tests/samples").join(place).join("cases.json"));
    rows.into_iter().map(|row| Case::new(row, areas)).collect()
}

/// What a row says that the answer doesn't.
pub fn differences(row: &Value, ours: &Value, at: &str, found: &mut Vec<String>) {
    match (row, ours) {
        (Value::Object(row), Value::Object(ours)) => {
            for (key, value) in row {
                let at = format!("{at}/{key}");
                differences(value, ours.get(key).unwrap_or(&Value::Null), &at, found);
            }
        }
        (Value::Array(wanted), Value::Array(given)) if at.ends_with("/missing") => {
            let sorted = |list: &[Value]| {
                let mut list: Vec<String> = list.iter().map(Value::to_string).collect();
                list.sort();
                list
            };
            if sorted(wanted) != sorted(given) {
                found.push(format!("{at}: {row}, but {ours}"));
            }
        }
        _ if row == ours => {}
        _ => found.push(format!("{at}: {row}, but {ours}")),
    }
}

#[test]
fn every_place_is_a_file_and_nothing_else() {
    for (place, editions) in PLACES {
        let files = files(place);
        assert_eq!(files.len(), editions, "{place}");
        for (file, text) in files {
            assert!(text.starts_with("# SAMPLE, NOT LAW: "), "{file}");
        }
    }
}

#[test]
fn every_sample_case_gets_its_answer() {
    let mut wrong = Vec::new();
    for (place, _) in PLACES {
        let cases = cases_of(place);
        assert!(cases.len() >= CASES_LEAST, "{place}");
        for case in cases {
            let id = case.facts["id"].to_string();
            let ours = answer(&case.facts, case.areas);
            differences(&case.answer, &ours, &id, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_sample_leaves_the_rest_of_the_country_to_the_national_rules() {
    for (place, _) in PLACES {
        let facts = serde_json::json!({"id": place, "area": "510100", "asked_on": "2026-11-22"});
        assert_eq!(answer(&facts, areas(place))["rules"], "national");
    }
}
