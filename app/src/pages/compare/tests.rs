//! Which place would take the child, read off the page.

use super::{candidate::candidates, *};
use crate::Lang;

fn visit(lang: Lang) -> Visit {
    Visit::sample(lang, "/compare")
}

/// Place, service and verdict of each row.
fn rows(html: &str) -> Vec<[String; 3]> {
    let value = |row: &str, mark: &str| {
        let rest = row
            .split_once(&[" ", mark, "=\""].concat())
            .map(|(_, rest)| rest);
        rest.and_then(|rest| rest.split('"').next())
            .unwrap_or_default()
            .to_owned()
    };
    html.split("<tr")
        .skip(1)
        .filter(|row| row.contains("data-compare="))
        .map(|row| {
            [
                "data-compare",
                "data-compare-service",
                "data-compare-verdict",
            ]
            .map(|mark| value(row, mark))
        })
        .collect()
}

#[test]
fn each_pooling_area_is_asked_once() {
    let typed = Typed::parse(
        "area=441702&mother_hukou=441781&father_hukou=450103&mother_area=440103&father_area=xyz",
    );
    let found = candidates(&typed);
    let told: Vec<(&str, &[As])> = found
        .iter()
        .map(|candidate| (candidate.code.as_str(), &*candidate.told_as))
        .collect();
    assert_eq!(
        told,
        [
            ("441702", &[As::Residence, As::MotherHukou][..]),
            ("450103", &[As::FatherHukou]),
            ("440103", &[As::MotherArea])
        ]
    );
}

#[test]
fn each_place_says_by_its_own_rules_whether_it_takes_the_child() {
    let cases: [(&str, &str, &[[&str; 3]]); 4] = [
        (
            "a mother insured where she lives, registered elsewhere",
            "area=441702&mother_hukou=450103&father_hukou=510100&mother_insurance=resident&mother_area=441702&\
             mother_year=2026&due_date=2027-02-10",
            &[
                ["441702", "pre_enrolment", "eligible"],
                ["441702", "newborn_enrolment", "not_yet"],
                ["450103", "hospital_pre_registration", "not_yet"],
                ["450103", "newborn_enrolment", "not_yet"],
                ["510100", "newborn_enrolment", "not_yet"],
            ],
        ),
        (
            "born, and registered at a hospital of the hukou's region",
            "area=440103&mother_hukou=450103&births=2026-11-01f&hospital_area=450103",
            &[
                ["440103", "newborn_enrolment", "not_yet"],
                ["450103", "hospital_pre_registration", "eligible"],
                ["450103", "newborn_enrolment", "not_yet"],
            ],
        ),
        ("nothing told of the child", "area=441702", &[]),
        (
            "a loss is not compared",
            "area=441702&due_date=2027-02-10&ended_on=2026-11-01&ended_how=miscarriage",
            &[],
        ),
    ];
    for (name, query, expected) in cases {
        let reply = render(&visit(Lang::Zh), query);
        assert_eq!(reply.status, 200, "{name}");
        let rows = rows(&reply.html);
        let rows: Vec<[&str; 3]> = rows
            .iter()
            .map(|row| row.each_ref().map(|word| &**word))
            .collect();
        assert_eq!(rows, expected, "{name}");
    }
}

#[test]
fn what_cannot_be_taken_is_said_at_its_field() {
    let rows = [
        ("area=nowhere&due_date=2027-02-10", "q-area", "invalid_area"),
        (
            "area=441702&due_date=2027-13-01",
            "q-due_date",
            "invalid_date",
        ),
        (
            "mother_hukou=450103&births=2027-11-01f",
            "q-births",
            "date_in_future",
        ),
    ];
    for (query, control, code) in rows {
        for lang in [Lang::Zh, Lang::En] {
            let reply = render(&visit(lang), query);
            assert_eq!(reply.status, 422, "{query}");
            assert!(
                reply.html.contains(&["href=\"#", control].concat()),
                "{query}"
            );
            assert_eq!(
                reply
                    .html
                    .matches(&["data-error=\"", code].concat())
                    .count(),
                2,
                "{query}"
            );
        }
    }
}

#[test]
fn the_rest_of_the_question_goes_along() {
    let reply = render(
        &visit(Lang::En),
        "area=441702&last_period=2026-05-01&fetuses=2&x=%3Cscript%3E",
    );
    for hidden in ["last_period", "fetuses"] {
        assert!(
            reply
                .html
                .contains(&["type=\"hidden\" name=\"", hidden].concat()),
            "{hidden}"
        );
    }
    assert!(!reply.html.contains("script>") && !reply.has_island);
}
