//! Names of places by their GB/T 2260 codes, and places by whatever a person types: characters, pinyin, initials, digits.
//!
//! Absent here: the law. Whether a place has rules of its own is told by the caller; places without are found as well.

mod english;
mod gazetteer;
mod query;
mod ranking;
mod reading;
mod spelling;
#[cfg(test)]
mod tests;

pub use crate::functions::areas::AreaName;

use gazetteer::Gazetteer;
use query::Query;
use ranking::ranked;

/// The most that one look-up answers with, whatever is asked for.
pub const MOST_FOUND: usize = 20;

/// The place with this code of six digits. A county that is not in the list is answered with its prefecture, and
/// an unknown prefecture with its province: `code` then says which. `None` for anything else.
pub fn name(code: &str) -> Option<AreaName> {
    let gazetteer = Gazetteer::shared();
    let place = gazetteer.nearest(code)?;
    Some(gazetteer.area_name(place))
}

/// Places that `query` may mean, best first, at most `limit` and never more than [`MOST_FOUND`].
///
/// Equally good ones stand as prefectures, provinces, counties, and among each those first whose code begins with one
/// of `ruled` (areas with rules of their own). An empty query, and one longer than 40 characters, finds nothing.
pub fn find(query: &str, limit: usize, ruled: &[impl AsRef<str>]) -> Vec<AreaName> {
    let Some(query) = Query::parse(query) else {
        return Vec::new();
    };
    let gazetteer = Gazetteer::shared();
    let is_ruled = |code: &str| ruled.iter().any(|prefix| code.starts_with(prefix.as_ref()));
    ranked(gazetteer, &query, is_ruled)
        .into_iter()
        .take(limit.min(MOST_FOUND))
        .map(|place| gazetteer.area_name(place))
        .collect()
}
