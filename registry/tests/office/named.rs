//! What a phone may do that an application names and that did not open its file.

use policy::{form::Person, id_number::IdNumber, phone::Phone, verdict::Service};
use registry::{
    FamilyId, Instant, Stage,
    derived::Index,
    entry::{Actor, Event},
    keys::KeyService as _,
    office::{Acted, Application},
    outside::Template,
};

use crate::house::{EXPECTED, House, NOW, PHONE, application, hand, phone};
use crate::sent::facts;

const AGENT: &str = "13900139020";
const FATHER: &str = "13700137021";
const DAY: i64 = 86_400;

/// Sent by another than the mother.
fn by(applicant: &str) -> Application {
    let told = EXPECTED.replace(
        r#""id":"a""#,
        &format!(r#""id":"a","applicant":"{applicant}""#),
    );
    // Yangjiang takes no father's application before the birth, Jiangsu does
    let told = match applicant {
        "father" => told.replace(r#""area":"441702""#, r#""area":"320102""#),
        _ => told,
    };
    let mut sent = application(EXPECTED);
    sent.facts = facts(&told);
    let mut add = |field: &str, value: &str| {
        sent.fields.insert(field.to_owned(), value.to_owned());
    };
    add("applicant", applicant);
    match applicant {
        "agent" => add("agent_phone", AGENT),
        "father" => add("father_phone", FATHER),
        _ => {}
    }
    sent
}

async fn seen(house: &House, by: &Phone, now: Instant) -> Vec<FamilyId> {
    let files = house.office.files_naming(by, now).await.unwrap();
    files.iter().map(|file| file.family).collect()
}

/// Who looked and when, in the file.
async fn looks(house: &House, family: FamilyId) -> Vec<(Actor, Instant)> {
    let file = house.file(family).await;
    let entries = file.entries.into_iter();
    entries
        .filter(|entry| matches!(entry.event, Event::Looked { .. }))
        .map(|entry| (entry.by, entry.at))
        .collect()
}

#[tokio::test]
async fn whoever_an_application_names_sees_it_and_nobody_else() {
    let rows = [
        ("agent", AGENT, vec![PHONE]),
        ("agent", PHONE, vec![AGENT]),
        ("agent", "13600136000", vec![AGENT, PHONE]),
        ("father", FATHER, vec![PHONE]),
        ("father", PHONE, vec![FATHER]),
        ("mother", PHONE, vec![]),
        ("mother", "13600136000", vec![]),
    ];
    for (applicant, opened_by, named) in rows {
        let house = House::open().await;
        let family = house.family(opened_by).await;
        house.send(family, &by(applicant), 1).await;
        for other in [PHONE, AGENT, FATHER] {
            let expected: &[FamilyId] = match named.contains(&other) {
                true => &[family],
                false => &[],
            };
            let other = phone(other);
            assert_eq!(
                seen(&house, &other, NOW).await,
                expected,
                "{applicant} {opened_by}"
            );
            let own = house.office.files_of(&other).await.unwrap();
            assert_eq!(own.len(), usize::from(other.expose() == opened_by));
        }
        let rebuilt = house.office.rebuild().await.unwrap();
        assert_eq!(rebuilt.changed, 0, "the same bytes");
    }
}

#[tokio::test]
async fn a_phones_holder_is_known_by_the_id_number_beside_it() {
    let house = House::open().await;
    let family = house.family(AGENT).await;
    let number = house.send(family, &by("agent"), 1).await;
    let standing = house.standing(family).await;
    let application = standing.application(&number).unwrap();
    let fields = &application.sent.fields;
    let mothers = IdNumber::parse(&fields["mother_id_number"]).unwrap();
    let other = IdNumber::parse("441702199309202036").unwrap();
    let known = |by: &str, id_number: &IdNumber| {
        let phone = phone(by);
        let known = application.known_by(&phone, id_number);
        known.collect::<Vec<_>>()
    };
    assert_eq!(known(PHONE, &mothers), [Person::Mother]);
    for (by, id_number) in [(PHONE, &other), (AGENT, &mothers), (FATHER, &mothers)] {
        assert_eq!(known(by, id_number), [], "{by}");
    }
}

#[tokio::test]
async fn looking_stands_in_the_file_once_a_day() {
    let house = House::open().await;
    let family = house.family(AGENT).await;
    house.send(family, &by("agent"), 1).await;
    let mother = phone(PHONE);
    for seconds in [0, 60, DAY, DAY + 60] {
        seen(&house, &mother, NOW.plus_seconds(seconds)).await;
    }
    let who = || Actor::Named(PHONE.to_owned());
    let expected = [(who(), NOW), (who(), NOW.plus_seconds(DAY))];
    assert_eq!(looks(&house, family).await, expected);
    house.assert_whole().await;
}

#[tokio::test]
async fn whoever_is_named_may_take_it_back_and_the_other_is_told() {
    let house = House::open().await;
    let family = house.family(AGENT).await;
    let number = house.send(family, &by("agent"), 1).await;
    house.messages().await;
    let stranger = phone("13600136000");
    let withdraw = async |by: &Phone| house.office.withdraw_named(&number, by, NOW).await.unwrap();
    assert_eq!(withdraw(&stranger).await, Acted::NoSuch);
    assert_eq!(
        withdraw(&phone(AGENT)).await,
        Acted::NoSuch,
        "its own page does"
    );
    assert_eq!(withdraw(&phone(PHONE)).await, Acted::Now(Stage::Withdrawn));
    let standing = house.standing(family).await;
    let last = standing.applications[0].history.last().unwrap().by.clone();
    assert_eq!(last, Actor::Named(PHONE.to_owned()));
    let told = [(AGENT.to_owned(), Template::Withdrawn)];
    assert_eq!(house.messages().await, told);
    assert_eq!(
        withdraw(&phone(PHONE)).await,
        Acted::NotFrom(Stage::Withdrawn)
    );
}

#[tokio::test]
async fn a_number_that_is_mended_opens_nothing_any_more() {
    let house = House::open().await;
    let family = house.family(AGENT).await;
    let mut mistyped = by("agent");
    let wrong = "13800138999";
    mistyped
        .fields
        .insert("mother_phone".to_owned(), wrong.to_owned());
    let number = house.send(family, &mistyped, 1).await;
    assert_eq!(seen(&house, &phone(wrong), NOW).await, [family]);
    house
        .act(&number, crate::moving::step("ask back"), 10)
        .await;
    let mended = house
        .office
        .mend(family, &number, &by("agent"), &hand(11))
        .await;
    mended.unwrap();
    assert_eq!(seen(&house, &phone(wrong), NOW).await, []);
    assert_eq!(seen(&house, &phone(PHONE), NOW).await, [family]);
    let blind = house.keys.blinds().blind(Index::NamedPhone, wrong);
    assert_eq!(
        house.store().find(Index::NamedPhone, blind).await,
        Ok(Vec::new())
    );
}

#[tokio::test]
async fn a_named_phone_opens_a_file_of_its_own() {
    let house = House::open().await;
    let agents = house.family(AGENT).await;
    house.send(agents, &by("agent"), 1).await;
    let own = house.family(PHONE).await;
    assert_ne!(own, agents);
    let born = application(crate::house::BORN);
    assert_eq!(born.service, Service::NewbornEnrolment);
    house
        .office
        .apply(&phone(PHONE), &born, &hand(2))
        .await
        .unwrap();
    assert_eq!(house.standing(own).await.applications.len(), 1);
    assert_eq!(house.standing(agents).await.applications.len(), 1);
}

#[tokio::test]
async fn the_mother_is_told_where_the_father_applies() {
    let house = House::open().await;
    let family = house.family(FATHER).await;
    house.send(family, &by("father"), 1).await;
    let told = [FATHER, PHONE].map(|phone| (phone.to_owned(), Template::Received));
    assert_eq!(house.messages().await, told);
}
