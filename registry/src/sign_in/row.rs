//! A session's row, as a verifier sees it.

use super::{Session, cell, group};
use crate::{keys::KeyService, store::Passed};

/// Does it open under its own name, and does it stand with the sessions of its own number?
pub(crate) fn opens(keys: &dyn KeyService, row: &Passed) -> bool {
    let Ok(body) = keys.portal_key().open(&cell(&row.id), &row.body) else {
        return false;
    };
    let Ok(session) = serde_json::from_slice::<Session>(&body) else {
        return false;
    };
    let own = session.phone.as_deref().map(|phone| group(keys, phone));
    own == row.family
}
