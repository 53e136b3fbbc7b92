//! The connections that read.

use std::{io, sync::Arc, time::Duration};

use async_trait::async_trait;
use sqlx::{
    PgPool, Postgres,
    postgres::{PgArguments, PgRow},
    query::Query,
};
use tokio::time::timeout;

use super::{fault, files::Files, keeping};
use crate::{
    derived::Index,
    family::FamilyId,
    instant::Instant,
    store::{
        DeadIntent, FIND_MAX, Head, KeptEntry, KeptFile, KeptIntent, Passed, Passing, StoreFault,
        column::{self, Columns, number},
        database::Reader,
        fault::Trouble,
        ledger::Sql,
        tree::Node,
    },
};

/// Longer than the server has been told any statement may last, so only a silent one is given up.
const PATIENCE: Duration = Duration::from_secs(6);

/// PostgreSQL's readers.
pub struct PostgresReader {
    pool: PgPool,
    files: Files,
}

impl PostgresReader {
    pub(super) fn new(pool: PgPool) -> PostgresReader {
        PostgresReader {
            files: Files::of(pool.clone()),
            pool,
        }
    }

    pub(super) async fn rows(
        &self,
        query: impl Fn() -> Query<'static, Postgres, PgArguments> + Send + Sync,
    ) -> Sql<Vec<PgRow>> {
        rows(&self.pool, query).await
    }
}

/// The rows of one statement, which sees one moment. A connection that turns out to be dead costs a second try.
pub(super) async fn rows(
    pool: &PgPool,
    query: impl Fn() -> Query<'static, Postgres, PgArguments> + Send + Sync,
) -> Sql<Vec<PgRow>> {
    let mut is_second = false;
    loop {
        let read = timeout(PATIENCE, query().fetch_all(pool)).await;
        match read {
            Ok(Err(error)) if !is_second && is_dead(&error) => is_second = true,
            Ok(read) => return read,
            Err(_) => return Err(io::Error::from(io::ErrorKind::TimedOut).into()),
        }
    }
}

fn is_dead(error: &sqlx::Error) -> bool {
    !matches!(error, sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) && is_away(error)
}

pub(super) fn is_away(error: &sqlx::Error) -> bool {
    fault::trouble(error) == Trouble::Fault(StoreFault::Away)
}

#[async_trait]
impl Reader for PostgresReader {
    fn trouble(&self, error: &sqlx::Error) -> Trouble {
        fault::trouble(error)
    }

    async fn file(&self, family: FamilyId) -> Result<Option<KeptFile>, Arc<sqlx::Error>> {
        self.files.read(family).await
    }

    async fn find(&self, index: Index, blind: [u8; 32]) -> Sql<Vec<FamilyId>> {
        // nearly always there is one, and the table of files need not be asked who came first
        let few = "SELECT family FROM blind WHERE blind = $1 AND kind = $2 LIMIT 2";
        let query = || sqlx::query(few).bind(blind.to_vec()).bind(index.as_str());
        let rows = self.rows(query).await?;
        if rows.len() < 2 {
            return rows.iter().map(column::family).collect();
        }
        let sql = "SELECT family FROM family WHERE family IN \
                   (SELECT family FROM blind WHERE blind = $1 AND kind = $2) \
                   ORDER BY first_leaf LIMIT $3";
        let rows = self.rows(|| {
            sqlx::query(sql)
                .bind(blind.to_vec())
                .bind(index.as_str())
                .bind(i64::from(FIND_MAX))
        });
        rows.await?.iter().map(column::family).collect()
    }

    async fn entries(&self, from_leaf: u64, limit: u32) -> Sql<Vec<KeptEntry>> {
        let sql = "SELECT leaf, family, place, at, kind, key, body FROM entry \
                   WHERE leaf >= $1 ORDER BY leaf LIMIT $2";
        let from = number(from_leaf);
        let rows = self.rows(|| sqlx::query(sql).bind(from).bind(i64::from(limit)));
        rows.await?.iter().map(column::entry).collect()
    }

