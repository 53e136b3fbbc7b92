//! Each control's question: its words, its hint, and the kind of answer it takes.

use leptos::prelude::*;

use super::{controls::ask, form::Form, looked_at::is_looked_at};
use crate::forms::check::Field;

impl Form<'_> {
    /// Those of these controls that the rules look at.
    pub(super) fn some(&self, fields: &[Field]) -> AnyView {
        let questions: Vec<AnyView> = fields
            .iter()
            .filter(|field| is_looked_at(**field, self.edition))
            .map(|field| self.asked(*field))
            .collect();
        questions.into_any()
    }

    /// The question of one control.
    pub(super) fn asked(&self, field: Field) -> AnyView {
        let words = self.page.words;
        let insurances = [
            ("resident", words.insurance_resident),
            ("employee", words.insurance_employee),
            ("maternity", words.insurance_maternity),
            ("none", words.insurance_none),
        ];
        match field {
            Field::Area => self.place(ask(field, words.area).why(words.area_why)),
            Field::AskedOn => self.day(ask(field, words.asked_on).why(words.asked_on_why)),
            Field::DueDate => self.day(ask(field, words.due_date).why(words.due_date_why)),
            Field::LastPeriod => self.day(ask(field, words.last_period)),
            Field::ScanOn => self.day(ask(field, words.scan_on)),
            Field::ScanWeeks => self.count(ask(field, words.scan_weeks)),
            Field::ScanDays => self.count(ask(field, words.scan_days)),
            Field::Fetuses => self.count(ask(field, words.fetuses).hint(words.fetuses_hint)),
            Field::Applicant => self.one_of(
                ask(field, words.applicant).why(words.applicant_why),
                words.unsure,
                &[
                    ("mother", words.mother),
                    ("father", words.father),
                    ("guardian", words.guardian),
                    ("agent", words.agent),
                ],
            ),
            Field::MotherInsurance => self.one_of(
                ask(field, words.mother_insurance),
                words.unsure,
                &insurances,
            ),
            Field::MotherArea => self.place(ask(field, words.mother_area)),
            Field::MotherYear => self.count(ask(field, words.mother_year).hint(words.year_hint)),
            Field::PreviousInsurance => self.one_of(
                ask(field, words.previous_insurance),
                words.unsure,
                &[
                    ("resident", words.insurance_resident),
                    ("employee", words.insurance_employee),
                ],
            ),
            Field::PreviousYears => self.count(ask(field, words.previous_years)),
            Field::PreviousGap => self.count(ask(field, words.previous_gap)),
            Field::SpecialGroup => self.one_of(
                ask(field, words.special_group),
                words.group_none,
                &[
                    ("veteran", words.veteran),
                    ("moved_in", words.moved_in),
                    ("transferred_student", words.transferred_student),
                    ("released", words.released),
                    ("suspended_sentence", words.suspended_sentence),
                ],
            ),
            Field::MotherHukou => self.place(ask(field, words.mother_hukou).why(words.hukou_why)),
            Field::FatherHukou => self.place(ask(field, words.father_hukou)),
            Field::InsuredParent => self.one_of(
                ask(field, words.insured_parent),
                words.unsure,
                &[("mother", words.mother), ("father", words.father)],
            ),
            Field::FatherInsurance => self.one_of(
                ask(field, words.father_insurance),
                words.unsure,
                &insurances,
            ),
            Field::FatherArea => self.place(ask(field, words.father_area)),
            Field::FatherYear => self.count(ask(field, words.father_year).hint(words.year_hint)),
            Field::Births => self.list(ask(field, words.births).hint(words.births_hint)),
            Field::HospitalArea => {
                self.place(ask(field, words.hospital_area).why(words.hospital_area_why))
            }
            Field::BirthCertificate => self.yes_no(ask(field, words.birth_certificate)),
            Field::HukouOn => self.day(ask(field, words.hukou_on).hint(words.hukou_on_hint)),
            Field::PreEnrolled => self.yes_no(ask(field, words.pre_enrolled)),
            Field::EnrolledOn => self.day(ask(field, words.enrolled_on)),
            Field::UpdatedOn => self.day(ask(field, words.updated_on)),
            Field::Paid => self.list(ask(field, words.paid).hint(words.paid_hint)),
            Field::EndedOn => self.day(ask(field, words.ended_on)),
            Field::EndedHow => self.one_of(
                ask(field, words.ended_how),
                words.ended_unsaid,
                &[
                    ("miscarriage", words.miscarriage),
                    ("induced_labour", words.induced_labour),
                    ("stillbirth", words.stillbirth),
                ],
            ),
            Field::OtherCover => self.one_of(
                ask(field, words.other_cover),
                words.other_none,
                &[
                    ("paid_twice", words.paid_twice),
                    ("joined_employee", words.joined_employee),
                    ("joined_elsewhere", words.joined_elsewhere),
                ],
            ),
            Field::Assisted => self.yes_no(ask(field, words.assisted)),
            Field::BenefitUsed => self.yes_no(ask(field, words.benefit_used)),
            Field::RefundedOn => self.day(ask(field, words.refunded_on)),
            Field::MotherName
            | Field::MotherIdNumber
            | Field::FatherName
            | Field::FatherIdNumber => self.private(ask(field, words.private)),
        }
    }
}
