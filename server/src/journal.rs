//! One line for each request: its id, its route as the inventory names it, what became of it, how long it took. Never
//! its address, its query or anything it brought.

use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderName, HeaderValue};

use crate::{
    figures::{Counted, NO_ROUTE},
    inventory,
    portal::Portal,
};

/// Tells a visitor the id that the journal knows the request by.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The id of one request, for a page that asks the visitor to tell it.
#[derive(Debug, Clone, Copy)]
pub struct RequestId(u64);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Makes ids that nobody outside can foresee, and that hardly ever come twice.
#[derive(Debug, Default)]
pub struct RequestIds {
    seed: RandomState,
    next: AtomicU64,
}

impl RequestIds {
    fn make(&self) -> RequestId {
        RequestId(
            self.seed
                .hash_one(self.next.fetch_add(1, Ordering::Relaxed)),
        )
    }
}

/// Notes and counts a request. A request id from outside is not believed.
pub async fn keep(State(portal): State<Arc<Portal>>, mut request: Request, next: Next) -> Response {
    let began_at = Instant::now();
    let id = portal.request_ids.make();
    request.extensions_mut().insert(id);
    let path = request
        .extensions()
        .get::<MatchedPath>()
        .map(MatchedPath::as_str);
    let route = path.and_then(|path| inventory::find(path, request.method()));
    let name = route.map_or(NO_ROUTE, |place| inventory::ROUTES[place].path);
    let mut response = {
        let _in_flight = Counted::on(&portal.figures.in_flight);
        next.run(request).await
    };
    let status = response.status();
    portal.figures.count(route, status);
    tracing::info!(
        request_id = %id,
        route = name,
        status = status.as_u16(),
        duration_us = u64::try_from(began_at.elapsed().as_micros()).unwrap_or(u64::MAX),
        "request answered"
    );
    let id = HeaderValue::try_from(id.to_string()).expect("letters and digits");
    response.headers_mut().insert(REQUEST_ID, id);
    response
}
