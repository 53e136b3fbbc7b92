//! Values that have parts: a baby (`2026-11-02m~2026-11-03`), a payment (`2026:2026-11-20`), a year.

use policy::{
    Code,
    facts::{Birth, Payment, Sex},
};

use super::{clean::whole, day};

/// What is wrong, and in which part of the value: the end of its pointer.
pub type Fault = (Code, &'static str);

/// Reads a baby: its day, its sex (`f` or 女, `m` or 男), and after a `~` the day of its death.
pub fn birth(text: &str) -> Result<Birth, Fault> {
    let (text, died) = match text.split_once('~') {
        Some((text, died)) => (text, Some(died)),
        None => (text, None),
    };
    let (on, sex) = sexed(text.trim());
    let on = day(on.trim()).map_err(|code| (code, "/on"))?;
    let died_on = died
        .map(|died| day(died.trim()))
        .transpose()
        .map_err(|code| (code, "/died_on"))?;
    let sex = sex.ok_or((Code::MissingField, "/sex"))?;
    Ok(Birth {
        died_on,
        ..Birth::new(on, sex)
    })
}

/// What stands before the sex, and the sex.
fn sexed(text: &str) -> (&str, Option<Sex>) {
    let ends = [
        ("f", Sex::Female),
        ("F", Sex::Female),
        ("女", Sex::Female),
        ("m", Sex::Male),
        ("M", Sex::Male),
        ("男", Sex::Male),
    ];
    ends.into_iter()
        .find_map(|(end, sex)| text.strip_suffix(end).map(|rest| (rest, Some(sex))))
        .unwrap_or((text, None))
}

/// Reads a payment: the year it is for, a colon, the day.
pub fn payment(text: &str) -> Result<Payment, Fault> {
    let (for_year, on) = text.split_once(':').ok_or((Code::MissingField, "/year"))?;
    let for_year = year(for_year.trim()).map_err(|code| (code, "/year"))?;
    let on = match on.trim() {
        "" => return Err((Code::MissingField, "/on")),
        on => day(on).map_err(|code| (code, "/on"))?,
    };
    Ok(Payment { year: for_year, on })
}

/// Reads a year: one that no calendar has simply isn't the year asked about.
pub fn year(text: &str) -> Result<i32, Code> {
    let number = whole(text.strip_suffix('年').unwrap_or(text))?;
    Ok(number.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
}
