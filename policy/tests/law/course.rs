//! The course of time. As days pass, verdicts move one way, dates stay where they are, and nothing opens again.

use policy::answer::{Answer, State};
use policy::verdict::{Service, Verdict};
use policy::{Areas, Day, Facts, decide, decide_service, wire};
use serde_json::{Value, json};
use std::collections::BTreeSet;

use crate::cases;

type Move = (Service, Verdict, Verdict);

fn read(told: &Value) -> Facts {
    match wire::read(&serde_json::to_vec(told).expect("facts")) {
        wire::Line::Facts(facts) => *facts,
        wire::Line::Refused(id, refusal) => panic!("{id:?}: {refusal:?}"),
    }
}

/// What changed from one day to the next.
fn moves(before: &Answer<'_>, after: &Answer<'_>) -> Vec<Move> {
    let pairs = before.services.iter().zip(&after.services);
    Service::ALL
        .iter()
        .zip(pairs)
        .filter(|(_, (before, after))| before.verdict != after.verdict)
        .map(|(service, (before, after))| (*service, before.verdict, after.verdict))
        .collect()
}

/// Dates that may not move back, and those that may not move at all.
fn dates_stay(before: &Answer<'_>, after: &Answer<'_>, says: &str) {
    let is_new_year = before.facts.asked_on.year() != after.facts.asked_on.year();
    assert!(before.deadlines.len() >= after.deadlines.len(), "{says}");
    for (before, after) in before.services.iter().zip(&after.services) {
        assert_eq!(before.opens_on, after.opens_on, "{says}");
        assert!(before.closes_on <= after.closes_on, "{says}");
    }
    for before in &before.deadlines {
        let mut same = after.deadlines.iter();
        let Some(after) = same.find(|after| after.what() == before.what()) else {
            // A ground for a refund may end with the year, and its last day with it.
            assert_eq!(
                (before.what(), is_new_year),
                ("refund_closes", true),
                "{says}"
            );
            continue;
        };
        assert_eq!(before.due_on, after.due_on, "{says}: {}", before.what());
        // Paid for the year of the due date, and the baby waits for the next: what was settled is so no more.
        let is_other_year = before.what() == "pay_before_birth" && before.state == State::Done;
        let is_kept = before.state == after.state && before.state != State::DueToday;
        let is_forward = match before.state {
            State::Done => is_kept || is_other_year,
            State::Upcoming => is_kept || after.state != State::Overdue,
            State::DueToday => after.state == State::Overdue,
            State::Overdue => is_kept,
        };
        assert!(is_forward, "{says}: {}", before.what());
    }
}

/// Moves of a family to whom nothing happens but that days pass.
const BY_TIME_ALONE: [Move; 15] = {
    use Service::*;
    use Verdict::*;
    [
        (PreEnrolment, NotYet, Eligible),
        (HospitalPreRegistration, Eligible, AskAgency),
        (HospitalPreRegistration, Eligible, Closed),
        (HospitalPreRegistration, AskAgency, Closed),
        (HospitalPreRegistration, NotEligible, Closed),
        (HospitalPreRegistration, MissingFacts, Closed),
        // Void: not paid in time.
        (HospitalPreRegistration, AlreadyDone, Closed),
        (NewbornEnrolment, Eligible, AskAgency),
        (NewbornEnrolment, Eligible, Closed),
        (NewbornEnrolment, AskAgency, Closed),
        (NewbornEnrolment, NotYet, Closed),
        (DeceasedNewbornEnrolment, Eligible, AskAgency),
        (DeceasedNewbornEnrolment, Eligible, Closed),
        (DeceasedNewbornEnrolment, AskAgency, Closed),
        (InformationUpdate, Eligible, AskAgency),
    ]
};

/// Moves that a new year brings besides: her cover was for the old one, or a premium's benefits begin.
const BY_NEW_YEAR: [Move; 11] = {
    use Service::*;
    use Verdict::*;
    [
        (PreEnrolment, Eligible, NotEligible),
        (PreEnrolment, NotEligible, Eligible),
        (PreEnrolment, NotYet, NotEligible),
        (PreEnrolment, NotEligible, NotYet),
        (PreEnrolment, MissingFacts, NotEligible),
        (PreEnrolment, NotEligible, MissingFacts),
        (Refund, Eligible, AskAgency),
        (Refund, Eligible, NotEligible),
        (Refund, Eligible, Closed),
        (Refund, NotEligible, Closed),
        (Refund, MissingFacts, Closed),
    ]
};

