//! A filled database of an older program is brought up to date, and killed at it: at every write to the file, at every
//! word to the server, from each of the steps that there were. It is then the older one or today's, with everything in it,
//! and the next start makes it today's.

use std::{ffi::OsString, fs, path::Path};

use registry::ApplicationNumber;
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection, raw_sql};
use tempfile::TempDir;

use crate::{
    clerk::{Clerk, DONE, Orders},
    cluster::Cluster,
    kept::{Kept, address_in, file_in, make_keys},
    trace,
    trial::{Trial, is_all},
};

/// The end of a clerk that was killed.
const KILLED: i32 = -9;

/// Each table, with what the first step had of it, and the order in which its rows are compared.
const TABLES: [(&str, &str, &str); 8] = [
    ("family", "family, area, first_leaf, wrapped_key", "1"),
    (
        "entry",
        "leaf, family, place, area, at, kind, key, body",
        "1",
    ),
    ("act", "key, digest, family, first_leaf", "1"),
    ("head", "size, root, at, signature", "1"),
    ("blind", "family, place, kind, blind", "1, 2"),
    (
        "application",
        "family, place, service, area, stage, sent_at, moved_at, number, applicant",
        "1, 2",
    ),
    ("due", "family, place, area, due_on, what", "1, 2"),
    (
        "intent",
        "family, id, area, whom, body, ready_at, tries, state",
        "1, 2",
    ),
];

/// Takes the second step back, as both databases write it.
const WITHOUT_SECOND: &str = "DROP INDEX application_waiting; DROP INDEX due_once; \
    ALTER TABLE due DROP COLUMN channel; ALTER TABLE due RENAME COLUMN stage TO state; \
    DROP INDEX intent_dead; ALTER TABLE intent DROP COLUMN why; ALTER TABLE intent DROP COLUMN renewed; \
    ALTER TABLE intent DROP COLUMN place; DELETE FROM schema_version WHERE version > 1";
/// And PostgreSQL's third.
const WITHOUT_THIRD: &str = "ALTER TABLE due ADD PRIMARY KEY (family, place); \
    ALTER TABLE family RESET (fillfactor); DELETE FROM schema_version WHERE version > 2";

const SQLITE_FIRST: &str = include_str!("../../migrations/sqlite/0001-the-file.sql");
const POSTGRES_FIRST: &str = include_str!("../../migrations/postgres/0001-the-file.sql");
const POSTGRES_SECOND: &str = include_str!("../../migrations/postgres/0002-calls-and-dates.sql");

/// The columns of every table, their order apart, and its indexes.
const SQLITE_SHAPE: &str = "SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" FROM sqlite_schema m, \
    pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name <> 'schema_version' \
    UNION SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY 1";
const POSTGRES_SHAPE: &str = "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable \
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'schema_version' \
    UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'schema_version' \
    UNION SELECT relname || coalesce(array_to_string(reloptions, ','), '') FROM pg_class WHERE relname = 'family' ORDER BY 1";

type Acknowledged = Vec<(u32, ApplicationNumber)>;

/// Fills it by today's program.
async fn fill(address: &str, keys: &Path) -> Acknowledged {
    let kept = Kept::open(address, keys).await.unwrap();
    let mut acknowledged = Vec::new();
    for number in 0..3 {
        acknowledged.push((number, kept.apply(number).await.unwrap()));
    }
    kept.office.store.close().await;
    acknowledged
}

/// One that only opens it.
fn open_killed_at(
    number: u32,
    address: &str,
    keys: &Path,
    filter: Vec<OsString>,
    calls: &str,
) -> i32 {
    let mut under: Vec<OsString> = ["strace", "-f", "-o", "/dev/null"]
        .map(OsString::from)
        .to_vec();
    under.extend(filter);
    under.extend(["-e".into(), format!("trace={calls}").into()]);
    let inject = format!("inject={calls}:signal=KILL:when={number}");
    under.extend(["-e".into(), inject.into()]);
    let orders = Orders {
        address,
        keys,
        families: (0, 0),
        at_once: 1,
        goes_on: false,
    };
    let (_, status) = Clerk::start(&orders, &under).end();
    let end = status.code().unwrap_or(KILLED);
    assert!([DONE, KILLED].contains(&end), "it ended with {end}");
    end
}

/// Everything is there, and goes on.
async fn is_whole(address: &str, keys: &Path, acknowledged: &Acknowledged, at: &str) {
    let kept = Kept::open(address, keys).await;
    let kept = kept.unwrap_or_else(|fault| panic!("{at}: {fault}"));
    kept.find(acknowledged, at).await;
    kept.apply(100).await.unwrap();
    kept.office.store.close().await;
}

/// The next place that is tried: each, or in the quick run those at growing distances.
fn after(number: u32) -> u32 {
    if is_all() { number + 1 } else { 2 * number + 1 }
}

