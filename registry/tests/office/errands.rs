//! What an application has said to the national platform and the tax side, and what their answers do.

use registry::{
    ApplicationNumber, FamilyId, Instant, Stage,
    calls::{Answer, Listener, SECOND_THOUGHT_SECONDS, What},
    entry::{Actor, Registered, Step},
    office::{Acted, Application, Ear},
    outside::{Arrival, BabyKind, CertificateKind, Enrolled, Month, Personal, Template},
};

use crate::{
    house::{BORN, EXPECTED, House, NOW, PHONE, application},
    moving::step,
};

pub fn twins() -> Application {
    application(&EXPECTED.replace(r#""2027-02-08""#, r#""2027-02-08","fetuses":2"#))
}

/// Lets the one call to somebody be answered; whether it was heard.
pub async fn answer(house: &House, to: &str, answer: Answer) -> bool {
    let calls = house.calls().await;
    let mut calls = calls.iter().filter(|(_, call)| call.what.to() == to);
    let (intent, call) = calls.next().unwrap_or_else(|| panic!("nothing to {to}"));
    let ear = Ear {
        office: &house.office,
        now: &|| NOW,
    };
    let heard = ear.heard(intent, call, &answer).await;
    house.heard(intent).await;
    heard
}

pub fn found(number: &str) -> Answer {
    Answer::Registered(Enrolled {
        person_number: Personal::new(number),
        name: Personal::new(""),
        certificate_number: Personal::new(""),
        is_resident_insured: true,
    })
}

fn arrived(at: Instant, amount_fen: u64) -> Answer {
    let month = |month| Month { year: 2027, month };
    Answer::Arrived(Arrival {
        arrived_at: at,
        amount_fen: Some(amount_fen),
        covers_from: month(1),
        covers_to: month(12),
    })
}

/// A family whose application is accepted.
pub async fn accepted(house: &House, sent: &Application) -> (FamilyId, ApplicationNumber) {
    let family = house.family(PHONE).await;
    let number = house.send(family, sent, 1).await;
    house.act(&number, Step::Accept, 10).await;
    (family, number)
}

#[tokio::test]
async fn an_accepted_application_is_entered_under_the_provisional_identity() {
    let house = House::open().await;
    accepted(&house, &application(EXPECTED)).await;
    let calls = house.calls().await;
    let What::Register(told) = &calls.last().unwrap().1.what else {
        panic!("{calls:?}");
    };
    assert_eq!(told.area, "441702");
    assert_eq!(told.baby_kind, BabyKind::Unborn);
    assert_eq!(told.baby.certificate_kind, CertificateKind::Other);
    assert_eq!(told.baby.name.expose(), "欧阳晓梅B");
    assert_eq!(told.baby.certificate_number.expose(), "441702199503081223B");
    let mother = told.mother.as_ref().unwrap();
    assert_eq!(mother.phone.expose(), PHONE);
    assert_eq!(told.pregnancy.as_ref().unwrap().fetuses, 1);
    assert_eq!(told.agent, None);
    house.assert_whole().await;
}

#[tokio::test]
async fn a_slip_that_is_taken_back_at_once_never_goes_out() {
    let house = House::open().await;
    let (_, number) = accepted(&house, &application(EXPECTED)).await;
    let to = async |at: Instant| -> Vec<String> {
        let claimed = house.store().claim(9, at, 1).await.unwrap();
        let mut to: Vec<_> = claimed.into_iter().map(|call| call.to).collect();
        to.sort();
        to
    };
    let later = NOW.plus_seconds(SECOND_THOUGHT_SECONDS);
    assert_eq!(to(later.plus_seconds(-1)).await, ["messages"]);
    assert_eq!(to(later).await, ["messages", "register"]);
    house.act(&number, step("undo"), 11).await;
    assert_eq!(to(later.plus_seconds(9999)).await, [""; 0]);
    house.assert_whole().await;
}

#[tokio::test]
async fn each_application_has_said_what_belongs_to_it_alone() {
    let own = BORN.replace(
        r#""hukou":{"on":"2026-10-01"}"#,
        r#""hukou":{"on":"2026-10-01","name":"林小雨","id_number":"51010420260901002X"}"#,
    );
    let jiangsu = EXPECTED.replace(r#""area":"441702""#, r#""area":"320102""#);
    let rows: [(&str, Application, &[&str]); 4] = [
        ("before the birth", application(EXPECTED), &["register"]),
        ("twins", twins(), &["register", "register"]),
        ("a name that is not told", application(BORN), &[]),
        ("a number that the agency draws", application(&jiangsu), &[]),
    ];
    for (name, sent, said) in rows {
        let house = House::open().await;
        let (_, number) = accepted(&house, &sent).await;
        let stage = house.stage_of(&number).await;
        assert_eq!(stage, Stage::Accepted, "{name}");
        let to: Vec<_> = house.said_to().await;
        let to: Vec<_> = to.into_iter().filter(|to| *to != "messages").collect();
        assert_eq!(to, said, "{name}");
    }
    let house = House::open().await;
    accepted(&house, &application(&own)).await;
    let calls = house.calls().await;
    let What::Register(told) = &calls.last().unwrap().1.what else {
        panic!("{calls:?}");
    };
    assert_eq!(told.baby_kind, BabyKind::Newborn);
    assert_eq!(told.baby.certificate_kind, CertificateKind::ResidentId);
    assert_eq!(told.baby.name.expose(), "林小雨");
    house.assert_whole().await;
}

#[tokio::test]
async fn answers_lead_from_accepted_to_paid_and_count_once() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &application(EXPECTED)).await;
    let calls = house.calls().await;
    let (register, call) = calls.last().unwrap().clone();
    assert!(answer(&house, "register", found("44001")).await);
    assert_eq!(house.stage(family, &number).await, Stage::Registered);
    let ear = Ear {
        office: &house.office,
        now: &|| NOW,
    };
    let entries = house.file(family).await.len();
    for _ in 0..3 {
        assert!(ear.heard(&register, &call, &found("44001")).await);
    }
    assert_eq!(
        house.file(family).await.len(),
        entries,
        "the same answer again"
    );
    assert!(answer(&house, "levy", Answer::Levied).await);
    assert_eq!(house.stage(family, &number).await, Stage::Registered);
    let paid_at = NOW.plus_seconds(86_400);
    assert!(answer(&house, "arrival", arrived(paid_at, 40_000)).await);
    let standing = house.standing(family).await;
    let application = standing.application(&number).unwrap();
    assert_eq!(application.stage, Stage::Paid);
    let baby = Registered {
        name: "欧阳晓梅B".to_owned(),
        number: "441702199503081223B".to_owned(),
        person_number: Some("44001".to_owned()),
    };
    assert_eq!(application.identities, [baby]);
    let last = application.history.last().unwrap();
    assert_eq!(last.by, Actor::Portal);
    let paid = Step::Pay {
        year: 2027,
        on: "2026-11-23".to_owned(),
        fen: Some(40_000),
    };
    assert_eq!(last.step, paid);
    assert_eq!(house.said_to().await, ["messages"], "of the last step");
    assert_eq!(
        house.act(&number, step("undo"), 90).await,
        Acted::NotFrom(Stage::Paid),
        "what the platform said is nobody's slip"
    );
    house.assert_whole().await;
}

#[tokio::test]
async fn twins_are_registered_once_both_are_and_paid_once_both_are() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &twins()).await;
    let rows = [
        ("register", found("2"), Stage::Accepted),
        ("register", found("1"), Stage::Registered),
        ("levy", Answer::Levied, Stage::Registered),
        ("levy", Answer::Levied, Stage::Registered),
        ("arrival", arrived(NOW, 40_000), Stage::Registered),
        ("arrival", arrived(NOW, 40_000), Stage::Paid),
    ];
    for (turn, (to, said, stage)) in rows.into_iter().enumerate() {
        assert!(answer(&house, to, said).await);
        assert_eq!(house.stage(family, &number).await, stage, "{turn}: {to}");
    }
    let standing = house.standing(family).await;
    let application = standing.application(&number).unwrap();
    let names: Vec<_> = application
        .identities
        .iter()
        .map(|baby| &*baby.name)
        .collect();
    assert_eq!(names, ["欧阳晓梅B1", "欧阳晓梅B2"], "in birth order");
    let Step::Pay { fen, .. } = application.history.last().unwrap().step else {
        panic!("{application:?}");
    };
    assert_eq!(fen, Some(80_000));
    house.assert_whole().await;
}

