//! The routers, made from the inventory, with the layers every request goes through. From outside in: the journal,
//! the headers, explanations, compression, the net under panics, the gate; then for each route its class's crowd, its
//! timers, its size, the check against foreign sites, and the handler.

use std::sync::{Arc, atomic::Ordering};

use axum::{
    Router, error_handling::HandleErrorLayer, middleware::from_fn_with_state, routing::MethodRouter,
};
use http::{Extensions, HeaderMap, StatusCode, Version, header::CONTENT_TYPE};
use tokio::sync::Semaphore;
use tower::{
    BoxError, ServiceBuilder,
    limit::GlobalConcurrencyLimitLayer,
    load_shed::{LoadShedLayer, error::Overloaded},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{CompressionLayer, CompressionLevel},
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    timeout::{RequestBodyDeadlineLayer, RequestBodyTimeoutLayer, TimeoutLayer},
};

use crate::{
    config::{Caps, Settings, Timers},
    gate::{self, Gate},
    headers,
    inventory::{Class, ROUTES, Role, Route},
    journal,
    portal::Portal,
    problem, session,
};

/// How hard pages are gzipped: on a page of 55 KB it costs half a millisecond and saves four fifths. Brotli, as quick as a
/// page needs it, costs twice that and saves no more (`docs/decisions/2026-11-27-pages-are-gzipped.md`).
const PAGE_COMPRESSION: i32 = 5;

/// The router for those with that role. Probes are answered everywhere.
pub fn build(role: Role, settings: &Settings, portal: &Arc<Portal>) -> Router {
    let crowds = Crowds::new(&settings.caps);
    let router = ROUTES.iter().filter(|route| is_served(route, role)).fold(
        Router::new(),
        |router, route| {
            router.route(
                route.path,
                limited(route, &crowds, &settings.timers, portal),
            )
        },
    );
    let gate = Arc::new(Gate::new(
        &settings.edge,
        settings.rates,
        Arc::clone(portal),
    ));
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(Arc::clone(portal), journal::keep))
        .layer(from_fn_with_state(Arc::clone(portal), headers::add))
        .layer(from_fn_with_state(Arc::clone(portal), problem::explain))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Precise(PAGE_COMPRESSION))
                .compress_when(is_page),
        )
        .layer(CatchPanicLayer::custom(problem::after_panic(portal)))
        .layer(from_fn_with_state(gate, gate::pass));
    router
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(layers)
        .with_state(Arc::clone(portal))
}

/// One route behind its limits. The class's crowd comes first: who is shed has cost nothing.
fn limited(
    route: &Route,
    crowds: &Crowds,
    timers: &Timers,
    portal: &Arc<Portal>,
) -> MethodRouter<Arc<Portal>> {
    let counted = Arc::clone(portal);
    let layers = ServiceBuilder::new()
        .layer(HandleErrorLayer::new(move |error: BoxError| async move {
            shed(&counted, &error)
        }))
        .layer(LoadShedLayer::new())
        .layer(GlobalConcurrencyLimitLayer::with_semaphore(
            crowds.of(route.class),
        ))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            timers.request,
        ))
        .layer(RequestBodyDeadlineLayer::new(timers.body))
        .layer(RequestBodyTimeoutLayer::new(timers.stall))
        .layer(RequestBodyLimitLayer::new(route.body_bytes_max))
        .layer(CsrfLayer::new());
    let handler = match route.role {
        Role::Family => {
            let door = from_fn_with_state(Arc::clone(portal), session::require);
            route.serve().layer(door)
        }
        Role::Anyone | Role::Operator => route.serve(),
    };
    handler.layer(layers)
}

/// Families come in where everybody does.
fn is_served(route: &Route, role: Role) -> bool {
    let is_public = |role| matches!(role, Role::Anyone | Role::Family);
    route.class == Class::Probe || is_public(route.role) == is_public(role)
}

/// How many of each class may be answered at once.
struct Crowds {
    statics: Arc<Semaphore>,
    reads: Arc<Semaphore>,
    writes: Arc<Semaphore>,
    probes: Arc<Semaphore>,
}

impl Crowds {
    fn new(caps: &Caps) -> Self {
        let crowd = |size| Arc::new(Semaphore::new(size));
        Self {
            statics: crowd(caps.static_at_once),
            reads: crowd(caps.read_at_once),
            writes: crowd(caps.write_at_once),
            // Every open connection may ask how we are.
            probes: crowd(caps.connections),
        }
    }

    fn of(&self, class: Class) -> Arc<Semaphore> {
        Arc::clone(match class {
            Class::Static => &self.statics,
            Class::Read => &self.reads,
            Class::Write => &self.writes,
            Class::Probe => &self.probes,
        })
    }
}

/// The layers below fail in one way only: there is no room.
fn shed(portal: &Portal, error: &BoxError) -> StatusCode {
    if error.is::<Overloaded>() {
        portal.figures.shed.fetch_add(1, Ordering::Relaxed);
        StatusCode::SERVICE_UNAVAILABLE
    } else {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

/// Files have their compressed twins, and nothing but pages is worth the work.
fn is_page(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
