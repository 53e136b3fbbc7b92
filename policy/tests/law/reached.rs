//! Nothing the law can say goes untried: every finding, remedy, warning, verdict, way, route, state, reading, notice
//! and missing fact is reached by a case of some table. What is added later fails here until a row shows it.

use policy::answer::{Answer, Missing, State};
use policy::edition::{Edition, Ground, Paper};
use policy::facts::{Applicant, Role};
use policy::finding::Finding;
use policy::verdict::{EnrolMotherBy, Met, Remedy, Route, Service, Verdict, Warning};
use policy::{Areas, Code, Facts, decide, wire};
use std::collections::BTreeSet;

use crate::cases;
use crate::conditions::CONDITIONS;
use crate::samples;

/// What all the tables' answers say, each thing once.
#[derive(Default)]
struct Reached {
    findings: BTreeSet<(&'static str, &'static str)>,
    details: BTreeSet<String>,
    verdicts: BTreeSet<(Service, Verdict)>,
    remedies: BTreeSet<(Service, Remedy)>,
    ways: BTreeSet<EnrolMotherBy>,
    routes: BTreeSet<Route>,
    warnings: BTreeSet<Warning>,
    states: BTreeSet<(String, State)>,
    readings: BTreeSet<String>,
    notices: BTreeSet<String>,
    missing: BTreeSet<Missing>,
    repeats: bool,
    laws: BTreeSet<(String, String)>,
}

impl Reached {
    fn by_tables() -> Reached {
        let mut reached = Reached::default();
        for case in cases::built_in().into_iter().chain(samples::cases()) {
            let facts = facts(&case.facts);
            reached.note(&decide(&facts, case.areas));
        }
        reached
    }

    fn note(&mut self, answer: &Answer<'_>) {
        let edition = edition_name(answer.edition);
        for (service, said) in Service::ALL.iter().zip(&answer.services) {
            self.verdicts.insert((*service, said.verdict));
            self.remedies
                .extend(said.remedies().map(|remedy| (*service, remedy)));
            self.ways.extend(said.enrol_mother_by);
            self.routes.extend(said.route);
            self.readings
                .extend(said.readings.iter().map(|id| (*id).to_owned()));
            self.notices
                .extend(said.notices.iter().map(|notice| notice.source.to_string()));
            self.missing.extend(&said.missing);
            for reason in &said.reasons {
                let finding = &reason.finding;
                self.findings.insert((finding.kind(), reason.met.as_str()));
                self.details.extend(detail(finding));
                self.laws
                    .insert((edition.clone(), reason.law.clause.to_string()));
            }
        }
        for deadline in &answer.deadlines {
            self.states
                .insert((deadline.what().to_owned(), deadline.state));
            self.laws
                .insert((edition.clone(), deadline.law().clause.to_string()));
        }
        self.warnings.extend(answer.warnings());
        self.repeats |= answer.repeat.is_some();
    }
}

fn facts(told: &serde_json::Value) -> Facts {
    let line = serde_json::to_vec(told).expect("facts");
    match wire::read(&line) {
        wire::Line::Facts(facts) => *facts,
        wire::Line::Refused(id, refusal) => panic!("{id:?} is refused: {refusal:?}"),
    }
}

fn edition_name(edition: &Edition) -> String {
    let from = edition.in_force_from.map(|day| day.to_string());
    format!("{} {}", edition.rules, from.unwrap_or_default())
}

/// A finding with the word in it that a table must try each of.
fn detail(finding: &Finding) -> Option<String> {
    let word = match finding {
        Finding::ApplicantMay { applicant } | Finding::ApplicantMayNot { applicant } => {
            applicant.as_str()
        }
        Finding::GroundHolds { ground } | Finding::GroundDoesNotHold { ground } => ground.as_str(),
        Finding::PaperThere { paper } | Finding::PaperMissing { paper } => paper.as_str(),
        Finding::ParentHukouFits { role } => role.as_str(),
        _ => return None,
    };
    Some(format!("{} {word}", finding.kind()))
}

#[test]
fn every_condition_has_a_row_in_which_it_holds_one_in_which_not_and_one_in_which_nobody_can_say() {
    let reached = Reached::by_tables();
    let listed = CONDITIONS.iter().flat_map(|condition| {
        let of = |met: Met, kinds: &'static [&'static str]| {
            kinds.iter().map(move |kind| (*kind, met.as_str()))
        };
        of(Met::Met, condition.met)
            .chain(of(Met::NotMet, condition.not_met))
            .chain(of(Met::Unknown, condition.unknown))
    });
    let listed: Vec<_> = listed.collect();
    let mut kinds: Vec<_> = listed.iter().map(|(kind, _)| *kind).collect();
    let mut known = Finding::KINDS.to_vec();
    kinds.sort_unstable();
    known.sort_unstable();
    assert_eq!(kinds, known, "each finding belongs to one condition");
    let listed: BTreeSet<_> = listed.into_iter().collect();
    assert_eq!(
        listed, reached.findings,
        "listed, and reached by the tables"
    );
}

