//! The answer as a family reads it: each service's verdict, its conditions, what would help, and every date on one line.
//!
//! It draws what `policy` answered, on the server and in the browser alike. Absent: deciding, and any handler; what can
//! be done from here is a link or a plain form.

use leptos::prelude::*;
use policy::Answer;

use crate::parts::Look;

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
    /// Inside WeChat: nothing prints there, and a file has to be opened by another browser.
    pub is_wechat: bool,
}

/// Draws the answer.
pub fn view(answer: &Answer<'_>, shown: &Shown) -> AnyView {
    let _ = (answer, shown);
    view! { <div class="answer"></div> }.into_any()
}
