//! Where a consent is withdrawn that an application on its way rests on: that it stands still, and the way to take it back.

use leptos::prelude::*;
use registry::{entry::Step, office::lacking, standing::Application};

use super::{Shelf, own::consent_word, withdraw::withdraw};
use crate::{
    parts::{Tone, notice},
    visit::Visit,
    words::{fill, pages::File, service_name},
};

/// A notice for each such application.
pub fn notices(visit: &Visit, words: &'static File, shelf: &Shelf) -> Vec<AnyView> {
    let standing = &shelf.standing;
    let one = |there: &Application| {
        let consent = lacking(visit.areas, standing, there)?;
        if !there.is_silent() && there.after(&Step::Withdraw).is_some() {
            let number = there.sent.number.to_string();
            let says = fill(
                words.consent_lacking,
                &[
                    ("service", service_name(visit.lang, there.sent.service)),
                    ("consent", consent_word(words, consent)),
                ],
            );
            let body = view! {
                <p data-lacking=number.clone()>{says}</p>
                {withdraw(words, &number)}
            };
            return Some(notice(visit.look(), Tone::Soon, None, body.into_any()));
        }
        None
    };
    standing.applications.iter().filter_map(one).collect()
}
