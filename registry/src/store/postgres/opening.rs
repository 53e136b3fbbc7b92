//! Opening the database: it is new enough, it keeps what it acknowledges, and its tables are up to date.

use std::{str::FromStr, time::Duration};

use sqlx::{
    Connection, PgConnection, Row,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::{fault, ledger::PostgresLedger, reader::PostgresReader};
use crate::store::{
    OpenFault, StoreFault, batch,
    fault::cause,
    ledger::{Ledger, Sql},
    migration,
};

/// How long opening may take before it is given up.
const OPEN_WAIT: Duration = Duration::from_secs(30);
const READER_WAIT: Duration = Duration::from_secs(2);
const READERS_LIMIT: u32 = 8;
/// A connection that was idle for longer is asked whether it is still one.
const IDLE_LIMIT: Duration = Duration::from_secs(1);

const NEEDED_NUMBER: i32 = 150_000;

/// Opens the database, all waits bounded.
pub(super) async fn open(address: &str) -> Result<(PostgresLedger, PostgresReader), OpenFault> {
    let options = PgConnectOptions::from_str(address)
        .map_err(|_| OpenFault::Address)?
        .application_name("yucan");
    let opened = tokio::time::timeout(OPEN_WAIT, prepare(options));
    match opened.await {
        Ok(opened) => opened,
        Err(_) => Err(OpenFault::Store(
            StoreFault::Away,
            "no answer in time".to_owned(),
        )),
    }
}

/// Opens the database to be read alone: it is there, and this program knows its tables. All waits are bounded.
pub(super) async fn open_to_look(address: &str) -> Result<PostgresReader, OpenFault> {
    let options = PgConnectOptions::from_str(address)
        .map_err(|_| OpenFault::Address)?
        .application_name("yucan verify");
    let opened = tokio::time::timeout(OPEN_WAIT, look(options));
    match opened.await {
        Ok(opened) => opened,
        Err(_) => Err(OpenFault::Store(
            StoreFault::Away,
            "no answer in time".to_owned(),
        )),
    }
}

async fn look(options: PgConnectOptions) -> Result<PostgresReader, OpenFault> {
    let failed = |error: sqlx::Error| refusal(&error);
    let mut connection = PgConnection::connect_with(&options).await.map_err(failed)?;
    check(&mut connection).await?;
    let is_new = "SELECT to_regclass('schema_version') IS NULL";
    let row = sqlx::query(is_new).fetch_one(&mut connection).await;
    if row.and_then(|row| row.try_get(0)).map_err(failed)? {
        return Err(OpenFault::Older);
    }
    let done = history(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    if !migration::missing(migration::POSTGRES, &done)?.is_empty() {
        return Err(OpenFault::Older);
    }
    Ok(reader(options))
}

async fn prepare(options: PgConnectOptions) -> Result<(PostgresLedger, PostgresReader), OpenFault> {
    let failed = |error: sqlx::Error| refusal(&error);
    let mut connection = PgConnection::connect_with(&options).await.map_err(failed)?;
    check(&mut connection).await?;
    if migrate(&mut connection).await? {
        let database = options.get_database().unwrap_or_default();
        tracing::warn!(database, "a new database was begun");
    }
    connection.close().await.map_err(failed)?;
    let mut ledger = PostgresLedger::new(options.clone());
    audit(&mut ledger).await?;
    // the thread that writes opens one of its own
    ledger.abandon().await;
    Ok((ledger, reader(options)))
}

fn reader(options: PgConnectOptions) -> PostgresReader {
    let pool = PgPoolOptions::new()
        .max_connections(READERS_LIMIT)
        .acquire_timeout(READER_WAIT)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > IDLE_LIMIT {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_connect(|connection, _| Box::pin(settle_in(connection)))
        .connect_lazy_with(options);
    PostgresReader::new(pool)
}

/// A connection that reads or writes.
pub(super) async fn connect(options: &PgConnectOptions) -> Sql<PgConnection> {
    let mut connection = PgConnection::connect_with(options).await?;
    settle_in(&mut connection).await?;
    Ok(connection)
}

/// Nothing waits for ever: not for a lock, not for a statement, and no lock for a server that stopped in the middle. Every
/// statement has one plan whatever is bound to it, made once: perhaps while its table was empty, so a plan that reads a
/// whole table is taken only where there is no other.
async fn settle_in(connection: &mut PgConnection) -> Sql<()> {
    sqlx::raw_sql(
        "SET statement_timeout = '5s'; SET lock_timeout = '3s'; \
         SET idle_in_transaction_session_timeout = '10s'; \
         SET plan_cache_mode = 'force_generic_plan'; SET enable_seqscan = off",
    )
    .execute(connection)
    .await
    .map(|_| ())
}

pub(super) fn refusal(error: &sqlx::Error) -> OpenFault {
    if fault::is_read_only(error) {
        return OpenFault::ReadOnly;
    }
    match fault::trouble(error).fault() {
        StoreFault::Damaged => OpenFault::Damaged { what: cause(error) },
        fault => OpenFault::Store(fault, cause(error)),
    }
}

pub(super) async fn check(connection: &mut PgConnection) -> Result<(), OpenFault> {
    let found = settings(connection)
        .await
        .map_err(|error| refusal(&error))?;
    if found.number < NEEDED_NUMBER {
        return Err(OpenFault::Outdated {
            program: "PostgreSQL",
            found: found.version,
            needed: "15",
        });
    }
    match found.unsafe_setting {
        Some(setting) => Err(OpenFault::NotDurable(setting)),
        None => Ok(()),
    }
}

struct Found {
    number: i32,
    version: String,
    unsafe_setting: Option<String>,
}

async fn settings(connection: &mut PgConnection) -> Sql<Found> {
    let row = sqlx::query(
        "SELECT current_setting('server_version_num')::int, current_setting('server_version'), \
         (SELECT string_agg(name || '=' || setting, ', ' ORDER BY name) FROM pg_settings \
          WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes') AND setting = 'off')",
    )
    .fetch_one(connection)
    .await?;
    Ok(Found {
        number: row.try_get(0)?,
        version: row.try_get(1)?,
        unsafe_setting: row.try_get(2)?,
    })
}

/// Makes the tables, or brings them up to date: all of it or nothing, and one server at a time. Whether there were none.
pub(super) async fn migrate(connection: &mut PgConnection) -> Result<bool, OpenFault> {
    let failed = |error: sqlx::Error| refusal(&error);
    let mut transaction = connection.begin().await.map_err(failed)?;
    sqlx::raw_sql(
        // a step that waited long for somebody who reads, as a copy does, would hold up all who come after it
        "SELECT pg_advisory_xact_lock(98231169056770); SET LOCAL lock_timeout = '3s'; \
         CREATE TABLE IF NOT EXISTS schema_version (version bigint PRIMARY KEY, digest bytea NOT NULL)",
    )
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    let done = history(&mut transaction).await.map_err(failed)?;
    let missing = migration::missing(migration::POSTGRES, &done)?;
    for (step, number) in missing.iter().zip(1 + done.len()..) {
        sqlx::raw_sql(step.sql)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
        sqlx::query("INSERT INTO schema_version (version, digest) VALUES ($1, $2)")
            .bind(i64::try_from(number).unwrap_or(i64::MAX))
            .bind(step.digest().to_vec())
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)?;
    Ok(done.is_empty())
}

/// The digests of what was done, in order.
pub(super) async fn history(connection: &mut PgConnection) -> Sql<Vec<Vec<u8>>> {
    let sql = "SELECT digest FROM schema_version ORDER BY version";
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Whether the audit's newest head is the head of the tree that is there.
async fn audit(ledger: &mut PostgresLedger) -> Result<(), OpenFault> {
    let found = async {
        ledger.begin().await?;
        let tree = batch::tree(ledger, None).await?;
        let leaves = ledger.leaves().await?;
        ledger.commit().await?;
        Ok((tree, leaves))
    };
    let (tree, leaves) = found.await.map_err(|error| refusal(&error))?;
    match tree {
        Some(tree) if tree.size == leaves => Ok(()),
        _ => Err(OpenFault::Damaged {
            what: "the audit's head is not that of the entries".to_owned(),
        }),
    }
}