/// Days that each case is followed: past the longest limit.
const DAYS: i32 = 400;

#[test]
fn time_alone_opens_once_and_closes_for_good() {
    let areas = Areas::built_in();
    let mut seen = BTreeSet::new();
    for case in cases::built_in() {
        let mut facts = read(&case.facts);
        for _ in 0..DAYS {
            let mut next = facts.clone();
            next.asked_on = facts.asked_on.plus_days(1);
            if !next.faults().is_empty() {
                break;
            }
            let (before, after) = (decide(&facts, areas), decide(&next, areas));
            if std::ptr::eq(before.edition, after.edition) {
                let says = format!("{} on {}", case.facts["id"], next.asked_on);
                dates_stay(&before, &after, &says);
                let is_new_year = facts.asked_on.year() != next.asked_on.year();
                for change in moves(&before, &after) {
                    let is_right = BY_TIME_ALONE.contains(&change)
                        || (is_new_year && BY_NEW_YEAR.contains(&change));
                    assert!(is_right, "{says}: {change:?}");
                    seen.insert(change);
                }
            }
            facts = next;
        }
    }
    for change in BY_TIME_ALONE {
        assert!(seen.contains(&change), "no case shows {change:?}");
    }
}

/// One family from the first day of the pregnancy to a year and some days after the birth.
struct Life {
    area: &'static str,
    due: &'static str,
    /// Days from the due date to the birth.
    late: i32,
    /// Days of the pregnancy on which it pre-enrols and pays.
    pre_enrols: Option<i32>,
    /// Days after the birth.
    hukou: Option<i32>,
    updates: Option<i32>,
}

impl Life {
    fn facts(&self, day: Day) -> Value {
        let due = Day::parse(self.due).expect("a day");
        let (first, birth) = (due.plus_days(-280), due.plus_days(self.late));
        let happened = |from: Day, after: Option<i32>| {
            after
                .map(|after| from.plus_days(after))
                .filter(|on| *on <= day)
        };
        let cover = json!({"insurance": "resident", "area": self.area, "year": day.year()});
        let mut facts = json!({
            "id": "a life", "area": self.area, "asked_on": day.to_string(), "benefit_used": true,
            "mother": {"name": "张三", "id_number": "450103199602292047", "hukou": "450103", "enrolment": cover},
        });
        if day < birth {
            facts["pregnancy"] = json!({"due_date": self.due});
        } else {
            facts["births"] = json!([{"on": birth.to_string(), "sex": "female", "hospital_area": "450103", "birth_certificate": true}]);
        }
        if let Some(on) = happened(first, self.pre_enrols) {
            facts["pre_enrolled"] = true.into();
            facts["payments"] = json!([{"year": birth.year(), "on": on.to_string()}]);
        }
        if let Some(on) = happened(birth, self.hukou) {
            facts["births"][0]["hukou"] = json!({"on": on.to_string()});
        }
        if let Some(on) = happened(birth, self.updates) {
            facts["updated_on"] = on.to_string().into();
        }
        facts
    }

    /// Each service's verdicts in the order in which they come, without repeats.
    fn course(&self, service: Service) -> Vec<Verdict> {
        let due = Day::parse(self.due).expect("a day");
        let (first, days) = (due.plus_days(-280), 280 + self.late + DAYS);
        let mut course = Vec::new();
        for day in (0..days).map(|after| first.plus_days(after)) {
            let facts = read(&self.facts(day));
            course.push(decide(&facts, Areas::built_in()).service(service).verdict);
        }
        course.dedup();
        course
    }
}

