//! The page says what the answer says: every shared case, in both languages.

mod page;
mod what_if;
mod words;

use std::{collections::BTreeSet, fs, path::Path};

use policy::{Areas, Facts, decide, wire};
use serde_json::{Value, json};

use super::{Shown, html};
use crate::{Lang, parts::Look};
use page::Node;

/// Every case's facts, with its id.
pub fn cases() -> Vec<(String, Facts)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let mut cases = Vec::new();
    for file in [
        "yangjiang.json",
        "nanning.json",
        "jiangsu.json",
        "national.json",
    ] {
        let text =
            fs::read_to_string(folder.join(file)).expect("the shared cases stand in the project");
        let rows: Vec<Value> = serde_json::from_str(&text).expect("cases are JSON");
        for row in rows {
            let line = serde_json::to_vec(&row["facts"]).expect("facts are JSON");
            let wire::Line::Facts(facts) = wire::read(&line) else {
                panic!("{} is refused", row["facts"]["id"])
            };
            cases.push((facts.id.to_string(), *facts));
        }
    }
    assert!(cases.len() > 60, "only {} cases", cases.len());
    cases
}

fn shown(lang: Lang) -> Shown {
    Shown {
        look: Look {
            lang,
            icons: "/pkg/icons.svg",
        },
        query: "area=441702".to_owned(),
        places: vec![("441702".to_owned(), "阳江市江城区".to_owned())],
        calendar: Some("token".to_owned()),
        bookmark: None,
        is_wechat: false,
    }
}

/// The answer's page as a tree.
pub fn page(facts: &Facts, lang: Lang) -> Node {
    let answer = decide(facts, Areas::built_in());
    let parts: String = html(&answer, &shown(lang))
        .into_iter()
        .map(|(_, html)| html)
        .collect();
    page::read(&["<main>", &parts, "</main>"].concat())
}

/// The answer's JSON, as the command prints it.
fn told(facts: &Facts) -> Value {
    let line = wire::facts_json(facts);
    let mut out = Vec::new();
    assert!(wire::answer_line(
        line.as_bytes(),
        Areas::built_in(),
        &mut out
    ));
    serde_json::from_slice(&out).expect("an answer is JSON")
}

/// What a service's JSON says, as far as the page has marks for it.
fn service_told(service: &Value) -> Value {
    let set = |name: &str| -> BTreeSet<String> {
        let items = service.get(name).and_then(Value::as_array);
        items
            .into_iter()
            .flatten()
            .map(|item| item.as_str().expect("a word").to_owned())
            .collect()
    };
    let reasons: Vec<Value> = service["reasons"]
        .as_array()
        .expect("reasons")
        .iter()
        .map(|reason| json!([reason["clause"]["id"], reason["met"]]))
        .collect();
    let provisional: Vec<Value> = service
        .get("provisional")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|baby| json!([baby["name"], baby["number"]]))
        .collect();
    json!({
        "verdict": service["verdict"],
        "reasons": reasons,
        "remedies": set("remedies"),
        "readings": set("readings"),
        "missing": set("missing"),
        "provisional": provisional,
        "enrol_mother_by": service.get("enrol_mother_by"),
        "route": service.get("route"),
        "opens_on": service.get("opens_on"),
        "closes_on": service.get("closes_on"),
        "covers_from": service.get("covers_from"),
        "notices": service.get("notices").and_then(Value::as_array).map_or(0, Vec::len),
    })
}

/// What a service's section says in its marks.
fn service_shown(section: &Node) -> Value {
    let set = |mark: &str| -> BTreeSet<String> { section.marks(mark).into_iter().collect() };
    let one = |mark: &str| section.marks(mark).into_iter().next();
    let reasons: Vec<Value> = section
        .all("data-clause")
        .iter()
        .map(|item| json!([item.attribute("data-clause"), item.attribute("data-met")]))
        .collect();
    let provisional: Vec<Value> = section
        .all("data-provisional")
        .iter()
        .map(|item| {
            json!(
                item.all("value")
                    .iter()
                    .map(|data| data.attribute("value"))
                    .collect::<Vec<_>>()
            )
        })
        .collect();
    let day = |name: &str| {
        let days = section.all("data-day");
        let day = days
            .iter()
            .find(|time| time.attribute("data-day") == Some(name));
        day.and_then(|time| time.attribute("datetime"))
            .map(str::to_owned)
    };
    json!({
        "verdict": section.attribute("data-verdict"),
        "reasons": reasons,
        "remedies": set("data-remedy"),
        "readings": set("data-reading"),
        "missing": set("data-missing"),
        "provisional": provisional,
        "enrol_mother_by": one("data-enrol-mother-by"),
        "route": one("data-route"),
        "opens_on": day("opens_on"),
        "closes_on": day("closes_on"),
        "covers_from": day("covers_from"),
        "notices": section.all("data-notice").len(),
    })
}

