//! Opens what is to be said to the world outside, with the key of the family it is about.

use async_trait::async_trait;

use super::{Office, change::intent_cell};
use crate::{
    calls::{Call, Opened, Opener, What},
    file::File,
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
            Ok(body) if is_needless(&file, &body) => Opened::Needless,
            Ok(body) => Opened::Open(body),
            // It reads as nothing, and is given up with that reason.
            Err(_) => Opened::Open(Vec::new()),
        }
    }
}

/// Was the call silenced after somebody claimed it, by what the family told or by a step that ends its application?
/// The notice of that very step is still sent.
fn is_needless(file: &File, body: &[u8]) -> bool {
    let Some(call) = Call::from_bytes(body) else {
        return false;
    };
    let standing = file.standing();
    let about = call.about.as_ref();
    let Some(application) = about.and_then(|number| standing.application(number)) else {
        return false;
    };
    let is_notice = matches!(call.what, What::Message(_));
    application.is_silent() || (application.stage.is_over() && !is_notice)
}
