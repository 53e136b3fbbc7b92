//! Which of the places found is meant. The same for the server and for the island.

/// A place that was found: its code, its own name, and that name after what it lies in, with blanks between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// Six digits.
    pub code: &'a str,
    /// With 市, 区 or 县.
    pub short: &'a str,
    /// Province, prefecture, county.
    pub whole: &'a str,
}

/// Where the place stands that was meant, if there is no doubt: the only one found, or the only one of that very name.
pub fn meant<'a>(typed: &str, found: impl Iterator<Item = Found<'a>>) -> Option<usize> {
    let typed = without_blanks(typed);
    let (mut named, mut count) = (Vec::new(), 0);
    for place in found {
        let stem = place
            .short
            .strip_suffix(['市', '区', '县', '省', '州', '盟', '旗']);
        if typed == place.short
            || typed == place.code
            || stem == Some(&typed)
            || typed == without_blanks(place.whole)
        {
            named.push(count);
        }
        count += 1;
    }
    match (count, &named[..]) {
        (1, _) => Some(0),
        (_, [only]) => Some(*only),
        _ => None,
    }
}

fn without_blanks(text: &str) -> String {
    text.split(' ').collect()
}
