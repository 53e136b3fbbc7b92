//! Programs that serve, started on a free port of this machine and ended with their owner.

use crate::http::Visitor;
use crate::places::Places;
use anyhow::{Context, Result};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The check, answered: the first of the shared cases, as its query says it.
pub const ANSWERED: &str = "/check?area=441702&asked_on=2026-09-20&due_date=2027-01-10\
    &mother_insurance=resident&mother_area=441702&mother_year=2026";

/// How long a program may take until it listens, under callgrind too.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running server.
pub struct Server {
    child: Child,
    /// Its host and port.
    pub host: String,
}

impl Server {
    /// Starts a program that tells `http://127.0.0.1:PORT` on standard error once it listens.
    pub fn start(command: &mut Command) -> Result<Server> {
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {program}"))?;
        let said = child.stderr.take().expect("it was asked for");
        let mut server = Server {
            child,
            host: String::new(),
        };
        server.host = listen(said).with_context(|| format!("{program} does not listen"))?;
        Ok(server)
    }

    /// The portal as it is deployed, without limits on how often one address may ask.
    pub fn portal(places: &Places) -> Result<Server> {
        Server::start(&mut portal(places, &[], 0))
    }

    /// A visitor of it.
    pub fn visitor(&self) -> Visitor {
        Visitor::of(&self.host)
    }

    /// Its number.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end, and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        kill(Pid::from_raw(self.child.id() as i32), Signal::SIGTERM)?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // it may have ended already, which is as good
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `yucan serve` on that port, 0 for a free one, behind another program's words where there are some.
pub fn portal(places: &Places, before: &[&str], port: u16) -> Command {
    let words: Vec<&Path> = before
        .iter()
        .map(Path::new)
        .chain([places.yucan.as_path()])
        .collect();
    let mut command = Command::new(words[0]);
    command
        .args(&words[1..])
        .args(["serve", "--listen", &format!("127.0.0.1:{port}")])
        .args([
            "--read-per-minute",
            "0",
            "--static-per-minute",
            "0",
            "--site",
        ])
        .arg(&places.site)
        .current_dir(&places.root);
    command
}

/// The host and port that a program tells; everything else it says is read and forgotten.
fn listen(said: ChildStderr) -> Result<String> {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(said).lines().map_while(Result::ok) {
            if let Some((_, rest)) = line.split_once("http://127.0.0.1:") {
                let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
                // nobody listens any more once the first was told
                let _ = tell.send(format!("127.0.0.1:{port}"));
            }
        }
    });
    told.recv_timeout(PATIENCE).context("it told no address")
}
