//! Where a consent is withdrawn that an application on its way rests on: that it stands still, and what can be done.

use leptos::prelude::*;
use registry::{Stage, office::lacking, standing::Application};

use super::{Shelf, own::consent_word};
use crate::{
    visit::Visit,
    words::{fill, pages::File},
};

/// What is said then in place of the next step; none where every consent stands.
pub fn told(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
) -> Option<AnyView> {
    let consent = lacking(visit.areas, &shelf.standing, application)?;
    is_standing_still(visit, application, shelf).then(|| {
        let number = application.sent.number.to_string();
        let says = fill(
            words.consent_lacking,
            &[("consent", consent_word(words, consent))],
        );
        view! {
            <p data-lacking=number>{says}</p>
            <p>{words.consent_lacking_ways}</p>
        }
        .into_any()
    })
}

/// Does it wait for the family to agree again? What was asked back is agreed to anew as it is sent; what is entered goes
/// on.
pub fn is_standing_still(visit: &Visit, application: &Application, shelf: &Shelf) -> bool {
    let is_held = matches!(application.stage, Stage::Sent | Stage::Accepted);
    is_held
        && !application.is_silent()
        && lacking(visit.areas, &shelf.standing, application).is_some()
}
