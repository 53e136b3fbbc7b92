//! The one task of a process that writes. It owns its connection and the transaction on it, so a request that is
//! cancelled leaves nothing open; it takes together whatever waits, so many families' changes cost one sync.

use std::{io, sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep, timeout, timeout_at},
};

use super::{
    StoreFault, Stored,
    batch::{Answer, Carried, Work, carry_out},
    fault::{Health, Trouble, cause},
    ledger::{Ledger, Sql},
    tree::Tree,
};
use crate::{
    audit::head::Signer,
    entry::SenderKey,
    keys::{Destroyed, ListFault},
};

/// Requests that may wait; more are turned away.
const QUEUE_LIMIT: usize = 1024;
/// How long a request waits for a place among them.
const QUEUE_WAIT: Duration = Duration::from_secs(2);
/// Requests in one transaction, at most.
const BATCH_LIMIT: usize = 128;
/// How long those are waited for, at most, who were answered together and are expected back: a part of the last commit.
const GATHER_MAX: Duration = Duration::from_millis(4);
/// After so many requests the database is told to look after itself.
const TEND_AFTER: usize = 512;
/// How often a batch is tried that others stand in the way of.
const TRIES_LIMIT: u32 = 3;
/// How often, and how far apart, a database is asked what became of a commit.
const ASKS_LIMIT: u32 = 20;
const ASK_PAUSE: Duration = Duration::from_millis(250);

enum Message {
    Asked(Asked),
    Close(oneshot::Sender<()>),
}

struct Asked {
    work: Work,
    answer: oneshot::Sender<Stored<Answer>>,
}

/// The way to the task.
#[derive(Clone)]
pub(super) struct Writer {
    queue: mpsc::Sender<Message>,
    health: Arc<Health>,
}

impl Writer {
    /// Starts the task. It ends when it is closed or nobody holds the way to it any more.
    pub fn start<L: Ledger>(ledger: L, signer: Arc<dyn Signer>, health: Arc<Health>) -> Writer {
        let (queue, waiting) = mpsc::channel(QUEUE_LIMIT);
        let task = Task {
            ledger,
            signer,
            health: Arc::clone(&health),
            expected: 0,
            last_commit: Duration::ZERO,
            tree: None,
        };
        L::start(task.run(waiting));
        Writer { queue, health }
    }

    /// Has something written, and waits until it is durable.
    pub async fn ask(&self, work: Work) -> Stored<Answer> {
        self.health.damage()?;
        let (answer, told) = oneshot::channel();
        let asked = Message::Asked(Asked { work, answer });
        match timeout(QUEUE_WAIT, self.queue.send(asked)).await {
            Ok(Ok(())) => told.await.unwrap_or(Err(StoreFault::Away)),
            Ok(Err(_)) | Err(_) => Err(StoreFault::Away),
        }
    }

    /// Lets everything that waits be written, and ends the task.
    pub async fn close(&self) {
        let (closed, told) = oneshot::channel();
        if self.queue.send(Message::Close(closed)).await.is_ok() {
            let _ = told.await;
        }
    }
}

struct Task<L> {
    ledger: L,
    signer: Arc<dyn Signer>,
    health: Arc<Health>,
    /// How many were answered together last.
    expected: usize,
    /// How long that took to be durable.
    last_commit: Duration,
    /// The audit's tree as the last batch left it; none where that is not known.
    tree: Option<Tree>,
}

impl<L: Ledger> Task<L> {
    async fn run(mut self, mut waiting: mpsc::Receiver<Message>) {
        let mut messages = Vec::with_capacity(BATCH_LIMIT);
        let mut closed = Vec::new();
        let mut untended = 0;
        while closed.is_empty() && waiting.recv_many(&mut messages, BATCH_LIMIT).await > 0 {
            self.gather(&mut waiting, &mut messages).await;
            let mut batch = Vec::with_capacity(messages.len());
            for message in messages.drain(..) {
                match message {
                    Message::Asked(asked) => batch.push(asked),
                    Message::Close(sender) => closed.push(sender),
                }
            }
            self.expected = batch.len();
            untended += batch.len();
            self.serve(batch).await;
            if untended >= TEND_AFTER {
                self.ledger.tend().await;
                untended = 0;
            }
        }
        self.ledger.abandon().await;
        // the database is let go of, its lock too, before anybody is told
        drop(self.ledger);
        drop(waiting);
        for sender in closed {
            let _ = sender.send(());
        }
    }

    /// Whoever was answered with the last batch is often back at once, with something new. Where the first of many is
    /// there, the others are waited for a moment: less than a sync, which each of them would cost alone.
    async fn gather(&mut self, waiting: &mut mpsc::Receiver<Message>, messages: &mut Vec<Message>) {
        let until = Instant::now() + (self.last_commit / 2).min(GATHER_MAX);
        while messages.len() < self.expected {
            let room = BATCH_LIMIT - messages.len();
            match timeout_at(until, waiting.recv_many(messages, room)).await {
                Ok(more) if more > 0 => {}
                _ => return,
            }
        }
    }

    /// Writes a batch and tells everybody. Where one request's own fault spoils it, each is tried by itself.
    async fn serve(&mut self, batch: Vec<Asked>) {
        if batch.is_empty() {
            return;
        }
        let works: Vec<&Work> = batch.iter().map(|asked| &asked.work).collect();
        let answers = match self.write(&works).await {
            Ok(answers) => answers.into_iter().map(Ok).collect(),
            Err(StoreFault::Ours) if works.len() > 1 => {
                let mut answers = Vec::with_capacity(works.len());
                for work in &works {
                    let answer = self.write(&[work]).await;
                    answers.push(answer.and_then(|mut only| only.pop().ok_or(StoreFault::Ours)));
                }
                answers
            }
            Err(fault) => vec![Err(fault); works.len()],
        };
        for (asked, answer) in batch.into_iter().zip::<Vec<Stored<Answer>>>(answers) {
            // whoever asked may have gone; it is written all the same, and a repetition will be told
            let _ = asked.answer.send(answer);
        }
    }

