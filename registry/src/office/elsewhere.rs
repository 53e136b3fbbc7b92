//! The same applied for in another family's file: a mother from her phone and a father from his, each with a file of its
//! own. Neither is told of the other, because a number that was typed in is no proof of whose it is; the desk is, which
//! looks at both.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Done, Office};
use crate::{
    application::{ApplicationNumber, Stage},
    blind::regular,
    derived::Index,
    matter::is_same,
    standing::Application,
};

/// Fields that say for whom it is. Whoever acts for others or pays for them does so for many.
const OF_WHOM: [&str; 4] = [
    "mother_id_number",
    "father_id_number",
    "guardian_id_number",
    "baby_id_number",
];

/// An application as the desk meets it. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// How far it is.
    pub stage: Stage,
    /// The same in other files, in order: on its way, or come to its end.
    pub elsewhere: Vec<ApplicationNumber>,
}

impl Office {
    /// How far an application is, and where else the same was applied for. None where there is no such application.
    pub async fn meet(&self, number: &ApplicationNumber) -> Done<Option<Met>> {
        let Some(file) = self.file_with(number).await? else {
            return Ok(None);
        };
        let standing = file.standing();
        let Some(own) = standing.application(number) else {
            return Ok(None);
        };
        let mut elsewhere = BTreeSet::new();
        for id_number in of_whom(&own.sent.fields) {
            for other in self.found(Index::IdNumber, &id_number).await? {
                let there = other.standing().applications.into_iter();
                let twins =
                    there.filter(|there| other.family != file.family && is_twin(own, there));
                elsewhere.extend(twins.map(|there| there.sent.number));
            }
        }
        Ok(Some(Met {
            stage: own.stage,
            elsewhere: elsewhere.into_iter().collect(),
        }))
    }
}

/// The numbers of those whom it is for, in the one way they are compared.
fn of_whom(fields: &BTreeMap<String, String>) -> BTreeSet<String> {
    let numbers = OF_WHOM.iter().filter_map(|field| fields.get(*field));
    let regular = numbers.map(|number| regular(Index::IdNumber, number));
    regular.filter(|number| !number.is_empty()).collect()
}

/// Is it the same service for the same people in the same matter, and did it not come to nothing?
fn is_twin(own: &Application, other: &Application) -> bool {
    // what is told of a matter is about the days after it was applied for
    let (first, later) = match own.sent_at <= other.sent_at {
        true => (own, other),
        false => (other, own),
    };
    let is_one_matter = || match (first.told.facts(), later.told.facts()) {
        (Some(first_told), Some(later_told)) => {
            is_same(first_told, first.sent_at.day(), later_told)
        }
        _ => false,
    };
    !other.stage.came_to_nothing()
        && own.sent.service == other.sent.service
        && !of_whom(&own.sent.fields).is_disjoint(&of_whom(&other.sent.fields))
        && is_one_matter()
}
