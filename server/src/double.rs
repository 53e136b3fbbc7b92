//! A local double of everything outside: the message gateway, the check of names, the national platform with the tax
//! side behind it. It speaks their wire formats over HTTP, checks what it is sent, keeps it in memory, and can be told
//! to be slow, to refuse, to die and to answer twice. For tests, and for a demonstration without anybody's account.
//!
//! Only ever on the loopback: what it keeps are people's names, and its controls ask for no password.

mod behaviour;
mod book;
mod controls;
mod gateway;
mod platform;
mod wire;

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{
        StatusCode,
        header::{HOST, ORIGIN},
    },
    middleware::Next,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use registry::outside::{Outside, Template};
use tokio::{
    net::TcpListener,
    task::{JoinHandle, JoinSet},
};
use tower::ServiceExt;

pub use behaviour::Behaviour;
pub use book::{Book, Kept, KeptLevy, KeptPerson};

use crate::{
    adapters::{self, AccessKey, AdapterFault, Secret, is_loopback},
    clock::Clock,
    config::{
        Calls, CallsGiven, IdentitySettings, MessagesSettings, OutsideSettings, PlatformSettings,
        Premiums,
    },
};
use behaviour::Behaving;
use wire::Wire;

/// The double's account, known to everybody.
const KEY_ID: &str = "double";
const SECRET: &str = "the double's secret, which is none";

/// Transactions for which no number is public.
const REGISTER: &str = "Y101";
const UPDATE: &str = "Y102";
const LEVY: &str = "Y103";

/// What a year costs, wherever it is.
const PREMIUM_FEN: u64 = 40_000;

/// A body larger than any message to it.
const BODY_BYTES_MAX: usize = 256 * 1024;

/// Why the double does not run.
#[derive(Debug, thiserror::Error)]
pub enum DoubleFault {
    /// It would be seen from other machines.
    #[error(
        "the double listens on this machine alone, such as 127.0.0.1:4000; {0} is no such address"
    )]
    NotLoopback(IpAddr),
    /// The address can't be had.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
}

/// What all of its connections share.
pub(crate) struct Double {
    book: Mutex<Book>,
    behaving: Mutex<Behaving>,
    key: AccessKey,
}

impl Double {
    fn book(&self) -> MutexGuard<'_, Book> {
        // Whatever a panic left, it is a double's.
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn behaviour(&self) -> Behaviour {
        let mut behaving = self.behaving.lock().unwrap_or_else(PoisonError::into_inner);
        behaving.next()
    }

    fn behave(&self, behaviour: Behaviour, times: Option<u32>) {
        let mut behaving = self.behaving.lock().unwrap_or_else(PoisonError::into_inner);
        *behaving = Behaving::new(behaviour, times);
    }
}

/// A double that runs until it is dropped.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    double: Arc<Double>,
    task: JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts a double on an address of this machine; port 0 is any free one.
pub async fn start(listen: SocketAddr) -> Result<Running, DoubleFault> {
    if !listen.ip().is_loopback() {
        return Err(DoubleFault::NotLoopback(listen.ip()));
    }
    let fault = |error| DoubleFault::Listen(listen, error);
    let listener = TcpListener::bind(listen).await.map_err(fault)?;
    let address = listener.local_addr().map_err(fault)?;
    let double = Arc::new(Double {
        book: Mutex::default(),
        behaving: Mutex::default(),
        key: AccessKey {
            id: KEY_ID.to_owned(),
            secret: Secret::new(SECRET),
        },
    });
    let task = tokio::spawn(serve(listener, router(&double)));
    Ok(Running {
        address,
        double,
        task,
    })
}

