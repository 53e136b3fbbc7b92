//! Every row of a batch in one statement: a part a table, its columns as arrays. A reference from one part to another is
//! looked at once all of them are done.

use super::Bound;
use crate::{
    derived::{ApplicationRow, DueRow, Index},
    family::FamilyId,
    store::{
        column::number,
        ledger::{DerivedRows, Rows},
    },
};

const ALL: &str = "WITH \
    new_family AS (INSERT INTO family (family, area, first_leaf, wrapped_key) \
        SELECT * FROM unnest($21::bytea[], $22::text[], $23::bigint[], $24::bytea[])), \
    new_act AS (INSERT INTO act (key, digest, family, first_leaf) \
        SELECT * FROM unnest($25::bytea[], $26::bytea[], $27::bytea[], $28::bigint[])), \
    new_entry AS (INSERT INTO entry (family, place, leaf, area, at, kind, key, body) \
        SELECT * FROM unnest($29::bytea[], $30::bigint[], $31::bigint[], $32::text[], \
        $33::bigint[], $34::text[], $35::bytea[], $36::bytea[])), \
    new_node AS (INSERT INTO node (level, place, hash) \
        SELECT * FROM unnest($37::smallint[], $38::bigint[], $39::bytea[])), \
    new_head AS (INSERT INTO head (size, root, at, signature) \
        SELECT * FROM unnest($40::bigint[], $41::bytea[], $42::bigint[], $43::bytea[])), \
    new_intent AS (INSERT INTO intent \
        (family, id, area, place, whom, body, ready_at, tries, state) \
        SELECT *, 0, 'due' FROM unnest($44::bytea[], $45::bytea[], $46::text[], $47::bigint[], \
        $48::text[], $49::bytea[], $50::bigint[]) ON CONFLICT DO NOTHING), \
    moved AS (UPDATE family SET area = into_area.area \
        FROM unnest($51::bytea[], $52::text[]) AS into_area (family, area) \
        WHERE family.family = into_area.family), ";

const DERIVED: &str = "\
    new_blind AS (INSERT INTO blind (family, place, kind, blind) \
        SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::text[], $4::bytea[])), \
    new_due AS (INSERT INTO due (family, place, area, due_on, what, stage, channel) \
        SELECT * FROM unnest($5::bytea[], $6::bigint[], $7::text[], $8::text[], $9::text[], \
        $10::text[], $11::text[])) \
    INSERT INTO application \
        (family, place, service, area, stage, sent_at, moved_at, number, applicant) \
        SELECT * FROM unnest($12::bytea[], $13::bigint[], $14::text[], $15::text[], \
        $16::text[], $17::bigint[], $18::bigint[], $19::bytea[], $20::bytea[])";

/// All that a batch of commits brings.
pub(super) fn all(rows: &Rows<'_>) -> Bound {
    let query = bind_derived(statement(ALL), &rows.derived);
    let query = bind_tree(bind_entries(bind_files(query, rows), rows), rows);
    bind_moved(bind_intents(query, rows), &rows.moved)
}

/// Derived rows alone.
pub(super) fn derived(rows: &[DerivedRows<'_>]) -> Bound {
    bind_derived(statement("WITH "), rows)
}

fn statement(before: &str) -> Bound {
    // made of constants alone
    sqlx::query(sqlx::AssertSqlSafe([before, DERIVED].concat()))
}

fn bind_files(query: Bound, rows: &Rows<'_>) -> Bound {
    let created = &rows.created;
    let families: Vec<&[u8]> = created.iter().map(|file| &file.family.0[..]).collect();
    let areas: Vec<&str> = created.iter().map(|file| &file.area[..]).collect();
    let leaves: Vec<i64> = created.iter().map(|file| number(file.first_leaf)).collect();
    let keys: Vec<&[u8]> = created.iter().map(|file| file.wrapped_key).collect();
    let query = query.bind(families).bind(areas).bind(leaves).bind(keys);
    let acts = &rows.acts;
    let keys: Vec<&[u8]> = acts.iter().map(|act| &act.key.0[..]).collect();
    let digests: Vec<&[u8]> = acts.iter().map(|act| &act.digest[..]).collect();
    let families: Vec<&[u8]> = acts.iter().map(|act| &act.family.0[..]).collect();
    let leaves: Vec<i64> = acts.iter().map(|act| number(act.first_leaf)).collect();
    query.bind(keys).bind(digests).bind(families).bind(leaves)
}

fn bind_entries(query: Bound, rows: &Rows<'_>) -> Bound {
    let entries = || rows.entries.iter().map(|(entry, _)| entry);
    let families: Vec<&[u8]> = entries().map(|entry| &entry.family.0[..]).collect();
    let places: Vec<i64> = entries().map(|entry| entry.place.into()).collect();
    let leaves: Vec<i64> = entries().map(|entry| number(entry.leaf)).collect();
    let areas: Vec<&str> = rows.entries.iter().map(|(_, area)| &area[..]).collect();
    let times: Vec<i64> = entries().map(|entry| entry.at.0).collect();
    let kinds: Vec<&str> = entries().map(|entry| &entry.kind[..]).collect();
    let keys: Vec<&[u8]> = entries().map(|entry| &entry.key.0[..]).collect();
    let bodies: Vec<&[u8]> = entries().map(|entry| &entry.body[..]).collect();
    query
        .bind(families)
        .bind(places)
        .bind(leaves)
        .bind(areas)
        .bind(times)
        .bind(kinds)
        .bind(keys)
        .bind(bodies)
}

fn bind_tree(query: Bound, rows: &Rows<'_>) -> Bound {
    let nodes = || rows.nodes.iter();
    let levels: Vec<i16> = nodes().map(|((level, _), _)| i16::from(*level)).collect();
    let places: Vec<i64> = nodes().map(|((_, place), _)| number(*place)).collect();
    let hashes: Vec<&[u8]> = nodes().map(|(_, hash)| &hash[..]).collect();
    let heads = || rows.head.iter();
    let sizes: Vec<i64> = heads().map(|head| number(head.size)).collect();
    let roots: Vec<&[u8]> = heads().map(|head| &head.root[..]).collect();
    let times: Vec<i64> = heads().map(|head| head.at.0).collect();
    let signatures: Vec<&[u8]> = heads().map(|head| &head.signature[..]).collect();
    query
        .bind(levels)
        .bind(places)
        .bind(hashes)
        .bind(sizes)
        .bind(roots)
        .bind(times)
        .bind(signatures)
}

fn bind_intents(query: Bound, rows: &Rows<'_>) -> Bound {
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
    query
        .bind(families)
        .bind(ids)
        .bind(areas)
        .bind(places)
        .bind(whom)
        .bind(bodies)
        .bind(ready)
}

/// Families that are in another area now, none of them new.
fn bind_moved(query: Bound, moved: &[(FamilyId, String)]) -> Bound {
    let families: Vec<&[u8]> = moved.iter().map(|(family, _)| &family.0[..]).collect();
    let areas: Vec<&str> = moved.iter().map(|(_, area)| &area[..]).collect();
    query.bind(families).bind(areas)
}

/// A derived row and its place, with the family's rows it is of.
type Placed<'r, T> = (&'r DerivedRows<'r>, (i64, &'r T));

