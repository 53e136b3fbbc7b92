//! What a batch of commits writes, table by table.

use sqlx::SqliteConnection;

use super::rows::{Insert, Over, insert, over};
use crate::{
    family::FamilyId,
    store::{
        column::{self, number},
        ledger::{Created, DerivedRows, Rows, Sql},
        tree::Node,
    },
};

/// Writes all of it.
pub(super) async fn keep(connection: &mut SqliteConnection, rows: &Rows<'_>) -> Sql<()> {
    files(connection, rows).await?;
    entries(connection, rows).await?;
    tree(connection, rows).await?;
    derive(connection, &rows.derived).await?;
    silence(connection, rows).await?;
    intents(connection, rows).await?;
    destroy(connection, &rows.destroyed).await
}

/// The hashes of subtrees.
pub(super) async fn nodes(
    connection: &mut SqliteConnection,
    wanted: &[(u8, u64)],
) -> Sql<Vec<Node>> {
    let select = Over {
        before: "SELECT level, place, hash FROM node WHERE (level, place) IN (VALUES ",
        item: "(?, ?)",
        behind: ")",
    };
    let rows = over(connection, &select, wanted, |query, (level, place)| {
        query.bind(i64::from(*level)).bind(number(*place))
    });
    rows.await?.iter().map(column::node).collect()
}

async fn files(connection: &mut SqliteConnection, rows: &Rows<'_>) -> Sql<()> {
    let family = Insert {
        into: "INSERT INTO family (family, area, first_leaf, wrapped_key) VALUES",
        row: "(?, ?, ?, ?)",
        then: "",
    };
    insert(
        connection,
        &family,
        &rows.created,
        |query, file: &Created<'_>| {
            query
                .bind(file.family.0.to_vec())
                .bind(file.area.clone())
                .bind(number(file.first_leaf))
                .bind(file.wrapped_key.to_vec())
        },
    )
    .await?;
    for (family, area) in &rows.moved {
        let query = sqlx::query("UPDATE family SET area = ? WHERE family = ?");
        let query = query.bind(area.clone()).bind(family.0.to_vec());
        query.execute(&mut *connection).await?;
    }
    let act = Insert {
        into: "INSERT INTO act (key, digest, family, first_leaf) VALUES",
        row: "(?, ?, ?, ?)",
        then: "",
    };
    insert(connection, &act, &rows.acts, |query, act| {
        query
            .bind(act.key.0.to_vec())
            .bind(act.digest.to_vec())
            .bind(act.family.0.to_vec())
            .bind(number(act.first_leaf))
    })
    .await
}

async fn entries(connection: &mut SqliteConnection, rows: &Rows<'_>) -> Sql<()> {
    let table = Insert {
        into: "INSERT INTO entry (leaf, family, place, area, at, kind, key, body) VALUES",
        row: "(?, ?, ?, ?, ?, ?, ?, ?)",
        then: "",
    };
    insert(connection, &table, &rows.entries, |query, (entry, area)| {
        query
            .bind(number(entry.leaf))
            .bind(entry.family.0.to_vec())
            .bind(i64::from(entry.place))
            .bind(area.clone())
            .bind(entry.at.0)
            .bind(entry.kind.clone())
            .bind(entry.key.0.to_vec())
            .bind(entry.body.clone())
    })
    .await
}

async fn tree(connection: &mut SqliteConnection, rows: &Rows<'_>) -> Sql<()> {
    let node = Insert {
        into: "INSERT INTO node (level, place, hash) VALUES",
        row: "(?, ?, ?)",
        then: "",
    };
    insert(
        connection,
        &node,
        &rows.nodes,
        |query, ((level, place), hash)| {
            query
                .bind(i64::from(*level))
                .bind(number(*place))
                .bind(hash.to_vec())
        },
    )
    .await?;
    let head = Insert {
        into: "INSERT INTO head (size, root, at, signature) VALUES",
        row: "(?, ?, ?, ?)",
        then: "",
    };
    insert(connection, &head, rows.head.as_slice(), |query, head| {
        query
            .bind(number(head.size))
            .bind(head.root.to_vec())
            .bind(head.at.0)
            .bind(head.signature.clone())
    })
    .await
}

/// Replaces families' derived rows.
pub(super) async fn derive(connection: &mut SqliteConnection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    let old: Vec<FamilyId> = rows
        .iter()
        .filter(|rows| rows.replaces)
        .map(|rows| rows.family)
        .collect();
    for before in [
        "DELETE FROM blind WHERE family IN (",
        "DELETE FROM application WHERE family IN (",
        "DELETE FROM due WHERE family IN (",
    ] {
        by_family(connection, before, &old).await?;
    }
    blinds(connection, rows).await?;
    applications(connection, rows).await?;
    due(connection, rows).await
}

