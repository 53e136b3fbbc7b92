//! What the desk enters babies under is held against the rules and the form.

use registry::{
    Stage,
    entry::Step,
    office::{Act, Acted, Application, Part},
};

use crate::{
    errands::{accepted, twins},
    house::{BORN, EXPECTED, House, agency, application, hand},
    moving::baby,
};

const NAME: &str = "欧阳晓梅";
const MOTHERS: &str = "441702199503081223";
const B: &str = "441702199503081223B";
const B1: &str = "441702199503081223B1";
const B2: &str = "441702199503081223B2";
const GIRL: &str = "欧阳晓梅之女";
const X: &str = "441702199503081223X";
const SMALL_X: &str = "441702199503081223x";
/// Numbers of identity cards that babies may come to have.
const OWN: &str = "441702202702080025";
const ALSO_OWN: &str = "441702202702080017";

fn register(identities: &[(&str, &str)]) -> Step {
    let identities = identities.iter().map(|(name, number)| baby(name, number));
    Step::Register {
        identities: identities.collect(),
    }
}

fn nine() -> Application {
    application(&EXPECTED.replace(r#""2027-02-08""#, r#""2027-02-08","fetuses":9"#))
}

/// A born baby, under what the form says of it.
fn born(fields: &[(&str, &str)]) -> Application {
    let mut sent = application(BORN);
    let fields = fields.iter();
    sent.fields
        .extend(fields.map(|(field, value)| ((*field).to_owned(), (*value).to_owned())));
    sent
}

/// Two girls whom the hospital registers.
fn girls() -> Application {
    let told = r#"{"id":"g","area":"450103","asked_on":"2026-11-22",
        "mother":{"name":"欧阳晓梅","id_number":"441702199503081223","hukou":"450103"},
        "births":[{"on":"2026-11-20","sex":"female","hospital_area":"450103"},{"on":"2026-11-20","sex":"female","hospital_area":"450103"}]}"#;
    Application {
        service: policy::verdict::Service::HospitalPreRegistration,
        ..application(told)
    }
}

fn deceased() -> Application {
    let told = r#"{"id":"d","area":"441702","asked_on":"2026-11-22","births":[{"on":"2026-09-01","sex":"female","died_on":"2026-09-03"}],
        "mother":{"name":"欧阳晓梅","id_number":"441702199503081223"},"insured_parent":"mother"}"#;
    Application {
        service: policy::verdict::Service::DeceasedNewbornEnrolment,
        ..application(told)
    }
}

/// What it is, what was sent, what is entered, what becomes of it.
type Row = (
    &'static str,
    Application,
    &'static [(&'static str, &'static str)],
    Acted,
);

