//! All settings together, and the ones of the whole process.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::Args;
use serde::Deserialize;

use super::{
    Caps, CapsGiven, Edge, EdgeGiven, Keeping, KeepingGiven, OutsideGiven, Printing, PrintingGiven,
    Rates, RatesGiven, Timers, TimersGiven,
};

/// Everything `yucan serve` can be told. Clap reads it from the command line and the environment, serde from the file.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// Where the portal listens [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR", env = "YUCAN_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Where /metrics is served, for operators only [default: nowhere]
    #[arg(long, value_name = "ADDR", env = "YUCAN_ADMIN")]
    pub admin: Option<SocketAddr>,
    /// Rule files to use instead of the built-in ones
    #[arg(long, value_name = "DIR", env = "YUCAN_AREAS")]
    pub areas: Option<PathBuf>,
    /// The built site [default: `site` beside the program, else target/site]
    #[arg(long, value_name = "DIR", env = "YUCAN_SITE")]
    pub site: Option<PathBuf>,
    /// Run for show: search engines are told to stay away
    #[arg(long, value_name = "BOOL", env = "YUCAN_DEMO", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub demo: Option<bool>,
    /// Where files are kept.
    #[command(flatten)]
    pub keeping: KeepingGiven,
    /// What stands in front of the server.
    #[command(flatten)]
    pub edge: EdgeGiven,
    /// How long anything may take.
    #[command(flatten)]
    pub timers: TimersGiven,
    /// How much may happen at once.
    #[command(flatten)]
    pub caps: CapsGiven,
    /// How often one address may ask.
    #[command(flatten)]
    pub rates: RatesGiven,
    /// What papers are set in.
    #[command(flatten)]
    pub printing: PrintingGiven,
    /// Whom the portal calls.
    #[command(flatten)]
    pub outside: OutsideGiven,
}

impl Given {
    /// These, and the others where these say nothing.
    pub fn or(self, others: Self) -> Self {
        Self {
            listen: self.listen.or(others.listen),
            admin: self.admin.or(others.admin),
            areas: self.areas.or(others.areas),
            site: self.site.or(others.site),
            demo: self.demo.or(others.demo),
            keeping: self.keeping.or(others.keeping),
            edge: self.edge.or(others.edge),
            timers: self.timers.or(others.timers),
            caps: self.caps.or(others.caps),
            rates: self.rates.or(others.rates),
            printing: self.printing.or(others.printing),
            outside: self.outside.or(others.outside),
        }
    }
}

/// What holds while the server runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the portal listens.
    pub listen: SocketAddr,
    /// Where operators look; nowhere unless told.
    pub admin: Option<SocketAddr>,
    /// Rule files in place of the built-in ones.
    pub areas: Option<PathBuf>,
    /// The built site: `manifest.json`, `pkg/`, and what stands at the root.
    pub site: PathBuf,
    /// Whether this is a demonstration.
    pub is_demo: bool,
    /// Where files are kept.
    pub keeping: Keeping,
    /// What stands in front of the server.
    pub edge: Edge,
    /// How long anything may take.
    pub timers: Timers,
    /// How much may happen at once.
    pub caps: Caps,
    /// How often one address may ask.
    pub rates: Rates,
    /// What papers are set in.
    pub printing: Printing,
    /// Whom the portal calls, as it was given.
    pub outside: OutsideGiven,
}

impl From<Given> for Settings {
    fn from(given: Given) -> Self {
        Self {
            listen: given
                .listen
                .unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 3000).into()),
            admin: given.admin,
            areas: given.areas,
            site: given.site.unwrap_or_else(site_beside_program),
            is_demo: given.demo.unwrap_or(false),
            keeping: given.keeping.into(),
            edge: given.edge.into(),
            timers: given.timers.into(),
            caps: given.caps.into(),
            rates: given.rates.into(),
            printing: given.printing.into(),
            outside: given.outside,
        }
    }
}

impl Settings {
    /// Does a link that leaves a browser bear whatever `Host` its request bore? Nobody minds in a demonstration, nor on
    /// this machine alone; a proxy, or HTTPS, tells that families come to a loopback address too.
    pub fn believes_any_host(&self) -> bool {
        let Edge {
            hosts,
            trusted_proxies,
            is_https,
        } = &self.edge;
        let is_at_home = self.listen.ip().to_canonical().is_loopback()
            && trusted_proxies.is_empty()
            && !is_https;
        hosts.is_empty() && self.printing.origin.is_none() && !self.is_demo && !is_at_home
    }
}

/// A deployed program has its site beside it; one run from the checkout finds what the build left there.
fn site_beside_program() -> PathBuf {
    std::env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.join("site")))
        .filter(|site| site.is_dir())
        .unwrap_or_else(|| PathBuf::from("target/site"))
}
