//! What was typed and not sent.

use std::collections::BTreeMap;

use policy::verdict::Service;
use registry::{
    entry::Consent,
    limits,
    office::{Agreed, Draft, DraftKept, SendOutcome},
};

use crate::house::{EXPECTED, House, NOW, PHONE, agreed_to, application, hand, phone};

const DAY_SECONDS: i64 = 86_400;

/// A draft that says which it is.
pub fn draft(turn: u32) -> Draft {
    Draft {
        service: Service::PreEnrolment.as_str().to_owned(),
        query: "area=441702".to_owned(),
        form: "2022-01-01".to_owned(),
        fields: BTreeMap::from([("mother_name".to_owned(), format!("draft {turn}"))]),
        mend: String::new(),
        saved_at: NOW,
    }
}

fn kept(outcome: DraftKept) -> (Vec<u8>, u32) {
    match outcome {
        DraftKept::Kept { id, version } => (id, version),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_draft_is_taken_up_where_it_was_left() {
    let house = House::on_a_file().await;
    let family = house.family(PHONE).await;
    let file = house.file(family).await;
    let entries = file.len();
    let save = |id, seen, turn| house.office.keep_draft(&file, id, seen, draft(turn));
    let (id, version) = kept(save(None, 0, 1).await.unwrap());
    assert_eq!(version, 1);
    let (same, version) = kept(save(Some(id.clone()), 1, 2).await.unwrap());
    assert_eq!((&same, version), (&id, 2));
    // another device knew only the first saving
    let stale = save(Some(id.clone()), 1, 3).await.unwrap();
    let DraftKept::Elsewhere(Some(there)) = stale else {
        panic!("{stale:?}");
    };
    assert_eq!((there.version, &there.draft), (2, &draft(2)));
    let all = house.office.drafts(&file, NOW).await.unwrap();
    assert_eq!(all, [*there]);
    assert_eq!(all[0].draft.service(), Some(Service::PreEnrolment));
    assert_eq!(house.file(family).await.len(), entries, "no trace in it");
    assert!(house.holding(b"draft 2").is_empty(), "it lies sealed");
}

#[tokio::test]
async fn a_draft_lasts_thirty_days_from_its_last_use() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let file = house.file(family).await;
    let kept_first = house.office.keep_draft(&file, None, 0, draft(1)).await;
    let (id, _) = kept(kept_first.unwrap());
    let mut renewed = draft(2);
    renewed.saved_at = NOW.plus_seconds(20 * DAY_SECONDS);
    let again = house
        .office
        .keep_draft(&file, Some(id.clone()), 1, renewed)
        .await;
    kept(again.unwrap());
    let rows = [(29, true), (30, true), (49, true), (50, false)];
    for (day, is_there) in rows {
        let now = NOW.plus_seconds(day * DAY_SECONDS);
        let draft = house.office.draft(&file, &id, now).await.unwrap();
        assert_eq!(draft.is_some(), is_there, "day {day}");
    }
    let mut late = draft(3);
    late.saved_at = NOW.plus_seconds(60 * DAY_SECONDS);
    let too_late = house.office.keep_draft(&file, Some(id), 2, late).await;
    assert_eq!(too_late, Ok(DraftKept::Elsewhere(None)));
}

#[tokio::test]
async fn another_familys_draft_is_neither_seen_nor_touched() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let mine = house.file(family).await;
    let stranger = house.family("13900139000").await;
    let theirs = house.file(stranger).await;
    let saved = house.office.keep_draft(&mine, None, 0, draft(1)).await;
    let (id, _) = kept(saved.unwrap());
    assert_eq!(house.office.draft(&theirs, &id, NOW).await, Ok(None));
    assert_eq!(house.office.drafts(&theirs, NOW).await, Ok(Vec::new()));
    for seen in [0, 1, 2] {
        let over = house
            .office
            .keep_draft(&theirs, Some(id.clone()), seen, draft(9))
            .await;
        assert_eq!(over, Ok(DraftKept::Elsewhere(None)), "seen {seen}");
    }
    let dropped = house.office.drop_draft(stranger, &id, NOW).await;
    assert_eq!(dropped, Ok(false));
    let there = house.office.draft(&mine, &id, NOW).await.unwrap();
    assert_eq!(there.unwrap().draft, draft(1));
    for is_there in [true, false] {
        let dropped = house.office.drop_draft(family, &id, NOW).await;
        assert_eq!(dropped, Ok(is_there));
    }
}

