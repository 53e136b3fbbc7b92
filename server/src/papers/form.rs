//! A form on paper, by its own definition: as its document draws it where it has a layout, else a list of its fields.

use app::words::{dates, fill};
use papers::{
    Block, Code, Copies, Field as Box_, Height, Line, Notes, PARTS, Paper, Promise, Row, Signature,
    Stamp, Strokes, Value,
};
use policy::{
    Day,
    form::{Asked, By, Field, Kind, Layout, Place},
};
use registry::entry::{self, Registered};

use super::{
    matter::{Read, SentOn},
    value::{self, words},
};

/// The label's share of a row, where no document says.
const LABEL_PARTS: u8 = 6;

/// Room for a stamp, where no document says: the widest official one is 45 mm across, and most are 40.
const STAMP_MM: u8 = 46;

/// The paper.
pub(super) fn paper(read: &Read<'_>, origin: Option<&str>) -> Paper {
    let (matter, form) = (read.matter, read.form);
    let answer = |id: &str| matter.fields.get(id).cloned();
    let asked = form.asked(&read.facts, &answer);
    let mut blocks = match &form.layout {
        Some(layout) => drawn(read, &asked, layout),
        None => listed(read, &asked),
    };
    if !form.notes.is_empty() {
        let notes = form.notes.iter().map(|note| note.zh.to_string()).collect();
        blocks.push(notes_block(words().pages.papers.notes, notes));
    }
    blocks.extend(beside(read, &asked));
    let is_twice = matter.is_twice && form.layout.as_ref().is_some_and(|layout| layout.copies > 1);
    Paper {
        title: form.title.zh.to_string(),
        number: Some(number(matter.sent.as_ref())),
        dated: Some(dated(matter.sent.as_ref())),
        blocks,
        code: code(matter.sent.as_ref(), origin),
        copies: if is_twice { Copies::Two } else { Copies::One },
        footer: footer(read),
    }
}

/// As the document has it: the family's rows, its promises and signature, the agency's rows and its stamp.
fn drawn(read: &Read<'_>, asked: &[Asked<'_>], layout: &Layout) -> Vec<Block> {
    let form = read.form;
    let family = form.rows(By::Family).into_iter();
    let rows = family.map(|row| boxes(row, Height::Plain, |field| value::of(read, asked, field)));
    let agency = form.rows(By::Agency).into_iter();
    let entered = agency.map(|row| boxes(row, Height::Tall, |field| registered(read, field)));
    let stamp = form.field(&layout.stamp).map(|field| {
        Block::Stamp(Stamp {
            label: field.label.zh.to_string(),
            height_mm: layout.stamp_mm,
        })
    });
    let mut blocks = vec![
        Block::Rows(rows.collect()),
        Block::Band(layout.promises_band.to_string()),
        Block::Promise(promise(read)),
        Block::Band(layout.agency_band.to_string()),
        Block::Rows(entered.collect()),
    ];
    blocks.extend(stamp);
    blocks
}

/// One field below the other, those alone that this family was asked.
fn listed(read: &Read<'_>, asked: &[Asked<'_>]) -> Vec<Block> {
    let is_asked = |field: &Field| {
        let mut its = asked.iter().filter(|one| one.field.id == field.id);
        its.any(|one| one.is_wanted)
    };
    let fields = read
        .form
        .fields
        .iter()
        .filter(|field| field.on_paper && is_asked(field));
    let place = Place {
        row: 1,
        label_parts: LABEL_PARTS,
        value_parts: PARTS - LABEL_PARTS,
    };
    let rows = fields.map(|field| {
        let value = |field: &Field| match field.by {
            By::Family => numbered(value::of(read, asked, field)),
            By::Agency => registered(read, field),
        };
        boxes(vec![(field, place)], Height::Low, value)
    });
    let stamp = Stamp {
        label: words().pages.papers.stamp.to_owned(),
        height_mm: STAMP_MM,
    };
    vec![
        Block::Rows(rows.collect()),
        Block::Promise(promise(read)),
        Block::Stamp(stamp),
    ]
}

/// In a list each row tells of every baby, so each line says of which.
fn numbered(value: Value) -> Value {
    let sentence = words().pages.papers.baby_line;
    let line = |(number, told): (usize, String)| {
        fill(
            sentence,
            &[("number", &number.to_string()), ("told", &told)],
        )
    };
    match value {
        Value::Lines(lines) => Value::Lines((1..).zip(lines).map(line).collect()),
        other => other,
    }
}

