//! What the device keeps of a form, as its pages tell of it. The words alone: keeping is the script's.

use leptos::prelude::*;

use super::entrance::Entrance;
use crate::{
    visit::Visit,
    words::{fill, pages::Drafts},
};

/// Where the device says what it kept from before; empty until its script has something to say.
pub fn found_here(entrance: &Entrance<'_>) -> AnyView {
    let words = words(entrance.visit);
    view! {
        <div
            class="kept-found"
            data-kept-found=timed(words.device_found)
            data-kept-newer=timed(words.device_newer)
            data-kept-cleared=words.device_cleared
        >
            <p role="status"></p>
            <button class="button button-quiet" type="button" data-kept-use hidden>{words.device_use}</button>
            <button class="button button-quiet" type="button" data-kept-afresh hidden>{words.device_afresh}</button>
        </div>
    }
    .into_any()
}

/// Where the device says that it keeps what is typed: on top of the window from the form's first question on, because the
/// keys of a phone lie on its foot. Its room is there before its words, so that they move nothing.
pub fn saved_here(entrance: &Entrance<'_>) -> AnyView {
    let says = words(entrance.visit).device_saved;
    let room = fill(says, &[("time", "00:00")]);
    view! { <p class="kept-line no-print" role="status" data-kept-saved=timed(says) data-kept-room=room></p> }
        .into_any()
}

/// A sentence whose time the device puts in, at the mark.
fn timed(sentence: &str) -> String {
    fill(sentence, &[("time", "%")])
}

/// Beside the way to a fact that is changed in the check, where what was typed is in no draft: that it goes there first. The
/// script takes it away where the device keeps what is typed.
pub fn unsaved(entrance: &Entrance<'_>) -> Option<AnyView> {
    let is_saved = !entrance.goes_on.draft.is_empty() && entrance.visit.session.is_some();
    let says = words(entrance.visit).unsaved;
    (!is_saved).then(|| view! { <p class="question-hint" data-kept-unsaved>{says}</p> }.into_any())
}

fn words(visit: &Visit) -> &'static Drafts {
    &visit.look().words().pages.drafts
}
