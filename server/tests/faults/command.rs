//! The command in a folder of its own.

use std::{
    path::Path,
    process::{Command, Output},
};

/// So that no settings file is near, and no variable.
pub fn yucan(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yucan"));
    command.current_dir(folder).env_clear();
    command
}

/// Runs it to its end; its status and what it said.
pub fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let ran = yucan(folder).args(arguments).output().unwrap();
    told(ran)
}

/// A status, and what was said; standard error after standard output.
pub fn told(ran: Output) -> (i32, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = ran;
    let said = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    (status.code().unwrap(), said)
}
