//! The ways by which a child can join in one place, each on a line: for comparing places. Absent: the conditions.

use policy::{Answer, Day, Verdict, verdict::Service};

use super::{Shown, card::closes_about, order::Order, sentence, sheet::Sheet};

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
    if let Some(day) = answer.closes_on {
        return Known::On(day);
    }
    if !is_ahead(answer.verdict) {
        return Known::Nothing;
    }
    match (service, closes_about(sheet, service)) {
        (Service::PreEnrolment, _) => Known::BeforeBirth,
        (_, Some(day)) => Known::About(day),
        (Service::NewbornEnrolment, None)
            if sheet.answer.edition.newborn_enrolment.last_day.is_none() =>
        {
            Known::Open
        }
        (_, None) => Known::Nothing,
    }
}
