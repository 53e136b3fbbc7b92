//! The area that a file is about, which every row beside it carries.

use super::File;
use crate::{entry::Event, matter::Told, standing::Standing};

impl File {
    /// The area that it was in after each entry's act, entry by entry.
    pub fn areas(&self) -> Vec<String> {
        let mut standing = Standing::default();
        let mut area = String::new();
        let mut areas = Vec::with_capacity(self.entries.len());
        for act in self.entries.chunk_by(|one, next| one.key == next.key) {
            for entry in act {
                standing.take(entry);
                let about = area_of(&standing, &entry.event).filter(|about| !about.is_empty());
                area = about.unwrap_or(area);
            }
            areas.extend(std::iter::repeat_n(area.clone(), act.len()));
        }
        areas
    }

    /// The area that it is in; empty while it is about none.
    pub fn area(&self) -> String {
        self.areas().pop().unwrap_or_default()
    }
}

fn area_of(standing: &Standing, event: &Event) -> Option<String> {
    match event {
        Event::Sent(sent) | Event::Mended(sent) => Some(sent.area.clone()),
        Event::Moved { number, .. }
        | Event::Answered { number, .. }
        | Event::SaidAgain { number } => {
            let application = standing.application(number)?;
            Some(application.sent.area.clone())
        }
        Event::Told { facts, .. } => {
            let told = Told::read(facts);
            told.facts().map(|facts| facts.area.to_string())
        }
        Event::Opened { .. }
        | Event::PhoneChanged { .. }
        | Event::Consented { .. }
        | Event::ConsentWithdrawn { .. }
        | Event::PaperMade { .. }
        | Event::Looked { .. }
        | Event::TakenAlong
        | Event::Deleted => None,
    }
}
