//! Time acts on applications where the rules say so, and nowhere else.

use policy::{Day, verdict::Service};
use registry::{
    Instant, Stage,
    entry::{Actor, Step},
    office::Application,
    outside::Template,
};

use crate::{
    house::{EXPECTED, House, PHONE, application, hand},
    moving::{baby, step},
    sent::facts,
};

/// Ten in the morning of a day.
fn morning(day: &str) -> Instant {
    Instant::begins(Day::parse(day).unwrap()).plus_seconds(36_000)
}

/// The stage after every family was looked at on that morning.
async fn looked_at(house: &House, family: registry::FamilyId, day: &str) -> Stage {
    let mut after = None;
    loop {
        let ended = house.office.end_overdue(after, morning(day)).await.unwrap();
        after = ended.next;
        if after.is_none() {
            break;
        }
    }
    house.standing(family).await.applications[0].stage
}

fn newborn(area: &str, on: &str) -> String {
    format!(
        r#"{{"id":"n","area":"{area}","asked_on":"2026-11-22",
        "births":[{{"on":"{on}","sex":"female","hukou":{{"on":"{on}"}}}}]}}"#
    )
}

fn refund() -> Application {
    let facts = r#"{"id":"r","area":"441702","asked_on":"2026-11-22","pre_enrolled":true,
        "pregnancy":{"due_date":"2027-02-08","ended":{"on":"2026-11-01","how":"miscarriage"}},
        "payments":[{"year":2027,"on":"2026-10-22"}]}"#;
    Application {
        service: Service::Refund,
        ..application(facts)
    }
}

/// What is asked back, and where it stands on some days.
type Row = (&'static str, Application, &'static [(&'static str, Stage)]);

#[tokio::test]
async fn asked_back_and_never_mended_ends_when_its_service_is_closed() {
    // the year of the first ends on a Sunday
    let yangjiang = newborn("441702", "2026-11-21");
    let jiangsu = newborn("320102", "2026-11-21");
    let expected = EXPECTED.to_owned();
    let rows: [Row; 4] = [
        (
            "a year, and a last day on a weekend",
            application(&yangjiang),
            &[
                ("2027-11-21", Stage::AskedBack),
                ("2027-11-22", Stage::AskedBack),
                ("2027-11-23", Stage::Expired),
                ("2027-11-24", Stage::Expired),
            ],
        ),
        (
            "a last day that leaves it to the agency",
            application(&jiangsu),
            &[("2030-01-01", Stage::AskedBack)],
        ),
        (
            "a refund until the year's end",
            refund(),
            &[
                ("2026-12-31", Stage::AskedBack),
                ("2027-01-01", Stage::Expired),
            ],
        ),
        (
            "before the birth, of which nothing is told",
            application(&expected),
            &[("2028-01-01", Stage::AskedBack)],
        ),
    ];
    for (name, sent, days) in rows {
        let house = House::open().await;
        let family = house.family(PHONE).await;
        let number = house.send(family, &sent, 1).await;
        assert_eq!(
            looked_at(&house, family, "2040-01-01").await,
            Stage::Sent,
            "{name}"
        );
        house.act(&number, step("ask back"), 10).await;
        for (day, stage) in days {
            assert_eq!(
                looked_at(&house, family, day).await,
                *stage,
                "{name}: {day}"
            );
        }
    }
}

#[tokio::test]
async fn it_ends_once_by_the_portals_hand_and_the_family_is_told() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let sent = application(&newborn("441702", "2026-11-21"));
    let number = house.send(family, &sent, 1).await;
    house.act(&number, step("ask back"), 10).await;
    let end = || house.office.end_overdue(None, morning("2027-12-01"));
    let (one, other) = tokio::join!(end(), end());
    assert!(one.is_ok() && other.is_ok());
    let standing = house.standing(family).await;
    let history = &standing.applications[0].history;
    assert_eq!(history.len(), 2, "asked back, and expired");
    assert_eq!(
        (&history[1].by, &history[1].step),
        (&Actor::Portal, &Step::Expire)
    );
    let told: Vec<_> = house
        .calls()
        .await
        .into_iter()
        .map(|(_, call)| match call.what {
            registry::calls::What::Message(message) => message.template(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [Template::Expired]);
    house.assert_whole().await;
}

#[tokio::test]
async fn mended_or_with_the_agency_it_does_not_end() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let sent = application(&newborn("441702", "2026-11-21"));
    let number = house.send(family, &sent, 1).await;
    house.act(&number, step("ask back"), 10).await;
    let mended = house.office.mend(family, &number, &sent, &hand(11)).await;
    assert!(matches!(
        mended,
        Ok(registry::office::SendOutcome::Sent { .. })
    ));
    assert_eq!(looked_at(&house, family, "2040-01-01").await, Stage::Sent);
    house.act(&number, Step::Accept, 12).await;
    assert_eq!(
        looked_at(&house, family, "2040-01-01").await,
        Stage::Accepted
    );
    house.act(&number, step("register"), 13).await;
    assert_eq!(
        looked_at(&house, family, "2040-01-01").await,
        Stage::Registered
    );
    house.assert_whole().await;
}

#[tokio::test]
async fn a_birth_that_was_told_closes_what_was_for_the_unborn() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    house.act(&number, step("ask back"), 10).await;
    let born = r#"{"id":"b","area":"441702","asked_on":"2026-11-22",
        "births":[{"on":"2026-11-22","sex":"female"}]}"#;
    house
        .office
        .tell(family, &facts(born), &hand(40))
        .await
        .unwrap();
    assert_eq!(
        looked_at(&house, family, "2026-11-23").await,
        Stage::Expired
    );
    house.assert_whole().await;
}

#[tokio::test]
async fn a_pre_registration_that_is_not_paid_in_time_is_void_as_the_clause_says() {
    let told = r#"{"id":"h","area":"450103","asked_on":"2026-11-22",
        "mother":{"name":"欧阳晓梅","id_number":"441702199503081223","hukou":"450103"},
        "births":[{"on":"2026-11-20","sex":"female","hospital_area":"450103"}]}"#;
    let sent = Application {
        service: Service::HospitalPreRegistration,
        ..application(told)
    };
    for (is_paid, last) in [(false, Stage::Void), (true, Stage::Paid)] {
        let house = House::open().await;
        let family = house.family(PHONE).await;
        let number = house.send(family, &sent, 1).await;
        house.act(&number, Step::Accept, 10).await;
        let girl = Step::Register {
            identities: vec![baby("欧阳晓梅之女", "441702199503081223X")],
        };
        house.act(&number, girl, 11).await;
        // the three months end on a Saturday
        for day in ["2027-02-20", "2027-02-22"] {
            assert_eq!(
                looked_at(&house, family, day).await,
                Stage::Registered,
                "{day}"
            );
        }
        if is_paid {
            let paid = Step::Pay {
                year: 2026,
                on: "2026-12-01".to_owned(),
                fen: None,
            };
            house.act(&number, paid, 12).await;
        }
        assert_eq!(looked_at(&house, family, "2027-02-23").await, last);
        if !is_paid {
            let standing = house.standing(family).await;
            let ended = standing.applications[0].history.last().unwrap();
            let Step::Void { why } = &ended.step else {
                panic!("{ended:?}");
            };
            assert!(why.contains("作废"), "{why}");
            assert_eq!(ended.at, morning("2027-02-23"));
        }
    }
}
