//! What people type, made right where it can only mean one thing. The page shows what was changed.

use policy::{
    Code,
    form::{Field, Kind},
    id_number::IdNumber,
    name::Name,
    phone::Phone,
};

use crate::forms::check::{clean, day};
use crate::words::dates::iso;

/// Letters of an answer in words; an address is the longest.
const WORDS_MAX: usize = 120;
/// Chinese characters begin here.
const FIRST_HAN: char = '\u{2e80}';
/// Letters of the shortest address that a letter could reach.
const ADDRESS_MIN: usize = 4;

/// The plain way to write an answer.
pub fn plain(kind: Kind, typed: &str) -> String {
    match kind {
        Kind::Name => name(typed),
        Kind::IdNumber => joined(&clean(typed)).to_ascii_uppercase(),
        Kind::Phone => phone(&joined(&clean(typed))),
        Kind::Account => joined(&clean(typed)),
        Kind::Certificate => joined(&clean(typed)).to_ascii_uppercase(),
        // Case tells twins apart there.
        Kind::ProvisionalNumber => joined(&clean(typed)),
        Kind::Day => {
            let typed = clean(typed);
            day(&typed).map_or(typed, iso)
        }
        Kind::Month => month(&clean(typed)),
        Kind::Year => clean(typed).trim_end_matches(['年', ' ']).to_owned(),
        Kind::Count => clean(typed),
        Kind::Choice | Kind::Tick => typed.trim().to_owned(),
        Kind::Address | Kind::Text | Kind::Insured => words(typed),
    }
}

/// Can a plain answer be taken?
pub fn fits(field: &Field, plain: &str) -> Result<(), Code> {
    let letters = plain.chars().count();
    let is = |holds: bool| {
        if holds {
            Ok(())
        } else {
            Err(Code::InvalidValue)
        }
    };
    match field.kind {
        Kind::Name => Name::parse(plain).map(|_| ()),
        Kind::IdNumber => IdNumber::parse(plain).map(|_| ()),
        Kind::Phone => Phone::parse(plain).map(|_| ()),
        Kind::Day => day(plain).map(|_| ()),
        Kind::Month => day(&format!("{plain}-01")).map(|_| ()),
        Kind::Year => is(plain.len() == 4 && (1900..=2100).contains(&number(plain))),
        Kind::Count => is((1..=9).contains(&number(plain)) && plain.len() == 1),
        Kind::Account => is((8..=30).contains(&plain.len()) && are_digits(plain)),
        Kind::Certificate => is(is_certificate(plain)),
        Kind::ProvisionalNumber => is((8..=50).contains(&plain.len())
            && plain.bytes().all(|byte| byte.is_ascii_alphanumeric())),
        Kind::Choice => is(field.choice(plain).is_some()),
        Kind::Tick => is(plain == TICKED),
        Kind::Address => is((ADDRESS_MIN..=WORDS_MAX).contains(&letters) && is_printed(plain)),
        Kind::Text | Kind::Insured => is(letters <= WORDS_MAX && is_printed(plain)),
    }
}

/// What a ticked box sends.
pub const TICKED: &str = "yes";

/// Without the blanks and hyphens by which people part digits.
fn joined(text: &str) -> String {
    let parts = |c: char| c.is_whitespace() || is_invisible(c) || matches!(c, '-' | '–' | '—');
    text.chars().filter(|c| !parts(*c)).collect()
}

/// Without the country's code.
fn phone(text: &str) -> String {
    let bare = ["+86", "0086", "86"].into_iter().find_map(|code| {
        let rest = text.strip_prefix(code)?;
        Phone::parse(rest).ok().map(|_| rest)
    });
    bare.unwrap_or(text).to_owned()
}

/// The dot's look-alikes become the dot, full-width letters plain ones, several blanks one.
fn name(typed: &str) -> String {
    let dots = |c: char| match c {
        '•' | '・' | '‧' | '．' | '･' => '·',
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    let name = words(typed).chars().map(dots).collect::<String>();
    // A blank beside the dot or between Chinese characters is a slip of the thumb.
    let name = name.replace(" ·", "·").replace("· ", "·");
    let is_han = |c: char| c >= FIRST_HAN;
    let mut joined = String::new();
    for part in name.split(' ') {
        let is_slip = joined.ends_with(is_han) && part.starts_with(is_han);
        if !joined.is_empty() && !is_slip {
            joined.push(' ');
        }
        joined.push_str(part);
    }
    joined
}

/// `2027-01` from the ways to write a month, or a whole day.
fn month(typed: &str) -> String {
    if let Ok(day) = day(typed) {
        return iso(day).chars().take("2027-01".len()).collect();
    }
    let first = day(&[typed, "-01"].concat()).or_else(|_| day(&[typed, "01"].concat()));
    let month = first.map(|day| iso(day).chars().take("2027-01".len()).collect());
    month.unwrap_or_else(|_| typed.to_owned())
}

/// One line: no blanks around it, one blank between, nothing that isn't seen.
fn words(typed: &str) -> String {
    let seen: String = typed.chars().filter(|c| !is_invisible(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What sticks to copied text and has no breadth, and what would turn the line's direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_printed(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || c == '\u{fffd}')
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> u32 {
    if are_digits(text) {
        text.parse().unwrap_or(0)
    } else {
        0
    }
}

fn is_certificate(text: &str) -> bool {
    let (letter, digits) = text.split_at_checked(1).unwrap_or(("", ""));
    letter.bytes().all(|byte| byte.is_ascii_uppercase()) && digits.len() == 9 && are_digits(digits)
}
