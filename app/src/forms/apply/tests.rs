//! What is typed and what it comes to: every kind, every form of every edition, and answers that were taken back.

use std::collections::BTreeSet;

use policy::{
    Areas, Code, Day, Facts,
    form::{By, Form, Kind, Section},
    verdict::Service,
};
use proptest::prelude::*;

use super::{Act, Answers, Checked, Sent, Signature, check, plain};
use crate::forms::check::{Typed, escape};

const TODAY: &str = "2026-11-23";
const EXPECTING: &str =
    "area=441702&due_date=2027-01-10&mother_insurance=resident&mother_area=441702&mother_year=2026";

fn facts(query: &str) -> Facts {
    let today = Day::parse(TODAY).expect("a day");
    Typed::parse(query).facts(today).expect("facts")
}

fn form(service: Service, facts: &Facts) -> &'static Form {
    let areas = Areas::built_in();
    let edition = areas.edition(facts.area, facts.asked_on);
    areas
        .form(edition, service, facts.asked_on)
        .expect("a form")
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    let mut answers = Answers::default();
    for (id, value) in pairs {
        answers.set(id, *value);
    }
    answers
}

/// A mother's answers to the form before the birth.
const MOTHER: [(&str, &str); 5] = [
    ("applicant", "mother"),
    ("mother_name", "林晓梅"),
    ("mother_id_number", "441702199503081223"),
    ("mother_phone", "13800138000"),
    ("mother_address", "阳江市江城区东风一路 1 号"),
];
/// And an agent's.
const AGENT: [(&str, &str); 5] = [
    ("agent_name", "林建国"),
    ("agent_id_number", "810000199001010027"),
    ("agent_phone", "13900139000"),
    ("agent_relation", "parent"),
    ("agent_mandate", "yes"),
];

fn checked(pairs: &[(&str, &str)]) -> Checked {
    let facts = facts(EXPECTING);
    let form = form(Service::PreEnrolment, &facts);
    check(form, &answers(pairs), &BTreeSet::new(), &facts)
}

fn faults(checked: &Checked) -> Vec<(&str, Code)> {
    let faults = checked.faults.iter();
    faults.map(|fault| (&*fault.field, fault.code)).collect()
}

#[test]
fn what_fits_is_kept_with_what_the_check_was_told() {
    let checked = checked(&MOTHER);
    assert_eq!(faults(&checked), []);
    for (id, value) in MOTHER {
        assert_eq!(checked.answers.get(id), value);
    }
    assert_eq!(checked.answers.get("due_month"), "2027-01");
    assert_eq!(checked.answers.get("enrolment_year"), "2027");
    assert!(checked.facts.mother.id_number.is_some());
    assert!(checked.changes.is_empty());
}

#[test]
fn everything_asked_and_not_answered_is_told_at_once() {
    let nothing = checked(&[]);
    let at: Vec<&str> = faults(&nothing)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    let wanted = [
        "mother_name",
        "mother_id_number",
        "mother_phone",
        "mother_address",
    ];
    assert_eq!(at, wanted);
    assert!(
        nothing
            .faults
            .iter()
            .all(|fault| fault.code == Code::MissingField)
    );
}

#[test]
fn an_agent_who_is_switched_off_leaves_nothing_behind() {
    let with = [&MOTHER[1..], &AGENT, &[("applicant", "agent")]].concat();
    let both = checked(&with);
    assert_eq!(faults(&both), []);
    assert_eq!(both.answers.get("agent_name"), "林建国");
    let without = [&MOTHER[..], &AGENT].concat();
    let alone = checked(&without);
    assert_eq!(faults(&alone), []);
    assert!(
        alone
            .answers
            .iter()
            .all(|(id, _)| !id.starts_with("agent_"))
    );
    // An agent's faults go with the agent.
    let wrong = [&MOTHER[..], &[("agent_phone", "12")]].concat();
    assert_eq!(faults(&checked(&wrong)), []);
}

