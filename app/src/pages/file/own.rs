//! A family's own data: what it agreed to, who looked, and the three things it may always do: see, take along, delete.

use leptos::prelude::*;
use registry::entry::Consent;

use super::{ID_NUMBER, Shelf, entry::agreed_by, history::who, lookers, moment};
use crate::{
    Lang,
    parts::{fold, quiet_link},
    visit::Visit,
    words::{fill, pages::File},
};

/// The section.
pub fn section(visit: &Visit, words: &'static File, shelf: &Shelf) -> AnyView {
    let look = visit.look();
    view! {
        <section class="file-own">
            <h2>{words.own}</h2>
            <p>{words.own_lead}</p>
            {fold(words.consents.into(), false, consents(visit, words, shelf))}
            {fold(words.looked.into(), false, looked(visit, words, shelf))}
            <div class="file-ways">
                {quiet_link(look, None, words.see.into(), "/file/data".to_owned())}
                {take(visit, words, "")}
                {quiet_link(look, None, words.delete.into(), "/file/delete".to_owned())}
            </div>
        </section>
    }
    .into_any()
}

/// The two ways to take everything along. In WeChat nothing can be saved from a page: the page itself is taken from
/// there, by the menu that opens it in another browser. An ID number by which the phone's holder is known goes along.
pub fn take(visit: &Visit, words: &'static File, id_number: &str) -> AnyView {
    let carried = || {
        let id_number = id_number.to_owned();
        (!id_number.is_empty())
            .then(|| view! { <input type="hidden" name=ID_NUMBER value=id_number /> })
    };
    let wechat = visit
        .browser
        .wechat
        .then(|| view! { <p data-take-wechat>{words.take_wechat}</p> });
    view! {
        <div class="file-take file-ways no-print">
            {wechat}
            <form method="post" action="/file/data.html">
                {carried()}
                <button class="button button-quiet" type="submit">{words.take_page}</button>
            </form>
            <form method="post" action="/file/data.json">
                {carried()}
                <button class="button button-quiet" type="submit">{words.take}</button>
            </form>
        </div>
    }
    .into_any()
}

/// What holds of what was agreed to, to be read.
pub fn consents_told(visit: &Visit, words: &'static File, shelf: &Shelf) -> AnyView {
    let rows: Vec<AnyView> = shelf
        .standing
        .consents
        .iter()
        .map(|(consent, (version, by))| {
            view! { <li>{agreed(visit.lang, words, *consent, version, by)}</li> }.into_any()
        })
        .collect();
    match rows.is_empty() {
        true => view! { <p>{words.consents_none}</p> }.into_any(),
        false => view! { <ul class="file-record">{rows}</ul> }.into_any(),
    }
}

/// What was agreed to, by whom and in which wording.
fn agreed(lang: Lang, words: &'static File, consent: Consent, version: &str, by: &str) -> AnyView {
    let told = agreed_by(lang, words, by, version);
    view! { <p>{consent_word(words, consent)}</p><p class="saved">{told}</p> }.into_any()
}

fn consents(visit: &Visit, words: &'static File, shelf: &Shelf) -> AnyView {
    let rows: Vec<AnyView> = shelf
        .standing
        .consents
        .iter()
        .map(|(consent, (version, by))| {
            view! {
                <li data-consent=consent.as_str()>
                    {agreed(visit.lang, words, *consent, version, by)}
                    {fold(words.consent_back.into(), false, withdrawing(words, *consent))}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul>{rows}</ul> }.into_any()
}

/// Once more, with what it means: an application that rests on it stands still, and the desk alone can set it going again.
fn withdrawing(words: &'static File, consent: Consent) -> AnyView {
    let means = match consent {
        Consent::Form | Consent::Health | Consent::Child => words.consent_back_sure,
        Consent::Draft => words.consent_back_drafts,
    };
    view! {
        <p data-consent-means>{means}</p>
        <form method="post" action="/file/consent">
            <input type="hidden" name="consent" value=consent.as_str() />
            <button class="button button-quiet" type="submit">{words.consent_back}</button>
        </form>
        <p><a class="alone" href="/file">{words.consent_stay}</a></p>
    }
    .into_any()
}

/// A consent in plain words.
pub fn consent_word(words: &'static File, consent: Consent) -> &'static str {
    match consent {
        Consent::Form => words.consent_form,
        Consent::Health => words.consent_health,
        Consent::Child => words.consent_child,
        Consent::Draft => words.consent_draft,
    }
}

/// Who else than the family opened it, and when.
pub fn looked(visit: &Visit, words: &'static File, shelf: &Shelf) -> AnyView {
    let lookers = lookers(&shelf.entries);
    if lookers.is_empty() {
        return view! { <p>{words.looked_none}</p> }.into_any();
    }
    let rows: Vec<AnyView> = lookers
        .into_iter()
        .map(|(entry, _)| {
            let (by, at) = (who(visit.lang, &entry.by), moment(visit.lang, entry.at));
            let told = fill(words.looked_by, &[("who", &by), ("time", &at)]);
            view! { <li>{told}</li> }.into_any()
        })
        .collect();
    view! { <ul>{rows}</ul> }.into_any()
}
