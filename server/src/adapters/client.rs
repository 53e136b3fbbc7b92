//! One HTTP call to the world outside: bounded in time and size, on a connection of its own, to where it was told and
//! nowhere else.
//!
//! Absent: redirects, proxies, cookies, retries, and reuse of connections. A reused connection could hand us the
//! answer to an earlier call that was answered twice.

use std::{path::PathBuf, sync::Arc, time::Duration};

use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use registry::outside::Fault;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio::time::timeout;

use crate::config::Calls;

/// Answers are a few hundred bytes; one past this is nobody we know.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// Why no call can be made at all.
#[derive(Debug, thiserror::Error)]
pub enum LineFault {
    /// The file with certificates does not read.
    #[error("cannot read certificates from {path}", path = .0.display())]
    Certificates(PathBuf),
    /// This machine trusts nobody.
    #[error(
        "no certificate authority is known here; install ca-certificates, or name a file under [outside.calls]"
    )]
    NoAuthorities,
    /// TLS cannot be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
}

/// The way out.
pub struct Line {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    answer_within: Duration,
}

/// What came back.
pub struct Came {
    /// HTTP's word for it.
    pub status: StatusCode,
    /// The body.
    pub body: Bytes,
}

impl Line {
    /// Sets up connections as the settings have it.
    pub fn open(calls: &Calls) -> Result<Line, LineFault> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(authorities(calls)?)
            .with_no_client_auth();
        let mut connector = HttpConnector::new();
        connector.enforce_http(false);
        connector.set_connect_timeout(Some(calls.connect));
        connector.set_nodelay(true);
        // Plain HTTP is for the loopback alone; the settings refuse it elsewhere.
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(connector);
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .retry_canceled_requests(false)
            .build(connector);
        Ok(Line {
            client,
            answer_within: calls.answer,
        })
    }

    /// Sends one request and takes its whole answer.
    pub async fn send(&self, request: Request<Full<Bytes>>) -> Result<Came, Fault> {
        // Time running out while connecting looks the same as later on, and is taken for the worse of the two.
        timeout(self.answer_within, self.answer(request))
            .await
            .unwrap_or(Err(Fault::Unknown))
    }

    async fn answer(&self, request: Request<Full<Bytes>>) -> Result<Came, Fault> {
        let answer = self.client.request(request).await.map_err(|error| {
            if error.is_connect() {
                Fault::Unreachable
            } else {
                Fault::Unknown
            }
        })?;
        let (head, body) = Response::into_parts(answer);
        let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await;
        Ok(Came {
            status: head.status,
            body: body.map_err(|_| Fault::Unknown)?.to_bytes(),
        })
    }
}

/// Whom we believe: the authorities in the operator's file alone, else those of the machine.
fn authorities(calls: &Calls) -> Result<RootCertStore, LineFault> {
    let mut store = RootCertStore::empty();
    let Some(path) = &calls.certificates else {
        store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        // The double needs none.
        return if store.is_empty() && calls.is_tls_needed {
            Err(LineFault::NoAuthorities)
        } else {
            Ok(store)
        };
    };
    let fault = |_| LineFault::Certificates(path.clone());
    for certificate in CertificateDer::pem_file_iter(path).map_err(fault)? {
        let certificate = certificate.map_err(fault)?;
        store
            .add(certificate)
            .map_err(|_| LineFault::Certificates(path.clone()))?;
    }
    if store.is_empty() {
        return Err(LineFault::Certificates(path.clone()));
    }
    Ok(store)
}

/// What an HTTP status alone says, where the body says nothing better.
pub(super) fn fault_of(status: StatusCode) -> Fault {
    match status {
        // Turned away at the door: a wrong key or too many calls is mended by the operator or by time.
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::NOT_FOUND
        | StatusCode::REQUEST_TIMEOUT
        | StatusCode::TOO_MANY_REQUESTS => Fault::Unreachable,
        status if status.is_client_error() => Fault::refused(&format!("http-{}", status.as_u16())),
        // Redirects, too: who sends us elsewhere is not who we meant.
        _ => Fault::Unknown,
    }
}

/// For settings that are checked before any call.
pub(crate) fn is_loopback(uri: &http::Uri) -> bool {
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}