#[test]
fn each_refused_value_gets_its_code_at_its_field_and_all_else_stays() {
    let rows = [
        ("mother_name", "林1", Code::InvalidName),
        ("mother_name", "林", Code::InvalidName),
        ("mother_name", "<b>林梅</b>", Code::InvalidName),
        (
            "mother_id_number",
            "441702199503081220",
            Code::InvalidIdNumber,
        ),
        ("mother_id_number", "440106198612150010", Code::SexMismatch),
        ("mother_phone", "12800138000", Code::InvalidPhone),
        ("mother_phone", "1380013800", Code::InvalidPhone),
        ("mother_address", "家", Code::InvalidValue),
        ("applicant", "uncle", Code::InvalidValue),
        ("mother_name", "  ", Code::MissingField),
    ];
    for (id, value, code) in rows {
        let mut typed = MOTHER;
        for pair in &mut typed {
            if pair.0 == id {
                pair.1 = value;
            }
        }
        let checked = checked(&typed);
        assert_eq!(faults(&checked), [(id, code)], "{value}");
        for (other, kept) in typed.iter().filter(|(other, _)| *other != id) {
            assert_eq!(checked.answers.get(other), *kept, "{value}");
        }
        assert_eq!(checked.answers.get(id).trim(), value.trim());
    }
}

#[test]
fn two_people_do_not_share_a_number() {
    let mut typed = [&MOTHER[1..], &AGENT, &[("applicant", "agent")]].concat();
    for pair in &mut typed {
        if pair.0 == "agent_id_number" {
            pair.1 = "441702199503081223";
        }
    }
    assert_eq!(
        faults(&checked(&typed)),
        [("agent_id_number", Code::InvalidValue)]
    );
}

#[test]
fn what_can_only_mean_one_thing_is_made_right_and_told() {
    let rows = [
        (
            Kind::IdNumber,
            "４４１７０２ 19950308 1223",
            "441702199503081223",
        ),
        (Kind::IdNumber, "45010719940506004x", "45010719940506004X"),
        (
            Kind::IdNumber,
            "\u{200b}441702-19950308-1223\u{feff}",
            "441702199503081223",
        ),
        (Kind::Name, " 古丽米热•艾比布力 ", "古丽米热·艾比布力"),
        (Kind::Name, "古丽米热．艾比布力", "古丽米热·艾比布力"),
        (Kind::Name, "古丽米热・ 艾比布力", "古丽米热·艾比布力"),
        (Kind::Name, "古丽米热‧艾比布力", "古丽米热·艾比布力"),
        (Kind::Name, "古丽米热･艾比布力", "古丽米热·艾比布力"),
        (Kind::Name, "𬱖䶮\u{200b}", "𬱖䶮"),
        (Kind::Name, "林 晓　梅", "林晓梅"),
        (Kind::Name, "Ａna  López", "Ana López"),
        (Kind::Phone, "+86 138-0013-8000", "13800138000"),
        (Kind::Phone, "８６１３８００１３８０００", "13800138000"),
        (
            Kind::Account,
            "6222 0212 0211 2345 678",
            "6222021202112345678",
        ),
        (Kind::Certificate, "ｘ320 101 001", "X320101001"),
        (
            Kind::ProvisionalNumber,
            " 441702199503081223b ",
            "441702199503081223b",
        ),
        (Kind::Day, "2026年11月2日", "2026-11-02"),
        (Kind::Month, "2027年1月", "2027-01"),
        (Kind::Month, "2027-01-10", "2027-01"),
        (Kind::Year, "２０２７年", "2027"),
        (Kind::Address, "东风一路\n 1 号", "东风一路 1 号"),
    ];
    for (kind, typed, kept) in rows {
        assert_eq!(plain(kind, typed), kept, "{typed:?}");
        assert_eq!(plain(kind, kept), kept, "{kept:?} twice");
    }
    let mut typed = MOTHER;
    typed[2].1 = "４４１７０２199503081223";
    let checked = checked(&typed);
    assert_eq!(faults(&checked), []);
    assert_eq!(checked.changes.len(), 1);
    assert_eq!(checked.changes[0].kept, "441702199503081223");
}

