//! Answers as long as a form takes them.

use std::collections::BTreeMap;

use policy::{
    Facts,
    form::{Asked, Field, Form, Kind as Takes},
};

/// The longest answer that a field takes.
fn longest(field: &Field) -> String {
    match field.kind {
        Takes::Name => "古丽米热·艾比布力·买买提江".to_owned(),
        Takes::IdNumber => "44170219950308122X".to_owned(),
        Takes::Phone => "13800138000".to_owned(),
        Takes::Day => "2026-11-02".to_owned(),
        Takes::Month => "2027-01".to_owned(),
        Takes::Year => "2027".to_owned(),
        Takes::Address | Takes::Text | Takes::Insured => "东".repeat(120),
        Takes::Choice => field.choices.last().unwrap().value.to_string(),
        Takes::Account => "6".repeat(30),
        Takes::Certificate => "X320101001".to_owned(),
        Takes::ProvisionalNumber => "b".repeat(50),
        Takes::Count => "3".to_owned(),
        Takes::Tick => "yes".to_owned(),
    }
}

/// Every field's longest answer.
pub fn everything(form: &Form, facts: &Facts) -> BTreeMap<String, String> {
    let choose = |id: &str| form.field(id).map(longest);
    let asked = form.asked(facts, &choose);
    let wanted = asked.into_iter().filter(|one| one.is_wanted);
    wanted
        .map(|one: Asked<'_>| (one.id, longest(one.field)))
        .collect()
}