fn bind_derived(query: Bound, rows: &[DerivedRows<'_>]) -> Bound {
    let blinds: Vec<Placed<'_, (Index, [u8; 32])>> = rows
        .iter()
        .flat_map(|of| (0i64..).zip(&of.derived.blinds).map(move |row| (of, row)))
        .collect();
    let due: Vec<Placed<'_, DueRow>> = rows
        .iter()
        .flat_map(|of| (0i64..).zip(&of.derived.due).map(move |row| (of, row)))
        .collect();
    let applications: Vec<(&DerivedRows<'_>, &ApplicationRow)> = rows
        .iter()
        .flat_map(|of| of.derived.applications.iter().map(move |row| (of, row)))
        .collect();
    bind_applications(bind_due(bind_blinds(query, &blinds), &due), &applications)
}

fn bind_blinds(query: Bound, rows: &[Placed<'_, (Index, [u8; 32])>]) -> Bound {
    let families: Vec<&[u8]> = rows.iter().map(|(of, _)| &of.family.0[..]).collect();
    let places: Vec<i64> = rows.iter().map(|(_, (place, _))| *place).collect();
    let kinds: Vec<&str> = rows.iter().map(|(_, (_, row))| row.0.as_str()).collect();
    let blinds: Vec<&[u8]> = rows.iter().map(|(_, (_, row))| &row.1[..]).collect();
    query.bind(families).bind(places).bind(kinds).bind(blinds)
}

fn bind_due(query: Bound, rows: &[Placed<'_, DueRow>]) -> Bound {
    let families: Vec<&[u8]> = rows.iter().map(|(of, _)| &of.family.0[..]).collect();
    let places: Vec<i64> = rows.iter().map(|(_, (place, _))| *place).collect();
    let areas: Vec<&str> = rows.iter().map(|(of, _)| &of.area[..]).collect();
    let days: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.due_on[..]).collect();
    let things: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.what[..]).collect();
    let stages: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.stage[..]).collect();
    let channels: Vec<&str> = rows.iter().map(|(_, (_, row))| &row.channel[..]).collect();
    query
        .bind(families)
        .bind(places)
        .bind(areas)
        .bind(days)
        .bind(things)
        .bind(stages)
        .bind(channels)
}

fn bind_applications(query: Bound, rows: &[(&DerivedRows<'_>, &ApplicationRow)]) -> Bound {
    let families: Vec<&[u8]> = rows.iter().map(|(of, _)| &of.family.0[..]).collect();
    let places: Vec<i64> = rows.iter().map(|(_, row)| row.place.into()).collect();
    let services: Vec<&str> = rows.iter().map(|(_, row)| &row.service[..]).collect();
    let areas: Vec<&str> = rows.iter().map(|(_, row)| &row.area[..]).collect();
    let stages: Vec<&str> = rows.iter().map(|(_, row)| row.stage.as_str()).collect();
    let sent: Vec<i64> = rows.iter().map(|(_, row)| row.sent_at.0).collect();
    let moved: Vec<i64> = rows.iter().map(|(_, row)| row.moved_at.0).collect();
    let numbers: Vec<&[u8]> = rows.iter().map(|(_, row)| &row.number[..]).collect();
    let applicants: Vec<&[u8]> = rows.iter().map(|(_, row)| &row.applicant[..]).collect();
    query
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
