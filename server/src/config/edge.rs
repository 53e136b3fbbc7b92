//! What stands between the families and the server: names it answers to, proxies it believes, TLS in front.

use clap::Args;
use ipnet::IpNet;
use serde::Deserialize;

/// What may be given about the edge; `[edge]` in the file.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "In front of the server")]
pub struct EdgeGiven {
    /// Host names to answer to, with the port where it is not the usual one [default: any]
    #[arg(
        long,
        value_name = "NAME,…",
        env = "YUCAN_HOSTS",
        value_delimiter = ','
    )]
    pub hosts: Option<Vec<String>>,
    /// Proxies whose X-Forwarded-For is believed: addresses or ranges [default: none]
    #[arg(long, value_name = "NET,…", env = "YUCAN_TRUSTED_PROXIES", value_delimiter = ',', value_parser = net)]
    #[serde(deserialize_with = "nets")]
    pub trusted_proxies: Option<Vec<IpNet>>,
    /// Whether families reach the portal by HTTPS only: cookies and browsers are then told so
    #[arg(long, value_name = "BOOL", env = "YUCAN_HTTPS", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub https: Option<bool>,
}

impl EdgeGiven {
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            hosts: self.hosts.or(others.hosts),
            trusted_proxies: self.trusted_proxies.or(others.trusted_proxies),
            https: self.https.or(others.https),
        }
    }
}

/// What stands in front of the server.
#[derive(Debug, Clone, Default)]
pub struct Edge {
    /// Names the portal answers to, in lower case; empty answers to any.
    pub hosts: Vec<String>,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether TLS ends in front of us, always.
    pub is_https: bool,
}

impl From<EdgeGiven> for Edge {
    fn from(given: EdgeGiven) -> Self {
        let hosts = given.hosts.unwrap_or_default();
        Self {
            hosts: hosts
                .iter()
                .map(|host| host.trim().to_ascii_lowercase())
                .collect(),
            trusted_proxies: given.trusted_proxies.unwrap_or_default(),
            is_https: given.https.unwrap_or(false),
        }
    }
}

/// An address range, or one address as a range of itself.
fn net(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    text.parse()
        .or_else(|_| text.parse::<std::net::IpAddr>().map(IpNet::from))
        .map_err(|_| format!("`{text}` is neither an address nor a range like 10.0.0.0/8"))
}

fn nets<'de, D: serde::Deserializer<'de>>(given: D) -> Result<Option<Vec<IpNet>>, D::Error> {
    let texts = Vec::<String>::deserialize(given)?;
    let nets = texts.iter().map(|text| net(text)).collect::<Result<_, _>>();
    nets.map(Some).map_err(serde::de::Error::custom)
}
