//! What a family tells of a matter that it applied for, and what becomes of it: a loss that was told by mistake, twins
//! that were found, a due date in another year.

use policy::{Day, Facts, verdict::Service};
use registry::{
    ApplicationNumber, FamilyId, Stage,
    calls::What,
    entry::Step,
    file::kind_of,
    matter::before_loss,
    office::{Act, Acted},
    shortfall::{self, Ahead, Shortfall},
};

use crate::{
    errands::{accepted, twins},
    house::{BORN, EXPECTED, House, NOW, agency, application, hand},
    moving::{baby, step, walk},
    sent::facts,
};

const MOTHERS: &str = "441702199503081223";

fn today() -> Day {
    NOW.day()
}

/// What is told of the matter now.
async fn told(house: &House, family: FamilyId, number: &ApplicationNumber) -> Facts {
    let standing = house.standing(family).await;
    let told = &standing.application(number).unwrap().told;
    told.facts().unwrap().clone()
}

async fn tell(house: &House, family: FamilyId, number: &ApplicationNumber, told: &Facts, key: u16) {
    let kept = house.office.tell_of(family, number, told, &hand(key)).await;
    assert_eq!(kept, Ok(true));
}

async fn short_of(
    house: &House,
    family: FamilyId,
    number: &ApplicationNumber,
) -> Option<Shortfall> {
    let standing = house.standing(family).await;
    standing.shortfall(standing.application(number).unwrap(), today())
}

fn pay_for(year: i32) -> Step {
    Step::Pay {
        year,
        on: "2026-11-22".to_owned(),
        fen: None,
    }
}

fn babies(of: &[&str]) -> Step {
    let identity = |end: &&str| baby(&format!("欧阳晓梅{end}"), &format!("{MOTHERS}{end}"));
    Step::Register {
        identities: of.iter().map(identity).collect(),
    }
}

#[tokio::test]
async fn a_loss_told_by_mistake_is_taken_back_and_what_is_due_is_due_again() {
    let ended = EXPECTED.replace(
        r#""2027-02-08""#,
        r#""2027-02-08","ended":{"on":"2026-11-22","how":"stillbirth"}"#,
    );
    let died = EXPECTED.replace(
        r#""mother":"#,
        r#""births":[{"on":"2026-11-22","sex":"female","died_on":"2026-11-22"}],"mother":"#,
    );
    for (name, lost) in [("a pregnancy", ended), ("a child", died)] {
        for path in [&["accept"][..], &["accept", "register"]] {
            let house = House::open().await;
            let (family, number) = house.sent().await;
            walk(&house, &number, path, 10).await;
            let mut said = house.said_to().await;
            said.retain(|to| *to != "messages");
            let due = house.due(family).await;
            let entries = house.file(family).await.entries;
            assert!(before_loss(&entries, &number).is_none(), "{name}");
            tell(&house, family, &number, &facts(&lost), 40).await;
            assert_eq!(house.said_to().await, [""; 0], "{name}");
            let entries = house.file(family).await.entries;
            let before = before_loss(&entries, &number).unwrap();
            tell(&house, family, &number, &before, 41).await;
            assert_eq!(house.due(family).await, due, "{name} after {path:?}");
            assert_eq!(house.said_to().await, said, "{name} after {path:?}");
            let entries = house.file(family).await.entries;
            assert!(before_loss(&entries, &number).is_none(), "{name}");
            house.assert_whole().await;
        }
    }
}

