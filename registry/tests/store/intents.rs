//! Calls to the world outside: written with the change, claimed by one.

use std::{collections::HashMap, sync::Arc};

use registry::{
    Stage,
    store::{IntentEnd, IntentState, NewIntent, Silence},
};

use crate::{
    families::{NOW, derived, family, intent, keep, later, opening, sixteen},
    place::Place,
};

fn dead() -> IntentEnd {
    IntentEnd::Dead {
        at: NOW.plus_seconds(300),
        why: "unreachable".to_owned(),
    }
}

pub async fn sixteen_workers_claim_each_call_once(place: &Place) {
    let store = place.open().await;
    for number in 0..40 {
        let mut commit = opening(number);
        commit.intents = (0..5).map(|call| intent(number * 5 + call)).collect();
        keep(&*store, commit).await;
    }
    let workers: Vec<_> = (0..16)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut claimed = Vec::new();
                loop {
                    let some = store.claim(7, NOW, 3600).await.unwrap();
                    if some.is_empty() {
                        return claimed;
                    }
                    for call in &some {
                        assert_eq!(store.settle(call, IntentEnd::Done).await, Ok(true));
                    }
                    claimed.extend(some);
                }
            })
        })
        .collect();
    let mut times: HashMap<[u8; 16], u32> = HashMap::new();
    for worker in workers {
        for call in worker.await.unwrap() {
            assert_eq!((call.to.as_str(), call.tries), ("messages", 0));
            assert_eq!(call.body, b"sealed words");
            *times.entry(call.id).or_default() += 1;
        }
    }
    assert_eq!(times.len(), 200);
    assert!(times.values().all(|times| *times == 1));
    // a call that was made is not written again
    let mut again = later(0, 1, 1000);
    again.intents.push(intent(0));
    keep(&*store, again).await;
    assert_eq!(
        store.claim(7, NOW.plus_seconds(9999), 1).await,
        Ok(Vec::new())
    );
}

pub async fn what_somebody_was_told_stays_and_the_rest_does_not(place: &Place) {
    let store = place.open().await;
    let at = NOW.plus_seconds(300);
    let rows = [
        (IntentEnd::Done, IntentState::Done, 0, None),
        (IntentEnd::Told { at }, IntentState::Done, 12, Some(at)),
        (IntentEnd::Again(at), IntentState::Due, 12, Some(at)),
        (dead(), IntentState::Dead, 12, Some(at)),
    ];
    for (number, (end, state, bytes, since)) in (1..).zip(rows) {
        let mut commit = opening(number);
        commit.intents.push(intent(number));
        keep(&*store, commit).await;
        let claimed = store.claim(1, NOW, 60).await.unwrap().remove(0);
        assert_eq!(store.settle(&claimed, end.clone()).await, Ok(true));
        let whose = family(number);
        let kept = store.calls_of(whose, "messages", 9).await.unwrap();
        assert_eq!(kept.len(), 1, "{end:?}");
        assert_eq!((kept[0].id, kept[0].state), (claimed.id, state), "{end:?}");
        assert_eq!(kept[0].body.len(), bytes, "{end:?}");
        assert!(since.is_none_or(|since| since == kept[0].at), "{end:?}");
        assert_eq!(store.calls_of(whose, "register", 9).await, Ok(Vec::new()));
        assert_eq!(store.calls_of(whose, "messages", 0).await, Ok(Vec::new()));
        let mut silenced = later(number, 1, 100 + number);
        silenced.silences.push(Silence {
            place: 0,
            but_to: &[],
        });
        keep(&*store, silenced).await;
        let left = store.calls_of(whose, "messages", 9).await.unwrap();
        let stays = state == IntentState::Done;
        assert_eq!(left.len(), usize::from(stays), "{end:?}");
    }
}

pub async fn a_lease_that_ran_out_settles_nothing(place: &Place) {
    let store = place.open().await;
    let mut commit = opening(1);
    commit.intents.push(intent(1));
    keep(&*store, commit).await;
    assert_eq!(
        store.claim(9, NOW.plus_seconds(-1), 60).await,
        Ok(Vec::new())
    );
    let first = store.claim(9, NOW, 60).await.unwrap().remove(0);
    assert_eq!((first.id, first.family), (sixteen(0x1e, 1), family(1)));
    let leased = NOW.plus_seconds(59);
    assert_eq!(store.claim(9, leased, 60).await, Ok(Vec::new()));
    let over = NOW.plus_seconds(60);
    let second = store.claim(9, over, 60).await.unwrap().remove(0);
    assert_eq!((first.tries, second.tries), (0, 1));
    assert_eq!(store.settle(&first, IntentEnd::Done).await, Ok(false));
    let again = IntentEnd::Again(NOW.plus_seconds(300));
    assert_eq!(store.settle(&second, again).await, Ok(true));
    assert_eq!(
        store.claim(9, NOW.plus_seconds(299), 60).await,
        Ok(Vec::new())
    );
    let third = store
        .claim(9, NOW.plus_seconds(300), 60)
        .await
        .unwrap()
        .remove(0);
    assert_eq!(third.tries, 2);
    assert_eq!(store.settle(&second, IntentEnd::Done).await, Ok(false));
    assert_eq!(store.settle(&third, dead()).await, Ok(true));
    assert_eq!(store.settle(&third, dead()).await, Ok(false));
    assert_eq!(
        store.claim(9, NOW.plus_seconds(9999), 60).await,
        Ok(Vec::new())
    );
}

