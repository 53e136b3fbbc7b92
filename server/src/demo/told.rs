//! What `demo/families.toml` tells, with its days counted from the day the demonstration opens.

use std::collections::BTreeMap;

use policy::{Day, clause::Text, id_number::IdNumber, verdict::Service};
use registry::entry::Step;
use serde::{Deserialize, Deserializer, de::Error};

/// The file; it is part of the program, and a test reads all of it for every day.
const FAMILIES: &str = include_str!("../../demo/families.toml");

#[derive(Deserialize)]
struct File {
    families: Vec<Family>,
}

/// A family.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// What its file is opened with.
    pub phone: String,
    /// Where it stands, in a few words.
    pub about: Text,
    /// What it sent, oldest first.
    pub applications: Vec<Application>,
}

/// What a family sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// For what.
    #[serde(deserialize_with = "service")]
    pub service: Service,
    /// Days before the opening.
    pub days_ago: i32,
    /// The check's query.
    pub check: String,
    /// The typed signature.
    pub signed_as: String,
    /// What the form asks beyond the check.
    pub fields: BTreeMap<String, String>,
    /// What the agency did.
    #[serde(default)]
    pub steps: Vec<Taken>,
}

/// A step of the agency's.
#[derive(Deserialize)]
pub struct Taken {
    /// Days before the opening.
    pub days_ago: i32,
    /// Who.
    pub by: String,
    /// What.
    #[serde(flatten)]
    pub step: Step,
}

/// The families, told for a demonstration that opens on that day.
pub fn families(today: Day) -> Vec<Family> {
    let file: File = toml::from_str(&filled(FAMILIES, today)).expect("a test reads the file");
    file.families
}

fn service<'de, D: Deserializer<'de>>(from: D) -> Result<Service, D::Error> {
    let word = String::deserialize(from)?;
    Service::parse(&word).map_err(|_| D::Error::custom("no such service"))
}

/// The text with its days, years and ID numbers; braces that say something else stay.
fn filled(text: &str, today: Day) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(told, after)| {
            let value = value(told, today)?;
            Some((value, after))
        });
        rest = match found {
            Some((value, after)) => {
                filled.push_str(&value);
                after
            }
            None => {
                filled.push('{');
                after
            }
        };
    }
    filled.push_str(rest);
    filled
}

fn value(told: &str, today: Day) -> Option<String> {
    let (what, told) = told.split_once(':')?;
    let day = |days: &str| Some(today.plus_days(days.parse().ok()?));
    match what {
        "day" => Some(day(told)?.to_string()),
        "year" => Some(day(told)?.year().to_string()),
        "id" => {
            let mut parts = told.split(':');
            let (area, born, order) = (parts.next()?, day(parts.next()?)?, parts.next()?);
            let born = born.to_string().replace('-', "");
            let body = [area, &born, order].concat();
            let mut numbers = "0123456789X".chars().map(|last| format!("{body}{last}"));
            numbers.find(|number| IdNumber::parse(number).is_ok())
        }
        _ => None,
    }
}
