//! Which fields a family is asked: babies counted, conditions looked at.

use super::{By, Each, Family, Field, Form, When};
use crate::facts::Facts;

/// A field as it is asked of one family.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'a> {
    /// Its name, the baby's number in it.
    pub id: String,
    /// Its definition.
    pub field: &'a Field,
    /// The baby's number among those it is asked for, from 1.
    pub number: usize,
    /// How many babies it is asked for; 1 for what is asked once.
    pub count: usize,
    /// The baby's place among the births.
    pub baby: usize,
    /// Do the other answers ask for it? One that they don't is dropped everywhere, and can be called for by changing them.
    pub is_wanted: bool,
}

impl Asked<'_> {
    /// What the check was told of it, or what follows from that.
    pub fn known(&self, facts: &Facts) -> Option<String> {
        match (self.field.fact, self.field.worked_out) {
            (Some(fact), _) => fact.told(facts, self.baby),
            (None, Some(worked)) => worked.out(facts),
            (None, None) => None,
        }
    }

    /// Is it typed here by the family, rather than known already?
    pub fn is_typed(&self, facts: &Facts) -> bool {
        self.field.by == By::Family && (self.field.may_change || self.known(facts).is_none())
    }
}

impl Form {
    /// Every field that concerns this family, in the form's order. `answer` gives what was answered to another field.
    pub fn asked<'a>(
        &'a self,
        facts: &Facts,
        answer: &dyn Fn(&str) -> Option<String>,
    ) -> Vec<Asked<'a>> {
        let mut asked = Vec::new();
        // Fields of the babies that follow each other are asked baby by baby.
        for run in self
            .fields
            .chunk_by(|one, next| one.each.is_some() && one.each == next.each)
        {
            let each = run.first().and_then(|field| field.each);
            let places = each.map_or_else(|| vec![0], |each| each.places(facts));
            let count = places.len();
            for (number, baby) in (1..).zip(places) {
                let may_hold = |field: &&Field| {
                    field
                        .asked_when
                        .iter()
                        .all(|when| when.may_hold(facts, field, baby))
                };
                asked.extend(run.iter().filter(may_hold).map(|field| Asked {
                    id: field.id_for(number),
                    field,
                    number,
                    count,
                    baby,
                    is_wanted: field.asked_when.iter().all(|when| when.is_answered(answer)),
                }));
            }
        }
        asked
    }
}

impl Each {
    /// Places among the births, or numbers of the unborn.
    fn places(self, facts: &Facts) -> Vec<usize> {
        let births = facts.births.iter().enumerate();
        match self {
            Each::Unborn => {
                let fetuses = facts.pregnancy.as_ref().map_or(1, |told| told.fetuses);
                (0..usize::from(fetuses)).collect()
            }
            Each::Living => births
                .filter(|(_, birth)| birth.is_living())
                .map(|(place, _)| place)
                .collect(),
            Each::Deceased => births
                .filter(|(_, birth)| !birth.is_living() && birth.hukou.is_none())
                .map(|(place, _)| place)
                .collect(),
        }
    }
}

impl When {
    /// Could other answers on the same form make it hold? Facts stand as the check was told them.
    fn may_hold(&self, facts: &Facts, field: &Field, baby: usize) -> bool {
        let When::Family(family) = self else {
            return true;
        };
        let births = facts.births.iter().enumerate();
        let has_hukou = births
            .filter(|(place, birth)| birth.is_living() && (field.each.is_none() || *place == baby))
            .any(|(_, birth)| birth.hukou.is_some());
        let fetuses = facts.pregnancy.as_ref().map_or(1, |told| told.fetuses);
        match family {
            Family::SeveralBabies => facts.births.len().max(usize::from(fetuses)) > 1,
            Family::HasHukou => has_hukou,
            Family::NoHukou => !has_hukou,
            Family::OtherCover => facts.other_cover.is_some(),
            Family::NoOtherCover => facts.other_cover.is_none(),
        }
    }

    fn is_answered(&self, answer: &dyn Fn(&str) -> Option<String>) -> bool {
        match self {
            When::Family(_) => true,
            When::Answer { field, is } => {
                answer(field).is_some_and(|value| is.iter().any(|one| **one == *value))
            }
        }
    }
}
