//! Who is looking, at what, with which browser: everything a page needs besides its own facts.
//! Absent: who the person is. A visit knows no name.

use std::sync::Arc;

use policy::{Areas, Day};

use crate::{Lang, parts::Look};

/// One request for a page.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language to answer in.
    pub lang: Lang,
    /// Elder mode (长辈版): the same page, larger.
    pub elder: bool,
    /// The page's own address, as asked, without scheme and host: where the switches in the head lead back to.
    pub path_and_query: String,
    /// The day it is for the family (China Standard Time).
    pub today: Day,
    /// What the browser says it is; for guidance text only.
    pub browser: Browser,
    /// Addresses of what the page loads.
    pub assets: Arc<Assets>,
    /// The law.
    pub areas: &'static Areas,
    /// The area chosen on an earlier visit, a six-digit code, from a cookie: not checked yet.
    pub remembered_area: Option<String>,
}

impl Visit {
    /// Language and icon address, for the parts.
    pub fn look(&self) -> Look {
        Look {
            lang: self.lang,
            icons: self.assets.icons,
        }
    }
}

/// Addresses of what pages load, with their content hashes. Made once when the server starts, so its strings are leaked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assets {
    /// The stylesheet.
    pub style: &'static str,
    /// The script that starts islands.
    pub boot: &'static str,
    /// What wasm-bindgen wrote.
    pub glue: &'static str,
    /// The WebAssembly.
    pub wasm: &'static str,
    /// The sprite of icons.
    pub icons: &'static str,
    /// The little mark in the tab.
    pub favicon: &'static str,
}

/// What the user agent says. Layout never depends on it; only what can't work there is worded by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Browser {
    /// Inside WeChat, WeCom included.
    pub wechat: bool,
    /// Inside WeCom (企业微信), which calls itself WeChat too.
    pub wecom: bool,
    /// A mini-program's web view.
    pub mini_program: bool,
    /// A telephone, whatever its system.
    pub phone: bool,
    /// HarmonyOS NEXT, whose user agent has no "Android".
    pub harmony: bool,
}

impl Browser {
    /// Reads a `User-Agent`; an empty or strange one is a desk's browser.
    pub fn parse(user_agent: &str) -> Self {
        let agent = user_agent.to_ascii_lowercase();
        let has = |mark: &str| agent.contains(mark);
        let harmony = has("openharmony");
        let desk = has("windowswechat")
            || has("macwechat")
            || has("miniprogramenv/mac")
            || has("miniprogramenv/windows");
        Self {
            wechat: has("micromessenger/"),
            wecom: has("wxwork/"),
            mini_program: has("miniprogram"),
            phone: !desk
                && (harmony && has("phone") || has("iphone") || has("android") && has("mobile")),
            harmony,
        }
    }
}
