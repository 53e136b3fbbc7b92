//! The ways by which a child can join in one place, each on a line: for comparing places. Absent: the conditions.

use policy::{
    Answer, Day, Verdict,
    edition::{Limit, LimitFrom},
    verdict::Service,
};

use super::{Shown, order::Order, sentence, sheet::Sheet};

/// One way to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// Which service.
    pub service: Service,
    /// What it answers.
    pub verdict: Verdict,
    /// The same in a sentence.
    pub sentence: String,
    /// The first day.
    pub from: Known,
    /// The last day.
    pub until: Known,
}

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// This day.
    On(Day),
    /// About this day: it rests on a due date.
    About(Day),
    /// Once the baby is born.
    AfterBirth,
    /// As long as the baby is not born.
    BeforeBirth,
    /// The rules name none.
    Open,
    /// It is of no use to know, or cannot be known.
    Nothing,
}

/// The ways that matter to the family, the most useful first; none after a loss.
pub fn joining(answer: &Answer<'_>, shown: &Shown) -> Vec<Joining> {
    let sheet = Sheet::new(answer, shown);
    if sheet.family.is_bereaved() {
        return Vec::new();
    }
    let ways = [
        Service::PreEnrolment,
        Service::HospitalPreRegistration,
        Service::NewbornEnrolment,
    ];
    let order = Order::of(answer).shown;
    order
        .into_iter()
        .filter(|service| ways.contains(service))
        .map(|service| Joining {
            service,
            verdict: answer.service(service).verdict,
            sentence: sentence::of(&sheet, service),
            from: from(&sheet, service),
            until: until(&sheet, service),
        })
        .collect()
}

/// May it be done now, or some day?
fn is_ahead(verdict: Verdict) -> bool {
    match verdict {
        Verdict::Eligible | Verdict::NotYet | Verdict::MissingFacts | Verdict::AskAgency => true,
        Verdict::AlreadyDone | Verdict::Closed | Verdict::NotEligible | Verdict::NotOffered => {
            false
        }
    }
}

fn from(sheet: &Sheet<'_>, service: Service) -> Known {
    let answer = sheet.answer.service(service);
    if !is_ahead(answer.verdict) {
        return Known::Nothing;
    }
    match (service, answer.opens_on, sheet.answer.facts.births.first()) {
        (_, Some(day), _) if sheet.answer.gestation.is_some() => Known::About(day),
        (Service::HospitalPreRegistration | Service::NewbornEnrolment, _, None) => {
            Known::AfterBirth
        }
        // What waits for a paper has no day yet.
        (_, _, Some(birth)) if answer.verdict != Verdict::NotYet => Known::On(birth.on),
        (_, _, _) => Known::Nothing,
    }
}

fn until(sheet: &Sheet<'_>, service: Service) -> Known {
    let answer = sheet.answer.service(service);
    let edition = sheet.answer.edition;
    if let Some(day) = answer.closes_on {
        return Known::On(day);
    }
    if !is_ahead(answer.verdict) {
        return Known::Nothing;
    }
    match service {
        Service::PreEnrolment => Known::BeforeBirth,
        Service::HospitalPreRegistration => edition
            .hospital_pre_registration
            .rules()
            .map_or(Known::Nothing, |rules| about(sheet, &rules.last_day)),
        Service::NewbornEnrolment => edition
            .newborn_enrolment
            .last_day
            .as_ref()
            .map_or(Known::Open, |limit| about(sheet, limit)),
        Service::DeceasedNewbornEnrolment | Service::InformationUpdate | Service::Refund => {
            Known::Nothing
        }
    }
}

/// The last day if the baby came on its due date.
fn about(sheet: &Sheet<'_>, limit: &Limit) -> Known {
    match (limit.from, sheet.answer.gestation) {
        (LimitFrom::Birth, Some(gestation)) => Known::About(gestation.due_date.plus(limit.span)),
        (LimitFrom::Birth | LimitFrom::Hukou, _) => Known::Nothing,
    }
}
