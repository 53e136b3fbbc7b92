//! Which of a family's matters a date or a notice is about, in words: where it has one alone, none are needed.

use policy::{Facts, decide};
use registry::{
    matter::Told,
    office::Draft,
    standing::{Application, Standing},
};

use super::Shelf;
use crate::{
    forms::check::Typed,
    visit::Visit,
    words::{dates, fill},
};

/// The field of a form in which a baby's own name stands; that of the second has its number behind.
const BABY_NAME: &str = "baby_name";

/// A matter's name among others: 预产期 2027年1月26日的宝宝.
pub fn name(visit: &Visit, facts: &Facts) -> String {
    let words = &visit.look().words().pages.changed;
    let day = |day| dates::day(visit.lang, day);
    if let Some(first) = facts.births.first() {
        return fill(words.matter_born, &[("day", &day(first.on))]);
    }
    match facts
        .pregnancy
        .as_ref()
        .and_then(|pregnancy| pregnancy.ended)
    {
        Some(ended) => fill(words.matter_ended, &[("day", &day(ended.on))]),
        None => match decide(facts, visit.areas).gestation {
            Some(gestation) => fill(words.matter_due, &[("day", &day(gestation.due_date))]),
            None => words.matter_expected.to_owned(),
        },
    }
}

/// On an application's card, to tell it from another for the same service: by the child's name, where it has one, and its
/// day. After a loss nobody meets it unasked.
pub fn on_card(visit: &Visit, application: &Application, shelf: &Shelf) -> Option<String> {
    let facts = shelf.standing.facts_of(&application.told, visit.today)?;
    if facts.is_bereaved() {
        return None;
    }
    let words = &visit.look().words().pages.changed;
    let fields = application.sent.fields.iter();
    let names: Vec<&str> = fields
        .filter(|(id, name)| id.starts_with(BABY_NAME) && !name.is_empty())
        .map(|(_, name)| name.as_str())
        .collect();
    Some(match (names.is_empty(), facts.births.first()) {
        (false, Some(first)) => fill(
            words.matter_named,
            &[
                ("names", &names.join(words.and)),
                ("day", &dates::day_plain(visit.lang, first.on)),
            ],
        ),
        _ => name(visit, &facts),
    })
}

/// What the check was told of a draft's matter, where it reads.
pub fn told_in(draft: &Draft) -> Option<Facts> {
    Typed::parse(&draft.query).facts(draft.saved_at.day()).ok()
}

/// Those that are shown with their dates: all but what was taken back where there is another.
pub fn shown(standing: &Standing) -> Vec<Told> {
    let mut matters = standing.matters();
    if matters.len() > 1 {
        matters.retain(|told| !standing.is_taken_back(told));
    }
    matters
}
