//! The national platform (国家医疗保障信息平台) in the envelope that hospitals speak to it: looking up a person (1101),
//! payments (90100), and what an agency tells it.
//!
//! The national document is not public. Names are those of hospital code in the open (liutao2019/IBORN_HIS_ALL and
//! newtouch-cloud/openhis); for enrolling, mending and levying there is none in the open, so the numbers of those three
//! are settings, and each mapping says what it is modelled on.

mod codes;
mod envelope;
mod levy;
mod look_up;
mod registration;
pub mod seal;
mod update;

#[cfg(test)]
mod tests;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use http::{Method, Request, header};
use http_body_util::Full;
use registry::{Instant, outside::Fault};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Mutex;

use super::{
    Secret,
    client::{Line, fault_of},
};
use crate::{clock::Clock, config::PlatformSettings};
use envelope::{Envelope, Reply};
use seal::{HmacSm3, Seal};

/// 签到.
const SIGN_IN: &str = "9001";

/// How long a sign-in is used; hospitals renew theirs each hour.
const SIGN_IN_SECONDS: i64 = 3600;

/// The platform, as one agency speaks to it.
pub struct Platform {
    settings: PlatformSettings,
    seal: Box<dyn Seal>,
    line: Arc<Line>,
    clock: Arc<dyn Clock>,
    serial: AtomicU32,
    signed_in: Mutex<Option<(String, Instant)>>,
}

impl fmt::Debug for Platform {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Platform({})", self.settings.url)
    }
}

#[derive(Serialize)]
struct InData<T> {
    data: T,
}

#[derive(Serialize)]
struct SignIn<'a> {
    opter_no: &'a str,
    mac: &'a str,
    ip: &'a str,
}

#[derive(serde::Deserialize)]
struct SignedIn {
    result: SignInResult,
}

#[derive(serde::Deserialize)]
struct SignInResult {
    sign_no: String,
}

impl Platform {
    /// The platform with a key of its own.
    pub fn new(
        settings: PlatformSettings,
        secret: Secret,
        line: Arc<Line>,
        clock: Arc<dyn Clock>,
    ) -> Platform {
        let mut chance = [0; 4];
        // Without chance serials begin at nought, which is worse only for servers that start in the same second.
        let _ = getrandom::fill(&mut chance);
        Platform {
            settings,
            seal: Box::new(HmacSm3(secret)),
            line,
            clock,
            serial: AtomicU32::new(u32::from_be_bytes(chance)),
            signed_in: Mutex::new(None),
        }
    }

    fn now(&self) -> Instant {
        let seconds = i64::try_from(self.clock.seconds()).unwrap_or(0);
        Instant(seconds.saturating_mul(1000))
    }

    /// One transaction: `input` is the whole of that field.
    async fn call<O: DeserializeOwned>(
        &self,
        infno: &str,
        area: &str,
        input: &impl Serialize,
    ) -> Result<O, Fault> {
        // Whatever happens while signing in, the call itself was not made.
        let sign_no = self.sign_no().await.map_err(|_| Fault::Unreachable)?;
        self.transact(infno, area, &sign_no, input).await
    }

    async fn sign_no(&self) -> Result<String, Fault> {
        let mut signed_in = self.signed_in.lock().await;
        let now = self.now();
        if let Some((sign_no, until)) = &*signed_in
            && now < *until
        {
            return Ok(sign_no.clone());
        }
        let input = InData {
            data: SignIn {
                opter_no: &self.settings.opter,
                mac: "",
                ip: "",
            },
        };
        let answer: SignedIn = self.transact(SIGN_IN, "", "", &input).await?;
        *signed_in = Some((
            answer.result.sign_no.clone(),
            now.plus_seconds(SIGN_IN_SECONDS),
        ));
        Ok(answer.result.sign_no)
    }

    async fn transact<O: DeserializeOwned>(
        &self,
        infno: &str,
        area: &str,
        sign_no: &str,
        input: &impl Serialize,
    ) -> Result<O, Fault> {
        let input = serde_json::value::to_raw_value(input).map_err(|_| Fault::Unreachable)?;
        let serial = self.serial.fetch_add(1, Ordering::Relaxed);
        let envelope = Envelope::new(&self.settings, infno, area, self.now(), serial).sealed(
            sign_no,
            &input,
            &*self.seal,
        );
        let body = serde_json::to_vec(&envelope).map_err(|_| Fault::Unreachable)?;
        let request = Request::builder()
            .method(Method::POST)
            .uri(&self.settings.url)
            .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
            .header(header::ACCEPT, "application/json")
            .body(Full::from(body))
            .map_err(|_| Fault::Unreachable)?;
        let came = self.line.send(request).await?;
        let Ok(reply) = serde_json::from_slice::<Reply<'_>>(&came.body) else {
            return Err(if came.status.is_success() {
                Fault::Unknown
            } else {
                fault_of(came.status)
            });
        };
        match reply.output() {
            Ok(output) => serde_json::from_str(output).map_err(|_| Fault::Unknown),
            Err(fault) => {
                tracing::warn!(infno, msgid = envelope.msgid, %fault, "the platform says no");
                Err(fault)
            }
        }
    }
}
