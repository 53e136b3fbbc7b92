//! The form as it is first shown, of every service, and what stands in its place where there is none.

use policy::verdict::Service;

use super::{EXPECTING, FILLED, KEY, body, kind, page, visit};
use crate::{
    Lang,
    pages::apply::{Known, show, submit},
};

#[test]
fn where_there_is_no_form_the_page_says_why_and_leads_on() {
    let rows = [
        (Service::PreEnrolment, "", 200, "/check"),
        (
            Service::PreEnrolment,
            "area=441702&due_date=2027-13-01",
            422,
            "/check?",
        ),
        (
            Service::PreEnrolment,
            "area=450103&due_date=2027-01-10",
            200,
            "data-verdict=\"not_offered\"",
        ),
        (
            Service::PreEnrolment,
            "area=441702&due_date=2027-01-10&mother_insurance=none",
            200,
            "data-remedy=\"enrol_mother\"",
        ),
        (
            Service::PreEnrolment,
            "area=441702&due_date=2027-01-10",
            200,
            "data-verdict=\"missing_facts\"",
        ),
        (
            Service::HospitalPreRegistration,
            "area=450103&due_date=2027-01-10&mother_hukou=450103",
            200,
            "医院",
        ),
        (
            Service::Refund,
            "area=441702",
            200,
            "data-verdict=\"not_eligible\"",
        ),
    ];
    for (service, query, status, mark) in rows {
        for lang in [Lang::Zh, Lang::En] {
            let reply = show(&visit(lang), service, query, KEY, &[], None);
            assert_eq!(reply.status, status, "{query}");
            assert!(
                lang == Lang::En || reply.html.contains(mark),
                "{query}: {mark}"
            );
            assert!(reply.html.contains("href=\"/check"), "{query}");
            assert!(
                !reply.html.contains("href=\"#q-"),
                "{query}: a question that is not here"
            );
            let posted = submit(
                &visit(lang),
                service,
                query,
                &body(&FILLED),
                KEY,
                Known::default(),
            );
            assert_ne!(kind(&posted), "ready", "{query}");
        }
    }
}

/// Families for whom each service is open, somewhere.
const FAMILIES: [(Service, &str); 9] = [
    (Service::PreEnrolment, EXPECTING),
    (
        Service::PreEnrolment,
        "area=320102&due_date=2027-01-10&fetuses=2",
    ),
    (
        Service::NewbornEnrolment,
        "area=441702&births=2026-11-02f,2026-11-02m&hukou_on=2026-11-10",
    ),
    (
        Service::NewbornEnrolment,
        "area=320102&births=2026-11-02f&birth_certificate=yes",
    ),
    (
        Service::NewbornEnrolment,
        "area=510100&births=2026-11-02f&hukou_on=2026-11-10",
    ),
    (
        Service::DeceasedNewbornEnrolment,
        "area=441702&births=2026-11-02f~2026-11-03",
    ),
    (
        Service::InformationUpdate,
        "area=450103&births=2026-11-02f&hukou_on=2026-11-10&pre_enrolled=yes",
    ),
    (
        Service::Refund,
        "area=441702&paid=2026:2026-10-01&other_cover=paid_twice&due_date=2027-01-10",
    ),
    (
        Service::Refund,
        "area=510100&paid=2026:2026-10-01&other_cover=paid_twice&due_date=2027-01-10",
    ),
];

#[test]
fn every_form_shows_itself_and_every_fault_in_both_languages() {
    for (service, query) in FAMILIES {
        for lang in [Lang::Zh, Lang::En] {
            let form = show(&visit(lang), service, query, KEY, &[], None);
            assert_eq!(form.status, 200, "{query}");
            assert!(form.html.contains("id=\"apply\""), "{query}");
            assert!(!form.html.contains('{'), "{query}: a place nobody filled");
            let empty = submit(&visit(lang), service, query, "", KEY, Known::default());
            assert_eq!(kind(&empty), "show", "{query}");
            let empty = page(empty).html;
            // Each on top and at its field.
            let top = empty.matches("<li data-error").count();
            let all = empty.matches("data-error").count();
            assert!(top > 0 && all == 2 * top, "{query}: {top} of {all}");
        }
    }
}

#[test]
fn what_can_be_sent_only_once_something_is_there_says_what_and_until_when() {
    let query = "area=441702&births=2026-11-02f";
    let service = Service::NewbornEnrolment;
    let html = show(&visit(Lang::Zh), service, query, KEY, &[], None).html;
    let notice = html.split("data-waits-for").nth(1).unwrap();
    let notice = notice.split("现在还不能提交").next().unwrap();
    for says in ["户口", "2027年11月2日", "data-remedy=\"register_hukou\""] {
        assert!(notice.contains(says), "{says}: {notice}");
    }
    let day = "area=441702&due_date=2027-05-10&mother_insurance=resident&mother_area=441702&mother_year=2026";
    let html = show(&visit(Lang::Zh), Service::PreEnrolment, day, KEY, &[], None).html;
    assert!(!html.contains("data-waits-for"), "its day says it");
}