mod file {
    use super::*;

    pub async fn connect(path: &Path) -> SqliteConnection {
        let address = format!("sqlite:{}", path.display());
        SqliteConnection::connect(&address).await.unwrap()
    }

    pub async fn words(connection: &mut SqliteConnection, sql: &str) -> Vec<String> {
        let rows = sqlx::query(AssertSqlSafe(sql.to_owned()))
            .fetch_all(connection)
            .await;
        rows.unwrap().iter().map(|row| row.get(0)).collect()
    }

    /// All rows of all tables.
    pub async fn rows(path: &Path) -> Vec<String> {
        let mut connection = connect(path).await;
        let mut rows = Vec::new();
        for (table, columns, order) in TABLES {
            let quoted = columns.split(", ").map(|column| format!("quote({column})"));
            let quoted = quoted.collect::<Vec<_>>().join(" || ',' || ");
            let order = order.replace('1', columns.split(", ").next().unwrap());
            let order = order.replace('2', columns.split(", ").nth(1).unwrap());
            let sql = format!("SELECT {quoted} FROM {table} ORDER BY {order}");
            rows.extend(
                words(&mut connection, &sql)
                    .await
                    .into_iter()
                    .map(|row| format!("{table} {row}")),
            );
        }
        rows
    }

    /// How far its tables have come.
    pub async fn version(path: &Path) -> i64 {
        let sql = "SELECT count(*) FROM schema_version";
        sqlx::query(sql)
            .fetch_one(&mut connect(path).await)
            .await
            .unwrap()
            .get(0)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_killed_while_it_is_brought_up_to_date_is_the_older_or_todays() {
    let trial = Trial::of(
        "S-09",
        "SQLite, an older file brought up to date and killed at it",
    );
    if let Some(why) = trace::hindrance() {
        return trial.skipped(why);
    }
    let folder = TempDir::new_in("/dev/shm")
        .or_else(|_| TempDir::new())
        .unwrap();
    let (keys, older) = (folder.path().join("keys"), folder.path().join("older"));
    make_keys(&keys);
    fs::create_dir(&older).unwrap();
    let acknowledged = fill(&address_in(&older), &keys).await;
    let mut connection = file::connect(&file_in(&older)).await;
    raw_sql(WITHOUT_SECOND)
        .execute(&mut connection)
        .await
        .unwrap();
    let mut first = SqliteConnection::connect("sqlite::memory:").await.unwrap();
    raw_sql(SQLITE_FIRST).execute(&mut first).await.unwrap();
    let shape = file::words(&mut connection, SQLITE_SHAPE).await;
    assert_eq!(
        shape,
        file::words(&mut first, SQLITE_SHAPE).await,
        "as the first step left it"
    );
    connection.close().await.unwrap();
    let before = file::rows(&file_in(&older)).await;
    assert!(before.len() > 30, "{before:?}");
    let (mut kills, mut stayed) = (0, 0);
    for calls in ["write,pwrite64", "fsync,fdatasync"] {
        let mut number = 1;
        loop {
            let at = format!("killed at the {number}. of {calls}");
            let there = folder.path().join("there");
            fs::create_dir(&there).unwrap();
            fs::copy(file_in(&older), file_in(&there)).unwrap();
            let filter = ["", "-wal", "-shm", "-journal"].iter().flat_map(|ending| {
                let mut file = file_in(&there).into_os_string();
                file.push(ending);
                ["-P".into(), file]
            });
            let end = open_killed_at(number, &address_in(&there), &keys, filter.collect(), calls);
            let version = file::version(&file_in(&there)).await;
            assert!(
                (1..=2).contains(&version) && (end == KILLED || version == 2),
                "{at}: {version}"
            );
            assert_eq!(file::rows(&file_in(&there)).await, before, "{at}");
            is_whole(&address_in(&there), &keys, &acknowledged, &at).await;
            assert_eq!(file::version(&file_in(&there)).await, 2, "{at}");
            fs::remove_dir_all(&there).unwrap();
            if end == DONE {
                break;
            }
            kills += 1;
            stayed += u32::from(version == 1);
            number = after(number);
        }
    }
    assert!(stayed > 0, "it was never killed before the end");
    let figures = format!(
        "{stayed} stayed the older, {} were today's, 0 lost",
        kills - stayed
    );
    trial.held(format!("{kills} kills"), figures);
}

mod server {
    use super::*;

    pub async fn connect(address: &str) -> PgConnection {
        PgConnection::connect(address).await.unwrap()
    }

    pub async fn words(address: &str, sql: &str) -> Vec<String> {
        let mut connection = connect(address).await;
        let rows = sqlx::query(AssertSqlSafe(sql.to_owned()))
            .fetch_all(&mut connection)
            .await;
        rows.unwrap().iter().map(|row| row.get(0)).collect()
    }

    pub async fn run(address: &str, sql: &str) {
        let mut connection = connect(address).await;
        raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }

    pub async fn rows(address: &str) -> Vec<String> {
        let mut rows = Vec::new();
        for (table, columns, order) in TABLES {
            let sql = format!(
                "SELECT row({columns})::text FROM (SELECT {columns} FROM {table} ORDER BY {order}) a"
            );
            rows.extend(
                words(address, &sql)
                    .await
                    .into_iter()
                    .map(|row| format!("{table} {row}")),
            );
        }
        rows
    }

    pub async fn version(address: &str) -> i64 {
        let words = words(address, "SELECT count(*)::text FROM schema_version").await;
        words[0].parse().unwrap()
    }
}

/// Another database of the same server.
fn database(cluster: &Cluster, name: &str) -> String {
    cluster
        .address()
        .replace("/postgres?", &format!("/{name}?"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_killed_while_it_is_brought_up_to_date_has_the_older_tables_or_todays() {
    let trial = Trial::of(
        "S-09",
        "PostgreSQL, older tables brought up to date and killed at it",
    );
    if let Some(why) = trace::hindrance() {
        return trial.skipped(why);
    }
    let folder = TempDir::new().unwrap();
    let keys = folder.path().join("keys");
    make_keys(&keys);
    let mut cluster = Cluster::start(&[]);
    let main = cluster.address();
    for name in ["second", "first", "fresh"] {
        server::run(&main, &format!("CREATE DATABASE {name}")).await;
    }
    // filled by today's program, and the steps taken back one by one
    let acknowledged = fill(&database(&cluster, "second"), &keys).await;
    server::run(&database(&cluster, "second"), WITHOUT_THIRD).await;
    server::run(&main, "DROP DATABASE first; ").await;
    server::run(&main, "CREATE DATABASE first TEMPLATE second").await;
    server::run(&database(&cluster, "first"), WITHOUT_SECOND).await;
    let fresh = database(&cluster, "fresh");
    for (name, sql) in [("first", POSTGRES_FIRST), ("second", POSTGRES_SECOND)] {
        server::run(&fresh, sql).await;
        let shape = server::words(&database(&cluster, name), POSTGRES_SHAPE).await;
        assert_eq!(
            shape,
            server::words(&fresh, POSTGRES_SHAPE).await,
            "as the {name} step left it"
        );
    }
    let before = server::rows(&database(&cluster, "first")).await;
    assert!(before.len() > 30, "{before:?}");
    let (mut kills, mut stayed) = (0, 0);
    for (from, name) in [(1, "first"), (2, "second")] {
        let mut number = 1;
        loop {
            let at = format!("from the {name} step, killed at the {number}. word");
            server::run(&main, "DROP DATABASE IF EXISTS there WITH (FORCE)").await;
            server::run(&main, &format!("CREATE DATABASE there TEMPLATE {name}")).await;
            let there = database(&cluster, "there");
            let end = open_killed_at(number, &there, &keys, Vec::new(), "sendto,sendmsg");
            // now and then the server dies with it; to come back it syncs all its files, which takes seconds
            if end == KILLED && number % 8 == 3 {
                cluster.end_at_once();
                cluster.begin();
            }
            let version = server::version(&there).await;
            // all steps are one transaction
            assert!(version == from || version == 3, "{at}: {version}");
            assert!(end == KILLED || version == 3, "{at}: {version}");
            assert_eq!(server::rows(&there).await, before, "{at}");
            is_whole(&there, &keys, &acknowledged, &at).await;
            assert_eq!(server::version(&there).await, 3, "{at}");
            if end == DONE {
                break;
            }
            kills += 1;
            stayed += u32::from(version == from);
            number = after(number);
        }
    }
    assert!(stayed > 2, "it was never killed before the end");
    // two servers that start at once bring it up to date once
    server::run(&main, "DROP DATABASE there WITH (FORCE)").await;
    server::run(&main, "CREATE DATABASE there TEMPLATE first").await;
    let there = database(&cluster, "there");
    let orders = Orders {
        address: &there,
        keys: &keys,
        families: (0, 0),
        at_once: 1,
        goes_on: false,
    };
    let two = [Clerk::start(&orders, &[]), Clerk::start(&orders, &[])];
    for clerk in two {
        assert_eq!(clerk.end().1.code(), Some(DONE));
    }
    assert_eq!(server::version(&there).await, 3);
    is_whole(&there, &keys, &acknowledged, "two at once").await;
    let figures = format!(
        "{stayed} stayed the older, {} were today's, 0 lost",
        kills - stayed
    );
    trial.held(format!("{kills} kills, 2 at once"), figures);
}
