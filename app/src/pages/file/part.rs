//! What another's file keeps of whoever a phone is said to be: the part of an application that is about that person, to see
//! and to take along. A mistyped number is a stranger's, so it is told what kinds of things are kept, and what they are
//! only once the ID number was typed that stands there beside the phone.

use leptos::prelude::*;
use policy::{
    Facts, facts::Parent, form::Person, id_number::IdNumber, phone::Phone, verdict::Service, wire,
};
use registry::{
    ApplicationNumber, Instant, Standing, entry::Step, office::KeptMessage, standing::Application,
};

use super::{
    messages, moment,
    record::{add_facts, list},
};
use crate::{
    pages::{
        apply::{Answered, answered_of},
        check,
        sign_in::masked,
    },
    parts::{Entry, FieldError, Mistake, Question, error_summary, fold, submit, text},
    visit::Visit,
    words::{fill, pages::Named, service_name},
};

/// The control of the ID number.
pub const ID_NUMBER: &str = "id_number";
/// Where the relation to the mother of whoever applies for her stands.
const RELATION: &str = "agent_relation";

/// How far its holder has shown who it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// By the phone alone.
    Phone,
    /// By a number that stands in none of the applications, or is none.
    Other,
    /// By the ID number that stands there, as it was typed.
    IdNumber(String),
}

/// The part of one application.
pub struct Part {
    /// Which application.
    pub number: ApplicationNumber,
    /// For what.
    pub service: Service,
    /// When it was sent.
    pub sent_at: Instant,
    /// In whose file it stands, by how they stand to each other.
    pub keeper: String,
    /// What it says of its holder, where it is sure who that is.
    pub told: Option<Contents>,
    /// The kinds of things that are kept.
    kinds: Vec<String>,
    may_withdraw: bool,
}

/// What stands in it.
pub struct Contents {
    /// The form's answers.
    pub answers: Vec<Answered>,
    /// What was told of the person beside the form, in the wire form.
    pub facts: Option<String>,
    /// What was said to the phone.
    pub messages: Vec<KeptMessage>,
    lines: Vec<(String, String)>,
}

impl Part {
    /// The part of an application that is about a phone's holder. `messages` are those to the phone.
    pub fn of(
        visit: &Visit,
        standing: &Standing,
        application: &Application,
        phone: &Phone,
        id_number: Option<&IdNumber>,
        messages: &[KeptMessage],
    ) -> Part {
        let sent = &application.sent;
        let facts = application.told.facts();
        let about = |people: &[Person]| match facts {
            Some(facts) => answered_of(visit, sent, facts, people),
            None => Vec::new(),
        };
        let said: Vec<Person> = application.holders(phone).collect();
        let known: Vec<Person> = id_number
            .into_iter()
            .flat_map(|id_number| application.known_by(phone, id_number))
            .collect();
        let told = (!known.is_empty()).then(|| {
            let facts = facts.and_then(|facts| facts_of(facts, &known));
            let mut own = messages.to_vec();
            own.retain(|message| message.number.as_ref() == Some(&sent.number));
            let answers = about(&known);
            Contents {
                lines: lines(visit, &answers, facts.as_ref()),
                facts: facts.as_ref().map(wire::facts_json),
                answers,
                messages: own,
            }
        });
        Part {
            number: sent.number.clone(),
            service: sent.service,
            sent_at: application.sent_at,
            keeper: keeper(visit, standing, application, &about(&[Person::Agent])),
            told,
            kinds: about(&said).into_iter().map(|one| one.label).collect(),
            may_withdraw: application.after(&Step::Withdraw).is_some(),
        }
    }
}

/// What the facts tell of these people: the mother's are the pregnancy's and her babies', too.
fn facts_of(facts: &Facts, people: &[Person]) -> Option<Facts> {
    let is_of = |person| people.contains(&person);
    if !is_of(Person::Mother) && !is_of(Person::Father) {
        return None;
    }
    let mut own = Facts {
        payments: Vec::new(),
        benefit_used: None,
        other_cover: None,
        ..facts.clone()
    };
    if !is_of(Person::Father) {
        own.father = Parent::default();
    }
    if !is_of(Person::Mother) {
        own.mother = Parent::default();
        own.pregnancy = None;
        own.births = Vec::new();
    }
    Some(own)
}

/// Under its labels, and nothing twice.
fn lines(visit: &Visit, answers: &[Answered], facts: Option<&Facts>) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = answers
        .iter()
        .map(|answer| (answer.label.clone(), answer.shown.clone()))
        .collect();
    if let Some(facts) = facts {
        add_facts(visit, &mut lines, check::told(visit, facts));
    }
    lines
}

