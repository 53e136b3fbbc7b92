//! A whole life of the server as a process: settings from everywhere, the log, the signal to stop.

use std::{
    collections::BTreeSet,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, ChildStderr, Command, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

use crate::{
    cluster::Cluster,
    command::yucan,
    portal::{build_site, get},
};

/// Strings of a planted family that must stand in no line of the log.
const MARKS: [&str; 6] = [
    "441702199503081223",
    "13800138000",
    "lin-xiaomei",
    "192.0.2.77",
    "due_date",
    "forged-id",
];

/// Everything a line may say.
const FIELDS: [&str; 10] = [
    "timestamp",
    "level",
    "message",
    "request_id",
    "route",
    "status",
    "duration_us",
    "address",
    "all_finished",
    "file",
];

struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
    lines: Vec<String>,
    address: String,
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self {
            child,
            log,
            lines: Vec::new(),
            address: String::new(),
        };
        while server.address.is_empty() {
            server.read_address();
        }
        server
    }

    /// One line of its log, which may tell where it listens.
    fn read_address(&mut self) {
        let mut line = String::new();
        assert!(
            self.log.read_line(&mut line).unwrap() > 0,
            "ended early: {:?}",
            self.lines
        );
        let told: serde_json::Value =
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line}"));
        if let Some(address) = told["address"].as_str() {
            self.address = address.trim_start_matches("http://").to_owned();
        }
        self.lines.push(line);
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to end; its status and its whole log.
    fn stop(mut self, signal: Signal) -> (Option<i32>, Vec<String>) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
        self.lines
            .extend(self.log.by_ref().lines().map(Result::unwrap));
        (
            self.child.wait().unwrap().code(),
            std::mem::take(&mut self.lines),
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // After a test that failed; one that was stopped has ended.
        let _ = self.child.kill();
    }
}

#[test]
fn the_log_says_what_happened_and_to_nobody_whom() {
    let folder = tempfile::tempdir().unwrap();
    build_site(folder.path());
    let server = Server::start(yucan(folder.path()).args([
        "serve",
        "--site",
        ".",
        "--listen",
        "127.0.0.1:0",
    ]));
    let [id, phone, name, address, field, forged] = MARKS;
    let requests = [
        get(
            &format!("/law/{id}"),
            &format!("User-Agent: {name}\r\nX-Forwarded-For: {address}\r\n"),
        ),
        get(
            &format!("/nowhere/{phone}?{field}={id}"),
            &format!("X-Request-Id: {forged}\r\nCookie: lang={name}\r\n"),
        ),
        get(&format!("/?area=%1b%5b31m%0a{phone}"), ""),
        get(&format!("/api/areas?q={name}"), ""),
        crate::portal::post(
            "/api/decide",
            "",
            &format!(r#"{{"id":"{name}\u001b\n","mother":"{id}"}}"#),
        ),
        format!("{id} {phone}\r\n\r\n"),
    ];
    for request in &requests {
        server.ask(request);
    }
    let (status, lines) = server.stop(Signal::TERM);
    assert_eq!(status, Some(0));
    let answered = lines
        .iter()
        .filter(|line| line.contains("request answered"))
        .count();
    assert_eq!(
        answered,
        requests.len() - 1,
        "what is no HTTP never was a request"
    );
    for line in &lines {
        let fields: BTreeSet<String> = serde_json::from_str::<serde_json::Map<_, _>>(line)
            .unwrap()
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert!(
            fields.iter().all(|field| FIELDS.contains(&field.as_str())),
            "{line}"
        );
        assert!(!MARKS.iter().any(|mark| line.contains(mark)), "{line}");
        assert!(!line.contains('\u{1b}'), "{line:?}");
    }
    let routes: Vec<_> = lines
        .iter()
        .filter_map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            Some(format!(
                "{} {}",
                line["status"],
                line.get("route")?.as_str().unwrap()
            ))
        })
        .collect();
    assert_eq!(
        routes,
        [
            "404 /law/{clause}",
            "404 none",
            "200 /",
            "200 /api/areas",
            "422 /api/decide"
        ]
    );
}

