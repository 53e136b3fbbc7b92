//! What a family does with its own file.

use registry::{
    Stage,
    calls::{Opened, Opener},
    derived::Index,
    entry::{Consent, Event, Step},
    keys::KeyService as _,
    limits,
    office::{Acted, Deleted, SendOutcome},
};

use crate::{
    drafts::draft,
    house::{
        EXPECTED, House, ID_NUMBER, MOTHER, NOW, PHONE, agency, application, hand, phone, sender,
    },
    moving::{step, walk},
};

#[tokio::test]
async fn a_deleted_file_is_nowhere_and_the_audit_stays_whole() {
    let house = House::on_a_file().await;
    let (family, number) = house.sent().await;
    let other = house.family("13900139000").await;
    house.act(&number, step("accept"), 10).await;
    house.act(&number, step("register"), 11).await;
    house.act(&number, step("void"), 12).await;
    let file = house.file(family).await;
    let kept = house.office.keep_draft(&file, None, 0, draft(1)).await;
    kept.unwrap();
    let before = file.len();
    assert_eq!(
        house.office.delete(family, &hand(20)).await,
        Ok(Deleted::Gone)
    );
    assert_eq!(house.office.file(family).await.unwrap().map(|_| ()), None);
    let blinds = house.keys.blinds();
    let number = number.to_string();
    let ways = [
        (Index::Phone, PHONE),
        (Index::IdNumber, ID_NUMBER),
        (Index::ProvisionalNumber, "441702199503081223B"),
        (Index::ApplicationNumber, number.as_str()),
    ];
    for (index, value) in ways {
        let found = house.store().find(index, blinds.blind(index, value)).await;
        assert_eq!(found, Ok(Vec::new()), "{index:?}");
    }
    let kept = house.store().file(family).await.unwrap().unwrap();
    assert_eq!(kept.wrapped_key, None);
    assert_eq!(kept.entries.len() as u32, before + 1, "the chain stays");
    assert_eq!(kept.entries.last().unwrap().key, sender(20));
    assert_eq!(house.rows().await["application"], 0);
    assert_eq!(house.office.drafts(&file, NOW).await, Ok(Vec::new()));
    house.assert_whole().await;
    for word in [MOTHER, PHONE, ID_NUMBER, &number, "draft 1"] {
        assert!(house.holding(word.as_bytes()).is_empty(), "{word}");
    }
    let left = house.office.file(other).await.unwrap();
    assert!(left.is_some(), "another family's is untouched");
}

#[tokio::test]
async fn what_a_deleted_file_still_had_to_say_is_not_said() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let why = "no papers".to_owned();
    house.act(&number, Step::Void { why }, 10).await;
    let claimed = house.store().claim(10, NOW, 60).await.unwrap();
    assert_eq!(claimed.len(), 1);
    house.office.delete(family, &hand(20)).await.unwrap();
    let opened = Opener::open(&*house.office, &claimed[0]).await;
    assert!(matches!(opened, Opened::Gone));
    let later = NOW.plus_seconds(3600);
    assert_eq!(house.store().claim(10, later, 60).await, Ok(Vec::new()));
}

#[tokio::test]
async fn a_file_with_something_on_its_way_is_not_deleted() {
    let rows: [(&str, &[&str], Deleted); 6] = [
        ("sent", &[], Deleted::StillNeeded),
        ("asked back", &["ask back"], Deleted::StillNeeded),
        ("registered", &["accept", "register"], Deleted::StillNeeded),
        ("withdrawn", &["withdraw"], Deleted::Gone),
        ("refused", &["refuse"], Deleted::Gone),
        (
            "done",
            &["accept", "register", "pay", "finish"],
            Deleted::Gone,
        ),
    ];
    for (name, path, expected) in rows {
        let house = House::open().await;
        let (family, number) = house.sent().await;
        walk(&house, &number, path, 10).await;
        let deleted = house.office.delete(family, &hand(20)).await;
        assert_eq!(deleted, Ok(expected), "{name}");
        let again = house.office.delete(family, &hand(21)).await.unwrap();
        let is_gone = expected == Deleted::Gone;
        assert_eq!(again == Deleted::NoFile, is_gone, "{name}");
    }
}

