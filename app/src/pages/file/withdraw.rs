//! The way to take an application back: folded, with what it means, because it can't be taken back itself.

use leptos::prelude::*;

use crate::{parts::fold, words::pages::File};

/// The fold with the button.
pub fn withdraw(words: &'static File, number: &str) -> AnyView {
    let body = view! {
        <p>{words.withdraw_sure}</p>
        <form method="post" action="/file/withdraw">
            <input type="hidden" name="number" value=number.to_owned() />
            <button class="button button-quiet" type="submit">{words.withdraw}</button>
        </form>
    };
    fold(words.withdraw.into(), false, body.into_any())
}
