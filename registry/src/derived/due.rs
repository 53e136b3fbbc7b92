//! What is due: the dates that `policy` works out from what was told last of each matter and what has happened since, each
//! with the reminders of it. As there is no clock here, they are asked about on the day of the newest entry; whoever sends a
//! reminder asks once more.

use policy::{Areas, Day, answer::State, decide};

use super::DueRow;
use crate::{instant::Instant, matter::Told, standing::Standing};

const AHEAD: &str = "ahead";
const LAST_DAY: &str = "last_day";
const AGAIN: &str = "again";
/// Text messages are the only way there is.
const MESSAGE: &str = "message";
/// What is repeated, by the wire's word.
const UPDATE: &str = "update_information";

/// The rows, sorted, each once: two matters' dates that fall together are one reminder.
pub(super) fn rows(standing: &Standing, areas: &Areas, newest: Option<Instant>) -> Vec<DueRow> {
    let Some(newest) = newest else {
        return Vec::new();
    };
    let matters = standing.matters();
    let mut rows: Vec<DueRow> = matters
        .iter()
        .flat_map(|told| of_matter(standing, told, areas, newest.day()))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// One matter's. None where its baby is lost, and none once the family has taken back all that it applied for in it.
fn of_matter(standing: &Standing, told: &Told, areas: &Areas, today: Day) -> Vec<DueRow> {
    let facts = standing.facts_of(told, today);
    let Some(facts) = facts.filter(|facts| !facts.is_bereaved()) else {
        return Vec::new();
    };
    if standing.is_taken_back(told) {
        return Vec::new();
    }
    let mut answer = decide(&facts, areas);
    standing.settle(told, &mut answer);
    let row = |due_on: String, what: &str, stage: &str| DueRow {
        due_on,
        what: what.to_owned(),
        stage: stage.to_owned(),
        channel: MESSAGE.to_owned(),
    };
    let mut rows = Vec::new();
    for deadline in &answer.deadlines {
        let stages: &[&str] = match deadline.state {
            State::Upcoming => &[AHEAD, LAST_DAY],
            State::DueToday => &[LAST_DAY],
            State::Done | State::Overdue => &[],
        };
        let due_on = deadline.due_on.to_string();
        rows.extend(
            stages
                .iter()
                .map(|stage| row(due_on.clone(), deadline.what(), stage)),
        );
    }
    if let Some(repeat) = answer.repeat {
        let next = facts.asked_on.plus_days(i32::from(repeat.every_days));
        rows.push(row(next.to_string(), UPDATE, AGAIN));
    }
    rows
}