#[tokio::test]
async fn whoever_deleted_its_file_may_begin_anew() {
    let house = House::open().await;
    let first = house.family(PHONE).await;
    house.office.delete(first, &hand(20)).await.unwrap();
    let second = house.family(PHONE).await;
    assert_ne!(first, second, "nothing ties the new file to the old");
    let number = house.send(second, &application(EXPECTED), 30).await;
    let found = house.office.file_with(&number).await.unwrap().unwrap();
    assert_eq!(found.family, second);
}

#[tokio::test]
async fn taking_along_gives_everything_and_says_so() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    house.act(&number, Step::Accept, 10).await;
    let looked = house.office.looked(family, "file", &agency(11)).await;
    looked.unwrap();
    let taken = house.office.take_along(family, &hand(12)).await.unwrap();
    let taken = taken.unwrap();
    let file = house.file(family).await;
    assert_eq!(taken.entries.len(), file.entries.len());
    for (told, kept) in taken.entries.iter().zip(&file.entries) {
        assert_eq!((&told.event, &told.by), (&kept.event, &kept.by));
    }
    let last = taken.entries.last().unwrap();
    assert_eq!(last.event, Event::TakenAlong);
    let json = serde_json::to_string(&taken).unwrap();
    for word in [MOTHER, PHONE, ID_NUMBER, "looked", "accept"] {
        assert!(json.contains(word), "{word}");
    }
    let other = house.family("13900139000").await;
    let theirs = house.office.take_along(other, &hand(13)).await.unwrap();
    let theirs = serde_json::to_string(&theirs.unwrap()).unwrap();
    assert!(!theirs.contains(PHONE), "nothing of another's");
}

#[tokio::test]
async fn drafts_are_taken_along_word_for_word() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    let file = house.file(family).await;
    let none = house.office.take_along(family, &hand(10)).await.unwrap();
    assert!(none.unwrap().drafts.is_empty());
    for turn in [1, 2] {
        let kept = house.office.keep_draft(&file, None, 0, draft(turn)).await;
        kept.unwrap();
    }
    let theirs = house.family("13900139000").await;
    let theirs = house.file(theirs).await;
    let kept = house.office.keep_draft(&theirs, None, 0, draft(3)).await;
    kept.unwrap();
    let all = house.office.take_along(family, &hand(11)).await.unwrap();
    let json = serde_json::to_value(all.unwrap().drafts).unwrap();
    let until = NOW.plus_seconds(limits::DRAFT_SECONDS).0;
    let mut names = Vec::new();
    for told in json.as_array().unwrap() {
        assert_eq!(told["service"], "pre_enrolment");
        assert_eq!(told["query"], "area=441702");
        assert_eq!(
            (&told["saved_at"], &told["stays_until"]),
            (&NOW.0.into(), &until.into())
        );
        names.push(told["fields"]["mother_name"].as_str().unwrap().to_owned());
    }
    names.sort();
    assert_eq!(names, ["draft 1", "draft 2"], "its own, and no other's");
}

#[tokio::test]
async fn a_withdrawn_consent_holds_no_more() {
    for consent in Consent::OF_FORMS {
        let house = House::open().await;
        let (family, number) = house.sent().await;
        house.act(&number, Step::Withdraw, 9).await;
        let before = house.file(family).await.len();
        for key in [10, 11] {
            let withdrawn = house
                .office
                .withdraw_consent(family, consent, &hand(key))
                .await;
            assert_eq!(withdrawn, Ok(true));
        }
        let file = house.file(family).await;
        assert_eq!(file.len(), before + 1, "the second time nothing happens");
        assert!(!file.standing().consents.contains_key(&consent));
        let mut sent = application(EXPECTED);
        sent.consents.clear();
        let outcome = house.office.send(family, &sent, &hand(12)).await.unwrap();
        assert!(
            matches!(outcome, SendOutcome::NoConsent(missing) if missing == consent),
            "{outcome:?}"
        );
        assert_eq!(house.file(family).await.len(), before + 1);
        house.send(family, &application(EXPECTED), 13).await;
    }
}

