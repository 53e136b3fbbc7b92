//! Whom an application names besides the phone that opened its file: the mother where somebody else applies, and
//! whoever applies. They are told of it, and may see a little of it:
//! `docs/decisions/2026-11-27-what-a-named-phone-sees.md`.

use std::collections::BTreeMap;

use policy::{form::Person, id_number::IdNumber, phone::Phone};

use crate::standing::{Application, Standing};

/// Who applies, by the form's own field.
const APPLICANT: &str = "applicant";
/// Where the phones of those stand who may apply, or be applied for.
const PHONES: [(Person, &str); 3] = [
    (Person::Mother, "mother_phone"),
    (Person::Father, "father_phone"),
    (Person::Agent, "agent_phone"),
];

/// The phones that a form's fields name, as they were typed; none where the mother applies for herself.
pub(crate) fn phones(fields: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    whose(fields).map(|(_, phone)| phone)
}

/// The same, with whose each is.
fn whose(fields: &BTreeMap<String, String>) -> impl Iterator<Item = (Person, &str)> {
    let is_for_another = fields
        .get(APPLICANT)
        .map_or(fields.contains_key("agent_phone"), |who| who != "mother");
    let named = PHONES
        .iter()
        .filter_map(|(person, field)| Some((*person, fields.get(*field)?.as_str())));
    named
        .filter(move |_| is_for_another)
        .filter(|(_, phone)| !phone.trim().is_empty())
}

impl Application {
    /// Is it a phone's that it names?
    pub fn names(&self, phone: &Phone) -> bool {
        self.holders(phone).next().is_some()
    }

    /// Whose it says that a phone is. That its holder is meant is not known by that: a number may be mistyped.
    pub fn holders<'a>(&'a self, phone: &'a Phone) -> impl Iterator<Item = Person> + 'a {
        let whose = whose(&self.sent.fields);
        whose
            .filter(move |(_, named)| Phone::parse(named).as_ref() == Ok(phone))
            .map(|(person, _)| person)
    }

    /// Those of them whose ID number stands there as well: it is they who hold the phone.
    pub fn known_by<'a>(
        &'a self,
        phone: &'a Phone,
        id_number: &'a IdNumber,
    ) -> impl Iterator<Item = Person> + 'a {
        self.holders(phone).filter(move |person| {
            let field = [person.as_str(), "_id_number"].concat();
            let written = self.sent.fields.get(&field);
            written.is_some_and(|written| IdNumber::parse(written).as_ref() == Ok(id_number))
        })
    }
}

impl Standing {
    /// The applications that name a phone which did not open the file, oldest first.
    pub fn naming<'a>(
        &'a self,
        phone: &'a Phone,
    ) -> impl DoubleEndedIterator<Item = &'a Application> {
        let is_another = self.phone != phone.expose();
        let applications = self.applications.iter();
        applications.filter(move |application| is_another && application.names(phone))
    }
}
