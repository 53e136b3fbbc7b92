//! The shared tables over `POST /api/decide`: the command's own wire form, one case a request, several on a connection.
//! Absent: bodies and headers that nobody honest sends; the journeys have those.

use crate::tables::{self, Line};
use policy::{Areas, Day};
use serde_json::{Map, Value, json};
use server::{
    Running, StartFault,
    config::{Given, KeepingGiven, RatesGiven, Settings},
    site::SiteFault,
    start,
};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::Arc,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A portal of its own in this process, without pages worth seeing.
struct Portal {
    runtime: Runtime,
    running: Option<Running>,
    address: SocketAddr,
    _site: TempDir,
}

impl Portal {
    fn open() -> Portal {
        let runtime = Runtime::new().expect("threads");
        let site = TempDir::new().expect("a folder");
        let settings = Settings::from(Given {
            listen: Some(([127, 0, 0, 1], 0).into()),
            site: Some(site.path().to_owned()),
            keeping: KeepingGiven {
                database: Some(format!("sqlite:{}/kept/yucan.db", site.path().display())),
                ..KeepingGiven::default()
            },
            rates: RatesGiven {
                write_per_minute: Some(0),
                ..RatesGiven::default()
            },
            ..Given::default()
        });
        let running = runtime.block_on(served(&settings, &site));
        Portal {
            runtime,
            address: running.address,
            running: Some(running),
            _site: site,
        }
    }

    fn connect(&self) -> Connection {
        let stream = TcpStream::connect(self.address).expect("it listens");
        Connection {
            reader: BufReader::new(stream.try_clone().expect("a second handle")),
            stream,
        }
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            self.runtime.block_on(running.stop());
        }
    }
}

/// Serves a site whose manifest names whatever the server asks for.
async fn served(settings: &Settings, site: &TempDir) -> Running {
    let mut manifest = Map::new();
    loop {
        let text = Value::Object(manifest.clone()).to_string();
        fs::write(site.path().join("manifest.json"), text).expect("written");
        let today = Day::parse("2026-11-22").expect("a day");
        match start(settings, Areas::built_in(), Arc::new(today)).await {
            Ok(running) => return running,
            Err(StartFault::Site(SiteFault::Missing(_, name))) => {
                manifest.insert(name.to_owned(), json!(format!("/pkg/{name}")));
            }
            Err(fault) => panic!("{fault}"),
        }
    }
}

/// A connection that is kept over several requests.
struct Connection {
    stream: TcpStream,
    reader: BufReader<TcpStream>,
}

impl Connection {
    /// Posts a case; the status and the body.
    fn post(&mut self, body: &[u8]) -> (u16, Vec<u8>) {
        let head = format!(
            "POST /api/decide HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.stream.write_all(head.as_bytes()).expect("it listens");
        self.stream.write_all(body).expect("it listens");
        let mut status = String::new();
        self.reader.read_line(&mut status).expect("it answers");
        let status = status.split(' ').nth(1).and_then(|word| word.parse().ok());
        let mut length = None;
        loop {
            let mut header = String::new();
            self.reader.read_line(&mut header).expect("headers");
            let header = header.trim_end().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(bytes) = header.strip_prefix("content-length: ") {
                length = bytes.parse().ok();
            }
        }
        let mut body = vec![0; length.expect("a length")];
        self.reader.read_exact(&mut body).expect("the body");
        (status.expect("a status"), body)
    }
}

fn check(lines: &[Line], status: u16) {
    let portal = Portal::open();
    let mut connection = portal.connect();
    for line in lines {
        let shown = String::from_utf8_lossy(&line.asked);
        let (given, body) = connection.post(&line.asked);
        assert_eq!(given, status, "{shown}");
        assert!(body == line.answered, "{shown}");
    }
}

#[test]
fn every_case_is_answered() {
    check(&tables::cases(), 200);
}

#[test]
fn every_refusal_is_given() {
    check(&tables::refusals(), 422);
}
