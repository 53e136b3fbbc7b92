//! 收件回执: that an application came in, when, and the proof of it, which anybody can check without us.

use app::words::{dates, fill, service_name};
use papers::{Line, Notes, Paper, Slip, VALUE_CHARS_MOST, Value};
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
    let signer = read
        .form
        .signed_by
        .iter()
        .find_map(|id| read.matter.fields.get(&**id));
    let proof = sent.proof.as_ref().map(|proof| Line {
        label: words.receipt_proof.to_owned(),
        value: Value::Lines(proof.lines().map(str::to_owned).collect()),
    });
    Slip {
        title: words.receipt.to_owned(),
        number: Some(number(Some(sent))),
        dated: Some(dated(Some(sent))),
        rows: vec![
            row(words.receipt_service, Value::of(Some(service))),
            row(words.receipt_by, Value::of(signer.cloned())),
            row(words.receipt_at, Value::of(Some(moment(sent.at)))),
            row(words.receipt_stage, Value::of(Some(sent.stage.clone()))),
            row(words.receipt_next, Value::Lines(pieces(&sent.next))),
        ],
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

/// The agency's own words may be longer than a line of a paper takes.
fn pieces(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let most = papers::BABIES_MOST;
    let pieces = chars.chunks(VALUE_CHARS_MOST).take(most);
    pieces.map(|piece| piece.iter().collect()).collect()
}