#[test]
fn the_command_line_outweighs_the_environment_and_that_the_file() {
    let folder = tempfile::tempdir().unwrap();
    build_site(folder.path());
    fs::write(
        folder.path().join("yucan.toml"),
        "listen = '127.0.0.2:0'\nsite = '.'\ndemo = true\n",
    )
    .unwrap();
    type Row<'a> = (&'a str, &'a [&'a str], Option<&'a str>, &'a str, &'a str);
    let env = Some("127.0.0.3:0");
    let flag = ["--listen", "127.0.0.4:0"];
    let rows: [Row; 4] = [
        ("the file", &[], None, "127.0.0.2:", "Disallow: /\n"),
        ("the environment", &[], env, "127.0.0.3:", "Disallow: /\n"),
        (
            "the command line",
            &flag,
            env,
            "127.0.0.4:",
            "Disallow: /\n",
        ),
        (
            "a flag taken back",
            &["--demo=false"],
            None,
            "127.0.0.2:",
            "Disallow: /api/\n",
        ),
    ];
    for (name, arguments, listen, address, robots) in rows {
        let mut command = yucan(folder.path());
        command
            .arg("serve")
            .args(arguments)
            .envs(listen.map(|listen| ("YUCAN_LISTEN", listen)));
        let server = Server::start(&mut command);
        assert!(
            server.address.starts_with(address),
            "{name}: {}",
            server.address
        );
        let answer = server.ask(&get("/robots.txt", ""));
        assert!(answer.contains(robots), "{name}: {answer}");
        assert_eq!(server.stop(Signal::INT).0, Some(0), "{name}");
    }
}

#[test]
fn a_database_that_is_begun_is_told_of_once() {
    let folder = tempfile::tempdir().unwrap();
    build_site(folder.path());
    let cluster = Cluster::start(&[]);
    let rows = [
        ("sqlite:kept/yucan.db", "kept/keys"),
        (&cluster.address(), "there/keys"),
    ];
    for (database, keys) in rows {
        for times in [1, 0] {
            let mut command = yucan(folder.path());
            command.args(["serve", "--site", ".", "--listen", "127.0.0.1:0"]);
            command.args(["--database", database, "--keys", keys]);
            let (status, lines) = Server::start(&mut command).stop(Signal::TERM);
            assert_eq!(status, Some(0), "{lines:?}");
            let told = lines
                .iter()
                .filter(|line| line.contains("a new database was begun"));
            assert_eq!(told.count(), times, "{database}: {lines:#?}");
        }
    }
}

#[test]
fn a_start_that_believes_any_host_says_what_to_set() {
    let folder = tempfile::tempdir().unwrap();
    build_site(folder.path());
    let home = "127.0.0.1:0";
    let rows: [(&str, &[&str], bool); 8] = [
        ("0.0.0.0:0", &[], true),
        ("[::]:0", &[], true),
        ("0.0.0.0:0", &["--hosts", "yucan.example"], false),
        ("0.0.0.0:0", &["--origin", "https://yucan.example"], false),
        ("0.0.0.0:0", &["--demo"], false),
        (home, &[], false),
        (home, &["--trusted-proxies", "127.0.0.1"], true),
        (home, &["--https"], true),
    ];
    for (listen, more, is_told) in rows {
        let mut command = yucan(folder.path());
        command.args(["serve", "--site", ".", "--listen", listen]);
        let (status, lines) = Server::start(command.args(more)).stop(Signal::TERM);
        assert_eq!(status, Some(0), "{lines:?}");
        let mut warned = lines.iter().filter(|line| line.contains("\"WARN\""));
        let told = warned.find(|line| line.contains("`hosts`") && line.contains("`origin`"));
        assert_eq!(told.is_some(), is_told, "{listen} {more:?}: {lines:#?}");
    }
}
