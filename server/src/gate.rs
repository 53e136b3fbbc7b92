//! What is asked of a request before any handler sees it: a plain frame, a short address, our own name, a query no
//! longer than its route's, a body of the kind that its route takes, and an address that does not ask too often.

use std::{net::IpAddr, sync::Arc, time::Instant};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode, Uri,
    header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, RETRY_AFTER, TRANSFER_ENCODING},
};

use crate::{
    accept::Client,
    config::{Edge, Rates},
    inventory::{self, ADDRESS_BYTES_MAX, Class, Route},
    portal::Portal,
    rate::Buckets,
};

/// What the gate checks against.
pub struct Gate {
    hosts: Vec<String>,
    buckets: Buckets,
    portal: Arc<Portal>,
}

impl Gate {
    /// A gate with every bucket full.
    pub fn new(edge: &Edge, rates: Rates, portal: Arc<Portal>) -> Self {
        Self {
            hosts: edge.hosts.clone(),
            buckets: Buckets::new(rates),
            portal,
        }
    }

    fn check(&self, request: &Request) -> Result<(), Refused> {
        // A chunked body beside a length is how one request is smuggled inside another, and by now the length is gone
        // from the headers. No browser sends chunks.
        if request.headers().contains_key(TRANSFER_ENCODING) {
            return Err(Refused::Frame);
        }
        let uri = request.uri();
        let query_bytes = uri.query().map_or(0, str::len);
        if uri.path().len() + query_bytes > ADDRESS_BYTES_MAX {
            return Err(Refused::Address);
        }
        let route = route(request);
        let class = route.map_or(Class::Read, |route| route.class);
        // Those who watch us ask by address, and learn nothing from it.
        if class != Class::Probe {
            self.check_host(uri, request.headers())?;
        }
        if route.is_some_and(|route| query_bytes > route.query_bytes_max) {
            return Err(Refused::Address);
        }
        if let Some(takes) = route
            .filter(|route| route.method.is(request.method()))
            .and_then(Route::takes)
            && !is_announced(request.headers(), takes)
        {
            return Err(Refused::Kind { takes });
        }
        self.take_turn(request, class)
    }

    /// There must be exactly one host, and it must be ours.
    fn check_host(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Refused> {
        let mut hosts = headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Err(Refused::Frame);
        };
        // An absolute address outweighs the header.
        let is_ours = uri
            .authority()
            .is_none_or(|authority| self.is_ours(authority.as_str()))
            && host.to_str().is_ok_and(|host| self.is_ours(host));
        if is_ours { Ok(()) } else { Err(Refused::Host) }
    }

    fn is_ours(&self, host: &str) -> bool {
        let without_port = host.rsplit_once(':').map_or(host, |(name, _)| name);
        self.hosts.is_empty()
            || self.hosts.iter().any(|ours| {
                ours.eq_ignore_ascii_case(host) || ours.eq_ignore_ascii_case(without_port)
            })
    }

    fn take_turn(&self, request: &Request, class: Class) -> Result<(), Refused> {
        // Without a client there is no connection either: a test that calls the router itself.
        let Some(&Client(address)) = request.extensions().get() else {
            return Ok(());
        };
        let address: IpAddr = address;
        self.buckets
            .take(address, class, Instant::now())
            .map_err(|wait| {
                self.portal
                    .figures
                    .limited
                    .fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                Refused::TooOften {
                    seconds: wait.as_secs() + 1,
                }
            })
    }
}

/// Lets a request in, or says why not.
pub async fn pass(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    match gate.check(&request) {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

fn route(request: &Request) -> Option<&'static Route> {
    let path = request.extensions().get::<MatchedPath>()?;
    inventory::find(path.as_str(), request.method()).map(|place| &inventory::ROUTES[place])
}

fn is_announced(headers: &HeaderMap, kind: &str) -> bool {
    let told = headers
        .get(CONTENT_TYPE)
        .and_then(|told| told.to_str().ok());
    let told = told.and_then(|told| told.split(';').next());
    told.is_some_and(|told| told.trim().eq_ignore_ascii_case(kind))
}

/// Why a request does not come in.
enum Refused {
    Frame,
    Address,
    Host,
    Kind { takes: &'static str },
    TooOften { seconds: u64 },
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            // What follows on this connection can't be told apart from the body.
            Self::Frame => (
                StatusCode::BAD_REQUEST,
                [(CONNECTION, HeaderValue::from_static("close"))],
            )
                .into_response(),
            Self::Address => StatusCode::URI_TOO_LONG.into_response(),
            Self::Host => StatusCode::MISDIRECTED_REQUEST.into_response(),
            Self::Kind { takes } => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, [(ACCEPT, takes)]).into_response()
            }
            Self::TooOften { seconds } => (
                StatusCode::TOO_MANY_REQUESTS,
                [(RETRY_AFTER, HeaderValue::from(seconds))],
            )
                .into_response(),
        }
    }
}
