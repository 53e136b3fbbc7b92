//! Faults that show only when facts are held against each other.
//!
//! They are listed flat, each with its JSON pointer. Natively the list is also `validator`'s: a tree of its errors alone
//! would be four kilobytes of what a phone loads.

use super::{Birth, Facts, Hukou, Parent, Pregnancy, Sex};
use crate::day::Day;
use crate::gestation;
use crate::refusal::{Code, Refusal};

/// Every fault, in the order of their pointers.
pub fn faults(facts: &Facts) -> Vec<Refusal> {
    let mut faults = Faults {
        asked_on: facts.asked_on,
        found: Vec::new(),
    };
    faults.of_facts(facts);
    faults.found
}

struct Faults {
    asked_on: Day,
    found: Vec<Refusal>,
}

impl Faults {
    /// Keeps a fault at the pointer that these parts make.
    fn add(&mut self, at: &[&str], code: Code) {
        let at = at.concat();
        let place = self.found.iter().position(|other| other.at > at);
        let place = place.unwrap_or(self.found.len());
        self.found.insert(place, Refusal { code, at });
    }

    /// What has happened is not after the day asked about.
    fn not_after(&mut self, at: &[&str], day: Option<Day>) {
        if day.is_some_and(|day| day > self.asked_on) {
            self.add(at, Code::DateInFuture);
        }
    }

    fn of_facts(&mut self, facts: &Facts) {
        if let Some(pregnancy) = &facts.pregnancy {
            self.of_pregnancy(pregnancy, facts);
        }
        self.of_parent("/mother", &facts.mother, Sex::Female);
        self.of_parent("/father", &facts.father, Sex::Male);
        for (place, birth) in facts.births.iter().enumerate() {
            self.of_birth(&["/births/", &place.to_string()].concat(), birth);
        }
        for (place, payment) in facts.payments.iter().enumerate() {
            self.not_after(&["/payments/", &place.to_string(), "/on"], Some(payment.on));
        }
        self.not_after(&["/enrolled_on"], facts.enrolled_on);
        self.not_after(&["/updated_on"], facts.updated_on);
        self.not_after(&["/refunded_on"], facts.refunded_on);
    }

    fn of_pregnancy(&mut self, pregnancy: &Pregnancy, facts: &Facts) {
        if let gestation::Dating::Scan { on, .. } = pregnancy.dating {
            self.not_after(&["/pregnancy/scan/on"], Some(on));
        }
        let ended = pregnancy.ended.map(|ended| ended.on);
        self.not_after(&["/pregnancy/ended/on"], ended);
        let is_running = ended.is_none() && facts.births.is_empty();
        if is_running && !gestation::is_plausible(pregnancy.dating.days_on(self.asked_on)) {
            // The pregnancy as a whole is at fault, so the pointer ends at its own name.
            self.add(&["/pregnancy"], Code::ImplausibleGestation);
        }
    }

    fn of_parent(&mut self, at: &str, parent: &Parent, sex: Sex) {
        if let Some(number) = &parent.id_number {
            if number.birthday() > self.asked_on {
                self.add(&[at, "/id_number"], Code::InvalidIdNumber);
            } else if number.sex() != sex {
                self.add(&[at, "/id_number"], Code::SexMismatch);
            }
        }
    }

    fn of_birth(&mut self, at: &str, birth: &Birth) {
        self.not_after(&[at, "/on"], Some(birth.on));
        if let Some(hukou) = &birth.hukou {
            self.of_hukou(at, hukou, birth);
        }
        match birth.died_on {
            Some(day) if day > self.asked_on => self.add(&[at, "/died_on"], Code::DateInFuture),
            Some(day) if day < birth.on => self.add(&[at, "/died_on"], Code::DatesOutOfOrder),
            _ => {}
        }
    }

    fn of_hukou(&mut self, at: &str, hukou: &Hukou, birth: &Birth) {
        if hukou.on > self.asked_on {
            self.add(&[at, "/hukou/on"], Code::DateInFuture);
        } else if hukou.on < birth.on {
            self.add(&[at, "/hukou/on"], Code::DatesOutOfOrder);
        }
        if let Some(number) = &hukou.id_number {
            if number.birthday() != birth.on {
                self.add(&[at, "/hukou/id_number"], Code::InvalidIdNumber);
            } else if number.sex() != birth.sex {
                self.add(&[at, "/hukou/id_number"], Code::SexMismatch);
            }
        }
    }
}

#[cfg(feature = "json")]
impl validator::Validate for Facts {
    /// The faults as `validator` has them, each under its JSON pointer.
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

        let mut errors = ValidationErrors::new();
        for fault in faults(self) {
            let error = ValidationError::new(fault.code.as_str());
            errors
                .errors_mut()
                .insert(fault.at.into(), ValidationErrorsKind::Field(vec![error]));
        }
        match errors.is_empty() {
            true => Ok(()),
            false => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use validator::Validate;

    use crate::{AreaCode, Day, Facts};

    #[test]
    fn validator_is_told_the_same_under_the_same_pointers() {
        let day = |text| Day::parse(text).expect("a day");
        let area = AreaCode::parse("110000").expect("a code");
        let mut facts = Facts::new("late", area, day("2026-09-20"));
        assert!(facts.validate().is_ok());
        facts.updated_on = Some(day("2026-09-22"));
        facts.enrolled_on = Some(day("2026-09-21"));
        let listed: Vec<String> = facts.faults().into_iter().map(|fault| fault.at).collect();
        assert_eq!(listed, ["/enrolled_on", "/updated_on"]);
        let errors = facts.validate().expect_err("both days are still to come");
        let mut told: Vec<_> = errors.field_errors().into_keys().collect();
        told.sort();
        assert_eq!(told, listed);
    }
}
