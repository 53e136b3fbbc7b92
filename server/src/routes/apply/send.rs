//! What was typed into a form: shown again with what is wrong, looked over, printed, saved, or sent.

use std::{net::IpAddr, sync::Arc};

use app::{
    forms::apply::{Act, Unsent},
    pages::{
        apply::{self, ApplyOutcome, AskedBack, Confirm, Hindrance, Known, Ready},
        sign_in::{Step, Trouble},
    },
    visit::Visit,
};
use axum::{
    Extension,
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, StatusCode,
    header::{CACHE_CONTROL, LOCATION, RETRY_AFTER},
};
use papers::PaperFault;
use policy::{phone::Phone, verdict::Service};
use registry::{
    ApplicationNumber, Instant,
    entry::{Actor, SenderKey},
    office::{Application, Hand, Office, OfficeFault, SendOutcome},
    sign_in::Token,
    store::Stored,
};

use super::{fresh_key, keep, kept, service};
use crate::{
    accept::Client,
    codes::{Caller, Stopped},
    headers::KEEP_NOTHING,
    page::Page,
    papers::{Matter, Unprinted},
    portal::Portal,
    problem::RETRY_AFTER_AWAY,
    routes::{file::to_the_paper, preferences::Choice},
    session,
    visit::Visiting,
};

/// The form that was sent, and who sent it.
pub(super) struct Desk<'a> {
    pub(super) portal: &'a Portal,
    pub(super) visit: Visit,
    pub(super) service: Service,
    pub(super) query: &'a str,
    pub(super) body: &'a str,
    pub(super) now: Instant,
    browser: Option<Token>,
    from: IpAddr,
}

/// One step of the form; a switch of the page's head sends it along, and is heard first. Nothing of it is kept or logged before it is sent or saved, but for a PDF that is asked for:
/// sealed under its own link, for an hour.
pub async fn send(
    State(portal): State<Arc<Portal>>,
    Visiting(mut visit): Visiting,
    client: Option<Extension<Client>>,
    Path(word): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: String,
) -> Response {
    let Some(service) = service(&word) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let query = query.unwrap_or_default();
    let chosen = Choice::read(&query).take(&portal, &mut visit);
    let browser = session::token(&headers, &portal);
    let mut desk = Desk {
        portal: &portal,
        visit,
        service,
        query: &query,
        body: &body,
        now: portal.now(),
        browser,
        from: session::address(client.as_deref()),
    };
    let signed_in = desk.signed_in().await;
    let known = desk.known(&signed_in).await;
    let answer = match apply::submit(&desk.visit, service, &query, &body, fresh_key(), known) {
        ApplyOutcome::Closed(page) | ApplyOutcome::Show(page) | ApplyOutcome::Review(page) => {
            unkept(page)
        }
        ApplyOutcome::Print(unsent) => desk.printed(*unsent).await,
        ApplyOutcome::Pdf(unsent) => paper(&desk, *unsent).await,
        // What is only drawn needs no database; what is kept does.
        ApplyOutcome::Ready(ready) => match signed_in {
            Ok(phone) => desk.send(&ready, phone).await,
            Err(fault) => desk.away(&fault),
        },
        ApplyOutcome::Keep(keeping) => match signed_in {
            Ok(phone) => keep::keep(&desk, &keeping, phone).await,
            Err(fault) => desk.undrafted(&fault),
        },
        ApplyOutcome::Leave(leaving) => match signed_in {
            Ok(phone) => keep::leave(&desk, &leaving, phone).await,
            Err(fault) => desk.undrafted(&fault),
        },
    };
    (chosen, answer).into_response()
}

