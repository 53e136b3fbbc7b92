//! The tables' history: SQL files that are only ever added to. The database knows how far it has come, and a program
//! that knows less than the database refuses it.

use sha2::{Digest, Sha256};

use super::OpenFault;

/// One step: its number is its place, from 1.
pub(super) struct Step {
    pub sql: &'static str,
}

impl Step {
    /// What the database remembers of it, so that a step that was changed afterwards is noticed.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.sql).into()
    }
}

/// SQLite's.
pub(super) const SQLITE: &[Step] = &[
    Step {
        sql: include_str!("../../migrations/sqlite/0001-the-file.sql"),
    },
    Step {
        sql: include_str!("../../migrations/sqlite/0002-calls-and-dates.sql"),
    },
];

/// PostgreSQL's.
pub(super) const POSTGRES: &[Step] = &[
    Step {
        sql: include_str!("../../migrations/postgres/0001-the-file.sql"),
    },
    Step {
        sql: include_str!("../../migrations/postgres/0002-calls-and-dates.sql"),
    },
    Step {
        sql: include_str!("../../migrations/postgres/0003-fewer-writes.sql"),
    },
];

/// What is still to do, given the digests of what was done, in order.
pub(super) fn missing(
    steps: &'static [Step],
    done: &[Vec<u8>],
) -> Result<&'static [Step], OpenFault> {
    if done.len() > steps.len() {
        return Err(OpenFault::Newer {
            found: done.len(),
            known: steps.len(),
        });
    }
    let (old, new) = steps.split_at(done.len());
    for (number, (step, digest)) in (1..).zip(old.iter().zip(done)) {
        if step.digest()[..] != digest[..] {
            return Err(OpenFault::OtherHistory { step: number });
        }
    }
    Ok(new)
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, Row, SqliteConnection};

    use super::{POSTGRES, SQLITE, Step};
    use crate::store::OpenFault;

    #[test]
    fn a_step_that_was_released_never_changes() {
        let hex = |step: &Step| -> String {
            let digest = step.digest();
            digest[..8]
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect()
        };
        let sqlite: Vec<_> = SQLITE.iter().map(hex).collect();
        let postgres: Vec<_> = POSTGRES.iter().map(hex).collect();
        assert_eq!(sqlite, ["0a31afcb3d79bb34", "f8b6fd26869f55e8"]);
        assert_eq!(
            postgres,
            ["dc81d7338ae2d0a1", "c575943c3405bd99", "b8b01c069e339ebd"]
        );
    }

    #[tokio::test]
    async fn calls_that_waited_before_the_second_step_wait_after_it() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        sqlx::raw_sql(SQLITE[0].sql)
            .execute(&mut connection)
            .await
            .unwrap();
        let call = "INSERT INTO intent VALUES (zeroblob(16), randomblob(16), '', 'messages', \
                    x'01', 5, 2, 'due')";
        sqlx::raw_sql(call).execute(&mut connection).await.unwrap();
        sqlx::raw_sql(SQLITE[1].sql)
            .execute(&mut connection)
            .await
            .unwrap();
        let sql = "SELECT tries, renewed, why, coalesce(place, -1) FROM intent";
        let row = sqlx::query(sql).fetch_one(&mut connection).await.unwrap();
        let told: (i64, i64, String, i64) = (row.get(0), row.get(1), row.get(2), row.get(3));
        assert_eq!(told, (2, 0, String::new(), -1));
    }

    #[test]
    fn only_a_history_that_is_known_goes_on() {
        let known = SQLITE[0].digest().to_vec();
        let all: Vec<_> = SQLITE.iter().map(|step| step.digest().to_vec()).collect();
        assert!(super::missing(SQLITE, &[]).is_ok_and(|new| new.len() == all.len()));
        assert!(super::missing(SQLITE, &[known]).is_ok_and(|new| new.len() == all.len() - 1));
        assert!(super::missing(SQLITE, &all).is_ok_and(|new| new.is_empty()));
        assert!(matches!(
            super::missing(SQLITE, &[vec![0; 32]]),
            Err(OpenFault::OtherHistory { step: 1 })
        ));
        assert!(matches!(
            super::missing(SQLITE, &[all.clone(), all.clone()].concat()),
            Err(OpenFault::Newer { found, known }) if found == 2 * all.len() && known == all.len()
        ));
    }
}
