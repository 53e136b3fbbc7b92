//! The calls to the world outside, against the acts that wanted them. A call's name is made of its act's key, so each
//! belongs to one; what it says opens under that name and was said then, to whom the row says, of the application that
//! the act was about. Each act's messages must be there. What else an act wanted said hangs on the law of its day: of that
//! a call is missed only where a later one of the same act is there.

use std::collections::HashMap;

use super::{Change, Lens, What};
use crate::{
    application::ApplicationNumber,
    calls::{Call, MESSAGES, TO_BOTH},
    entry::{Entry, Event},
    family::FamilyId,
    file::File,
    hex,
    office::{intent_cell, intent_id, messages_of},
    standing::Standing,
    store::{
        KeptFile, StoreFault,
        inspection::{Row, Table, Value},
    },
};

/// Calls of one act that are looked for: more than any act has.
const TURNS: u32 = 64;

/// A call's row.
struct Kept {
    area: String,
    place: i64,
    whom: String,
    body: Vec<u8>,
    state: String,
}

/// What is known of the act that wanted it.
struct Wanted<'a> {
    leaf: u64,
    /// Messages that must be there.
    messages: usize,
    /// Where the file still opens.
    told: Option<Told<'a>>,
}

struct Told<'a> {
    file: &'a File,
    area: String,
    about: Option<(ApplicationNumber, u32)>,
    act: &'a [Entry],
}

pub(super) async fn of(
    lens: Lens<'_>,
    family: FamilyId,
    kept: &KeptFile,
    file: Option<&File>,
) -> Result<Vec<Change>, StoreFault> {
    let rows = lens.inspection.rows(Table::Intent, family).await?;
    let mut found: HashMap<Vec<u8>, Kept> = rows.into_iter().filter_map(read).collect();
    let mut changes = Vec::new();
    let mut note = |row: String, what| {
        changes.push(Change::of_row("intent", family, row, what));
    };
    for wanted in wanted(kept, file) {
        let key = kept.entries.iter().find(|entry| entry.leaf == wanted.leaf);
        let Some(key) = key.map(|entry| entry.key) else {
            continue;
        };
        let calls: Vec<_> = (0..TURNS)
            .map(|turn| {
                let id = intent_id(lens.keys, key, turn);
                (id, found.remove(&id[..]))
            })
            .collect();
        let last = calls.iter().rposition(|(_, call)| call.is_some());
        let count = wanted.messages.max(last.map_or(0, |last| last + 1));
        for (turn, (id, call)) in calls.iter().take(count).enumerate() {
            let named = || format!("call {turn} of leaf {}", wanted.leaf);
            match call {
                None => note(named(), What::RowMissing),
                Some(call) if !is_right(call, *id, turn, &wanted) => {
                    note(named(), What::RowChanged);
                }
                Some(_) => {}
            }
        }
    }
    let mut strays: Vec<_> = found.into_keys().collect();
    strays.sort_unstable();
    for id in strays {
        note(format!("call {}", hex::encode(&id)), What::RowStray);
    }
    Ok(changes)
}

fn read(row: Row) -> Option<(Vec<u8>, Kept)> {
    let columns: [Value; 6] = row.try_into().ok()?;
    match columns {
        [
            Value::Bytes(id),
            Value::Text(area),
            Value::Whole(place),
            Value::Text(whom),
            Value::Bytes(body),
            Value::Text(state),
        ] => Some((
            id,
            Kept {
                area,
                place,
                whom,
                body,
                state,
            },
        )),
        _ => None,
    }
}

/// The acts of a file, in order.
fn wanted<'a>(kept: &KeptFile, file: Option<&'a File>) -> Vec<Wanted<'a>> {
    let Some(file) = file else {
        let acts = kept.entries.chunk_by(|one, next| one.key == next.key);
        let act = |act: &[crate::store::KeptEntry]| Wanted {
            leaf: act[0].leaf,
            messages: 0,
            told: None,
        };
        return acts.map(act).collect();
    };
    let mut standing = Standing::default();
    let mut areas = file.areas().into_iter();
    let mut wanted = Vec::new();
    for act in file.entries.chunk_by(|one, next| one.key == next.key) {
        let mut messages = 0;
        let mut about = None;
        for entry in act {
            let before = standing.clone();
            standing.take(entry);
            messages += messages_of(&before, &standing, &entry.event, &entry.by).len();
            about = about_of(&entry.event).or(about);
        }
        let place = about.and_then(|number| Some((number.clone(), standing.place_of(number)?)));
        let area = areas.by_ref().take(act.len()).last().unwrap_or_default();
        wanted.push(Wanted {
            leaf: act[0].leaf.unwrap_or_default(),
            messages,
            told: Some(Told {
                file,
                area,
                about: place,
                act,
            }),
        });
    }
    wanted
}

fn about_of(event: &Event) -> Option<&ApplicationNumber> {
    match event {
        Event::Sent(sent) | Event::Mended(sent) => Some(&sent.number),
        Event::Moved { number, .. } | Event::Answered { number, .. } => Some(number),
        Event::Told { of, .. } => of.as_ref(),
        _ => None,
    }
}

fn is_right(call: &Kept, id: [u8; 16], turn: usize, wanted: &Wanted<'_>) -> bool {
    let is_empty = call.body.is_empty();
    let Some(told) = &wanted.told else {
        // what nobody can read any more is emptied with the key
        return is_empty && matches!(&*call.state, "done" | "silenced");
    };
    let is_in_state = match &*call.state {
        "due" | "dead" => !is_empty,
        "done" => true,
        "silenced" => is_empty,
        _ => false,
    };
    let place = told
        .about
        .as_ref()
        .map_or(-1, |(_, place)| i64::from(*place));
    let is_beside = call.area == told.area
        && call.place == place
        && (turn >= wanted.messages || [MESSAGES, TO_BOTH].contains(&&*call.whom));
    is_in_state && is_beside && (is_empty || says(call, id, told))
}

/// Does it open, and does it say what the row says of it?
fn says(call: &Kept, id: [u8; 16], told: &Told<'_>) -> bool {
    let body = told.file.key.open(&intent_cell(id), &call.body);
    let Some(said) = body.ok().and_then(|body| Call::from_bytes(&body)) else {
        return false;
    };
    said.what.to() == call.whom
        && said.about.as_ref() == told.about.as_ref().map(|(number, _)| number)
        && told.act.iter().any(|entry| entry.at == said.made_at)
}
