//! `cargo xtask serve`: builds, then becomes the server.

use crate::build::{self, Mode};
use crate::checkout::Checkout;
use crate::papers;
use anyhow::{Context, Result};
use std::net::TcpListener;
use std::process::Command;

/// Serves the portal with sample data on 127.0.0.1 until Ctrl-C.
pub fn run(checkout: &Checkout, mode: Mode, port: u16) -> Result<()> {
    let address = format!("127.0.0.1:{port}");
    check_free(&address)?;
    // without them the portal still answers; only papers are not drawn
    if let Err(fault) = papers::get_fonts() {
        println!("         no fonts for papers: {fault:#}");
    }
    let built = build::run(checkout, mode)?;
    check_free(&address)?;
    println!("\n         http://{address}   (Ctrl-C ends it)\n");
    let mut yucan = checkout.command(&built.yucan);
    yucan.args(["serve", "--demo", "--listen", &address]);
    yucan.arg("--site").arg(&built.site.folder);
    let database = checkout.target("demo/yucan.db");
    become_program(
        yucan
            .arg("--database")
            .arg(format!("sqlite:{}", database.display())),
    )
}

/// Better said before the wait than after it.
fn check_free(address: &str) -> Result<()> {
    TcpListener::bind(address)
        .map(drop)
        .with_context(|| format!("cannot serve on {address}; choose another port with --port"))
}

/// One process is left, so that whatever ends it ends the server.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("cannot start the server")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    crate::process::run(command)
}