#[tokio::test]
async fn a_family_has_so_many_drafts_at_once() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let file = house.file(family).await;
    let mut first = None;
    for turn in 0..limits::DRAFTS_MAX {
        let turn = u32::try_from(turn).unwrap();
        let saved = house.office.keep_draft(&file, None, 0, draft(turn)).await;
        first.get_or_insert(kept(saved.unwrap()).0);
    }
    let named = Some(b"a name of its own".to_vec());
    for id in [None, named] {
        let more = house.office.keep_draft(&file, id, 0, draft(99)).await;
        assert_eq!(more, Ok(DraftKept::TooMany));
    }
    let again = house.office.keep_draft(&file, first, 1, draft(50)).await;
    kept(again.unwrap());
    let all = house.office.drafts(&file, NOW).await.unwrap();
    assert_eq!(all.len(), limits::DRAFTS_MAX);
    let month = NOW.plus_seconds(limits::DRAFT_SECONDS);
    let mut next = draft(51);
    next.saved_at = month;
    kept(house.office.keep_draft(&file, None, 0, next).await.unwrap());
}

#[tokio::test]
async fn a_draft_ends_with_what_was_made_of_it() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let file = house.file(family).await;
    let saved = house.office.keep_draft(&file, None, 0, draft(1)).await;
    let (id, _) = kept(saved.unwrap());
    let mut sent = application(&EXPECTED.replace("2027-02-08", "2027-07-01"));
    sent.draft = Some(id.clone());
    house.office.send(family, &sent, &hand(1)).await.unwrap();
    let there = house.office.draft(&file, &id, NOW).await.unwrap();
    assert!(there.is_some(), "what was not taken keeps its draft");
    let mut sent = application(EXPECTED);
    sent.draft = Some(id.clone());
    house.send(family, &sent, 2).await;
    assert_eq!(house.office.draft(&file, &id, NOW).await, Ok(None));
}

#[tokio::test]
async fn a_stranger_cannot_end_a_draft_by_sending() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let mine = house.file(family).await;
    let saved = house.office.keep_draft(&mine, None, 0, draft(1)).await;
    let (id, _) = kept(saved.unwrap());
    let stranger = house.family("13900139000").await;
    let mut sent = application(EXPECTED);
    sent.draft = Some(id.clone());
    house.send(stranger, &sent, 1).await;
    let there = house.office.draft(&mine, &id, NOW).await.unwrap();
    assert_eq!(there.map(|kept| kept.draft), Some(draft(1)));
}

#[tokio::test]
async fn nothing_is_kept_before_keeping_drafts_is_agreed_to() {
    let house = House::open().await;
    let phone = phone(PHONE);
    let draft_of = |by: &str| Agreed {
        by: by.to_owned(),
        ..agreed_to(Consent::Draft)
    };
    let (other, nameless) = (agreed_to(Consent::Form), draft_of(" "));
    for (turn, agreed) in [None, Some(&other), Some(&nameless)]
        .into_iter()
        .enumerate()
    {
        let hand = hand(u16::try_from(turn).unwrap());
        let file = house.office.file_for_drafts(&phone, agreed, &hand).await;
        assert!(file.unwrap().is_none(), "{turn}");
        let files = house.office.files_of(&phone).await.unwrap();
        assert!(files.is_empty(), "{turn}: not even a file");
    }
    let agreed = draft_of("138****8000");
    let hand_now = hand(9);
    let opened = house
        .office
        .file_for_drafts(&phone, Some(&agreed), &hand_now);
    let file = opened.await.unwrap().unwrap();
    let held = file.standing().consents;
    assert_eq!(Vec::from_iter(held.keys()), [&Consent::Draft]);
    kept(
        house
            .office
            .keep_draft(&file, None, 0, draft(1))
            .await
            .unwrap(),
    );
    // asked once: the next draft finds it agreed to
    let again = house.office.file_for_drafts(&phone, None, &hand(10)).await;
    assert_eq!(again.unwrap().unwrap().len(), file.len());
    let mut sent = application(EXPECTED);
    sent.consents.clear();
    let outcome = house.office.send(file.family, &sent, &hand(11)).await;
    let outcome = outcome.unwrap();
    assert!(
        matches!(outcome, SendOutcome::NoConsent(Consent::Form)),
        "it is no consent to keep the form: {outcome:?}"
    );
}

#[tokio::test]
async fn withdrawing_its_consent_ends_every_draft() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let file = house.file(family).await;
    for turn in 0..3 {
        kept(
            house
                .office
                .keep_draft(&file, None, 0, draft(turn))
                .await
                .unwrap(),
        );
    }
    let rows = [(Consent::Health, 3), (Consent::Draft, 0)];
    for (key, (consent, left)) in (20..).zip(rows) {
        let hand = hand(key);
        let withdrawn = house.office.withdraw_consent(family, consent, &hand);
        withdrawn.await.unwrap();
        let drafts = house.office.drafts(&file, NOW).await.unwrap();
        assert_eq!(drafts.len(), left, "{consent:?}");
    }
    let file = house.file(family).await;
    let more = house.office.keep_draft(&file, None, 0, draft(4)).await;
    assert_eq!(more, Ok(DraftKept::NoConsent));
}
