//! Aliyun's gateways (阿里云), which share a way to sign: text messages and the check of a name against a number.
//!
//! Parameters go in the body, as a form, so that no phone number ever stands in an address. The documentation's examples
//! have them in the query, and its common rules allow both; against the live gateway this has not been tried.

mod id_two_meta;
pub mod signature;
mod sms;

use std::{fmt, sync::Arc};

use http::{Method, Request, Uri, header};
use http_body_util::Full;
use registry::outside::Fault;
use serde::Deserialize;

use super::{
    Secret,
    client::{Line, fault_of},
};
use crate::clock::Clock;
use signature::ToSign;

pub use id_two_meta::IdTwoMeta;
pub use sms::Sms;

const FORM: &str = "application/x-www-form-urlencoded";

/// An account's key.
#[derive(Debug)]
pub struct AccessKey {
    /// Its name, which is no secret.
    pub id: String,
    /// Its secret half.
    pub secret: Secret,
}

/// One gateway.
pub struct Aliyun {
    /// Scheme, host and port.
    pub endpoint: String,
    /// Who we are there.
    pub key: Arc<AccessKey>,
    /// The way out.
    pub line: Arc<Line>,
    /// For the signature's time.
    pub clock: Arc<dyn Clock>,
}

impl fmt::Debug for Aliyun {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Aliyun({})", self.endpoint)
    }
}

/// The part that every answer has.
#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "Code")]
    code: String,
}

impl Aliyun {
    /// Calls one action; the answer's body, where its code is the one for success.
    async fn call(
        &self,
        action: &str,
        version: &str,
        parameters: &[(&str, &str)],
        success: &str,
    ) -> Result<hyper::body::Bytes, Fault> {
        let request = self.request(action, version, parameters)?;
        let came = self.line.send(request).await?;
        let Ok(answer) = serde_json::from_slice::<Answer>(&came.body) else {
            return Err(if came.status.is_success() {
                Fault::Unknown
            } else {
                fault_of(came.status)
            });
        };
        if answer.code == success && came.status.is_success() {
            return Ok(came.body);
        }
        let fault = fault_of_code(&answer.code, came.status);
        let told = Fault::refused(&answer.code);
        tracing::warn!(action, %told, %fault, "the gateway says no");
        Err(fault)
    }

    fn request(
        &self,
        action: &str,
        version: &str,
        parameters: &[(&str, &str)],
    ) -> Result<Request<Full<hyper::body::Bytes>>, Fault> {
        let uri: Uri = self.endpoint.parse().map_err(|_| Fault::Unreachable)?;
        let host = uri
            .authority()
            .ok_or(Fault::Unreachable)?
            .as_str()
            .to_owned();
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters)
            .finish();
        let digest = signature::digest(body.as_bytes());
        let date = utc(self.clock.seconds());
        let nonce = nonce()?;
        let signed = [
            ("content-type", FORM),
            ("host", &host),
            ("x-acs-action", action),
            ("x-acs-content-sha256", &digest),
            ("x-acs-date", &date),
            ("x-acs-signature-nonce", &nonce),
            ("x-acs-version", version),
        ];
        let authorization = ToSign {
            method: "POST",
            path: "/",
            query: "",
            headers: &signed,
            digest: &digest,
        }
        .authorization(&self.key);
        let mut request = Request::builder().method(Method::POST).uri(uri);
        for (name, value) in signed {
            request = request.header(name, value);
        }
        request
            .header(header::AUTHORIZATION, authorization)
            .header(header::ACCEPT, "application/json")
            .body(Full::from(body))
            .map_err(|_| Fault::Unreachable)
    }
}

/// `2026-11-24T01:02:03Z`.
fn utc(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(0);
    // The same digits that China's clock would show eight hours earlier.
    let text = super::time(registry::Instant((seconds - 8 * 3600) * 1000));
    format!("{}Z", text.replace(' ', "T"))
}

/// Chance by which the gateway knows a replay.
fn nonce() -> Result<String, Fault> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Fault::Unreachable)?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// What a code means for us. Everything not told apart here would be refused again.
fn fault_of_code(code: &str, status: http::StatusCode) -> Fault {
    // Nothing was done: too much at once, the account is out of money, the key is wrong. Time or the operator mends it.
    const TURNED_AWAY: [&str; 9] = [
        "Throttling",
        "Signature",
        "InvalidAccessKeyId",
        "InvalidTimeStamp",
        "InvalidSecurityToken",
        "Forbidden",
        "isv.BUSINESS_LIMIT_CONTROL",
        "isv.AMOUNT_NOT_ENOUGH",
        "isv.OUT_OF_SERVICE",
    ];
    // They failed somewhere on the way.
    const BROKEN: [&str; 4] = ["isp.", "InternalError", "ServiceUnavailable", "Unknown"];
    let begins = |words: &[&str]| words.iter().any(|word| code.starts_with(word));
    if begins(&TURNED_AWAY) {
        Fault::Unreachable
    } else if begins(&BROKEN) || status.is_server_error() {
        Fault::Unknown
    } else {
        Fault::refused(code)
    }
}

#[cfg(test)]
mod tests {
    use super::{fault_of_code, utc};
    use http::StatusCode;
    use registry::outside::Fault;

    #[test]
    fn codes_say_what_to_do_next() {
        let ok = StatusCode::OK;
        let rows = [
            ("isv.BUSINESS_LIMIT_CONTROL", ok, Fault::Unreachable),
            (
                "Throttling.User",
                StatusCode::BAD_REQUEST,
                Fault::Unreachable,
            ),
            (
                "SignatureDoesNotMatch",
                StatusCode::BAD_REQUEST,
                Fault::Unreachable,
            ),
            ("isp.SYSTEM_ERROR", ok, Fault::Unknown),
            (
                "ServiceUnavailable",
                StatusCode::SERVICE_UNAVAILABLE,
                Fault::Unknown,
            ),
            ("Odd", StatusCode::BAD_GATEWAY, Fault::Unknown),
            (
                "isv.MOBILE_NUMBER_ILLEGAL",
                ok,
                Fault::refused("isv.MOBILE_NUMBER_ILLEGAL"),
            ),
            (
                "isv.SMS_TEMPLATE_ILLEGAL",
                ok,
                Fault::refused("isv.SMS_TEMPLATE_ILLEGAL"),
            ),
        ];
        for (code, status, fault) in rows {
            assert_eq!(fault_of_code(code, status), fault, "{code}");
        }
    }

    #[test]
    fn the_signatures_time_is_utc() {
        assert_eq!(utc(1_698_315_752), "2023-10-26T10:22:32Z");
    }
}
