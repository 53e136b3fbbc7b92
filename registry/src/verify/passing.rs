//! Passing things: a draft opens with its family's key, a session with the portal's, each under its own name. A paper is
//! sealed under a key that its link alone has, and says nothing here.

use super::{Change, Lens, Report, What};
use crate::{
    family::FamilyId,
    hex, office, sign_in,
    store::{Passed, Passing, StoreFault},
    vault::FamilyKey,
};

const PAGE: u32 = 400;

/// Looks at every one, expired or not.
pub(super) async fn all(lens: Lens<'_>, report: &mut Report) -> Result<(), StoreFault> {
    for kind in [Passing::Draft, Passing::Session] {
        let mut after = None;
        loop {
            let page = lens.inspection.passing(kind, after, PAGE).await?;
            let Some(last) = page.last() else {
                break;
            };
            after = Some(last.id.clone());
            for thing in page {
                if !is_right(lens, kind, &thing).await? {
                    let row = format!("{} {}", kind.as_str(), hex::encode(&thing.id));
                    let whose = thing.family.filter(|_| kind == Passing::Draft);
                    report.note(Change::of_row("passing", whose, row, What::Closed));
                }
            }
        }
    }
    Ok(())
}

async fn is_right(lens: Lens<'_>, kind: Passing, thing: &Passed) -> Result<bool, StoreFault> {
    if kind == Passing::Session {
        return Ok(sign_in::opens(lens.keys, thing));
    }
    let Some(family) = thing.family else {
        return Ok(false);
    };
    Ok(match key_of(lens, family).await? {
        Some(key) => office::draft_opens(&key, thing),
        // destroyed, or gone: that is told of the family itself
        None => true,
    })
}

async fn key_of(lens: Lens<'_>, family: FamilyId) -> Result<Option<FamilyKey>, StoreFault> {
    let kept = lens.store.file(family).await?;
    let Some(wrapped) = kept.and_then(|kept| kept.wrapped_key) else {
        return Ok(None);
    };
    Ok(lens.keys.unwrap(family, &wrapped).await.ok())
}
