//! Faults that show only when facts are held against each other: the project's own checks, by `validator`'s traits.
//!
//! They are written by hand because the derive costs the browser's file some six kilobytes.

use std::borrow::Cow;
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use super::{Birth, Facts, Hukou, Parent, Pregnancy, Sex};
use crate::day::Day;
use crate::gestation;
use crate::refusal::{Code, Refusal};

/// Every fault, in the order of their pointers.
pub fn faults(facts: &Facts) -> Vec<Refusal> {
    let mut found = Vec::new();
    if let Err(errors) = facts.validate() {
        collect(&errors, "", &mut found);
        found.sort_by(|a, b| a.at.cmp(&b.at));
    }
    found
}

/// `validator`'s tree of fields and lists, flattened to JSON pointers.
fn collect(errors: &ValidationErrors, at: &str, found: &mut Vec<Refusal>) {
    for (field, kind) in errors.errors() {
        let mut here = String::from(at);
        if !field.is_empty() {
            here.push('/');
            here.push_str(field);
        }
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &here, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{here}/{index}"), found);
                }
            }
            ValidationErrorsKind::Field(list) => {
                found.extend(
                    list.iter()
                        .map(|error| Refusal::new(Code::of(&error.code), here.clone())),
                );
            }
        }
    }
}

fn add(errors: &mut ValidationErrors, field: &'static str, code: Code) {
    errors.add(
        field,
        ValidationError {
            code: Cow::Borrowed(code.as_str()),
            message: None,
            params: Default::default(),
        },
    );
}

fn nest(errors: &mut ValidationErrors, field: &'static str, inner: ValidationErrors) {
    if !inner.is_empty() {
        errors.errors_mut().insert(
            Cow::Borrowed(field),
            ValidationErrorsKind::Struct(Box::new(inner)),
        );
    }
}

/// What has happened is not after the day asked about.
fn not_after(errors: &mut ValidationErrors, field: &'static str, day: Option<Day>, asked_on: Day) {
    if day.is_some_and(|day| day > asked_on) {
        add(errors, field, Code::DateInFuture);
    }
}

impl Validate for Facts {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        if let Some(pregnancy) = &self.pregnancy {
            nest(&mut errors, "pregnancy", pregnancy_faults(pregnancy, self));
        }
        nest(
            &mut errors,
            "mother",
            parent_faults(&self.mother, Sex::Female, self.asked_on),
        );
        nest(
            &mut errors,
            "father",
            parent_faults(&self.father, Sex::Male, self.asked_on),
        );
        let births = self
            .births
            .iter()
            .map(|birth| birth_faults(birth, self.asked_on));
        list(&mut errors, "births", births);
        let payments = self.payments.iter().map(|payment| {
            let mut inner = ValidationErrors::new();
            not_after(&mut inner, "on", Some(payment.on), self.asked_on);
            inner
        });
        list(&mut errors, "payments", payments);
        not_after(&mut errors, "enrolled_on", self.enrolled_on, self.asked_on);
        not_after(&mut errors, "updated_on", self.updated_on, self.asked_on);
        not_after(&mut errors, "refunded_on", self.refunded_on, self.asked_on);
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }
}

fn list(
    errors: &mut ValidationErrors,
    field: &'static str,
    items: impl Iterator<Item = ValidationErrors>,
) {
    let faulty: std::collections::BTreeMap<usize, Box<ValidationErrors>> = items
        .enumerate()
        .filter(|(_, inner)| !inner.is_empty())
        .map(|(at, inner)| (at, Box::new(inner)))
        .collect();
    if !faulty.is_empty() {
        errors
            .errors_mut()
            .insert(Cow::Borrowed(field), ValidationErrorsKind::List(faulty));
    }
}

fn pregnancy_faults(pregnancy: &Pregnancy, facts: &Facts) -> ValidationErrors {
    let mut errors = ValidationErrors::new();
    if let gestation::Dating::Scan { on, .. } = pregnancy.dating {
        let mut scan = ValidationErrors::new();
        not_after(&mut scan, "on", Some(on), facts.asked_on);
        nest(&mut errors, "scan", scan);
    }
    if let Some(ended) = pregnancy.ended {
        let mut inner = ValidationErrors::new();
        not_after(&mut inner, "on", Some(ended.on), facts.asked_on);
        nest(&mut errors, "ended", inner);
    }
    let is_running = pregnancy.ended.is_none() && facts.births.is_empty();
    if is_running && !gestation::is_plausible(pregnancy.dating.days_on(facts.asked_on)) {
        // The pregnancy as a whole is at fault, so the pointer ends at its own name.
        add(&mut errors, "", Code::ImplausibleGestation);
    }
    errors
}

fn parent_faults(parent: &Parent, sex: Sex, asked_on: Day) -> ValidationErrors {
    let mut errors = ValidationErrors::new();
    if let Some(number) = &parent.id_number {
        if number.birthday() > asked_on {
            add(&mut errors, "id_number", Code::InvalidIdNumber);
        } else if number.sex() != sex {
            add(&mut errors, "id_number", Code::SexMismatch);
        }
    }
    errors
}

fn birth_faults(birth: &Birth, asked_on: Day) -> ValidationErrors {
    let mut errors = ValidationErrors::new();
    not_after(&mut errors, "on", Some(birth.on), asked_on);
    if let Some(hukou) = &birth.hukou {
        nest(&mut errors, "hukou", hukou_faults(hukou, birth, asked_on));
    }
    match birth.died_on {
        Some(day) if day > asked_on => add(&mut errors, "died_on", Code::DateInFuture),
        Some(day) if day < birth.on => add(&mut errors, "died_on", Code::DatesOutOfOrder),
        _ => {}
    }
    errors
}

fn hukou_faults(hukou: &Hukou, birth: &Birth, asked_on: Day) -> ValidationErrors {
    let mut errors = ValidationErrors::new();
    if hukou.on > asked_on {
        add(&mut errors, "on", Code::DateInFuture);
    } else if hukou.on < birth.on {
        add(&mut errors, "on", Code::DatesOutOfOrder);
    }
    if let Some(number) = &hukou.id_number {
        if number.birthday() != birth.on {
            add(&mut errors, "id_number", Code::InvalidIdNumber);
        } else if number.sex() != birth.sex {
            add(&mut errors, "id_number", Code::SexMismatch);
        }
    }
    errors
}