impl Desk<'_> {
    /// The phone that this browser speaks for. The page says until when.
    async fn signed_in(&mut self) -> Stored<Option<Phone>> {
        let Some(token) = &self.browser else {
            return Ok(None);
        };
        let signed_in = self.portal.sign_in.who(token, self.now).await?;
        self.visit.session = signed_in
            .as_ref()
            .map(|signed_in| session::session(signed_in, self.now));
        Ok(signed_in.map(|signed_in| signed_in.phone))
    }

    /// A character of what was typed that no paper can have, so that a family learns of it before it sends; and why the
    /// application was asked back that it mends.
    async fn known(&self, signed_in: &Stored<Option<Phone>>) -> Known {
        let typed = || form_urlencoded::parse(self.body.as_bytes());
        let mended = typed().find(|(name, _)| name == "mend");
        let mended = mended.and_then(|(_, number)| ApplicationNumber::parse(&number));
        let asked_back = match (mended, signed_in) {
            (Some(number), Ok(Some(phone))) => self.asked_back(phone, &number).await,
            _ => None,
        };
        let typed: String = typed().map(|(_, value)| value).collect();
        Known {
            unprinted: self.portal.press.lacking(typed).await.unwrap_or_default(),
            asked_back,
        }
    }

    /// The form serves without it, so a database that does not answer has none.
    async fn asked_back(&self, phone: &Phone, number: &ApplicationNumber) -> Option<AskedBack> {
        let own = self.portal.office.file_of(phone, number).await.ok()?;
        let standing = own?.standing();
        let application = standing.application(number)?;
        AskedBack::of(application)
    }

    /// Sends it for a phone that is known, or makes it known first.
    async fn send(&self, ready: &Ready, signed_in: Option<Phone>) -> Response {
        if let Some(phone) = signed_in {
            return self.take(ready, &phone).await;
        }
        match ready.act {
            Act::Code => self.ask_code(&ready.phone).await,
            Act::Enter => match self.enter(&ready.code).await {
                Ok((token, phone)) => {
                    let answer = self.take(ready, &phone).await;
                    session::with_cookie(answer, &token, self.portal)
                }
                Err(asked) => asked,
            },
            Act::Send
            | Act::Review
            | Act::Change(_)
            | Act::Print
            | Act::Pdf
            | Act::Save
            | Act::Fill => self.ask(Step::Phone, None),
        }
    }

    /// Asks for the phone or the code, with everything typed going along.
    pub(super) fn ask(&self, step: Step, trouble: Option<Trouble>) -> Response {
        self.asking(&Confirm {
            trouble,
            ..Confirm::at(step)
        })
    }

    pub(super) fn asking(&self, state: &Confirm) -> Response {
        let page = apply::confirm(&self.visit, self.service, self.query, self.body, state);
        unkept(page)
    }

    pub(super) async fn ask_code(&self, typed: &str) -> Response {
        match self.caller().ask(typed).await {
            Ok(asking) => {
                let page = self.asking(&Confirm {
                    shown_code: asking.shown_code,
                    trouble: asking.trouble,
                    ..Confirm::at(Step::Code)
                });
                session::with_cookie(page, &asking.token, self.portal)
            }
            Err(stopped) => self.stopped(stopped),
        }
    }

    /// Believes a phone by its code: the browser's new name, or the page that asks again.
    pub(super) async fn enter(&self, typed: &str) -> Result<(Token, Phone), Response> {
        let entered = self.caller().enter(typed).await;
        entered.map_err(|stopped| self.stopped(stopped))
    }

    fn caller(&self) -> Caller<'_> {
        Caller {
            portal: self.portal,
            browser: self.browser.as_ref(),
            from: self.from,
            now: self.now,
        }
    }

    fn stopped(&self, stopped: Stopped) -> Response {
        match stopped {
            Stopped::Again(step, trouble) => self.ask(step, Some(trouble)),
            Stopped::Away(fault) => self.away(&fault),
        }
    }

    /// Keeps it for a phone that is known. In a task of its own, so that a line that breaks leaves it whole.
    async fn take(&self, ready: &Ready, phone: &Phone) -> Response {
        let Some(application) = kept::application(&ready.application, &ready.draft) else {
            return self.unsent(&Hindrance::NotOpen);
        };
        let office = Arc::clone(&self.portal.office);
        let hand = Hand {
            by: Actor::Family,
            at: self.now,
            key: SenderKey(ready.application.key),
        };
        let phone = phone.clone();
        let mended = ApplicationNumber::parse(&ready.mend);
        let kept = tokio::spawn(async move {
            if let Some(number) = mended {
                return mend(&office, &phone, &number, &application, &hand).await;
            }
            office.apply(&phone, &application, &hand).await
        });
        match kept.await {
            Ok(Ok(outcome)) => self.told(outcome),
            Ok(Err(fault)) => self.away(&fault),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }

    fn told(&self, outcome: SendOutcome) -> Response {
        match outcome {
            SendOutcome::Sent { number, .. } => {
                let to = format!("/file?just=sent&number={number}");
                (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
            }
            SendOutcome::AlreadyThere { number } => {
                self.unsent(&Hindrance::AlreadyThere(number.to_string()))
            }
            SendOutcome::TooMany => self.unsent(&Hindrance::TooMany),
            SendOutcome::KeyUsed => self.unsent(&Hindrance::KeyUsed),
            SendOutcome::NotOpen { .. } | SendOutcome::NoConsent(_) => {
                self.unsent(&Hindrance::NotOpen)
            }
        }
    }

    /// The form that is only printed: the same sheet that a file's papers are, on the page itself.
    async fn printed(&self, unsent: Unsent) -> Response {
        let paper = Matter::unsent(unsent).paper(self.portal.areas, None);
        let sheet = match paper {
            Some(paper) => self.portal.press.page(&paper).await,
            None => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
        let sheet = match sheet {
            Ok(sheet) => Ok(sheet),
            Err(Unprinted::Paper(PaperFault::NoGlyph(char))) => Err(char),
            Err(fault) => {
                tracing::error!(%fault, "a form was not drawn");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        };
        unkept(apply::printed(
            &self.visit,
            self.service,
            self.query,
            self.body,
            sheet,
        ))
    }

    /// It can't be kept just now. What was typed stays, under its key: sent again, it is sent once.
    fn away(&self, fault: &dyn std::error::Error) -> Response {
        later(self.unsent(&Hindrance::Away), fault)
    }

    /// The same of a draft.
    pub(super) fn undrafted(&self, fault: &dyn std::error::Error) -> Response {
        let page = apply::undrafted(&self.visit, self.service, self.query, self.body);
        later(unkept(page), fault)
    }

    fn unsent(&self, why: &Hindrance) -> Response {
        let page = apply::unsendable(&self.visit, self.service, self.query, self.body, why);
        unkept(page)
    }
}

/// A page that may do better in a few minutes.
fn later(mut page: Response, fault: &dyn std::error::Error) -> Response {
    tracing::error!(%fault, "the registry did not answer");
    page.headers_mut().insert(RETRY_AFTER, RETRY_AFTER_AWAY);
    page
}

/// A page with somebody's answers in it is never kept by a browser.
pub(super) fn unkept(reply: app::Reply) -> Response {
    let mut response = Page::from(reply).into_response();
    response.headers_mut().insert(CACHE_CONTROL, KEEP_NOTHING);
    response
}

/// Sends an application again that was asked back, if it is this phone's.
async fn mend(
    office: &Office,
    phone: &Phone,
    number: &ApplicationNumber,
    application: &Application,
    hand: &Hand,
) -> Result<SendOutcome, OfficeFault> {
    match office.file_of(phone, number).await? {
        Some(file) => office.mend(file.family, number, application, hand).await,
        None => Ok(SendOutcome::KeyUsed),
    }
}

/// A link to the PDF of a form that is not sent. It needs no account, as the form itself doesn't.
async fn paper(desk: &Desk<'_>, unsent: Unsent) -> Response {
    let body = serde_json::to_vec(&Matter::unsent(unsent)).expect("a matter is plain data");
    let office = &desk.portal.office;
    let issued = office.issue_unsent(desk.from, &body, desk.now).await;
    to_the_paper(&desk.visit, issued, "")
}
