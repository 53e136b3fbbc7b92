//! `/file/changed`: a gentle way to tell that a pregnancy ended or that a baby died. What was typed is said back in a
//! sentence before it is noted. Absent: noting it.

mod asking;
mod follows;
#[cfg(test)]
mod tests;

use leptos::prelude::*;
use policy::{Facts, facts::EndedHow, gestation::Dating};
use registry::{
    ApplicationNumber,
    standing::{Application, Standing},
};

use self::asking::Asking;
use super::{back, way};
use crate::{
    Reply,
    forms::{
        apply::key_digits,
        changed::{self, Changed, DIED, ENDED, Fault, MORE, MOVED, WHAT},
    },
    pages::apply::Key,
    parts::{Mistake, Tone, error_summary, fold, notice, submit},
    shell::{Head, document},
    visit::Visit,
    words::{
        Forms, dates, fill, in_a_sentence,
        pages::{Changed as Words, Check},
    },
};

/// The matter that it is about.
#[derive(Debug)]
pub struct Matter<'a> {
    /// The application by which it is named.
    pub number: &'a ApplicationNumber,
    /// What was told of it last, asked about today.
    pub told: Facts,
    /// The same with what happened since by the file itself: what was entered and paid.
    pub known: Facts,
    /// What it had told before a loss, which may have been told by mistake.
    pub before: Option<Facts>,
    /// Years whose premium came.
    pub paid: Vec<i32>,
    /// How many of its babies are entered.
    pub entered: usize,
    /// Has the family another, whose baby is expected or lives?
    pub has_other: bool,
    /// The sender's name for this telling; the page carries it.
    pub key: Key,
}

/// What sending the page came to.
pub enum ChangedOutcome {
    /// It once more: something can't be taken, is to be looked over, or to be changed.
    Show(Reply),
    /// To be noted.
    Tell(Box<Facts>),
}

/// Of which application's matter something may be told: each matter by the application sent for it last, and none of
/// which nothing is left to tell.
pub fn is_asked_at(standing: &Standing, application: &Application) -> bool {
    let mut same = standing.applications.iter().rev();
    let newest = same.find(|other| other.told == application.told);
    let is_newest = newest.is_some_and(|newest| newest.sent.number == application.sent.number);
    let told = application.told.facts();
    is_newest
        && told.is_some_and(|told| {
            !told.is_bereaved() && (told.pregnancy.is_some() || !told.births.is_empty())
        })
}

impl Matter<'_> {
    /// Is anything left to be told of it?
    pub fn is_open(&self) -> bool {
        !self.told.is_bereaved() || changed::untold(&self.told) > 0
    }
}

/// What its sender wants who takes a loss back that was told by mistake.
pub const TAKE_BACK: &str = "take_back";

/// Asks what has changed; where nothing is left to be told, whether what was told was a mistake.
pub fn ask(visit: &Visit, matter: &Matter<'_>) -> Reply {
    if !matter.is_open() {
        return page(visit, 200, Vec::new(), || {
            take_back(visit, matter).into_any()
        });
    }
    form(visit, matter, &Changed::default(), &[])
}

/// What the sent page comes to. `act` is what its sender wants: look it over, change it, or note it.
pub fn submit_change(visit: &Visit, matter: &Matter<'_>, act: &str, body: &str) -> ChangedOutcome {
    let typed = Changed::parse(body);
    if let (TAKE_BACK, Some(before)) = (act, &matter.before) {
        return ChangedOutcome::Tell(Box::new(before.clone()));
    }
    ChangedOutcome::Show(match (act, typed.facts(&matter.told)) {
        _ if !matter.is_open() => ask(visit, matter),
        ("change", _) => form(visit, matter, &typed, &[]),
        (_, Err(faults)) => form(visit, matter, &typed, &faults),
        ("tell", Ok(facts)) => return ChangedOutcome::Tell(Box::new(facts)),
        (_, Ok(facts)) => review(visit, matter, &typed, &facts),
    })
}

/// Its keeping is not agreed to any more.
pub fn not_kept(visit: &Visit) -> Reply {
    let words = &visit.look().words().pages.changed;
    page(visit, 409, Vec::new(), || {
        let told = view! { <p data-error="not_kept">{words.not_kept}</p> };
        notice(visit.look(), Tone::Know, None, told.into_any())
    })
}

fn page(
    visit: &Visit,
    status: u16,
    mistakes: Vec<Mistake>,
    body: impl FnOnce() -> AnyView,
) -> Reply {
    let (look, words) = (visit.look(), &visit.look().words().pages.changed);
    let wrong = match mistakes.is_empty() {
        true => "",
        false => Forms::of(visit.lang).wrong,
    };
    let head = Head {
        title: [wrong, words.title].concat(),
        description: words.lead.to_owned(),
        ..Head::default()
    };
    let html = document(
        visit,
        head,
        || {
            view! {
                <div class="prose file-changed">
                    {back(visit, &look.words().pages.file)}
                    {error_summary(look, mistakes)}
                    <h1>{words.title}</h1>
                    {body()}
                </div>
            }
            .into_any()
        },
        false,
    );
    Reply::plain(status, html)
}

