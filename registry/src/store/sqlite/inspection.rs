//! What a verifier reads of the file.

use std::path::Path;

use async_trait::async_trait;
use rusqlite::Connection;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{
    fault::told,
    opening::{BUSY_WAIT, HISTORY, refusal},
    reader::SqliteReader,
    rows::find,
};
use crate::store::{
    Head, OpenFault, column,
    inspection::{Kind, Look, Misshapen, Row, Value, differences, named, read},
    ledger::Sql,
    migration,
};

/// Tables and indexes by name with the words that made them. What SQLite counts for its plans is nobody's.
const OBJECTS: &str = "SELECT type || ' ' || name, coalesce(sql, tbl_name) FROM sqlite_schema \
    WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1";

#[async_trait]
impl Look for SqliteReader {
    async fn look(&self, sql: String, bound: Vec<Value>, kinds: Vec<Kind>) -> Sql<Vec<Row>> {
        // made of constants alone; as many shapes as tables, so none is kept
        let query = sqlx::query(AssertSqlSafe(sql)).persistent(false);
        let query = bound.into_iter().fold(query, |query, value| match value {
            Value::Absent => query.bind(None::<Vec<u8>>),
            Value::Whole(whole) => query.bind(whole),
            Value::Text(text) => query.bind(text),
            Value::Bytes(bytes) => query.bind(bytes),
        });
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(|row| read(row, &kinds)).collect()
    }

    async fn misshapen(&self) -> Sql<Vec<Misshapen>> {
        let found = self.look(OBJECTS.to_owned(), Vec::new(), vec![Kind::Text; 2]);
        let found: Sql<Vec<_>> = found.await?.iter().map(named).collect();
        // nothing else may be in the file
        Ok(differences(&made()?, &found?, |_| true))
    }
}

/// What the steps make of an empty file.
fn made() -> Sql<Vec<(String, String)>> {
    let connection = Connection::open_in_memory().map_err(told)?;
    connection.execute_batch(HISTORY).map_err(told)?;
    for step in migration::SQLITE {
        connection.execute_batch(step.sql).map_err(told)?;
    }
    find(&connection, OBJECTS, (), |row| {
        named(&read(row, &[Kind::Text; 2])?)
    })
}

/// The newest head of a file that another process may be writing: one statement, which holds up nobody.
pub(super) async fn newest_head(path: &Path) -> Result<Option<Head>, OpenFault> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .busy_timeout(BUSY_WAIT);
    let read = async {
        let mut connection = SqliteConnection::connect_with(&options).await?;
        let row = sqlx::query(column::NEWEST_HEAD)
            .fetch_optional(&mut connection)
            .await?;
        let head = row.as_ref().map(column::head).transpose()?;
        connection.close().await?;
        Ok(head)
    };
    read.await.map_err(|error| refusal(&error))
}
