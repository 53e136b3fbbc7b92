//! Requests whose end two programs may see at two places, sent to the portal and to an nginx that stands before it as the
//! documentation says: nothing hidden in one is ever taken for a request of its own, and the next visitor gets the
//! answer to what it asked.

use std::{
    fs,
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use rustix::process::geteuid;
use tempfile::TempDir;
use tokio::{net::TcpStream, time::Instant};

use crate::{
    portal::{House, Visitor, open},
    trial::Trial,
};

const DOCUMENTATION: &str = include_str!("../../../docs/deployment.md");
const NAME: &str = "yucan.example.cn";
/// What is hidden: the only request here for that page.
const HIDDEN: &str = "GET /compare HTTP/1.1\r\nHost: yucan.example.cn\r\n\r\n";
const PATIENCE: Duration = Duration::from_secs(30);

/// Name, head after its `Host`, body, the statuses that may answer it.
type Row = (&'static str, String, String, &'static [u16]);

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    let json = "Content-Type: application/json\r\n";
    let plain = "Content-Type: text/plain\r\n";
    let foreign = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";
    let decide = |lines: &str| format!("POST /api/decide HTTP/1.1\r\n{lines}");
    let whole = format!("Content-Length: {}\r\n", HIDDEN.len());
    let chunked = "Transfer-Encoding: chunked\r\n";
    let no_chunks = || format!("0\r\n\r\n{HIDDEN}");
    let one_chunk = format!("{:x}\r\n{HIDDEN}\r\n0\r\n\r\n", HIDDEN.len());
    let hidden = || HIDDEN.to_owned();
    vec![
        // two lengths
        ("a length, then chunks", decide(&format!("{json}{whole}{chunked}")), no_chunks(), &[400]),
        ("chunks, then a length", decide(&format!("{json}{chunked}{whole}")), no_chunks(), &[400]),
        ("a short length and chunks", decide(&format!("{json}Content-Length: 3\r\n{chunked}")), one_chunk.clone(), &[400]),
        ("two lengths", decide(&format!("{json}Content-Length: 0\r\n{whole}")), hidden(), &[400]),
        ("two lengths, the other way round", decide(&format!("{json}{whole}Content-Length: 0\r\n")), hidden(), &[400]),
        ("two lengths in one line", decide(&format!("{json}Content-Length: 0, {}\r\n", HIDDEN.len())), hidden(), &[400]),
        // chunks in disguise
        ("chunks, a blank before the colon", decide(&format!("{json}Content-Length: 0\r\nTransfer-Encoding : chunked\r\n")), one_chunk.clone(), &[400]),
        ("a length, a blank before the colon", decide(&format!("{json}Content-Length : {}\r\n", HIDDEN.len())), hidden(), &[400]),
        ("chunks by another name", decide(&format!("{json}{whole}Transfer-Encoding: xchunked\r\n")), hidden(), &[400, 501]),
        ("chunks twice", decide(&format!("{json}Transfer-Encoding: chunked, chunked\r\n")), no_chunks(), &[400, 501]),
        ("chunks that are none", decide(&format!("{json}Transfer-Encoding: identity\r\n{whole}")), hidden(), &[400, 501]),
        ("chunks after a vertical tab", decide(&format!("{json}{whole}Transfer-Encoding:\u{b}chunked\r\n")), no_chunks(), &[400, 501]),
        ("chunks on the next line", decide(&format!("{json}{whole}Transfer-Encoding:\r\n chunked\r\n")), no_chunks(), &[400, 501]),
        ("chunks of an older protocol", format!("POST /api/decide HTTP/1.0\r\n{json}{chunked}"), no_chunks(), &[400, 411, 501]),
        // lengths that are none
        ("a length with a sign", decide(&format!("{json}Content-Length: +{}\r\n", HIDDEN.len())), hidden(), &[400]),
        ("a length below nothing", decide(&format!("{json}Content-Length: -1\r\n")), hidden(), &[400]),
        ("a length in hexadecimal", decide(&format!("{json}Content-Length: 0x{:x}\r\n", HIDDEN.len())), hidden(), &[400]),
        ("a length beyond numbers", decide(&format!("{json}Content-Length: 18446744073709551617\r\n")), hidden(), &[400, 413]),
        ("a chunk beyond numbers", decide(&format!("{json}{chunked}")), format!("10000000000000000\r\n{HIDDEN}"), &[400, 413]),
        ("a line that is no header", decide(&format!("{json}{whole}Transfer-Encoding\r\n")), hidden(), &[400, 501]),
        ("a line end in a header", decide(&format!("{json}X: a\rTransfer-Encoding: chunked\r\n{whole}")), hidden(), &[400, 422]),
        // bodies that are refused before anybody has read them
        ("a body of another kind", decide(&format!("{plain}{whole}")), hidden(), &[415]),
        ("a body from a foreign page", decide(&format!("{json}{foreign}{whole}")), hidden(), &[403]),
        ("a body for a page", format!("GET /law HTTP/1.1\r\n{whole}"), hidden(), &[413]),
        ("a body where nothing is", format!("POST /nowhere HTTP/1.1\r\n{whole}"), hidden(), &[404, 413]),
        ("a body where one looks", format!("POST /law HTTP/1.1\r\n{whole}"), hidden(), &[405, 413]),
        ("a body for another door", format!("POST /file/withdraw HTTP/1.1\r\n{plain}{whole}"), hidden(), &[415]),
        ("a body that waits to be asked for", decide(&format!("{plain}{whole}Expect: 100-continue\r\n")), hidden(), &[100, 415, 417]),
        // and one that is read
        ("a body that is no case", decide(&format!("{json}{whole}")), hidden(), &[422]),
    ]
}