    async fn families(&self, after: Option<FamilyId>, limit: u32) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT family FROM family WHERE family > $1 ORDER BY family LIMIT $2";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let rows = self.rows(|| sqlx::query(sql).bind(after.clone()).bind(i64::from(limit)));
        rows.await?.iter().map(column::family).collect()
    }

    async fn wrapped_keys(
        &self,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Sql<Vec<(FamilyId, Option<Vec<u8>>)>> {
        let sql = "SELECT family, wrapped_key FROM family \
                   WHERE family > $1 ORDER BY family LIMIT $2";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let query = sqlx::query(sql).bind(after).bind(i64::from(limit));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| Ok((column::family(row)?, row.blob(1)?)))
            .collect()
    }

    async fn waiting(&self, after: Option<FamilyId>, limit: u32) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT DISTINCT family FROM application \
                   WHERE stage IN ('asked_back', 'registered') AND family > $1 \
                   ORDER BY family LIMIT $2";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let rows = self.rows(|| sqlx::query(sql).bind(after.clone()).bind(i64::from(limit)));
        rows.await?.iter().map(column::family).collect()
    }

    async fn at_rest(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT family FROM application WHERE family > $1 GROUP BY family \
                   HAVING max(moved_at) < $2 AND NOT \
                   bool_or(stage IN ('sent', 'asked_back', 'accepted', 'registered', 'paid')) \
                   ORDER BY family LIMIT $3";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let rows = self.rows(|| {
            let query = sqlx::query(sql).bind(after.clone()).bind(since.0);
            query.bind(i64::from(limit))
        });
        rows.await?.iter().map(column::family).collect()
    }

    async fn unused(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT family FROM family WHERE family > $1 AND wrapped_key IS NOT NULL \
                   AND NOT EXISTS (SELECT 1 FROM application WHERE application.family = family.family) \
                   AND (SELECT max(at) FROM entry WHERE entry.family = family.family) < $2 \
                   ORDER BY family LIMIT $3";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let rows = self.rows(|| {
            let query = sqlx::query(sql).bind(after.clone()).bind(since.0);
            query.bind(i64::from(limit))
        });
        rows.await?.iter().map(column::family).collect()
    }

    async fn dead(&self, limit: u32) -> Sql<Vec<DeadIntent>> {
        let sql = "SELECT family, coalesce(place, -1), whom, why, ready_at FROM intent \
                   WHERE state = 'dead' ORDER BY ready_at LIMIT $1";
        let rows = self.rows(|| sqlx::query(sql).bind(i64::from(limit)));
        rows.await?.iter().map(column::dead).collect()
    }

    async fn calls_of(&self, family: FamilyId, limit: u32) -> Sql<Vec<KeptIntent>> {
        let sql = "SELECT id, coalesce(place, -1), whom, body, state, ready_at FROM intent \
                   WHERE family = $1 AND state <> 'silenced' ORDER BY ready_at DESC LIMIT $2";
        let rows = self.rows(|| {
            let query = sqlx::query(sql).bind(family.0.to_vec());
            query.bind(i64::from(limit))
        });
        rows.await?.iter().map(column::kept_intent).collect()
    }

    async fn head(&self) -> Sql<Option<Head>> {
        let rows = self.rows(|| sqlx::query(column::NEWEST_HEAD)).await?;
        rows.first().map(column::head).transpose()
    }

    async fn nodes(&self, wanted: &[(u8, u64)]) -> Sql<Vec<Node>> {
        let rows = self.rows(|| keeping::nodes(wanted)).await?;
        rows.iter().map(column::node).collect()
    }

    async fn passed(&self, kind: Passing, id: &[u8], now: Instant) -> Sql<Option<Passed>> {
        let sql = "SELECT id, family, version, body, expires_at FROM passing \
                   WHERE kind = $1 AND id = $2 AND expires_at > $3";
        let query = || {
            let query = sqlx::query(sql).bind(kind.as_str());
            query.bind(id.to_vec()).bind(now.0)
        };
        let rows = self.rows(query).await?;
        rows.first().map(column::passed).transpose()
    }

    async fn of_family(&self, kind: Passing, family: FamilyId, now: Instant) -> Sql<Vec<Passed>> {
        let sql = "SELECT id, family, version, body, expires_at FROM passing \
                   WHERE family = $1 AND kind = $2 AND expires_at > $3 \
                   ORDER BY expires_at DESC, id";
        let query = || {
            let query = sqlx::query(sql).bind(family.0.to_vec());
            query.bind(kind.as_str()).bind(now.0)
        };
        let rows = self.rows(query).await?;
        rows.iter().map(column::passed).collect()
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}
