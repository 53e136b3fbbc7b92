//! From facts back to what would be typed.

use policy::{
    Facts,
    facts::{Applicant, Birth, Enrolment, Payment, Sex},
    gestation::Dating,
};

use super::{Field, Kind, Typed, clean, day, told};
use crate::words::dates::iso;

impl Typed {
    /// What one would type to tell these facts; `None` where babies differ in what the form asks once for all.
    /// Names and numbers of persons are left out.
    pub fn of(facts: &Facts) -> Option<Typed> {
        let mut typed = Typed::default();
        typed.set(Field::Area, facts.area.as_str());
        typed.set(Field::AskedOn, iso(facts.asked_on));
        typed.tell_pregnancy(facts);
        if facts.applicant != Applicant::Mother {
            typed.set(Field::Applicant, facts.applicant.as_str());
        }
        typed.tell_parents(facts);
        typed.tell_births(&facts.births)?;
        typed.tell_rest(facts);
        Some(typed)
    }

    /// The same, written plainly: only what is told, in one way for each fact. `facts` are those in it.
    ///
    /// The day of asking is today's unless told, so that a link kept until tomorrow asks about tomorrow.
    pub fn canonical(&self, facts: &Facts) -> Typed {
        let mut plain = Typed::default();
        for field in Field::ALL {
            let text = clean(self.value(field));
            let text = match (field, field.kind()) {
                (Field::Births, _) => births(&facts.births),
                (Field::Paid, _) => payments(&facts.payments),
                (_, Kind::Day) => day(&text).map_or(text, iso),
                (_, Kind::Count) => told::year(&text).map_or(text, |number| number.to_string()),
                (_, Kind::Private) => String::new(),
                (_, Kind::Place | Kind::YesNo | Kind::Word | Kind::List) => text,
            };
            plain.set(field, text);
        }
        plain
    }

    fn tell_pregnancy(&mut self, facts: &Facts) {
        let Some(pregnancy) = &facts.pregnancy else {
            return;
        };
        match pregnancy.dating {
            Dating::DueDate(on) => self.set(Field::DueDate, iso(on)),
            Dating::LastPeriod(on) => self.set(Field::LastPeriod, iso(on)),
            Dating::Scan { on, weeks, days } => {
                self.set(Field::ScanOn, iso(on));
                self.set(Field::ScanWeeks, weeks.to_string());
                self.set(Field::ScanDays, days.to_string());
            }
        }
        if pregnancy.fetuses != 1 {
            self.set(Field::Fetuses, pregnancy.fetuses.to_string());
        }
        if let Some(ended) = pregnancy.ended {
            self.set(Field::EndedOn, iso(ended.on));
            self.set(Field::EndedHow, ended.how.as_str());
        }
    }

    fn tell_parents(&mut self, facts: &Facts) {
        let (mother, father) = (&facts.mother, &facts.father);
        self.tell_enrolment(
            mother.enrolment,
            [Field::MotherInsurance, Field::MotherArea, Field::MotherYear],
        );
        self.tell_enrolment(
            father.enrolment,
            [Field::FatherInsurance, Field::FatherArea, Field::FatherYear],
        );
        for (field, hukou) in [
            (Field::MotherHukou, mother.hukou),
            (Field::FatherHukou, father.hukou),
        ] {
            if let Some(hukou) = hukou {
                self.set(field, hukou.as_str());
            }
        }
        if let Some(role) = facts.insured_parent {
            self.set(Field::InsuredParent, role.as_str());
        }
        if let Some(group) = mother.special_group {
            self.set(Field::SpecialGroup, group.as_str());
        }
        if let Some(previous) = mother.previous {
            if let Some(insurance) = previous.insurance {
                self.set(Field::PreviousInsurance, insurance.as_str());
            }
            for (field, count) in [
                (Field::PreviousYears, previous.unbroken_years),
                (Field::PreviousGap, previous.gap_months),
            ] {
                if let Some(count) = count {
                    self.set(field, count.to_string());
                }
            }
        }
    }

    fn tell_enrolment(
        &mut self,
        enrolment: Option<Enrolment>,
        [insurance, area, year]: [Field; 3],
    ) {
        let Some(enrolment) = enrolment else { return };
        self.set(insurance, enrolment.insurance.as_str());
        if let Some(code) = enrolment.area {
            self.set(area, code.as_str());
        }
        if let Some(number) = enrolment.year {
            self.set(year, number.to_string());
        }
    }

    fn tell_births(&mut self, births: &[Birth]) -> Option<()> {
        let Some(first) = births.first() else {
            return Some(());
        };
        let hukou_on = births
            .iter()
            .find(|birth| birth.is_living())
            .and_then(|birth| Some(birth.hukou.as_ref()?.on));
        for birth in births {
            let asked_once = birth.hospital_area == first.hospital_area
                && birth.birth_certificate == first.birth_certificate
                && birth.hukou.as_ref().map(|hukou| hukou.on)
                    == hukou_on.filter(|_| birth.is_living());
            if !asked_once {
                return None;
            }
        }
        self.set(Field::Births, self::births(births));
        if let Some(area) = first.hospital_area {
            self.set(Field::HospitalArea, area.as_str());
        }
        if first.birth_certificate {
            self.set(Field::BirthCertificate, "yes");
        }
        if let Some(on) = hukou_on {
            self.set(Field::HukouOn, iso(on));
        }
        Some(())
    }

    fn tell_rest(&mut self, facts: &Facts) {
        for (field, told) in [
            (Field::PreEnrolled, facts.pre_enrolled),
            (Field::Assisted, facts.assisted),
        ] {
            if told {
                self.set(field, "yes");
            }
        }
        for (field, on) in [
            (Field::EnrolledOn, facts.enrolled_on),
            (Field::UpdatedOn, facts.updated_on),
            (Field::RefundedOn, facts.refunded_on),
        ] {
            if let Some(on) = on {
                self.set(field, iso(on));
            }
        }
        self.set(Field::Paid, payments(&facts.payments));
        if let Some(cover) = facts.other_cover {
            self.set(Field::OtherCover, cover.as_str());
        }
        if let Some(used) = facts.benefit_used {
            self.set(Field::BenefitUsed, if used { "yes" } else { "no" });
        }
    }
}

/// Babies in birth order: `2026-11-02f,2026-11-02m~2026-11-03`.
fn births(births: &[Birth]) -> String {
    let mut list = String::new();
    for birth in births {
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(&iso(birth.on));
        list.push(match birth.sex {
            Sex::Female => 'f',
            Sex::Male => 'm',
        });
        if let Some(died_on) = birth.died_on {
            list.push('~');
            list.push_str(&iso(died_on));
        }
    }
    list
}

/// Premiums: `2026:2026-11-20`.
fn payments(payments: &[Payment]) -> String {
    let mut list = String::new();
    for payment in payments {
        if !list.is_empty() {
            list.push(',');
        }
        list.push_str(&payment.year.to_string());
        list.push(':');
        list.push_str(&iso(payment.on));
    }
    list
}
