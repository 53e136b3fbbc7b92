//! What a verifier reads of the database.

use async_trait::async_trait;
use sqlx::AssertSqlSafe;

use super::reader::PostgresReader;
use crate::store::{
    inspection::{Kind, Look, Misshapen, Row, Value, differences, named, read},
    ledger::Sql,
};

/// What the steps make, a line an object, as [`OBJECTS`] tells it. It is kept here because making it again takes the
/// right to make tables, which a verifier does without; a test compares it with what the steps make.
const MADE: &str = include_str!("made.txt");

/// Columns, indexes, constraints, triggers and rules of our tables, each by name and definition. Indexes go by what they
/// are over: where a table was cut in parts they have other names. Its parts are its own affair.
const OBJECTS: &str = "\
WITH ours AS ( \
    SELECT oid, relname::text AS name FROM pg_class \
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') \
    AND relname IN ('family', 'entry', 'act', 'node', 'head', 'blind', 'application', 'due', \
        'intent', 'passing', 'counter', 'pulse', 'schema_version')) \
SELECT 'column ' || ours.name || '.' || attname, \
    format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END \
    || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') \
FROM ours JOIN pg_attribute ON attrelid = ours.oid \
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum \
WHERE attnum > 0 AND NOT attisdropped \
UNION ALL \
SELECT DISTINCT CASE WHEN indisprimary THEN 'primary ' WHEN indisunique THEN 'unique ' ELSE '' END \
    || 'index of ' || ours.name || ' over ' \
    || (SELECT string_agg(pg_get_indexdef(indexrelid, part, false), ', ' ORDER BY part) \
        FROM generate_series(1, indnkeyatts) AS part) \
    || coalesce(' where ' || pg_get_expr(indpred, indrelid), ''), 'valid' \
FROM ours JOIN pg_index ON indrelid = ours.oid WHERE indisvalid \
UNION ALL \
SELECT DISTINCT 'constraint of ' || ours.name || ': ' || pg_get_constraintdef(pg_constraint.oid), \
    CASE WHEN convalidated THEN 'valid' ELSE 'not valid' END \
FROM ours JOIN pg_constraint ON conrelid = ours.oid \
WHERE contype IN ('c', 'f') AND conparentid = 0 \
UNION ALL \
SELECT 'trigger ' || tgname || ' of ' || ours.name, pg_get_triggerdef(pg_trigger.oid) \
FROM ours JOIN pg_trigger ON tgrelid = ours.oid WHERE NOT tgisinternal \
UNION ALL \
SELECT 'rule ' || rulename || ' of ' || ours.name, pg_get_ruledef(pg_rewrite.oid) \
FROM ours JOIN pg_rewrite ON ev_class = ours.oid \
ORDER BY 1";

#[async_trait]
impl Look for PostgresReader {
    async fn look(&self, sql: String, bound: Vec<Value>, kinds: Vec<Kind>) -> Sql<Vec<Row>> {
        let rows = self.rows(|| {
            // made of constants alone
            let query = sqlx::query(AssertSqlSafe(sql.clone()));
            bound.iter().fold(query, |query, value| match value {
                Value::Absent => query.bind(None::<Vec<u8>>),
                Value::Whole(whole) => query.bind(*whole),
                Value::Text(text) => query.bind(text.clone()),
                Value::Bytes(bytes) => query.bind(bytes.clone()),
            })
        });
        rows.await?.iter().map(|row| read(row, &kinds)).collect()
    }

    async fn misshapen(&self) -> Sql<Vec<Misshapen>> {
        let found = self.look(OBJECTS.to_owned(), Vec::new(), vec![Kind::Text; 2]);
        let found: Sql<Vec<_>> = found.await?.iter().map(named).collect();
        // whoever runs the server may have indexes of their own
        let is_ours = |name: &str| !name.starts_with("index of ");
        Ok(differences(&made(), &found?, is_ours))
    }
}

/// Name and definition stand in a line with a bar between them.
fn made() -> Vec<(String, String)> {
    MADE.lines()
        .filter_map(|line| line.split_once(" | "))
        .map(|(name, definition)| (name.to_owned(), definition.to_owned()))
        .collect()
}