#[tokio::test]
async fn one_of_two_losses_is_taken_back_at_a_time() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &twins()).await;
    let born = |of: &str| {
        let births = format!(r#""births":[{of}],"mother":"#);
        facts(&EXPECTED.replace(r#""mother":"#, &births))
    };
    let (lost, lives) = (
        r#"{"on":"2026-11-22","sex":"female","died_on":"2026-11-22"}"#,
        r#"{"on":"2026-11-22","sex":"female"}"#,
    );
    let one = born(&[lost, lives].join(","));
    tell(&house, family, &number, &one, 40).await;
    assert!(!house.due(family).await.is_empty(), "the other's");
    tell(&house, family, &number, &born(&[lost, lost].join(",")), 41).await;
    assert_eq!(house.due(family).await, []);
    for (expected, key) in [(1, 42), (0, 43)] {
        let entries = house.file(family).await.entries;
        let before = before_loss(&entries, &number).unwrap();
        let died = before.births.iter().filter(|birth| !birth.is_living());
        assert_eq!(died.count(), expected);
        tell(&house, family, &number, &before, key).await;
    }
    let pregnancy = told(&house, family, &number).await;
    assert_eq!(pregnancy.births, []);
    house.assert_whole().await;
}

#[tokio::test]
async fn twins_that_are_found_are_entered_as_two_whenever_they_are_told_of() {
    for path in [
        &[][..],
        &["accept"],
        &["accept", "register"],
        &["accept", "register", "pay"],
    ] {
        let house = House::open().await;
        let (family, number) = house.sent().await;
        walk(&house, &number, path, 10).await;
        let mut two = told(&house, family, &number).await;
        two.pregnancy.as_mut().unwrap().fetuses = 2;
        tell(&house, family, &number, &two, 40).await;
        house.act(&number, Step::Accept, 41).await;
        let short = short_of(&house, family, &number).await;
        let is_entered = path.len() > 1;
        assert_eq!(
            short.map(|short| short.babies),
            is_entered.then_some(Some((1, 2))),
            "{path:?}"
        );
        if path.len() == 1 {
            let said = house.said_to().await;
            let entered = said.iter().filter(|to| **to == "register");
            assert_eq!(
                entered.count(),
                2,
                "both, and the one alone no more: {said:?}"
            );
        }
        let is_paid = path.len() == 3;
        let acted = house.act(&number, babies(&["B"]), 42).await;
        let expected = match is_paid {
            true => Acted::NotFrom(Stage::Paid),
            false => Acted::OtherCount { form: 2 },
        };
        assert_eq!(acted, expected, "{path:?}");
        if is_paid {
            let acted = house.act(&number, step("finish"), 45).await;
            assert_eq!(acted, Acted::NotFinished(Ahead::Entry));
        }
        let acted = house.act(&number, babies(&["B1", "B2"]), 43).await;
        assert_eq!(acted, Acted::Now(Stage::Registered), "{path:?}");
        assert_eq!(short_of(&house, family, &number).await, None, "{path:?}");
        // what came before did not pay for both
        let due = house.due(family).await;
        assert!(
            due.iter().any(|row| row.what == "pay_before_birth"),
            "{path:?}"
        );
        let acted = house.act(&number, step("pay"), 44).await;
        assert_eq!(acted, Acted::Now(Stage::Paid), "{path:?}");
        assert_eq!(house.due(family).await, [], "{path:?}");
        house.assert_whole().await;
    }
}

#[tokio::test]
async fn a_due_date_in_another_year_asks_for_that_years_premium() {
    let pay = pay_for;
    for is_paid in [false, true] {
        let house = House::open().await;
        let early = EXPECTED.replace("2027-02-08", "2026-12-08");
        let (family, number) = accepted(&house, &application(&early)).await;
        walk(&house, &number, &["register"], 20).await;
        if is_paid {
            house.act(&number, pay(2026), 11).await;
        }
        assert_eq!(short_of(&house, family, &number).await, None);
        let later = facts(&EXPECTED.replace("2027-02-08", "2027-02-10"));
        tell(&house, family, &number, &later, 40).await;
        // of the year that it was sent for no premium does, unless somebody looked
        let act = Act {
            number: number.clone(),
            step: pay(2026),
        };
        if !is_paid {
            // the tax side has that year to ask for, and no other
            let asked = house.calls().await.into_iter();
            let asked = asked.filter_map(|(_, call)| match call.what {
                What::Find { year, .. } => Some(year),
                _ => None,
            });
            assert_eq!(asked.collect::<Vec<_>>(), [2027]);
            let acted = house.office.act(&act, &agency(12)).await.unwrap();
            assert_eq!(acted, Acted::NotThatYear(vec![2027]));
            let office = &house.office;
            let acted = office.act_as_written(&act, &agency(13)).await.unwrap();
            assert_eq!(acted, Acted::Now(Stage::Paid));
        }
        let impossible = Act {
            step: pay(2025),
            ..act
        };
        let acted = house.office.act_as_written(&impossible, &agency(14)).await;
        assert_eq!(acted, Ok(Acted::NotThatYear(vec![2026, 2027])));
        let short = short_of(&house, family, &number).await.unwrap();
        assert_eq!((short.unpaid, short.paid), (vec![2027], vec![2026]));
        let acted = house.act(&number, step("finish"), 16).await;
        assert_eq!(acted, Acted::NotFinished(Ahead::Payment));
        let acted = house.act(&number, pay(2027), 15).await;
        assert_eq!(acted, Acted::Now(Stage::Paid));
        assert_eq!(short_of(&house, family, &number).await, None);
        assert_eq!(house.due(family).await, []);
        house.assert_whole().await;
    }
}

#[tokio::test]
async fn a_birth_that_may_fall_into_either_year_owes_the_forms_own_and_after_it_that_of_the_birth()
{
    let house = House::open().await;
    let either = EXPECTED.replace("2027-02-08", "2026-12-28");
    let (family, number) = accepted(&house, &application(&either)).await;
    walk(&house, &number, &["register"], 20).await;
    // it may be needed yet, and is not owed: only where somebody looked
    let acted = house.act(&number, step("pay"), 21).await;
    assert_eq!(acted, Acted::NotThatYear(vec![2026]));
    let act = Act {
        number: number.clone(),
        step: step("pay"),
    };
    let acted = house.office.act_as_written(&act, &agency(22)).await;
    assert_eq!(acted, Ok(Acted::Now(Stage::Paid)));
    let short = short_of(&house, family, &number).await.unwrap();
    assert_eq!((short.unpaid, short.paid), (vec![2026], vec![2027]));
    let acted = house.act(&number, step("finish"), 23).await;
    assert_eq!(acted, Acted::NotFinished(Ahead::Payment));
    let due = house.due(family).await;
    assert!(due.iter().any(|row| row.what == "pay_before_birth"));
    let acted = house.act(&number, pay_for(2026), 24).await;
    assert_eq!(acted, Acted::Now(Stage::Paid));
    assert_eq!(short_of(&house, family, &number).await, None);
    assert_eq!(house.due(family).await, []);
    let acted = house.act(&number, step("finish"), 25).await;
    assert_eq!(acted, Acted::Now(Stage::Done));
}

#[tokio::test]
async fn a_birth_after_the_payment_is_of_its_own_year() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    walk(
        &house,
        &number,
        &["accept", "register", "pay", "finish"],
        20,
    )
    .await;
    assert_eq!(short_of(&house, family, &number).await, None);
    let born = EXPECTED.replace(
        r#""mother":"#,
        r#""births":[{"on":"2026-11-22","sex":"female"}],"mother":"#,
    );
    tell(&house, family, &number, &facts(&born), 40).await;
    // finished too soon, and it says so
    let short = short_of(&house, family, &number).await.unwrap();
    assert_eq!((short.unpaid, short.paid), (vec![2026], vec![2027]));
    let acted = house.act(&number, step("finish"), 41).await;
    assert_eq!(acted, Acted::NotFrom(Stage::Done));
}

#[tokio::test]
async fn the_year_that_is_owed_turns_with_the_year_and_no_pregnancy_goes_on_for_ever() {
    let day = |year, month, day| Day::new(year, month, day).unwrap();
    let due_on = |due: &str| facts(&EXPECTED.replace("2027-02-08", due));
    let pre = Service::PreEnrolment;
    let rows = [
        ("2026-12-28", day(2026, 12, 31), 2026),
        ("2026-12-28", day(2027, 1, 1), 2027),
        ("2026-12-28", day(2028, 3, 1), 2027),
        ("2026-11-30", day(2027, 1, 1), 2026),
        ("2027-02-08", day(2026, 12, 1), 2027),
    ];
    for (due, asked, year) in rows {
        let owed = shortfall::owed(pre, &due_on(due), asked);
        assert_eq!(owed, [year], "due {due}, asked {asked}");
    }
    let possible = shortfall::possible(&due_on("2026-12-28"), day(2026, 12, 1));
    assert_eq!(possible, [2026, 2027]);
    let refund = shortfall::owed(Service::Refund, &due_on("2026-12-28"), today());
    assert!(refund.is_empty());
}

#[tokio::test]
async fn what_is_lost_is_not_worked_on() {
    let lost = EXPECTED.replace(
        r#""2027-02-08""#,
        r#""2027-02-08","ended":{"on":"2026-11-22","how":"stillbirth"}"#,
    );
    let rows: [(&[&str], &str, Acted); 5] = [
        (&[], "accept", Acted::Lost),
        (&["accept"], "register", Acted::Lost),
        (&[], "refuse", Acted::Now(Stage::Refused)),
        (&["accept"], "void", Acted::Now(Stage::Void)),
        // it says what happened
        (&["accept", "register"], "pay", Acted::Now(Stage::Paid)),
    ];
    for (path, word, expected) in rows {
        let house = House::open().await;
        let (family, number) = house.sent().await;
        walk(&house, &number, path, 10).await;
        let before = told(&house, family, &number).await;
        tell(&house, family, &number, &facts(&lost), 40).await;
        let acted = house.act(&number, step(word), 41).await;
        assert_eq!(acted, expected, "{word} after {path:?}");
        if expected == Acted::Lost {
            tell(&house, family, &number, &before, 42).await;
            let acted = house.act(&number, step(word), 43).await;
            assert!(
                matches!(acted, Acted::Now(_)),
                "{word} after {path:?}: {acted:?}"
            );
        }
    }
}

#[tokio::test]
async fn every_act_says_by_which_edition_it_was_decided() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    walk(&house, &number, &["accept"], 10).await;
    tell(&house, family, &number, &facts(EXPECTED), 40).await;
    let taken = house.office.take_along(family, &hand(41)).await.unwrap();
    let taken = taken.unwrap().entries;
    let edition_of = |kind| {
        let entry = taken.iter().find(|entry| kind_of(&entry.event) == kind);
        entry.unwrap().edition.as_deref()
    };
    assert_eq!(edition_of("opened"), None, "about no area");
    for kind in ["sent", "accepted", "told"] {
        assert_eq!(edition_of(kind), Some("2022-01-01"), "{kind}");
    }
}

#[tokio::test]
async fn who_is_entered_and_has_not_paid_is_reminded_of_the_last_day() {
    let house = House::open().await;
    let (family, number) = accepted(&house, &application(BORN)).await;
    let is_due = async |house: &House| {
        let due = house.due(family).await;
        due.iter().any(|row| row.what == "enrol_newborn")
    };
    walk(&house, &number, &["register otherwise"], 20).await;
    assert!(is_due(&house).await, "one day goes for both");
    house.act(&number, pay_for(2026), 30).await;
    assert!(!is_due(&house).await);
    house.assert_whole().await;
}
