//! What a batch of commits writes: few statements, their rows as arrays, because each statement is a way to the server
//! and back.

mod insert;

use sqlx::{PgConnection, Postgres, postgres::PgArguments, query::Query};

use crate::{
    family::FamilyId,
    store::{
        column::number,
        ledger::{DerivedRows, PassingRow, Rows, Sql},
    },
};

type Bound = Query<'static, Postgres, PgArguments>;

/// Writes all of it: what is replaced goes first, then every row of every table comes in one statement.
pub(super) async fn keep(connection: &mut PgConnection, rows: &Rows<'_>) -> Sql<()> {
    take_away(connection, &rows.derived).await?;
    silence(connection, rows).await?;
    insert::all(rows).execute(&mut *connection).await?;
    destroy(connection, &rows.destroyed).await
}

/// The hashes of subtrees.
pub(super) fn nodes(wanted: &[(u8, u64)]) -> Bound {
    let levels: Vec<i16> = wanted.iter().map(|(level, _)| i16::from(*level)).collect();
    let places: Vec<i64> = wanted.iter().map(|(_, place)| number(*place)).collect();
    sqlx::query(
        "SELECT level::bigint, place, hash FROM node \
         WHERE (level, place) IN (SELECT * FROM unnest($1::smallint[], $2::bigint[]))",
    )
    .bind(levels)
    .bind(places)
}

/// Replaces families' derived rows.
pub(super) async fn derive(connection: &mut PgConnection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    take_away(connection, rows).await?;
    insert::derived(rows).execute(connection).await.map(|_| ())
}

/// The rows of families that may have any.
async fn take_away(connection: &mut PgConnection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    let replaced = rows.iter().filter(|rows| rows.replaces);
    let old: Vec<FamilyId> = replaced.map(|rows| rows.family).collect();
    let sql = "WITH gone_blind AS (DELETE FROM blind WHERE family = ANY($1)), \
               gone_application AS (DELETE FROM application WHERE family = ANY($1)) \
               DELETE FROM due WHERE family = ANY($1)";
    by_family(connection, sql, &old).await
}

async fn by_family(
    connection: &mut PgConnection,
    sql: &'static str,
    families: &[FamilyId],
) -> Sql<()> {
    if families.is_empty() {
        return Ok(());
    }
    let families: Vec<&[u8]> = families.iter().map(|family| &family.0[..]).collect();
    let query = sqlx::query(sql).bind(families);
    query.execute(connection).await.map(|_| ())
}

/// Passing things, new or not.
pub(super) fn put(rows: &[PassingRow<'_>]) -> Bound {
    let kinds: Vec<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
    let ids: Vec<&[u8]> = rows.iter().map(|row| &row.thing.id[..]).collect();
    let families: Vec<Option<&[u8]>> = rows
        .iter()
        .map(|row| row.thing.family.as_ref().map(|family| &family.0[..]))
        .collect();
    let versions: Vec<i64> = rows.iter().map(|row| row.version.into()).collect();
    let ends: Vec<i64> = rows.iter().map(|row| row.thing.expires_at.0).collect();
    let bodies: Vec<&[u8]> = rows.iter().map(|row| &row.thing.body[..]).collect();
    sqlx::query(
        "INSERT INTO passing (kind, id, family, version, expires_at, body) \
         SELECT * FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::bigint[], \
         $5::bigint[], $6::bytea[]) \
         ON CONFLICT (kind, id) DO UPDATE SET family = excluded.family, \
         version = excluded.version, expires_at = excluded.expires_at, body = excluded.body",
    )
    .bind(kinds)
    .bind(ids)
    .bind(families)
    .bind(versions)
    .bind(ends)
    .bind(bodies)
}

/// Calls that are of no use any more.
async fn silence(connection: &mut PgConnection, rows: &Rows<'_>) -> Sql<()> {
    for (family, silence) in &rows.silences {
        let sql = "UPDATE intent SET state = 'silenced', body = '' \
                   WHERE family = $1 AND place = $2 AND state IN ('due', 'dead') \
                   AND whom <> ALL($3)";
        let query = sqlx::query(sql)
            .bind(&family.0[..])
            .bind(i64::from(silence.place))
            .bind(silence.but_to);
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// The key, and what nobody can read without it.
async fn destroy(connection: &mut PgConnection, families: &[FamilyId]) -> Sql<()> {
    for sql in [
        "UPDATE family SET wrapped_key = NULL WHERE family = ANY($1)",
        "UPDATE intent SET state = CASE state WHEN 'done' THEN state ELSE 'silenced' END, \
         body = '' WHERE family = ANY($1)",
        "DELETE FROM passing WHERE family = ANY($1)",
    ] {
        by_family(connection, sql, families).await?;
    }
    Ok(())
}
