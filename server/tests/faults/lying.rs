//! A disk that says it has written what it has not.

use tempfile::TempDir;

use crate::{preloaded, served::Served, trial::Trial};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn syncs_that_are_too_quick_to_be_true_are_told_of() {
    let trial = Trial::of("S-12", "SQLite, syncs that do nothing");
    let Some(under) = preloaded::under("libeatmydata.so", &[]) else {
        return trial.skipped("libeatmydata is not installed");
    };
    let folder = TempDir::new().unwrap();
    let served = Served::start_under(folder.path(), "sqlite:kept/yucan.db", &under);
    served.says("too quick to be true").await;
    drop(served);
    trial.held("once", "told in the log");
}
