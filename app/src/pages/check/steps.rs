//! The steps, what each asks, and in which order they come for whom.

use leptos::prelude::*;

use super::{
    Situation,
    controls::ask,
    form::Form,
    looked_at::{is_looked_at, is_naming},
};
use crate::{forms::check::Field, parts::fold, words::pages::Check};

/// A thought: a few questions that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 在哪里办.
    Place,
    /// 怀孕的情况.
    Pregnancy,
    /// 母亲的医保.
    Mother,
    /// 父母的户口.
    Parents,
    /// 宝宝出生了.
    Births,
    /// 已经办过的.
    Done,
    /// 退费，或没有等到宝宝.
    Changed,
    /// 只留在您手里的.
    Private,
}

impl Step {
    /// What decides first comes first.
    pub fn in_order(situation: Situation) -> [Step; 8] {
        use Step::{Births, Changed, Done, Mother, Parents, Place, Pregnancy, Private};
        match situation {
            Situation::Expecting => [
                Place, Pregnancy, Mother, Parents, Private, Births, Done, Changed,
            ],
            Situation::Born => [
                Place, Births, Done, Parents, Private, Mother, Changed, Pregnancy,
            ],
            Situation::Changed => [
                Place, Changed, Done, Births, Private, Pregnancy, Mother, Parents,
            ],
        }
    }

    /// Its own id, for links to it.
    pub fn id(self) -> &'static str {
        match self {
            Step::Place => "step-place",
            Step::Pregnancy => "step-pregnancy",
            Step::Mother => "step-mother",
            Step::Parents => "step-parents",
            Step::Births => "step-births",
            Step::Done => "step-done",
            Step::Changed => "step-changed",
            Step::Private => "step-private",
        }
    }

    /// What only script makes use of is put away where there is none.
    pub fn class(self) -> &'static str {
        match self {
            Step::Private => "step by-script",
            _ => "step",
        }
    }

    /// What it is called.
    pub fn title(self, words: &Check) -> &'static str {
        match self {
            Step::Place => words.step_place,
            Step::Pregnancy => words.step_pregnancy,
            Step::Mother => words.step_mother,
            Step::Parents => words.step_parents,
            Step::Births => words.step_births,
            Step::Done => words.step_done,
            Step::Changed => words.step_changed,
            Step::Private => words.private,
        }
    }

    /// The controls it may hold.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Step::Place => &[Field::Area],
            Step::Pregnancy => &Field::PREGNANCY[..6],
            Step::Mother => &[
                Field::MotherInsurance,
                Field::MotherArea,
                Field::MotherYear,
                Field::Applicant,
                Field::PreviousInsurance,
                Field::PreviousYears,
                Field::PreviousGap,
                Field::SpecialGroup,
            ],
            Step::Parents => &[
                Field::MotherHukou,
                Field::FatherHukou,
                Field::InsuredParent,
                Field::FatherInsurance,
                Field::FatherArea,
                Field::FatherYear,
            ],
            Step::Births => &[
                Field::Births,
                Field::HukouOn,
                Field::BirthCertificate,
                Field::HospitalArea,
            ],
            Step::Done => &[
                Field::PreEnrolled,
                Field::EnrolledOn,
                Field::UpdatedOn,
                Field::Paid,
            ],
            Step::Changed => &[
                Field::EndedOn,
                Field::EndedHow,
                Field::OtherCover,
                Field::Assisted,
                Field::BenefitUsed,
                Field::RefundedOn,
            ],
            Step::Private => &[
                Field::MotherName,
                Field::MotherIdNumber,
                Field::FatherName,
                Field::FatherIdNumber,
            ],
        }
    }

    /// Is it open before anything of it is told?
    pub fn opens_first(self, form: &Form<'_>) -> bool {
        let decides = |field: Field| is_looked_at(field, form.edition);
        match (self, form.page.situation) {
            (Step::Place, _) => true,
            (Step::Pregnancy, Situation::Expecting) => true,
            (Step::Mother, Situation::Expecting) => decides(Field::Applicant),
            (Step::Parents, Situation::Expecting | Situation::Born) => {
                form.edition.is_some() && decides(Field::HospitalArea)
            }
            (Step::Births | Step::Done, Situation::Born) => true,
            (Step::Changed, Situation::Changed) => true,
            _ => false,
        }
    }

    /// Is it kept out of sight until an answer leads to it? The island may answer by other rules than the page came
    /// with, and those may name babies.
    pub fn is_hidden(self, form: &Form<'_>) -> bool {
        self == Step::Private && !is_naming(form.edition)
    }
}

