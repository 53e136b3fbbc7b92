//! What was sent is kept for as long as its form says after its matter is closed, and then nobody can read it any more.

use policy::Day;
use registry::{
    FamilyId, Instant,
    entry::Step,
    file::DELETED,
    office::{Act, Draft},
};

use crate::{
    drafts::draft,
    house::{BORN, House, MOTHER, PHONE, agency, application},
    moving::step,
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
        let house = House::open().await;
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
            "nobody promised an end to it"
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
    end(&house, &second, "finish", "2027-06-01", 11).await;
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
