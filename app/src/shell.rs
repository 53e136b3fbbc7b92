//! The page around a page: head, switches, foot. Absent: inline script and style, so that the content policy stays strict.

use leptos::prelude::*;
use registry::limits::SESSION_WARN_SECONDS;

use crate::{
    lang::{other, tag},
    parts::{Icon, icon},
    visit::{Session, Visit},
    words::pages::Shell,
};

/// The national line for medical insurance.
const HOTLINE: &str = "12393";

/// What stands in the document's head.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The page's own title; the portal's name is added.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// The area the page speaks about, in the page's language.
    pub area_name: Option<String>,
    /// What stands around the page.
    pub around: Around,
    /// The form on the page that the switches send along, so that nothing typed into it is lost.
    pub carries: Option<Carried>,
}

/// The name of what a switch asks for.
pub const AGAIN: &str = "again";
/// The name of what Enter asks for.
pub const ENTER: &str = "enter";

/// A form on a page, and what sending it means where it is not one of its own buttons that does it.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Its id.
    pub form: &'static str,
    /// Where it is sent, with a query.
    pub action: String,
    /// What a switch asks for: the same page again.
    pub again: &'static str,
    /// What Enter in a field asks for; none where that is the form's nameless button. A form's first button answers to
    /// Enter, and the switches stand before all of its own.
    pub enter: Option<&'static str>,
}

/// What stands around a page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Around {
    /// Head and foot.
    #[default]
    Whole,
    /// The same on the screen; on paper the sheet stands alone.
    OnScreen,
    /// No switches, because they'd write the page's address into another: it is a key.
    Unlinked,
}

/// Renders the whole document. `body` runs inside a reactive owner, so it may hold islands; with `island` the boot
/// script is linked.
pub fn document(visit: &Visit, head: Head, body: impl FnOnce() -> AnyView, island: bool) -> String {
    let loads = if island {
        Loads::Island
    } else {
        Loads::Scripts(&[])
    };
    whole(visit, head, body, loads)
}

/// The same with small scripts, by their addresses; while a phone is signed in, the one that says when that ends comes
/// along with what it says.
pub fn scripted_document(
    visit: &Visit,
    head: Head,
    body: impl FnOnce() -> AnyView,
    scripts: &[&'static str],
) -> String {
    let session = visit.session.map(|_| visit.assets.scripts.session);
    let scripts: Vec<&'static str> = scripts.iter().copied().chain(session).collect();
    let body = || {
        view! {
            {body()}
            {visit.session.map(|session| session_end(visit, session))}
        }
        .into_any()
    };
    whole(visit, head, body, Loads::Scripts(&scripts))
}

/// What a document's head asks for besides its looks.
#[derive(Clone, Copy)]
enum Loads<'a> {
    Island,
    Scripts(&'a [&'static str]),
}

fn whole(visit: &Visit, head: Head, body: impl FnOnce() -> AnyView, loads: Loads<'_>) -> String {
    let mut html = String::from("<!DOCTYPE html>");
    html.push_str(&Owner::new().with(|| page(visit, head, body(), loads).to_html()));
    html
}

/// A document with nothing around its body: for what is printed as it is.
pub fn bare_document(visit: &Visit, head: Head, body: impl FnOnce() -> AnyView) -> String {
    let mut html = String::from("<!DOCTYPE html>");
    let bare = || {
        view! {
            <html lang=tag(visit.lang)>
                {document_head(visit, head, Loads::Scripts(&[]))}
                <body><main id="main">{body()}</main></body>
            </html>
        }
        .to_html()
    };
    html.push_str(&Owner::new().with(bare));
    html
}

fn page(visit: &Visit, head: Head, body: AnyView, loads: Loads<'_>) -> AnyView {
    let words = &visit.look().words().pages.shell;
    let (area_name, around) = (head.area_name.clone(), head.around);
    let carries = head.carries.clone();
    let is_sheet = around == Around::OnScreen;
    view! {
        <html lang=tag(visit.lang) data-elder=visit.elder>
            {document_head(visit, head, loads)}
            <body data-icons=visit.assets.icons data-sheet=is_sheet>
                <a class="skip" href="#main">{words.skip}</a>
                {page_head(visit, words, area_name, around, carries.as_ref())}
                <main id="main" tabindex="-1">{body}</main>
                {page_foot(words)}
            </body>
        </html>
    }
    .into_any()
}

