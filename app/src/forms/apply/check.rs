//! Answers held against the form, against each other and against the facts.

use std::collections::BTreeSet;

use policy::{
    Code, Facts,
    form::{Asked, By, Form, Kind},
    id_number::IdNumber,
};

use super::{
    Answers,
    plain::{fits, plain},
};

/// One answer that can't be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// Why.
    pub code: Code,
    /// The field's name.
    pub field: String,
    /// Is it a number of which the last character alone does not fit?
    pub is_last_off: bool,
}

/// An answer that was made right.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// The field's name.
    pub field: String,
    /// As it was typed.
    pub typed: String,
    /// As it is kept.
    pub kept: String,
}

/// What the answers come to.
#[derive(Clone)]
pub struct Checked {
    /// Every answer of the form, known ones included; what nobody asks for any more is gone.
    pub answers: Answers,
    /// What was made right, in the form's order.
    pub changes: Vec<Change>,
    /// What can't be taken, in the form's order; one fault a field.
    pub faults: Vec<FieldFault>,
    /// The facts with what the form tells of them.
    pub facts: Facts,
}

/// Holds what was typed against its form. `facts` are those the check was told; `spoilt` are fields given twice or too
/// long, which are refused whatever they say.
pub fn check(form: &Form, typed: &Answers, spoilt: &BTreeSet<String>, facts: &Facts) -> Checked {
    let asked = wanted(form, typed, facts);
    let mut checked = Checked {
        answers: Answers::default(),
        changes: Vec::new(),
        faults: Vec::new(),
        facts: facts.clone(),
    };
    for one in &asked {
        checked.take(one, typed, facts);
        if spoilt.contains(&one.id) && one.is_typed(facts) {
            checked.refuse(Code::InvalidValue, &one.id);
        }
    }
    checked.look_for_twins(&asked);
    checked.hold_against_facts(&asked);
    let place = |fault: &FieldFault| asked.iter().position(|one| one.id == fault.field);
    checked.faults.sort_by_key(place);
    checked
}

/// The fields that are filled in by the family, as its answers have it.
fn wanted<'a>(form: &'a Form, typed: &Answers, facts: &Facts) -> Vec<Asked<'a>> {
    let all = form.asked(facts, &|id| value(form, typed, facts, id));
    all.into_iter()
        .filter(|one| one.is_wanted && one.field.by == By::Family)
        .collect()
}

/// What a field is answered with: typed here, or known.
pub(crate) fn value(form: &Form, typed: &Answers, facts: &Facts, id: &str) -> Option<String> {
    let field = form.field(id)?;
    let known = || match (field.fact, field.worked_out) {
        (Some(fact), _) => fact.told(facts, 0),
        (None, Some(worked)) => worked.out(facts),
        (None, None) => None,
    };
    let typed = plain(field.kind, typed.get(id));
    if typed.is_empty() || !field.may_change && known().is_some() {
        return known();
    }
    Some(typed)
}

impl Checked {
    fn take(&mut self, one: &Asked<'_>, typed: &Answers, facts: &Facts) {
        let known = one.known(facts);
        if !one.is_typed(facts) {
            self.answers.set(&one.id, known.unwrap_or_default());
            return;
        }
        let written = typed.get(&one.id);
        let mut kept = plain(one.field.kind, written);
        if kept.is_empty() && one.field.may_change {
            kept = known.unwrap_or_default();
        }
        if kept.is_empty() {
            if !one.field.may_be_empty {
                self.refuse(Code::MissingField, &one.id);
            }
            return;
        }
        if let Err(code) = fits(one.field, &kept) {
            self.answers.set(&one.id, written);
            self.refuse(code, &one.id);
            return;
        }
        if !written.is_empty() && written != kept {
            self.changes.push(Change {
                field: one.id.clone(),
                typed: written.to_owned(),
                kept: kept.clone(),
            });
        }
        if let Some(fact) = one.field.fact {
            fact.tell(&mut self.facts, one.baby, &kept);
        }
        self.answers.set(&one.id, kept);
    }

    fn refuse(&mut self, code: Code, field: &str) {
        if !self.faults.iter().any(|fault| fault.field == field) {
            let written = plain(Kind::IdNumber, self.answers.get(field));
            let is_off = code == Code::InvalidIdNumber && IdNumber::is_last_off(&written);
            self.faults.push(FieldFault {
                code,
                field: field.to_owned(),
                is_last_off: is_off,
            });
        }
    }

    /// Two people never have one ID number.
    fn look_for_twins(&mut self, asked: &[Asked<'_>]) {
        let numbers: Vec<&Asked<'_>> = asked
            .iter()
            .filter(|one| one.field.kind == Kind::IdNumber)
            .collect();
        for (place, one) in numbers.iter().enumerate() {
            let number = self.answers.get(&one.id);
            let is_taken = numbers[..place]
                .iter()
                .any(|other| self.answers.get(&other.id) == number);
            if !number.is_empty() && is_taken {
                self.refuse(Code::InvalidValue, &one.id);
            }
        }
    }

    /// What can only be wrong between two facts, at the field that told one of them.
    fn hold_against_facts(&mut self, asked: &[Asked<'_>]) {
        for refusal in self.facts.faults() {
            let told = asked.iter().find(|one| {
                let pointer = one.field.fact.map(|fact| fact.pointer(one.baby));
                pointer.is_some_and(|pointer| pointer == refusal.at)
            });
            if let Some(one) = told {
                self.refuse(refusal.code, &one.id);
            }
        }
    }
}