#[test]
fn twins_are_asked_for_each() {
    let query = "area=441702&births=2026-11-02f,2026-11-02m&hukou_on=2026-11-10";
    let facts = facts(query);
    let form = form(Service::NewbornEnrolment, &facts);
    let asked = form.asked(&facts, &|_| None);
    let ids: Vec<&str> = asked.iter().map(|one| &*one.id).collect();
    for id in [
        "baby_name",
        "baby_2_name",
        "baby_id_number",
        "baby_2_id_number",
    ] {
        assert!(ids.contains(&id), "{id} in {ids:?}");
    }
    // The second twin's number carries the day of birth, but a girl's digit.
    let typed = [
        ("applicant", "mother"),
        ("guardian_name", "林晓梅"),
        ("guardian_id_number", "441702199503081223"),
        ("guardian_phone", "13800138000"),
        ("guardian_address", "东风一路 1 号"),
        ("baby_name", "林小雨"),
        ("baby_2_name", "林小风"),
        ("baby_id_number", "441702202611020027"),
        ("baby_2_id_number", "441702202611020043"),
    ];
    let checked = check(form, &answers(&typed), &BTreeSet::new(), &facts);
    assert_eq!(faults(&checked), [("baby_2_id_number", Code::SexMismatch)]);
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
        "area=441702&births=2026-11-02f&hukou_on=2026-11-10",
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
fn every_form_asks_only_what_it_can_say_and_refuses_what_is_empty() {
    for (service, query) in FAMILIES {
        let facts = facts(query);
        let form = form(service, &facts);
        let none = check(form, &Answers::default(), &BTreeSet::new(), &facts);
        assert!(!none.faults.is_empty(), "{query}");
        for one in form.asked(&facts, &|_| None) {
            let is_known = one.known(&facts).is_some();
            let is_asked = one.field.by == By::Family && one.is_typed(&facts);
            assert!(
                !(is_known && is_asked) || one.field.may_change,
                "{}",
                one.id
            );
            assert!(Section::ALL.contains(&one.field.section));
        }
    }
}

fn body(pairs: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        if !body.is_empty() {
            body.push('&');
        }
        escape(name, &mut body);
        body.push('=');
        escape(value, &mut body);
    }
    body
}

#[test]
fn a_body_says_what_to_do_and_what_was_agreed() {
    let key = "00112233445566778899aabbccddeeff";
    let sent = Sent::parse(&body(&[
        ("mother_name", "林晓梅"),
        ("key", key),
        ("shown", "eligible"),
        ("consent_form", "yes"),
        ("consent_health", "no"),
        ("promise_0", "yes"),
        ("promise_2", "yes"),
        ("signature", " 林晓梅 "),
        ("act", "send"),
    ]));
    assert_eq!(sent.act, Act::Send);
    assert_eq!(sent.answers.get("mother_name"), "林晓梅");
    assert_eq!(sent.key.map(|key| key[15]), Some(0xff));
    assert_eq!(sent.consents, [policy::form::Consent::Form]);
    assert_eq!(sent.promises.iter().copied().collect::<Vec<_>>(), [0, 2]);
    assert!(sent.signed() == Some(Signature::Typed("林晓梅".to_owned())));
    assert_eq!(
        Sent::parse("change=mother_name").act,
        Act::Change("mother_name".to_owned())
    );
    assert_eq!(Sent::parse("act=anything").act, Act::Review);
}

