//! What the commands on keys ask of the process that has the database: one small step a question, so that whoever asks
//! may be killed between any two.

use std::collections::BTreeMap;

use registry::{
    FamilyId, Store,
    keys::{KeyService, Rewrapped, Tally, rewrap_page, tally},
};
use serde::{Deserialize, Serialize};

/// A question. A family is named as the registry names it, which says nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeysAsked {
    /// Read the key file again, and let every write end that began before.
    Reload,
    /// Wrap the next families' keys again.
    Rewrap {
        /// Behind this one.
        after: Option<String>,
    },
    /// Count the next families by the key they are wrapped under.
    Tally {
        /// Behind this one.
        after: Option<String>,
    },
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeysTold {
    /// It was read, and nothing is being written under what was there before.
    Reloaded,
    /// A step of the walk; where it saw none, the walk is over.
    Rewrapped(Walked),
    /// Some families, counted; where there is no last one, all are.
    Tallied(Counted),
}

/// What a step of the walk did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walked {
    /// Families looked at.
    pub seen: u64,
    /// Wrapped again.
    pub rewrapped: u64,
    /// Without a key.
    pub destroyed: u64,
    /// Changed by somebody else each time.
    pub left: u64,
    /// The last one.
    pub last: Option<String>,
}

/// Families by the key they are wrapped under.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// By wrapping key.
    pub under: BTreeMap<u32, u64>,
    /// Without a key.
    pub destroyed: u64,
    /// Under none that can be read.
    pub unreadable: u64,
    /// The last one.
    pub last: Option<String>,
}

/// Does it with the database at hand. A fault is told in words, which name nobody.
pub async fn do_here(
    asked: &KeysAsked,
    store: &dyn Store,
    keys: &dyn KeyService,
) -> Result<KeysTold, String> {
    match asked {
        KeysAsked::Reload => {
            keys.reload().map_err(|fault| fault.to_string())?;
            // a batch that began before has ended once one that begins now has
            store.check().await.map_err(|fault| fault.to_string())?;
            Ok(KeysTold::Reloaded)
        }
        KeysAsked::Rewrap { after } => {
            let page = rewrap_page(store, keys, family(after.as_deref())?).await;
            page.map(walked).map_err(|fault| fault.to_string())
        }
        KeysAsked::Tally { after } => {
            let page = tally(store, family(after.as_deref())?).await;
            page.map(counted).map_err(|fault| fault.to_string())
        }
    }
}

fn family(name: Option<&str>) -> Result<Option<FamilyId>, String> {
    let read = |name| FamilyId::parse(name).ok_or_else(|| "that is no family's name".to_owned());
    name.map(read).transpose()
}

fn walked(page: Rewrapped) -> KeysTold {
    KeysTold::Rewrapped(Walked {
        seen: page.seen,
        rewrapped: page.rewrapped,
        destroyed: page.destroyed,
        left: page.left,
        last: page.last.map(FamilyId::hex),
    })
}

fn counted(page: Tally) -> KeysTold {
    KeysTold::Tallied(Counted {
        under: page.under,
        destroyed: page.destroyed,
        unreadable: page.unreadable,
        last: page.last.map(FamilyId::hex),
    })
}
