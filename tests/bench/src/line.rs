//! One connection, one request after the other: as little of HTTP as measuring needs.

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection that is kept.
pub struct Line(BufReader<TcpStream>);

/// The head of an answer; its body was read to the end.
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
}

impl Line {
    pub async fn open(host: &str) -> Result<Line> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Line(BufReader::with_capacity(32 * 1024, stream)))
    }

    /// Sends a request and reads its answer to the last byte.
    pub async fn ask(&mut self, request: &[u8]) -> Result<Answer> {
        self.0.get_mut().write_all(request).await?;
        let mut answer = Answer {
            status: 0,
            location: None,
        };
        let (mut length, mut is_chunked) = (0_u64, false);
        let mut line = String::new();
        loop {
            line.clear();
            ensure!(self.0.read_line(&mut line).await? > 0, "the line was cut");
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            let Some((name, value)) = text.split_once(": ") else {
                answer.status = text.split(' ').nth(1).context("no status")?.parse()?;
                continue;
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => is_chunked = value == "chunked",
                "location" => answer.location = Some(value.to_owned()),
                _ => {}
            }
        }
        if is_chunked {
            self.skip_chunks().await?;
        } else {
            self.skip(length).await?;
        }
        Ok(answer)
    }

    async fn skip_chunks(&mut self) -> Result<()> {
        let mut line = String::new();
        loop {
            line.clear();
            self.0.read_line(&mut line).await?;
            let length = u64::from_str_radix(line.trim_end(), 16).context("no chunk")?;
            self.skip(length + 2).await?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    async fn skip(&mut self, length: u64) -> Result<()> {
        let mut rest = (&mut self.0).take(length);
        let skipped = tokio::io::copy_buf(&mut rest, &mut tokio::io::sink()).await?;
        ensure!(skipped == length, "a body was cut");
        Ok(())
    }
}

/// The bytes of a GET, as a phone asks.
pub fn get(path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: yucan\r\naccept-encoding: br, gzip\r\n{cookie}\r\n")
        .into_bytes()
}

/// The bytes of a form that is sent.
pub fn post(path: &str, cookie: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: yucan\r\naccept-encoding: br, gzip\r\n{cookie}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}
