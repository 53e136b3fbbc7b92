//! A form filled from the family's own file. A fresh one: with what an earlier application of the same matter said of the
//! same people, and the numbers under which its babies are entered; in sight, and every word of it may be changed. One
//! that was asked back: with all that was sent. Absent: reading the file; a choice or a tick that somebody has to make
//! again.

use leptos::prelude::*;
use policy::{
    Facts,
    facts::Applicant,
    form::{Asked, By, Kind, Person as About},
    verdict::Service,
};
use registry::{Standing, matter::is_same, standing::Application};

use super::{
    AskedBack, Key, draft,
    entrance::Entrance,
    field,
    form::{self, Beside},
    left,
};
use crate::{
    Reply,
    forms::{
        apply::{Answers, Sent},
        check::{Field, Typed},
    },
    parts::{Tone, notice},
    visit::Visit,
    words::fill,
};

/// The form of an application that was asked back, with the agency's reason, filled with what was sent, under what the
/// check was told on the way; else under the facts that were told of it last. None where the check can't tell these, because babies differ in what it asks once for all.
pub fn again(
    visit: &Visit,
    service: Service,
    query: Option<&str>,
    application: &Application,
    fresh: Key,
) -> Option<Reply> {
    let told = match query {
        Some(query) => query.to_owned(),
        None => told_query(application)?,
    };
    let answers = draft::answers_of(&application.sent.fields);
    // Whoever changed a fact in the check on the way has typed something.
    Some(
        match Entrance::enter(visit, service, &told, query.is_some()) {
            Ok(mut entrance) => {
                entrance.known.asked_back = AskedBack::of(application);
                entrance.goes_on.mend = application.sent.number.to_string();
                entrance.goes_on.left = left(service, &told);
                let sent = Sent {
                    key: Some(fresh),
                    mend: application.sent.number.to_string(),
                    answers,
                    ..Sent::default()
                };
                // What the device has goes in where it was typed since the agency asked.
                let asked_at = application.history.last().map(|moved| moved.at);
                let beside = Beside {
                    is_fresh: true,
                    saved_at: asked_at.or(Some(application.sent_at)),
                    ..Beside::default()
                };
                form::drawn(&entrance, &sent, &[], beside)
            }
            Err(closed) => *closed,
        },
    )
}

/// What the check would be told of an application's matter, as it was told last; it asks about today, whenever it is
/// opened.
pub fn told_query(application: &Application) -> Option<String> {
    let typed = Typed::of(application.told.facts()?)?;
    Some(typed.query_with(Field::AskedOn, ""))
}

/// Somebody a form asks about, who may stand in another form under another word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Person {
    Mother,
    Father,
    /// A guardian who is neither.
    Guardian,
}

/// The answers that the file has, with the sentence that says so; none where it has none.
pub fn filled(entrance: &Entrance<'_>, standing: &Standing) -> Option<(Answers, AnyView)> {
    let applications: Vec<&Application> = standing
        .applications
        .iter()
        .rev()
        .filter(|application| is_of(entrance, application))
        .collect();
    let mut answers = Answers::default();
    let mut labels = Vec::new();
    for one in entrance.asked(&Answers::default()) {
        let is_typed = one.field.by == By::Family && one.is_typed(&entrance.facts);
        // A parent may be asked about once another question is answered.
        let is_asked = one.is_wanted || is_about_a_parent(&one);
        if !is_asked || !is_typed {
            continue;
        }
        let mut known = applications.iter().copied();
        if let Some(value) = known.find_map(|application| told(entrance, application, &one)) {
            answers.set(&one.id, value);
            labels.push(field::label(entrance.words, entrance.visit.lang, &one));
        }
    }
    if labels.is_empty() {
        return None;
    }
    let look = entrance.visit.look();
    let words = &look.words().pages.drafts;
    let says = fill(
        words.from_file,
        &[("fields", &labels.join(look.words().answer.comma))],
    );
    let body = view! { <p>{says}</p> }.into_any();
    let told = notice(look, Tone::Know, Some(words.from_file_title.into()), body);
    Some((
        answers,
        view! { <div data-from-file>{told}</div> }.into_any(),
    ))
}