/// Statuses of the answers that came on one connection.
fn statuses(heard: &[u8]) -> Vec<u16> {
    let heard = String::from_utf8_lossy(heard);
    let answers = heard.split("HTTP/1.1 ").skip(1);
    answers.map(|one| one[..3].parse().unwrap()).collect()
}

/// How often the hidden page was asked for, by the portal's own count.
async fn hidden_seen(house: &House) -> u32 {
    let mut operator = Visitor::come(house.admin.unwrap()).await;
    operator.say(asked_of_us("/metrics")).await;
    let answer = operator.answer().await;
    assert_eq!(answer.status, 200);
    let lines = answer.text().lines();
    let counts = lines.filter(|line| line.contains("route=\"/compare\""));
    counts
        .map(|line| line.rsplit(' ').next().unwrap().parse::<u32>().unwrap())
        .sum()
}

/// The last request of its connection.
fn asked_of_us(address: &str) -> String {
    format!("GET {address} HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n")
}

fn innocent() -> String {
    asked_of_us("/healthz")
}

async fn house() -> House {
    open(|settings| {
        settings.admin = Some("127.0.0.1:0".parse().unwrap());
        settings.edge.hosts = vec![NAME.into()];
        settings.edge.trusted_proxies =
            vec!["127.0.0.1".parse::<std::net::IpAddr>().unwrap().into()];
    })
    .await
}

