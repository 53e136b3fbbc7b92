//! What people type, made plain: width, blanks, and the many ways to write a day.

use policy::{Code, Day};

/// Full-width letters, digits and signs as the plain ones they stand for; blanks around it gone.
pub fn clean(text: &str) -> String {
    let plain: String = text.chars().map(narrow).collect();
    plain.trim_matches(is_blank).to_owned()
}

fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        '、' => ',',
        '。' => '.',
        other => other,
    }
}

/// Blanks, and what sticks to text that was copied from a page.
fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\t' | '\r' | '\n' | '\u{a0}' | '\u{200b}' | '\u{feff}'
    )
}

/// Reads a day: `2027-01-10`, `2027.1.10`, `2027/1/10`, `2027年1月10日` or `20270110`, cleaned before. The years 1900
/// to 2100, like [`Day::parse`].
pub fn day(text: &str) -> Result<Day, Code> {
    let (numbers, digits) = numbers(text).ok_or(Code::InvalidDate)?;
    let [year, month, day] = match (numbers, digits) {
        ([whole, 0, 0], [8, 0, 0]) => [whole / 10_000, whole / 100 % 100, whole % 100],
        (numbers, [4, 1..=2, 1..=2]) => numbers,
        _ => return Err(Code::InvalidDate),
    };
    match year {
        1900..=2100 => Day::new(year as i32, month, day).ok_or(Code::InvalidDate),
        _ => Err(Code::InvalidDate),
    }
}

/// Up to three numbers and how many digits each has; the signs between them are a day's.
fn numbers(text: &str) -> Option<([u32; 3], [u8; 3])> {
    let (mut numbers, mut digits) = ([0u32; 3], [0u8; 3]);
    let mut at = 0;
    let mut is_parted = false;
    for character in text.chars() {
        match character {
            '0'..='9' => {
                if is_parted && digits[at] > 0 {
                    at += 1;
                }
                is_parted = false;
                let (number, count) = (numbers.get_mut(at)?, digits.get_mut(at)?);
                *count = count.checked_add(1).filter(|count| *count <= 8)?;
                *number = *number * 10 + (u32::from(character) - u32::from('0'));
            }
            '-' | '.' | '/' | '年' | '月' | '日' | '号' | ' ' => {
                if digits[0] == 0 {
                    return None;
                }
                is_parted = true;
            }
            _ => return None,
        }
    }
    Some((numbers, digits))
}

/// Reads a whole number; one too large for 64 bits is the largest that fits, as in the wire form.
pub fn whole(text: &str) -> Result<i64, Code> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() {
        return Err(Code::InvalidValue);
    }
    let mut number = 0i64;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() {
            return Err(Code::InvalidValue);
        }
        number = number
            .saturating_mul(10)
            .saturating_add(i64::from(digit - b'0'));
    }
    Ok(if digits.len() < text.len() {
        -number
    } else {
        number
    })
}
