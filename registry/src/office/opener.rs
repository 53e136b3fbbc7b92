//! Opens what is to be said to the world outside, with the key of the family it is about.

use async_trait::async_trait;

use super::{Office, change::intent_cell, consents::is_unentered};
use crate::{
    application::Stage,
    calls::{Call, MESSAGES, Opened, Opener, TO_BOTH},
    entry::{Entry, Event, Step},
    file::File,
    instant::Instant,
    standing::Application,
    store::Intent,
};

#[async_trait]
impl Opener for Office {
    async fn open(&self, intent: &Intent) -> Opened {
        let file = match self.file(intent.family).await {
            Ok(Some(file)) => file,
            Ok(None) => return Opened::Gone,
            Err(_) => return Opened::NotNow,
        };
        match file.key.open(&intent_cell(intent.id), &intent.body) {
            Ok(body) if self.is_needless(&file, &body) => Opened::Needless,
            Ok(body) => Opened::Open(body),
            // It reads as nothing, and is given up with that reason.
            Err(_) => Opened::Open(Vec::new()),
        }
    }
}

impl Office {
    /// Was the call silenced after somebody claimed it, by what the family told, a consent it withdrew, or a later step? The notice of that very
    /// step is still sent.
    fn is_needless(&self, file: &File, body: &[u8]) -> bool {
        let Some(call) = Call::from_bytes(body) else {
            return false;
        };
        let standing = file.standing();
        let about = call.about.as_ref();
        let Some(application) = about.and_then(|number| standing.application(number)) else {
            return false;
        };
        if application.is_silent() {
            return true;
        }
        match call.what.to() {
            TO_BOTH => application.after(&Step::Withdraw).is_none(),
            MESSAGES => has_moved(&file.entries, application, call.made_at),
            _ => application.stage.is_over() || is_unentered(self.areas, &standing, application),
        }
    }
}

/// Has an application taken a step, or was it sent again, since a notice of it was written?
fn has_moved(entries: &[Entry], application: &Application, since: Instant) -> bool {
    let mut stage = Stage::Sent;
    let mut moves = application.history.iter().filter(|moved| {
        let before = std::mem::replace(&mut stage, moved.stage);
        // babies typed once more have no notice of their own
        !(before == moved.stage && matches!(moved.step, Step::Register { .. }))
    });
    let number = &application.sent.number;
    let mut later = entries.iter().filter(|entry| entry.at > since);
    moves.any(|moved| moved.at > since)
        || later.any(|entry| matches!(&entry.event, Event::Mended(sent) if sent.number == *number))
}
