//! A PostgreSQL server of a case's own: on a socket in a temporary folder, syncing as it would in earnest.

use std::{
    fs::{self, File, Permissions},
    io::{BufRead, BufReader},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use rustix::{
    fs::{FlockOperation, flock},
    process::{Pid, Signal, geteuid, kill_process},
};
use tempfile::TempDir;

const OLDEST: u32 = 15;
/// The server refuses to run as root; this is the user who owns nothing.
const NOBODY: &str = "65534";

/// A server that runs until the case is over.
pub struct Cluster {
    folder: TempDir,
    server: Option<Child>,
    settings: Vec<&'static str>,
}

impl Cluster {
    /// Starts one, with settings of its own.
    pub fn start(settings: &[&'static str]) -> Cluster {
        let folder = empty_folder();
        let copied = Command::new("cp")
            .arg("-a")
            .arg(template())
            .arg(folder.path().join("pages"))
            .status();
        assert!(copied.unwrap().success());
        let mut cluster = Cluster {
            folder,
            server: None,
            settings: settings.to_vec(),
        };
        cluster.begin();
        cluster
    }

    /// Starts one that follows this one. Nothing waits for it before `synchronous_standby_names` says so.
    pub fn follow(&self) -> Cluster {
        let folder = empty_folder();
        let copied = as_plain_user(&program("pg_basebackup"))
            .arg("-D")
            .arg(folder.path().join("pages"))
            .arg("-h")
            .arg(self.folder.path())
            .args(["-U", "yucan", "-R", "--checkpoint=fast"])
            .status();
        assert!(copied.unwrap().success(), "pg_basebackup failed");
        let mut cluster = Cluster {
            folder,
            server: None,
            settings: self.settings.clone(),
        };
        cluster.begin();
        cluster
    }

    /// Starts one over pages that are there already, in a folder that is let go of with it.
    pub fn over(folder: TempDir) -> Cluster {
        let pages = folder.path().join("pages");
        fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
        let owner = fs::metadata(&pages).unwrap().uid();
        if geteuid().is_root() && owner == 0 {
            let given = Command::new("chown")
                .args(["-R", NOBODY])
                .arg(&pages)
                .status();
            assert!(given.unwrap().success());
        }
        fs::set_permissions(&pages, Permissions::from_mode(0o700)).unwrap();
        let mut cluster = Cluster {
            folder,
            server: None,
            settings: Vec::new(),
        };
        cluster.begin();
        cluster
    }

    /// The address as the store takes it.
    pub fn address(&self) -> String {
        address(self.folder.path())
    }

    /// The socket it listens on.
    pub fn socket(&self) -> PathBuf {
        self.folder.path().join(".s.PGSQL.5432")
    }

    /// A folder of the case's own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts, and waits until it lets connections in.
    pub fn begin(&mut self) {
        let mut server = self.command().stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
        let is_ready = lines
            .by_ref()
            .map_while(Result::ok)
            .any(|line| line.contains("ready to accept"));
        assert!(is_ready, "PostgreSQL did not start");
        // its log is read on, or it would stop at a full pipe
        thread::spawn(move || lines.count());
        self.server = Some(server);
    }

    /// What starts it.
    pub fn command(&self) -> Command {
        let mut command = as_plain_user(&program("postgres"));
        command
            .arg("-D")
            .arg(self.folder.path().join("pages"))
            .arg("-k")
            .arg(self.folder.path());
        for setting in ["listen_addresses=", "shared_buffers=16MB", "fsync=on"]
            .iter()
            .chain(&self.settings)
        {
            command.args(["-c", setting]);
        }
        command
    }

    /// Every process of the server, the one that lets others in first.
    pub fn processes(&self) -> Vec<Pid> {
        let server = Pid::from_child(self.server.as_ref().unwrap());
        let children = format!("/proc/{0}/task/{0}/children", server.as_raw_nonzero());
        let children = fs::read_to_string(children).unwrap();
        let children = children.split_whitespace().map(|pid| pid.parse().unwrap());
        [server]
            .into_iter()
            .chain(children.filter_map(Pid::from_raw))
            .collect()
    }

    /// Ends at once, as a machine without power does: what is not synced is lost.
    pub fn end_at_once(&mut self) {
        self.end_by(Signal::QUIT);
    }

    /// Ends as it should, with everything written.
    pub fn end(&mut self) {
        self.end_by(Signal::INT);
    }

    fn end_by(&mut self, signal: Signal) {
        if let Some(mut server) = self.server.take() {
            let pid = Pid::from_child(&server);
            kill_process(pid, signal).unwrap();
            server.wait().unwrap();
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.end_at_once();
    }
}

/// The address of a server, or of something like it, whose socket is in a folder.
pub fn address(folder: &Path) -> String {
    format!(
        "postgres://yucan@localhost/postgres?host={}",
        folder.display()
    )
}

/// One that the plain user may write to.
fn empty_folder() -> TempDir {
    let folder = TempDir::with_prefix("yucan-").unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o777)).unwrap();
    folder
}

/// One of the server's own programs.
pub fn program(name: &str) -> PathBuf {
    binaries().join(name)
}

/// The newest binaries there are.
fn binaries() -> PathBuf {
    let folders = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let newest = folders
        .filter_map(|folder| folder.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| *version >= OLDEST)
        .max();
    match newest {
        Some(version) => Path::new("/usr/lib/postgresql")
            .join(version.to_string())
            .join("bin"),
        None => panic!(
            "these cases need PostgreSQL {OLDEST} or later: apt-get install postgresql-{OLDEST}"
        ),
    }
}

/// An empty cluster to copy from, made once: making one takes seconds, copying does not.
fn template() -> PathBuf {
    let version = binaries()
        .parent()
        .and_then(Path::file_name)
        .unwrap()
        .to_owned();
    let name = format!(
        "yucan-postgres-{}-{}",
        version.display(),
        geteuid().as_raw()
    );
    let template = std::env::temp_dir().join(name);
    let lock = File::create(template.with_extension("lock")).unwrap();
    flock(&lock, FlockOperation::LockExclusive).unwrap();
    if template.join("finished").exists() {
        return template.join("pages");
    }
    let _ = fs::remove_dir_all(&template);
    fs::create_dir(&template).unwrap();
    fs::set_permissions(&template, Permissions::from_mode(0o777)).unwrap();
    let made = as_plain_user(&program("initdb"))
        .arg("-D")
        .arg(template.join("pages"))
        .args([
            "-U",
            "yucan",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ])
        .stdout(Stdio::null())
        .status();
    assert!(made.unwrap().success(), "initdb failed");
    File::create(template.join("finished")).unwrap();
    template.join("pages")
}

/// A program that is not root, and does not outlive this one.
fn as_plain_user(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL"]);
    if geteuid().is_root() {
        command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]);
    }
    command.arg("--").arg(program).current_dir("/");
    command
}
