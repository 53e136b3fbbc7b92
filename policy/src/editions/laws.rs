//! Every place of an edition that cites the law.

use crate::clause::Law;
use crate::edition::{
    Edition, HospitalPreRegistration, Limit, Offer, PreEnrolment, ProvisionalRule,
};

impl Edition {
    /// Every citation in it, in the file's order.
    pub fn laws(&self) -> Vec<&Law> {
        let mut laws = Vec::new();
        match &self.pre_enrolment {
            Offer::NotOffered(law) => laws.push(law),
            Offer::Offered(rules) => of_pre_enrolment(rules, &mut laws),
        }
        match &self.hospital_pre_registration {
            Offer::NotOffered(law) => laws.push(law),
            Offer::Offered(rules) => of_hospital(rules, &mut laws),
        }
        let newborn = &self.newborn_enrolment;
        laws.extend([
            &newborn.once,
            &newborn.born,
            &newborn.none_living.law,
            &newborn.paper.law,
        ]);
        laws.extend(newborn.last_day.iter().map(|limit| &limit.law));
        laws.extend(newborn.local.iter().map(|rule| &rule.law));
        match &self.deceased_newborn_enrolment {
            Offer::NotOffered(law) => laws.push(law),
            Offer::Offered(rules) => laws.extend([&rules.law, &rules.last_day.law]),
        }
        let update = &self.information_update;
        laws.extend([&update.law, &update.hukou]);
        laws.extend(update.last_day.iter().map(|limit| &limit.law));
        laws.push(&self.refund.law);
        laws.extend(self.refund.grounds.iter().map(|rule| &rule.law));
        laws.extend(self.refund.routes.iter().map(|routes| &routes.law));
        laws.extend(self.deadlines.iter().map(|rule| &rule.law));
        laws
    }

    /// Every last day in it.
    pub(crate) fn limits(&self) -> Vec<&Limit> {
        let hospital = self
            .hospital_pre_registration
            .rules()
            .map(|rules| &rules.last_day);
        let deceased = self
            .deceased_newborn_enrolment
            .rules()
            .map(|rules| &rules.last_day);
        let newborn = self.newborn_enrolment.last_day.as_ref();
        let update = self.information_update.last_day.as_ref();
        [hospital, newborn, deceased, update]
            .into_iter()
            .flatten()
            .collect()
    }
}

fn of_pre_enrolment<'a>(rules: &'a PreEnrolment, laws: &mut Vec<&'a Law>) {
    laws.extend([
        &rules.offered,
        &rules.once,
        &rules.unborn,
        &rules.gestation.law,
    ]);
    laws.extend(rules.applicant.iter().map(|rule| &rule.law));
    if let Some(mother) = &rules.mother {
        laws.push(&mother.law);
        laws.extend(&mother.ways.special_groups);
        laws.extend(mother.ways.from_employee.iter().map(|way| &way.law));
    }
    laws.extend(rules.parent_hukou.iter().map(|rule| &rule.law));
    if let Some(rule) = &rules.provisional {
        of_provisional(rule, laws);
    }
}

fn of_hospital<'a>(rules: &'a HospitalPreRegistration, laws: &mut Vec<&'a Law>) {
    laws.push(&rules.once);
    laws.extend(&rules.void_unless_paid);
    laws.extend([&rules.parent.law, &rules.born, &rules.last_day.law]);
    laws.extend([
        &rules.without_hukou,
        &rules.hospital.law,
        &rules.insured_place,
    ]);
    of_provisional(&rules.provisional, laws);
}

fn of_provisional<'a>(rule: &'a ProvisionalRule, laws: &mut Vec<&'a Law>) {
    match rule {
        ProvisionalRule::Tail(rule) => laws.extend([&rule.law, &rule.several]),
        ProvisionalRule::BySex(rule) => laws.extend([&rule.law, &rule.several]),
        ProvisionalRule::DrawnByAgency(law) => laws.push(law),
    }
}
