//! 退回补正: what the agency wants mended, in its own words: on top, with the way to each field that it named, and at those
//! fields. Absent: whose application it is.

use leptos::prelude::*;
use policy::form::{Asked, By};
use registry::{Stage, entry::Step, standing::Application};

use super::{entrance::Entrance, field};
use crate::{
    pages::file::why,
    parts::{Tone, notice},
    words::fill,
};

/// What the agency wants mended of an application.
pub struct AskedBack {
    /// Its own words.
    pub why: String,
    /// Fields at fault, by their names in the form.
    pub fields: Vec<String>,
}

impl AskedBack {
    /// Of an application that was asked back; none of any other.
    pub fn of(application: &Application) -> Option<AskedBack> {
        if application.stage != Stage::AskedBack {
            return None;
        }
        let mut steps = application.history.iter().rev().map(|moved| &moved.step);
        let named = steps.find_map(|step| match step {
            Step::AskBack { fields, .. } => Some(fields.clone()),
            _ => None,
        });
        Some(AskedBack {
            why: why(application).to_owned(),
            fields: named.unwrap_or_default(),
        })
    }

    /// Of several babies each has the field, and the desk may name it for one of them or for all.
    fn names(&self, one: &Asked<'_>) -> bool {
        let mut fields = self.fields.iter();
        one.is_wanted
            && one.field.by == By::Family
            && fields.any(|field| *field == one.id || **field == *one.field.id)
    }
}

/// What the agency says at a field that it named.
pub fn at(entrance: &Entrance<'_>, one: &Asked<'_>) -> Option<String> {
    let asked_back = entrance.known.asked_back.as_ref()?;
    let says = entrance.visit.look().words().pages.drafts.asked_back_at;
    (asked_back.names(one)).then(|| fill(says, &[("why", &asked_back.why)]))
}

/// The agency's own words, and the ways to what it named.
pub fn on_top(entrance: &Entrance<'_>, asked: &[Asked<'_>]) -> Option<AnyView> {
    let look = entrance.visit.look();
    let words = &look.words().pages.drafts;
    let asked_back = entrance.known.asked_back.as_ref()?;
    let named = asked.iter().filter(|one| asked_back.names(one));
    let ways: Vec<AnyView> = named
        .map(|one| {
            let label = field::label_among(entrance.words, look.lang, one, asked);
            view! { <li><a class="alone" href=["#q-", &one.id].concat()>{label}</a></li> }
                .into_any()
        })
        .collect();
    let ways = (!ways.is_empty()).then(|| {
        view! { <p>{words.asked_back_fields}</p><ul class="asked-fields">{ways}</ul> }
    });
    let body = view! { <p data-asked-back>{asked_back.why.clone()}</p>{ways} };
    let title = Some(words.asked_back_title.into());
    Some(notice(look, Tone::Soon, title, body.into_any()))
}