impl Form<'_> {
    /// The questions of a step that the rules look at; nothing where there is none.
    pub fn step_body(&self, step: Step) -> Option<AnyView> {
        let body = match step {
            Step::Place => self.place_step(),
            Step::Pregnancy => self.pregnancy_step(),
            Step::Mother => self.mother_step(),
            Step::Parents => self.some(step.fields()),
            Step::Births => self.some(step.fields()),
            Step::Done => self.some(step.fields()),
            Step::Changed => {
                let questions = self.some(step.fields());
                view! { <p class="question-why">{self.page.words.changed_lead}</p>{questions} }
                    .into_any()
            }
            Step::Private => return Some(self.private_step()),
        };
        step.fields()
            .iter()
            .any(|field| is_looked_at(*field, self.edition))
            .then_some(body)
    }

    fn place_step(&self) -> AnyView {
        view! { {self.asked(Field::Area)}{self.quick_places()} }.into_any()
    }

    /// The places with rules of their own, while no place is told.
    fn quick_places(&self) -> Option<AnyView> {
        if self.page.typed.is_told(Field::Area) {
            return None;
        }
        let visit = self.page.visit;
        let links: Vec<AnyView> = visit
            .areas
            .editions()
            .iter()
            .filter_map(|edition| {
                let code = edition.whole_code()?;
                let area = policy::AreaCode::parse(&code).ok()?;
                let is_now = std::ptr::eq(visit.areas.edition(area, self.page.asked_on), edition);
                let to = [
                    "/check?door=",
                    self.page.situation.as_str(),
                    "&",
                    &self.page.typed.query_with(Field::Area, &code),
                ]
                .concat();
                let name = edition.name.in_lang(visit.lang).to_owned();
                is_now.then(|| {
                    view! { <li><a class="chip" href=to data-code=code>{name}</a></li> }.into_any()
                })
            })
            .collect();
        Some(
            view! {
                <div class="place-offers" data-offers="area">
                    <p class="question-hint">{self.page.words.place_quick}</p>
                    <ul class="place-list">{links}</ul>
                </div>
            }
            .into_any(),
        )
    }

    fn pregnancy_step(&self) -> AnyView {
        let other = [
            Field::LastPeriod,
            Field::ScanOn,
            Field::ScanWeeks,
            Field::ScanDays,
        ];
        let others = fold(
            self.page.words.other_dating.into(),
            self.wants(&other),
            self.some(&other),
        );
        view! { {self.asked(Field::DueDate)}{others}{self.asked(Field::Fetuses)} }.into_any()
    }

    fn mother_step(&self) -> AnyView {
        let first = [
            Field::MotherInsurance,
            Field::MotherArea,
            Field::MotherYear,
            Field::Applicant,
        ];
        let mending = [
            Field::PreviousInsurance,
            Field::PreviousYears,
            Field::PreviousGap,
            Field::SpecialGroup,
        ];
        let is_mendable = mending
            .iter()
            .any(|field| is_looked_at(*field, self.edition));
        let is_open =
            self.wants(&mending) || self.page.typed.value(Field::MotherInsurance) == "none";
        let mend = is_mendable.then(|| {
            fold(
                self.page.words.not_insured.into(),
                is_open,
                self.some(&mending),
            )
        });
        view! { {self.some(&first)}{mend} }.into_any()
    }

    fn private_step(&self) -> AnyView {
        let words = self.page.words;
        let questions: Vec<AnyView> = [
            ask(Field::MotherName, words.mother_name),
            ask(Field::MotherIdNumber, words.mother_id_number),
            ask(Field::FatherName, words.father_name),
            ask(Field::FatherIdNumber, words.father_id_number),
        ]
        .into_iter()
        .map(|ask| self.private(ask))
        .collect();
        view! { <p class="question-why">{words.private_lead}</p>{questions} }.into_any()
    }
}

/// The questions that the rules do not look at, and whether one of them was answered all the same.
pub fn rest(form: &Form<'_>) -> (AnyView, bool) {
    let aside: Vec<Field> = Field::ALL
        .into_iter()
        .filter(|field| !field.is_private())
        .filter(|field| *field == Field::AskedOn || !is_looked_at(*field, form.edition))
        .collect();
    let questions: Vec<AnyView> = aside.iter().map(|field| form.asked(*field)).collect();
    (questions.into_any(), form.wants(&aside))
}
