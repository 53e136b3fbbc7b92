//! Families' files, those asked for at once by one statement: a statement for each would be a way to the server and two
//! processes woken, which costs several times what reading a file does.

use std::{
    collections::{HashMap, hash_map::Entry},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sqlx::PgPool;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::reader::{is_away, rows};
use crate::{
    family::FamilyId,
    store::{
        KeptFile,
        column::{self, Columns},
        ledger::Sql,
    },
};

/// Statements under way at once. Whoever asks while there are fewer waits for nobody.
const AT_ONCE: usize = 2;
/// Files in one statement, at most.
const TOGETHER: usize = 64;

/// What was read, or why not; of one statement's fault all are told whose files it was to read.
type Read = Result<Option<KeptFile>, Arc<sqlx::Error>>;

struct Asked {
    family: FamilyId,
    answer: oneshot::Sender<Read>,
}

/// The way to them.
pub(super) struct Files {
    pool: PgPool,
    waiting: Arc<Mutex<Vec<Asked>>>,
    room: Arc<Semaphore>,
}

impl Files {
    pub fn of(pool: PgPool) -> Files {
        Files {
            pool,
            waiting: Arc::default(),
            room: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// A family's file as it is at a moment after it was asked for.
    pub async fn read(&self, family: FamilyId) -> Read {
        let (answer, told) = oneshot::channel();
        let permit = {
            let mut waiting = lock(&self.waiting);
            waiting.push(Asked { family, answer });
            Arc::clone(&self.room).try_acquire_owned().ok()
        };
        if let Some(permit) = permit {
            // a task of its own: who else asked must not wait for ever where this request is cancelled
            let task = read_all(self.pool.clone(), Arc::clone(&self.waiting), permit);
            tokio::spawn(task);
        }
        let told = told.await;
        told.unwrap_or_else(|_| Err(Arc::new(sqlx::Error::WorkerCrashed)))
    }
}

/// Reads until nobody waits any more.
async fn read_all(pool: PgPool, waiting: Arc<Mutex<Vec<Asked>>>, permit: OwnedSemaphorePermit) {
    loop {
        let asked = {
            let mut waiting = lock(&waiting);
            if waiting.is_empty() {
                // before anybody else can ask, who would count on this task
                drop(permit);
                return;
            }
            let rest = waiting.len().min(TOGETHER);
            let rest = waiting.split_off(rest);
            mem::replace(&mut *waiting, rest)
        };
        answer(&pool, asked).await;
    }
}

async fn answer(pool: &PgPool, mut asked: Vec<Asked>) {
    asked.sort_unstable_by_key(|asked| asked.family);
    let mut families: Vec<FamilyId> = asked.iter().map(|asked| asked.family).collect();
    families.dedup();
    match read(pool, &families).await {
        Ok(mut files) => {
            let mut asked = asked.into_iter().peekable();
            while let Some(Asked { family, answer }) = asked.next() {
                let is_last = asked.peek().is_none_or(|next| next.family != family);
                let file = if is_last {
                    files.remove(&family)
                } else {
                    files.get(&family).cloned()
                };
                // whoever asked may have gone
                let _ = answer.send(Ok(file));
            }
        }
        // one file that does not read is nobody else's fault
        Err(error) if families.len() > 1 && !is_away(&error) => {
            for Asked { family, answer } in asked {
                let file = read(pool, &[family]).await;
                let file = file.map(|mut files| files.remove(&family));
                let _ = answer.send(file.map_err(Arc::new));
            }
        }
        Err(error) => {
            let error = Arc::new(error);
            for Asked { answer, .. } in asked {
                let _ = answer.send(Err(Arc::clone(&error)));
            }
        }
    }
}

/// Each table is told which families are meant: a plan is made once, perhaps while there were none, and may begin with
/// either.
async fn read(pool: &PgPool, families: &[FamilyId]) -> Sql<HashMap<FamilyId, KeptFile>> {
    let sql = "SELECT leaf, entry.family, place, at, kind, key, body, wrapped_key \
               FROM entry JOIN family USING (family) \
               WHERE entry.family = ANY($1) AND family.family = ANY($1)";
    let names: Vec<Vec<u8>> = families.iter().map(|family| family.0.to_vec()).collect();
    let rows = rows(pool, || sqlx::query(sql).bind(names.clone())).await?;
    let mut files: HashMap<FamilyId, KeptFile> = HashMap::with_capacity(families.len());
    for row in &rows {
        let entry = column::entry(row)?;
        match files.entry(entry.family) {
            Entry::Occupied(file) => file.into_mut().entries.push(entry),
            Entry::Vacant(room) => {
                room.insert(KeptFile {
                    wrapped_key: row.blob(7)?,
                    entries: vec![entry],
                });
            }
        }
    }
    for file in files.values_mut() {
        file.entries.sort_unstable_by_key(|entry| entry.place);
    }
    Ok(files)
}

/// Nothing that holds it can panic half done.
fn lock(waiting: &Mutex<Vec<Asked>>) -> MutexGuard<'_, Vec<Asked>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
