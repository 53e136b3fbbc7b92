//! Pages for what went wrong, each with a way out. Absent: details of the fault; they are in the log, by the number shown.

use leptos::prelude::*;

use crate::{
    Reply,
    parts::{Icon, quiet_link},
    shell::{Head, document},
    visit::Visit,
    words::pages::Error,
};

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// 400: the address or what was sent can't be read.
    BadRequest,
    /// 404.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 408: what was sent came too slowly.
    TooSlow,
    /// 413.
    TooLarge,
    /// 414.
    AddressTooLong,
    /// 429.
    TooMany,
    /// 500: our own mistake.
    Broken,
    /// 503: too much to do.
    Busy,
    /// 503: families' files can't be read or written.
    Away,
}

impl Trouble {
    /// Every one.
    pub const ALL: [Self; 10] = [
        Self::BadRequest,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooSlow,
        Self::TooLarge,
        Self::AddressTooLong,
        Self::TooMany,
        Self::Broken,
        Self::Busy,
        Self::Away,
    ];

    /// Its HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooSlow => 408,
            Self::TooLarge => 413,
            Self::AddressTooLong => 414,
            Self::TooMany => 429,
            Self::Broken => 500,
            Self::Busy | Self::Away => 503,
        }
    }

    fn words(self, words: &'static Error) -> (&'static str, &'static str) {
        match self {
            Self::BadRequest => (words.bad_request_title, words.bad_request),
            Self::NotFound => (words.not_found_title, words.not_found),
            Self::MethodNotAllowed => (words.method_title, words.method),
            Self::TooSlow => (words.timeout_title, words.timeout),
            Self::TooLarge => (words.too_large_title, words.too_large),
            Self::AddressTooLong => (words.address_title, words.address),
            Self::TooMany => (words.too_many_title, words.too_many),
            Self::Broken => (words.broken_title, words.broken),
            Self::Busy => (words.busy_title, words.busy),
            Self::Away => (words.away_title, words.away),
        }
    }
}

/// The page for it. `request_id` is shown for asking; it says nothing of the family.
pub fn error(visit: &Visit, trouble: Trouble, request_id: Option<&str>) -> Reply {
    let look = visit.look();
    let words = &look.words().pages.error;
    let (title, sentence) = trouble.words(words);
    let head = Head {
        title: title.to_owned(),
        description: sentence.to_owned(),
        ..Head::default()
    };
    let number = request_id.map(
        |id| view! { <p class="trouble-number">{words.number}<code>{id.to_owned()}</code></p> },
    );
    let body = || {
        view! {
            <article class="prose trouble" data-status=trouble.status().to_string()>
                <h1>{title}</h1>
                <p class="lead">{sentence}</p>
                <p class="ways">
                    {quiet_link(look, Some(Icon::Back), words.home.into(), "/".to_owned())}
                    {quiet_link(look, None, words.check.into(), "/check".to_owned())}
                </p>
                {number}
            </article>
        }
        .into_any()
    };
    Reply::plain(trouble.status(), document(visit, head, body, false))
}
