//! Many rows in one statement. Going to SQLite's thread and back costs more than most rows do.

use sqlx::{
    AssertSqlSafe, Sqlite, SqliteConnection,
    query::Query,
    sqlite::{SqliteArguments, SqliteRow},
};

use crate::store::ledger::Sql;

/// A statement with what is bound to it.
pub(super) type Bound = Query<'static, Sqlite, SqliteArguments>;

/// Rows that are written by one statement; few sizes, so that few statements are prepared.
const CHUNKS: [usize; 4] = [64, 16, 4, 1];

/// How rows of a table are written: what stands before, for each, and behind them.
pub(super) struct Insert {
    pub into: &'static str,
    pub row: &'static str,
    pub then: &'static str,
}

/// Writes rows, many at a time.
pub(super) async fn insert<T: Sync>(
    connection: &mut SqliteConnection,
    insert: &Insert,
    rows: &[T],
    bind: impl Fn(Bound, &T) -> Bound + Send + Sync,
) -> Sql<()> {
    let mut rest = rows;
    for chunk in CHUNKS {
        while rest.len() >= chunk {
            let (now, later) = rest.split_at(chunk);
            let marks = vec![insert.row; chunk].join(", ");
            let sql = format!("{} {marks} {}", insert.into, insert.then);
            // made of constants alone
            let query = now.iter().fold(sqlx::query(AssertSqlSafe(sql)), &bind);
            query.execute(&mut *connection).await?;
            rest = later;
        }
    }
    Ok(())
}

/// A statement over a list: what stands before it, the marks of each item, what stands behind.
pub(super) struct Over {
    pub before: &'static str,
    pub item: &'static str,
    pub behind: &'static str,
}

/// Runs a statement over a list, and gives back all rows. The list is filled up with its last item to one of few
/// lengths, so the statement must not mind an item twice.
pub(super) async fn over<T: Sync>(
    connection: &mut SqliteConnection,
    over: &Over,
    items: &[T],
    bind: impl Fn(Bound, &T) -> Bound + Send + Sync,
) -> Sql<Vec<SqliteRow>> {
    let mut rows = Vec::new();
    for chunk in items.chunks(CHUNKS[0]) {
        let length = chunk.len().next_power_of_two();
        let marks = vec![over.item; length].join(", ");
        let sql = format!("{}{marks}{}", over.before, over.behind);
        let filling = std::iter::repeat_n(&chunk[chunk.len() - 1], length - chunk.len());
        // made of constants alone
        let query = sqlx::query(AssertSqlSafe(sql));
        let query = chunk.iter().chain(filling).fold(query, &bind);
        rows.extend(query.fetch_all(&mut *connection).await?);
    }
    Ok(rows)
}
