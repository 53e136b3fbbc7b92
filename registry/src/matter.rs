//! Which of a family's matters (一件事) facts are about: one pregnancy, and the babies that are born of it. A file may
//! hold several, and what is told of one says nothing of another.
//!
//! Absent: any rule of the law. That a day fits a pregnancy is the calendar's.

use std::fmt;

use policy::{
    Day, Facts,
    facts::{Payment, Pregnancy},
    gestation::is_plausible,
    verdict::Service,
    wire,
};

use crate::{
    application::{ApplicationNumber, Stage},
    entry::{Entry, Step},
    instant::Instant,
    standing::{Application, Moved, Standing},
};

/// The facts of an application's matter, as they were told last. `Debug` shows nothing of them.
#[derive(Clone, Default, PartialEq)]
pub struct Told(Option<Box<Facts>>);

impl fmt::Debug for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Told(***)")
    }
}

/// Reads facts as entries have them; none where they do not read.
fn read(told: &str) -> Option<Box<Facts>> {
    match wire::read(told.as_bytes()) {
        wire::Line::Facts(facts) => Some(facts),
        wire::Line::Refused(..) => None,
    }
}

impl Told {
    /// Facts in the wire form.
    pub fn read(told: &str) -> Told {
        Told(read(told))
    }

    /// The facts, where they read.
    pub fn facts(&self) -> Option<&Facts> {
        self.0.as_deref()
    }

    /// Takes later facts, if they are about the same matter as what was sent then.
    pub(crate) fn hear(&mut self, sent_at: Instant, later: &Told) {
        if let (Some(own), Some(told)) = (self.facts(), later.facts())
            && is_same(own, sent_at.day(), told)
        {
            self.clone_from(later);
        }
    }
}

/// Are later facts about the pregnancy or the babies that an application of that day was sent for, or a draft kept?
pub fn is_same(own: &Facts, sent_on: Day, later: &Facts) -> bool {
    if !own.births.is_empty() {
        let is_own = |day: Day| own.births.iter().any(|birth| birth.on == day);
        return later.births.iter().any(|birth| is_own(birth.on));
    }
    let Some(own) = &own.pregnancy else {
        return false;
    };
    if let Some(ended) = own.ended {
        let also = later.pregnancy.as_ref().and_then(|told| told.ended);
        return later.births.is_empty() && also.is_some_and(|also| also.on == ended.on);
    }
    // A pregnancy is dated once, and told of again as it was dated then.
    let told = later.pregnancy.as_ref();
    if told.is_some_and(|told| told.dating == own.dating) {
        return true;
    }
    // Whoever was pregnant on the day of applying has no other child before this one.
    let may_end = |day: Day| day >= sent_on && is_plausible(own.dating.days_on(day));
    if !later.births.is_empty() {
        return later.births.iter().any(|birth| may_end(birth.on));
    }
    match &later.pregnancy {
        Some(Pregnancy {
            ended: Some(ended), ..
        }) => may_end(ended.on),
        Some(told) => told.dating.days_on(sent_on) >= 0,
        None => false,
    }
}

/// What a family told of an application's matter before it told of the loss that stands there now, for who told it by
/// mistake. None where no loss was told since the application was sent.
pub fn before_loss(entries: &[Entry], number: &ApplicationNumber) -> Option<Facts> {
    let mut standing = Standing::default();
    let mut before: Vec<Facts> = Vec::new();
    for entry in entries {
        let was = standing.application(number).map(|there| there.told.clone());
        standing.take(entry);
        let now = standing.application(number).map(|there| there.told.clone());
        let (Some(was), Some(now)) = (was, now) else {
            continue;
        };
        let (Some(was), Some(now)) = (was.facts(), now.facts()) else {
            continue;
        };
        if losses(now) > losses(was) {
            before.push(was.clone());
        }
        before.retain(|before| losses(before) < losses(now));
    }
    before.pop()
}

fn losses(facts: &Facts) -> usize {
    let ended = facts
        .pregnancy
        .as_ref()
        .filter(|pregnancy| facts.births.is_empty() && pregnancy.ended.is_some());
    let died = facts.births.iter().filter(|birth| !birth.is_living());
    usize::from(ended.is_some()) + died.count()
}

impl Standing {
    /// Did the family take back all that it applied for in one of them?
    pub fn is_taken_back(&self, told: &Told) -> bool {
        let mut stages = self.of_matter(told).map(|there| there.stage).peekable();
        stages.peek().is_some() && stages.all(|stage| stage == Stage::Withdrawn)
    }

    /// Does the family hold on to another matter than this, whose baby is expected or lives?
    pub fn has_other(&self, told: &Told) -> bool {
        self.matters().iter().any(|other| {
            let is_bereaved = other.facts().is_some_and(Facts::is_bereaved);
            other != told && !is_bereaved && !self.is_taken_back(other)
        })
    }

    /// What was told last of one of its matters, with what has happened since by the file itself, asked about on that day.
    pub fn facts_of(&self, told: &Told, day: Day) -> Option<Facts> {
        let mut facts = told.facts()?.clone();
        for application in self.of_matter(told) {
            application.add_to(&mut facts);
        }
        facts.asked_on = day;
        Some(facts)
    }

    /// Each of its matters by what was told of it last: those applied for in the order of their first applications, then
    /// one that was only told of.
    pub fn matters(&self) -> Vec<Told> {
        let mut matters: Vec<Told> = Vec::new();
        let only_told = self.facts.as_deref().map(Told::read);
        let applied_for = self.applications.iter().map(|there| there.told.clone());
        for told in applied_for.chain(only_told) {
            if told.facts().is_some() && !matters.contains(&told) {
                matters.push(told);
            }
        }
        matters
    }

