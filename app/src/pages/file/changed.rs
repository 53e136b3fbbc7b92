//! `/file/changed`: a gentle way to tell that a pregnancy ended or that a baby died. What was typed is said back in a
//! sentence before it is noted. Absent: noting it.

use leptos::prelude::*;
use policy::{
    Code, Facts,
    facts::{Birth, EndedHow, Sex},
    gestation::Dating,
};
use registry::{
    ApplicationNumber,
    standing::{Application, Standing},
};

use super::{back, way};
use crate::{
    Reply,
    forms::{
        apply::key_digits,
        changed::{self, Changed, DIED, DUE_DATE, ENDED, Fault, MOVED, WHAT, of_baby},
    },
    pages::apply::Key,
    parts::{self, Choice, FieldError, Mistake, Question, Tone, error_summary, notice, submit},
    shell::{Head, document},
    visit::Visit,
    words::{
        Forms, dates, fill,
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

/// Asks what has changed.
pub fn ask(visit: &Visit, matter: &Matter<'_>) -> Reply {
    form(visit, matter, &Changed::default(), &[])
}

/// What the sent page comes to. `act` is what its sender wants: look it over, change it, or note it.
pub fn submit_change(visit: &Visit, matter: &Matter<'_>, act: &str, body: &str) -> ChangedOutcome {
    let typed = Changed::parse(body);
    ChangedOutcome::Show(match (act, typed.facts(&matter.told)) {
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
    let head = Head {
        title: words.title.to_owned(),
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
            {elsewhere(words, matter)}
        }
        .into_any()
    })
}

/// A birth that went well is told to the check, with what is known along.
fn elsewhere(words: &'static Words, matter: &Matter<'_>) -> Option<AnyView> {
    if !matter.told.births.is_empty() {
        return None;
    }
    let to = way::to_check(&matter.told).unwrap_or_else(|| "/check".to_owned());
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

/// What will be noted, in a sentence, and what follows from it.
fn review(visit: &Visit, matter: &Matter<'_>, typed: &Changed, facts: &Facts) -> Reply {
    let (look, words) = (visit.look(), &visit.look().words().pages.changed);
    let day = |day| dates::day(visit.lang, day);
    let mut says: Vec<String> = Vec::new();
    let ended = facts
        .pregnancy
        .as_ref()
        .and_then(|pregnancy| pregnancy.ended);
    if let (Some(ended), true) = (ended, facts.births.is_empty()) {
        let how = how_word(&look.words().pages.check, ended.how);
        says.push(fill(
            words.review_ended,
            &[("day", &day(ended.on)), ("how", how)],
        ));
    }
    let before = &matter.told.births;
    for (place, birth) in facts.births.iter().enumerate() {
        let born = day(birth.on);
        match birth.died_on {
            _ if before.get(place).is_some_and(|before| before == birth) => {}
            Some(died) => says.push(fill(
                words.review_died,
                &[("born", &born), ("day", &day(died))],
            )),
            None => says.push(fill(words.review_born, &[("born", &born)])),
        }
    }
    let is_moved = facts.births.is_empty() && typed.value(WHAT) == MOVED;
    let dating = facts.pregnancy.as_ref().map(|told| told.dating);
    if let (true, Some(Dating::DueDate(due))) = (is_moved, dating) {
        says.push(fill(words.review_moved, &[("day", &day(due))]));
    }
    let then = match () {
        () if is_moved => words.review_moved_then,
        () if facts.is_bereaved() && matter.has_other => words.review_then_one,
        () if facts.is_bereaved() => words.review_then,
        () => words.review_others,
    };
    let says: Vec<AnyView> = says
        .into_iter()
        .map(|says| view! { <p>{says}</p> }.into_any())
        .collect();
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
            <div data-review>{says}</div>
            <p>{then}</p>
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

/// The questions, with what was typed and what is wrong.
struct Asking<'a> {
    visit: &'a Visit,
    words: &'static Words,
    check: &'static Check,
    matter: &'a Matter<'a>,
    typed: &'a Changed,
    faults: &'a [Fault],
}

impl Asking<'_> {
    fn questions(&self) -> AnyView {
        let births = &self.matter.told.births;
        if !births.is_empty() {
            return self.deaths(births);
        }
        let what = [
            Choice::new(MOVED, self.words.what_moved),
            Choice::new(ENDED, self.words.what_ended),
            Choice::new(DIED, self.words.what_died),
        ];
        let how = EndedHow::ALL
            .iter()
            .map(|how| Choice::new(how.as_str(), how_word(self.check, *how)))
            .collect::<Vec<_>>();
        let babies: Vec<AnyView> = (0..changed::expected(&self.matter.told))
            .map(|place| self.baby(place))
            .collect();
        view! {
            {self.choice(WHAT, self.words.what.into(), &what)}
            <section data-part=MOVED>
                <h2>{self.words.what_moved}</h2>
                {self.day(DUE_DATE, self.words.due_date.into(), None)}
            </section>
            <section data-part=ENDED>
                <h2>{self.words.what_ended}</h2>
                {self.day("ended_on", self.check.ended_on.into(), None)}
                {self.choice("ended_how", self.check.ended_how.into(), &how)}
            </section>
            <section data-part=DIED>
                <h2>{self.words.what_died}</h2>
                {babies}
            </section>
        }
        .into_any()
    }

    /// Of a baby that nothing was told of yet.
    fn baby(&self, place: usize) -> AnyView {
        let is_one = changed::expected(&self.matter.told) == 1;
        let number = (place + 1).to_string();
        let name = (!is_one).then(|| fill(self.words.baby, &[("number", &number)]));
        let sex = [
            Choice::new(Sex::Female.as_str(), self.words.girl),
            Choice::new(Sex::Male.as_str(), self.words.boy),
        ];
        let hint = (!is_one).then_some(self.words.living);
        view! {
            {name.map(|name| view! { <h3>{name}</h3> })}
            {self.day(&of_baby("born_on", place), self.words.born_on.into(), None)}
            {self.choice(&of_baby("sex", place), self.words.sex.into(), &sex)}
            {self.day(&of_baby("died_on", place), self.words.died_on.into(), hint)}
        }
        .into_any()
    }

    /// Of babies whose births are known.
    fn deaths(&self, births: &[Birth]) -> AnyView {
        let is_one = births.len() == 1;
        let living = births
            .iter()
            .enumerate()
            .filter(|(_, birth)| birth.is_living());
        let days: Vec<AnyView> = living
            .map(|(place, birth)| {
                let born = dates::day(self.visit.lang, birth.on);
                let number = (place + 1).to_string();
                let values = [("born", born.as_str()), ("number", &number)];
                let (label, hint) = match is_one {
                    true => (fill(self.words.died_on_of, &values), None),
                    false => (
                        fill(self.words.died_on_nth, &values),
                        Some(self.words.living),
                    ),
                };
                self.day(&of_baby("died_on", place), label.into(), hint)
            })
            .collect();
        days.into_any()
    }

    fn day(&self, control: &str, label: parts::Text, why: Option<&'static str>) -> AnyView {
        let question = self.question(control, label, why);
        parts::date(
            self.visit.look(),
            &question,
            self.typed.value(control),
            None,
        )
    }

    fn choice(&self, control: &str, label: parts::Text, choices: &[Choice]) -> AnyView {
        let question = self.question(control, label, None);
        parts::choice(
            self.visit.look(),
            &question,
            choices,
            self.typed.value(control),
        )
    }

    fn question(&self, control: &str, label: parts::Text, why: Option<&'static str>) -> Question {
        Question {
            name: control.to_owned().into(),
            label,
            why: why.map(Into::into),
            error: self.error(control),
            ..Question::default()
        }
    }

    fn error(&self, control: &str) -> Option<FieldError> {
        let (_, code) = self.faults.iter().find(|(at, _)| at == control)?;
        let is_day = control.contains("_on") || control == DUE_DATE;
        Some(FieldError {
            code: code.as_str(),
            sentence: self.mend(*code, is_day).into(),
        })
    }

    /// As the check says it.
    fn mend(&self, code: Code, is_day: bool) -> &'static str {
        let forms = Forms::of(self.visit.lang);
        match code {
            Code::MissingField if is_day => self.words.day_missing,
            Code::InvalidDate => forms.date,
            Code::DateInFuture => forms.future,
            Code::DatesOutOfOrder => forms.died_early,
            Code::ImplausibleGestation => forms.weeks,
            _ => forms.choose,
        }
    }

    fn mistakes(&self) -> Vec<Mistake> {
        let in_order = std::iter::once(WHAT.to_owned()).chain(changed::controls().skip(1));
        in_order
            .filter_map(|control| {
                let error = self.error(&control)?;
                let control_id = self.question(&control, "".into(), None).control_id();
                Some(Mistake { control_id, error })
            })
            .collect()
    }
}