#[tokio::test]
async fn what_the_desk_does_by_hand_makes_its_calls_needless() {
    let house = House::open().await;
    let (_, number) = accepted(&house, &application(EXPECTED)).await;
    let rows: [(&str, &[&str]); 7] = [
        ("register", &["find"]),
        ("pay", &[]),
        ("undo", &["find"]),
        ("pay", &[]),
        ("undo", &["find"]),
        ("pay", &[]),
        ("finish", &[]),
    ];
    for ((word, said), key) in rows.into_iter().zip(20..) {
        house.act(&number, step(word), key).await;
        let to = house.said_to().await;
        let to: Vec<_> = to.into_iter().filter(|to| *to != "messages").collect();
        assert_eq!(to, said, "{word}");
    }
    assert_eq!(
        house.messages().await,
        [(PHONE.to_owned(), Template::Finished)]
    );
    house.assert_whole().await;
}

#[tokio::test]
async fn a_baby_entered_by_hand_is_found_and_then_assessed() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &application(EXPECTED)).await;
    house.act(&number, step("register"), 20).await;
    assert!(answer(&house, "find", found("44009")).await);
    let standing = house.standing(family).await;
    let identities = &standing.application(&number).unwrap().identities;
    assert_eq!(identities[0].person_number.as_deref(), Some("44009"));
    assert!(house.said_to().await.contains(&"levy"));
    house.assert_whole().await;
}

#[tokio::test]
async fn the_desk_may_type_what_the_platform_has_said_already() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &application(EXPECTED)).await;
    assert!(answer(&house, "register", found("44001")).await);
    let entries = house.file(family).await.len();
    let same = Step::Register {
        identities: vec![Registered {
            name: "欧阳晓梅B".to_owned(),
            number: "441702199503081223B".to_owned(),
            person_number: None,
        }],
    };
    let acted = house.act(&number, same, 20).await;
    assert_eq!(acted, Acted::Now(Stage::Registered));
    assert_eq!(house.file(family).await.len(), entries, "nothing new");
    let acted = house.act(&number, step("register otherwise"), 21).await;
    assert_eq!(acted, Acted::Now(Stage::Registered));
    let standing = house.standing(family).await;
    let identities = &standing.application(&number).unwrap().identities;
    assert_eq!(
        identities[0].name, "林小雨",
        "the desk goes before the platform"
    );
    house.assert_whole().await;
}