#[test]
fn a_life_goes_through_its_verdicts_in_order() {
    use Service::{HospitalPreRegistration, InformationUpdate, NewbornEnrolment, PreEnrolment};
    use Verdict::*;
    let plain = |area| Life {
        area,
        due: "2028-02-29",
        late: 0,
        pre_enrols: None,
        hukou: Some(30),
        updates: None,
    };
    let diligent = |area| Life {
        area,
        due: "2026-12-28",
        late: -10,
        pre_enrols: Some(200),
        hukou: Some(20),
        updates: Some(40),
    };
    let idle = |area| Life {
        area,
        due: "2025-08-20",
        late: 0,
        pre_enrols: Some(200),
        hukou: None,
        updates: None,
    };
    let (yj, nn, js, cn) = ("441702", "450103", "320505", "510100");
    let rows: [(&str, Life, Service, &[Verdict]); 20] = [
        (
            "with a hukou and no pre-enrolment",
            plain(yj),
            PreEnrolment,
            &[NotYet, Eligible, Closed],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(yj),
            NewbornEnrolment,
            &[NotYet, Eligible, Closed],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(yj),
            InformationUpdate,
            &[NotEligible],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(nn),
            PreEnrolment,
            &[NotOffered],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(nn),
            HospitalPreRegistration,
            &[NotYet, Eligible, NotEligible, Closed],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(nn),
            NewbornEnrolment,
            &[NotYet, Eligible, AskAgency],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(js),
            PreEnrolment,
            &[NotYet, Eligible, Closed],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(js),
            NewbornEnrolment,
            &[NotYet, Eligible, AskAgency],
        ),
        (
            "with a hukou and no pre-enrolment",
            plain(cn),
            NewbornEnrolment,
            &[NotYet, Eligible, AskAgency],
        ),
        (
            "pre-enrolled, paid, registered, updated",
            diligent(yj),
            PreEnrolment,
            &[NotYet, Eligible, AlreadyDone],
        ),
        (
            "pre-enrolled, paid, registered, updated",
            diligent(yj),
            NewbornEnrolment,
            &[NotYet, AlreadyDone],
        ),
        (
            "pre-enrolled, paid, registered, updated",
            diligent(yj),
            InformationUpdate,
            &[NotEligible, NotYet, Eligible, AlreadyDone],
        ),
        (
            "pre-enrolled, paid, registered, updated",
            diligent(nn),
            HospitalPreRegistration,
            &[NotYet, AlreadyDone],
        ),
        (
            "pre-enrolled, paid, registered, updated",
            diligent(nn),
            InformationUpdate,
            &[NotEligible, NotYet, Eligible, AlreadyDone],
        ),
        (
            "pre-enrolled, paid, registered, updated",
            diligent(js),
            PreEnrolment,
            &[NotYet, Eligible, AlreadyDone],
        ),
        (
            "pre-enrolled, paid, registered, updated",
            diligent(cn),
            InformationUpdate,
            &[NotEligible, NotYet, Eligible, AlreadyDone],
        ),
        (
            "pre-enrolled and never registered",
            idle(yj),
            InformationUpdate,
            &[NotEligible, NotYet],
        ),
        (
            "pre-enrolled and never registered",
            idle(yj),
            NewbornEnrolment,
            &[NotYet, AlreadyDone],
        ),
        (
            "pre-enrolled and never registered",
            idle(nn),
            HospitalPreRegistration,
            &[NotYet, AlreadyDone],
        ),
        (
            "pre-enrolled and never registered",
            idle(js),
            NewbornEnrolment,
            &[NotYet, AlreadyDone],
        ),
    ];
    for (says, life, service, course) in rows {
        assert_eq!(
            life.course(service),
            course,
            "{says}, {}: {service:?}",
            life.area
        );
    }
}

#[test]
fn an_answer_is_the_same_when_asked_twice() {
    for case in cases::built_in() {
        let again = cases::answer(&case.facts, case.areas);
        assert_eq!(cases::answer(&case.facts, case.areas), again);
    }
}

#[test]
fn a_service_asked_for_alone_answers_as_among_the_others() {
    for case in cases::built_in() {
        let facts = read(&case.facts);
        let answer = decide(&facts, case.areas);
        for service in Service::ALL {
            let alone = decide_service(&facts, case.areas, *service);
            let among = answer.service(*service);
            let says = format!("{} {service:?}", case.facts["id"]);
            assert_eq!(format!("{alone:?}"), format!("{among:?}"), "{says}");
        }
    }
}
