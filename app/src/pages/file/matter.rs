//! Which of a family's matters a date or a notice is about, in words: where it has one alone, none are needed.

use policy::{Facts, decide, facts::Birth};
use registry::{
    matter::Told,
    office::Draft,
    shortfall::babies,
    standing::{Application, Standing},
};

use super::Shelf;
use crate::{
    forms::check::Typed,
    visit::Visit,
    words::{dates, fill},
};

/// The fields of a form in which a baby's own name and its number stand; those of the second are `baby_2_name` and so on.
const BABY: &str = "baby_";
const NAME: &str = "name";

/// A matter's name among others: 预产期 2027年1月26日的宝宝; of several babies with how many, unless one of them is lost.
pub fn name(visit: &Visit, facts: &Facts) -> String {
    let words = &visit.look().words().pages.changed;
    let day = |day| dates::day(visit.lang, day);
    // With the count the weekday would not fit into a phone's line.
    let plain = |day| dates::day_plain(visit.lang, day);
    if let Some(first) = facts.births.first() {
        let is_whole = facts.births.iter().all(Birth::is_living);
        return match facts.births.len() {
            count @ 2.. if is_whole => fill(
                words.matter_born_several,
                &[("day", &plain(first.on)), ("count", &count.to_string())],
            ),
            _ => fill(words.matter_born, &[("day", &day(first.on))]),
        };
    }
    match facts
        .pregnancy
        .as_ref()
        .and_then(|pregnancy| pregnancy.ended)
    {
        Some(ended) => fill(words.matter_ended, &[("day", &day(ended.on))]),
        None => match decide(facts, visit.areas).gestation {
            Some(gestation) => match babies(facts) {
                count @ 2.. => fill(
                    words.matter_due_several,
                    &[
                        ("day", &plain(gestation.due_date)),
                        ("count", &count.to_string()),
                    ],
                ),
                _ => fill(words.matter_due, &[("day", &day(gestation.due_date))]),
            },
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
    let fields = &application.sent.fields;
    let names = (1..=facts.births.len()).filter_map(|place| match place {
        1 => fields.get(&[BABY, NAME].concat()),
        _ => fields.get(&[BABY, &place.to_string(), "_", NAME].concat()),
    });
    let names: Vec<&str> = names
        .map(String::as_str)
        .filter(|name| !name.is_empty())
        .collect();
    let says = match (names.is_empty(), facts.births.first()) {
        (false, Some(first)) => fill(
            words.matter_named,
            &[
                ("names", &names.join(words.and)),
                ("day", &dates::day_plain(visit.lang, first.on)),
            ],
        ),
        _ => name(visit, &facts),
    };
    Some(capital(&says))
}

/// As a line of its own begins.
fn capital(says: &str) -> String {
    let mut letters = says.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
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
