//! Several babies: told in another order, they get the same answer, but for what the law gives by birth order.

use policy::Areas;
use proptest::prelude::*;
use serde_json::Value;

use crate::cases::answer;
use crate::families;
use crate::samples::differences;

/// A family of several, and the order in which its babies are told the second time.
fn family_and_order() -> impl Strategy<Value = (Value, Vec<usize>)> {
    families::born(2..5).prop_flat_map(|facts| {
        let count = facts["births"].as_array().map_or(0, Vec::len);
        let order: Vec<usize> = (0..count).collect();
        (Just(facts), Just(order).prop_shuffle())
    })
}

fn told_in(order: &[usize], facts: &Value) -> Value {
    let mut facts = facts.clone();
    let births = facts["births"].as_array().expect("births").clone();
    facts["births"] = order.iter().map(|&place| births[place].clone()).collect();
    facts
}

/// Takes the provisional names and numbers out of an answer.
fn provisional(answer: &mut Value) -> Vec<Value> {
    let services = answer["services"].as_object_mut().expect("services");
    let mut taken = Vec::new();
    for service in services.values_mut() {
        let service = service.as_object_mut().expect("a service");
        if let Some(Value::Array(babies)) = service.remove("provisional") {
            taken.extend(babies);
        }
    }
    taken
}

/// Pointers to babies by the places that these had the first time, sorted.
fn renamed(answer: &mut Value, order: &[usize]) {
    let services = answer["services"].as_object_mut().expect("services");
    for service in services.values_mut() {
        let Some(missing) = service.get_mut("missing").and_then(Value::as_array_mut) else {
            continue;
        };
        for pointer in missing.iter_mut() {
            let text = pointer.as_str().expect("a pointer");
            if let Some((place, field)) = text
                .strip_prefix("/births/")
                .and_then(|rest| rest.split_once('/'))
            {
                let place: usize = place.parse().expect("a place");
                *pointer = format!("/births/{}/{field}", order[place]).into();
            }
        }
        missing.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    }
}

fn sorted(babies: &[Value], part: impl Fn(&Value) -> String) -> Vec<String> {
    let mut parts: Vec<String> = babies.iter().map(part).collect();
    parts.sort();
    parts
}

/// A number without the letter that goes by birth order.
fn stem(baby: &Value) -> String {
    let number = baby["number"].as_str().expect("a number");
    let stem = if number.starts_with("XSE") {
        number
    } else {
        &number[..18]
    };
    format!("{} {stem}", baby["name"])
}

proptest! {
    #[test]
    fn the_order_changes_letters_and_nothing_else((facts, order) in family_and_order()) {
        let areas = Areas::built_in();
        let mut first = answer(&facts, areas);
        let mut second = answer(&told_in(&order, &facts), areas);
        prop_assert!(first.get("error").is_none(), "{}", first);
        let (babies, same_babies) = (provisional(&mut first), provisional(&mut second));
        let straight: Vec<usize> = (0..order.len()).collect();
        renamed(&mut first, &straight);
        renamed(&mut second, &order);
        let mut found = Vec::new();
        differences(&first, &second, "", &mut found);
        differences(&second, &first, "", &mut found);
        prop_assert!(found.is_empty(), "{found:#?}");
        prop_assert_eq!(sorted(&babies, stem), sorted(&same_babies, stem));
    }

    #[test]
    fn no_two_babies_get_one_number(facts in families::born(2..10)) {
        let mut said = answer(&facts, Areas::built_in());
        let service = said["services"]["hospital_pre_registration"].take();
        let babies = service["provisional"].as_array().cloned().unwrap_or_default();
        let mut numbers = sorted(&babies, |baby| baby["number"].to_string());
        let count = numbers.len();
        numbers.dedup();
        prop_assert_eq!(numbers.len(), count);
    }
}
