//! The day before, on and after each limit of each edition (`tests/cases/limits.json`), and the weekends behind those
//! that a weekend moves. The table's last days lie within the week, but for the fixed ones.

use policy::edition::Edition;
use policy::verdict::{Service, Verdict};
use policy::{Areas, Day};
use serde_json::{Value, json};
use std::collections::BTreeSet;

use crate::cases;

fn rows() -> Vec<Value> {
    cases::table(&cases::path("tests/cases/limits.json"))
}

fn day(text: &Value) -> Day {
    let text = text.as_str().expect("a day");
    Day::parse(text).unwrap_or_else(|_| panic!("{text} is no day"))
}

/// The answer to a row's facts, asked on a day.
fn answer(row: &Value, asked_on: Day) -> Value {
    let mut facts = row["facts"].clone();
    facts["id"] = row["says"].clone();
    facts["area"] = row["area"].clone();
    facts["asked_on"] = asked_on.to_string().into();
    cases::answer(&facts, Areas::built_in())
}

/// What the row is about, on a day: a service's verdict or a deadline's state.
fn seen(row: &Value, asked_on: Day) -> Value {
    let said = answer(row, asked_on);
    if let Some(service) = row["service"].as_str() {
        return said["services"][service]["verdict"].clone();
    }
    let deadlines = said["deadlines"].as_array().expect("deadlines");
    let mut named = deadlines
        .iter()
        .filter(|deadline| deadline["what"] == row["deadline"]);
    let deadline = named.next().unwrap_or(&Value::Null);
    assert_eq!(deadline["due_on"], row["day"], "{}", row["says"]);
    deadline["state"].clone()
}

#[test]
fn each_limit_holds_to_the_day() {
    for row in rows() {
        for (when, shift) in [("before", -1), ("on", 0), ("after", 1)] {
            let asked_on = day(&row["day"]).plus_days(shift);
            assert_eq!(seen(&row, asked_on), row[when], "{}: {when}", row["says"]);
        }
    }
}

#[test]
fn each_limit_of_each_edition_has_its_row() {
    let of_row = |row: &Value| {
        let what = row["service"].as_str().or(row["deadline"].as_str());
        let what = what.expect("a service or a deadline");
        format!("{}: {what}", row["edition"].as_str().expect("an edition"))
    };
    let tried: BTreeSet<String> = rows().iter().map(of_row).collect();
    let there = Areas::built_in().editions().iter().flat_map(limits);
    assert_eq!(tried, there.collect(), "tried, and in the rule files");
    for row in rows() {
        let rules = answer(&row, day(&row["day"]))["rules"].clone();
        let edition = row["edition"].as_str().expect("an edition");
        assert!(
            edition.starts_with(rules.as_str().expect("rules")),
            "{edition}"
        );
    }
}

/// Every limit that an edition's file names.
fn limits(edition: &Edition) -> Vec<String> {
    let hospital = edition.hospital_pre_registration.rules();
    let deceased = edition.deceased_newborn_enrolment.rules();
    let newborn = edition.newborn_enrolment.last_day.as_ref();
    let update = edition.information_update.last_day.as_ref();
    let refund = edition.refund.routes.as_ref();
    let services = [
        (
            Service::PreEnrolment,
            edition.pre_enrolment.rules().is_some(),
        ),
        (Service::HospitalPreRegistration, hospital.is_some()),
        (Service::NewbornEnrolment, newborn.is_some()),
        (Service::DeceasedNewbornEnrolment, deceased.is_some()),
        (Service::InformationUpdate, update.is_some()),
        (Service::Refund, refund.is_some()),
    ];
    let from = edition.in_force_from.map(|day| format!(" {day}"));
    let name = format!("{}{}", edition.rules, from.unwrap_or_default());
    let limited = services.into_iter().filter(|(_, is_limited)| *is_limited);
    limited
        .map(|(service, _)| service.as_str())
        .chain(edition.deadlines.iter().map(|rule| &*rule.what))
        .map(|what| format!("{name}: {what}"))
        .collect()
}

#[test]
fn nobody_is_told_closed_before_the_tuesday() {
    use Verdict::{AskAgency, Closed, Eligible};
    // From the last day on, five days long.
    let rows = [
        ("a Thursday", 0, [Eligible, Closed, Closed, Closed, Closed]),
        ("a Friday", 1, [Eligible, Closed, Closed, Closed, Closed]),
        (
            "a Saturday",
            2,
            [Eligible, AskAgency, AskAgency, Closed, Closed],
        ),
        ("a Sunday", 3, [Eligible, AskAgency, Closed, Closed, Closed]),
        ("a Monday", 4, [Eligible, Closed, Closed, Closed, Closed]),
    ];
    let services = [
        (Service::NewbornEnrolment, "441702", "2025-11-19"),
        (Service::DeceasedNewbornEnrolment, "441702", "2025-11-19"),
        (Service::HospitalPreRegistration, "450103", "2026-08-19"),
    ];
    let thursday = day(&json!("2026-11-19"));
    for (service, area, born) in services {
        for (says, shift, verdicts) in rows {
            let born = day(&json!(born)).plus_days(shift).to_string();
            let mut birth = json!({"on": born, "sex": "male", "hospital_area": "450103"});
            match service {
                Service::NewbornEnrolment => birth["hukou"] = json!({"on": born}),
                Service::DeceasedNewbornEnrolment => birth["died_on"] = json!(born),
                _ => {}
            }
            let facts = json!({"births": [birth], "mother": {"hukou": "450103"}});
            let row =
                json!({"says": says, "area": area, "service": service.as_str(), "facts": facts});
            for (after, wanted) in (0..).zip(verdicts) {
                let asked_on = thursday.plus_days(shift + after);
                let says = format!("{service:?} ends on {says}, asked {asked_on}");
                assert_eq!(seen(&row, asked_on), wanted.as_str(), "{says}");
            }
        }
    }
}
