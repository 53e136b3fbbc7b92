//! Whether what an application rests on is still agreed to (撤回同意, 个人信息保护法 15): what was sent stays, and nobody works on.

use policy::{Areas, Facts, form::Form};

use super::retention::form_of;
use crate::{
    application::Stage,
    entry::{Consent, Step},
    standing::{Application, Standing},
};

/// The first consent that an application's own form asks for and that holds no more, while it is on its way.
pub fn lacking(areas: &Areas, standing: &Standing, application: &Application) -> Option<Consent> {
    let is_lacking = |consent: &Consent| !standing.consents.contains_key(consent);
    let on_its_way = (!application.stage.is_over()).then(|| asked(areas, application));
    on_its_way.into_iter().flatten().find(is_lacking)
}

fn asked(areas: &Areas, application: &Application) -> Vec<Consent> {
    let form = form_of(areas, application);
    of_form(form.zip(application.told.facts()))
}

/// What a form asks of a family; everything where there is no such form, or nothing is known of the family.
pub(super) fn of_form(asked: Option<(&Form, &Facts)>) -> Vec<Consent> {
    asked.map_or_else(
        || Consent::OF_FORMS.to_vec(),
        |(form, facts)| form.consents(facts).map(Consent::from).collect(),
    )
}

/// Does a step work on with what was agreed to? What only ends it, asks the family, or says what has happened elsewhere,
/// does not.
pub(super) fn works_on(application: &Application, step: &Step) -> bool {
    let is_begun = application.stage == Stage::Registered;
    matches!(step, Step::Accept) || (matches!(step, Step::Register { .. }) && !is_begun)
}

/// Does it wait to be entered, and is that not agreed to any more?
pub(super) fn is_unentered(areas: &Areas, standing: &Standing, application: &Application) -> bool {
    application.stage == Stage::Accepted && lacking(areas, standing, application).is_some()
}
