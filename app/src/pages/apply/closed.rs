//! No form for this family now: why, what would help, and the way on.

use leptos::prelude::*;
use policy::{Answer, Verdict, verdict::Service};

use super::field::colon;
use crate::{
    Reply,
    answer::{self, Shown},
    forms::{
        bookmark::{Bookmark, marked},
        check::{Field, Typed},
    },
    pages::check::place::Places,
    parts::{Icon, back_link, quiet_link},
    shell::{Head, document},
    visit::Visit,
    words::service_name,
};

/// Nothing was asked yet: the check comes first.
pub fn unasked(visit: &Visit, service: Service) -> Reply {
    let words = &visit.look().words().pages.apply;
    plain(
        visit,
        service,
        200,
        words.first_check,
        words.first_check_lead,
        "/check".to_owned(),
    )
}

/// The check was told something that can't be taken.
pub fn unread(
    visit: &Visit,
    service: Service,
    typed: &Typed,
    bookmark: Option<&Bookmark>,
) -> Reply {
    let words = &visit.look().words().pages.apply;
    let to = marked(["/check?", &typed.query()].concat(), bookmark);
    plain(visit, service, 422, words.first_check, words.unread, to)
}

fn plain(
    visit: &Visit,
    service: Service,
    status: u16,
    title: &'static str,
    lead: &'static str,
    to: String,
) -> Reply {
    let words = &visit.look().words().pages.apply;
    let body = || {
        view! {
            <div class="prose apply-closed" data-form=service.as_str()>
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <p class="ways">{quiet_link(visit.look(), Some(Icon::Forward), words.to_check.into(), to)}</p>
            </div>
        }
        .into_any()
    };
    Reply::plain(status, document(visit, head(visit, title), body, false))
}

/// The rules say no, or have no form: the answer's own card, and the way back to the check.
pub fn closed(
    visit: &Visit,
    service: Service,
    answer: &Answer<'_>,
    query: String,
    bookmark: Option<Bookmark>,
    places: &Places,
) -> Reply {
    let look = visit.look();
    let words = &look.words().pages.apply;
    let to_check = marked(["/check?", &query].concat(), bookmark.as_ref());
    let shown = Shown {
        look,
        places: places.names(visit.lang),
        calendar: None,
        bookmark,
        query,
        is_wechat: visit.browser.wechat,
    };
    let verdict = answer.service(service).verdict;
    // Questions of the check are asked on the check.
    let escaped = ["href=\"", &to_check.replace('&', "&amp;"), "#"].concat();
    let card = answer::card(answer, &shown, service).replace("href=\"#", &escaped);
    let beside = match (verdict, service) {
        (_, Service::HospitalPreRegistration) => Some(words.at_hospital),
        (Verdict::Eligible | Verdict::NotYet, _) => Some(words.no_form),
        _ => None,
    };
    let title = words.closed_title;
    let mut head = head(visit, title);
    head.area_name = places.short_name(Field::Area, visit.lang);
    let body = || {
        view! {
            <div class="apply-closed" data-form=service.as_str()>
                {back_link(look, words.back.into(), to_check.clone())}
                <h1>{[service_name(visit.lang, service), colon(visit.lang), title].concat()}</h1>
                <p class="lead">{beside.unwrap_or(words.closed_lead)}</p>
                <div class="answer" inner_html=card></div>
                <p class="ways">{quiet_link(look, Some(Icon::Back), words.back.into(), to_check.clone())}</p>
            </div>
        }
        .into_any()
    };
    Reply::plain(200, document(visit, head, body, false))
}

fn head(visit: &Visit, title: &'static str) -> Head {
    Head {
        title: title.to_owned(),
        description: visit.look().words().pages.apply.description.to_owned(),
        ..Head::default()
    }
}