pub async fn a_call_that_was_given_up_waits_for_the_desk(place: &Place) {
    let store = place.open().await;
    let mut commit = opening(1);
    commit.intents.push(intent(1));
    keep(&*store, commit).await;
    let claimed = store.claim(9, NOW, 60).await.unwrap().remove(0);
    assert_eq!(store.dead(9).await, Ok(Vec::new()));
    store.settle(&claimed, dead()).await.unwrap();
    let told = store.dead(9).await.unwrap().remove(0);
    assert_eq!((told.family, told.place), (family(1), Some(0)));
    assert_eq!(
        (told.to.as_str(), told.why.as_str()),
        ("messages", "unreachable")
    );
    assert_eq!(told.since, NOW.plus_seconds(300));
    let later = NOW.plus_seconds(900);
    assert_eq!(store.renew(family(2), 0, later).await, Ok(0));
    assert_eq!(store.renew(family(1), 1, later).await, Ok(0));
    assert_eq!(store.renew(family(1), 0, later).await, Ok(1));
    assert_eq!(store.dead(9).await, Ok(Vec::new()));
    let again = store.claim(9, later, 60).await.unwrap().remove(0);
    assert_eq!(
        (again.id, again.body.as_slice()),
        (claimed.id, &b"sealed words"[..])
    );
    assert_eq!((again.tries, again.renewed, again.turn()), (1, 1, 0));
}

pub async fn a_silenced_call_is_never_said(place: &Place) {
    let store = place.open().await;
    let mut commit = opening(1);
    let about = |number, to, place| NewIntent {
        to,
        place,
        ..intent(number)
    };
    commit.intents = vec![
        about(1, "messages", Some(0)),
        about(2, "register", Some(0)),
        about(3, "register", Some(1)),
        about(4, "messages", None),
    ];
    keep(&*store, commit).await;
    let claimed = store.claim(9, NOW, 60).await.unwrap();
    for call in &claimed[1..] {
        let end = if call.to == "register" {
            dead()
        } else {
            IntentEnd::Again(NOW)
        };
        store.settle(call, end).await.unwrap();
    }
    let mut silent = later(1, 1, 7);
    silent.silences.push(Silence {
        place: 0,
        but_to: &["messages"],
    });
    silent.intents = vec![about(5, "register", Some(0))];
    keep(&*store, silent).await;
    let dead = store.dead(9).await.unwrap();
    let places: Vec<_> = dead.iter().map(|call| call.place).collect();
    assert_eq!(places, [Some(1)], "the other application's stays");
    let due = store.claim(9, NOW.plus_seconds(60), 60).await.unwrap();
    let mut ids: Vec<_> = due.iter().map(|call| call.id).collect();
    ids.sort_unstable();
    let mut expected = [1, 4, 5].map(|number| sixteen(0x1e, number));
    expected.sort_unstable();
    assert_eq!(
        ids, expected,
        "messages, and what was written with the silence"
    );
    let mut all = later(1, 2, 8);
    all.silences.push(Silence {
        place: 0,
        but_to: &[],
    });
    keep(&*store, all).await;
    let due = store.claim(9, NOW.plus_seconds(9999), 60).await.unwrap();
    assert_eq!(due.len(), 1, "what is about no application");
}

pub async fn families_that_wait_for_a_date_are_listed(place: &Place) {
    let store = place.open().await;
    let stages = [
        Stage::Sent,
        Stage::AskedBack,
        Stage::Registered,
        Stage::Paid,
    ];
    for (number, stage) in (1..).zip(stages) {
        let mut commit = opening(number);
        commit.derived = derived(number, stage);
        keep(&*store, commit).await;
    }
    let mut expected = [family(2), family(3)];
    expected.sort_unstable();
    assert_eq!(store.waiting(None, 9).await, Ok(expected.to_vec()));
    let next = store.waiting(Some(expected[0]), 9).await;
    assert_eq!(next, Ok(vec![expected[1]]));
}
