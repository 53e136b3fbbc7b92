//! What only a verifier reads: a family's rows as they lie there, whole tables a page at a time, and what became of the
//! tables themselves. Plain values, so that a row that was changed into nonsense is still a row; the statements are
//! written once for both databases, and nothing here writes.

mod row;

use async_trait::async_trait;

pub(super) use row::{Kind, read};
pub use row::{Row, Value};

use super::{
    Head, Passed, Passing, Stored,
    column::{self, Columns as _, number},
    database::{Database, Reader, told},
    ledger::{Act, Sql},
};
use crate::{entry::SenderKey, family::FamilyId};

/// A table that has rows of families.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// One row a family: its first leaf, its area.
    Family,
    /// What of an entry its leaf says nothing of: place, area.
    Entry,
    /// Place, kind, blind value.
    Blind,
    /// Place, service, area, stage, when it was sent, when it moved, number and applicant, sealed.
    Application,
    /// Place, area, day, what, stage, channel.
    Due,
    /// Id, area, the application's place or less than nought, whom, body, state.
    Intent,
}

impl Table {
    /// Those whose rows are worked out from the entries.
    pub const DERIVED: [Table; 3] = [Table::Blind, Table::Application, Table::Due];

    /// Those beside the entries that a family may have rows in.
    pub const BESIDE: [Table; 4] = [Table::Blind, Table::Application, Table::Due, Table::Intent];

    /// Its name in the databases.
    pub fn as_str(self) -> &'static str {
        match self {
            Table::Family => "family",
            Table::Entry => "entry",
            Table::Blind => "blind",
            Table::Application => "application",
            Table::Due => "due",
            Table::Intent => "intent",
        }
    }

    /// Its columns as they are read; the first orders a family's rows.
    fn columns(self) -> &'static [(&'static str, Kind)] {
        use Kind::{Bytes, Text, Whole};
        match self {
            Table::Family => &[("first_leaf", Whole), ("area", Text)],
            Table::Entry => &[("place", Whole), ("area", Text)],
            Table::Blind => &[("place", Whole), ("kind", Text), ("blind", Bytes)],
            Table::Application => &[
                ("place", Whole),
                ("service", Text),
                ("area", Text),
                ("stage", Text),
                ("sent_at", Whole),
                ("moved_at", Whole),
                ("number", Bytes),
                ("applicant", Bytes),
            ],
            Table::Due => &[
                ("place", Whole),
                ("area", Text),
                ("due_on", Text),
                ("what", Text),
                ("stage", Text),
                ("channel", Text),
            ],
            Table::Intent => &[
                ("id", Bytes),
                ("area", Text),
                ("coalesce(place, -1)", Whole),
                ("whom", Text),
                ("body", Bytes),
                ("state", Text),
            ],
        }
    }
}

/// A table, an index or a part of one that is not as the steps of the tables' history make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misshapen {
    /// What, in the database's words: they hold no value of any row.
    pub object: String,
    /// How.
    pub how: Shape,
}

/// How the tables differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It is not there.
    Missing,
    /// It is there otherwise.
    Other,
    /// No step makes it.
    Strange,
}

/// What a database shows a verifier. Each call sees one moment.
#[async_trait]
pub trait Inspection: Send + Sync {
    /// Up to `limit` signed heads over more than `after` leaves, the smallest first.
    async fn heads(&self, after: u64, limit: u32) -> Stored<Vec<Head>>;

    /// The acts under these keys; nothing of a key that has none. At most some hundreds of keys.
    async fn acts_under(&self, keys: &[SenderKey]) -> Stored<Vec<Act>>;

    /// Up to `limit` acts behind a key, in order of their keys.
    async fn acts(&self, after: Option<SenderKey>, limit: u32) -> Stored<Vec<Act>>;

    /// Whose entries stand at these leaves, and under which keys. At most some hundreds of leaves.
    async fn senders(&self, leaves: &[u64]) -> Stored<Vec<(u64, FamilyId, SenderKey)>>;

    /// A family's rows in a table, in order.
    async fn rows(&self, table: Table, family: FamilyId) -> Stored<Vec<Row>>;

    /// Up to `limit` families behind one that have rows in a table, in order of their names.
    async fn having(
        &self,
        table: Table,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Stored<Vec<FamilyId>>;

    /// Up to `limit` passing things of a kind behind a name, in order of their names, expired or not.
    async fn passing(
        &self,
        kind: Passing,
        after: Option<Vec<u8>>,
        limit: u32,
    ) -> Stored<Vec<Passed>>;

    /// Where the tables differ from those that the steps of their history make.
    async fn shape(&self) -> Stored<Vec<Misshapen>>;
}

/// A database that answers any statement with plain values.
#[async_trait]
pub(super) trait Look: Send + Sync {
    /// The rows of a statement whose parameters are `$1`, `$2` and so on.
    async fn look(&self, sql: String, bound: Vec<Value>, kinds: Vec<Kind>) -> Sql<Vec<Row>>;

    /// Where the tables differ.
    async fn misshapen(&self) -> Sql<Vec<Misshapen>>;
}

#[async_trait]
impl<R: Reader> Inspection for Database<R> {
    async fn heads(&self, after: u64, limit: u32) -> Stored<Vec<Head>> {
        use Kind::{Bytes, Whole};
        let sql = "SELECT size, root, at, signature FROM head WHERE size > $1 \
                   ORDER BY size LIMIT $2";
        let bound = vec![Value::Whole(number(after)), Value::Whole(limit.into())];
        let rows = rows_of(&self.reader, sql, bound, &[Whole, Bytes, Whole, Bytes]);
        told(self, rows.await.and_then(|rows| each(&rows, column::head)))
    }

