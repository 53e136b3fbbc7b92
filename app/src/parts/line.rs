//! The line: time, top to bottom. Done behind (solid), today (a ring), ahead (solid where sure, dashed where it rests
//! on a due date, a band where it is a range). Absent: what is due; the answer says that.
//!
//! It is a table in the markup, so that each deadline is a row with its state, and a list to a screen reader.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{Look, Text};
use crate::words::dates;

/// Something that has its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// `data-deadline`; `None` for a day that is no deadline (the due date, the birth).
    pub deadline: Option<&'static str>,
    /// The day, or the first of a range.
    pub on: NaiveDate,
    /// The last day of a range, drawn as a band.
    pub until: Option<NaiveDate>,
    /// Where it stands.
    pub state: State,
    /// Whether it rests on a due date.
    pub estimated: bool,
    /// What it is.
    pub title: Text,
    /// What to do or bring, in a sentence.
    pub detail: Option<Text>,
    /// Its clause.
    pub clause: Option<ClauseLink>,
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
    pub fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Upcoming => "upcoming",
            Self::DueToday => "due_today",
            Self::Overdue => "overdue",
        }
    }
}

/// A clause, a tap away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseLink {
    /// Its id, as in the answer.
    pub id: String,
    /// What a reader sees: the document's number and the article.
    pub name: Text,
}

/// The link to a clause's page.
pub fn clause_link(clause: &ClauseLink) -> AnyView {
    view! { <a class="clause" href=["/law/", &clause.id].concat()>{clause.name.clone()}</a> }
        .into_any()
}

/// Draws the line. `moments` are in order; today is put between them.
pub fn line(look: Look, moments: Vec<Moment>, today: NaiveDate) -> AnyView {
    let before = moments
        .iter()
        .take_while(|moment| moment.on < today)
        .count();
    let mut rows: Vec<AnyView> = Vec::with_capacity(moments.len() + 1);
    for (place, moment) in moments.into_iter().enumerate() {
        if place == before {
            rows.push(today_row(look, today));
        }
        rows.push(row(look, moment));
    }
    if rows.len() == before {
        rows.push(today_row(look, today));
    }
    view! {
        <table class="line" role="list">
            <tbody role="none">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn today_row(look: Look, today: NaiveDate) -> AnyView {
    view! {
        <tr class="moment moment-today" role="listitem">
            <td role="none">
                <strong class="moment-now">{look.words().parts.today}</strong>
                " "
                <time datetime=dates::iso(today)>{dates::day(look.lang, today)}</time>
            </td>
        </tr>
    }
    .into_any()
}

fn row(look: Look, moment: Moment) -> AnyView {
    let words = &look.words().parts;
    let state = match moment.state {
        State::Done => Some(words.done),
        State::Overdue => Some(words.overdue),
        State::DueToday => Some(words.due_today),
        State::Upcoming => None,
    };
    let until = moment.until.map(|until| {
        view! { " – " <time datetime=dates::iso(until)>{dates::day(look.lang, until)}</time> }
    });
    view! {
        <tr
            class="moment"
            class:moment-estimated=moment.estimated
            class:moment-band=moment.until.is_some()
            role="listitem"
            data-deadline=moment.deadline
            data-state=moment.state.code()
        >
            <td role="none">
                <p class="moment-day">
                    <time datetime=dates::iso(moment.on)>{dates::day(look.lang, moment.on)}</time>
                    {until}
                    {state.map(|state| view! { <span class="moment-state">{state}</span> })}
                    {moment.estimated.then(|| view! { <span class="moment-state">{words.estimated}</span> })}
                </p>
                <p class="moment-title">{moment.title}</p>
                {moment.detail.map(|detail| view! { <p class="moment-detail">{detail}</p> })}
                {moment.clause.map(|clause| view! { <p class="moment-clause">{clause_link(&clause)}</p> })}
            </td>
        </tr>
    }
    .into_any()
}
