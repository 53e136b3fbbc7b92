//! Which of the places found is meant. The same for the server and for the island.

use crate::functions::areas::AreaName;

/// The place that was meant, where there is no doubt: the only one found, or the only one of that very name.
pub fn meant<'a>(typed: &str, found: &'a [AreaName]) -> Option<&'a AreaName> {
    let typed: String = typed
        .chars()
        .filter(|character| *character != ' ')
        .collect();
    let is_named = |place: &&AreaName| {
        let whole: String = place.zh.split(' ').collect();
        let stem = place
            .short
            .strip_suffix(['市', '区', '县', '省', '州', '盟', '旗']);
        typed == whole || typed == place.short || stem == Some(&typed) || typed == place.code
    };
    let mut named = found.iter().filter(is_named);
    match (found, named.next(), named.next()) {
        ([only], _, _) => Some(only),
        (_, Some(one), None) => Some(one),
        _ => None,
    }
}
