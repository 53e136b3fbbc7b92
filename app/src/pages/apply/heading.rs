//! The heading of a form's page.

use leptos::prelude::*;

use super::field;
use crate::Lang;

/// The heading; a form's own name in it stays together where the line allows it.
pub fn headed(lang: Lang, heading: String) -> AnyView {
    let colon = field::colon(lang);
    let parted = heading.split_once(colon);
    let parted = parted.map(|(step, name)| (step.to_owned(), name.to_owned()));
    match parted {
        Some((step, name)) => {
            view! { <h1>{step}{colon}<span class="heading-name">{name}</span></h1> }.into_any()
        }
        None => view! { <h1>{heading}</h1> }.into_any(),
    }
}
