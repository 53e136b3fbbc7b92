//! The few cookies there are: choices of how to see the portal, and nothing about a person.

use std::fmt;

use http::{HeaderMap, header::COOKIE};

/// The language: `zh` or `en`.
pub const LANG: &str = "lang";
/// Elder mode: `on` or `off`.
pub const ELDER: &str = "elder";
/// The area looked at last: six digits.
pub const AREA: &str = "area";
/// Which calendar in the phone is this browser's, and how often its dates moved; see [`crate::calendar`].
pub const CALENDAR: &str = "calendar";

/// One year.
const KEPT_SECONDS: u32 = 365 * 24 * 60 * 60;

/// A cookie to set, on every page of ours and for no script. Its value is one of our own words.
#[derive(Debug, Clone, Copy)]
pub struct Cookie<'a> {
    /// What it is called.
    pub name: &'static str,
    /// What it says.
    pub value: &'a str,
    /// Whether it may only travel encrypted.
    pub is_https: bool,
}

impl fmt::Display for Cookie<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            value,
            is_https,
        } = self;
        let secure = if *is_https { "; Secure" } else { "" };
        write!(
            f,
            "{name}={value}; Path=/; Max-Age={KEPT_SECONDS}; SameSite=Lax; HttpOnly{secure}"
        )
    }
}

/// What a cookie of that name says; the first, where there are several.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim())
}
