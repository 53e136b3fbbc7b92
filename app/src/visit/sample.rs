//! A visit for tests: one day, one set of addresses, the built-in law.

use std::sync::Arc;

use policy::{Areas, Day};

use super::{Assets, Browser, Island, Visit};
use crate::{Lang, calendar::Key};

impl Visit {
    /// Somebody looks at that address on 23 November 2026.
    pub fn sample(lang: Lang, path_and_query: &str) -> Visit {
        let island = Island {
            glue: "/glue.js",
            wasm: "/glue.wasm",
        };
        let assets = Assets {
            style: "/style.css",
            boot: "/boot.js",
            islands: Some([island; 2]),
            icons: "/icons.svg",
            favicon: "/favicon.svg",
        };
        Visit {
            lang,
            elder: false,
            path_and_query: path_and_query.to_owned(),
            today: Day::new(2026, 11, 23).expect("a real day"),
            browser: Browser::default(),
            assets: Arc::new(assets),
            areas: Areas::built_in(),
            remembered_area: None,
            calendar: Key::default(),
        }
    }
}
