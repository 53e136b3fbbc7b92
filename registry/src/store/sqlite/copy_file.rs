//! The file of a copy, table by table: filled with another database's rows, or read to fill one.

#[cfg(test)]
mod tests;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter, types::Value};

use super::{
    SqliteStore,
    backup::check,
    fault::told,
    folder::{beside, create, sync_folder, unreachable},
    opening::{bring_up, connect, migrate, refusal},
    rows::{find, run_once},
};
use crate::store::{
    OpenFault, Store as _,
    copy::{Column, Kind, PAGE, Row, Table, listed, quoted},
    ledger::Sql,
};

/// A copy that is being filled, or read.
pub(in crate::store) struct CopyFile {
    path: PathBuf,
    connection: Connection,
}

impl CopyFile {
    /// A new one, with every table of the registry's and no row, under the name of an unfinished copy. It is nobody's
    /// until it is whole, so nothing of it is synced before, and what fails is made anew.
    pub fn begin(to: &Path) -> Result<CopyFile, OpenFault> {
        let path = beside(to, ".unfinished");
        take_away(&path);
        // made first, because SQLite would let others read it
        create(&path)?;
        let failed = |error| refusal(&error);
        let mut connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
        let quick =
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF";
        execute(&connection, quick).map_err(failed)?;
        migrate(&mut connection)?;
        let file = CopyFile { path, connection };
        // one transaction for all rows: between two of them no page has to be written
        execute(&file.connection, "BEGIN").map_err(failed)?;
        file.empty().map_err(failed)?;
        Ok(file)
    }

    /// One that is whole, to read.
    pub fn open(path: &Path) -> Result<CopyFile, OpenFault> {
        let connection =
            connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(|error| refusal(&error))?;
        Ok(CopyFile {
            path: path.to_owned(),
            connection,
        })
    }

    /// The tables, each after those it refers to: in the order they were made. Each database keeps its own history.
    pub fn tables(&self) -> Sql<Vec<Table>> {
        let sql = "SELECT made.name, has.name, has.type, has.pk \
                   FROM sqlite_schema made, pragma_table_info(made.name) has \
                   WHERE made.type = 'table' AND made.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                   AND made.name <> 'schema_version' ORDER BY made.rowid, has.cid";
        let mut tables: Vec<Table> = Vec::new();
        let columns: Vec<(String, Column)> = find(&self.connection, sql, (), |row| {
            let declared: String = row.get(2).map_err(told)?;
            let column = Column {
                name: row.get(1).map_err(told)?,
                kind: match &declared[..] {
                    "INTEGER" => Kind::Integer,
                    "TEXT" => Kind::Text,
                    _ => Kind::Blob,
                },
                in_key: row.get(3).map_err(told)?,
            };
            Ok((row.get(0).map_err(told)?, column))
        })?;
        for (table, column) in columns {
            match tables.last_mut() {
                Some(last) if last.name == table => last.columns.push(column),
                _ => tables.push(Table {
                    name: table,
                    columns: vec![column],
                }),
            }
        }
        Ok(tables)
    }

    /// Writes rows of a table.
    pub fn write(&mut self, table: &Table, rows: &[Row]) -> Sql<()> {
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            quoted(&table.name),
            table.names(),
            listed(table.columns.iter().map(|_| "?".to_owned())),
        );
        for row in rows {
            run_once(&self.connection, &sql, params_from_iter(row))?;
        }
        Ok(())
    }

    /// A page of a table's rows in the order of its key, from the beginning or after a row.
    pub fn page(&mut self, table: &Table, after: Option<&Row>) -> Sql<Vec<Row>> {
        let key = table.key();
        let names = listed(key.iter().map(|(_, column)| quoted(&column.name)));
        let bound: Vec<&dyn ToSql> = match after {
            Some(row) => key.iter().map(|(at, _)| &row[*at] as &dyn ToSql).collect(),
            None => Vec::new(),
        };
        let further = match after {
            Some(_) => format!(
                "WHERE ({names}) > ({})",
                listed(key.iter().map(|_| "?".to_owned()))
            ),
            None => String::new(),
        };
        let sql = format!(
            "SELECT {} FROM {} {further} ORDER BY {names} LIMIT {PAGE}",
            table.names(),
            quoted(&table.name),
        );
        find(&self.connection, &sql, &bound[..], |row| {
            (0..table.columns.len())
                .map(|column| row.get::<_, Value>(column).map_err(told))
                .collect()
        })
    }

    /// Looks whether the file is whole and its audit fits, syncs it, and gives it its name; else it is taken away.
    pub async fn finish(self, to: &Path) -> Result<(), OpenFault> {
        let filled = execute(&self.connection, "COMMIT").map_err(|error| refusal(&error));
        drop(self.connection);
        let named = match filled {
            Ok(()) => named(&self.path, to).await,
            Err(fault) => Err(fault),
        };
        if named.is_err() {
            take_away(&self.path);
        }
        named
    }

    /// Takes the file away.
    pub fn give_up(self) {
        drop(self.connection);
        take_away(&self.path);
    }

    /// Takes away what a new registry begins with: the other database has that, too.
    fn empty(&self) -> Sql<()> {
        for table in self.tables()? {
            execute(
                &self.connection,
                &format!("DELETE FROM {}", quoted(&table.name)),
            )?;
        }
        Ok(())
    }
}

impl SqliteStore {
    /// Brings a copy that an older program made up to this one's tables. Only for a file that nobody else has.
    pub fn bring_up_copy(path: &Path) -> Result<(), OpenFault> {
        bring_up(path)
    }
}

async fn named(unfinished: &Path, to: &Path) -> Result<(), OpenFault> {
    let copy = SqliteStore::open_to_read(unfinished).await?;
    copy.close().await;
    let pages = check(unfinished).await.map_err(|error| refusal(&error))?;
    if pages != "ok" {
        return Err(OpenFault::Damaged { what: pages });
    }
    File::open(unfinished)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(unfinished, to))
        .map_err(unreachable(to))?;
    sync_folder(to)
}

fn take_away(unfinished: &Path) {
    // what is left says by its name that it is nothing
    let _ = fs::remove_file(unfinished);
}

/// What an error of the file means.
pub(in crate::store) fn refused(error: &sqlx::Error) -> OpenFault {
    refusal(error)
}

fn execute(connection: &Connection, sql: &str) -> Sql<()> {
    connection.execute_batch(sql).map_err(told)
}
