//! Opens what is to be said to the world outside, with the key of the family it is about.

use async_trait::async_trait;

use super::{Office, change::intent_cell};
use crate::{
    calls::{Opened, Opener},
    store::Intent,
};

#[async_trait]
impl Opener for Office {
    async fn open(&self, intent: &Intent) -> Opened {
        match self.file(intent.family).await {
            Ok(Some(file)) => match file.key.open(&intent_cell(intent.id), &intent.body) {
                Ok(body) => Opened::Open(body),
                // It reads as nothing, and is given up with that reason.
                Err(_) => Opened::Open(Vec::new()),
            },
            Ok(None) => Opened::Gone,
            Err(_) => Opened::NotNow,
        }
    }
}
