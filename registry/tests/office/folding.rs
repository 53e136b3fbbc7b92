//! Any acts in any order: where things stand is a fold over what was written, however that is read.

use proptest::prelude::*;
use registry::{
    Event, Stage, Standing,
    entry::Step,
    office::{Acted, SendOutcome},
    store::inspection::{Table, Value},
};

use crate::{
    house::{EXPECTED, House, application, hand},
    moving::{entries, step},
};

const WORDS: [&str; 14] = [
    "accept",
    "ask back",
    "refuse",
    "register",
    "register otherwise",
    "pay",
    "finish",
    "pay back",
    "void",
    "expire",
    "withdraw",
    "undo",
    "mend",
    "run out",
];

fn paths(longest: usize) -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..longest)
}

proptest! {
    #[test]
    fn only_a_step_that_leads_somewhere_changes_anything(path in paths(40)) {
        let all = entries(&path);
        for len in 1..all.len() {
            let before = Standing::of(&all[..len]);
            let after = Standing::of(&all[..=len]);
            let (from, to) = (&before.applications[0], &after.applications[0]);
            match &all[len].event {
                Event::Moved { step, .. } => match from.after(step) {
                    None => prop_assert_eq!(from, to),
                    Some(stage) => {
                        prop_assert_eq!(to.stage, stage);
                        prop_assert_eq!(to.history.len(), from.history.len() + 1);
                        let is_register = matches!(step, Step::Register { .. });
                        let is_undo = matches!(step, Step::Undo { .. });
                        prop_assert!(is_register || is_undo || from.identities == to.identities);
                        prop_assert!(is_undo || !from.stage.is_over(), "nothing moves once it is over");
                    }
                },
                _ => prop_assert_eq!(to.stage, if from.stage == Stage::AskedBack { Stage::Sent } else { from.stage }),
            }
            // who is registered has numbers, and nobody before
            let is_before = matches!(to.stage, Stage::Sent | Stage::AskedBack | Stage::Accepted);
            prop_assert!(!is_before || to.identities.is_empty(), "{:?}", to);
        }
    }

    #[test]
    fn an_undo_leaves_things_as_if_the_step_had_not_been(path in paths(6)) {
        let before = Standing::of(&entries(&path)).applications.remove(0);
        for word in &WORDS[..10] {
            if before.after(&step(word)).is_none() {
                continue;
            }
            let undone = [&path[..], &[word, "undo"]].concat();
            let after = Standing::of(&entries(&undone)).applications.remove(0);
            prop_assert_eq!((after.stage, &after.identities), (before.stage, &before.identities));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_the_office_says_is_what_is_read_back(path in paths(14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let house = House::open().await;
            let (family, number) = house.sent().await;
            let mut stage = Stage::Sent;
            for (word, key) in path.iter().zip(10..) {
                if *word == "mend" {
                    let mended = application(EXPECTED);
                    let outcome = house.office.mend(family, &number, &mended, &hand(key)).await.unwrap();
                    let is_taken = matches!(outcome, SendOutcome::Sent { .. });
                    prop_assert_eq!(is_taken, stage == Stage::AskedBack);
                    stage = if is_taken { Stage::Sent } else { stage };
                } else {
                    let word = if *word == "run out" { "expire" } else { word };
                    match house.act(&number, step(word), key).await {
                        Acted::Now(now) => stage = now,
                        Acted::NotFrom(still) => prop_assert_eq!(still, stage),
                        Acted::NotFinished(_) => prop_assert_eq!(word, "finish"),
                        Acted::NotOf(_) => prop_assert_eq!(word, "pay back"),
                        other => prop_assert!(false, "{:?}", other),
                    }
                }
                prop_assert_eq!(house.stage(family, &number).await, stage);
            }
            let file = house.file(family).await;
            let standing = file.standing();
            let by_number = house.office.file_with(&number).await.unwrap().unwrap();
            prop_assert_eq!(&by_number.standing(), &standing);
            let row = &house.rows_of(family, Table::Application).await[0];
            prop_assert!(row[3] == Value::Text(stage.as_str().to_owned()));
            // what was taken along tells the same
            let taken = house.office.take_along(family, &hand(5)).await.unwrap().unwrap();
            let taken = taken.entries.iter().zip(&file.entries);
            for (told, kept) in taken {
                let json = serde_json::to_vec(&told.event).unwrap();
                prop_assert_eq!(&serde_json::from_slice::<Event>(&json).unwrap(), &kept.event);
            }
            Ok(())
        })?;
    }
}
