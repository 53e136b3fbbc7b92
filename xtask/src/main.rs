//! The project's tasks: `cargo xtask build | serve | test | bench | faults | fuzz`. One file a task; what tasks are made of
//! stands in a module named after its noun. Nothing here is needed by the portal once it runs.

mod advisories;
mod agreement;
mod bench;
mod build;
mod checkout;
mod debian;
mod faults;
mod front;
mod fuzz;
mod gates;
mod journeys;
mod kept;
mod licences;
mod npm;
mod older;
mod papers;
mod postgres;
mod process;
mod progress;
mod serve;
mod site;
mod style;
mod test;
mod tidy;
mod toolchain;
mod weight;

use anyhow::Result;
use build::Mode;
use checkout::Checkout;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The portal's tasks.")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the server and what it serves into target/site.
    Build {
        /// What is deployed: optimised, minified, lowered, with Brotli and gzip beside each file.
        #[arg(long)]
        release: bool,
    },
    /// Build, then serve the portal with sample data.
    Serve {
        /// The port on 127.0.0.1.
        #[arg(long, default_value_t = 3000)]
        port: u16,
        /// Serve what is deployed instead of the quick build.
        #[arg(long)]
        release: bool,
    },
    /// Every check there is, browser journeys included.
    Test {
        /// Only the checks whose heading holds one of these words.
        words: Vec<String>,
    },
    /// The speed, size and load figures against their yardsticks.
    Bench {
        /// Words that choose figures, and `--full` for more rounds.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Everything that may fail, many times each, with a closing table.
    Faults {
        /// Only the tests whose names hold one of these words.
        words: Vec<String>,
    },
    /// Run each target of tests/fuzz for a while.
    Fuzz {
        /// How long each target runs.
        #[arg(long, default_value_t = 15)]
        seconds: u64,
    },
    /// The crates and functions that weigh most in the WebAssembly built last.
    Weigh,
    /// WebAssembly and glue of another islands crate, made by the same steps; for yardsticks.
    Islands {
        /// The crate's Cargo.toml; its workspace needs the `wasm` profile.
        manifest: std::path::PathBuf,
        /// The folder for front.js and front.wasm.
        out: std::path::PathBuf,
    },
    /// Debian packages that yardsticks need.
    Get {
        /// Their names.
        packages: Vec<String>,
    },
    /// A script that drives a browser, with the browser and its driver.
    Drive {
        /// The script.
        script: std::path::PathBuf,
        /// Handed on to it.
        words: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(&Checkout::here()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // the story of causes helps; the places in this program that they passed do not
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(checkout: &Checkout) -> Result<()> {
    match Arguments::parse().task {
        Task::Build { release } => build::run(checkout, Mode::from_flag(release)).map(drop),
        Task::Serve { port, release } => serve::run(checkout, Mode::from_flag(release), port),
        Task::Test { words } => test::run(checkout, &words),
        Task::Bench { rest } => bench::run(checkout, &rest),
        Task::Faults { words } => faults::run(checkout, &words),
        Task::Fuzz { seconds } => fuzz::run(checkout, seconds),
        Task::Weigh => weight::print(checkout),
        Task::Islands { manifest, out } => front::build_other(checkout, &manifest, &out),
        Task::Get { packages } => debian::get(&packages),
        Task::Drive { script, words } => journeys::drive(checkout, &script, &words),
    }
}
