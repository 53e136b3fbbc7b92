//! What only a server has: others on it, an end of its own, and a wire that may be cut.

use std::sync::Arc;

use registry::{
    Store,
    store::{Commit, OpenFault, Outcome, StoreFault},
};
use tokio::sync::watch;

use crate::{
    cluster,
    families::{family, keep, opening},
    load::find,
    place::Place,
    wire::Wire,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_servers_number_leaves_without_gaps() {
    let place = Place::postgres();
    let stores = [place.open().await, place.open().await, place.open().await];
    let clients: Vec<_> = (0..24)
        .map(|client| {
            let store = Arc::clone(&stores[client as usize % 3]);
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for turn in 0..15 {
                    let number = client * 15 + turn;
                    acknowledged.push((number, keep(&*store, opening(number)).await));
                }
                acknowledged
            })
        })
        .collect();
    let mut acknowledged = Vec::new();
    for client in clients {
        acknowledged.extend(client.await.unwrap());
    }
    for store in &stores {
        find(&**store, &acknowledged).await;
    }
    // the same act by way of two servers is one
    let again = stores[1].commit(opening(0)).await.unwrap();
    assert!(matches!(again, Outcome::Repeated { .. }), "{again:?}");
}

/// Asks again for as long as the server is away, as a phone does; each time after somebody said it may be back.
async fn insist(store: &dyn Store, commit: Commit, back: &mut watch::Receiver<u32>) -> u64 {
    loop {
        match store.commit(commit.clone()).await {
            Ok(Outcome::Kept { first_leaf } | Outcome::Repeated { first_leaf }) => {
                return first_leaf;
            }
            Err(StoreFault::Away) => back.changed().await.unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

/// Sixteen clients write; meanwhile something happens to the server, so many times.
async fn under_load(place: &mut Place, times: u32, mut happens: impl AsyncFnMut(&mut Place)) {
    let store = place.open().await;
    let (say, back) = watch::channel(0);
    let (count, mut counted) = watch::channel(0u32);
    let clients: Vec<_> = (0..16)
        .map(|client| {
            let (store, mut back, count) = (Arc::clone(&store), back.clone(), count.clone());
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for turn in 0..40 {
                    let number = client * 40 + turn;
                    let leaf = insist(&*store, opening(number), &mut back).await;
                    acknowledged.push((number, leaf));
                    count.send_modify(|count| *count += 1);
                }
                acknowledged
            })
        })
        .collect();
    for time in 1..=times {
        let enough = time * 100;
        // in the middle of it, whenever that is
        let moment = counted.wait_for(|count| *count >= enough || *count == 640);
        moment.await.unwrap();
        happens(place).await;
        say.send_replace(time);
    }
    let mut acknowledged = Vec::new();
    for (done, client) in (0..).zip(clients) {
        // whoever waited for a word when the last was said
        say.send_replace(1000 + done);
        acknowledged.extend(ended(client, &say).await);
    }
    assert_eq!(acknowledged.len(), 640);
    find(&*store, &acknowledged).await;
    assert_eq!(store.head().await.unwrap().unwrap().size, 640);
    place.assert_nothing_is_open().await;
}

/// Waits for a client, and tells everybody from time to time to try again.
async fn ended<T>(client: tokio::task::JoinHandle<T>, say: &watch::Sender<u32>) -> T {
    let mut client = client;
    let mut ticks = tokio::time::interval(std::time::Duration::from_millis(50));
    loop {
        tokio::select! {
            done = &mut client => return done.unwrap(),
            _ = ticks.tick() => say.send_modify(|word| *word += 1),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_ends_at_once_loses_nothing_acknowledged() {
    let mut place = Place::postgres();
    under_load(&mut place, 3, async |place| {
        let cluster = place.cluster.as_mut().unwrap();
        cluster.end_at_once();
        cluster.begin();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_are_ended_lose_nothing_acknowledged() {
    let mut place = Place::postgres();
    under_load(&mut place, 6, async |place| {
        place
            .meddle(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE application_name = 'yucan'",
            )
            .await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_without_an_answer_is_looked_up_by_its_key() {
    let place = Place::postgres();
    let wire = Wire::lay(&place.cluster.as_ref().unwrap().socket());
    let address = cluster::address(wire.folder());
    let store = registry::store::open(&address, Arc::new(crate::place::Stamp))
        .await
        .unwrap();
    keep(&*store, opening(0)).await;
    let mut acknowledged = Vec::new();
    for number in 1..20 {
        // the server gets the commit, and its answer goes nowhere
        wire.cut_after_next_commit();
        let clients: Vec<_> = (0..4)
            .map(|client| {
                let (store, number) = (Arc::clone(&store), number * 10 + client);
                tokio::spawn(async move { (number, keep(&*store, opening(number)).await) })
            })
            .collect();
        for client in clients {
            acknowledged.push(client.await.unwrap());
        }
    }
    assert_eq!(wire.cuts(), 19);
    find(&*store, &acknowledged).await;
    assert_eq!(store.head().await.unwrap().unwrap().size, 1 + 19 * 4);
}

#[tokio::test]
async fn a_database_that_is_newer_or_forgetful_is_refused() {
    let place = Place::postgres();
    place.open().await.close().await;
    place
        .meddle("INSERT INTO schema_version VALUES (4, '')")
        .await;
    let fault = place.refusal().await;
    assert!(
        matches!(fault, OpenFault::Newer { found: 4, known: 3 }),
        "{fault}"
    );
    place
        .meddle("DELETE FROM schema_version WHERE version = 4")
        .await;
    let store = place.open().await;
    keep(&*store, opening(1)).await;
    store.close().await;
    place
        .meddle("UPDATE head SET root = '\\x00'::bytea || substr(root, 2)")
        .await;
    assert!(matches!(place.refusal().await, OpenFault::Damaged { .. }));
    for setting in [
        "synchronous_commit=off",
        "fsync=off",
        "full_page_writes=off",
    ] {
        let forgetful = Place::postgres_with(&[setting]);
        let fault = forgetful.refusal().await;
        assert!(
            matches!(fault, OpenFault::NotDurable(_)),
            "{setting}: {fault}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_does_not_read_is_nobody_elses_fault() {
    let place = Place::postgres();
    let store = place.open().await;
    for number in 0..20 {
        keep(&*store, opening(number)).await;
    }
    place
        .meddle("UPDATE entry SET key = '\\x00' WHERE leaf = 7")
        .await;
    let asked = (0..20).map(|number| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { (number, store.file(family(number)).await) })
    });
    for asked in asked.collect::<Vec<_>>() {
        let (number, file) = asked.await.unwrap();
        assert_eq!(file.is_ok(), number != 7, "family {number}");
    }
}

/// As docs/registry.md says it is done.
const PARTITION: &str = "
    DO $$
    DECLARE name text;
    BEGIN
        ALTER TABLE entry DROP CONSTRAINT entry_family_fkey;
        FOREACH name IN ARRAY '{family,entry,blind,application,due,intent}'::text[] LOOP
            EXECUTE format('ALTER TABLE %I RENAME TO %I', name, name || '_whole');
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) PARTITION BY HASH (family)',
                           name, name || '_whole');
            FOR part IN 0..3 LOOP
                EXECUTE format('CREATE TABLE %I PARTITION OF %I
                                FOR VALUES WITH (MODULUS 4, REMAINDER %s)',
                               name || '_' || part, name, part);
            END LOOP;
            EXECUTE format('INSERT INTO %I SELECT * FROM %I', name, name || '_whole');
            EXECUTE format('DROP TABLE %I', name || '_whole');
        END LOOP;
        ALTER TABLE entry ADD FOREIGN KEY (family) REFERENCES family;
    END $$";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_in_parts_by_family_need_nothing_else() {
    let place = Place::postgres();
    let store = place.open().await;
    keep(&*store, opening(50_000)).await;
    store.close().await;
    // in parts before the third step was known
    place
        .meddle(
            "DELETE FROM schema_version WHERE version = 3; \
             ALTER TABLE due ADD PRIMARY KEY (family, place); \
             ALTER TABLE family RESET (fillfactor)",
        )
        .await;
    place.meddle(PARTITION).await;
    let store = place.open().await;
    place
        .meddle(
            "DO $$ BEGIN \
             ASSERT NOT EXISTS (SELECT FROM pg_constraint \
                 WHERE conrelid = 'due'::regclass AND contype = 'p'); \
             ASSERT 4 = (SELECT count(*) FROM pg_class \
                 WHERE relname LIKE 'family_%' AND reloptions = '{fillfactor=80}'); \
             END $$",
        )
        .await;
    assert!(store.file(family(50_000)).await.unwrap().is_some());
    assert_eq!(store.inspection().unwrap().shape().await, Ok(Vec::new()));
    store.close().await;
    crate::intents::sixteen_workers_claim_each_call_once(&place).await;
}
