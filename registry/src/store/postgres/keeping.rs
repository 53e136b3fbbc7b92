//! What a batch of commits writes: one statement a table, its rows as arrays, because each statement is a way to the
//! server and back.

use sqlx::{PgConnection, Postgres, postgres::PgArguments, query::Query};

use crate::{
    derived::{ApplicationRow, DueRow, Index},
    family::FamilyId,
    store::{
        column::number,
        ledger::{DerivedRows, PassingRow, Rows, Sql},
    },
};

type Bound = Query<'static, Postgres, PgArguments>;

/// Writes all of it.
pub(super) async fn keep(connection: &mut PgConnection, rows: &Rows<'_>) -> Sql<()> {
    files(connection, rows).await?;
    entries(rows).execute(&mut *connection).await?;
    tree(connection, rows).await?;
    derive(connection, &rows.derived).await?;
    silence(connection, rows).await?;
    if !rows.intents.is_empty() {
        intents(rows).execute(&mut *connection).await?;
    }
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

async fn files(connection: &mut PgConnection, rows: &Rows<'_>) -> Sql<()> {
    if !rows.created.is_empty() {
        let created = &rows.created;
        let families: Vec<&[u8]> = created.iter().map(|file| &file.family.0[..]).collect();
        let areas: Vec<&str> = created.iter().map(|file| &file.area[..]).collect();
        let leaves: Vec<i64> = created.iter().map(|file| number(file.first_leaf)).collect();
        let keys: Vec<&[u8]> = created.iter().map(|file| file.wrapped_key).collect();
        sqlx::query(
            "INSERT INTO family (family, area, first_leaf, wrapped_key) \
             SELECT * FROM unnest($1::bytea[], $2::text[], $3::bigint[], $4::bytea[])",
        )
        .bind(families)
        .bind(areas)
        .bind(leaves)
        .bind(keys)
        .execute(&mut *connection)
        .await?;
    }
    for (family, area) in &rows.moved {
        sqlx::query("UPDATE family SET area = $1 WHERE family = $2")
            .bind(area)
            .bind(&family.0[..])
            .execute(&mut *connection)
            .await?;
    }
    let acts = &rows.acts;
    let keys: Vec<&[u8]> = acts.iter().map(|act| &act.key.0[..]).collect();
    let digests: Vec<&[u8]> = acts.iter().map(|act| &act.digest[..]).collect();
    let families: Vec<&[u8]> = acts.iter().map(|act| &act.family.0[..]).collect();
    let leaves: Vec<i64> = acts.iter().map(|act| number(act.first_leaf)).collect();
    sqlx::query(
        "INSERT INTO act (key, digest, family, first_leaf) \
         SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bytea[], $4::bigint[])",
    )
    .bind(keys)
    .bind(digests)
    .bind(families)
    .bind(leaves)
    .execute(connection)
    .await
    .map(|_| ())
}

fn entries(rows: &Rows<'_>) -> Bound {
    let entries = || rows.entries.iter().map(|(entry, _)| entry);
    let families: Vec<&[u8]> = entries().map(|entry| &entry.family.0[..]).collect();
    let places: Vec<i64> = entries().map(|entry| entry.place.into()).collect();
    let leaves: Vec<i64> = entries().map(|entry| number(entry.leaf)).collect();
    let areas: Vec<&str> = rows.entries.iter().map(|(_, area)| &area[..]).collect();
    let times: Vec<i64> = entries().map(|entry| entry.at.0).collect();
    let kinds: Vec<&str> = entries().map(|entry| &entry.kind[..]).collect();
    let keys: Vec<&[u8]> = entries().map(|entry| &entry.key.0[..]).collect();
    let bodies: Vec<&[u8]> = entries().map(|entry| &entry.body[..]).collect();
    sqlx::query(
        "INSERT INTO entry (family, place, leaf, area, at, kind, key, body) \
         SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::text[], \
         $5::bigint[], $6::text[], $7::bytea[], $8::bytea[])",
    )
    .bind(families)
    .bind(places)
    .bind(leaves)
    .bind(areas)
    .bind(times)
    .bind(kinds)
    .bind(keys)
    .bind(bodies)
}

async fn tree(connection: &mut PgConnection, rows: &Rows<'_>) -> Sql<()> {
    let nodes = &rows.nodes;
    let levels: Vec<i16> = nodes
        .iter()
        .map(|((level, _), _)| i16::from(*level))
        .collect();
    let places: Vec<i64> = nodes.iter().map(|((_, place), _)| number(*place)).collect();
    let hashes: Vec<&[u8]> = nodes.iter().map(|(_, hash)| &hash[..]).collect();
    sqlx::query(
        "INSERT INTO node (level, place, hash) \
         SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::bytea[])",
    )
    .bind(levels)
    .bind(places)
    .bind(hashes)
    .execute(&mut *connection)
    .await?;
    if let Some(head) = &rows.head {
        sqlx::query("INSERT INTO head (size, root, at, signature) VALUES ($1, $2, $3, $4)")
            .bind(number(head.size))
            .bind(&head.root[..])
            .bind(head.at.0)
            .bind(&head.signature[..])
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Replaces families' derived rows.
pub(super) async fn derive(connection: &mut PgConnection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    let replaced = rows.iter().filter(|rows| rows.replaces);
    let old: Vec<FamilyId> = replaced.map(|rows| rows.family).collect();
    for sql in [
        "DELETE FROM blind WHERE family = ANY($1)",
        "DELETE FROM application WHERE family = ANY($1)",
        "DELETE FROM due WHERE family = ANY($1)",
    ] {
        by_family(connection, sql, &old).await?;
    }
    let blinds: Vec<_> = rows
        .iter()
        .flat_map(|rows| {
            (0i64..)
                .zip(&rows.derived.blinds)
                .map(move |row| (rows, row))
        })
        .collect();
    if !blinds.is_empty() {
        self::blinds(&blinds).execute(&mut *connection).await?;
    }
    let applications: Vec<_> = rows
        .iter()
        .flat_map(|rows| rows.derived.applications.iter().map(move |row| (rows, row)))
        .collect();
    if !applications.is_empty() {
        self::applications(&applications)
            .execute(&mut *connection)
            .await?;
    }
    let due: Vec<_> = rows
        .iter()
        .flat_map(|rows| (0i64..).zip(&rows.derived.due).map(move |row| (rows, row)))
        .collect();
    if !due.is_empty() {
        self::due(&due).execute(&mut *connection).await?;
    }
    Ok(())
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

/// A derived row and its place, with the family's rows it is of.
type Placed<'r, T> = (&'r DerivedRows<'r>, (i64, &'r T));

fn blinds(rows: &[Placed<'_, (Index, [u8; 32])>]) -> Bound {
    let families: Vec<&[u8]> = rows.iter().map(|(of, _)| &of.family.0[..]).collect();
    let places: Vec<i64> = rows.iter().map(|(_, (place, _))| *place).collect();
    let kinds: Vec<&str> = rows.iter().map(|(_, (_, row))| row.0.as_str()).collect();
    let blinds: Vec<&[u8]> = rows.iter().map(|(_, (_, row))| &row.1[..]).collect();
    sqlx::query(
        "INSERT INTO blind (family, place, kind, blind) \
         SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::bytea[])",
    )
    .bind(families)
    .bind(places)
    .bind(kinds)
    .bind(blinds)
}

fn applications(rows: &[(&DerivedRows<'_>, &ApplicationRow)]) -> Bound {
    let families: Vec<&[u8]> = rows.iter().map(|(of, _)| &of.family.0[..]).collect();
    let places: Vec<i64> = rows.iter().map(|(_, row)| row.place.into()).collect();
    let services: Vec<&str> = rows.iter().map(|(_, row)| &row.service[..]).collect();
    let areas: Vec<&str> = rows.iter().map(|(_, row)| &row.area[..]).collect();
    let stages: Vec<&str> = rows.iter().map(|(_, row)| row.stage.as_str()).collect();
    let sent: Vec<i64> = rows.iter().map(|(_, row)| row.sent_at.0).collect();
    let moved: Vec<i64> = rows.iter().map(|(_, row)| row.moved_at.0).collect();
    let numbers: Vec<&[u8]> = rows.iter().map(|(_, row)| &row.number[..]).collect();
    let applicants: Vec<&[u8]> = rows.iter().map(|(_, row)| &row.applicant[..]).collect();
    sqlx::query(
        "INSERT INTO application \
         (family, place, service, area, stage, sent_at, moved_at, number, applicant) \
         SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::text[], $5::text[], \
         $6::bigint[], $7::bigint[], $8::bytea[], $9::bytea[])",
    )
    .bind(families)
    .bind(places)
    .bind(services)
    .bind(areas)
    .bind(stages)
    .bind(sent)
    .bind(moved)
    .bind(numbers)
    .bind(applicants)
}

fn due(rows: &[Placed<'_, DueRow>]) -> Bound {
    let families: Vec<&[u8]> = rows.iter().map(|(of, _)| &of.family.0[..]).collect();
    let places: Vec<i64> = rows.iter().map(|(_, (place, _))| *place).collect();
    let areas: Vec<&str> = rows.iter().map(|(of, _)| &of.area[..]).collect();
    let days: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.due_on[..]).collect();
    let things: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.what[..]).collect();
    let stages: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.stage[..]).collect();
    let channels: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.channel[..]).collect();
    sqlx::query(
        "INSERT INTO due (family, place, area, due_on, what, stage, channel) \
         SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::text[], $5::text[], \
         $6::text[], $7::text[])",
    )
    .bind(families)
    .bind(places)
    .bind(areas)
    .bind(days)
    .bind(things)
    .bind(stages)
    .bind(channels)
}

fn intents(rows: &Rows<'_>) -> Bound {
    let calls = || rows.intents.iter();
    let families: Vec<&[u8]> = calls().map(|(family, ..)| &family.0[..]).collect();
    let ids: Vec<&[u8]> = calls().map(|(.., call)| &call.id[..]).collect();
    let areas: Vec<&str> = calls().map(|(_, area, _)| &area[..]).collect();
    let places: Vec<Option<i64>> = calls()
        .map(|(.., call)| call.place.map(i64::from))
        .collect();
    let whom: Vec<&str> = calls().map(|(.., call)| call.to).collect();
    let bodies: Vec<&[u8]> = calls().map(|(.., call)| &call.body[..]).collect();
    let ready: Vec<i64> = calls().map(|(.., call)| call.due_at.0).collect();
    sqlx::query(
        "INSERT INTO intent (family, id, area, place, whom, body, ready_at, tries, state) \
         SELECT *, 0, 'due' FROM unnest($1::bytea[], $2::bytea[], $3::text[], $4::bigint[], \
         $5::text[], $6::bytea[], $7::bigint[]) ON CONFLICT DO NOTHING",
    )
    .bind(families)
    .bind(ids)
    .bind(areas)
    .bind(places)
    .bind(whom)
    .bind(bodies)
    .bind(ready)
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
        "UPDATE intent SET state = 'silenced', body = '' WHERE state IN ('due', 'dead') AND family = ANY($1)",
        "DELETE FROM passing WHERE family = ANY($1)",
    ] {
        by_family(connection, sql, families).await?;
    }
    Ok(())
}
