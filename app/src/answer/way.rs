//! Addresses that lead on from an answer. Absent: personal data; a query never holds any.

/// The query with these values in place of what it had under their names. Values are codes, days and words of lists,
/// so nothing in them needs escaping; an empty one takes its name out.
pub fn with(query: &str, changes: &[(&str, &str)]) -> String {
    let is_changed = |pair: &str| {
        let name = pair.split('=').next().unwrap_or_default();
        changes.iter().any(|(changed, _)| *changed == name)
    };
    let mut out = String::with_capacity(query.len() + 32);
    let mut push = |name: &str, rest: &[&str]| {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        rest.iter().for_each(|piece| out.push_str(piece));
    };
    query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_changed(pair))
        .for_each(|pair| push(pair, &[]));
    changes
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .for_each(|(name, value)| push(name, &["=", value]));
    out
}

/// An address with a query behind it; without the mark where the query is empty.
pub fn to(path: &str, query: &str) -> String {
    match query.is_empty() {
        true => path.to_owned(),
        false => [path, "?", query].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_value_replaces_the_old_one() {
        let rows = [
            (
                "area=441702&due_date=2027-01-10",
                &[("area", "320102")][..],
                "due_date=2027-01-10&area=320102",
            ),
            ("", &[("area", "320102")], "area=320102"),
            ("area=441702", &[("area", "")], ""),
            (
                "area=441702&&x=1",
                &[("y", "2"), ("x", "")],
                "area=441702&y=2",
            ),
        ];
        for (query, changes, changed) in rows {
            assert_eq!(with(query, changes), changed);
        }
        assert_eq!(to("/check", ""), "/check");
        assert_eq!(to("/check", "area=441702"), "/check?area=441702");
    }
}