#[test]
fn every_word_in_a_finding_is_reached() {
    let reached = Reached::by_tables();
    let mut wanted = Vec::new();
    for ground in Ground::ALL {
        wanted.push(format!("GroundHolds {}", ground.as_str()));
        wanted.push(format!("GroundDoesNotHold {}", ground.as_str()));
    }
    for paper in Paper::ALL {
        wanted.push(format!("PaperThere {}", paper.as_str()));
        wanted.push(format!("PaperMissing {}", paper.as_str()));
    }
    wanted.extend(
        Role::ALL
            .iter()
            .map(|role| format!("ParentHukouFits {}", role.as_str())),
    );
    for word in wanted {
        assert!(reached.details.contains(&word), "{word}");
    }
    for applicant in Applicant::ALL {
        let word = applicant.as_str();
        let tried = |kind: &str| reached.details.contains(&format!("{kind} {word}"));
        assert!(tried("ApplicantMay") || tried("ApplicantMayNot"), "{word}");
    }
}

#[test]
fn every_verdict_a_service_can_give_is_reached() {
    use Service::{
        DeceasedNewbornEnrolment, HospitalPreRegistration, InformationUpdate, NewbornEnrolment,
        PreEnrolment,
    };
    use Verdict::{Closed, MissingFacts, NotEligible, NotOffered, NotYet};
    // What no rules give by their very shape.
    let never = [
        (PreEnrolment, Verdict::AskAgency),
        (NewbornEnrolment, NotOffered),
        (DeceasedNewbornEnrolment, NotYet),
        (DeceasedNewbornEnrolment, MissingFacts),
        (InformationUpdate, NotOffered),
        (InformationUpdate, Closed),
        (InformationUpdate, MissingFacts),
        (Service::Refund, NotOffered),
        (Service::Refund, NotYet),
    ];
    let reached = Reached::by_tables();
    for service in Service::ALL {
        for verdict in Verdict::ALL {
            let pair = (*service, *verdict);
            let is_reached = reached.verdicts.contains(&pair);
            assert_eq!(is_reached, !never.contains(&pair), "{pair:?}");
        }
    }
    assert!(
        reached
            .verdicts
            .contains(&(HospitalPreRegistration, NotEligible))
    );
}

#[test]
fn every_remedy_way_route_and_warning_is_reached() {
    let reached = Reached::by_tables();
    let remedies: BTreeSet<_> = reached.remedies.iter().map(|(_, remedy)| *remedy).collect();
    assert_eq!(remedies, Remedy::ALL.iter().copied().collect());
    assert_eq!(reached.ways, EnrolMotherBy::ALL.iter().copied().collect());
    assert_eq!(reached.routes, Route::ALL.iter().copied().collect());
    assert_eq!(reached.warnings, Warning::ALL.iter().copied().collect());
    assert!(reached.repeats);
}

#[test]
fn every_deadline_is_seen_in_every_state_it_can_have() {
    let reached = Reached::by_tables();
    let areas = Areas::built_in();
    let names: BTreeSet<_> = areas
        .editions()
        .iter()
        .flat_map(|edition| &edition.deadlines)
        .map(|rule| rule.what.to_string())
        .collect();
    for name in names {
        for state in State::ALL {
            // The threshold is done on its very day.
            let is_possible =
                name != "gestation_threshold" || matches!(state, State::Done | State::Upcoming);
            let is_reached = reached.states.contains(&(name.clone(), *state));
            assert_eq!(is_reached, is_possible, "{name} {state:?}");
        }
    }
}

#[test]
fn every_reading_and_notice_is_told() {
    let reached = Reached::by_tables();
    let areas = Areas::built_in();
    for reading in areas.readings() {
        assert!(reached.readings.contains(&*reading.id), "{}", reading.id);
    }
    for edition in areas.editions() {
        let before = edition.pre_enrolment.rules().map(|rules| &rules.notices);
        let hospital = edition
            .hospital_pre_registration
            .rules()
            .map(|rules| &rules.notices);
        let after = &edition.newborn_enrolment.notices;
        for notice in before.into_iter().chain(hospital).flatten().chain(after) {
            assert!(
                reached.notices.contains(&*notice.source),
                "{}",
                notice.source
            );
        }
    }
}

#[test]
fn every_kind_of_missing_fact_is_named() {
    let reached = Reached::by_tables();
    let mut wanted = vec![
        Missing::Pregnancy,
        Missing::BenefitUsed,
        Missing::HospitalArea(0),
        Missing::HospitalArea(1),
    ];
    for role in [Role::Mother, Role::Father] {
        wanted.extend([
            Missing::Hukou(role),
            Missing::Name(role),
            Missing::IdNumber(role),
        ]);
        wanted.extend([Missing::Enrolment(role), Missing::EnrolmentArea(role)]);
    }
    wanted.push(Missing::EnrolmentYear(Role::Mother));
    assert_eq!(reached.missing, wanted.into_iter().collect());
}

#[test]
fn every_clause_that_an_edition_rests_on_is_cited() {
    let reached = Reached::by_tables();
    // Cited by a name, a way or a prompt, none of which is a condition.
    let silent = ["YJ22-6", "YJ21-2", "YJ21-3.2", "NN21-1.2.1", "NN21-a2"];
    for edition in Areas::built_in().editions() {
        for law in edition.laws() {
            let key = (edition_name(edition), law.clause.to_string());
            let is_silent = silent.contains(&&*law.clause);
            assert!(is_silent || reached.laws.contains(&key), "{key:?}");
        }
    }
}

#[test]
fn every_code_of_refusal_is_given() {
    let given: BTreeSet<_> = cases::refusals()
        .iter()
        .map(|case| case["refusal"]["code"].as_str().expect("a code").to_owned())
        .collect();
    let all = Code::ALL.iter().map(|code| code.as_str().to_owned());
    assert_eq!(given, all.collect());
}
