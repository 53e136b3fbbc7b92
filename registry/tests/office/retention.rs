//! What was sent is kept for as long as its form says after its matter is closed, and then nobody can read it any more.

use policy::Day;
use registry::{
    FamilyId, Instant,
    entry::{Consent, Step},
    file::DELETED,
    limits::UNUSED_SECONDS,
    office::{Act, Draft},
};

use crate::{
    drafts::draft,
    house::{BORN, EXPECTED, House, MOTHER, NOW, PHONE, agency, application, hand},
    moving::{step, walk},
    sent::facts,
};

fn morning(day: &str) -> Instant {
    Instant::begins(Day::parse(day).unwrap()).plus_seconds(36_000)
}

/// How many files were destroyed on that morning.
async fn destroyed(house: &House, day: &str) -> u32 {
    let mut files = 0;
    let mut after = None;
    loop {
        let look = house.office.destroy_past(after, morning(day)).await;
        let look = look.unwrap();
        files += look.files;
        after = look.next;
        if after.is_none() {
            return files;
        }
    }
}

async fn end(house: &House, number: &registry::ApplicationNumber, word: &str, day: &str, key: u16) {
    if word == "finish" {
        walk(house, number, &["accept", "register", "pay"], 100).await;
    }
    let act = Act {
        number: number.clone(),
        step: step(word),
    };
    let mut hand = agency(key);
    hand.at = morning(day);
    house.office.act(&act, &hand).await.unwrap();
}

async fn is_there(house: &House, family: FamilyId) -> bool {
    house.office.file(family).await.unwrap().is_some()
}

#[tokio::test]
async fn two_years_after_its_end_a_file_is_nowhere_and_the_audit_is_whole() {
    for word in ["withdraw", "refuse", "void", "finish", "expire"] {
        let house = House::on_a_file().await;
        let (family, number) = house.sent().await;
        let other = house.family("13900139000").await;
        assert_eq!(destroyed(&house, "2040-01-01").await, 0, "it is on its way");
        end(&house, &number, word, "2026-12-01", 10).await;
        for day in ["2026-12-02", "2028-11-30", "2028-12-01"] {
            assert_eq!(destroyed(&house, day).await, 0, "{word}: {day}");
        }
        assert!(is_there(&house, family).await);
        assert_eq!(destroyed(&house, "2028-12-02").await, 1, "{word}");
        assert_eq!(destroyed(&house, "2028-12-02").await, 0, "once");
        assert!(!is_there(&house, family).await);
        assert!(
            is_there(&house, other).await,
            "nothing was sent from it: its end is another"
        );
        let kept = house.store().file(family).await.unwrap().unwrap();
        let last = kept.entries.last().unwrap();
        assert_eq!(
            (last.kind.as_str(), last.at),
            (DELETED, morning("2028-12-02"))
        );
        house.assert_whole().await;
        for word in [MOTHER, PHONE, &number.to_string()] {
            assert!(house.holding(word.as_bytes()).is_empty(), "{word}");
        }
    }
}

#[tokio::test]
async fn the_last_of_its_applications_and_a_draft_keep_it() {
    let house = House::open().await;
    let (family, first) = house.sent().await;
    let second = house.send(family, &application(BORN), 2).await;
    end(&house, &first, "finish", "2026-12-01", 10).await;
    assert_eq!(
        destroyed(&house, "2030-01-01").await,
        0,
        "one is on its way"
    );
    end(&house, &second, "void", "2027-06-01", 11).await;
    assert_eq!(destroyed(&house, "2028-12-02").await, 0);
    let file = house.file(family).await;
    let later = Draft {
        saved_at: morning("2029-06-01"),
        ..draft(1)
    };
    let kept = house.office.keep_draft(&file, None, 0, later).await;
    kept.unwrap();
    assert_eq!(destroyed(&house, "2029-06-02").await, 0, "a draft is kept");
    assert_eq!(
        destroyed(&house, "2029-07-20").await,
        1,
        "until its time is over"
    );
    assert!(!is_there(&house, family).await);
}

#[tokio::test]
async fn a_file_from_which_nothing_was_sent_goes_after_its_drafts() {
    let house = House::on_a_file().await;
    let after = |seconds: i64| NOW.plus_seconds(seconds);
    let unused = async |at: Instant| house.office.destroy_unused(None, at).await.unwrap().files;
    let (used, _) = house.sent().await;
    let empty = house.family("13900139000").await;
    let drafting = house.family("13900139001").await;
    let telling = house.family("13900139002").await;
    let consenting = house.family("13900139003").await;
    let file = house.file(drafting).await;
    let later = Draft {
        saved_at: after(UNUSED_SECONDS / 2),
        ..draft(1)
    };
    let kept = house.office.keep_draft(&file, None, 0, later).await;
    kept.unwrap();
    let told = house.office.tell(telling, &facts(EXPECTED), &hand(7)).await;
    assert!(told.unwrap());
    let mut again = hand(8);
    again.at = after(UNUSED_SECONDS / 2);
    let withdrawn = house
        .office
        .withdraw_consent(consenting, Consent::Health, &again);
    assert!(withdrawn.await.unwrap());
    let all = [used, empty, drafting, telling, consenting];
    let there = async || {
        let mut there = Vec::new();
        for family in all {
            there.push(is_there(&house, family).await);
        }
        there
    };
    // to the end of what was promised
    assert_eq!(unused(after(UNUSED_SECONDS)).await, 0);
    assert_eq!(unused(after(UNUSED_SECONDS + 1)).await, 1);
    assert_eq!(there().await, [true, false, true, true, true]);
    let end = UNUSED_SECONDS / 2 + UNUSED_SECONDS;
    assert_eq!(unused(after(end - 1)).await, 0);
    assert_eq!(unused(after(end + 1)).await, 2);
    assert_eq!(there().await, [true, false, false, true, false]);
    assert_eq!(
        unused(after(10 * end)).await,
        0,
        "what was told has its dates"
    );
    let kept = house.store().file(empty).await.unwrap().unwrap();
    assert_eq!(kept.entries.last().unwrap().kind, DELETED);
    house.assert_whole().await;
    assert!(house.holding(b"13900139000").is_empty());
}

#[tokio::test]
async fn a_slip_that_is_taken_back_ends_nothing() {
    let house = House::open().await;
    let (_, number) = house.sent().await;
    end(&house, &number, "void", "2026-12-01", 10).await;
    let undo = Act {
        number: number.clone(),
        step: Step::Undo {
            why: "a slip".to_owned(),
        },
    };
    house.office.act(&undo, &agency(11)).await.unwrap();
    assert_eq!(destroyed(&house, "2040-01-01").await, 0);
}
