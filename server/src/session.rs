//! Which phone a request speaks for: by a cookie that only this server reads, whose value is a secret name.

use std::{net::IpAddr, sync::Arc};

use app::visit::{self as look, Visit};
use axum::{
    extract::{FromRequestParts, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{LOCATION, RETRY_AFTER, SET_COOKIE},
    request::Parts,
};
use registry::{
    Instant,
    sign_in::{SignedIn, Token},
};

use crate::{
    accept::Client,
    cookie,
    portal::Portal,
    problem::{Away, RETRY_AFTER_AWAY},
    visit,
};

/// Twelve hours: as long as a session may last in all.
const KEPT_SECONDS: i64 = registry::limits::SESSION_SECONDS;

/// What a page for a signed-in family asks for; [`require`] has let it in.
pub struct Family {
    /// For which phone, until when.
    pub signed_in: Arc<SignedIn>,
    /// The look of the page.
    pub visit: Visit,
    /// The moment of the request.
    pub now: Instant,
}

/// Who was let in.
#[derive(Clone)]
struct LetIn {
    signed_in: Arc<SignedIn>,
    now: Instant,
}

impl FromRequestParts<Arc<Portal>> for Family {
    type Rejection = StatusCode;

    async fn from_request_parts(
        parts: &mut Parts,
        portal: &Arc<Portal>,
    ) -> Result<Self, StatusCode> {
        let Some(LetIn { signed_in, now }) = parts.extensions.get().cloned() else {
            // A handler for families on a route that is not listed as theirs: a fault of ours.
            tracing::error!("a family's page is listed for everybody");
            return Err(StatusCode::INTERNAL_SERVER_ERROR);
        };
        let mut visit = visit::visit(portal, &parts.uri, &parts.headers);
        visit.session = Some(session(&signed_in, now));
        Ok(Self {
            signed_in,
            visit,
            now,
        })
    }
}

/// Lets signed-in families through, and leads everybody else to the door and back. The router puts it before every
/// route that the inventory gives to families.
pub async fn require(
    State(portal): State<Arc<Portal>>,
    mut request: Request,
    next: Next,
) -> Response {
    let now = portal.now();
    let token = token(request.headers(), &portal);
    let signed_in = match &token {
        Some(token) => portal.sign_in.who(token, now).await,
        None => Ok(None),
    };
    match signed_in {
        Ok(Some(signed_in)) => {
            let signed_in = Arc::new(signed_in);
            request.extensions_mut().insert(LetIn { signed_in, now });
            next.run(request).await
        }
        // What was sent cannot be sent again from the door: the page it came from is led to instead.
        Ok(None) => {
            let is_look = request.method() == http::Method::GET;
            let back = request.uri().path_and_query().filter(|_| is_look);
            let back = back.map_or("/file", |address| address.as_str());
            to_the_door(back, token.is_some())
        }
        Err(fault) => away(&fault),
    }
}

/// A session as a page tells of it.
pub fn session(signed_in: &SignedIn, now: Instant) -> look::Session {
    let ends_at = signed_in.ends_at;
    look::Session {
        ends_at,
        left_seconds: (ends_at.0 - now.0).max(0) / 1000,
    }
}

/// An answer that gives the browser its name.
pub fn with_cookie(mut answer: Response, token: &Token, portal: &Portal) -> Response {
    let cookie = HeaderValue::try_from(given(token, portal));
    let cookie = cookie.expect("a token is made of digits");
    answer.headers_mut().append(SET_COOKIE, cookie);
    answer
}

/// The browser's name, where it has one.
pub fn token(headers: &HeaderMap, portal: &Portal) -> Option<Token> {
    cookie::read(headers, name(portal)).and_then(Token::parse)
}

/// The cookie that gives a browser its name.
fn given(token: &Token, portal: &Portal) -> String {
    written(&token.hex(), KEPT_SECONDS, portal)
}

/// The cookie that takes it away.
pub fn taken(portal: &Portal) -> String {
    written("", 0, portal)
}

/// Where the request came from, for the limits: nowhere in a test that calls the router itself.
pub fn address(client: Option<&Client>) -> IpAddr {
    client.map_or(IpAddr::from([127, 0, 0, 1]), |client| client.0)
}

/// 303 to the door, which leads back afterwards.
pub fn to_the_door(path_and_query: &str, was_signed_in: bool) -> Response {
    let back =
        percent_encoding::utf8_percent_encode(path_and_query, percent_encoding::NON_ALPHANUMERIC);
    let ended = if was_signed_in { "&ended=1" } else { "" };
    let to = format!("/sign-in?to={back}{ended}");
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// An answer, unless the registry gave none itself.
pub type Answered = Result<Response, Unanswered>;

/// The registry did not answer; what `?` makes of its fault.
pub struct Unanswered(Box<dyn std::error::Error + Send>);

impl<Fault: std::error::Error + Send + 'static> From<Fault> for Unanswered {
    fn from(fault: Fault) -> Unanswered {
        Unanswered(Box::new(fault))
    }
}

impl IntoResponse for Unanswered {
    fn into_response(self) -> Response {
        away(&*self.0)
    }
}

/// The database does not answer: the page that says so is made further out.
pub fn away(fault: &dyn std::error::Error) -> Response {
    tracing::error!(%fault, "the registry did not answer");
    let mut response = StatusCode::SERVICE_UNAVAILABLE.into_response();
    response.headers_mut().insert(RETRY_AFTER, RETRY_AFTER_AWAY);
    response.extensions_mut().insert(Away);
    response
}

/// `__Host-` holds a browser to HTTPS, to this host and to no other path; without HTTPS it would take no cookie so
/// named.
fn name(portal: &Portal) -> &'static str {
    if portal.is_https {
        "__Host-session"
    } else {
        "session"
    }
}

fn written(value: &str, seconds: i64, portal: &Portal) -> String {
    let secure = if portal.is_https { "; Secure" } else { "" };
    let name = name(portal);
    format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}")
}
