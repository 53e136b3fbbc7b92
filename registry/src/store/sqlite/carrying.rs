//! The log is carried over into the file (SQLite's checkpoint) beside the writer, on a connection and a thread of its own:
//! for thousands of pages the disk is busy longer than families ought to wait, and commits can go on meanwhile.
//!
//! What commits add meanwhile is left for the next time. The log begins anew once all of it was carried over; where
//! families never pause it grows, until the setting `wal_autocheckpoint` has a commit do the rest.

use std::{
    path::Path,
    sync::{
        Arc, Mutex, MutexGuard,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use rusqlite::Connection;

use super::{fault, opening, signed::SignedFile};
use crate::store::ledger::Sql;

/// Who carries it over. The thread ends, and its connection is closed, before this is gone.
pub(super) struct Carrier {
    /// None only while it ends.
    asks: Option<SyncSender<()>>,
    /// Held by whoever carries over: SQLite lets one at a time, and turns others away.
    turn: Arc<Mutex<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Carrier {
    /// Starts the thread, which waits to be asked.
    pub fn start(path: &Path, signed: Option<Arc<SignedFile>>) -> Carrier {
        let (asks, asked) = sync_channel(1);
        let turn = Arc::new(Mutex::new(()));
        let (path, held) = (path.to_owned(), Arc::clone(&turn));
        let thread = thread::Builder::new().name("carrier".to_owned());
        let started = thread.spawn(move || carry_over(&path, &asked, &held, signed.as_deref()));
        Carrier {
            asks: Some(asks),
            turn,
            thread: Some(started.expect("a process that starts has room for a thread")),
        }
    }

    /// Asks for it, and does not wait. Asked again before it began, it is done once.
    pub fn ask(&self) {
        if let Some(asks) = &self.asks {
            let _ = asks.try_send(());
        }
    }

    /// The turn, once nothing is being carried over.
    pub fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().expect("no one panics while holding it")
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        self.asks = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn carry_over(path: &Path, asked: &Receiver<()>, turn: &Mutex<()>, signed: Option<&SignedFile>) {
    let mut connection = None;
    while asked.recv().is_ok() {
        let _turn = turn.lock().expect("no one panics while holding it");
        // what fails is tried with the next one, and on another connection: a failed sync is told once
        if carry_once(path, &mut connection).is_err() {
            connection = None;
        }
        if let Some(signed) = signed {
            signed.sync();
        }
    }
}

fn carry_once(path: &Path, connection: &mut Option<Connection>) -> Sql<()> {
    let open = match connection {
        Some(open) => open,
        None => connection.insert(opening::writing(path)?),
    };
    open.execute_batch("PRAGMA wal_checkpoint(PASSIVE)")
        .map_err(fault::told)
}
