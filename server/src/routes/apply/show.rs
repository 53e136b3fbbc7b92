//! The form, filled from the check; from a draft; or from what was sent, where the agency asked it back.

use std::sync::Arc;

use app::{
    forms::{
        bookmark::Bookmark,
        check::{Typed, pairs},
    },
    pages::apply::{self, AskedBack},
    visit::Visit,
};
use axum::{
    extract::{Path, RawQuery, State},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header::LOCATION};
use policy::verdict::Service;
use registry::{
    ApplicationNumber, Instant, Stage,
    entry::Event,
    file::File,
    hex,
    office::{Draft, KeptDraft, OfficeFault},
    sign_in::SignedIn,
};

use super::{fresh_key, send::unkept, service};
use crate::{page::Page, portal::Portal, session, visit::Visiting};

/// The form for the check's query, for a draft, or for an application that was asked back; 404 for a service that there
/// is not.
pub async fn show(
    State(portal): State<Arc<Portal>>,
    Visiting(mut visit): Visiting,
    Path(word): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(service) = service(&word) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let token = session::token(&headers, &portal);
    let now = portal.now();
    let signed_in = match &token {
        Some(token) => portal.sign_in.who(token, now).await,
        None => Ok(None),
    };
    if let Ok(Some(signed_in)) = &signed_in {
        visit.session = Some(session::session(signed_in, now));
    }
    let query = query.unwrap_or_default();
    let told = |name: &str| {
        let mut told = pairs(&query).filter(|(told, _)| told == name);
        told.next().map(|(_, value)| value.into_owned())
    };
    // Whoever left the form for the check comes back to it by its bookmark.
    let bookmark = Bookmark::read(&query).filter(|bookmark| bookmark.is_of(service));
    let marked = |part: fn(&Bookmark) -> Option<&str>| {
        let bookmark = bookmark.as_ref();
        bookmark.and_then(part).map(str::to_owned)
    };
    let mended = told("mend").or_else(|| marked(Bookmark::mend));
    let mended = mended.and_then(|number| ApplicationNumber::parse(&number));
    let draft = told("draft").or_else(|| marked(Bookmark::draft));
    // The check may have been told more since; that goes before what either was sent or typed under.
    let is_told = !Typed::parse(&query).is_empty();
    let told_since = is_told.then_some(&*query);
    if mended.is_none() && draft.is_none() {
        let (own, drafts) = match &signed_in {
            Ok(Some(signed_in)) => kept_of(&portal, signed_in, now).await,
            Ok(None) | Err(_) => (None, Vec::new()),
        };
        let standing = own.map(|own| own.standing());
        let own = standing.as_ref();
        let page = apply::show(&visit, service, &query, fresh_key(), &drafts, own);
        return match own {
            None => Page::from(page).into_response(),
            Some(_) => unkept(page),
        };
    }
    let signed_in = match signed_in {
        Ok(Some(signed_in)) => signed_in,
        Ok(None) => return session::to_the_door(&visit.path_and_query, token.is_some()),
        Err(fault) => return session::away(&fault),
    };
    let phone = &signed_in.phone;
    let shown = match mended {
        Some(number) => {
            let files = portal.office.files_of(phone).await;
            files.map(|files| again(&visit, service, told_since, &number, &files))
        }
        None => {
            let opening = Opening {
                visit: &visit,
                service,
                query: told_since,
                was_just_saved: told("just").is_some_and(|just| just == "saved"),
            };
            let draft = draft.unwrap_or_default();
            match portal.office.own_file(phone).await {
                Ok(own) => Ok(opening.draft(&portal, own, &draft, now).await),
                Err(fault) => Err(fault),
            }
        }
    };
    shown.unwrap_or_else(|fault| session::away(&fault))
}

/// The phone's own file, and what it has of drafts. The form serves without them, so a database that does not answer is
/// none.
async fn kept_of(
    portal: &Portal,
    signed_in: &SignedIn,
    now: Instant,
) -> (Option<File>, Vec<KeptDraft>) {
    let kept = async {
        Ok(match portal.office.own_file(&signed_in.phone).await? {
            Some(own) => {
                let drafts = portal.office.drafts(&own, now).await?;
                (Some(own), drafts)
            }
            None => (None, Vec::new()),
        })
    };
    kept.await.unwrap_or_else(|fault: OfficeFault| {
        tracing::warn!(%fault, "a form is shown without what was kept of it");
        (None, Vec::new())
    })
}

/// A draft that is asked for.
struct Opening<'a> {
    visit: &'a Visit,
    service: Service,
    query: Option<&'a str>,
    was_just_saved: bool,
}

impl Opening<'_> {
    /// The form with it, for the phone that kept it. Another's is answered like none.
    async fn draft(
        &self,
        portal: &Portal,
        own: Option<File>,
        name: &str,
        now: Instant,
    ) -> Response {
        let (Some(own), Some(id)) = (own, hex::decode(name)) else {
            return unkept(apply::gone(self.visit));
        };
        let kept = match portal.office.draft(&own, &id, now).await {
            Ok(kept) => kept.filter(|kept| kept.draft.service() == Some(self.service)),
            Err(fault) => return session::away(&fault),
        };
        let Some(kept) = kept else {
            return unkept(apply::gone(self.visit));
        };
        let standing = own.standing();
        let number = ApplicationNumber::parse(&kept.draft.mend);
        let mended = number.and_then(|number| standing.application(&number));
        let told = mended
            .filter(|_| is_told_since(&own, &kept.draft))
            .and_then(apply::told_query);
        let resumed = apply::Resumed {
            query: self.query.or(told.as_deref()),
            was_just_saved: self.was_just_saved,
            asked_back: mended.and_then(AskedBack::of),
        };
        let page = apply::opened(self.visit, self.service, &kept, resumed, fresh_key());
        unkept(page)
    }
}

/// Did the family tell of its matters after this draft was saved? What it told goes before the draft's facts then.
fn is_told_since(own: &File, draft: &Draft) -> bool {
    let mut told = own.entries.iter().rev();
    told.any(|entry| matches!(entry.event, Event::Told { .. }) && entry.at >= draft.saved_at)
}

/// The form of an application that was asked back, for the phone whose it is. Another's is answered like none; one that
/// stands elsewhere by now leads to the file, which says what can be done with it.
fn again(
    visit: &Visit,
    service: Service,
    query: Option<&str>,
    number: &ApplicationNumber,
    files: &[File],
) -> Response {
    let there = files.iter().find_map(|file| {
        let standing = file.standing();
        let application = standing.application(number)?.clone();
        (application.sent.service == service).then_some(application)
    });
    let is_elsewhere = there
        .as_ref()
        .is_some_and(|application| application.stage != Stage::AskedBack);
    if is_elsewhere {
        return (StatusCode::SEE_OTHER, [(LOCATION, "/file")]).into_response();
    }
    // What was told since it was sent is told still: sending it as it was then would take that back unasked.
    let page = there
        .and_then(|application| apply::again(visit, service, query, &application, fresh_key()));
    match page {
        Some(page) => unkept(page),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
