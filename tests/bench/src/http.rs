//! Asking over loopback: one agent, which keeps its connection, and no encoding unless asked for.

use anyhow::{Context, Result, ensure};
use ureq::Agent;

/// A visitor that stays on one connection.
pub struct Visitor {
    agent: Agent,
    host: String,
}

/// What came back.
pub struct Page {
    /// The body as it was sent.
    pub body: Vec<u8>,
    /// Its content policy, empty where it has none.
    pub policy: String,
    /// Whether it is a page, and no file.
    pub is_html: bool,
}

impl Page {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Visitor {
    /// A visitor of that host and port.
    pub fn of(host: &str) -> Visitor {
        let config = Agent::config_builder().http_status_as_error(false).build();
        Visitor {
            agent: config.into(),
            host: host.to_owned(),
        }
    }

    /// A page's text, as whoever has that cookie sees it.
    pub fn get_as(&self, path: &str, cookie: &str) -> Result<String> {
        let url = format!("http://{}{path}", self.host);
        let request = self.agent.get(&url).header("cookie", cookie);
        let request = request.header("accept-encoding", "identity");
        let mut response = request
            .call()
            .with_context(|| format!("no answer from {url}"))?;
        ensure!(
            response.status() == 200,
            "{url} answers {}",
            response.status()
        );
        Ok(response.body_mut().read_to_string()?)
    }

    /// Gets a path. Fails unless the status is the one expected.
    pub fn get(&self, path: &str, status: u16) -> Result<Page> {
        let url = format!("http://{}{path}", self.host);
        let request = self.agent.get(&url).header("accept-encoding", "identity");
        let mut response = request
            .call()
            .with_context(|| format!("no answer from {url}"))?;
        ensure!(
            response.status() == status,
            "{url} answers {}",
            response.status()
        );
        let header = |name: &str| {
            let value = response.headers().get(name)?;
            Some(value.to_str().ok()?.to_owned())
        };
        let policy = header("content-security-policy").unwrap_or_default();
        let is_html = header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        let body = response.body_mut().read_to_vec()?;
        Ok(Page {
            body,
            policy,
            is_html,
        })
    }
}
