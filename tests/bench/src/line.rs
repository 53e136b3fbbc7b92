//! Connections to one server, kept between requests as a browser keeps them: the least that measuring needs.
//!
//! nginx says of every thousandth answer that it is the last on its connection, and either side closes one that lay
//! idle. A request that finds its connection closed before anything of it went out goes out on another, in its own time.

use anyhow::{Context, Result};
use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    header::{ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HeaderValue, LOCATION},
};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use std::time::Duration;

/// Shorter than the 75 seconds after which the portal and nginx close an idle connection.
const IDLE: Duration = Duration::from_secs(30);

/// The connections to a server.
#[derive(Clone)]
pub struct Lines(Client<HttpConnector, Full<Bytes>>);

/// A request, ready to be sent as often as it is wanted.
#[derive(Clone)]
pub struct Asking(Request<Full<Bytes>>);

/// The head of an answer; its body was read to the end.
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
}

impl Lines {
    /// None yet: each is opened when a request finds no free one.
    pub fn new() -> Lines {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Lines(client)
    }

    /// Sends a request and reads its answer to the last byte.
    pub async fn ask(&self, asking: &Asking) -> Result<Answer> {
        let answer = self.0.request(asking.0.clone()).await?;
        let status = answer.status();
        let location = answer.headers().get(LOCATION).map(HeaderValue::to_str);
        let location = location.transpose()?.map(str::to_owned);
        let mut body = answer.into_body();
        while let Some(frame) = body.frame().await {
            frame?;
        }
        Ok(Answer { status, location })
    }
}

/// A GET, as a phone asks.
pub fn get(host: &str, path: &str) -> Result<Asking> {
    asking(Method::GET, host, path, "", "")
}

/// A form that is sent, by whoever has that cookie.
pub fn post(host: &str, path: &str, cookie: &str, form: &str) -> Result<Asking> {
    asking(Method::POST, host, path, cookie, form)
}

fn asking(method: Method, host: &str, path: &str, cookie: &str, form: &str) -> Result<Asking> {
    let mut request = Request::builder()
        .method(method)
        .uri(format!("http://{host}{path}"))
        .header(ACCEPT_ENCODING, "br, gzip");
    if !cookie.is_empty() {
        request = request.header(COOKIE, cookie);
    }
    if !form.is_empty() {
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    let body = Full::new(Bytes::copy_from_slice(form.as_bytes()));
    Ok(Asking(request.body(body).context("no request")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    use tokio::net::TcpListener;

    /// Answers twice on each connection, and says of the second answer that it is the last.
    async fn serve(listener: TcpListener) -> std::io::Result<()> {
        loop {
            let mut stream = BufReader::new(listener.accept().await?.0);
            for last in ["", "connection: close\r\n"] {
                let mut line = String::new();
                while line != "\r\n" {
                    line.clear();
                    stream.read_line(&mut line).await?;
                }
                let answer = format!("HTTP/1.1 200 OK\r\n{last}content-length: 4\r\n\r\nread");
                stream.write_all(answer.as_bytes()).await?;
            }
        }
    }

    #[tokio::test]
    async fn a_connection_is_left_after_its_last_answer() -> Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let host = listener.local_addr()?.to_string();
        let server = tokio::spawn(serve(listener));
        let (lines, asking) = (Lines::new(), get(&host, "/")?);
        for turn in 0..10 {
            let answer = lines.ask(&asking).await;
            assert_eq!(answer?.status, StatusCode::OK, "request {turn}");
        }
        server.abort();
        Ok(())
    }
}
