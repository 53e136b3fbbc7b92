//! `/file/paper/…`: a paper is handed out. A page around the link for where a browser can't simply open it, the sheet to
//! print from the browser, and what is said where there is nothing to hand out. Absent: the paper itself, which comes as
//! markup or not at all; who asks: whoever has the link.

use leptos::prelude::*;
use registry::Instant;

use super::file::clock;
use crate::{
    Reply,
    parts::{Icon, Tone, back_link, notice, quiet_link},
    shell::{Around, Head, bare_document, document},
    visit::Visit,
    words::{dates, fill},
};

/// A link, ready to be opened elsewhere.
#[derive(Debug)]
pub struct Link<'a> {
    /// With scheme and host, to be copied.
    pub whole: &'a str,
    /// The same here.
    pub path: &'a str,
    /// As a code to be scanned: an `<svg>`.
    pub code_svg: &'a str,
    /// When it ends.
    pub ends_at: Instant,
}

/// Why there is no PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Undrawn {
    /// Fonts are missing, as told at the start.
    Fonts(String),
    /// A character that no font has.
    Character(char),
    /// A fault of ours.
    Broken,
}

/// The page around a link. In WeChat on a phone it says how to get out, and nothing of printing.
pub fn link(visit: &Visit, link: &Link<'_>) -> Reply {
    let words = &visit.look().words().pages.papers;
    let look = visit.look();
    let is_wechat = is_wechat_phone(visit);
    let ends = fill(words.ends, &[("time", &clock(link.ends_at))]);
    let out = is_wechat.then(|| {
        let steps = view! {
            <ol class="paper-out" data-open-outside>
                <li>{words.wechat_menu}</li>
                <li>{words.wechat_open}</li>
                <li>{words.wechat_done}</li>
            </ol>
        };
        notice(
            look,
            Tone::Know,
            Some(words.wechat_title.into()),
            steps.into_any(),
        )
    });
    let pdf = [link.path, "?as=pdf"].concat();
    // On an iPhone it is shown; elsewhere WeChat offers to hand it over.
    let glance = is_wechat.then(|| {
        view! { <p class="ways">{quiet_link(look, Some(Icon::Paper), words.look.into(), pdf.clone())}</p> }
    });
    let here = (!is_wechat).then(|| {
        view! {
            <p class="ways">
                {quiet_link(look, Some(Icon::Paper), words.view_pdf.into(), pdf)}
                {quiet_link(look, Some(Icon::Printer), words.print_page.into(), [link.path, "?as=html"].concat())}
            </p>
        }
    });
    let code = link.code_svg.to_owned();
    page(visit, 200, words.title, || {
        view! {
            <p class="lead">{ends}</p>
            {out}
            {here}
            <p class="paper-told">{words.link}</p>
            <p class="paper-link" translate="no" data-link>{link.whole.to_owned()}</p>
            <p class="paper-told">{words.scan}</p>
            <div class="paper-scan" inner_html=code></div>
            {glance}
        }
        .into_any()
    })
}

/// The sheet alone, to be printed by the browser. `sheet` is our own markup. From what was sent the way back leads to the
/// family's file, else to the link's own page.
pub fn sheet(visit: &Visit, sheet: String, is_sent: bool) -> Reply {
    let words = &visit.look().words().pages.papers;
    let (back, to) = match is_sent {
        true => (words.unprinted_file, "/file"),
        false => (words.sheet_back, "?as=link"),
    };
    let how = match visit.browser.wechat {
        true => words.sheet_wechat,
        false => words.sheet_how,
    };
    let body = || {
        view! {
            <div class="no-print paper-how">
                {back_link(visit.look(), back.into(), to.to_owned())}
                <h1>{words.sheet_title}</h1>
                <p>{how}</p>
            </div>
            <div class="paper-page" inner_html=sheet></div>
        }
        .into_any()
    };
    Reply::plain(200, bare_document(visit, head(words.sheet_title), body))
}

/// 410: the link has ended, or never was.
pub fn gone(visit: &Visit) -> Reply {
    let words = &visit.look().words().pages.papers;
    again(visit, 410, words.gone_title, words.gone)
}

/// 404: no link of a paper looks like that; it was cut, or mistyped.
pub fn unread(visit: &Visit) -> Reply {
    let words = &visit.look().words().pages.papers;
    again(visit, 404, words.unread_title, words.unread)
}

/// Where the paper is made again.
fn again(visit: &Visit, status: u16, title: &'static str, says: &'static str) -> Reply {
    let words = &visit.look().words().pages.papers;
    page(visit, status, title, || {
        view! {
            <p class="lead">{says}</p>
            <p class="ways">
                {quiet_link(visit.look(), None, words.gone_file.into(), "/file".to_owned())}
                {quiet_link(visit.look(), None, words.gone_check.into(), "/check".to_owned())}
            </p>
        }
        .into_any()
    })
}

/// 429: too many papers were asked for. `seconds` is when it may go better, at the latest.
pub fn wait(visit: &Visit, seconds: i64) -> Reply {
    let words = &visit.look().words().pages.papers;
    let when = dates::wait(visit.lang, seconds);
    let told = fill(words.wait, &[("when", &when)]);
    page(visit, 429, words.wait_title, || {
        view! {
            <p class="lead">{told}</p>
            <p class="ways">{quiet_link(visit.look(), None, words.unprinted_file.into(), "/file".to_owned())}</p>
        }
        .into_any()
    })
}

/// No paper, and what to do instead: 422 where a character of it can't be printed, else 503.
pub fn undrawn(visit: &Visit, why: &Undrawn, path: &str) -> Reply {
    let words = &visit.look().words().pages.papers;
    let told = match why {
        Undrawn::Fonts(missing) => fill(words.no_fonts, &[("missing", missing)]),
        Undrawn::Character(char) => return unprinted(visit, *char),
        Undrawn::Broken => words.no_drawing.to_owned(),
    };
    page(visit, 503, words.no_pdf_title, || {
        view! {
            <p class="lead">{told}</p>
            <p>{words.no_pdf_way}</p>
            <p class="ways">
                {quiet_link(visit.look(), Some(Icon::Printer), words.print_page.into(), [path, "?as=html"].concat())}
            </p>
        }
        .into_any()
    })
}

/// Neither as PDF nor as a page: a browser would print a box.
fn unprinted(visit: &Visit, char: char) -> Reply {
    let words = &visit.look().words().pages.papers;
    let told = fill(words.unprinted, &[("char", &char.to_string())]);
    page(visit, 422, words.unprinted_title, || {
        view! {
            <p class="lead" data-unprinted=char.to_string()>{told}</p>
            <p class="ways">{quiet_link(visit.look(), None, words.unprinted_file.into(), "/file".to_owned())}</p>
        }
        .into_any()
    })
}

/// Where the link's page is what a browser is given unless it asks for something else: WeChat on a phone downloads and
/// prints nothing, and its menu hands the very same address to a browser that does.
pub fn is_wechat_phone(visit: &Visit) -> bool {
    visit.browser.wechat && visit.browser.phone
}

fn page(visit: &Visit, status: u16, title: &'static str, body: impl FnOnce() -> AnyView) -> Reply {
    let body =
        || view! { <div class="prose paper-handed"><h1>{title}</h1>{body()}</div> }.into_any();
    Reply::plain(status, document(visit, head(title), body, false))
}

fn head(title: &'static str) -> Head {
    Head {
        title: title.to_owned(),
        description: title.to_owned(),
        around: Around::Unlinked,
        ..Head::default()
    }
}
