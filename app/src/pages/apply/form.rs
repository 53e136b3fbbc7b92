//! The form to fill in, and what is said above its folds. Absent: the folds.

use leptos::prelude::*;
use policy::{Verdict, form::Section};

use registry::Instant;

use super::{asked_back, device, draft, entrance::Entrance, field, step};
use crate::{
    Reply,
    answer::{self, Shown, clause_name},
    forms::apply::{FieldFault, Sent, key_digits},
    parts::{Mistake, Text, Tone, notice, submit, verdict_word},
    words::{dates, fill},
};

/// What a form is drawn with besides its answers.
#[derive(Default)]
pub struct Beside {
    /// What is said on top.
    pub on_top: Option<AnyView>,
    /// What hinders, beside what is wrong with an answer.
    pub hindrance: Option<Mistake>,
    /// Is nothing typed in it yet? What the device keeps may be filled in then.
    pub is_fresh: bool,
    /// When its draft was saved. What the device keeps may be newer.
    pub saved_at: Option<Instant>,
}

/// The page with what was typed and what is wrong with it.
pub fn page(entrance: &Entrance<'_>, sent: &Sent, faults: &[FieldFault]) -> Reply {
    drawn(entrance, sent, faults, Beside::default())
}

/// The same with what stands beside it.
pub fn drawn(entrance: &Entrance<'_>, sent: &Sent, faults: &[FieldFault], beside: Beside) -> Reply {
    let words = entrance.words;
    let drafts = &entrance.visit.look().words().pages.drafts;
    let asked = entrance.asked(&sent.answers);
    let kept = match sent.draft.is_empty() {
        true => drafts.kept_nowhere,
        false => drafts.kept_by_itself,
    };
    let mut mistakes = field::mistakes(entrance, &asked, faults);
    let status = match (faults.is_empty(), beside.hindrance.is_none()) {
        (true, true) => 200,
        (true, false) => 409,
        (false, _) => 422,
    };
    mistakes.extend(beside.hindrance);
    let heading = entrance.form.title.in_lang(entrance.visit.lang).to_owned();
    let carries = entrance.carried("apply", "fill", None);
    super::page(entrance, status, heading, mistakes, carries, || {
        let sections: Vec<AnyView> = Section::ALL
            .iter()
            .flat_map(|section| step::steps(entrance, *section, &asked, &sent.answers, faults))
            .collect();
        view! {
            <p class="lead">{lead(entrance)}</p>
            {asked_back::on_top(entrance, &asked)}
            {beside.on_top}
            {standing(entrance)}
            {changed_verdict(entrance, sent)}
            {years(entrance)}
            {device::found_here(entrance)}
            <form
                method="post"
                action=entrance.action()
                class="apply-form"
                id="apply"
                novalidate
                autocomplete="off"
                data-fresh=beside.is_fresh
                data-saved-at=beside.saved_at.map(|at| at.0.to_string())
            >
                {device::saved_here(entrance)}
                {carried(entrance, sent)}
                {sections}
                <div class="form-end">
                    {submit(words.submit.into())}
                    {draft::save_button(entrance)}
                    <p class="apply-kept">{kept}</p>
                    {draft::session_line(entrance)}
                </div>
            </form>
        }
        .into_any()
    })
}

/// What need not be typed here, and why.
fn lead(entrance: &Entrance<'_>) -> &'static str {
    let (words, goes_on) = (entrance.words, &entrance.goes_on);
    match (goes_on.mend.is_empty(), goes_on.is_from_file) {
        (false, _) => words.lead_mend,
        (true, true) => words.lead_file,
        (true, false) => words.lead,
    }
}

/// Why it can't be sent today, where that is so.
pub fn standing(entrance: &Entrance<'_>) -> Option<AnyView> {
    let (words, look) = (entrance.words, entrance.visit.look());
    if entrance.may_send {
        return None;
    }
    if !matches!(entrance.verdict, Verdict::Eligible | Verdict::NotYet) {
        return Some(draft::closed(entrance));
    }
    let (title, says): (Text, &'static str) = match (entrance.verdict, entrance.opens_on) {
        (Verdict::NotYet, Some(day)) => {
            let day = dates::day(look.lang, day);
            (
                fill(words.not_yet_title, &[("day", &day)]).into(),
                words.not_yet,
            )
        }
        (Verdict::NotYet, None) => (
            verdict_word(look, Verdict::NotYet).into(),
            words.not_yet_open,
        ),
        _ => (words.other_day_title.into(), words.other_day),
    };
    let waits = (entrance.verdict == Verdict::NotYet && entrance.opens_on.is_none()).then(|| {
        let answer = policy::decide(&entrance.facts, entrance.visit.areas);
        let shown = Shown::alone(entrance.visit);
        let html = answer::waits_for(&answer, &shown, entrance.service);
        view! { <div data-waits-for inner_html=html></div> }
    });
    let body = view! { {waits}<p>{says}</p> }.into_any();
    Some(notice(look, Tone::Soon, Some(title), body))
}

/// That the birth may fall into either of two years, so that the premium of the other one may be needed.
pub fn years(entrance: &Entrance<'_>) -> Option<AnyView> {
    // Money that comes back is for no year to come.
    if entrance.service == policy::verdict::Service::Refund {
        return None;
    }
    let answer = policy::decide(&entrance.facts, entrance.visit.areas);
    let html = answer::years(&answer, &Shown::alone(entrance.visit))?;
    Some(view! { <div inner_html=html></div> }.into_any())
}

/// The verdict moved since the page was drawn.
pub fn changed_verdict(entrance: &Entrance<'_>, sent: &Sent) -> Option<AnyView> {
    let (words, look) = (entrance.words, entrance.visit.look());
    let before = Verdict::parse(&sent.shown).ok();
    let before = before.filter(|before| *before != entrance.verdict)?;
    let says = fill(
        words.shown,
        &[
            ("before", verdict_word(look, before)),
            ("now", verdict_word(look, entrance.verdict)),
        ],
    );
    let body = view! { <p>{says}</p> }.into_any();
    Some(notice(
        look,
        Tone::Know,
        Some(words.shown_title.into()),
        body,
    ))
}

/// What every one of the pages carries along besides answers.
pub fn carried(entrance: &Entrance<'_>, sent: &Sent) -> AnyView {
    let mend = (!sent.mend.is_empty())
        .then(|| view! { <input type="hidden" name="mend" value=sent.mend.clone() /> });
    let draft = (!sent.draft.is_empty()).then(|| {
        view! {
            <input type="hidden" name="draft" value=sent.draft.clone() />
            <input type="hidden" name="draft_seen" value=sent.draft_seen.to_string() />
        }
    });
    view! {
        <input type="hidden" name="key" value=key_digits(sent.key.unwrap_or_default()) />
        <input type="hidden" name="shown" value=entrance.verdict.as_str() />
        {mend}
        {draft}
    }
    .into_any()
}

/// A clause by its document's number and its article.
pub fn law_name(entrance: &Entrance<'_>, id: &str) -> String {
    clause_name(entrance.visit.areas, id)
}
