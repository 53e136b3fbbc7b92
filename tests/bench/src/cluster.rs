//! A PostgreSQL server of this program's own, with the settings it comes with, and `pgbench` beside it.

use crate::places::{Places, read, run};
use anyhow::{Context, Result, bail};
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// It refuses to run as the superuser; this is the user who owns nothing.
const NOBODY: &str = "65534";

/// Ends with its owner.
pub struct Cluster {
    programs: PathBuf,
    folder: TempDir,
    server: Child,
}

impl Cluster {
    pub fn start(places: &Places) -> Result<Cluster> {
        let programs = programs(places)?;
        let folder = tempfile::tempdir_in("/var/tmp")?;
        fs::set_permissions(folder.path(), Permissions::from_mode(0o777))?;
        let pages = folder.path().join("pages");
        run(as_plain_user(&programs.join("initdb"))
            .args([
                "-U",
                "yucan",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-D",
            ])
            .arg(&pages)
            .stdout(Stdio::null()))?;
        let mut server = as_plain_user(&programs.join("postgres"))
            .arg("-D")
            .arg(&pages)
            .arg("-k")
            .arg(folder.path())
            .args(["-c", "listen_addresses=", "-c", "max_connections=120"])
            .stderr(Stdio::piped())
            .spawn()
            .context("cannot start postgres")?;
        let said = server.stderr.take().context("it was asked for")?;
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        let is_ready = lines
            .by_ref()
            .any(|line| line.contains("ready to accept connections"));
        std::thread::spawn(move || lines.count());
        let cluster = Cluster {
            programs,
            folder,
            server,
        };
        if !is_ready {
            bail!("postgres did not start");
        }
        cluster.prepare()?;
        Ok(cluster)
    }

    pub fn address(&self) -> String {
        let folder = self.folder.path().display();
        format!("postgres://yucan@localhost/postgres?host={folder}")
    }

    /// The yardstick: as many clients insert one row each a transaction, of the size of an entry.
    pub fn rows_a_second(&self, clients: usize, lasting: Duration) -> Result<f64> {
        let script = self.folder.path().join("row.sql");
        let seconds = lasting.as_secs().max(1).to_string();
        let told = read(
            self.client("pgbench")
                .args(["-n", "-M", "prepared", "-j", "2", "-T", &seconds, "-f"])
                .arg(script)
                .args(["-c", &clients.to_string(), "postgres"]),
        )?;
        let line = told.lines().find_map(|line| line.strip_prefix("tps = "));
        let number = line.and_then(|line| line.split_whitespace().next());
        Ok(number.context("pgbench tells no tps")?.parse()?)
    }

    fn prepare(&self) -> Result<()> {
        fs::write(
            self.folder.path().join("row.sql"),
            "INSERT INTO one (at, body) VALUES (now(), decode(repeat('5a', 700), 'hex'));\n",
        )?;
        let table = "CREATE TABLE one (id bigserial PRIMARY KEY, at timestamptz, body bytea)";
        run(self
            .client("psql")
            .args(["-q", "-d", "postgres", "-c", table]))
    }

    fn client(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command
            .arg("-h")
            .arg(self.folder.path())
            .args(["-U", "yucan"])
            .stderr(Stdio::piped());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let process = nix::unistd::Pid::from_raw(self.server.id() as i32);
        // it may have ended already, which is as good
        let _ = nix::sys::signal::kill(process, nix::sys::signal::Signal::SIGQUIT);
        let _ = self.server.wait();
    }
}

/// The newest there are; installed where there are none.
fn programs(places: &Places) -> Result<PathBuf> {
    let newest = || {
        let folders = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
        let versions = folders.filter_map(|folder| folder.ok()?.file_name().to_str()?.parse().ok());
        let newest: Option<u32> = versions.max();
        newest.map(|newest| {
            Path::new("/usr/lib/postgresql")
                .join(newest.to_string())
                .join("bin")
        })
    };
    if let Some(found) = newest() {
        return Ok(found);
    }
    run(places.xtask().args(["get", "postgresql"]))?;
    newest().context("postgresql is installed, but brings no programs")
}

fn as_plain_user(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if nix::unistd::geteuid().is_root() {
        command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]);
    }
    command.arg("--").arg(program).current_dir("/");
    command
}