async fn by_family(
    connection: &mut SqliteConnection,
    before: &'static str,
    families: &[FamilyId],
) -> Sql<()> {
    let statement = Over {
        before,
        item: "?",
        behind: ")",
    };
    let done = over(connection, &statement, families, |query, family| {
        query.bind(family.0.to_vec())
    });
    done.await.map(|_| ())
}

async fn blinds(connection: &mut SqliteConnection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    let blinds: Vec<_> = rows
        .iter()
        .flat_map(|rows| {
            (0i64..)
                .zip(&rows.derived.blinds)
                .map(|row| (rows.family, row))
        })
        .collect();
    let table = Insert {
        into: "INSERT INTO blind (family, place, kind, blind) VALUES",
        row: "(?, ?, ?, ?)",
        then: "",
    };
    insert(
        connection,
        &table,
        &blinds,
        |query, (family, (place, (index, blind)))| {
            query
                .bind(family.0.to_vec())
                .bind(*place)
                .bind(index.as_str())
                .bind(blind.to_vec())
        },
    )
    .await
}

async fn applications(connection: &mut SqliteConnection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    let applications: Vec<_> = rows
        .iter()
        .flat_map(|rows| {
            rows.derived
                .applications
                .iter()
                .map(|row| (rows.family, row))
        })
        .collect();
    let table = Insert {
        into: "INSERT INTO application \
               (family, place, service, area, stage, sent_at, moved_at, number, applicant) VALUES",
        row: "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
        then: "",
    };
    insert(connection, &table, &applications, |query, (family, row)| {
        query
            .bind(family.0.to_vec())
            .bind(i64::from(row.place))
            .bind(row.service.clone())
            .bind(row.area.clone())
            .bind(row.stage.as_str())
            .bind(row.sent_at.0)
            .bind(row.moved_at.0)
            .bind(row.number.clone())
            .bind(row.applicant.clone())
    })
    .await
}

async fn due(connection: &mut SqliteConnection, rows: &[DerivedRows<'_>]) -> Sql<()> {
    let due: Vec<_> = rows
        .iter()
        .flat_map(|rows| (0i64..).zip(&rows.derived.due).map(move |row| (rows, row)))
        .collect();
    let table = Insert {
        into: "INSERT INTO due (family, place, area, due_on, what, stage, channel) VALUES",
        row: "(?, ?, ?, ?, ?, ?, ?)",
        then: "",
    };
    insert(connection, &table, &due, |query, (rows, (place, row))| {
        query
            .bind(rows.family.0.to_vec())
            .bind(*place)
            .bind(rows.area.clone())
            .bind(row.due_on.clone())
            .bind(row.what.clone())
            .bind(row.stage.clone())
            .bind(row.channel.clone())
    })
    .await
}

async fn intents(connection: &mut SqliteConnection, rows: &Rows<'_>) -> Sql<()> {
    let table = Insert {
        into: "INSERT INTO intent \
               (family, id, area, place, whom, body, ready_at, tries, state) VALUES",
        row: "(?, ?, ?, ?, ?, ?, ?, 0, 'due')",
        then: "ON CONFLICT DO NOTHING",
    };
    insert(
        connection,
        &table,
        &rows.intents,
        |query, (family, area, intent)| {
            query
                .bind(family.0.to_vec())
                .bind(intent.id.to_vec())
                .bind(area.clone())
                .bind(intent.place.map(i64::from))
                .bind(intent.to)
                .bind(intent.body.clone())
                .bind(intent.due_at.0)
        },
    )
    .await
}

/// Calls that are of no use any more.
async fn silence(connection: &mut SqliteConnection, rows: &Rows<'_>) -> Sql<()> {
    for (family, silence) in &rows.silences {
        let sql = "UPDATE intent SET state = 'silenced', body = x'' \
                   WHERE family = ? AND place = ? AND state IN ('due', 'dead') \
                   AND instr(?, ' ' || whom || ' ') = 0";
        let query = sqlx::query(sql)
            .bind(family.0.to_vec())
            .bind(i64::from(silence.place))
            .bind(format!(" {} ", silence.but_to.join(" ")));
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// The key, and what nobody can read without it.
async fn destroy(connection: &mut SqliteConnection, families: &[FamilyId]) -> Sql<()> {
    for before in [
        "UPDATE family SET wrapped_key = NULL WHERE family IN (",
        "UPDATE intent SET state = 'silenced', body = x'' WHERE state IN ('due', 'dead') AND family IN (",
        "DELETE FROM passing WHERE family IN (",
    ] {
        by_family(connection, before, families).await?;
    }
    Ok(())
}
