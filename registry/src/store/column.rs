//! Rows as values. Both databases keep the same three kinds of columns, so a row of either is read alike.

use sqlx::{Row, error::BoxDynError, postgres::PgRow, sqlite::SqliteRow};

use super::{
    DeadIntent, Found, Head, Intent, IntentState, KeptEntry, KeptIntent, Passed, Passing,
    ledger::{Act, FileSeen, PassingName, PassingSeen, Sql, Window},
    tree::Node,
};
use crate::{derived::Index, entry::SenderKey, family::FamilyId, instant::Instant};

/// The columns of a row.
pub(super) trait Columns {
    fn integer(&self, column: usize) -> Sql<i64>;
    fn text(&self, column: usize) -> Sql<String>;
    fn blob(&self, column: usize) -> Sql<Option<Vec<u8>>>;
}

impl Columns for SqliteRow {
    fn integer(&self, column: usize) -> Sql<i64> {
        self.try_get(column)
    }
    fn text(&self, column: usize) -> Sql<String> {
        self.try_get(column)
    }
    fn blob(&self, column: usize) -> Sql<Option<Vec<u8>>> {
        self.try_get(column)
    }
}

impl Columns for rusqlite::Row<'_> {
    fn integer(&self, column: usize) -> Sql<i64> {
        self.get(column).map_err(unreadable)
    }
    fn text(&self, column: usize) -> Sql<String> {
        self.get(column).map_err(unreadable)
    }
    fn blob(&self, column: usize) -> Sql<Option<Vec<u8>>> {
        self.get(column).map_err(unreadable)
    }
}

impl Columns for PgRow {
    fn integer(&self, column: usize) -> Sql<i64> {
        self.try_get(column)
    }
    fn text(&self, column: usize) -> Sql<String> {
        self.try_get(column)
    }
    fn blob(&self, column: usize) -> Sql<Option<Vec<u8>>> {
        self.try_get(column)
    }
}

pub(super) fn unreadable(what: impl Into<BoxDynError>) -> sqlx::Error {
    sqlx::Error::Decode(what.into())
}

/// A number as the databases have it. None of ours comes near its end.
pub(super) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A number that is never negative.
pub(super) fn counted<N: TryFrom<i64>>(row: &impl Columns, column: usize) -> Sql<N> {
    N::try_from(row.integer(column)?).map_err(|_| unreadable("a number out of its range"))
}

/// Bytes that are there.
pub(super) fn whole(row: &impl Columns, column: usize) -> Sql<Vec<u8>> {
    row.blob(column)?
        .ok_or_else(|| unreadable("bytes that are absent"))
}

fn bytes<const LENGTH: usize>(row: &impl Columns, column: usize) -> Sql<[u8; LENGTH]> {
    let bytes = whole(row, column)?.try_into();
    bytes.map_err(|_| unreadable("bytes of another length"))
}

fn instant(row: &impl Columns, column: usize) -> Sql<Instant> {
    row.integer(column).map(Instant)
}

/// family.
pub(super) fn family(row: &impl Columns) -> Sql<FamilyId> {
    bytes(row, 0).map(FamilyId)
}

/// leaf, family, place, at, kind, key, body.
pub(super) fn entry(row: &impl Columns) -> Sql<KeptEntry> {
    Ok(KeptEntry {
        leaf: counted(row, 0)?,
        family: FamilyId(bytes(row, 1)?),
        place: counted(row, 2)?,
        at: instant(row, 3)?,
        kind: row.text(4)?,
        key: SenderKey(bytes(row, 5)?),
        body: whole(row, 6)?,
    })
}

/// key, digest, family, first_leaf.
pub(super) fn act(row: &impl Columns) -> Sql<Act> {
    Ok(Act {
        key: SenderKey(bytes(row, 0)?),
        digest: bytes(row, 1)?,
        family: FamilyId(bytes(row, 2)?),
        first_leaf: counted(row, 3)?,
    })
}

/// An act, or a file that is known by having no key: key, digest, family, first_leaf or entries, area.
pub(super) fn act_or_file(row: &impl Columns) -> Sql<Result<Act, FileSeen>> {
    if row.blob(0)?.is_some() {
        return act(row).map(Ok);
    }
    Ok(Err(FileSeen {
        family: FamilyId(bytes(row, 2)?),
        area: row.text(4)?,
        entries: counted(row, 3)?,
    }))
}

