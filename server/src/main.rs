//! The `yucan` command.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A page and a clerk's file are made of many small strings, given back at once: a quarter of the system allocator's
/// instructions were theirs.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    server::cli::run(std::env::args_os())
}