fn form(visit: &Visit, matter: &Matter<'_>, typed: &Changed, faults: &[Fault]) -> Reply {
    let words = &visit.look().words().pages.changed;
    let asking = Asking {
        visit,
        words,
        check: &visit.look().words().pages.check,
        matter,
        typed,
        faults,
    };
    let status = if faults.is_empty() { 200 } else { 422 };
    page(visit, status, asking.mistakes(), || {
        view! {
            <p class="lead">{words.lead}</p>
            <form method="post" action="/file/changed" novalidate autocomplete="off">
                {carried(matter)}
                {asking.questions()}
                <div class="form-end">{submit(words.go_on.into())}</div>
            </form>
            {elsewhere(words, matter, typed)}
            {take_back(visit, matter).map(|form| fold(words.mistaken.into(), false, form))}
        }
        .into_any()
    })
}

/// The way back from a loss that was told by mistake: what is taken back is said once more.
fn take_back(visit: &Visit, matter: &Matter<'_>) -> Option<AnyView> {
    let words = &visit.look().words().pages.changed;
    let before = matter.before.as_ref()?;
    let says: Vec<AnyView> = said(visit, before, &matter.told)
        .into_iter()
        .map(|says| view! { <p>{says}</p> }.into_any())
        .collect();
    Some(
        view! {
            <div data-take-back>
                <p>{words.mistaken_lead}</p>
                <p>{words.mistaken_of}</p>
                {says}
                <form method="post" action="/file/changed">
                    {carried(matter)}
                    <button class="button button-quiet" type="submit" name="act" value=TAKE_BACK>{words.mistaken_do}</button>
                </form>
            </div>
        }
        .into_any(),
    )
}

/// A birth that went well is told to the check, with what is known along. Nobody who tells of a loss reads of it.
fn elsewhere(words: &'static Words, matter: &Matter<'_>, typed: &Changed) -> Option<AnyView> {
    let is_loss = matches!(typed.value(WHAT), ENDED | DIED);
    if !matter.told.births.is_empty() || is_loss {
        return None;
    }
    let to = way::to_births(&matter.known).unwrap_or_else(|| "/check?door=born".to_owned());
    Some(
        view! {
            <p class="file-changed-else">{words.elsewhere}" "<a class="alone" href=to>{words.to_check}</a></p>
        }
        .into_any(),
    )
}

/// What every one of the pages carries along besides answers.
fn carried(matter: &Matter<'_>) -> AnyView {
    view! {
        <input type="hidden" name="number" value=matter.number.to_string() />
        <input type="hidden" name="key" value=key_digits(matter.key) />
    }
    .into_any()
}

/// A loss in sentences: what stands in these facts and did not in those before.
fn said(visit: &Visit, before: &Facts, facts: &Facts) -> Vec<String> {
    let (look, words) = (visit.look(), &visit.look().words().pages.changed);
    let day = |day| dates::day(visit.lang, day);
    let mut says: Vec<String> = Vec::new();
    let ended = facts
        .pregnancy
        .as_ref()
        .and_then(|pregnancy| pregnancy.ended);
    if let (Some(ended), true) = (ended, facts.births.is_empty()) {
        let how = how_word(&look.words().pages.check, ended.how);
        let how = in_a_sentence(visit.lang, how.to_owned());
        says.push(fill(
            words.review_ended,
            &[("day", &day(ended.on)), ("how", &how)],
        ));
    }
    for (place, birth) in facts.births.iter().enumerate() {
        let born = day(birth.on);
        match birth.died_on {
            _ if before.births.get(place) == Some(birth) => {}
            Some(died) => says.push(fill(
                words.review_died,
                &[("born", &born), ("day", &day(died))],
            )),
            None => says.push(fill(words.review_born, &[("born", &born)])),
        }
    }
    says
}

/// What will be noted, in a sentence, and what follows from it.
fn review(visit: &Visit, matter: &Matter<'_>, typed: &Changed, facts: &Facts) -> Reply {
    let words = &visit.look().words().pages.changed;
    let mut says = said(visit, &matter.told, facts);
    let what = match facts.births.is_empty() {
        true => typed.value(WHAT),
        false => DIED,
    };
    let dating = facts.pregnancy.as_ref().map(|told| told.dating);
    if let (MOVED, Some(Dating::DueDate(due))) = (what, dating) {
        let day = dates::day(visit.lang, due);
        says.push(fill(words.review_moved, &[("day", &day)]));
    }
    let then = match what {
        MOVED => follows::moved(visit, matter, facts),
        MORE => {
            let count = changed::expected(facts).to_string();
            says.push(fill(words.review_more, &[("count", &count)]));
            follows::counted(visit, matter, facts)
        }
        _ => follows::lost(visit, matter, facts),
    };
    let lines = |says: Vec<String>| -> Vec<AnyView> {
        let lines = says.into_iter();
        lines
            .map(|says| view! { <p>{says}</p> }.into_any())
            .collect()
    };
    let typed: Vec<AnyView> = changed::controls()
        .filter(|control| !typed.value(control).is_empty())
        .map(|control| {
            let value = typed.value(&control).to_owned();
            view! { <input type="hidden" name=control value=value /> }.into_any()
        })
        .collect();
    page(visit, 200, Vec::new(), || {
        view! {
            <p class="lead">{words.review_lead}</p>
            <div data-review>{lines(says)}</div>
            {then}
            <form method="post" action="/file/changed">
                {carried(matter)}
                {typed}
                <p class="ways">
                    <button class="button" type="submit" name="act" value="tell">{words.note}</button>
                    <button class="button button-quiet" type="submit" name="act" value="change">{words.change}</button>
                </p>
            </form>
        }
        .into_any()
    })
}

fn how_word(check: &'static Check, how: EndedHow) -> &'static str {
    match how {
        EndedHow::Miscarriage => check.miscarriage,
        EndedHow::InducedLabour => check.induced_labour,
        EndedHow::Stillbirth => check.stillbirth,
    }
}
