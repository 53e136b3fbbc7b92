//! `yucan double`: a stand-in for the message gateway, the national platform and the tax side, for trying things out.

use std::net::SocketAddr;

use clap::Args;
use tokio::runtime::Builder;

use super::{Fault, Outcome};
use crate::{double, logs};

/// What `yucan double` can be told.
#[derive(Debug, Args)]
pub struct DoubleGiven {
    /// Where it listens; on this machine alone
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3900")]
    listen: SocketAddr,
}

/// Runs until it is stopped.
pub(super) fn run(given: &DoubleGiven) -> Result<Outcome, Fault> {
    logs::start();
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(Fault::Runtime)?;
    runtime.block_on(async {
        let running = double::start(given.listen).await?;
        let address = format!("http://{}", running.address);
        tracing::info!(
            address,
            "the double listens; what it was sent is at /outbox and /people"
        );
        tokio::select! {
            () = running.wait() => {}
            // A terminal's Ctrl-C ends it as kindly as anything else would.
            _ = tokio::signal::ctrl_c() => {}
        }
        Ok(Outcome::Done)
    })
}
