//! A wire to a server that can be cut in the worst moment: when a commit has gone out and its answer has not come back.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{UnixListener, UnixStream},
};

/// The simple query that ends a transaction, as it goes over the wire.
const COMMIT: &[u8] = b"Q\0\0\0\x0bCOMMIT\0";

/// The wire.
pub struct Wire {
    folder: TempDir,
    scissors: Arc<Scissors>,
}

#[derive(Default)]
struct Scissors {
    are_open: AtomicBool,
    cuts: AtomicU32,
}

impl Wire {
    /// Lays one to a server's socket.
    pub fn lay(server: &Path) -> Wire {
        let folder = TempDir::with_prefix("yucan-").unwrap();
        let listener = UnixListener::bind(folder.path().join(".s.PGSQL.5432")).unwrap();
        let scissors = Arc::<Scissors>::default();
        tokio::spawn(listen(listener, server.to_owned(), Arc::clone(&scissors)));
        Wire { folder, scissors }
    }

    /// Where its near end is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The next commit goes through, and nothing after it on that connection.
    pub fn cut_after_next_commit(&self) {
        self.scissors.are_open.store(true, Ordering::SeqCst);
    }

    /// How often it was cut.
    pub fn cuts(&self) -> u32 {
        self.scissors.cuts.load(Ordering::SeqCst)
    }
}

async fn listen(listener: UnixListener, server: PathBuf, scissors: Arc<Scissors>) {
    while let Ok((near, _)) = listener.accept().await {
        let far = UnixStream::connect(&server).await.unwrap();
        tokio::spawn(carry(near, far, Arc::clone(&scissors)));
    }
}

async fn carry(near: UnixStream, far: UnixStream, scissors: Arc<Scissors>) {
    let (mut from_near, mut to_near) = near.into_split();
    let (mut from_far, mut to_far) = far.into_split();
    let answers = tokio::spawn(async move {
        let _ = tokio::io::copy(&mut from_far, &mut to_near).await;
    });
    let mut sent = vec![0; 1 << 16];
    while let Ok(length @ 1..) = from_near.read(&mut sent).await {
        let is_cut = sent[..length] == *COMMIT && scissors.are_open.swap(false, Ordering::SeqCst);
        if is_cut {
            // no answer passes any more, before the server has the question
            answers.abort();
            scissors.cuts.fetch_add(1, Ordering::SeqCst);
        }
        if to_far.write_all(&sent[..length]).await.is_err() || is_cut {
            break;
        }
    }
    if !answers.is_finished() {
        answers.abort();
    }
}
