//! The command line: one file a subcommand. Messages go to standard error, name the thing and the way out.

pub mod areas;
pub mod backup;
pub mod begin;
pub mod case;
mod copied;
pub mod decide;
pub mod double;
mod files;
pub mod head;
pub mod keys;
pub mod rebuild;
pub mod restore;
pub mod serve;
pub mod verify;
pub mod work;

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::{StartFault, config::FileFault, logs, rules::RulesFault};

/// Newborn medical-insurance pre-enrolment: may we, from when, and why.
#[derive(Debug, Parser)]
#[command(name = "yucan", version, max_term_width = 100)]
struct Yucan {
    /// Settings file [default: yucan.toml here, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "YUCAN_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the portal
    Serve(Box<crate::config::Given>),
    /// Answer facts: JSON Lines on standard input, JSON Lines on standard output, in order
    Decide(decide::DecideGiven),
    /// Act for the agency on one application
    Case(case::CaseGiven),
    /// Walk the audit's tree and the database's own checks
    Verify(verify::VerifyGiven),
    /// Print the audit's newest signed head, to be kept elsewhere for `yucan verify --head`
    Head(head::HeadGiven),
    /// Make every derived row again from the entries
    Rebuild(rebuild::RebuildGiven),
    /// Begin a new, empty database on purpose, where one was lost
    Begin(begin::BeginGiven),
    /// Copy the database while it serves
    Backup(backup::BackupGiven),
    /// Bring a copy back, after it has proved itself
    Restore(restore::RestoreGiven),
    /// Look after the keys that wrap families' keys
    Keys(keys::KeysGiven),
    /// Say what is due to the world outside
    Work(Box<crate::config::Given>),
    /// Look after rule files
    #[command(subcommand)]
    Areas(areas::AreasCommand),
    /// Stand in for everybody outside whom the portal calls, for trying things out
    Double(double::DoubleGiven),
}

/// How a command ended that was used rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done: status 0.
    Done,
    /// Looked, and said no: status 1.
    SaidNo,
    /// Was asked for what makes no sense: status 2.
    Misused,
}

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The settings file is wrong: status 2.
    #[error(transparent)]
    Settings(#[from] FileFault),
    /// The rule files are wrong: status 2.
    #[error(transparent)]
    Rules(#[from] RulesFault),
    /// The portal can't start: status 2, and 1 where the files can't be opened.
    #[error(transparent)]
    Start(#[from] StartFault),
    /// Not all is given that calls to the world outside need: status 2.
    #[error(transparent)]
    Outside(#[from] crate::config::OutsideFault),
    /// The double can't start: status 2.
    #[error(transparent)]
    Double(#[from] crate::double::DoubleFault),
    /// The system gives us no threads or signals: status 1.
    #[error("cannot start: {0}")]
    Runtime(#[source] std::io::Error),
    /// The files can't be opened: status 1.
    #[error(transparent)]
    Keeping(#[from] crate::keeping::KeepingFault),
    /// The office could not do it: status 1.
    #[error(transparent)]
    Office(#[from] registry::office::OfficeFault),
    /// The database could not do it: status 1.
    #[error(transparent)]
    Store(#[from] registry::store::StoreFault),
    /// The database was found damaged while it served: status 1.
    #[error(
        "the database is damaged, and the portal has stopped; look with `yucan verify`, and bring the last copy back \
         with `yucan restore COPY --replace`"
    )]
    Damaged,
    /// It was told to stop before it was done: status 1.
    #[error("stopped before the end; nothing was changed")]
    Stopped,
    /// A copy could not be made or brought back: status 1.
    #[error(transparent)]
    Copying(#[from] registry::store::CopyFault),
    /// The serving process could not do it: status 1.
    #[error("{0}")]
    Control(String),
    /// A file can't be read or written: status 1.
    #[error("{path}: {fault}", path = .0.display(), fault = .1)]
    File(PathBuf, #[source] std::io::Error),
    /// A copy can't be brought back: status 1.
    #[error("{0}")]
    Copy(String),
    /// The world outside can't be called: status 2.
    #[error(transparent)]
    World(#[from] crate::world::WorldFault),
    /// The stream of lines broke: status 1.
    #[error(transparent)]
    Stream(#[from] crate::batch::Fault),
}

impl Fault {
    fn status(&self) -> u8 {
        match self {
            Self::Start(StartFault::Keeping(_) | StartFault::Control(_)) => 1,
            Self::Settings(_)
            | Self::Rules(_)
            | Self::Start(_)
            | Self::Outside(_)
            | Self::Double(_)
            | Self::World(_) => 2,
            Self::Runtime(_)
            | Self::Stream(_)
            | Self::Keeping(_)
            | Self::Office(_)
            | Self::Store(_)
            | Self::Copying(_)
            | Self::Damaged
            | Self::Stopped
            | Self::Control(_)
            | Self::Copy(_)
            | Self::File(..) => 1,
        }
    }
}

/// Runs one command with its whole command line, program name first. Status 0 done, 1 said no, 2 wrong use.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    logs::keep_panics_quiet();
    let yucan = match Yucan::try_parse_from(arguments) {
        Ok(yucan) => yucan,
        Err(told) => {
            // Help and version come this way too. A closed terminal is no reason to fail.
            let _ = told.print();
            return if told.use_stderr() {
                ExitCode::from(2)
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    let config = yucan.config.as_deref();
    let outcome = match yucan.command {
        Command::Serve(given) => serve::run(*given, config),
        Command::Decide(given) => decide::run(given, config),
        Command::Areas(command) => areas::run(&command),
        Command::Case(given) => case::run(given, config),
        Command::Verify(given) => verify::run(given, config),
        Command::Head(given) => head::run(given, config),
        Command::Rebuild(given) => rebuild::run(given, config),
        Command::Begin(given) => begin::run(given, config),
        Command::Backup(given) => backup::run(given, config),
        Command::Restore(given) => restore::run(given, config),
        Command::Keys(given) => keys::run(given, config),
        Command::Work(given) => work::run(*given, config),
        Command::Double(given) => double::run(&given),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SaidNo) => ExitCode::from(1),
        Ok(Outcome::Misused) => ExitCode::from(2),
        Err(fault) => {
            eprintln!("yucan: {fault}");
            ExitCode::from(fault.status())
        }
    }
}
