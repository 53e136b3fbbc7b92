//! The connections that read.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use sqlx::{QueryBuilder, SqlitePool};

use super::fault;
use crate::{
    derived::Index,
    family::FamilyId,
    instant::Instant,
    store::{
        DeadIntent, FIND_MAX, Head, KeptEntry, KeptFile, KeptIntent, Passed, Passing,
        column::{self, Columns, number},
        database::Reader,
        fault::Trouble,
        ledger::Sql,
        tree::Node,
    },
};

/// SQLite's readers.
pub struct SqliteReader {
    pub(super) path: PathBuf,
    pub(super) pool: SqlitePool,
}

#[async_trait]
impl Reader for SqliteReader {
    fn trouble(&self, error: &sqlx::Error) -> Trouble {
        fault::trouble(error)
    }

    async fn file(&self, family: FamilyId) -> Result<Option<KeptFile>, Arc<sqlx::Error>> {
        file(&self.pool, family).await.map_err(Arc::new)
    }

    async fn find(&self, index: Index, blind: [u8; 32]) -> Sql<Vec<FamilyId>> {
        // nearly always there is one, and the table of files need not be asked who came first
        let few = "SELECT family FROM blind WHERE blind = ? AND kind = ? LIMIT 2";
        let query = sqlx::query(few).bind(blind.to_vec()).bind(index.as_str());
        let rows = query.fetch_all(&self.pool).await?;
        if rows.len() < 2 {
            return rows.iter().map(column::family).collect();
        }
        let sql = "SELECT family FROM family WHERE family IN \
                   (SELECT family FROM blind WHERE blind = ? AND kind = ?) \
                   ORDER BY first_leaf LIMIT ?";
        let query = sqlx::query(sql)
            .bind(blind.to_vec())
            .bind(index.as_str())
            .bind(i64::from(FIND_MAX));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::family).collect()
    }

    async fn entries(&self, from_leaf: u64, limit: u32) -> Sql<Vec<KeptEntry>> {
        let sql = "SELECT leaf, family, place, at, kind, key, body FROM entry \
                   WHERE leaf >= ? ORDER BY leaf LIMIT ?";
        let query = sqlx::query(sql)
            .bind(number(from_leaf))
            .bind(i64::from(limit));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::entry).collect()
    }

    async fn families(&self, after: Option<FamilyId>, limit: u32) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT family FROM family WHERE family > ? ORDER BY family LIMIT ?";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let query = sqlx::query(sql).bind(after).bind(i64::from(limit));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::family).collect()
    }

    async fn wrapped_keys(
        &self,
        after: Option<FamilyId>,
        limit: u32,
    ) -> Sql<Vec<(FamilyId, Option<Vec<u8>>)>> {
        let sql = "SELECT family, wrapped_key FROM family \
                   WHERE family > ? ORDER BY family LIMIT ?";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let query = sqlx::query(sql).bind(after).bind(i64::from(limit));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| Ok((column::family(row)?, row.blob(1)?)))
            .collect()
    }

    async fn waiting(&self, after: Option<FamilyId>, limit: u32) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT DISTINCT family FROM application \
                   WHERE stage IN ('asked_back', 'registered') AND family > ? \
                   ORDER BY family LIMIT ?";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let query = sqlx::query(sql).bind(after).bind(i64::from(limit));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::family).collect()
    }

    async fn at_rest(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT family FROM application WHERE family > ? GROUP BY family \
                   HAVING max(moved_at) < ? AND \
                   sum(stage IN ('sent', 'asked_back', 'accepted', 'registered', 'paid')) = 0 \
                   ORDER BY family LIMIT ?";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let query = sqlx::query(sql).bind(after).bind(since.0);
        let rows = query.bind(i64::from(limit)).fetch_all(&self.pool).await?;
        rows.iter().map(column::family).collect()
    }

    async fn unused(
        &self,
        after: Option<FamilyId>,
        since: Instant,
        limit: u32,
    ) -> Sql<Vec<FamilyId>> {
        let sql = "SELECT family FROM family WHERE family > ? AND wrapped_key IS NOT NULL \
                   AND NOT EXISTS (SELECT 1 FROM application WHERE application.family = family.family) \
                   AND (SELECT max(at) FROM entry WHERE entry.family = family.family) < ? \
                   ORDER BY family LIMIT ?";
        let after = after.map_or_else(Vec::new, |family| family.0.to_vec());
        let query = sqlx::query(sql).bind(after).bind(since.0);
        let rows = query.bind(i64::from(limit)).fetch_all(&self.pool).await?;
        rows.iter().map(column::family).collect()
    }

    async fn dead(&self, limit: u32) -> Sql<Vec<DeadIntent>> {
        let sql = "SELECT family, coalesce(place, -1), whom, why, ready_at FROM intent \
                   WHERE state = 'dead' ORDER BY ready_at LIMIT ?";
        let query = sqlx::query(sql).bind(i64::from(limit));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::dead).collect()
    }

    async fn calls_of(&self, family: FamilyId, limit: u32) -> Sql<Vec<KeptIntent>> {
        let sql = "SELECT id, coalesce(place, -1), whom, body, state, ready_at FROM intent \
                   WHERE family = ? AND state <> 'silenced' ORDER BY ready_at DESC LIMIT ?";
        let query = sqlx::query(sql).bind(&family.0[..]).bind(i64::from(limit));
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::kept_intent).collect()
    }

    async fn head(&self) -> Sql<Option<Head>> {
        let row = sqlx::query(column::NEWEST_HEAD)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(column::head).transpose()
    }

    async fn nodes(&self, wanted: &[(u8, u64)]) -> Sql<Vec<Node>> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "SELECT level, place, hash FROM node WHERE (level, place) IN (";
        let mut query = QueryBuilder::new(sql);
        query.push_values(wanted, |mut row, (level, place)| {
            row.push_bind(i64::from(*level)).push_bind(number(*place));
        });
        let query = query.push(")").build().persistent(false);
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::node).collect()
    }

    async fn passed(&self, kind: Passing, id: &[u8], now: Instant) -> Sql<Option<Passed>> {
        let sql = "SELECT id, family, version, body, expires_at FROM passing \
                   WHERE kind = ? AND id = ? AND expires_at > ?";
        let query = sqlx::query(sql)
            .bind(kind.as_str())
            .bind(id.to_vec())
            .bind(now.0);
        let row = query.fetch_optional(&self.pool).await?;
        row.as_ref().map(column::passed).transpose()
    }

    async fn of_family(&self, kind: Passing, family: FamilyId, now: Instant) -> Sql<Vec<Passed>> {
        let sql = "SELECT id, family, version, body, expires_at FROM passing \
                   WHERE family = ? AND kind = ? AND expires_at > ? ORDER BY expires_at DESC, id";
        let query = sqlx::query(sql)
            .bind(family.0.to_vec())
            .bind(kind.as_str())
            .bind(now.0);
        let rows = query.fetch_all(&self.pool).await?;
        rows.iter().map(column::passed).collect()
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

/// One statement sees key and entries at one moment.
async fn file(pool: &SqlitePool, family: FamilyId) -> Sql<Option<KeptFile>> {
    let sql = "SELECT leaf, entry.family, place, at, kind, key, body, wrapped_key \
               FROM entry JOIN family USING (family) WHERE entry.family = ? ORDER BY place";
    let query = sqlx::query(sql).bind(family.0.to_vec());
    let rows = query.fetch_all(pool).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(KeptFile {
        wrapped_key: first.blob(7)?,
        entries: rows.iter().map(column::entry).collect::<Sql<_>>()?,
    }))
}
