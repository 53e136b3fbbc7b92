//! Which service is shown first, which are folded away, and which are not spoken of. Absent: their verdicts' words.

use policy::{Answer, Facts, Verdict, verdict::Service};

/// Where a family stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Neither a pregnancy nor a birth is told.
    Untold,
    /// Expecting.
    Pregnant,
    /// The pregnancy ended without a birth.
    Lost,
    /// Born, and a baby lives.
    Living,
    /// Born, and none lives.
    NoneLiving,
}

impl Family {
    /// As the facts say.
    pub fn of(facts: &Facts) -> Self {
        match (facts.births.is_empty(), &facts.pregnancy) {
            (false, _) if facts.births.iter().any(policy::facts::Birth::is_living) => Self::Living,
            (false, _) => Self::NoneLiving,
            (true, Some(pregnancy)) if pregnancy.ended.is_some() => Self::Lost,
            (true, Some(_)) => Self::Pregnant,
            (true, None) => Self::Untold,
        }
    }

    /// Is there a loss, so that all that is of no use falls silent?
    pub fn is_bereaved(self) -> bool {
        matches!(self, Self::Lost | Self::NoneLiving)
    }
}

/// The six services, each in one of the lists.
#[derive(Debug, PartialEq, Eq)]
pub struct Order {
    /// Shown, the most useful first.
    pub shown: Vec<Service>,
    /// Folded away: not offered, or of no use now.
    pub folded: Vec<Service>,
    /// In the page for programs alone.
    pub silent: Vec<Service>,
}

impl Order {
    /// The order for a family.
    pub fn of(answer: &Answer<'_>) -> Self {
        let family = Family::of(answer.facts);
        let mut order = Self {
            shown: Vec::new(),
            folded: Vec::new(),
            silent: Vec::new(),
        };
        let mut shown = Vec::new();
        for service in by_family(family) {
            let list = if is_relevant(answer, family, service) {
                &mut shown
            } else if family.is_bereaved() || service == Service::DeceasedNewbornEnrolment {
                &mut order.silent
            } else {
                &mut order.folded
            };
            list.push(service);
        }
        // There are six, and a sort would be half a kilobyte of what a phone loads.
        for wanted in 0..=LAST_RANK {
            for service in &shown {
                if rank(family, *service, answer.service(*service).verdict) == wanted {
                    order.shown.push(*service);
                }
            }
        }
        order
    }
}

/// The services in the order in which a family meets them.
fn by_family(family: Family) -> [Service; 6] {
    use Service::{
        DeceasedNewbornEnrolment, HospitalPreRegistration, InformationUpdate, NewbornEnrolment,
        PreEnrolment, Refund,
    };
    match family {
        Family::Untold | Family::Pregnant => [
            PreEnrolment,
            HospitalPreRegistration,
            NewbornEnrolment,
            InformationUpdate,
            Refund,
            DeceasedNewbornEnrolment,
        ],
        Family::Living => [
            InformationUpdate,
            HospitalPreRegistration,
            NewbornEnrolment,
            Refund,
            DeceasedNewbornEnrolment,
            PreEnrolment,
        ],
        Family::Lost | Family::NoneLiving => [
            DeceasedNewbornEnrolment,
            Refund,
            NewbornEnrolment,
            HospitalPreRegistration,
            InformationUpdate,
            PreEnrolment,
        ],
    }
}

fn is_relevant(answer: &Answer<'_>, family: Family, service: Service) -> bool {
    let verdict = answer.service(service).verdict;
    match service {
        _ if verdict == Verdict::NotOffered => false,
        Service::PreEnrolment => matches!(family, Family::Untold | Family::Pregnant),
        Service::HospitalPreRegistration => !family.is_bereaved(),
        Service::NewbornEnrolment => {
            !family.is_bereaved() || matches!(verdict, Verdict::AskAgency | Verdict::AlreadyDone)
        }
        Service::DeceasedNewbornEnrolment | Service::InformationUpdate => {
            verdict != Verdict::NotEligible
        }
        Service::Refund => is_refund_asked_for(answer, family, verdict),
    }
}

/// A refund is of use where something was paid and there may be a ground; every other family need not think of it.
fn is_refund_asked_for(answer: &Answer<'_>, family: Family, verdict: Verdict) -> bool {
    let facts = answer.facts;
    let may_have_ground =
        family.is_bereaved() || facts.other_cover.is_some() || facts.benefit_used == Some(false);
    match verdict {
        Verdict::Eligible | Verdict::AlreadyDone => true,
        _ => may_have_ground && !facts.payments.is_empty(),
    }
}

/// The last of the ranks.
const LAST_RANK: u8 = 3;

/// Before the birth the services stand as they are met; afterwards what can be done now goes first.
fn rank(family: Family, service: Service, verdict: Verdict) -> u8 {
    match (family, service, verdict) {
        (Family::Untold | Family::Pregnant, Service::PreEnrolment, _) => 0,
        (_, _, Verdict::Eligible) => 1,
        (_, _, Verdict::MissingFacts | Verdict::NotYet | Verdict::AskAgency) => 2,
        (
            _,
            _,
            Verdict::AlreadyDone | Verdict::Closed | Verdict::NotEligible | Verdict::NotOffered,
        ) => LAST_RANK,
    }
}