#[test]
fn a_key_or_a_path_that_is_none_is_left_out() {
    for key in [
        "",
        "0",
        "00112233445566778899aabbccddeefg",
        "+0112233445566778899aabbccddeeff",
    ] {
        assert_eq!(Sent::parse(&body(&[("key", key)])).key, None, "{key}");
    }
    let drawn = |path: &str| Sent::parse(&body(&[("drawn", path)])).drawn;
    for good in [
        "",
        "M10 20L30 40L50 60L70 80L90 100",
        "M0 0L1000 0L1000 400L0 400L0 0",
    ] {
        assert_eq!(drawn(good), good);
        assert!(!Sent::parse(&body(&[("drawn", good)])).is_drawn_spoilt);
    }
    for path in [
        "M1 1",
        "<svg>",
        "M10 20L30 40L5000 60L70 80L90 100",
        "M10 20L30 40L1001 60L70 80L90 100",
        "M10 20L30 40L50 401L70 80L90 100",
        "M10 20L30 40L50L70 80L90 100",
        "M10 20L30 40L50 60 70L70 80L90 100",
        "M10 20L30 40L+50 60L70 80L90 100",
        "L1 1L2 2L3 3L4 4",
    ] {
        assert_eq!(drawn(path), "", "{path}");
        assert!(Sent::parse(&body(&[("drawn", path)])).is_drawn_spoilt);
    }
}

#[test]
fn an_answer_given_twice_or_without_end_is_refused_at_its_field() {
    let long = "路".repeat(400);
    for extra in [("mother_address", "another"), ("mother_address", &*long)] {
        let mut pairs = MOTHER.to_vec();
        if extra.1 == long {
            pairs.pop();
        }
        pairs.push(extra);
        let sent = Sent::parse(&body(&pairs));
        let facts = facts(EXPECTING);
        let form = form(Service::PreEnrolment, &facts);
        let checked = check(form, &sent.answers, &sent.spoilt, &facts);
        assert_eq!(faults(&checked), [("mother_address", Code::InvalidValue)]);
    }
}

#[test]
fn answers_do_not_show_themselves() {
    let shown = format!("{:?}", answers(&MOTHER));
    assert!(
        shown.contains("mother_name") && !shown.contains("林晓梅"),
        "{shown}"
    );
}

proptest! {
    #[test]
    fn what_is_sent_is_what_was_typed(values in proptest::collection::btree_map("[a-z]{2,12}_[a-z]{2,8}", "\\PC{1,60}", 0..12)) {
        let is_ours = |id: &str| id.starts_with("consent_") || id.starts_with("promise_");
        prop_assume!(!values.keys().any(|id| is_ours(id)));
        let pairs: Vec<(&str, &str)> = values.iter().map(|(id, value)| (&**id, &**value)).collect();
        let sent = Sent::parse(&body(&pairs));
        let read: Vec<(&str, &str)> = sent.answers.iter().collect();
        prop_assert_eq!(read, pairs);
    }

    #[test]
    fn making_right_twice_changes_nothing_more(typed in "\\PC{0,80}") {
        for kind in Kind::ALL {
            let once = plain(*kind, &typed);
            prop_assert_eq!(plain(*kind, &once), once);
        }
    }

    #[test]
    fn checking_what_was_kept_keeps_it(name in "[林晓梅建国]{2,6}", phone in "1[3-9][0-9]{9}", address in "[路号东西 0-9]{4,40}") {
        let mut typed = MOTHER;
        typed[1].1 = &name;
        typed[3].1 = &phone;
        typed[4].1 = &address;
        let first = checked(&typed);
        let facts = facts(EXPECTING);
        let form = form(Service::PreEnrolment, &facts);
        let again = check(form, &first.answers, &BTreeSet::new(), &facts);
        prop_assert_eq!(again.answers, first.answers);
        prop_assert!(again.changes.is_empty());
    }

    #[test]
    fn any_body_is_read(body in "\\PC{0,300}") {
        let sent = Sent::parse(&body);
        let facts = facts(EXPECTING);
        let form = form(Service::PreEnrolment, &facts);
        let _ = check(form, &sent.answers, &sent.spoilt, &facts);
    }
}