#[tokio::test]
async fn babies_are_entered_as_the_rules_or_the_form_name_them_or_under_their_own_numbers() {
    const NOW: Acted = Acted::Now(Stage::Registered);
    let count = |form| Acted::OtherCount { form };
    let differs = |place, part| Acted::Differs { place, part };
    let certificate = || born(&[("baby_name", "林小雨"), ("baby_certificate", "Y320000001")]);
    let own = || born(&[("baby_name", "林小雨"), ("baby_id_number", OWN)]);
    let jiangsu = || application(&EXPECTED.replace(r#""area":"441702""#, r#""area":"320102""#));
    let rows: &[Row] = &[
        (
            "as the rules have it",
            application(EXPECTED),
            &[("欧阳晓梅B", B)],
            NOW,
        ),
        (
            "another case",
            application(EXPECTED),
            &[("欧阳晓梅B", "441702199503081223b")],
            differs(0, Part::Number),
        ),
        (
            "another city's letter",
            application(EXPECTED),
            &[("欧阳晓梅B", "441702199503081223X")],
            differs(0, Part::Number),
        ),
        (
            "another name",
            application(EXPECTED),
            &[("欧阳晓梅A", B)],
            differs(0, Part::Name),
        ),
        (
            "the mother's own number",
            application(EXPECTED),
            &[(NAME, MOTHERS)],
            differs(0, Part::Number),
        ),
        (
            "a number of its own",
            application(EXPECTED),
            &[("林小雨", OWN)],
            NOW,
        ),
        (
            "one too many",
            application(EXPECTED),
            &[("欧阳晓梅B", B), ("欧阳晓梅B", B)],
            count(1),
        ),
        (
            "twins",
            twins(),
            &[("欧阳晓梅B1", B1), ("欧阳晓梅B2", B2)],
            NOW,
        ),
        (
            "twins, one of them",
            twins(),
            &[("欧阳晓梅B1", B1)],
            count(2),
        ),
        (
            "twins in another order",
            twins(),
            &[("欧阳晓梅B2", B2), ("欧阳晓梅B1", B1)],
            differs(0, Part::Number),
        ),
        (
            "twins, one twice",
            twins(),
            &[("欧阳晓梅B1", B1), ("欧阳晓梅B1", B1)],
            differs(1, Part::Number),
        ),
        (
            "twins, one card twice",
            twins(),
            &[("林小雨", OWN), ("林小雪", OWN)],
            differs(1, Part::Number),
        ),
        (
            "twins, one with its card",
            twins(),
            &[("林小雨", OWN), ("欧阳晓梅B2", B2)],
            NOW,
        ),
        (
            "twins, both with cards",
            twins(),
            &[("林小雨", OWN), ("林小雪", ALSO_OWN)],
            NOW,
        ),
        ("one for nine", nine(), &[("X", "1")], count(9)),
        (
            "drawn by the agency",
            jiangsu(),
            &[("欧阳晓梅之女", "JS000001")],
            NOW,
        ),
        (
            "drawn by the agency, two",
            jiangsu(),
            &[("甲", "JS000001"), ("乙", "JS000002")],
            count(1),
        ),
        (
            "by its certificate",
            certificate(),
            &[("林小雨", "Y320000001")],
            NOW,
        ),
        (
            "by another certificate",
            certificate(),
            &[("林小雨", "Y320000002")],
            differs(0, Part::Number),
        ),
        (
            "by its certificate, another name",
            certificate(),
            &[("林小雪", "Y320000001")],
            differs(0, Part::Name),
        ),
        ("by its card since", certificate(), &[("林小雨", OWN)], NOW),
        ("by its card", own(), &[("林小雨", OWN)], NOW),
        (
            "by another's card",
            own(),
            &[("林小雨", ALSO_OWN)],
            differs(0, Part::Number),
        ),
        (
            "nothing known of it",
            born(&[]),
            &[("林小雨", "Y320000009")],
            NOW,
        ),
        (
            "two girls, whose numbers differ by case",
            girls(),
            &[(GIRL, X), (GIRL, SMALL_X)],
            NOW,
        ),
        (
            "two girls, cases exchanged",
            girls(),
            &[(GIRL, SMALL_X), (GIRL, X)],
            differs(0, Part::Number),
        ),
        (
            "two girls, one case",
            girls(),
            &[(GIRL, X), (GIRL, X)],
            differs(1, Part::Number),
        ),
        (
            "deceased, with the agency's serial",
            deceased(),
            &[(NAME, "XSE44170020260901001")],
            NOW,
        ),
        (
            "deceased, another day",
            deceased(),
            &[(NAME, "XSE44170020260902001")],
            differs(0, Part::Number),
        ),
    ];
    for (row, sent, identities, expected) in rows {
        let house = House::open().await;
        let (family, number) = accepted(&house, sent).await;
        let before = house.file(family).await.len();
        let act = Act {
            number: number.clone(),
            step: register(identities),
        };
        let acted = house.office.act(&act, &agency(20)).await.unwrap();
        assert_eq!(acted, *expected, "{row}");
        let is_kept = matches!(acted, Acted::Now(_));
        let kept = house.file(family).await.len() - before;
        assert_eq!(kept, u32::from(is_kept), "{row}");
        // as it is written, once somebody looked; the count is the form's all the same
        let acted = house
            .office
            .act_as_written(&act, &agency(21))
            .await
            .unwrap();
        let is_counted = !matches!(expected, Acted::OtherCount { .. });
        assert_eq!(acted == NOW, is_counted, "{row}: {acted:?}");
    }
}

#[tokio::test]
async fn what_was_entered_is_not_replaced_by_fewer() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &nine()).await;
    let all: Vec<_> = (1..=9)
        .map(|place| (format!("欧阳晓梅B{place}"), format!("{B}{place}")))
        .collect();
    let all: Vec<_> = all
        .iter()
        .map(|(name, number)| (&**name, &**number))
        .collect();
    let acted = house.act(&number, register(&all), 20).await;
    assert_eq!(acted, Acted::Now(Stage::Registered));
    let acted = house.act(&number, register(&[("X", "1")]), 21).await;
    assert_eq!(acted, Acted::OtherCount { form: 9 });
    let standing = house.standing(family).await;
    assert_eq!(standing.application(&number).unwrap().identities.len(), 9);
}

#[tokio::test]
async fn of_twins_of_whom_one_is_left_one_may_be_entered() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &twins()).await;
    let today = policy::Day::new(2026, 11, 22).unwrap();
    let standing = house.standing(family).await;
    let told = &standing.applications[0].told;
    let mut one = standing.facts_of(told, today).unwrap();
    one.pregnancy.as_mut().unwrap().fetuses = 1;
    assert_eq!(house.office.tell(family, &one, &hand(30)).await, Ok(true));
    let rows = [
        (
            "nobody's",
            ("欧阳晓梅B", "441702199503081223C"),
            Acted::Differs {
                place: 0,
                part: Part::Number,
            },
        ),
        (
            "as one of two",
            ("欧阳晓梅B2", B2),
            Acted::Now(Stage::Registered),
        ),
        (
            "as the one it is",
            ("欧阳晓梅B", B),
            Acted::Now(Stage::Registered),
        ),
    ];
    for ((row, identity, expected), key) in rows.into_iter().zip(31..) {
        let acted = house.act(&number, register(&[identity]), key).await;
        assert_eq!(acted, expected, "{row}");
    }
}
