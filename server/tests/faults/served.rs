//! `yucan serve` as a process of its own, with a small site, for show: codes stand on the page.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStderr, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    command::{told, yucan},
    portal::build_site,
};

/// Longer than anything takes to be told.
const PATIENCE: Duration = Duration::from_secs(60);

/// The process, and its log.
pub struct Served {
    pub address: SocketAddr,
    child: Child,
    log: Arc<Mutex<String>>,
    reader: Option<thread::JoinHandle<()>>,
}

/// Settings that let one machine be many homes.
const ARGUMENTS: [&str; 9] = [
    "serve",
    "--demo",
    "--site",
    "site",
    "--listen",
    "127.0.0.1:0",
    "--trusted-proxies",
    "127.0.0.0/8",
    "--write-per-minute=1000000",
];

impl Served {
    /// Serves what is kept at an address, with a key file in the folder.
    pub fn start(folder: &Path, database: &str) -> Served {
        Served::start_under(folder, database, &[])
    }

    /// The same by another program that is given its command line.
    pub fn start_under(folder: &Path, database: &str, under: &[OsString]) -> Served {
        Served::run(prepared(folder, database, under))
    }

    /// The same by a command that serves, not started yet.
    pub fn run(mut command: Command) -> Served {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let log = Arc::<Mutex<String>>::default();
        let address = listening(&mut lines, &log);
        let kept = Arc::clone(&log);
        let reader = thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
                kept.lock().unwrap().push_str(&line);
                line.clear();
            }
        });
        Served {
            address,
            child,
            log,
            reader: Some(reader),
        }
    }

    /// Waits until its log says so.
    pub async fn says(&self, words: &str) {
        let begun = Instant::now();
        let mut looks = tokio::time::interval(Duration::from_millis(50));
        while !self.log.lock().unwrap().contains(words) {
            let log = || self.log.lock().unwrap().clone();
            assert!(begun.elapsed() < PATIENCE, "{words}: {}", log());
            looks.tick().await;
        }
    }

    /// Kills it; its log.
    pub fn kill(mut self) -> String {
        self.child.kill().unwrap();
        self.end().1
    }

    /// Asks it to end; its status and its log.
    pub fn stop(mut self) -> (Option<i32>, String) {
        let _ = kill_process(Pid::from_child(&self.child), Signal::TERM);
        self.end()
    }

    /// Waits for its own end; its status and its log.
    pub fn end(&mut self) -> (Option<i32>, String) {
        let status = self.child.wait().unwrap();
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        let log = std::mem::take(&mut *self.log.lock().unwrap());
        (status.code(), log)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // after a test that failed; one that was stopped has ended
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command that serves, not started.
pub fn prepared(folder: &Path, database: &str, under: &[OsString]) -> Command {
    let yucan = yucan(folder);
    let command = match under {
        [] => yucan,
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg(yucan.get_program());
            command.current_dir(folder);
            command
        }
    };
    serving(command, folder, database)
}

/// Has a command without arguments serve what is kept at an address, with site and keys in the folder.
pub fn serving(mut command: Command, folder: &Path, database: &str) -> Command {
    if !folder.join("site").exists() {
        std::fs::create_dir(folder.join("site")).unwrap();
        build_site(&folder.join("site"));
    }
    command
        .args(ARGUMENTS)
        .args(["--database", database, "--keys", "keys"]);
    command
}

fn listening(lines: &mut BufReader<ChildStderr>, log: &Mutex<String>) -> SocketAddr {
    loop {
        let mut line = String::new();
        let length = lines.read_line(&mut line).unwrap();
        assert!(length > 0, "ended early: {}", log.lock().unwrap());
        log.lock().unwrap().push_str(&line);
        let Ok(told) = serde_json::from_str::<serde_json::Value>(&line) else {
            continue;
        };
        if let Some(address) = told["address"].as_str() {
            return address.trim_start_matches("http://").parse().unwrap();
        }
    }
}

/// Tries to serve what must not be served; the status, and what was said.
pub fn refused(folder: &Path, database: &str) -> (i32, String) {
    // one that serves all the same is ended, and its status is another
    let under = ["timeout", "60"].map(OsString::from);
    told(prepared(folder, database, &under).output().unwrap())
}