/// family, area, entries.
pub(super) fn file_seen(row: &impl Columns) -> Sql<FileSeen> {
    Ok(FileSeen {
        family: family(row)?,
        area: row.text(1)?,
        entries: counted(row, 2)?,
    })
}

/// leaf, family, key.
pub(super) fn sender(row: &impl Columns) -> Sql<(u64, FamilyId, SenderKey)> {
    Ok((
        counted(row, 0)?,
        FamilyId(bytes(row, 1)?),
        SenderKey(bytes(row, 2)?),
    ))
}

/// Asks either database for its newest head, which [`head`] reads.
pub(super) const NEWEST_HEAD: &str =
    "SELECT size, root, at, signature FROM head ORDER BY size DESC LIMIT 1";

/// size, root, at, signature.
pub(super) fn head(row: &impl Columns) -> Sql<Head> {
    Ok(Head {
        size: counted(row, 0)?,
        root: bytes(row, 1)?,
        at: instant(row, 2)?,
        signature: whole(row, 3)?,
    })
}

/// level, place, hash.
pub(super) fn node(row: &impl Columns) -> Sql<Node> {
    Ok(((counted(row, 0)?, counted(row, 1)?), bytes(row, 2)?))
}

/// id, family, version, body, expires_at.
pub(super) fn passed(row: &impl Columns) -> Sql<Passed> {
    let family = match row.blob(1)? {
        Some(_) => Some(FamilyId(bytes(row, 1)?)),
        None => None,
    };
    Ok(Passed {
        id: whole(row, 0)?,
        family,
        version: counted(row, 2)?,
        body: whole(row, 3)?,
        expires_at: instant(row, 4)?,
    })
}

/// name, ends_at, count.
pub(super) fn window(row: &impl Columns) -> Sql<Window> {
    Ok(Window {
        name: bytes(row, 0)?,
        ends_at: instant(row, 1)?,
        count: counted(row, 2)?,
    })
}

/// id, family, whom, body, tries before this one, tries before it was renewed.
pub(super) fn intent(row: &impl Columns) -> Sql<Intent> {
    Ok(Intent {
        id: bytes(row, 0)?,
        family: FamilyId(bytes(row, 1)?),
        to: row.text(2)?,
        body: whole(row, 3)?,
        tries: counted(row, 4)?,
        renewed: counted(row, 5)?,
    })
}

/// family, place or less than nought, whom, why, ready_at.
pub(super) fn dead(row: &impl Columns) -> Sql<DeadIntent> {
    Ok(DeadIntent {
        family: family(row)?,
        place: u32::try_from(row.integer(1)?).ok(),
        to: row.text(2)?,
        why: row.text(3)?,
        since: instant(row, 4)?,
    })
}

/// id, place or less than nought, whom, body, state, ready_at.
pub(super) fn kept_intent(row: &impl Columns) -> Sql<KeptIntent> {
    Ok(KeptIntent {
        id: bytes(row, 0)?,
        place: u32::try_from(row.integer(1)?).ok(),
        to: row.text(2)?,
        body: whole(row, 3)?,
        state: match &*row.text(4)? {
            "due" => IntentState::Due,
            "done" => IntentState::Done,
            "dead" => IntentState::Dead,
            _ => return Err(unreadable("no such state")),
        },
        at: instant(row, 5)?,
    })
}

/// kind, blind, how many families.
pub(super) fn found(row: &impl Columns) -> Sql<Found> {
    let word = row.text(0)?;
    let index = Index::ALL.into_iter().find(|index| index.as_str() == word);
    Ok(Found {
        index: index.ok_or_else(|| unreadable("no such index"))?,
        blind: bytes(row, 1)?,
        families: counted(row, 2)?,
    })
}

/// kind, id, version, expires_at; the kind by its word.
pub(super) fn passing_seen(row: &impl Columns) -> Sql<(PassingName, PassingSeen)> {
    let word = row.text(0)?;
    let kind = Passing::ALL.into_iter().find(|kind| kind.as_str() == word);
    let kind = kind.ok_or_else(|| unreadable("no such passing thing"))?;
    let seen = PassingSeen {
        version: counted(row, 2)?,
        expires_at: instant(row, 3)?,
    };
    Ok(((kind, whole(row, 1)?), seen))
}
