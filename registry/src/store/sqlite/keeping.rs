//! What a batch of commits writes, table by table.

use rusqlite::Connection;

use super::rows::{find_each, run, run_once};
use crate::{
    family::FamilyId,
    store::{
        column::{self, number},
        ledger::{DerivedRows, Rows, Sql},
        tree::Node,
    },
};

/// Writes all of it.
pub(super) fn keep(connection: &Connection, rows: &Rows<'_>) -> Sql<()> {
    files(connection, rows)?;
    entries(connection, rows)?;
    tree(connection, rows)?;
    derive(connection, &rows.derived)?;
    silence(connection, rows)?;
    intents(connection, rows)?;
    destroy(connection, &rows.destroyed)
}

/// The hashes of subtrees.
pub(super) fn nodes(connection: &Connection, wanted: &[(u8, u64)]) -> Sql<Vec<Node>> {
    let sql = "SELECT level, place, hash FROM node WHERE level = ? AND place = ?";
    let bind = |(level, place): &(u8, u64)| (i64::from(*level), number(*place));
    find_each(connection, sql, wanted, bind, |row| column::node(row))
}

fn files(connection: &Connection, rows: &Rows<'_>) -> Sql<()> {
    let sql = "INSERT INTO family (family, area, first_leaf, wrapped_key) VALUES (?, ?, ?, ?)";
    run(connection, sql, &rows.created, |file| {
        (
            &file.family.0[..],
            &file.area,
            number(file.first_leaf),
            file.wrapped_key,
        )
    })?;
    let sql = "UPDATE family SET area = ? WHERE family = ?";
    run(connection, sql, &rows.moved, |(family, area)| {
        (area, &family.0[..])
    })?;
    let sql = "INSERT INTO act (key, digest, family, first_leaf) VALUES (?, ?, ?, ?)";
    run(connection, sql, &rows.acts, |act| {
        (
            &act.key.0[..],
            &act.digest[..],
            &act.family.0[..],
            number(act.first_leaf),
        )
    })?;
    Ok(())
}

fn entries(connection: &Connection, rows: &Rows<'_>) -> Sql<()> {
    let sql = "INSERT INTO entry (leaf, family, place, area, at, kind, key, body) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    run(connection, sql, &rows.entries, |(entry, area)| {
        (
            number(entry.leaf),
            &entry.family.0[..],
            entry.place,
            area,
            entry.at.0,
            &entry.kind,
            &entry.key.0[..],
            &entry.body,
        )
    })?;
    Ok(())
}

fn tree(connection: &Connection, rows: &Rows<'_>) -> Sql<()> {
    let sql = "INSERT INTO node (level, place, hash) VALUES (?, ?, ?)";
    run(connection, sql, &rows.nodes, |((level, place), hash)| {
        (level, number(*place), &hash[..])
    })?;
    let sql = "INSERT INTO head (size, root, at, signature) VALUES (?, ?, ?, ?)";
    run(connection, sql, rows.head.as_slice(), |head| {
        (
            number(head.size),
            &head.root[..],
            head.at.0,
            &head.signature,
        )
    })?;
    Ok(())
}

/// Replaces families' derived rows.
pub(super) fn derive(connection: &Connection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    let old: Vec<FamilyId> = rows
        .iter()
        .filter(|rows| rows.replaces)
        .map(|rows| rows.family)
        .collect();
    for sql in [
        "DELETE FROM blind WHERE family = ?",
        "DELETE FROM application WHERE family = ?",
        "DELETE FROM due WHERE family = ?",
    ] {
        by_family(connection, sql, &old)?;
    }
    for of in rows {
        let family = &of.family.0[..];
        blinds(connection, family, of)?;
        applications(connection, family, of)?;
        due(connection, family, of)?;
    }
    Ok(())
}

fn by_family(connection: &Connection, sql: &str, families: &[FamilyId]) -> Sql<()> {
    run(connection, sql, families, |family| [&family.0[..]]).map(|_| ())
}

fn blinds(connection: &Connection, family: &[u8], of: &DerivedRows<'_>) -> Sql<()> {
    let sql = "INSERT INTO blind (family, place, kind, blind) VALUES (?, ?, ?, ?)";
    for (place, (index, blind)) in (0i64..).zip(&of.derived.blinds) {
        run_once(connection, sql, (family, place, index.as_str(), &blind[..]))?;
    }
    Ok(())
}

fn applications(connection: &Connection, family: &[u8], of: &DerivedRows<'_>) -> Sql<()> {
    let sql = "INSERT INTO application \
               (family, place, service, area, stage, sent_at, moved_at, number, applicant) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    run(connection, sql, &of.derived.applications, |row| {
        (
            family,
            row.place,
            &row.service,
            &row.area,
            row.stage.as_str(),
            row.sent_at.0,
            row.moved_at.0,
            &row.number,
            &row.applicant,
        )
    })?;
    Ok(())
}

fn due(connection: &Connection, family: &[u8], of: &DerivedRows<'_>) -> Sql<()> {
    let sql = "INSERT INTO due (family, place, area, due_on, what, stage, channel) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    for (place, row) in (0i64..).zip(&of.derived.due) {
        let bound = (
            family,
            place,
            &of.area,
            &row.due_on,
            &row.what,
            &row.stage,
            &row.channel,
        );
        run_once(connection, sql, bound)?;
    }
    Ok(())
}

fn intents(connection: &Connection, rows: &Rows<'_>) -> Sql<()> {
    let sql = "INSERT INTO intent \
               (family, id, area, place, whom, body, ready_at, tries, state) \
               VALUES (?, ?, ?, ?, ?, ?, ?, 0, 'due') ON CONFLICT DO NOTHING";
    run(connection, sql, &rows.intents, |(family, area, intent)| {
        (
            &family.0[..],
            &intent.id[..],
            area,
            intent.place,
            intent.to,
            &intent.body,
            intent.due_at.0,
        )
    })?;
    Ok(())
}

/// Calls that are of no use any more.
fn silence(connection: &Connection, rows: &Rows<'_>) -> Sql<()> {
    let sql = "UPDATE intent SET state = 'silenced', body = x'' \
               WHERE family = ? AND place = ? AND state IN ('due', 'dead') \
               AND instr(?, ' ' || whom || ' ') = 0";
    run(connection, sql, &rows.silences, |(family, silence)| {
        let but_to = format!(" {} ", silence.but_to.join(" "));
        (&family.0[..], silence.place, but_to)
    })?;
    Ok(())
}

/// The key, and what nobody can read without it.
fn destroy(connection: &Connection, families: &[FamilyId]) -> Sql<()> {
    for sql in [
        "UPDATE family SET wrapped_key = NULL WHERE family = ?",
        "UPDATE intent SET state = CASE state WHEN 'done' THEN state ELSE 'silenced' END, \
         body = x'' WHERE family = ?",
        "DELETE FROM passing WHERE family = ?",
    ] {
        by_family(connection, sql, families)?;
    }
    Ok(())
}