    async fn acts_under(&self, keys: &[SenderKey]) -> Stored<Vec<Act>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!("{ACTS} WHERE key IN ({})", parameters(keys.len()));
        let bound = keys.iter().map(|key| Value::Bytes(key.0.to_vec()));
        let rows = rows_of(&self.reader, &sql, bound.collect(), &ACT).await;
        told(self, rows.and_then(|rows| each(&rows, column::act)))
    }

    async fn acts(&self, after: Option<SenderKey>, limit: u32) -> Stored<Vec<Act>> {
        let sql = format!("{ACTS} WHERE key > $1 ORDER BY key LIMIT $2");
        let after = after.map_or_else(Vec::new, |key| key.0.to_vec());
        let bound = vec![Value::Bytes(after), Value::Whole(limit.into())];
        let rows = rows_of(&self.reader, &sql, bound, &ACT).await;
        told(self, rows.and_then(|rows| each(&rows, column::act)))
    }

    async fn senders(&self, leaves: &[u64]) -> Stored<Vec<(u64, FamilyId, SenderKey)>> {
        use Kind::{Bytes, Whole};
        if leaves.is_empty() {
            return Ok(Vec::new());
        }
        let among = parameters(leaves.len());
        let sql = format!("SELECT leaf, family, key FROM entry WHERE leaf IN ({among})");
        let bound = leaves.iter().map(|leaf| Value::Whole(number(*leaf)));
        let rows = rows_of(&self.reader, &sql, bound.collect(), &[Whole, Bytes, Bytes]);
        told(
            self,
            rows.await.and_then(|rows| each(&rows, column::sender)),
        )
    }

    async fn rows(&self, table: Table, family: FamilyId) -> Stored<Vec<Row>> {
        let names: Vec<&str> = table.columns().iter().map(|(name, _)| *name).collect();
        let kinds: Vec<Kind> = table.columns().iter().map(|(_, kind)| *kind).collect();
        let sql = format!(
            "SELECT {} FROM {} WHERE family = $1 ORDER BY {}",
            names.join(", "),
            table.as_str(),
            names[0]
        );
        let bound = vec![Value::Bytes(family.0.to_vec())];
        told(self, rows_of(&self.reader, &sql, bound, &kinds).await)
    }

    async fn having(
        &self,
        table: Table,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Stored<Vec<FamilyId>> {
        let sql = format!(
            "SELECT DISTINCT family FROM {} WHERE family > $1 ORDER BY family LIMIT $2",
            table.as_str()
        );
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let bound = vec![Value::Bytes(after), Value::Whole(limit.into())];
        let rows = rows_of(&self.reader, &sql, bound, &[Kind::Bytes]).await;
        told(self, rows.and_then(|rows| each(&rows, column::family)))
    }

    async fn passing(
        &self,
        kind: Passing,
        after: Option<Vec<u8>>,
        limit: u32,
    ) -> Stored<Vec<Passed>> {
        use Kind::{Bytes, Whole};
        let sql = "SELECT id, family, version, body, expires_at FROM passing \
                   WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3";
        let bound = vec![
            Value::Text(kind.as_str().to_owned()),
            Value::Bytes(after.unwrap_or_default()),
            Value::Whole(limit.into()),
        ];
        let rows = rows_of(
            &self.reader,
            sql,
            bound,
            &[Bytes, Bytes, Whole, Bytes, Whole],
        );
        told(
            self,
            rows.await.and_then(|rows| each(&rows, column::passed)),
        )
    }

    async fn shape(&self) -> Stored<Vec<Misshapen>> {
        told(self, self.reader.misshapen().await)
    }
}

async fn rows_of(
    reader: &impl Look,
    sql: &str,
    bound: Vec<Value>,
    kinds: &[Kind],
) -> Sql<Vec<Row>> {
    reader.look(sql.to_owned(), bound, kinds.to_vec()).await
}

const ACTS: &str = "SELECT key, digest, family, first_leaf FROM act";
const ACT: [Kind; 4] = [Kind::Bytes, Kind::Bytes, Kind::Bytes, Kind::Whole];

fn parameters(count: usize) -> String {
    let names: Vec<String> = (1..=count).map(|number| format!("${number}")).collect();
    names.join(", ")
}

fn each<T>(rows: &[Row], read: impl Fn(&Row) -> Sql<T>) -> Sql<Vec<T>> {
    rows.iter().map(read).collect()
}

/// What was found against what the steps make, each by its name and its definition.
pub(super) fn differences(
    made: &[(String, String)],
    found: &[(String, String)],
    is_ours: impl Fn(&str) -> bool,
) -> Vec<Misshapen> {
    let of = |list: &[(String, String)], name: &str| {
        let mut list = list.iter();
        list.find(|(other, _)| other == name)
            .map(|(_, definition)| definition.clone())
    };
    let misshapen = |object: &str, how| Misshapen {
        object: object.to_owned(),
        how,
    };
    let changed = made
        .iter()
        .filter_map(|(name, definition)| match of(found, name) {
            None => Some(misshapen(name, Shape::Missing)),
            Some(other) => (other != *definition).then(|| misshapen(name, Shape::Other)),
        });
    let strange = found
        .iter()
        .filter(|(name, _)| of(made, name).is_none() && is_ours(name))
        .map(|(name, _)| misshapen(name, Shape::Strange));
    changed.chain(strange).collect()
}

/// A row's first two columns as texts: a name and a definition.
pub(super) fn named(row: &Row) -> Sql<(String, String)> {
    Ok((row.text(0)?, row.text(1)?))
}
