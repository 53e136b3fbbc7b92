//! The page in every state, without a script.

use std::collections::BTreeSet;

use policy::verdict::Service;

use super::render;
use crate::{Lang, Reply, forms::check::Field, visit::Visit};

/// An expecting mother of Yangjiang who is insured there.
const EXPECTING: &str =
    "area=441702&due_date=2027-01-10&mother_insurance=resident&mother_area=441702&mother_year=2026";

fn visit(lang: Lang) -> Visit {
    Visit::sample(lang, "/check")
}

fn page(query: &str) -> Reply {
    render(&visit(Lang::Zh), query)
}

/// The opening tag that has this in it.
fn tag<'a>(html: &'a str, mark: &str) -> &'a str {
    let at = html
        .find(mark)
        .unwrap_or_else(|| panic!("no {mark} in {html}"));
    let start = html[..at].rfind('<').expect("a tag begins");
    let end = html[at..].find('>').expect("a tag ends");
    &html[start..at + end]
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = [" ", attribute, "=\""].concat();
    html.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// What a control of the page would send.
fn sent(html: &str, field: Field) -> String {
    let name = [" name=\"", field.name(), "\""].concat();
    let controls: Vec<&str> = html
        .match_indices(&name)
        .map(|(at, _)| tag(&html[html[..at].rfind('<').expect("a tag")..], &name))
        .collect();
    assert!(!controls.is_empty(), "nobody asks for {}", field.name());
    let told = match controls[0].contains("type=\"radio\"") {
        true => controls
            .into_iter()
            .find(|control| control.contains(" checked"))
            .unwrap_or_default(),
        false => {
            assert_eq!(controls.len(), 1, "{}", field.name());
            controls[0]
        }
    };
    values(told, "value")
        .first()
        .copied()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn every_fact_has_one_control_and_none_names_a_person() {
    for query in [
        "",
        "area=441702",
        "area=450103&door=born",
        "area=320100",
        "area=110101",
        EXPECTING,
    ] {
        let html = page(query).html;
        let names: BTreeSet<&str> = values(&html, "name").into_iter().collect();
        for field in Field::ALL {
            assert_eq!(
                names.contains(field.name()),
                !field.is_private(),
                "{query}: {}",
                field.name()
            );
        }
        assert_eq!(
            values(&html, "data-private"),
            [
                "mother_name",
                "mother_id_number",
                "father_name",
                "father_id_number"
            ]
        );
        let form = tag(&html, " data-check");
        assert!(
            form.contains("method=\"get\"")
                && form.contains("action=\"/check\"")
                && form.contains("novalidate")
        );
    }
}

#[test]
fn nothing_asked_is_nothing_answered() {
    for query in [
        "",
        "door=expecting",
        "area=441702&door=changed",
        "from=timeline",
        "due_date=",
    ] {
        let page = page(query);
        assert_eq!(page.status, 200, "{query}");
        assert!(page.has_island);
        assert!(!page.html.contains("data-verdict"), "{query}");
        assert!(!page.html.contains("data-error"), "{query}");
        assert!(!page.html.contains("autofocus"), "{query}");
    }
}

#[test]
fn an_answer_comes_first_with_all_six_services() {
    let rows = [
        (EXPECTING.to_owned(), "eligible"),
        ([EXPECTING, "&asked_on=2026-09-19"].concat(), "not_yet"),
        (
            "area=441702&due_date=2027-01-10".to_owned(),
            "missing_facts",
        ),
        ("area=441702".to_owned(), "missing_facts"),
        (
            "area=441702&due_date=2027-01-10&mother_insurance=none".to_owned(),
            "not_eligible",
        ),
        ([EXPECTING, "&births=2026-11-02f"].concat(), "closed"),
        ([EXPECTING, "&pre_enrolled=yes"].concat(), "already_done"),
        ("area=450103&due_date=2027-01-10".to_owned(), "not_offered"),
    ];
    for (query, verdict) in rows {
        for lang in [Lang::Zh, Lang::En] {
            let page = render(&visit(lang), &query);
            let html = &page.html;
            assert_eq!(page.status, 200, "{query}");
            let services: BTreeSet<&str> = values(html, "data-service").into_iter().collect();
            assert_eq!(
                services,
                Service::ALL
                    .iter()
                    .map(|service| service.as_str())
                    .collect(),
                "{query}"
            );
            let card = tag(html, "data-service=\"pre_enrolment\"");
            assert_eq!(values(card, "data-verdict"), [verdict], "{query}");
            assert!(
                html.find("id=\"drawn\"") < html.find("id=\"check\""),
                "{query}"
            );
            assert!(tag(html, "id=\"result\"").contains("autofocus"), "{query}");
        }
    }
}

#[test]
fn a_missing_fact_leads_to_its_question_and_opens_it() {
    let html = page("area=441702&due_date=2027-01-10").html;
    assert!(html.contains("href=\"#q-mother_insurance\""), "{html}");
    assert!(tag(&html, "id=\"step-mother\"").contains(" open"));
    let html = page("area=450103&births=2026-11-02f").html;
    for name in ["mother_hukou", "father_hukou"] {
        assert!(
            html.contains(&["href=\"#q-", name, "\""].concat()),
            "{name}"
        );
    }
    assert!(tag(&html, "id=\"step-parents\"").contains(" open"));
}

#[test]
fn what_cannot_be_taken_comes_back_as_it_was_typed() {
    let query = "area=12&due_date=2027%E5%B9%B43%E6%9C%8840%E6%97%A5&fetuses=two&births=2026-11-30m&mother_area=%22%3E%3Cb%3E&applicant=agent";
    for lang in [Lang::Zh, Lang::En] {
        let page = render(&visit(lang), query);
        let html = &page.html;
        assert_eq!(page.status, 422);
        assert!(!html.contains("data-verdict"));
        for (field, typed) in [
            (Field::Area, "12"),
            (Field::DueDate, "2027年3月40日"),
            (Field::Fetuses, "two"),
            (Field::Births, "2026-11-30m"),
            (Field::MotherArea, "&quot;&gt;&lt;b&gt;"),
            (Field::Applicant, "agent"),
        ] {
            assert_eq!(sent(html, field), typed, "{}", field.name());
        }
        let summary = &html[html.find("id=\"errors\"").expect("a summary")
            ..html.find("id=\"check\"").expect("a form")];
        assert!(tag(html, "id=\"errors\"").contains("autofocus"));
        let wrong = [
            ("area", "invalid_area"),
            ("due_date", "invalid_date"),
            ("fetuses", "invalid_value"),
            ("mother_insurance", "missing_field"),
            ("mother_area", "invalid_area"),
            ("births", "date_in_future"),
        ];
        assert_eq!(values(summary, "data-error"), wrong.map(|(_, code)| code));
        assert_eq!(
            values(summary, "href"),
            wrong.map(|(name, _)| ["#q-", name].concat())
        );
        for (name, code) in wrong {
            let error = ["q-", name, "-error"].concat();
            assert_eq!(
                values(tag(html, &["id=\"", &error, "\""].concat()), "data-error"),
                [code],
                "{name}"
            );
            let described = html
                .match_indices("aria-describedby=\"")
                .any(|(at, start)| {
                    let ids = html[at + start.len()..]
                        .split('"')
                        .next()
                        .unwrap_or_default();
                    ids.split(' ').any(|id| id == error)
                });
            assert!(described, "{name}");
        }
        let said = match lang {
            Lang::Zh => "<title>错误：",
            Lang::En => "<title>Error: ",
        };
        assert!(html.contains(said));
    }
}

#[test]
fn a_place_may_be_told_by_its_name() {
    let html = page("area=阳江&due_date=2027-01-10").html;
    assert_eq!(sent(&html, Field::Area), "441700");
    assert!(html.contains("data-verdict=\"missing_facts\""));
    let html = page("area=%E9%BC%93%E6%A5%BC%E5%8C%BA&due_date=2027-01-10").html;
    assert_eq!(sent(&html, Field::Area), "鼓楼区");
    assert!(html.contains("data-error=\"invalid_area\""));
    let offered = values(&html, "data-code");
    assert!(
        offered.contains(&"320106") && offered.contains(&"350102"),
        "{offered:?}"
    );
    assert!(html.contains("href=\"/check?area=320106&amp;due_date=2027-01-10\""));
}

#[test]
fn what_was_understood_is_shown_plainly() {
    let html = page("area=４４１７０２&due_date=2027年1月10日").html;
    assert_eq!(sent(&html, Field::Area), "441702");
    assert_eq!(sent(&html, Field::DueDate), "2027-01-10");
    assert!(html.contains("2027年1月10日（周日） · 今天 33 周 1 天"));
    assert!(html.contains("广东省 阳江市 江城区"));
}

#[test]
fn the_door_says_what_is_open_first() {
    let open = |query: &str, step: &str| {
        tag(&page(query).html, &["id=\"step-", step, "\""].concat()).contains(" open")
    };
    for (door, steps) in [
        ("expecting", ["place", "pregnancy", "mother"]),
        ("born", ["place", "births", "done"]),
        ("changed", ["place", "changed", "changed"]),
    ] {
        for step in steps {
            assert!(
                open(&["area=441702&door=", door].concat(), step),
                "{door}: {step}"
            );
        }
    }
    assert!(!open("area=441702&door=expecting", "changed"));
    assert!(!open("area=441702&door=changed", "pregnancy"));
    assert!(open("area=450103&door=expecting", "parents"));
}

#[test]
fn the_place_of_an_earlier_visit_is_filled_in_and_not_yet_asked_about() {
    let mut visit = visit(Lang::Zh);
    visit.remembered_area = Some("450103".to_owned());
    let page = render(&visit, "");
    assert_eq!(sent(&page.html, Field::Area), "450103");
    assert!(!page.html.contains("data-verdict"));
    // What is told goes before what is remembered, and nothing else is ever filled in.
    assert_eq!(render(&visit, "due_date=2027-01-10").status, 422);
    visit.remembered_area = Some("\"><script>".to_owned());
    assert_eq!(sent(&render(&visit, "").html, Field::Area), "");
}