/// That the same was applied for and is still on its way: nobody should type a form to learn that.
pub fn on_its_way(entrance: &Entrance<'_>, standing: &Standing) -> Option<AnyView> {
    let there = standing.on_its_way(entrance.service, &entrance.facts)?;
    let (look, number) = (entrance.visit.look(), there.sent.number.to_string());
    let words = &look.words().pages;
    let says = fill(words.sign_in.already_there, &[("number", &number)]);
    let body = view! {
        <p data-on-its-way=number>{says}</p>
        <p><a class="alone" href="/file">{words.papers.unprinted_file}</a></p>
    };
    let title = words.drafts.on_its_way_title;
    Some(notice(
        look,
        Tone::Know,
        Some(title.into()),
        body.into_any(),
    ))
}

/// Is it about the pregnancy or the babies that the form is for?
fn is_of(entrance: &Entrance<'_>, application: &Application) -> bool {
    let told = application.told.facts();
    told.is_some_and(|told| is_same(told, application.sent_at.day(), &entrance.facts))
}

/// What an application says in answer to a question.
fn told(entrance: &Entrance<'_>, application: &Application, one: &Asked<'_>) -> Option<String> {
    let is_same_form = application.sent.service == entrance.service;
    let said = |id: &str| {
        let said = application.sent.fields.get(id)?;
        (!said.is_empty()).then(|| said.clone())
    };
    match one.field.kind {
        Kind::ProvisionalNumber => entered(application, one).or_else(|| said(&one.id)),
        Kind::Tick => None,
        Kind::Insured => insured(application),
        _ if is_same_form && is_of_same_babies(entrance, application, one) => {
            // What the check is told goes before what it was told then.
            (one.known(&entrance.facts).is_none()).then(|| said(&one.id))?
        }
        Kind::Name | Kind::IdNumber | Kind::Phone | Kind::Address => {
            let (who, what) = one.id.split_once('_')?;
            let person = person(who, &entrance.facts)?;
            let then = application.told.facts()?;
            names(person, then).find_map(|who| said(&[who, "_", what].concat()))
        }
        _ => None,
    }
}

/// The number under which the agency entered this baby before it had its own.
fn entered(application: &Application, one: &Asked<'_>) -> Option<String> {
    let baby = application.identities.get(one.baby);
    baby.filter(|_| application.is_before_hukou())
        .map(|baby| baby.number.clone())
}

/// Under which names and numbers an application's babies are enrolled.
fn insured(application: &Application) -> Option<String> {
    let babies = application.identities.iter();
    let babies: Vec<String> = babies
        .map(|baby| [&*baby.name, " ", &baby.number].concat())
        .collect();
    (!babies.is_empty()).then(|| babies.join("、"))
}

/// A baby is known by its place, so what was said of one holds as long as the same babies are told of.
fn is_of_same_babies(entrance: &Entrance<'_>, application: &Application, one: &Asked<'_>) -> bool {
    let births = |facts: &Facts| -> Vec<_> {
        facts
            .births
            .iter()
            .map(|birth| (birth.on, birth.sex, birth.died_on))
            .collect()
    };
    let then = application.told.facts();
    one.field.each.is_none() || then.is_some_and(|then| births(then) == births(&entrance.facts))
}

fn is_about_a_parent(one: &Asked<'_>) -> bool {
    let about = one.field.about;
    matches!(about, Some(About::Mother | About::Father))
}

/// Whom a form's word means: whoever applies is the guardian, the payer and the one to call.
fn person(who: &str, facts: &Facts) -> Option<Person> {
    match who {
        "mother" => Some(Person::Mother),
        "father" => Some(Person::Father),
        "guardian" | "payer" | "contact" => Some(match facts.applicant {
            Applicant::Mother | Applicant::Agent => Person::Mother,
            Applicant::Father => Person::Father,
            Applicant::Guardian => Person::Guardian,
        }),
        _ => None,
    }
}

/// The words under which an application has this person.
fn names(person: Person, then: &Facts) -> impl Iterator<Item = &'static str> {
    let own = match person {
        Person::Mother => Some("mother"),
        Person::Father => Some("father"),
        Person::Guardian => None,
    };
    let is_applicant = match then.applicant {
        Applicant::Mother => person == Person::Mother,
        Applicant::Father => person == Person::Father,
        Applicant::Guardian => person == Person::Guardian,
        Applicant::Agent => false,
    };
    let as_applicant = ["guardian", "payer", "contact"].into_iter();
    own.into_iter()
        .chain(as_applicant.filter(move |_| is_applicant))
}