    async fn write(&mut self, works: &[&Work]) -> Stored<Vec<Answer>> {
        let mut tries = 0;
        loop {
            self.health.damage()?;
            tries += 1;
            let trouble = match self.try_once(works).await {
                Ok(answers) => {
                    self.health.wrote();
                    return Ok(answers);
                }
                Err(trouble) => trouble,
            };
            if trouble != Trouble::Again || tries >= TRIES_LIMIT {
                let fault = trouble.fault();
                self.health.failed(fault);
                return Err(fault);
            }
        }
    }

    /// One transaction, and what is known of it afterwards. No connection is used again after a failure: a failed sync
    /// may be reported once and never again, and a transaction may still be open.
    async fn try_once(&mut self, works: &[&Work]) -> Result<Vec<Answer>, Trouble> {
        let carried = match self.carry_out(works).await {
            Ok(carried) => carried,
            Err(trouble) => {
                self.ledger.abandon().await;
                return Err(trouble);
            }
        };
        let is_listed = self.list(&carried.destroyed).await?;
        if let Err(trouble) = self.commit(carried.witness).await {
            // what may have happened all the same stays listed, and is looked at with the next start
            let is_open = matches!(
                trouble,
                Trouble::Unknown | Trouble::Fault(StoreFault::Damaged)
            );
            if is_listed && !is_open {
                self.unlist(&carried.destroyed);
            }
            return Err(trouble);
        }
        self.tree = carried.tree;
        if is_listed {
            self.ledger.scrub().await;
        }
        Ok(carried.answers)
    }

    /// Writes down whose keys are about to be destroyed; whether there are any. Where that cannot be, they are not: a copy
    /// that is brought back would have them again.
    async fn list(&mut self, destroyed: &[Destroyed]) -> Result<bool, Trouble> {
        if destroyed.is_empty() {
            return Ok(false);
        }
        let Err(fault) = self.signer.list(destroyed) else {
            return Ok(true);
        };
        tracing::error!("nobody's key is destroyed, because of {fault}");
        self.ledger.abandon().await;
        Err(Trouble::Fault(match &fault {
            ListFault::File(_, error) if error.kind() == io::ErrorKind::StorageFull => {
                StoreFault::Full
            }
            // it is the matter of whoever asked for it alone
            ListFault::File(..) | ListFault::Line(..) => StoreFault::Ours,
        }))
    }

    /// Takes that back. Where it cannot be, whoever opens the database next sees that the family went on, or asked for it.
    fn unlist(&self, destroyed: &[Destroyed]) {
        if let Err(fault) = self.signer.unlist(destroyed) {
            tracing::warn!("a deletion that did not happen stays listed, because of {fault}");
        }
    }

    /// Makes it durable, and looks whether it is where that was not told.
    async fn commit(&mut self, witness: Option<SenderKey>) -> Result<(), Trouble> {
        let patience = self.ledger.patience();
        let begun = Instant::now();
        let committed = within(patience, self.ledger.commit()).await;
        self.last_commit = begun.elapsed();
        if let Err(error) = committed {
            tracing::error!("a commit failed, because of {}", cause(&error));
            let trouble = self.ledger.commit_trouble(&error);
            self.ledger.abandon().await;
            if trouble != Trouble::Unknown || !self.was_kept(witness).await? {
                return Err(trouble);
            }
        }
        Ok(())
    }

    async fn carry_out(&mut self, works: &[&Work]) -> Result<Carried, Trouble> {
        let patience = self.ledger.patience();
        // until it is durable it is not known
        let tree = self.tree.take();
        let done = within(patience, async {
            self.ledger.begin().await?;
            carry_out(&mut self.ledger, works, &*self.signer, tree.as_ref()).await
        });
        done.await.map_err(|error| self.trouble(&error))?
    }

    fn trouble(&self, error: &sqlx::Error) -> Trouble {
        tracing::error!("a batch failed, because of {}", cause(error));
        self.ledger.trouble(error)
    }

    /// Asks a new connection whether a batch is there whose commit had no answer. If not it may be tried again; without
    /// an act of a sender's among it nobody can tell, and whoever asked has to ask again.
    async fn was_kept(&mut self, witness: Option<SenderKey>) -> Result<bool, Trouble> {
        let Some(key) = witness else {
            return Ok(false);
        };
        for _ in 0..ASKS_LIMIT {
            let patience = self.ledger.patience();
            match within(patience, self.look_up(key)).await {
                Ok(true) => return Ok(true),
                Ok(false) => return Err(Trouble::Again),
                Err(error) => {
                    tracing::warn!(
                        "the database is asked again what became of a commit, because of {}",
                        cause(&error)
                    );
                    self.ledger.abandon().await;
                    sleep(ASK_PAUSE).await;
                }
            }
        }
        Err(Trouble::Unknown)
    }

    /// In a transaction of its own, which waits for the lost one to end if that is still open.
    async fn look_up(&mut self, key: SenderKey) -> Sql<bool> {
        self.ledger.begin().await?;
        let acts = self.ledger.acts(&[key]).await?;
        self.ledger.commit().await?;
        Ok(!acts.is_empty())
    }
}

/// Waits so long for a database, which is then as good as cut off.
pub(super) async fn within<T>(patience: Duration, done: impl Future<Output = Sql<T>>) -> Sql<T> {
    match timeout(patience, done).await {
        Ok(done) => done,
        Err(_) => Err(io::Error::from(io::ErrorKind::TimedOut).into()),
    }
}
