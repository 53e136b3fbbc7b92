//! The answer as a family reads it: each service's verdict, its conditions, what would help, and every date on one line.
//!
//! It draws what `policy` answered, on the server and in the browser alike. Absent: deciding, and any handler; what can
//! be done from here is a link or a plain form.

mod card;
mod foot;
mod head;
#[cfg(feature = "ssr")]
mod joining;
mod line;
mod order;
mod provisional;
mod question;
mod reason;
mod remedy;
mod sentence;
mod sheet;
mod way;
#[cfg(feature = "ssr")]
mod what_if;

#[cfg(all(test, feature = "ssr"))]
mod tests;

#[cfg(feature = "ssr")]
use leptos::prelude::*;
use policy::Answer;
#[cfg(feature = "ssr")]
use policy::verdict::Service;

use crate::{forms::bookmark::Bookmark, markup::Markup, parts::Look};
use order::Order;
use sheet::Sheet;

#[cfg(feature = "ssr")]
pub use head::years;
#[cfg(feature = "ssr")]
pub use joining::{Joining, Known, joining};
pub use line::{papers as deadline_papers, title as deadline_title};
#[cfg(feature = "ssr")]
pub use sheet::clause_name;
#[cfg(all(test, feature = "ssr"))]
pub use tests::cases;
pub use way::with;
#[cfg(feature = "ssr")]
pub use what_if::Otherwise;

/// What the answer needs to know of the page around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Language and icons.
    pub look: Look,
    /// The check's query that was answered, as it stands after the `?`; it holds no personal data.
    pub query: String,
    /// Names of the places told, by their six-digit codes; a place without one is shown by its code.
    pub places: Vec<(String, String)>,
    /// The token of the calendar file with these dates; `None` leaves the link out.
    pub calendar: Option<String>,
    /// The form that was left for the check, to which its card leads back.
    pub bookmark: Option<Bookmark>,
    /// Inside WeChat: nothing prints there, and a file has to be opened by another browser.
    pub is_wechat: bool,
}

#[cfg(feature = "ssr")]
impl Shown {
    /// For a part of the answer that stands by itself on a page: what would lead on from it stands elsewhere.
    pub fn alone(visit: &crate::visit::Visit) -> Shown {
        Shown {
            look: visit.look(),
            query: String::new(),
            places: Vec::new(),
            calendar: None,
            bookmark: None,
            is_wechat: visit.browser.wechat,
        }
    }
}

/// Draws the answer. Its parts are drawn apart, so that in the browser only those that changed are drawn again.
#[cfg(feature = "ssr")]
pub fn view(answer: &Answer<'_>, shown: &Shown) -> AnyView {
    let parts: Vec<AnyView> = html(answer, shown)
        .into_iter()
        .map(|(class, html)| view! { <div class=class inner_html=html></div> }.into_any())
        .collect();
    view! { <div class="answer">{parts}</div> }.into_any()
}

/// The dates alone, for a page that has an answer of its own.
#[cfg(feature = "ssr")]
pub fn dates_html(answer: &Answer<'_>, shown: &Shown) -> String {
    let mut markup = Markup::new(shown.look);
    line::draw(&mut markup, &Sheet::new(answer, shown));
    markup.finish()
}

/// One service's card by itself: why, and what would help.
#[cfg(feature = "ssr")]
pub fn card(answer: &Answer<'_>, shown: &Shown, service: Service) -> String {
    let mut markup = Markup::new(shown.look);
    card::alone(&mut markup, &Sheet::new(answer, shown), service);
    markup.finish()
}

/// What a service still waits for, and until when that is to be done: for a page that is about that service alone.
#[cfg(feature = "ssr")]
pub fn waits_for(answer: &Answer<'_>, shown: &Shown, service: Service) -> String {
    let sheet = Sheet::new(answer, shown);
    let mut markup = Markup::new(shown.look);
    markup.put("<p>{}</p>", &[&sentence::of(&sheet, service)]);
    remedy::draw(&mut markup, &sheet, answer.service(service));
    markup.finish()
}

/// These remedies of a service by themselves; nothing where there are none.
#[cfg(feature = "ssr")]
pub fn would_help(
    answer: &Answer<'_>,
    shown: &Shown,
    service: Service,
    remedies: &[policy::verdict::Remedy],
) -> String {
    let mut own = answer.service(service).clone();
    own.remedies = policy::verdict::Set::default();
    for remedy in remedies {
        own.remedies.insert(*remedy as usize);
    }
    let mut markup = Markup::new(shown.look);
    remedy::draw(&mut markup, &Sheet::new(answer, shown), &own);
    markup.finish()
}

/// The answer's parts, each with its class.
pub fn html(answer: &Answer<'_>, shown: &Shown) -> [(&'static str, String); 5] {
    let sheet = Sheet::new(answer, shown);
    let order = Order::of(answer);
    let draw = |part: &dyn Fn(&mut Markup)| {
        let mut markup = Markup::new(shown.look);
        part(&mut markup);
        markup.finish()
    };
    [
        ("answer-head", draw(&|markup| head::draw(markup, &sheet))),
        (
            "answer-cards",
            draw(&|markup| card::cards(markup, &sheet, &order)),
        ),
        ("answer-dates", draw(&|markup| line::draw(markup, &sheet))),
        (
            "answer-others",
            draw(&|markup| card::others(markup, &sheet, &order)),
        ),
        ("answer-foot", draw(&|markup| foot::draw(markup, &sheet))),
    ]
}