fn document_head(visit: &Visit, head: Head, loads: Loads<'_>) -> AnyView {
    let words = &visit.look().words().pages.shell;
    let title = [&head.title, " · ", words.brand].concat();
    let assets = &visit.assets;
    let scripts: Vec<AnyView> = match loads {
        Loads::Island => assets
            .islands
            .map(|islands| {
                let island = islands[visit.lang as usize];
                view! { <script type="module" src=assets.boot data-glue=island.glue data-wasm=island.wasm></script> }
                    .into_any()
            })
            .into_iter()
            .collect(),
        Loads::Scripts(scripts) => scripts
            .iter()
            .map(|address| view! { <script type="module" src=*address></script> }.into_any())
            .collect(),
    };
    view! {
        <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>{title}</title>
            <meta name="description" content=head.description />
            <meta name="color-scheme" content="light dark" />
            <meta name="theme-color" content="#fffdf9" media="(prefers-color-scheme: light)" />
            <meta name="theme-color" content="#11181a" media="(prefers-color-scheme: dark)" />
            <meta name="format-detection" content="telephone=no" />
            <link rel="icon" type="image/svg+xml" href=assets.favicon />
            <link rel="stylesheet" href=assets.style />
            {scripts}
        </head>
    }
    .into_any()
}

fn page_head(
    visit: &Visit,
    words: &'static Shell,
    area_name: Option<String>,
    around: Around,
    carries: Option<&Carried>,
) -> AnyView {
    let look = visit.look();
    view! {
        <header class="page-head">
            <div class="page-row">
            <a class="brand" href="/" aria-label=words.brand>
                {icon(look, Icon::Mark)}
                <span class="brand-name">{words.brand}</span>
            </a>
            {area_name.map(|name| view! { <p class="page-area">{icon(look, Icon::Place)}<span>{name}</span></p> })}
            {(around != Around::Unlinked).then(|| switches(visit, words, carries))}
            </div>
        </header>
    }
    .into_any()
}

fn switches(visit: &Visit, words: &'static Shell, carries: Option<&Carried>) -> AnyView {
    let (look, language) = (visit.look(), other(visit.lang));
    let (elder, elder_word) = match visit.elder {
        true => ("off", words.elder_off),
        false => ("on", words.elder_on),
    };
    let to_language =
        view! { {icon(look, Icon::Globe)}<span lang=tag(language)>{words.other_language}</span> };
    let to_elder = view! { {icon(look, Icon::Elder)}<span>{elder_word}</span> };
    let way = |name: &str, value: &str, drawn: AnyView| match carries {
        Some(carried) => {
            let to = [&carried.action, "&", name, "=", value].concat();
            view! {
                <button form=carried.form formaction=to formnovalidate name=AGAIN value=carried.again>
                    {drawn}
                </button>
            }
            .into_any()
        }
        None => {
            view! { <a href=preference(visit, name, value) rel="nofollow">{drawn}</a> }.into_any()
        }
    };
    let first = carries.map(|carried| {
        let name = carried.enter.map(|_| ENTER);
        view! {
            <button
                class="visually-hidden"
                form=carried.form
                name=name
                value=carried.enter
                tabindex="-1"
                aria-hidden="true"
            ></button>
        }
    });
    view! {
        <nav class="switches" aria-label=words.switches>
            {first}
            {way("lang", language.as_str(), to_language.into_any())}
            {way("elder", elder, to_elder.into_any())}
        </nav>
    }
    .into_any()
}

fn page_foot(words: &'static Shell) -> AnyView {
    view! {
        <footer class="page-foot">
            <div class="page-row">
            <p class="hotline">{words.hotline}" "<a href=["tel:", HOTLINE].concat()>{HOTLINE}</a></p>
            <p>{words.last_word}</p>
            <nav aria-label=words.foot>
                <a href="/check">{words.check}</a>
                <a href="/file">{words.file}</a>
                <a href="/law">{words.law}</a>
                <a href="/privacy">{words.privacy}</a>
                <a href="/privacy/children">{words.children}</a>
                <a href="/accessibility">{words.accessibility}</a>
            </nav>
            </div>
        </footer>
    }
    .into_any()
}

/// What the session's script shows when the end is near; without it, the page's own words say when that is.
fn session_end(visit: &Visit, session: Session) -> AnyView {
    let words = &visit.look().words().pages.drafts;
    view! {
        <div
            class="session-end no-print"
            role="alert"
            hidden
            data-left=session.left_seconds.to_string()
            data-warn=SESSION_WARN_SECONDS.to_string()
            data-over-title=words.session_over_title
            data-over=words.session_over
            data-last=words.session_last
        >
            <h2>{words.session_title}</h2>
            <p>{words.session_soon}</p>
            <button class="button" type="button" data-stay>{words.session_stay}</button>
            <button class="button button-quiet" type="button" data-close>{words.session_close}</button>
        </div>
    }
    .into_any()
}

/// The address that sets a preference and leads back here.
fn preference(visit: &Visit, name: &str, value: &str) -> String {
    let back = percent_encoding::utf8_percent_encode(
        &visit.path_and_query,
        percent_encoding::NON_ALPHANUMERIC,
    );
    ["/preferences?", name, "=", value, "&to=", &back.to_string()].concat()
}
