//! A paper: look at it, print it, take it to the phone. Absent: the paper itself.

use leptos::prelude::*;

use super::{Icon, Look, Text, icon};

/// A paper and the ways to it. Every address is a plain one that needs no cookie, because a phone's in-app browser
/// hands downloads over to another browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is called.
    pub title: Text,
    /// What it is for, in a sentence.
    pub purpose: Option<Text>,
    /// Where to look at it.
    pub view_at: String,
    /// Where to print it; `None` where the browser has no printing.
    pub print_at: Option<String>,
    /// Where to get it as a code to scan.
    pub phone_at: Option<String>,
}

/// The tile of a paper.
pub fn paper_tile(look: Look, paper: Paper) -> AnyView {
    let words = &look.words().parts;
    let way = |at: Option<String>, shape: Icon, word: &'static str| {
        at.map(|at| view! { <li><a class="button button-quiet" href=at>{icon(look, shape)}<span>{word}</span></a></li> })
    };
    view! {
        <article class="paper">
            <p class="paper-sheet">{icon(look, Icon::Paper)}</p>
            <div class="paper-words">
                <h3>{paper.title}</h3>
                {paper.purpose.map(|purpose| view! { <p>{purpose}</p> })}
            </div>
            <ul class="paper-ways">
                {way(Some(paper.view_at), Icon::Paper, words.paper_view)}
                {way(paper.print_at, Icon::Printer, words.paper_print)}
                {way(paper.phone_at, Icon::Phone, words.paper_phone)}
            </ul>
        </article>
    }
    .into_any()
}