    /// The applications of one of them.
    pub(crate) fn of_matter(&self, told: &Told) -> impl Iterator<Item = &Application> {
        self.applications
            .iter()
            .filter(move |application| application.told == *told)
    }
}

impl Application {
    /// Is nobody to be written to about it any more, nor called? So it is once no baby of its matter lives, but for what
    /// the family itself asks for then.
    pub fn is_silent(&self) -> bool {
        let is_asked_for = matches!(
            self.sent.service,
            Service::Refund | Service::DeceasedNewbornEnrolment
        );
        !is_asked_for && self.told.facts().is_some_and(Facts::is_bereaved)
    }

    /// Steps that were taken and not taken back.
    fn steps(&self) -> Vec<&Moved> {
        let mut steps = Vec::new();
        for moved in &self.history {
            if matches!(moved.step, Step::Undo { .. }) {
                steps.pop();
            } else {
                steps.push(moved);
            }
        }
        steps
    }

    /// Adds to facts what happened to this application.
    fn add_to(&self, facts: &mut Facts) {
        if matches!(self.stage, Stage::Void | Stage::Expired | Stage::Withdrawn) {
            return;
        }
        let steps = self.steps();
        // where more babies were entered since, what came did not pay for all of them
        let is_entry = |moved: &&Moved| matches!(moved.step, Step::Register { .. });
        let entered = steps.iter().rposition(is_entry);
        let entered = entered.filter(|_| !facts.is_bereaved()).unwrap_or(0);
        for (place, moved) in steps.into_iter().enumerate() {
            match (&moved.step, self.sent.service) {
                (
                    Step::Register { .. },
                    Service::PreEnrolment | Service::HospitalPreRegistration,
                ) => facts.pre_enrolled = true,
                (
                    Step::Register { .. },
                    Service::NewbornEnrolment | Service::DeceasedNewbornEnrolment,
                ) => {
                    facts.enrolled_on.get_or_insert(moved.at.day());
                }
                (Step::Pay { .. }, _) if place < entered => {}
                (Step::Pay { year, on, .. }, _) => pay(facts, *year, on),
                (Step::Finish { on }, Service::InformationUpdate) => {
                    facts.updated_on = facts.updated_on.or(Day::parse(on).ok());
                }
                (Step::PayBack { on }, Service::Refund) => {
                    facts.refunded_on = facts.refunded_on.or(Day::parse(on).ok());
                }
                _ => {}
            }
        }
    }
}

fn pay(facts: &mut Facts, year: i32, on: &str) {
    let Ok(on) = Day::parse(on) else {
        return;
    };
    let payment = Payment { year, on };
    if !facts.payments.contains(&payment) {
        facts.payments.push(payment);
    }
}

#[cfg(test)]
mod tests {
    use policy::{Day, Facts};

    use super::{is_same, read};

    /// The facts, asked about on a day that they fit.
    fn facts(told: &str) -> Facts {
        let days = ["2026-11-22", "2027-04-01", "2027-12-01"];
        let read = days.iter().find_map(|day| {
            read(&format!(
                r#"{{"id":"a","area":"441702","asked_on":"{day}",{told}}}"#
            ))
        });
        *read.unwrap_or_else(|| panic!("{told}"))
    }

    #[test]
    fn later_facts_belong_to_the_matter_whose_days_they_fit() {
        let pregnant = r#""pregnancy":{"due_date":"2027-02-08"}"#;
        let born = r#""births":[{"on":"2027-01-20","sex":"female"}]"#;
        let lost = r#""pregnancy":{"due_date":"2027-02-08","ended":{"on":"2026-12-20","how":"stillbirth"}}"#;
        let rows = [
            (
                "its loss before it was applied for",
                pregnant,
                r#""pregnancy":{"due_date":"2027-02-08","ended":{"on":"2026-11-20","how":"miscarriage"}}"#,
                true,
            ),
            (
                "another loss before",
                pregnant,
                r#""pregnancy":{"due_date":"2026-12-01","ended":{"on":"2026-05-20","how":"miscarriage"}}"#,
                false,
            ),
            (
                "a due date that moved",
                pregnant,
                r#""pregnancy":{"due_date":"2027-02-20"}"#,
                true,
            ),
            ("its birth", pregnant, born, true),
            ("its loss", pregnant, lost, true),
            (
                "an elder child",
                pregnant,
                r#""births":[{"on":"2026-09-01","sex":"male"}]"#,
                false,
            ),
            (
                "the next pregnancy",
                pregnant,
                r#""pregnancy":{"due_date":"2027-12-01"}"#,
                false,
            ),
            (
                "a birth too late for it",
                pregnant,
                r#""births":[{"on":"2027-10-20","sex":"male"}]"#,
                false,
            ),
            (
                "the same baby with its hukou",
                born,
                r#""births":[{"on":"2027-01-20","sex":"female","hukou":{"on":"2027-02-01"}}]"#,
                true,
            ),
            (
                "its death",
                born,
                r#""births":[{"on":"2027-01-20","sex":"female","died_on":"2027-02-01"}]"#,
                true,
            ),
            (
                "another baby",
                born,
                r#""births":[{"on":"2027-01-21","sex":"female"}]"#,
                false,
            ),
            ("the same loss", lost, lost, true),
            (
                "a pregnancy after a loss",
                lost,
                r#""pregnancy":{"due_date":"2027-12-01"}"#,
                false,
            ),
        ];
        let sent_on = Day::new(2026, 11, 22).unwrap();
        for (name, own, later, expected) in rows {
            assert_eq!(
                is_same(&facts(own), sent_on, &facts(later)),
                expected,
                "{name}"
            );
        }
    }
}