#[test]
fn every_case_shows_what_its_answer_says() {
    for (id, facts) in cases() {
        let told = told(&facts);
        for lang in [Lang::Zh, Lang::En] {
            let page = page(&facts, lang);
            let sections = page.all("data-service");
            assert_eq!(sections.len(), 6, "{id}");
            for section in sections {
                let service = section.attribute("data-service").expect("just asked for");
                let expected = service_told(&told["services"][service]);
                assert_eq!(service_shown(section), expected, "{id}: {service}");
                assert_eq!(
                    section.marks("data-reading").len(),
                    expected["readings"].as_array().map_or(0, Vec::len)
                );
            }
            let deadlines: Vec<Value> = page
                .all("data-deadline")
                .iter()
                .map(|row| {
                    let day = row.all("datetime")[0].attribute("datetime");
                    let clause = row.all("href")[0]
                        .attribute("href")
                        .and_then(|to| to.strip_prefix("/law/"));
                    json!([
                        row.attribute("data-deadline"),
                        row.attribute("data-state"),
                        day,
                        clause
                    ])
                })
                .collect();
            let expected: Vec<Value> = told["deadlines"]
                .as_array()
                .expect("deadlines")
                .iter()
                .map(|one| json!([one["what"], one["state"], one["due_on"], one["clause"]]))
                .collect();
            assert_eq!(deadlines, expected, "{id}");
            let warnings: Vec<&Value> = told["warnings"]
                .as_array()
                .expect("warnings")
                .iter()
                .map(|one| &one["code"])
                .collect();
            assert_eq!(json!(page.marks("data-warning")), json!(warnings), "{id}");
            assert_eq!(
                page.marks("data-repeat").len(),
                told["repeat"].as_array().map_or(0, Vec::len),
                "{id}"
            );
        }
    }
}

#[test]
fn estimated_days_are_dashed_and_today_stands_once() {
    for (id, facts) in cases() {
        let page = page(&facts, Lang::Zh);
        let answer = decide(&facts, Areas::built_in());
        for (row, deadline) in page.all("data-deadline").iter().zip(&answer.deadlines) {
            let class = row.attribute("class").unwrap_or_default();
            assert_eq!(
                class.contains("moment-estimated"),
                deadline.is_estimated,
                "{id}: {class}"
            );
        }
        let lines = page.with_class("line");
        let todays = page.with_class("moment-today").len();
        assert_eq!(todays, lines.len(), "{id}");
    }
}

#[test]
fn after_a_loss_only_what_is_of_use_is_spoken_of() {
    for (id, facts) in cases() {
        let page = page(&facts, Lang::Zh);
        let is_lost = facts.births.is_empty()
            && facts
                .pregnancy
                .as_ref()
                .is_some_and(|told| told.ended.is_some());
        if !is_lost {
            continue;
        }
        let hidden = page.all("hidden");
        let silent: usize = hidden
            .iter()
            .map(|node| node.all("data-service").len())
            .sum();
        let spoken = if facts.payments.is_empty() { 0 } else { 1 };
        assert_eq!(6 - silent, spoken, "{id}");
        assert!(
            page.all("data-service")
                .iter()
                .all(|section| !section.has_class("fold")),
            "{id}"
        );
        assert!(!page.text().contains("日历"), "{id}");
    }
}

#[test]
fn a_name_that_is_markup_stays_a_name() {
    let (_, mut facts) = cases().into_iter().next().expect("a case");
    facts.id = "<script>".into();
    let mut shown = shown(Lang::Zh);
    shown.query = "x=\"><script>".to_owned();
    shown.places[0].1 = "<b>江城</b>".to_owned();
    let answer = decide(&facts, Areas::built_in());
    for (_, part) in html(&answer, &shown) {
        assert!(!part.contains("<script") && !part.contains("<b>"), "{part}");
    }
}

#[test]
fn no_id_stands_twice() {
    for (id, facts) in cases() {
        let page = page(&facts, Lang::En);
        let ids = page.marks("id");
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{id}: {ids:?}");
    }
}
