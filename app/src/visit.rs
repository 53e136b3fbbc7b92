//! Who is looking, at what, with which browser: everything a page needs besides its own facts.
//! Absent: who the person is. A visit knows no name.

use std::sync::Arc;

use policy::{Areas, Day};

#[cfg(test)]
mod sample;

use crate::{Lang, calendar::Key, parts::Look};

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
    /// Which calendar in the phone is this browser's, and how often its dates moved.
    pub calendar: Key,
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

/// Addresses of what starts the islands of a page in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Island {
    /// What wasm-bindgen wrote.
    pub glue: &'static str,
    /// The WebAssembly.
    pub wasm: &'static str,
}

/// Addresses of what pages load, with their content hashes. Made once when the server starts, so its strings are leaked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assets {
    /// The stylesheet.
    pub style: &'static str,
    /// The script that starts islands.
    pub boot: &'static str,
    /// What the islands load, in the order of [`Lang::ALL`]; none where they may not answer, because the browser has other
    /// rules than the server and would say something else.
    pub islands: Option<[Island; 2]>,
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

#[cfg(test)]
mod tests {
    use super::Browser;

    /// Marks of a browser: W WeChat, C WeCom, M mini-program, P phone, H HarmonyOS NEXT.
    fn marks(browser: Browser) -> String {
        let Browser {
            wechat,
            wecom,
            mini_program,
            phone,
            harmony,
        } = browser;
        [
            (wechat, 'W'),
            (wecom, 'C'),
            (mini_program, 'M'),
            (phone, 'P'),
            (harmony, 'H'),
        ]
        .iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, mark)| *mark)
        .collect()
    }

    #[test]
    fn browsers_are_told_apart_by_their_user_agents() {
        let rows = [
            (
                "WeChat on Android",
                "Mozilla/5.0 (Linux; Android 12; V2073A Build/SP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Version/4.0 Chrome/146.0.0.0 Mobile Safari/537.36 XWEB/1460043 MMWEBSDK/20260101 \
                 MicroMessenger/8.0.60.2860(0x28003C3F) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64",
                "WP",
            ),
            (
                "WeChat on an old Huawei, which does not say HarmonyOS",
                "Mozilla/5.0 (Linux; Android 10; YAL-AL10 Build/HUAWEIYAL-AL10; wv) AppleWebKit/537.36 (KHTML, like \
                 Gecko) Version/4.0 Chrome/86.0.4240.99 XWEB/3185 MMWEBSDK/20211001 Mobile Safari/537.36 \
                 MicroMessenger/8.0.19.2080(0x2800133D) Weixin NetType/4G Language/zh_CN ABI/arm64",
                "WP",
            ),
            (
                "WeChat on an iPhone",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 15_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Mobile/15E148 MicroMessenger/8.0.42(0x18002a32) NetType/WIFI Language/zh_CN",
                "WP",
            ),
            (
                "WeChat on HarmonyOS NEXT",
                "Mozilla/5.0 (Phone; OpenHarmony 5.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 \
                 Safari/537.36 ArkWeb/4.1.6.1 Mobile MicroMessenger/8.0.10.41(0xf3100a29) Weixin NetType/WIFI \
                 Language/zh_CN XWEB/1140319",
                "WPH",
            ),
            (
                "WeChat on Windows",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/132.0.0.0 Safari/537.36 NetType/WIFI MicroMessenger/7.0.20.1781(0x6700143B) WindowsWechat(0x63090a13) \
                 XWEB/13639 Flue",
                "W",
            ),
            (
                "WeChat on a Mac",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/98.0.4758.102 Safari/537.36 NetType/WIFI MicroMessenger/6.8.0(0x16080000) \
                 MacWechat/3.8.7(0x13080712) XWEB/1191",
                "W",
            ),
            (
                "WeCom on an iPhone",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Mobile/15E148 wxwork/5.0.6 MicroMessenger/7.0.1 Language/zh ColorScheme/Light",
                "WCP",
            ),
            (
                "a mini-program on Android",
                "Mozilla/5.0 (Linux; Android 13; 22081212C Build/TKQ1; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20230805 \
                 MicroMessenger/8.0.42 Weixin MiniProgramEnv/android",
                "WMP",
            ),
            (
                "a mini-program on an iPhone, by its own id",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                 Mobile/15E148 MicroMessenger/8.0.40 miniProgram/wx1234567890abcdef",
                "WMP",
            ),
            (
                "a mini-program on a Mac",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/98.0.4758.102 Safari/537.36 MicroMessenger/6.8.0 MiniProgramEnv/Mac",
                "WM",
            ),
            (
                "Chrome on Android",
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile \
                 Safari/537.36",
                "P",
            ),
            (
                "a tablet with Android is no phone",
                "Mozilla/5.0 (Linux; Android 13; SM-X700) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 \
                 Safari/537.36",
                "",
            ),
            (
                "a HarmonyOS tablet is no phone",
                "Mozilla/5.0 (Tablet; OpenHarmony 5.1) ArkWeb/4.1.6.1",
                "H",
            ),
            (
                "Firefox at a desk",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "",
            ),
            ("nothing", "", ""),
        ];
        for (who, user_agent, expected) in rows {
            assert_eq!(marks(Browser::parse(user_agent)), expected, "{who}");
        }
    }
}
