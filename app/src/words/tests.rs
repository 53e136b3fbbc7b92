//! What must hold of every word.

use policy::Areas;

use super::{Answer, Forms, Parts, Remedies, Services, pages};

fn groups() -> impl Iterator<Item = &'static &'static [(&'static str, &'static str, &'static str)]>
{
    const OTHERS: &[&[(&str, &str, &str)]] = &[
        Parts::PAIRS,
        Services::PAIRS,
        Forms::PAIRS,
        Answer::PAIRS,
        Remedies::PAIRS,
    ];
    OTHERS.iter().chain(pages::Pages::PAIRS)
}

fn every_word(check: impl Fn(&str, &str, &str)) {
    for (name, zh, en) in groups().copied().flatten() {
        check(name, zh, en);
    }
}

/// The places to be filled in a sentence, sorted.
fn places(sentence: &str) -> Vec<&str> {
    let mut places: Vec<&str> = sentence
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect();
    places.sort_unstable();
    places
}

#[test]
fn both_languages_say_something_and_leave_the_same_places() {
    every_word(|name, zh, en| {
        assert!(!zh.is_empty() && !en.is_empty(), "{name}");
        assert_eq!(places(zh), places(en), "{name}");
    });
}

#[test]
fn nobody_is_shouted_at_or_put_off() {
    every_word(|name, zh, en| {
        for bad in ["！", "!", "抱歉", "不便", "请您谅解", "系统繁忙", "非法"] {
            assert!(!zh.contains(bad) && !en.contains(bad), "{name}: {bad}");
        }
        for bad in ["Sorry", "sorry", "invalid", "illegal", "Oops"] {
            assert!(!en.contains(bad), "{name}: {bad}");
        }
    });
}

#[test]
fn chinese_is_written_with_chinese_marks() {
    every_word(|name, zh, _| {
        let han = |c: Option<char>| c.is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let characters: Vec<char> = zh.chars().collect();
        for (place, mark) in characters.iter().enumerate() {
            let after_han = place
                .checked_sub(1)
                .is_some_and(|before| han(characters.get(before).copied()));
            assert!(!(after_han && ",;?()".contains(*mark)), "{name}: {zh}");
        }
    });
}

#[test]
fn the_law_is_not_in_the_words() {
    let areas = Areas::built_in();
    let mut names: Vec<String> = Vec::new();
    for edition in areas
        .editions()
        .iter()
        .filter(|edition| !edition.codes.is_empty())
    {
        names.push(edition.name.zh.trim_end_matches(['市', '省']).to_owned());
        names.push(edition.name.en.to_string());
    }
    names.extend(areas.clauses().iter().map(|clause| clause.id.to_string()));
    names.extend(
        areas
            .documents()
            .iter()
            .map(|document| document.number.to_string()),
    );
    every_word(|name, zh, en| {
        for law in &names {
            assert!(
                !zh.contains(law.as_str()) && !en.contains(law.as_str()),
                "{name}: {law}"
            );
        }
    });
}
