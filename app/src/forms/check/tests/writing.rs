//! From facts to a query and back again.

use std::{fs, path::Path};

use policy::{
    Facts,
    wire::{self, Line},
};
use proptest::prelude::*;

use super::today;
use crate::forms::check::{Field, Kind, Typed, at_fault, escape};

#[test]
fn a_link_says_each_thing_in_one_way() {
    let typed = Typed::parse(
        "due_date=2027年1月10日&area=４４１７０２&births=&applicant=mother&fetuses=1&paid=2026 : 20261120",
    );
    let facts = typed.facts(today()).expect("facts");
    let plain = typed.canonical(&facts).query();
    assert_eq!(
        plain,
        "area=441702&due_date=2027-01-10&fetuses=1&applicant=mother&paid=2026:2026-11-20"
    );
    assert_eq!(Typed::parse(&plain).facts(today()), Ok(facts));
}

/// The facts of every shared case.
fn shared_cases() -> Vec<Facts> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let mut cases = Vec::new();
    for file in [
        "yangjiang.json",
        "nanning.json",
        "jiangsu.json",
        "national.json",
    ] {
        let text =
            fs::read_to_string(folder.join(file)).expect("the cases are copied into the project");
        let list: Vec<serde_json::Value> = serde_json::from_str(&text).expect("cases are JSON");
        for case in list {
            let line = serde_json::to_vec(&case["facts"]).expect("facts");
            match wire::read(&line) {
                Line::Facts(facts) => cases.push(*facts),
                Line::Refused(id, refusal) => panic!("{id:?} {refusal:?}"),
            }
        }
    }
    cases
}

/// The facts without what the form has no room for: who it is.
fn nameless(mut facts: Facts) -> Facts {
    facts.id = "check".into();
    for parent in [&mut facts.mother, &mut facts.father] {
        (parent.name, parent.id_number, parent.phone) = (None, None, None);
    }
    for hukou in facts
        .births
        .iter_mut()
        .filter_map(|birth| birth.hukou.as_mut())
    {
        (hukou.name, hukou.id_number) = (None, None);
    }
    facts
}

#[test]
fn every_shared_case_can_be_told_on_the_page() {
    let mut without_room = Vec::new();
    for facts in shared_cases() {
        let id = facts.id.clone();
        let facts = nameless(facts);
        let Some(typed) = Typed::of(&facts) else {
            without_room.push(id);
            continue;
        };
        let told = Typed::parse(&typed.query());
        assert_eq!(told, typed, "{id}");
        assert_eq!(told.facts(today()), Ok(facts), "{id}");
    }
    // Their babies differ in what the form asks once for all.
    assert_eq!(
        without_room,
        [
            "yj-27 one twin registered, the other not",
            "yj-29 died with a hukou",
            "nn-15 four girls, the second died: letters stay",
            "js-07 twins, one with a certificate",
        ]
        .map(Box::from)
    );
}

/// Something to type into a control, that may be right.
fn value(field: Field) -> BoxedStrategy<String> {
    let day = (2024..2028, 1..13, 1..29)
        .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"));
    let words = |list: &[&'static str]| {
        proptest::sample::select(list.to_vec())
            .prop_map(str::to_owned)
            .boxed()
    };
    match field {
        Field::Applicant => words(&["mother", "father", "guardian", "agent"]),
        Field::MotherInsurance | Field::FatherInsurance => {
            words(&["none", "resident", "employee", "maternity"])
        }
        Field::PreviousInsurance => words(&["resident", "employee"]),
        Field::SpecialGroup => words(&["veteran", "moved_in", "released"]),
        Field::InsuredParent => words(&["mother", "father"]),
        Field::EndedHow => words(&["miscarriage", "induced_labour", "stillbirth"]),
        Field::OtherCover => words(&["paid_twice", "joined_employee", "joined_elsewhere"]),
        Field::Births => proptest::collection::vec((day, prop::bool::ANY, prop::bool::ANY), 0..4)
            .prop_map(|births| {
                let births = births.into_iter().map(|(day, is_girl, died)| {
                    let end = if died {
                        format!("~{day}")
                    } else {
                        String::new()
                    };
                    format!("{day}{}{end}", if is_girl { "f" } else { "m" })
                });
                births.collect::<Vec<_>>().join(",")
            })
            .boxed(),
        Field::Paid => proptest::collection::vec((2024..2028, day), 0..3)
            .prop_map(|paid| {
                paid.into_iter()
                    .map(|(year, day)| format!("{year}:{day}"))
                    .collect::<Vec<_>>()
                    .join(",")
            })
            .boxed(),
        _ => match field.kind() {
            Kind::Day => day.boxed(),
            Kind::Place => words(&["441702", "450103", "320100", "110101"]),
            Kind::YesNo => words(&["yes", "no"]),
            Kind::Count => (0..7u8).prop_map(|count| count.to_string()).boxed(),
            Kind::Word | Kind::List | Kind::Private => words(&[""]),
        },
    }
}

/// A form filled in here and there.
fn filled() -> impl Strategy<Value = Typed> {
    let controls: Vec<_> = Field::ALL
        .into_iter()
        .map(|field| proptest::option::weighted(0.3, value(field)))
        .collect();
    controls.prop_map(|values| {
        let mut typed = Typed::default();
        typed.set(Field::Area, "441702");
        typed.set(Field::AskedOn, "2027-12-31");
        for (field, value) in Field::ALL.into_iter().zip(values) {
            if let Some(value) = value {
                typed.set(field, value);
            }
        }
        typed
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(typed in filled()) {
        prop_assert_eq!(Typed::parse(&typed.query()), typed.clone());
        if let Ok(facts) = typed.facts(today()) {
            let plain = typed.canonical(&facts);
            prop_assert_eq!(Typed::parse(&plain.query()).facts(today()), Ok(facts.clone()));
            prop_assert_eq!(plain.canonical(&facts), plain);
            let told = Typed::of(&facts).expect("the form told it");
            prop_assert_eq!(Typed::parse(&told.query()).facts(today()), Ok(facts));
        }
    }

    #[test]
    fn nothing_typed_is_too_strange(query in "\\PC{0,300}", names in proptest::collection::vec((0..Field::ALL.len(), "\\PC{0,60}"), 0..12)) {
        let mut whole = query;
        for (at, value) in names {
            whole.push('&');
            whole.push_str(Field::ALL[at].name());
            whole.push('=');
            escape(&value, &mut whole);
        }
        let typed = Typed::parse(&whole);
        prop_assert_eq!(Typed::parse(&typed.query()).query(), typed.query());
        if let Err(refusals) = typed.facts(today()) {
            prop_assert!(!refusals.is_empty());
            for refusal in refusals {
                at_fault(&typed, &refusal.at);
            }
        }
    }
}
