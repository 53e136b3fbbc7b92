//! A portal on a free port with a small site, and a visitor that speaks bytes. Every wait has an end, so that a test
//! fails instead of hanging.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use policy::{Areas, Day};
use server::{
    Running,
    clock::Clock,
    config::{Given, Settings},
    inventory::PROGRAMS_PATH,
    start,
};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Far longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a timer is set to where it is to run out.
pub const SOON: Duration = Duration::from_millis(50);

/// A file of the small site.
pub const STYLE: &str = "/pkg/main.0123456789ab.css";

/// A portal until it is dropped or stopped.
pub struct House {
    pub address: SocketAddr,
    pub admin: Option<SocketAddr>,
    running: Running,
    _site: TempDir,
}

/// Opens a portal as it comes, but for what the test changes.
pub async fn open(change: impl FnOnce(&mut Settings)) -> House {
    open_by(Areas::built_in(), change).await
}

/// The same, by other rules.
pub async fn open_by(areas: &'static Areas, change: impl FnOnce(&mut Settings)) -> House {
    open_at(areas, Arc::new(Day::new(2026, 11, 22).unwrap()), change).await
}

/// The same, by another clock.
pub async fn open_at(
    areas: &'static Areas,
    clock: Arc<dyn Clock>,
    change: impl FnOnce(&mut Settings),
) -> House {
    let site = tempfile::tempdir().unwrap();
    build_site(site.path());
    let mut settings = Settings::from(Given::default());
    settings.listen = "127.0.0.1:0".parse().unwrap();
    settings.site = site.path().to_owned();
    settings.keeping.database = format!("sqlite:{}", site.path().join("kept/yucan.db").display());
    settings.keeping.keys = site.path().join("kept/keys");
    // reading fifty megabytes for each test would be most of its time
    settings.printing.fonts = Vec::new();
    change(&mut settings);
    let running = start(&settings, areas, clock).await.unwrap();
    House {
        address: running.address,
        admin: running.admin,
        running,
        _site: site,
    }
}

/// Writes what the build writes: a manifest, hashed files, a compressed twin, and one large file.
pub fn build_site(folder: &Path) {
    let names = [
        "main.css",
        "boot.js",
        "kept.js",
        "sign.js",
        "session.js",
        "front.zh.js",
        "front.zh.wasm",
        "front.en.js",
        "front.en.wasm",
        "icons.svg",
        "favicon.svg",
    ];
    let rows = names.map(|name| {
        let (stem, ending) = name.rsplit_once('.').unwrap();
        format!(r#""{name}":"/pkg/{stem}.0123456789ab.{ending}""#)
    });
    std::fs::create_dir(folder.join("pkg")).unwrap();
    std::fs::write(
        folder.join("manifest.json"),
        format!("{{{}}}", rows.join(",")),
    )
    .unwrap();
    std::fs::write(folder.join("pkg/main.0123456789ab.css"), "main{}").unwrap();
    std::fs::write(folder.join("pkg/main.0123456789ab.css.br"), "twin").unwrap();
    let large = std::fs::File::create(folder.join("pkg/large.bin")).unwrap();
    large.set_len(64 * 1024 * 1024).unwrap();
}

impl House {
    /// Stops as by a signal; whether every visitor could finish.
    pub async fn stop(self) -> bool {
        timeout(PATIENCE, self.running.stop()).await.unwrap()
    }

    /// A new connection.
    pub async fn visit(&self) -> Visitor {
        Visitor::come(self.address).await
    }

    /// One request on a connection of its own; the whole answer.
    pub async fn ask(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut visitor = self.visit().await;
        visitor.say(request).await;
        visitor.answer().await
    }

    /// GET of an address with more header lines, each with its end.
    pub async fn get(&self, address: &str, lines: &str) -> Answer {
        self.ask(get(address, lines)).await
    }
}

/// The bytes of a GET, on a connection that closes after it.
pub fn get(address: &str, lines: &str) -> String {
    format!("GET {address} HTTP/1.1\r\nHost: yucan\r\nConnection: close\r\n{lines}\r\n")
}

/// The bytes of a POST of what is taken there, JSON or a form, on a connection that closes after it.
pub fn post(address: &str, lines: &str, body: &str) -> String {
    let length = body.len();
    let kind = match address.starts_with(PROGRAMS_PATH) {
        true => "application/json",
        false => "application/x-www-form-urlencoded",
    };
    format!(
        "POST {address} HTTP/1.1\r\nHost: yucan\r\nConnection: close\r\nContent-Type: {kind}\r\n\
         Content-Length: {length}\r\n{lines}\r\n{body}"
    )
}

/// The other end of a connection.
pub struct Visitor(TcpStream);

impl Visitor {
    pub async fn come(address: SocketAddr) -> Self {
        Self(
            timeout(PATIENCE, TcpStream::connect(address))
                .await
                .unwrap()
                .unwrap(),
        )
    }

    pub async fn say(&mut self, bytes: impl AsRef<[u8]>) {
        // A server that has answered and closed is no fault; its answer is still to be read.
        let _ = timeout(PATIENCE, self.0.write_all(bytes.as_ref()))
            .await
            .unwrap();
    }

    /// What comes until it ends with those bytes.
    pub async fn hear_until(&mut self, end: &str) -> String {
        let mut heard = Vec::new();
        while !heard.ends_with(end.as_bytes()) {
            let byte = timeout(PATIENCE, self.0.read_u8()).await.unwrap().unwrap();
            heard.push(byte);
        }
        String::from_utf8(heard).unwrap()
    }

    /// What comes until the server closes.
    pub async fn hear_all(&mut self) -> Vec<u8> {
        let mut heard = Vec::new();
        // A reset ends the answer as a close does.
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut heard))
            .await
            .unwrap();
        heard
    }

    /// The one answer that comes until the server closes.
    pub async fn answer(&mut self) -> Answer {
        Answer::read(&self.hear_all().await)
    }
}

/// An answer, taken apart.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn read(bytes: &[u8]) -> Self {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or_else(|| {
                panic!("no answer in {:?}", String::from_utf8_lossy(bytes));
            });
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head[9..12].parse().unwrap();
        Self {
            status,
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// The value of a header, named in lower case as it is sent.
    pub fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.head.lines().filter_map(|line| line.split_once(": "));
        pairs
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value)
            .next()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}
