//! The dates as a calendar file (`/calendar/{token}.ics`): strict RFC 5545, because phones' calendars drop a careless
//! file without a word. All-day events, one alarm each, the same UID for the same date so that a moved one moves.
//!
//! Absent: personal data (neither token nor file holds any), a clock, and anything kept: the token says it all. Events
//! don't repeat; few phones read that the same way.

mod token;
mod writer;

#[cfg(all(test, feature = "ssr"))]
mod tests;

use policy::{
    Answer, Areas, Day,
    answer::State,
    decide,
    edition::{DeadlineRule, Done},
};

pub use token::{Key, Token, token};

use crate::{
    Lang,
    answer::{deadline_papers, deadline_title},
    forms::check::Typed,
    words::{self, dates, fill},
};
use writer::Writer;

/// The file of a token: every date that is still ahead, as of `today` unless the query told another day. `None` where
/// the token is none of ours, its query is no facts (any more), or nothing lies ahead: a calendar must not be empty.
pub fn file(token: &str, today: Day, areas: &Areas) -> Option<String> {
    let token = Token::read(token)?;
    let facts = Typed::parse(&token.query).facts(today).ok()?;
    let answer = decide(&facts, areas);
    if !has_dates(&answer) {
        return None;
    }
    let mut writer = Writer::new();
    writer.put("BEGIN", "VCALENDAR");
    writer.put("VERSION", "2.0");
    writer.put("PRODID", "-//Yucan//yucan//ZH");
    writer.put("CALSCALE", "GREGORIAN");
    writer.put("METHOD", "PUBLISH");
    for (place, deadline) in answer.deadlines.iter().enumerate() {
        if is_ahead(deadline.state) {
            event(&mut writer, &token, &answer, place);
        }
    }
    writer.put("END", "VCALENDAR");
    Some(writer.finish())
}

/// Does anything lie ahead that a calendar could hold?
pub fn has_dates(answer: &Answer<'_>) -> bool {
    answer
        .deadlines
        .iter()
        .any(|deadline| is_ahead(deadline.state))
}

fn is_ahead(state: State) -> bool {
    match state {
        State::Upcoming | State::DueToday => true,
        State::Done | State::Overdue => false,
    }
}

/// The deadline at this place, as an event.
fn event(writer: &mut Writer, token: &Token, answer: &Answer<'_>, place: usize) {
    let deadline = &answer.deadlines[place];
    let (rule, on, asked_on) = (deadline.rule, deadline.due_on, answer.facts.asked_on);
    writer.put("BEGIN", "VEVENT");
    writer.put("UID", &uid(token, answer, place));
    writer.put("SEQUENCE", &token.key.sequence.to_string());
    // The day answered for, so that the same token gives the same file all day.
    writer.put("DTSTAMP", &[&*compact(asked_on), "T000000Z"].concat());
    writer.put("DTSTART;VALUE=DATE", &compact(on));
    writer.put("DTEND;VALUE=DATE", &compact(on.plus_days(1)));
    writer.put("TRANSP", "TRANSPARENT");
    let summary = summary(token.lang, rule, deadline.is_estimated);
    writer.put_text("SUMMARY", &summary);
    writer.put_text("DESCRIPTION", &description(token.lang, answer, place));
    writer.put("BEGIN", "VALARM");
    writer.put("ACTION", "DISPLAY");
    writer.put("TRIGGER", alarm(rule, on.since(asked_on)));
    writer.put_text("DESCRIPTION", &summary);
    writer.put("END", "VALARM");
    writer.put("END", "VEVENT");
}

/// The same for the same deadline of the same calendar, wherever its day moves.
fn uid(token: &Token, answer: &Answer<'_>, place: usize) -> String {
    let what = answer.deadlines[place].what();
    let earlier = answer.deadlines[..place]
        .iter()
        .filter(|deadline| deadline.what() == what)
        .count();
    let mut uid = String::with_capacity(48);
    for byte in token.key.id {
        for half in [byte >> 4, byte & 15] {
            uid.push(char::from(b"0123456789abcdef"[usize::from(half)]));
        }
    }
    uid.push('-');
    uid.push_str(what);
    if earlier > 0 {
        uid.push_str(&earlier.to_string());
    }
    uid.push_str("@yucan");
    uid
}

/// When the phone speaks up, at nine in the morning: on the day itself where something opens, a week before a last day,
/// else the day before.
fn alarm(rule: &DeadlineRule, days_ahead: i32) -> &'static str {
    match (rule.done, days_ahead) {
        (Done::DayCome, _) | (_, ..=1) => "PT9H",
        (_, 2..=7) => "-PT15H",
        (_, _) => "-P6DT15H",
    }
}

fn summary(lang: Lang, rule: &DeadlineRule, is_estimated: bool) -> String {
    let title = deadline_title(lang, rule);
    if !is_estimated {
        return title.to_owned();
    }
    fill(
        words::words(lang).answer.estimated_title,
        &[("title", title)],
    )
}

/// What it is, what to bring, where it stands, by which rules.
fn description(lang: Lang, answer: &Answer<'_>, place: usize) -> String {
    let words = &words::words(lang).answer;
    let deadline = &answer.deadlines[place];
    let mut lines = vec![deadline_title(lang, deadline.rule).to_owned()];
    let papers = deadline_papers(answer.edition, deadline.rule.done);
    if !papers.is_empty() {
        let papers: Vec<&str> = papers.iter().map(|paper| paper.in_lang(lang)).collect();
        lines.push(fill(words.bring, &[("papers", &papers.join(words.comma))]));
    }
    if deadline.is_estimated {
        lines.push(words.estimated_note.to_owned());
    }
    if let Some(clause) = answer.clause(deadline.law()) {
        let number = answer
            .areas
            .document(clause.document_id())
            .map_or("", |document| &document.number);
        lines.push([number, " ", &clause.article].concat());
    }
    let checked_on = dates::day_plain(lang, answer.edition.checked_on);
    lines.push(
        [
            answer.edition.name.in_lang(lang),
            " · ",
            &fill(words.checked_on, &[("day", &checked_on)]),
        ]
        .concat(),
    );
    lines.join("\n")
}

/// `20260920`.
fn compact(day: Day) -> String {
    dates::iso(day).replace('-', "")
}