impl Running {
    /// Adapters that call it.
    pub fn outside(
        &self,
        calls: &CallsGiven,
        clock: &Arc<dyn Clock>,
    ) -> Result<Outside, AdapterFault> {
        let endpoint = format!("http://{}", self.address);
        let mut calls = Calls::from(calls);
        calls.is_tls_needed = false;
        let templates = Template::ALL.map(|one| (one, format!("SMS_{}", one.as_str())));
        let settings = OutsideSettings {
            calls,
            messages: MessagesSettings {
                endpoint: endpoint.clone(),
                key_id: KEY_ID.to_owned(),
                secret_file: Default::default(),
                sign_name: "预参".to_owned(),
                templates: templates.into(),
            },
            identity: IdentitySettings {
                endpoint: endpoint.clone(),
            },
            platform: self.platform(&endpoint),
        };
        adapters::open_with(settings, Secret::new(SECRET), Secret::new(SECRET), clock)
    }

    fn platform(&self, endpoint: &str) -> PlatformSettings {
        let text = str::to_owned;
        PlatformSettings {
            url: format!("{endpoint}/fsi/api"),
            secret_file: Default::default(),
            fixmedins_code: text("H00000000001"),
            fixmedins_name: text("演示经办机构"),
            mdtrtarea_admvs: text("000000"),
            recer_admdvs: text("000000"),
            recer_sys_code: text("YUCAN"),
            opter: text("01"),
            opter_name: text("演示"),
            areas: Default::default(),
            register_infno: text(REGISTER),
            update_infno: text(UPDATE),
            levy_infno: text(LEVY),
            premiums: Premiums::everywhere(PREMIUM_FEN),
        }
    }

    /// Tells it how to behave to the next so many calls, or from now on.
    pub fn behave(&self, behaviour: Behaviour, times: Option<u32>) {
        self.double.behave(behaviour, times);
    }

    /// Looks into what it keeps.
    pub fn look<T>(&self, look: impl FnOnce(&Book) -> T) -> T {
        look(&self.double.book())
    }

    /// Pays what this person owes; whether anything was owed.
    pub fn pay(&self, person_number: &str, at: registry::Instant) -> bool {
        self.double.book().pay(person_number, &adapters::time(at))
    }

    /// Runs until it fails, for a process that does nothing else.
    pub async fn wait(mut self) {
        // It ends only with the process.
        let _ = (&mut self.task).await;
    }
}

fn router(double: &Arc<Double>) -> Router {
    Router::new()
        .route("/", post(gateway::answer))
        .route("/fsi/api", post(platform::answer))
        .route("/outbox", get(controls::outbox))
        .route("/people", get(controls::people))
        .route("/pay", post(controls::pay))
        .route("/behave", post(controls::behave))
        .layer(tower_http::limit::RequestBodyLimitLayer::new(
            BODY_BYTES_MAX,
        ))
        .layer(axum::middleware::from_fn(keep_pages_out))
        .with_state(Arc::clone(double))
}

/// A page in somebody's browser must not read or tell it anything, by whatever name it calls this machine.
async fn keep_pages_out(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let address = host.and_then(|host| format!("http://{host}/").parse().ok());
    if headers.contains_key(ORIGIN) || !address.is_some_and(|address| is_loopback(&address)) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    next.run(request).await
}

async fn serve(listener: TcpListener, router: Router) {
    // Dropped with this task, and with it every connection.
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // No file left to open: those that are open end sooner or later.
            tokio::task::yield_now().await;
            continue;
        };
        while connections.try_join_next().is_some() {}
        let router = router.clone();
        connections.spawn(async move {
            let is_twice = Arc::new(AtomicBool::new(false));
            let wire = TokioIo::new(Wire::new(stream, Arc::clone(&is_twice)));
            let service = service_fn(|request: hyper::Request<Incoming>| {
                let answer = router.clone().oneshot(request.map(Body::new));
                let is_twice = Arc::clone(&is_twice);
                async move {
                    let answer = answer.await.unwrap_or_else(|never| match never {});
                    behaviour::carry_out(answer, &is_twice)
                }
            });
            // A connection that breaks is what it is told to do.
            let _: Result<(), hyper::Error> =
                http1::Builder::new().serve_connection(wire, service).await;
        });
    }
}