#[test]
fn each_who_may_apply_has_a_fold_under_its_own_name() {
    let service = Service::PreEnrolment;
    let folds = |query: &str| {
        let html = show(&visit(Lang::Zh), service, query, KEY, &[], None).html;
        let steps = html.split("<details ").skip(1);
        let folds = steps.filter(|step| step.split('>').next().unwrap().contains("id=\"s-agent"));
        folds.map(str::to_owned).collect::<Vec<_>>()
    };
    let named = [
        ("父亲", "father_name"),
        ("其他监护人", "guardian_name"),
        ("受委托的人", "agent_name"),
    ];
    for applicant in ["mother", "father", "guardian", "agent"] {
        let query = format!("area=320102&due_date=2027-01-10&applicant={applicant}");
        let folds = folds(&query);
        assert_eq!(folds.len(), 3, "{applicant}");
        for (fold, (name, field)) in folds.iter().zip(named) {
            let own = format!("<h2>{name}</h2>");
            assert!(fold.contains(&own), "{applicant}: {fold}");
            assert!(
                fold.contains(&format!("name=\"{field}\"")),
                "{applicant}: {name}"
            );
            let is_open = fold.split('>').next().unwrap().contains(" open");
            let is_chosen = fold.contains(&format!("data-is=\"{applicant}\""));
            assert_eq!(is_open, is_chosen, "{applicant}: {name}");
            let only = format!("选了“{name}”才填");
            assert_eq!(fold.contains(&only), !is_chosen, "{applicant}: {name}");
        }
    }
    // one who acts for the mother is a thought of its own
    let yangjiang = folds(EXPECTING);
    assert_eq!(yangjiang.len(), 1);
    assert!(yangjiang[0].contains("<h2>代为申请的人</h2>"));
}

#[test]
fn the_review_names_who_applies_as_the_form_does() {
    for (applicant, name) in [("father", "父亲"), ("agent", "受委托的人")] {
        let query = format!("area=320102&due_date=2027-01-10&applicant={applicant}");
        let filled = super::with(
            &FILLED,
            &[
                ("applicant", applicant),
                ("agent_name", "林建国"),
                ("agent_id_number", "810000199001010027"),
                ("agent_phone", "13900139000"),
                ("agent_relation", "parent"),
                ("agent_mandate", "yes"),
                ("father_name", "林建国"),
                ("father_id_number", "810000199001010027"),
                ("father_phone", "13900139000"),
                ("mother_id_number", "441702199503081223"),
            ],
        );
        let html = page(super::sent(&query, &filled)).html;
        assert!(
            html.contains(&format!("<h2>{name}</h2>")),
            "{applicant}: {html}"
        );
        assert!(!html.contains("<h2>代为申请的人</h2>"), "{applicant}");
    }
}

#[test]
fn what_another_answer_calls_for_is_folded_under_its_own_names() {
    let query = "area=441702&due_date=2027-01-10&paid=2027:2026-11-10&other_cover=paid_twice";
    let html = show(&visit(Lang::Zh), Service::Refund, query, KEY, &[], None).html;
    let folds: Vec<&str> = html.split("<details class=\"fold\"").skip(1).collect();
    assert!(!folds.is_empty());
    for fold in folds {
        let name = fold.split("<summary>").nth(1).unwrap();
        let name = name.split("</summary>").next().unwrap();
        let (named, when) = name.split_once("<p").expect(name);
        assert!(when.contains(">选了“") && when.contains("”才填<"), "{name}");
        for label in named.trim().split(" · ") {
            assert!(fold.contains(&format!(">{label}<")), "{name}: {label}");
        }
    }
}

#[test]
fn a_hint_says_once_that_it_may_stay_empty_and_is_of_its_own_area() {
    for area in ["441702", "320102", "450103", "510100"] {
        let query =
            format!("area={area}&due_date=2027-01-10&paid=2027:2026-11-10&other_cover=paid_twice");
        let html = show(&visit(Lang::Zh), Service::Refund, &query, KEY, &[], None).html;
        let field = html.split("data-field=\"insured\"").nth(1).unwrap();
        let field = field.split("data-field=").next().unwrap();
        assert_eq!(field.matches("可以空着").count(), 1, "{area}: {field}");
        assert_eq!(
            field.contains("441702199503081223B"),
            area == "441702",
            "{area}"
        );
    }
}
