//! The line: time, top to bottom. Done behind (solid), today (a ring), ahead (solid where sure, dashed where it rests
//! on a due date, a band where it is a range). Absent: what is due; the answer says that.
//!
//! It is a table in the markup, so that each deadline is a row with its state, and a list to a screen reader.

use leptos::prelude::*;
use policy::Day;

use super::{Cited, Look, Text, clause_link};
use crate::words::dates;

/// Something that has its day.
#[derive(Debug, Clone)]
pub struct Moment {
    /// `data-deadline`; `None` for a day that is no deadline (the due date, the birth).
    pub deadline: Option<Text>,
    /// The day, or the first of a range.
    pub on: Day,
    /// The last day of a range, drawn as a band.
    pub until: Option<Day>,
    /// Where it stands.
    pub state: State,
    /// Whether it rests on a due date.
    pub is_estimated: bool,
    /// What it is.
    pub title: Text,
    /// What to do or bring, in a sentence.
    pub detail: Option<Text>,
    /// Its clause.
    pub cited: Option<Cited>,
}

/// Where a day stands against today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Done, whenever it was due.
    Done,
    /// Ahead.
    Upcoming,
    /// Today is the day.
    DueToday,
    /// Past, and not done.
    Overdue,
}

impl State {
    /// `data-state`, as the answer says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Upcoming => "upcoming",
            Self::DueToday => "due_today",
            Self::Overdue => "overdue",
        }
    }
}

/// Draws the line. `moments` are in order; today is put between them.
pub fn line(look: Look, moments: Vec<Moment>, today: Day) -> AnyView {
    let before = moments
        .iter()
        .take_while(|moment| moment.on < today)
        .count();
    // Which rows the stretch ahead of an estimated day starts from; what lies behind today is sure.
    let estimated: Vec<bool> = moments.iter().map(|moment| moment.is_estimated).collect();
    let leads = |to: usize| to >= before && estimated.get(to).copied().unwrap_or(false);
    let mut rows: Vec<AnyView> = moments
        .into_iter()
        .enumerate()
        .map(|(place, moment)| row(look, moment, today, place + 1 > before && leads(place + 1)))
        .collect();
    rows.insert(before, today_row(look, today, leads(before)));
    view! {
        <table class="line" role="list">
            <tbody role="none">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn today_row(look: Look, today: Day, leads_to_estimate: bool) -> AnyView {
    view! {
        <tr class="moment moment-today" class:moment-leads-to-estimate=leads_to_estimate role="listitem">
            <td role="none">
                <p class="moment-day">
                    <strong class="moment-now">{look.words().parts.today}</strong>
                    " "
                    <time datetime=dates::iso(today)>{dates::day(look.lang, today)}</time>
                </p>
            </td>
        </tr>
    }
    .into_any()
}

fn row(look: Look, moment: Moment, today: Day, leads_to_estimate: bool) -> AnyView {
    let until = moment.until.map(|until| {
        view! { " – "<time datetime=dates::iso(until)>{dates::day(look.lang, until)}</time> }
    });
    view! {
        <tr
            class="moment"
            class:moment-past=moment.on < today
            class:moment-estimated=moment.is_estimated
            class:moment-leads-to-estimate=leads_to_estimate
            class:moment-band=moment.until.is_some()
            role="listitem"
            data-deadline=moment.deadline
            data-state=moment.state.as_str()
        >
            <td role="none">
                <p class="moment-day">
                    <time datetime=dates::iso(moment.on)>{dates::day(look.lang, moment.on)}</time>
                    {until}
                </p>
                <p class="moment-title">{moment.title}</p>
                {state_words(look, moment.state, moment.is_estimated)}
                {moment.detail.map(|detail| view! { <p class="moment-detail">{detail}</p> })}
                {moment.cited.map(|cited| view! { <p class="moment-clause">{clause_link(&cited)}</p> })}
            </td>
        </tr>
    }
    .into_any()
}

fn state_words(look: Look, state: State, is_estimated: bool) -> Option<AnyView> {
    let words = &look.words().parts;
    let state = match state {
        State::Done => Some(words.done),
        State::Overdue => Some(words.overdue),
        State::DueToday => Some(words.due_today),
        State::Upcoming => None,
    };
    let estimated = is_estimated.then_some(words.estimated);
    let tags: Vec<AnyView> = [state, estimated]
        .into_iter()
        .flatten()
        .map(|word| view! { <span class="tag">{word}</span> }.into_any())
        .collect();
    (!tags.is_empty()).then(|| view! { <p class="moment-tags">{tags}</p> }.into_any())
}
