//! A paper: look at it, print it, take it to a phone. Absent: the paper itself.

use leptos::prelude::*;

use super::{Icon, Look, Text, icon};

/// A paper and the ways to it. Each is a button, because a link to the paper is made when it is asked for: one that needs
/// no cookie and soon ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is called.
    pub title: Text,
    /// What it is for, in a sentence.
    pub purpose: Option<Text>,
    /// Where it is asked for.
    pub ask_at: &'static str,
    /// Which paper: hidden names with their values.
    pub which: Vec<(&'static str, String)>,
    /// May it be had in two copies?
    pub has_two: bool,
    /// Does the browser print?
    pub may_print: bool,
    /// Is there perhaps another device to send it to?
    pub may_send: bool,
}

/// The tile of a paper. The button says how by `way`: `view`, `print` or `phone`.
pub fn paper_tile(look: Look, paper: Paper) -> AnyView {
    let words = &look.words().pages.papers;
    let way = |may: bool, value: &'static str, shape: Icon, word: &'static str| {
        may.then(|| {
            view! {
                <li><button class="button button-quiet" type="submit" name="way" value=value>{icon(look, shape)}<span>{word}</span></button></li>
            }
        })
    };
    let which: Vec<AnyView> = paper
        .which
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> }.into_any())
        .collect();
    let two = paper.has_two.then(|| {
        view! {
            <label class="paper-two"><input type="checkbox" name="copies" value="2" checked=true /><span>{words.two_copies}</span></label>
        }
    });
    view! {
        <form class="paper" method="post" action=paper.ask_at>
            {which}
            <p class="paper-icon">{icon(look, Icon::Paper)}</p>
            <div class="paper-words">
                <h3>{paper.title}</h3>
                {paper.purpose.map(|purpose| view! { <p>{purpose}</p> })}
                {two}
            </div>
            <ul class="paper-ways">
                {way(true, "view", Icon::Paper, words.view)}
                {way(paper.may_print, "print", Icon::Printer, words.print)}
                {way(paper.may_send, "phone", Icon::Phone, words.phone)}
            </ul>
        </form>
    }
    .into_any()
}
