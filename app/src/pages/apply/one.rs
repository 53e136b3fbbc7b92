//! One field changed by itself; everything else goes along hidden, and the way leads back to the whole.

use leptos::prelude::*;
use policy::form::By;

use super::{entrance::Entrance, field, form::carried};
use crate::{
    Reply,
    forms::apply::{Checked, Sent},
    parts::submit,
    words::fill,
};

/// The page for a field; none where the family isn't asked for it.
pub fn page(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    id: &str,
    status: u16,
) -> Option<Reply> {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let asked = entrance.asked(&sent.answers);
    let one = asked.iter().find(|one| {
        one.id == id && one.is_wanted && one.field.by == By::Family && one.is_typed(&entrance.facts)
    })?;
    let faults = match status {
        200 => &[],
        _ => &*checked.faults,
    };
    let mistakes = field::mistakes(entrance, std::slice::from_ref(one), faults);
    let label = field::label(words, lang, one);
    let heading = fill(words.change_what, &[("label", &label)]);
    let carries = entrance.carried("apply", "review", None);
    Some(super::page(
        entrance,
        status,
        heading,
        mistakes,
        carries,
        || {
            view! {
            <p class="lead">{words.changed_one}</p>
            <form method="post" action=entrance.action() class="apply-form apply-one" id="apply" novalidate autocomplete="off">
                {carried(entrance, sent)}
                <input type="hidden" name="only" value=one.id.clone() />
                {hidden(sent, Some(id))}
                {field::question(entrance, one, &sent.answers, faults)}
                <div class="form-end">{submit(words.changed_back.into())}</div>
            </form>
        }
        .into_any()
        },
    ))
}

/// Every answer as it was typed, but one.
pub fn hidden(sent: &Sent, but: Option<&str>) -> Vec<AnyView> {
    let others = sent.answers.iter().filter(|(id, _)| Some(*id) != but);
    others
        .map(|(id, value)| {
            view! { <input type="hidden" name=id.to_owned() value=value.to_owned() /> }.into_any()
        })
        .collect()
}
