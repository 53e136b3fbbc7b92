//! Looking up a place by what someone types. A pure read, so it is a GET; the browser gets the call alone.

use leptos::{
    prelude::*,
    server_fn::{
        codec::{GetUrl, JsonEncoding},
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use serde::{Deserialize, Serialize};

use crate::Lang;

/// A place as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaName {
    /// Six digits of GB/T 2260.
    pub code: String,
    /// Province, prefecture and county, with blanks between.
    pub zh: String,
    /// The place's own name alone.
    pub short: String,
    /// In English, smallest first, with commas between.
    pub en: String,
}

impl AreaName {
    /// With what it lies in.
    pub fn whole(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.zh.clone(),
            Lang::En => self.en.clone(),
        }
    }

    /// The place's own name alone.
    pub fn alone(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => self.short.clone(),
            Lang::En => self.en.split(',').next().unwrap_or_default().to_owned(),
        }
    }
}

/// Why a look-up has no answer. Codes from a closed list: what was asked never comes back in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreasError {
    /// The question could not be read.
    InvalidQuery,
    /// The server could not be reached, or its answer could not be read.
    Unavailable,
}

impl FromServerFnError for AreasError {
    type Encoder = JsonEncoding;

    /// Drops the text that came with the error: it may quote the question.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => AreasError::InvalidQuery,
            ServerFnErrorErr::Registration(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_)
            | ServerFnErrorErr::Request(_)
            | ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::Serialization(_)
            | ServerFnErrorErr::Response(_) => AreasError::Unavailable,
        }
    }
}

/// Beginnings of the codes of areas with rules of their own, put into the context by the server.
#[cfg(feature = "ssr")]
#[derive(Debug, Clone, Default)]
pub struct RuledAreas(pub std::sync::Arc<[Box<str>]>);

/// How many places are offered at once: what a phone shows without scrolling far.
#[cfg(feature = "ssr")]
const OFFERED: usize = 12;

/// Places that `q` may mean, best first; none where nothing fits. See [`crate::area_names::find`].
#[server(prefix = "/api", endpoint = "areas", input = GetUrl)]
pub async fn find_areas(
    /// What was typed.
    q: String,
) -> Result<Vec<AreaName>, AreasError> {
    let RuledAreas(ruled) = use_context().unwrap_or_default();
    Ok(crate::area_names::find(&q, OFFERED, &ruled))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::{
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use leptos::{reactive::computed::ScopedFuture, server_fn::ServerFn};

    use super::*;

    /// The function as the server calls it: with what it knows in the context.
    fn first_found(typed: &str, ruled: &[&str]) -> Option<String> {
        let ruled = RuledAreas(ruled.iter().map(|&prefix| prefix.into()).collect());
        let asked = Owner::new().with(|| {
            provide_context(ruled);
            ScopedFuture::new(find_areas(typed.to_owned()))
        });
        let Poll::Ready(found) = pin!(asked).poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("a look-up waits for nothing");
        };
        let found = found.expect("a look-up can't fail");
        assert!(found.len() <= OFFERED);
        found.into_iter().next().map(|area| area.code)
    }

    #[test]
    fn areas_with_rules_of_their_own_are_offered_first() {
        assert_eq!(first_found("鼓楼区", &["4102"]).as_deref(), Some("410204"));
        assert_eq!(
            first_found("鼓楼区", &["35", "4102"]).as_deref(),
            Some("350102")
        );
        assert_eq!(first_found("鼓楼区", &[]).as_deref(), Some("320106"));
        assert_eq!(first_found("", &["4102"]), None);
    }

    #[test]
    fn the_address_does_not_move() {
        assert_eq!(FindAreas::PATH, "/api/areas");
    }

    #[test]
    fn an_error_is_a_code_and_quotes_nothing() {
        let typed = || "what was typed".to_owned();
        for (error, code) in [
            (ServerFnErrorErr::Args(typed()), "\"invalid_query\""),
            (ServerFnErrorErr::MissingArg(typed()), "\"invalid_query\""),
            (ServerFnErrorErr::Request(typed()), "\"unavailable\""),
            (
                ServerFnErrorErr::Deserialization(typed()),
                "\"unavailable\"",
            ),
            (ServerFnErrorErr::ServerError(typed()), "\"unavailable\""),
            (ServerFnErrorErr::Response(typed()), "\"unavailable\""),
        ] {
            assert_eq!(
                AreasError::from_server_fn_error(error).ser(),
                code.as_bytes()
            );
        }
    }
}