/// Sends every row to an address behind which the portal is.
async fn all_to(house: &House, to: SocketAddr) -> usize {
    let rows = rows();
    for (name, head, body, expected) in &rows {
        let (line, lines) = head.split_once("\r\n").unwrap();
        let mut visitor = Visitor::come(to).await;
        // the next request of the same connection, which is to be its last
        let sent = format!("{line}\r\nHost: {NAME}\r\n{lines}\r\n{body}{}", innocent());
        visitor.say(sent).await;
        let heard = visitor.hear_all().await;
        let answered = statuses(&heard);
        let first = answered
            .first()
            .unwrap_or_else(|| panic!("{name}: no answer"));
        assert!(expected.contains(first), "{name}: {answered:?}");
        match answered.as_slice() {
            // whose end is in doubt is the last of its connection
            [_] => {}
            [first, 200] | [100, first, 200] if *first != 400 => {}
            _ => panic!("{name}: {answered:?}"),
        }
        for _ in 0..2 {
            let mut next = Visitor::come(to).await;
            next.say(innocent()).await;
            let answer = next.answer().await;
            assert_eq!(
                (answer.status, answer.text()),
                (200, "ok\n"),
                "after {name}"
            );
        }
        assert_eq!(hidden_seen(house).await, 0, "{name}");
    }
    // the count does see what is a request of its own
    let mut visitor = Visitor::come(to).await;
    visitor.say([HIDDEN, &innocent()].concat()).await;
    assert_eq!(statuses(&visitor.hear_all().await), [200, 200]);
    assert_eq!(hidden_seen(house).await, 1);
    rows.len()
}

/// An nginx that ends with this.
struct Nginx {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl Nginx {
    /// As the documentation has it, but for the addresses and without TLS; none where it is not installed.
    async fn before(portal: SocketAddr) -> Option<Nginx> {
        let (_, rest) = DOCUMENTATION.split_once("For nginx:\n\n```\n").unwrap();
        let (shown, _) = rest.split_once("```").unwrap();
        let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let mut servers = shown.to_owned();
        for (there, here) in [
            ("127.0.0.1:3000", portal.to_string()),
            ("listen 443 ssl;", format!("listen {address};")),
            ("ssl_protocols TLSv1.2 TLSv1.3;", String::new()),
        ] {
            assert!(servers.contains(there), "the example has no {there}");
            servers = servers.replace(there, &here);
        }
        let folder = TempDir::new().unwrap();
        let child = nginx(folder.path(), &servers)?;
        let nginx = Nginx {
            child,
            address,
            _folder: folder,
        };
        nginx.listens().await;
        Some(nginx)
    }

    async fn listens(&self) {
        let begun = Instant::now();
        let mut looks = tokio::time::interval(Duration::from_millis(20));
        while TcpStream::connect(self.address).await.is_err() {
            assert!(begun.elapsed() < PATIENCE, "nginx does not listen");
            looks.tick().await;
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// In the foreground, with everything it writes in its own folder.
fn nginx(folder: &Path, servers: &str) -> Option<Child> {
    // nobody else may write to that folder, so its worker stays who we are
    let user = if geteuid().is_root() {
        "user root;"
    } else {
        ""
    };
    let settings = format!(
        "{user} daemon off; master_process off; pid nginx.pid; error_log error.log;
        events {{}}
        http {{
            access_log off;
            client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi; scgi_temp_path scgi;
            {servers}
        }}"
    );
    fs::write(folder.join("nginx.conf"), settings).unwrap();
    // Debian has it where only its administrator looks
    ["nginx", "/usr/sbin/nginx"].iter().find_map(|program| {
        let mut command = Command::new(program);
        command.arg("-p").arg(folder);
        command.args(["-c", "nginx.conf", "-e", "error.log"]);
        command.stdin(Stdio::null()).spawn().ok()
    })
}

#[tokio::test]
async fn nothing_is_smuggled_past_the_portal() {
    let trial = Trial::of("I-13", "requests of two ends, to the portal itself");
    let house = house().await;
    let rows = all_to(&house, house.address).await;
    trial.held(format!("{rows} requests"), "one answer each, 0 smuggled");
}

#[tokio::test]
async fn nothing_is_smuggled_through_nginx() {
    let trial = Trial::of("I-13", "requests of two ends, through nginx");
    let house = house().await;
    let Some(nginx) = Nginx::before(house.address).await else {
        return trial.skipped("nginx is not installed");
    };
    let rows = all_to(&house, nginx.address).await;
    trial.held(format!("{rows} requests"), "one answer each, 0 smuggled");
}
