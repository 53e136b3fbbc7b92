//! From start to first byte, and memory at rest, against nginx serving the same page from a file.

use crate::places::Places;
use crate::portal::{Server, portal};
use crate::rounds::{Contender, Effort, median, medians};
use crate::table::Row;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What both serve.
const PAGE: &str = "/";
const PATIENCE: Duration = Duration::from_secs(20);
/// Between two tries to connect; it bounds how exact the figure is.
const TRY_EVERY: Duration = Duration::from_micros(500);

/// Measures.
pub fn measure(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let nginx = places.need("nginx", "nginx-light")?;
    let folder = tempfile::tempdir()?;
    let server = Server::portal(places)?;
    let page = server.visitor().get(PAGE, 200)?;
    server.stop()?;
    fs::write(folder.path().join("index.html"), &page.body)?;
    let mut seen: [Vec<f64>; 2] = Default::default();
    let [ours, theirs] = &mut seen;
    let contenders: [Contender<'_>; 2] = [
        Box::new(|| start(ours, |port| portal(places, &[], port))),
        Box::new(|| start(theirs, |port| nginx_command(&nginx, folder.path(), port))),
    ];
    let [ours_ms, nginx_ms] = medians(effort.of(5, 15), contenders)?;
    let [ours_mb, nginx_mb] = seen.map(|bytes| median(&bytes) / 1e6);
    Ok(vec![
        Row::told(
            "start to first byte",
            format!("{ours_ms:.0} ms"),
            format!("{nginx_ms:.0} ms, nginx, the same page as a file"),
            format!("{:.1} ×", ours_ms / nginx_ms),
        )
        .at_most(100.0, "ms", ours_ms),
        Row::told(
            "memory at rest (RSS)",
            format!("{ours_mb:.1} MB"),
            format!("{nginx_mb:.1} MB, nginx, one worker"),
            format!("{:.1} ×", ours_mb / nginx_mb),
        )
        .at_most(40.0, "MB", ours_mb),
    ])
}

/// nginx in the foreground, with everything it writes in its own folder.
pub fn nginx_command(nginx: &Path, folder: &Path, port: u16) -> Command {
    let mut command = Command::new(nginx);
    command
        .arg("-p")
        .arg(folder)
        .args(["-c", "nginx.conf", "-e", "error.log"]);
    // nobody else reads a folder of ours, so its worker stays who we are
    let user = if nix::unistd::geteuid().is_root() {
        "user root;"
    } else {
        ""
    };
    let conf = format!(
        "{user} daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
        events {{}}
        http {{
            access_log off; default_type text/html;
            client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi; scgi_temp_path scgi;
            server {{ listen 127.0.0.1:{port}; root .; }}
        }}"
    );
    // a folder that cannot be written to shows when nginx starts
    let _ = fs::write(folder.join("nginx.conf"), conf);
    command
}

/// Milliseconds until the program's first byte came; its resident bytes after that are kept. Then it is ended.
fn start(resident: &mut Vec<f64>, command: impl Fn(u16) -> Command) -> Result<f64> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut command = command(port);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let begun = Instant::now();
    let running = Running(command.spawn().context("cannot start it")?);
    let mut stream = loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => break stream,
            Err(_) => std::thread::park_timeout(TRY_EVERY),
        }
        ensure!(
            begun.elapsed() < PATIENCE,
            "{:?} does not listen",
            command.get_program()
        );
    };
    stream.write_all(
        format!("GET {PAGE} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\n\r\n")
            .as_bytes(),
    )?;
    let mut first = [0];
    stream.read_exact(&mut first)?;
    let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    ensure!(
        answer.starts_with(b"TTP/1.1 200"),
        "{:?} does not serve {PAGE}",
        command.get_program()
    );
    resident.push(resident_bytes(running.0.id())?);
    Ok(milliseconds)
}

/// Ends its program when it goes.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        let process = nix::unistd::Pid::from_raw(self.0.id() as i32);
        // it may have ended already, which is as good
        let _ = nix::sys::signal::kill(process, nix::sys::signal::Signal::SIGTERM);
        let _ = self.0.wait();
    }
}

/// Resident memory of a process and its children.
pub fn resident_bytes(process: u32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
    let mut bytes = kib.context("no VmRSS")?.trim().parse::<f64>()? * 1024.0;
    let children =
        fs::read_to_string(format!("/proc/{process}/task/{process}/children")).unwrap_or_default();
    for child in children.split_whitespace() {
        bytes += resident_bytes(child.parse()?)?;
    }
    Ok(bytes)
}
