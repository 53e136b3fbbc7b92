//! The same question asked otherwise, side by side.

use leptos::prelude::*;
use policy::decide;

use super::shown;
use crate::{Lang, answer::Otherwise, forms::check::Typed, visit::Visit};

fn visit(lang: Lang) -> Visit {
    Visit::sample(lang, "/check")
}

fn drawn(query: &str) -> String {
    let visit = visit(Lang::Zh);
    let facts = Typed::parse(query).facts(visit.today).expect("facts");
    let typed = Typed::parse(query).canonical(&facts);
    let answer = decide(&facts, visit.areas);
    let mut shown = shown(Lang::Zh);
    shown.query = typed.query();
    let otherwise = Otherwise::read(&visit, query, &typed);
    Owner::new().with(|| {
        (
            otherwise.form(&visit),
            otherwise.compared(&visit, &answer, &shown),
        )
            .to_html()
    })
}

const ASKED: &str =
    "area=441702&due_date=2027-04-10&mother_insurance=resident&mother_area=441702&mother_year=2026";

#[test]
fn another_day_place_or_date_is_asked_of_the_same_function() {
    let rows = [
        ("&if_due_date=2027-02-10", "pre_enrolment", "eligible"),
        ("&if_due_date=2027年2月10日", "pre_enrolment", "eligible"),
        ("&if_asked_on=2026-12-25", "pre_enrolment", "eligible"),
        ("&if_area=320102", "pre_enrolment", "not_yet"),
        ("&if_area=成都", "newborn_enrolment", "not_yet"),
        (
            "&if_area=510100&if_due_date=2027-02-10",
            "pre_enrolment",
            "not_offered",
        ),
    ];
    for (asked, service, verdict) in rows {
        let html = drawn(&[ASKED, asked].concat());
        let cells: Vec<&str> = html
            .split(&["data-if-service=\"", service, "\" data-if-verdict=\""].concat())
            .skip(1)
            .collect();
        let [now, then] = &cells[..] else {
            panic!("{asked}: {} cells of {service}\n{html}", cells.len())
        };
        assert!(now.starts_with("not_yet"), "{asked}");
        assert!(then.starts_with(verdict), "{asked}: {}", &then[..20]);
    }
}

#[test]
fn what_cannot_be_taken_is_said_where_it_was_changed() {
    let rows = [
        ("&if_due_date=2027-13-01", "if_due_date", "invalid_date"),
        (
            "&if_due_date=2020-01-01",
            "if_due_date",
            "implausible_gestation",
        ),
        ("&if_area=nowhere", "if_area", "invalid_area"),
        (
            "&if_asked_on=2019-01-01",
            "if_asked_on",
            "implausible_gestation",
        ),
        (
            "&if_insured_parent=uncle",
            "if_insured_parent",
            "invalid_value",
        ),
    ];
    for (asked, control, code) in rows {
        let html = drawn(&[ASKED, asked].concat());
        let error = ["id=\"q-", control, "-error\" data-error=\"", code].concat();
        assert!(html.contains(&error), "{asked}: {html}");
        assert!(!html.contains("<table"), "{asked}");
    }
}

#[test]
fn a_page_keeps_one_answer_and_its_query() {
    let html = drawn(&[ASKED, "&if_area=320102"].concat());
    assert!(
        !html.contains("data-service=")
            && !html.contains("data-deadline=")
            && !html.contains("<form"),
        "{html}"
    );
    assert!(
        html.contains("href=\"/check?area=320102&amp;due_date=2027-04-10"),
        "{html}"
    );
    assert!(html.contains("name=\"if_area\" value=\"320102\""), "{html}");
}

#[test]
fn nothing_is_compared_before_it_is_asked() {
    let html = drawn(ASKED);
    assert!(
        html.contains("name=\"if_area\"") && !html.contains("<table"),
        "{html}"
    );
}

#[test]
fn after_a_loss_nothing_is_tried() {
    let html = drawn("area=441702&due_date=2027-02-10&ended_on=2026-11-01&ended_how=miscarriage");
    assert!(!html.contains("if_area"), "{html}");
}
