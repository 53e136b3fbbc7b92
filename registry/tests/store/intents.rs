//! Calls to the world outside: written with the change, claimed by one.

use std::{collections::HashMap, sync::Arc};

use registry::store::IntentEnd;

use crate::{
    families::{NOW, family, intent, keep, later, opening, sixteen},
    place::Place,
};

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
    assert_eq!(store.settle(&third, IntentEnd::Dead).await, Ok(true));
    assert_eq!(store.settle(&third, IntentEnd::Dead).await, Ok(false));
    assert_eq!(
        store.claim(9, NOW.plus_seconds(9999), 60).await,
        Ok(Vec::new())
    );
}
