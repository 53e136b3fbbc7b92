//! Instructions of the server for one answered page, over HTTP, against axum and maud writing the same document.

use crate::places::{Places, run};
use crate::portal::{ANSWERED, Server, portal};
use crate::rounds::Effort;
use crate::table::Row;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "../maud-twin/html.rs"]
mod html;

/// Measures.
pub fn measure(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let valgrind = places.need("valgrind", "valgrind")?;
    let folder = tempfile::tempdir()?;
    let server = Server::portal(places)?;
    let page = server.visitor().get(ANSWERED, 200)?;
    server.stop()?;
    let twin = twin(places, &page.text())?;
    same_document(&page.text(), &twin)?;

    let valgrind = valgrind.to_string_lossy().into_owned();
    let out = folder.path().join("callgrind.out");
    let flag = format!("--callgrind-out-file={}", out.display());
    let before = [&*valgrind, "--tool=callgrind", "--combine-dumps=yes", &flag];
    let requests = effort.of(20, 100);
    let ours = per_request(requests, &out, || portal(places, &before, 0))?;
    let theirs = per_request(requests, &out, || {
        let mut command = Command::new(before[0]);
        command.args(&before[1..]).arg(&twin);
        command
    })?;
    let thousands = |instructions: f64| format!("{:.0} k", instructions / 1000.0);
    Ok(vec![
        Row::told(
            format!(
                "server instructions for /check with an answer ({} KB)",
                page.body.len() / 1000
            ),
            thousands(ours),
            format!("{}, axum and maud, the same document", thousands(theirs)),
            format!("{:.2} ×", ours / theirs),
        )
        .at_most(1.5, "×", ours / theirs),
    ])
}

/// Builds the twin of that page.
fn twin(places: &Places, page: &str) -> Result<PathBuf> {
    let target = places.at("tests/bench/target");
    let document = target.join("twin.html");
    fs::create_dir_all(&target)?;
    if !fs::read_to_string(&document).is_ok_and(|there| there == page) {
        fs::write(&document, page)?;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build
        .args(["build", "--quiet", "--release", "--package", "maud-twin"])
        .arg("--manifest-path")
        .arg(places.at("tests/bench/Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .env("TWIN_DOCUMENT", &document);
    run(&mut build)?;
    Ok(target.join("release/maud-twin"))
}

/// A twin that writes something else measures nothing.
fn same_document(ours: &str, twin: &Path) -> Result<()> {
    let server = Server::start(&mut Command::new(twin))?;
    let theirs = server.visitor().get(ANSWERED, 200)?.text();
    server.stop()?;
    ensure!(
        html::parse(ours)? == html::parse(&theirs)?,
        "the twin's document differs from ours"
    );
    Ok(())
}

/// Instructions for one more request: of three times as many less those of once as many.
fn per_request(requests: usize, out: &Path, command: impl Fn() -> Command) -> Result<f64> {
    let total = |requests: usize| -> Result<f64> {
        let mut command = command();
        // one worker thread, so that none is paid for waiting
        let server = Server::start(command.env("TOKIO_WORKER_THREADS", "1"))?;
        let visitor = server.visitor();
        for _ in 0..requests {
            visitor.get(ANSWERED, 200)?;
        }
        server.stop()?;
        let profile = fs::read_to_string(out).context("callgrind left no profile")?;
        let total = profile
            .lines()
            .rev()
            .find_map(|line| line.strip_prefix("totals: "));
        Ok(total.context("a profile without totals")?.trim().parse()?)
    };
    let few = total(requests)?;
    let many = total(3 * requests)?;
    Ok((many - few) / (2 * requests) as f64)
}