fn boxes<'a>(
    row: Vec<(&'a Field, Place)>,
    height: Height,
    value: impl Fn(&'a Field) -> Value,
) -> Row {
    let fields = row.into_iter().map(|(field, place)| Box_ {
        label: field.paper_label().to_owned(),
        value: value(field),
        label_parts: place.label_parts,
        value_parts: place.value_parts,
    });
    Row {
        fields: fields.collect(),
        height,
    }
}

/// What the agency entered, letter for letter: numbers where the field takes one, names in the other; blank before.
fn registered(read: &Read<'_>, field: &Field) -> Value {
    let babies = read.matter.sent.iter().flat_map(|sent| &sent.identities);
    let entered = |baby: &Registered| match field.kind {
        Kind::ProvisionalNumber => baby.number.clone(),
        _ => baby.name.clone(),
    };
    let lines: Vec<String> = babies.map(entered).collect();
    if lines.is_empty() || field.each.is_none() {
        Value::Blank
    } else {
        Value::Lines(lines)
    }
}

fn promise(read: &Read<'_>) -> Promise {
    let (form, words) = (read.form, &words().pages.papers);
    let lead = form.promises_lead.as_ref();
    Promise {
        lead: lead.map_or_else(|| words.filled_in.to_owned(), |lead| lead.zh.to_string()),
        promises: form
            .promises
            .iter()
            .map(|promise| promise.zh.to_string())
            .collect(),
        signature_label: words.signature.to_owned(),
        signature: signature(read.matter.signature.as_ref()),
        dated: Some(dated(read.matter.sent.as_ref())),
    }
}

/// Strokes that do not read are none: there is a pen.
fn signature(signed: Option<&entry::Signature>) -> Signature {
    match signed {
        None => Signature::Blank,
        Some(entry::Signature::Typed(name)) => Signature::Typed(name.clone()),
        Some(entry::Signature::Drawn(path)) => {
            Strokes::read(path, entry::SIGNATURE_BOX).map_or(Signature::Blank, Signature::Drawn)
        }
    }
}

/// What the document has no box for and the desk asks all the same. Of an application the desk has it already, but for
/// how many babies there are, which no box tells before each is entered.
fn beside(read: &Read<'_>, asked: &[Asked<'_>]) -> Option<Block> {
    let sent = read.matter.sent.as_ref();
    let is_needed =
        |kind: Kind| sent.is_none_or(|sent| sent.identities.is_empty() && kind == Kind::Count);
    let told = asked
        .iter()
        .filter(|one| !one.field.on_paper && one.is_wanted && is_needed(one.field.kind));
    let lines: Vec<String> = told
        .filter_map(|one| {
            let answer = read.matter.fields.get(&one.id)?;
            let label = one.field.paper_label().to_owned();
            Some(match one.field.kind {
                // What was ticked is a sentence by itself.
                Kind::Tick => label,
                _ => format!("{label}：{}", value::text(one.field, answer)),
            })
        })
        .collect();
    (!lines.is_empty()).then(|| notes_block(words().pages.papers.beside, lines))
}

fn notes_block(label: &str, notes: Vec<String>) -> Block {
    Block::Notes(Notes {
        label: label.to_owned(),
        notes,
    })
}

/// 编号, for a pen where there is none yet.
pub(super) fn number(sent: Option<&SentOn>) -> Line {
    Line {
        label: words().pages.papers.number.to_owned(),
        value: Value::of(sent.map(|sent| sent.number.clone())),
    }
}

/// The day it was sent, for a pen where it was not.
pub(super) fn dated(sent: Option<&SentOn>) -> Line {
    let day = sent.map(|sent| sent.at.day());
    Line {
        label: words().pages.papers.date.to_owned(),
        value: Value::day(day.map(|day| (day.year(), day.month(), day.day()))),
    }
}

/// What opens the file at the desk. The number alone opens nothing to anybody else, and says nothing of anybody.
pub(super) fn code(sent: Option<&SentOn>, origin: Option<&str>) -> Option<Code> {
    let number = &sent?.number;
    let text = match origin {
        Some(origin) => format!("{origin}/desk/{number}"),
        None => number.clone(),
    };
    Some(Code {
        text,
        caption: words().pages.papers.code.to_owned(),
    })
}

/// By which document, in which wording.
fn footer(read: &Read<'_>) -> Option<String> {
    let clause = read.areas.clause(&read.form.clause)?;
    let document = read.areas.document(clause.document_id())?;
    let words = &words().pages.papers;
    // A list is ours: what it needs is the document's, its wording is not.
    let from: Option<Day> = read.form.version.filter(|_| read.form.layout.is_some());
    Some(match from {
        None => fill(words.footer, &[("document", &document.number)]),
        Some(day) => {
            let day = dates::day_plain(app::Lang::Zh, day);
            let named = [("document", &*document.number), ("day", &day)];
            fill(words.footer_from, &named)
        }
    })
}
