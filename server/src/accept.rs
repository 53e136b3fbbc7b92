//! Taking connections: a loop of our own, because `axum::serve` waits for ever on a silent client. Every wait has a
//! timer, every crowd a cap, and the end a deadline.
//!
//! Absent here: TLS, which ends in the proxy in front.

mod address;
mod guard;
mod linger;
mod place;

use std::{
    convert::Infallible,
    io,
    net::IpAddr,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::{Router, body::Body};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use ipnet::IpNet;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower::ServiceExt;

use address::Origin;
pub use address::{Client, network};
use guard::{Guard, Phase, Watched};
use place::{Place, Places};

use crate::{
    config::{Caps, Timers},
    figures::Counted,
    portal::Portal,
};

/// The largest head of a request: the longest address we look at, and as much again for headers, twice.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// Rest after a failure that is not one connection's, such as no file left to open.
const REST_AFTER_FAULT: Duration = Duration::from_millis(100);

/// What a connection over a cap is told, where it still listens.
const TURNED_AWAY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\n\
    Content-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\nContent-Length: 42\r\n\r\n\
    Too many connections. Try again in 5 s.\r\n\n";

/// One address we listen on.
pub struct Entrance {
    /// Where connections come in.
    pub listener: TcpListener,
    /// What answers them.
    pub router: Router,
    /// How long anything may take.
    pub timers: Timers,
    /// How many may come at once.
    pub caps: Caps,
    /// Peers that are believed about whom they speak for.
    pub trusted_proxies: Vec<IpNet>,
    /// What is counted.
    pub portal: Arc<Portal>,
}

/// Takes connections until told to stop, then lets those that are busy finish, up to the deadline; whether all did.
pub async fn run(entrance: Entrance, mut stop: watch::Receiver<bool>) -> bool {
    let Entrance {
        listener,
        router,
        timers,
        caps,
        trusted_proxies,
        portal,
    } = entrance;
    let door = Arc::new(Door {
        places: Places::new(&caps),
        router,
        timers,
        trusted_proxies,
        portal,
    });
    let graceful = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            // The sender gone is a stop, too.
            _ = stop.wait_for(|is_told| *is_told) => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => door.admit(stream, peer.ip(), graceful.watcher()),
            Err(error) if is_one_connections(&error) => {}
            Err(error) => {
                tracing::error!(kind = ?error.kind(), "cannot take connections");
                tokio::time::sleep(REST_AFTER_FAULT).await;
            }
        }
    }
    drop(listener);
    tokio::time::timeout(timers.stop, graceful.shutdown())
        .await
        .is_ok()
}

/// Whether only the connection that was being taken failed.
fn is_one_connections(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
    )
}

/// What all connections of an entrance share.
struct Door {
    places: Places,
    router: Router,
    timers: Timers,
    trusted_proxies: Vec<IpNet>,
    portal: Arc<Portal>,
}

impl Door {
    /// Starts serving a connection, or turns it away.
    fn admit(self: &Arc<Self>, stream: TcpStream, peer: IpAddr, watcher: Watcher) {
        let origin = Origin::new(peer, &self.trusted_proxies);
        let Some(place) = self.places.take(origin.counted_address()) else {
            self.portal
                .figures
                .turned_away
                .fetch_add(1, Ordering::Relaxed);
            // Best effort: who does not listen is closed all the same.
            let _ = stream.try_write(TURNED_AWAY);
            return;
        };
        tokio::spawn(Arc::clone(self).serve(stream, origin, place, watcher));
    }

    /// Answers one connection's requests until either side ends it.
    async fn serve(
        self: Arc<Self>,
        stream: TcpStream,
        origin: Origin,
        place: Place,
        watcher: Watcher,
    ) {
        let _open = Counted::on(&self.portal.figures.connections);
        // Only makes small answers later.
        let _ = stream.set_nodelay(true);
        let phase = Arc::new(Phase::default());
        let io = TokioIo::new(Guard::new(stream, Arc::clone(&phase), self.timers));
        let service = service_fn(|mut request: hyper::Request<Incoming>| {
            let brings_body = !request.body().is_end_stream();
            phase.begin_answer(brings_body);
            let client = origin.client(request.headers(), &self.trusted_proxies);
            request.extensions_mut().insert(client);
            let answer = self.router.clone().oneshot(request.map(Body::new));
            let phase = Arc::clone(&phase);
            async { Ok::<_, Infallible>(answer.await?.map(|body| Watched::new(body, phase))) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.timers.idle)
            .max_buf_size(HEAD_BYTES_MAX)
            .serve_connection(io, service);
        // How a connection ends is the client's affair; the journal has what was answered on it.
        let _ = watcher.watch(connection).await;
        drop(place);
    }
}
