//! Whom an application names besides the phone that opened its file: the mother where somebody else applies, and
//! whoever applies. They are told of it, and may see a little of it:
//! `docs/decisions/2026-11-27-what-a-named-phone-sees.md`.

use std::collections::BTreeMap;

use policy::phone::Phone;

use crate::standing::{Application, Standing};

/// Who applies, by the form's own field.
const APPLICANT: &str = "applicant";
/// Where the phones of those stand who may apply, or be applied for.
const PHONES: [&str; 3] = ["mother_phone", "father_phone", "agent_phone"];

/// The phones that a form's fields name, as they were typed; none where the mother applies for herself.
pub(crate) fn phones(fields: &BTreeMap<String, String>) -> impl Iterator<Item = &str> {
    let is_for_another = fields
        .get(APPLICANT)
        .map_or(fields.contains_key("agent_phone"), |who| who != "mother");
    let named = PHONES.iter().filter_map(|field| fields.get(*field));
    named
        .filter(move |_| is_for_another)
        .map(String::as_str)
        .filter(|phone| !phone.trim().is_empty())
}

impl Application {
    /// Is it a phone's that it names?
    pub fn names(&self, phone: &Phone) -> bool {
        phones(&self.sent.fields).any(|named| Phone::parse(named).as_ref() == Ok(phone))
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
