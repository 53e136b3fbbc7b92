//! A matter's dates as the file knows them: what was applied for in time is no date any more, and who is entered still has
//! the last day for paying. Absent: the dates themselves; those follow from the rules.

use policy::{Answer, Facts, answer::State, edition::Done, verdict::Service};

use crate::{
    application::Stage,
    matter::Told,
    shortfall::unpaid,
    standing::{Application, Standing},
};

impl Standing {
    /// Puts right what the facts alone, as `facts_of` gave them, cannot tell of a matter's dates.
    pub fn settle(&self, told: &Told, answer: &mut Answer<'_>) {
        let facts = answer.facts;
        let any = |holds: &dyn Fn(&Application) -> bool| self.of_matter(told).any(holds);
        let is_refund_sent = any(&|application| {
            let is_sent = matches!(
                application.stage,
                Stage::Sent | Stage::Accepted | Stage::Done
            );
            application.sent.service == Service::Refund && is_sent
        });
        let owes = any(&|application| {
            application.sent.service == Service::NewbornEnrolment && self.owes(application, facts)
        });
        let is_paid = unpaid(Service::PreEnrolment, facts, facts.asked_on).is_empty();
        for date in &mut answer.deadlines {
            let is_settled = match date.rule.done {
                Done::Refunded if is_refund_sent => true,
                Done::EnrolmentYearPaid => is_paid,
                // One day goes for entering and paying alike.
                Done::Enrolled if owes => false,
                _ => continue,
            };
            date.state = State::of(is_settled, date.due_on, facts.asked_on);
        }
    }

    /// Is somebody entered by it whose premium did not come?
    pub fn owes(&self, application: &Application, facts: &Facts) -> bool {
        let service = application.sent.service;
        match application.stage {
            _ if application.is_silent() => false,
            Stage::Registered => true,
            Stage::Paid | Stage::Done => !unpaid(service, facts, facts.asked_on).is_empty(),
            _ => false,
        }
    }
}