#[tokio::test]
async fn a_phone_finds_its_own_file_alone() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let theirs = house.family("13900139000").await;
    let rows = [(PHONE, vec![family]), ("13900139000", vec![theirs])];
    for (of, expected) in rows {
        let files = house.office.files_of(&phone(of)).await.unwrap();
        let found: Vec<_> = files.iter().map(|file| file.family).collect();
        assert_eq!(found, expected, "{of}");
    }
    let nobody = house.office.files_of(&phone("13700137000")).await.unwrap();
    assert!(nobody.is_empty());
    let found = house.office.file_with(&number).await.unwrap();
    assert_eq!(found.unwrap().family, family);
}

#[tokio::test]
async fn what_programmers_are_shown_names_nobody() {
    let house = House::open().await;
    let (family, number) = house.sent().await;
    house.act(&number, step("accept"), 10).await;
    house.act(&number, step("register"), 11).await;
    let file = house.file(family).await;
    let mut typed = draft(1);
    typed
        .fields
        .insert("mother_name".to_owned(), MOTHER.to_owned());
    let sent = application(EXPECTED);
    let taken = house.office.take_along(family, &hand(12)).await.unwrap();
    let outcome = house.office.send(family, &sent, &hand(1)).await.unwrap();
    let shown = [
        ("a file", format!("{file:?}")),
        ("where it stands", format!("{:?}", file.standing())),
        ("a draft", format!("{typed:?}")),
        ("an application", format!("{sent:?}")),
        ("consents", format!("{:?}", sent.consents)),
        ("what was taken along", format!("{taken:?}")),
        ("an outcome", format!("{outcome:?}")),
    ];
    for (name, text) in shown {
        for word in [MOTHER, PHONE, &ID_NUMBER[..17], "某路"] {
            assert!(!text.contains(word), "{name}: {text}");
        }
    }
}

#[tokio::test]
async fn nobody_works_on_with_what_is_not_agreed_to_any_more() {
    for consent in [Consent::Form, Consent::Health] {
        let house = House::open().await;
        let (family, number) = house.sent().await;
        house.messages().await;
        let withdrawn = house
            .office
            .withdraw_consent(family, consent, &hand(10))
            .await;
        assert_eq!(withdrawn, Ok(true));
        let refused = house.act(&number, step("accept"), 11).await;
        assert_eq!(refused, Acted::NoConsent(consent));
        assert_eq!(house.said_to().await.len(), 1, "what was received alone");
        // asked back, the family agrees again where it sends it once more
        let asked = house.act(&number, step("ask back"), 12).await;
        assert_eq!(asked, Acted::Now(Stage::AskedBack));
        let again = application(EXPECTED);
        let mended = house.office.mend(family, &number, &again, &hand(13)).await;
        assert!(matches!(mended, Ok(SendOutcome::Sent { .. })), "{mended:?}");
        let accepted = house.act(&number, step("accept"), 14).await;
        assert_eq!(accepted, Acted::Now(Stage::Accepted));
        assert!(house.said_to().await.contains(&"register"));
        // within the five minutes nothing of it has gone out
        let withdrawn = house
            .office
            .withdraw_consent(family, consent, &hand(15))
            .await;
        assert_eq!(withdrawn, Ok(true));
        assert!(!house.said_to().await.contains(&"register"));
        let refused = house.act(&number, step("register"), 16).await;
        assert_eq!(refused, Acted::NoConsent(consent));
        let over = house.act(&number, step("void"), 17).await;
        assert_eq!(over, Acted::Now(Stage::Void), "it may end");
    }
    let house = House::open().await;
    let (family, number) = house.sent().await;
    let drafts = Consent::Draft;
    let withdrawn = house
        .office
        .withdraw_consent(family, drafts, &hand(10))
        .await;
    assert_eq!(withdrawn, Ok(true));
    let accepted = house.act(&number, step("accept"), 11).await;
    assert_eq!(
        accepted,
        Acted::Now(Stage::Accepted),
        "drafts are another thing"
    );
}
