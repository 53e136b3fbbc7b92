//! Things that pass, and counters.

use registry::{
    FamilyId,
    store::{Counter, Outcome, Passed, Passing},
};

use crate::{
    families::{NOW, family, keep, later, opening},
    place::Place,
};

fn thing(id: &str, family: Option<FamilyId>, seconds: i64) -> Passed {
    Passed {
        id: id.as_bytes().to_vec(),
        family,
        version: 0,
        body: format!("{id} for {seconds}").into_bytes(),
        expires_at: NOW.plus_seconds(seconds),
    }
}

pub async fn a_passing_thing_has_versions_and_an_end(place: &Place) {
    let store = place.open().await;
    let id = || b"one".to_vec();
    let put = |kind, thing, seen| store.put(kind, thing, seen, NOW);
    assert_eq!(
        put(Passing::Draft, thing("one", None, 60), 1).await,
        Ok(None)
    );
    assert_eq!(
        put(Passing::Draft, thing("one", None, 60), 0).await,
        Ok(Some(1))
    );
    assert_eq!(
        put(Passing::Draft, thing("one", None, 60), 0).await,
        Ok(None)
    );
    let mine = Some(family(1));
    assert_eq!(
        put(Passing::Draft, thing("one", mine, 90), 1).await,
        Ok(Some(2))
    );
    assert_eq!(
        put(Passing::Draft, thing("one", mine, 70), 1).await,
        Ok(None)
    );
    let expected = Passed {
        version: 2,
        ..thing("one", mine, 90)
    };
    assert_eq!(
        store.get(Passing::Draft, id(), NOW).await,
        Ok(Some(expected.clone()))
    );
    assert_eq!(store.get(Passing::Code, id(), NOW).await, Ok(None));
    // the end is exclusive: what ends now is over
    let last = NOW.plus_seconds(90);
    assert_eq!(store.get(Passing::Draft, id(), last).await, Ok(None));
    put(Passing::Draft, thing("two", mine, 80), 0)
        .await
        .unwrap();
    put(Passing::Draft, thing("three", mine, 100), 0)
        .await
        .unwrap();
    put(Passing::Session, thing("four", mine, 100), 0)
        .await
        .unwrap();
    let drafts = store.of_family(Passing::Draft, family(1), NOW.plus_seconds(80));
    let ids: Vec<_> = drafts
        .await
        .unwrap()
        .into_iter()
        .map(|draft| draft.id)
        .collect();
    assert_eq!(ids, [b"three".to_vec(), b"one".to_vec()]);
    assert_eq!(store.end(Passing::Draft, id()).await, Ok(true));
    assert_eq!(store.end(Passing::Draft, id()).await, Ok(false));
    assert_eq!(store.get(Passing::Draft, id(), NOW).await, Ok(None));
    assert_eq!(put(Passing::Draft, expected, 2).await, Ok(None));
}

pub async fn an_expired_thing_is_in_nobodys_way(place: &Place) {
    let store = place.open().await;
    store
        .put(Passing::Code, thing("phone", None, 60), 0, NOW)
        .await
        .unwrap();
    store
        .put(Passing::Code, thing("other", None, 300), 0, NOW)
        .await
        .unwrap();
    let later = NOW.plus_seconds(60);
    let again = store
        .put(Passing::Code, thing("phone", None, 200), 0, later)
        .await;
    assert_eq!(again, Ok(Some(1)));
    assert_eq!(store.sweep(NOW.plus_seconds(199)).await, Ok(0));
    assert_eq!(store.sweep(NOW.plus_seconds(200)).await, Ok(1));
    assert_eq!(store.end(Passing::Code, b"phone".to_vec()).await, Ok(false));
    assert_eq!(store.end(Passing::Code, b"other".to_vec()).await, Ok(true));
}

pub async fn a_commit_ends_the_draft_it_was_made_of(place: &Place) {
    let store = place.open().await;
    store
        .put(Passing::Draft, thing("sent", None, 60), 0, NOW)
        .await
        .unwrap();
    store
        .put(Passing::Draft, thing("kept", None, 60), 0, NOW)
        .await
        .unwrap();
    keep(&*store, opening(1)).await;
    let mut stale = later(1, 7, 2);
    stale.ends.push((Passing::Draft, b"kept".to_vec()));
    assert_eq!(store.commit(stale).await, Ok(Outcome::Stale));
    let mut sent = later(1, 1, 3);
    sent.ends.push((Passing::Draft, b"sent".to_vec()));
    sent.ends.push((Passing::Draft, b"not there".to_vec()));
    keep(&*store, sent).await;
    let there = |id: &[u8]| store.get(Passing::Draft, id.to_vec(), NOW);
    assert_eq!(there(b"sent").await, Ok(None));
    assert!(there(b"kept").await.unwrap().is_some());
}

pub async fn counters_count_in_windows(place: &Place) {
    let store = place.open().await;
    let counter = |name: u8, seconds: i64| Counter {
        name: [name; 32],
        seconds,
    };
    let both = || vec![counter(1, 60), counter(2, 600), counter(1, 60)];
    assert_eq!(store.count(both(), NOW).await, Ok(vec![1, 1, 2]));
    let almost = NOW.plus_seconds(59);
    assert_eq!(store.count(both(), almost).await, Ok(vec![3, 2, 4]));
    // the window lasts from its first count, not from its last
    let next = NOW.plus_seconds(60);
    assert_eq!(store.count(both(), next).await, Ok(vec![1, 3, 2]));
    assert_eq!(store.count(Vec::new(), next).await, Ok(Vec::new()));
    let counts = (0..50).map(|_| {
        let store = std::sync::Arc::clone(&store);
        tokio::spawn(async move { store.count(vec![counter(9, 60)], next).await.unwrap()[0] })
    });
    let mut seen = Vec::new();
    for count in counts.collect::<Vec<_>>() {
        seen.push(count.await.unwrap());
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=50).collect::<Vec<_>>());
    assert_eq!(store.sweep(next.plus_seconds(60)).await, Ok(2));
    // a window of a clock that was a month ahead is none once it is right; one of a server's that differs a little is
    let one = || vec![counter(7, 60)];
    let rows = [(30 * 86_400, 1), (0, 1), (120, 1), (0, 2)];
    for (ahead, count) in rows {
        let now = NOW.plus_seconds(ahead);
        assert_eq!(store.count(one(), now).await, Ok(vec![count]), "{ahead} s");
    }
}
