//! The form to fill in: a fold for each thought, open where something is to be typed.

use leptos::prelude::*;
use policy::{
    Verdict,
    form::{Asked, By, Section, When},
};

use registry::Instant;

use super::{device, draft, entrance::Entrance, field};
use crate::{
    Reply,
    answer::{self, Shown, clause_name},
    forms::apply::{Answers, FieldFault, Sent, key_digits},
    parts::{self, Mistake, Text, Tone, notice, submit, verdict_word},
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
            .filter_map(|section| draw_section(entrance, *section, &asked, &sent.answers, faults))
            .collect();
        view! {
            <p class="lead">{words.lead}</p>
            {asked_back(entrance)}
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
                {carried(entrance, sent)}
                {sections}
                <div class="form-end">
                    {submit(words.submit.into())}
                    {draft::save_button(entrance)}
                    <p class="apply-kept">{kept}</p>
                    {draft::session_line(entrance)}
                </div>
                {device::saved_here(entrance)}
            </form>
        }
        .into_any()
    })
}

/// The agency's own words for what is to be mended.
fn asked_back(entrance: &Entrance<'_>) -> Option<AnyView> {
    let look = entrance.visit.look();
    let title = look.words().pages.drafts.asked_back_title;
    let why = entrance.known.asked_back.clone()?;
    let body = view! { <p data-asked-back>{why}</p> }.into_any();
    Some(notice(look, Tone::Soon, Some(title.into()), body))
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
    let body = view! { <p>{says}</p> }.into_any();
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

fn draw_section(
    entrance: &Entrance<'_>,
    section: Section,
    asked: &[Asked<'_>],
    answers: &Answers,
    faults: &[FieldFault],
) -> Option<AnyView> {
    let (words, facts) = (entrance.words, &entrance.facts);
    let here: Vec<&Asked<'_>> = asked
        .iter()
        .filter(|one| one.field.section == section && one.field.by == By::Family)
        .collect();
    if here.is_empty() {
        return None;
    }
    let is_typed = |one: &&&Asked<'_>| one.is_typed(facts);
    let wanted: Vec<&&Asked<'_>> = here.iter().filter(|one| one.is_wanted).collect();
    let to_type: Vec<&&Asked<'_>> = wanted.iter().copied().filter(|one| is_typed(one)).collect();
    let is_wrong = here
        .iter()
        .any(|one| faults.iter().any(|fault| fault.field == one.id));
    let beside = match (wanted.is_empty(), to_type.is_empty()) {
        (true, _) => {
            let call = here.first().and_then(|one| call(one));
            call.and_then(|call| called_by(entrance, call))
        }
        (false, true) => Some(words.known.to_owned()),
        (false, false) => None,
    };
    let questions: Vec<AnyView> = to_type
        .iter()
        .map(|one| field::question(entrance, one, answers, faults))
        .collect();
    let title = field::section_title(words, section);
    let id = ["s-", section.as_str()].concat();
    Some(
        view! {
            <details class="step" id=id open=is_wrong || !to_type.is_empty()>
                <summary>
                    <h2>{title}</h2>
                    {beside.map(|beside| view! { <p class="step-beside">{beside}</p> })}
                </summary>
                <div class="step-body">
                    {known(entrance, &wanted)}
                    {questions}
                    {unwanted(entrance, &here, answers, faults, wanted.is_empty())}
                    {laws(entrance, &here)}
                </div>
            </details>
        }
        .into_any(),
    )
}

/// What the check was told already.
fn known(entrance: &Entrance<'_>, wanted: &[&&Asked<'_>]) -> Option<AnyView> {
    let (words, lang) = (entrance.words, entrance.visit.lang);
    let rows: Vec<AnyView> = wanted
        .iter()
        .filter(|one| !one.is_typed(&entrance.facts))
        .map(|one| {
            let value = one.known(&entrance.facts).unwrap_or_default();
            view! {
                <div data-field=one.id.clone() data-known>
                    <dt>{field::label(words, lang, one)}</dt>
                    <dd>{field::shown(words, lang, one, &value)}</dd>
                </div>
            }
            .into_any()
        })
        .collect();
    // A button of the form, so that what is typed may be kept before it is left.
    let first = wanted.iter().find(|one| !one.is_typed(&entrance.facts))?;
    Some(
        view! {
            <div class="apply-known">
                <dl>{rows}</dl>
                {device::unsaved(entrance)}
                <p>
                    <button class="apply-change" type="submit" name="change" value=first.id.clone()>
                        {words.in_check}
                    </button>
                </p>
            </div>
        }
        .into_any(),
    )
}

/// Fields that another answer would call for, each group folded away under what calls for it.
fn unwanted(
    entrance: &Entrance<'_>,
    here: &[&Asked<'_>],
    answers: &Answers,
    faults: &[FieldFault],
    is_all: bool,
) -> Vec<AnyView> {
    let unwanted = here
        .iter()
        .filter(|one| !one.is_wanted && one.is_typed(&entrance.facts));
    let mut groups: Vec<(Option<Call<'_>>, Vec<AnyView>)> = Vec::new();
    for one in unwanted {
        let call = call(one);
        let question = field::question(entrance, one, answers, faults);
        match groups.last_mut().filter(|(last, _)| *last == call) {
            Some((_, questions)) => questions.push(question),
            None => groups.push((call, vec![question])),
        }
    }
    let drawn = |(call, questions): (Option<Call<'_>>, Vec<AnyView>)| {
        let (field, is) = call.unwrap_or_default();
        // The script opens what holds it while one of these is chosen.
        let questions = view! { <div data-when=field data-is=is.join(" ")>{questions}</div> };
        match is_all {
            true => questions.into_any(),
            false => {
                let name = called_by(entrance, (field, is)).unwrap_or_default();
                parts::fold(name.into(), false, questions.into_any())
            }
        }
    };
    groups.into_iter().map(drawn).collect()
}

/// Which answers call for a field: the question's id, and its choices.
type Call<'a> = (&'a str, &'a [Box<str>]);

fn call<'a>(one: &Asked<'a>) -> Option<Call<'a>> {
    one.field.asked_when.iter().find_map(|when| match when {
        When::Answer { field, is } => Some((&**field, &**is)),
        _ => None,
    })
}

/// `选了“被委托人”才填`.
fn called_by(entrance: &Entrance<'_>, (field, is): Call<'_>) -> Option<String> {
    let choice = entrance.form.field(field)?.choice(is.first()?)?;
    let choice = match entrance.visit.lang {
        crate::Lang::Zh => &choice.zh,
        crate::Lang::En => &choice.en,
    };
    Some(fill(entrance.words.only_when, &[("choice", choice)]))
}

/// The clauses that these fields are asked under, each document named once.
fn laws(entrance: &Entrance<'_>, here: &[&Asked<'_>]) -> AnyView {
    let areas = entrance.visit.areas;
    let mut ids: Vec<&str> = here.iter().map(|one| &*one.field.clause).collect();
    ids.sort_by_key(|id| areas.clauses().iter().position(|clause| *clause.id == **id));
    ids.dedup();
    let mut last = "";
    let links: Vec<AnyView> = ids
        .into_iter()
        .map(|id| {
            let clause = areas.clause(id);
            let document = clause.map_or("", |clause| clause.document_id());
            let name = match clause {
                Some(clause) if document == last => clause.article.to_string(),
                _ => law_name(entrance, id),
            };
            last = document;
            view! { <a href=["/law/", id].concat() lang="zh-CN">{name}</a>" " }.into_any()
        })
        .collect();
    view! { <p class="apply-law">{entrance.words.law}" "{links}</p> }.into_any()
}

/// A clause by its document's number and its article.
pub fn law_name(entrance: &Entrance<'_>, id: &str) -> String {
    clause_name(entrance.visit.areas, id)
}
