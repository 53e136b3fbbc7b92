//! Each control's question: its words, its hint, and the kind of answer it takes.

use leptos::prelude::*;

use super::{
    controls::{Ask, ask},
    form::Form,
    looked_at::is_looked_at,
};
use crate::{forms::check::Field, words::pages::Check};

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
        let (ask, answer) = question(self.page.words, field);
        match answer {
            Answer::Place => self.place(ask),
            Answer::Day => self.day(ask),
            Answer::Count => self.count(ask),
            Answer::List => self.list(ask),
            Answer::YesNo => self.yes_no(ask),
            Answer::OneOf(unsaid, choices) => self.one_of(ask, unsaid, &choices),
            Answer::Private => self.private(ask),
        }
    }
}

/// The kind of answer a question takes.
pub(super) enum Answer {
    Place,
    Day,
    Count,
    List,
    YesNo,
    /// One of these values, each with its words; before them, the words for none.
    OneOf(&'static str, Vec<(&'static str, &'static str)>),
    Private,
}

/// A control's words, and the kind of answer it takes.
pub(super) fn question(words: &'static Check, field: Field) -> (Ask, Answer) {
    let insurances = vec![
        ("resident", words.insurance_resident),
        ("employee", words.insurance_employee),
        ("maternity", words.insurance_maternity),
        ("none", words.insurance_none),
    ];
    match field {
        Field::Area => (ask(field, words.area).why(words.area_why), Answer::Place),
        Field::AskedOn => (
            ask(field, words.asked_on).why(words.asked_on_why),
            Answer::Day,
        ),
        Field::DueDate => (
            ask(field, words.due_date).why(words.due_date_why),
            Answer::Day,
        ),
        Field::LastPeriod => (ask(field, words.last_period), Answer::Day),
        Field::ScanOn => (ask(field, words.scan_on), Answer::Day),
        Field::ScanWeeks => (ask(field, words.scan_weeks), Answer::Count),
        Field::ScanDays => (ask(field, words.scan_days), Answer::Count),
        Field::Fetuses => (
            ask(field, words.fetuses).hint(words.fetuses_hint),
            Answer::Count,
        ),
        Field::Applicant => (
            ask(field, words.applicant).why(words.applicant_why),
            Answer::OneOf(
                words.unsure,
                vec![
                    ("mother", words.mother),
                    ("father", words.father),
                    ("guardian", words.guardian),
                    ("agent", words.agent),
                ],
            ),
        ),
        Field::MotherInsurance => (
            ask(field, words.mother_insurance),
            Answer::OneOf(words.unsure, insurances),
        ),
        Field::MotherArea => (ask(field, words.mother_area), Answer::Place),
        Field::MotherYear => (
            ask(field, words.mother_year).hint(words.year_hint),
            Answer::Count,
        ),
        Field::PreviousInsurance => (
            ask(field, words.previous_insurance),
            Answer::OneOf(
                words.unsure,
                vec![
                    ("resident", words.insurance_resident),
                    ("employee", words.insurance_employee),
                ],
            ),
        ),
        Field::PreviousYears => (ask(field, words.previous_years), Answer::Count),
        Field::PreviousGap => (ask(field, words.previous_gap), Answer::Count),
        Field::SpecialGroup => (
            ask(field, words.special_group),
            Answer::OneOf(
                words.group_none,
                vec![
                    ("veteran", words.veteran),
                    ("moved_in", words.moved_in),
                    ("transferred_student", words.transferred_student),
                    ("released", words.released),
                    ("suspended_sentence", words.suspended_sentence),
                ],
            ),
        ),
        Field::MotherHukou => (
            ask(field, words.mother_hukou).why(words.hukou_why),
            Answer::Place,
        ),
        Field::FatherHukou => (ask(field, words.father_hukou), Answer::Place),
        Field::InsuredParent => (
            ask(field, words.insured_parent),
            Answer::OneOf(
                words.unsure,
                vec![("mother", words.mother), ("father", words.father)],
            ),
        ),
        Field::FatherInsurance => (
            ask(field, words.father_insurance),
            Answer::OneOf(words.unsure, insurances),
        ),
        Field::FatherArea => (ask(field, words.father_area), Answer::Place),
        Field::FatherYear => (
            ask(field, words.father_year).hint(words.year_hint),
            Answer::Count,
        ),
        Field::Births => (
            ask(field, words.births).hint(words.births_hint),
            Answer::List,
        ),
        Field::HospitalArea => (
            ask(field, words.hospital_area).why(words.hospital_area_why),
            Answer::Place,
        ),
        Field::BirthCertificate => (ask(field, words.birth_certificate), Answer::YesNo),
        Field::HukouOn => (
            ask(field, words.hukou_on).hint(words.hukou_on_hint),
            Answer::Day,
        ),
        Field::PreEnrolled => (ask(field, words.pre_enrolled), Answer::YesNo),
        Field::EnrolledOn => (ask(field, words.enrolled_on), Answer::Day),
        Field::UpdatedOn => (ask(field, words.updated_on), Answer::Day),
        Field::Paid => (ask(field, words.paid).hint(words.paid_hint), Answer::List),
        Field::EndedOn => (ask(field, words.ended_on), Answer::Day),
        Field::EndedHow => (
            ask(field, words.ended_how),
            Answer::OneOf(
                words.ended_unsaid,
                vec![
                    ("miscarriage", words.miscarriage),
                    ("induced_labour", words.induced_labour),
                    ("stillbirth", words.stillbirth),
                ],
            ),
        ),
        Field::OtherCover => (
            ask(field, words.other_cover),
            Answer::OneOf(
                words.other_none,
                vec![
                    ("paid_twice", words.paid_twice),
                    ("joined_employee", words.joined_employee),
                    ("joined_elsewhere", words.joined_elsewhere),
                ],
            ),
        ),
        Field::Assisted => (ask(field, words.assisted), Answer::YesNo),
        Field::BenefitUsed => (ask(field, words.benefit_used), Answer::YesNo),
        Field::RefundedOn => (ask(field, words.refunded_on), Answer::Day),
        Field::MotherName | Field::MotherIdNumber | Field::FatherName | Field::FatherIdNumber => {
            (ask(field, words.private), Answer::Private)
        }
    }
}
