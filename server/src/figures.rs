//! What is counted, for those who run the portal: numbers by route and kind of answer, never by person.

use std::{
    fmt::Write,
    sync::atomic::{AtomicI64, AtomicU64, Ordering},
};

use crate::inventory::ROUTES;

/// Kinds of answer, by the first digit of the status.
const KINDS: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// The route of what no route is for.
pub const NO_ROUTE: &str = "none";

/// Counters and gauges of one process.
#[derive(Debug)]
pub struct Figures {
    /// One row a route, and a last one for what no route is for.
    answers: Vec<[AtomicU64; KINDS.len()]>,
    /// Requests being answered now.
    pub in_flight: AtomicI64,
    /// Connections open now.
    pub connections: AtomicI64,
    /// Requests turned away because too many of their class were being answered.
    pub shed: AtomicU64,
    /// Requests turned away because their address asked too often.
    pub limited: AtomicU64,
    /// Connections turned away at a cap.
    pub turned_away: AtomicU64,
    /// Handlers that panicked.
    pub panics: AtomicU64,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            answers: (0..=ROUTES.len()).map(|_| Default::default()).collect(),
            in_flight: AtomicI64::new(0),
            connections: AtomicI64::new(0),
            shed: AtomicU64::new(0),
            limited: AtomicU64::new(0),
            turned_away: AtomicU64::new(0),
            panics: AtomicU64::new(0),
        }
    }
}

impl Figures {
    /// Counts one answer. The route is its place in the inventory.
    pub fn count(&self, route: Option<usize>, status: http::StatusCode) {
        let row = &self.answers[route.unwrap_or(ROUTES.len())];
        let kind = usize::from(status.as_u16() / 100).saturating_sub(1);
        if let Some(counter) = row.get(kind) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// All of it as Prometheus reads it.
    pub fn to_prometheus(&self) -> String {
        let mut text = String::with_capacity(4096);
        text.push_str("# TYPE yucan_requests_total counter\n");
        let names = ROUTES.iter().map(|route| (route.method.name(), route.path));
        for ((method, path), row) in names.chain([("ANY", NO_ROUTE)]).zip(&self.answers) {
            for (kind, counter) in KINDS.iter().zip(row) {
                let count = counter.load(Ordering::Relaxed);
                if count > 0 {
                    writeln!(
                        text,
                        r#"yucan_requests_total{{method="{method}",route="{path}",class="{kind}"}} {count}"#
                    )
                    .expect("a string takes everything");
                }
            }
        }
        let gauges = [
            ("yucan_requests_in_flight", &self.in_flight),
            ("yucan_connections_open", &self.connections),
        ];
        for (name, gauge) in gauges {
            let value = gauge.load(Ordering::Relaxed);
            write!(text, "# TYPE {name} gauge\n{name} {value}\n")
                .expect("a string takes everything");
        }
        let counters = [
            ("yucan_requests_shed_total", &self.shed),
            ("yucan_requests_limited_total", &self.limited),
            ("yucan_connections_turned_away_total", &self.turned_away),
            ("yucan_panics_total", &self.panics),
        ];
        for (name, counter) in counters {
            let value = counter.load(Ordering::Relaxed);
            write!(text, "# TYPE {name} counter\n{name} {value}\n")
                .expect("a string takes everything");
        }
        text
    }
}

/// One more on a gauge until dropped.
#[derive(Debug)]
pub struct Counted<'a>(&'a AtomicI64);

impl<'a> Counted<'a> {
    /// Raises the gauge.
    pub fn on(gauge: &'a AtomicI64) -> Self {
        gauge.fetch_add(1, Ordering::Relaxed);
        Self(gauge)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
