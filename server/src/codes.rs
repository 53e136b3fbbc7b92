//! Codes for phones: sent by the world outside, typed by people.

use policy::phone::Phone;
use registry::outside::{CallId, Message, Template};

use crate::{chance, portal::Portal};

/// Sends a code; whether it is on its way. In a demonstration the page shows it.
pub async fn send(portal: &Portal, phone: &Phone, code: &str) -> bool {
    let message = Message::new(phone, Template::SignInCode, &[code])
        .expect("six digits are what the text has room for");
    let id = CallId(chance::drawn());
    let is_sent = match &portal.outside {
        Some(outside) => outside.messages.send(id, &message).await.is_ok(),
        None => false,
    };
    is_sent || portal.is_demo
}

/// Six digits as people type them: with blanks, or in the wide letters of a Chinese keyboard.
pub fn read(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .filter_map(|letter| letter.to_digit(10).or_else(|| full_width(letter)))
        .filter_map(|digit| char::from_digit(digit, 10))
        .take(7)
        .collect();
    (digits.len() == 6).then_some(digits)
}

fn full_width(letter: char) -> Option<u32> {
    let digit = u32::from(letter).checked_sub(u32::from('０'))?;
    (digit < 10).then_some(digit)
}