/// Whose file it is, without a name.
fn keeper(
    visit: &Visit,
    standing: &Standing,
    application: &Application,
    agents: &[Answered],
) -> String {
    let words = &visit.look().words().pages.named;
    let opened_by = Phone::parse(&standing.phone).ok();
    let whose = opened_by.and_then(|phone| application.holders(&phone).last());
    let relation = agents.iter().find(|answer| answer.id == RELATION);
    match (whose, relation) {
        (Some(Person::Mother), _) => words.keeper_mother.to_owned(),
        (Some(Person::Father), _) => words.keeper_father.to_owned(),
        (Some(Person::Agent), Some(relation)) => {
            fill(words.keeper_agent_is, &[("relation", &relation.shown)])
        }
        (Some(Person::Agent), None) => words.keeper_agent.to_owned(),
        _ => fill(words.keeper_phone, &[("phone", &masked(&standing.phone))]),
    }
}

/// The section; none where nobody names the phone. Whoever is known finds the values, and `take` to take them along.
pub fn section(
    visit: &Visit,
    parts: &[Part],
    proof: &Proof,
    take: impl FnOnce() -> AnyView,
) -> Option<AnyView> {
    if parts.is_empty() {
        return None;
    }
    let words = &visit.look().words().pages.named;
    let is_known = parts.iter().any(|part| part.told.is_some());
    let cards: Vec<AnyView> = parts.iter().rev().map(|part| card(visit, part)).collect();
    let ask = (!is_known).then(|| ask(visit, words, proof));
    let take = is_known.then(take);
    Some(
        view! {
            <section class="file-parts">
                <h2>{words.kept_title}</h2>
                {take}
                {cards}
                {ask}
                {erasing(visit, parts, is_known)}
            </section>
        }
        .into_any(),
    )
}

/// Those that are known, to take along.
pub fn taken(visit: &Visit, parts: &[Part]) -> Option<AnyView> {
    let words = &visit.look().words().pages.named;
    let known = parts.iter().rev().filter(|part| part.told.is_some());
    let cards: Vec<AnyView> = known.map(|part| card(visit, part)).collect();
    (!cards.is_empty()).then(|| view! { <h2>{words.kept_title}</h2>{cards} }.into_any())
}

fn card(visit: &Visit, part: &Part) -> AnyView {
    let words = &visit.look().words().pages.named;
    let when = moment(visit.lang, part.sent_at);
    let about = fill(
        words.kept_where,
        &[
            ("number", &part.number.to_string()),
            ("time", &when),
            ("keeper", &part.keeper),
        ],
    );
    let contents = match &part.told {
        None => {
            // What is ticked is a sentence, and no kind of thing.
            let is_kind = |kind: &&String| !kind.ends_with(['。', '.']);
            let kinds: Vec<&str> = part
                .kinds
                .iter()
                .filter(is_kind)
                .map(|kind| &**kind)
                .collect();
            let kinds = kinds.join(visit.look().words().answer.comma);
            view! { <p>{fill(words.kept_kinds, &[("kinds", &kinds)])}</p> }.into_any()
        }
        Some(told) => {
            let said = messages::list(visit, &told.messages, &part.number);
            let title = visit.look().words().pages.messages.title;
            view! { {list(told.lines.clone())}{fold(title.into(), false, said)} }.into_any()
        }
    };
    view! {
        <div class="file-part" data-part=part.number.to_string()>
            <h3>{service_name(visit.lang, part.service)}</h3>
            <p class="file-when">{about}</p>
            {contents}
        </div>
    }
    .into_any()
}

/// Asks for the ID number. It is never shown again, right or wrong.
fn ask(visit: &Visit, words: &'static Named, proof: &Proof) -> AnyView {
    let asked = Question {
        name: ID_NUMBER.into(),
        label: words.prove.into(),
        why: Some(words.prove_why.into()),
        error: mistake(visit, proof).map(|mistake| mistake.error),
        ..Question::default()
    };
    view! {
        <form method="post" action="/file/data" autocomplete="off" novalidate>
            {text(visit.look(), &asked, Entry::Code, "")}
            {submit(words.prove_do.into())}
        </form>
    }
    .into_any()
}

/// What is wrong with the number typed.
pub fn mistake(visit: &Visit, proof: &Proof) -> Option<Mistake> {
    let words = &visit.look().words().pages.named;
    (*proof == Proof::Other).then(|| Mistake {
        control_id: ["q-", ID_NUMBER].concat(),
        error: FieldError {
            code: "other_id_number",
            sentence: words.prove_other.into(),
        },
    })
}

/// The same, on top of the page.
pub fn mistakes(visit: &Visit, proof: &Proof) -> Option<AnyView> {
    error_summary(visit.look(), mistake(visit, proof).into_iter().collect())
}

/// How what is kept there ends: what the phone can do itself, then who else can.
fn erasing(visit: &Visit, parts: &[Part], is_known: bool) -> AnyView {
    let words = &visit.look().words().pages.named;
    let may_withdraw = parts.iter().any(|part| part.may_withdraw);
    let withdraw = may_withdraw.then(|| {
        view! { <li>{words.erase_withdraw}" "<a href="/file">{words.erase_to_withdraw}</a></li> }
    });
    let ask = match is_known {
        true => words.erase_ask,
        false => words.erase_stranger,
    };
    view! {
        <h3>{words.erase_title}</h3>
        <ul>
            {withdraw}
            <li>{words.erase_keeper}</li>
            <li>{ask}</li>
        </ul>
    }
    .into_any()
}
