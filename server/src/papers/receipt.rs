//! 收件回执: that an application came in, when, and the proof of it, which anybody can check without us.

use app::words::{dates, fill, service_name};
use papers::{Line, Notes, Paper, Slip, VALUE_CHARS_MOST, Value};
use policy::form::Person;
use registry::Instant;

use super::{
    form::{code, dated, number},
    matter::{Read, SentOn},
    value::words,
};

/// The paper.
pub(super) fn paper(read: &Read<'_>, sent: &SentOn, origin: Option<&str>) -> Paper {
    let words = &words().pages.papers;
    let row = |label: &str, value: Value| Line {
        label: label.to_owned(),
        value,
    };
    let service = service_name(app::Lang::Zh, read.service);
    let first = |ids: &[Box<str>]| {
        ids.iter()
            .find_map(|id| Some((read.form.field(id)?.about, read.matter.fields.get(&**id)?)))
    };
    let name = |of: Option<(Option<Person>, &String)>| of.map(|(_, name)| name.clone());
    let signer = first(&read.form.signed_by);
    // An agent signs for the applicant and is not one: the form has a box for each.
    let (applicant, agent) = match signer {
        Some((Some(Person::Agent), agent)) => {
            (name(first(&read.form.guardian)), Some(agent.clone()))
        }
        signer => (name(signer), None),
    };
    let proof = sent.proof.as_ref().map(|proof| Line {
        label: words.receipt_proof.to_owned(),
        value: Value::Lines(proof.lines().map(str::to_owned).collect()),
    });
    Slip {
        title: words.receipt.to_owned(),
        number: Some(number(Some(sent))),
        dated: Some(dated(Some(sent))),
        rows: [
            Some(row(words.receipt_service, Value::of(Some(service)))),
            Some(row(words.receipt_by, Value::of(applicant))),
            agent.map(|agent| row(words.receipt_agent, Value::of(Some(agent)))),
            Some(row(words.receipt_at, Value::of(Some(moment(sent.at))))),
            Some(row(
                words.receipt_stage,
                Value::of(Some(sent.stage.clone())),
            )),
            Some(row(words.receipt_next, Value::Lines(pieces(&sent.next)))),
        ]
        .into_iter()
        .flatten()
        .collect(),
        notes: Some(Notes {
            label: words.receipt_notes.to_owned(),
            notes: vec![words.receipt_note.to_owned()],
        }),
        proof,
        code: code(Some(sent), origin),
        // No document draws it.
        footer: None,
    }
    .into()
}

fn moment(at: Instant) -> String {
    let (hour, minute) = at.hour_and_minute();
    let day = dates::day_plain(app::Lang::Zh, at.day());
    fill(
        "{day} {time}",
        &[("day", &day), ("time", &format!("{hour:02}:{minute:02}"))],
    )
}

/// Sentence by sentence, as far as there are lines: a line each is read at the size of the rest. The agency's own words
/// may be longer than a line of a paper takes.
fn pieces(text: &str) -> Vec<String> {
    let most = papers::BABIES_MOST;
    let sentences: Vec<&str> = text.split_inclusive('。').collect();
    let whole = match sentences.len() <= most {
        true => sentences,
        false => vec![text],
    };
    let pieces = whole.into_iter().flat_map(|sentence| {
        let chars: Vec<char> = sentence.chars().collect();
        let pieces = chars.chunks(VALUE_CHARS_MOST);
        pieces
            .map(|piece| piece.iter().collect())
            .collect::<Vec<String>>()
    });
    pieces.take(most).collect()
}
