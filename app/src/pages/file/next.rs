//! What comes next with an application: in words, with its clock, how and until when to pay, the law it was refused by,
//! and every way on. Absent: the card around it.

use leptos::prelude::*;
use policy::{
    Answer, Areas, Day, Facts, answer::State, clause::Law, decide, edition::Done,
    id_number::IdNumber, verdict::Service,
};
use registry::{Stage, Standing, entry::Step, standing::Application};

use super::{Shelf, mend, seal, short, since, way};
use crate::{
    Lang,
    answer::clause_name,
    visit::Visit,
    words::{
        dates, fill,
        pages::{Entered, File, Stages},
    },
};

/// What stands in the card's notice.
pub fn body(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
) -> AnyView {
    let pages = &visit.look().words().pages;
    if is_quiet(application) {
        return view! {
            <p data-next=application.stage.as_str()>{pages.changed.next}</p>
        }
        .into_any();
    }
    if let Some(short) = short::of(visit, application, shelf) {
        return short::body(visit, words, application, shelf, &short);
    }
    let beside = match application.stage {
        Stage::Refused => Some(refused(visit, words, application, shelf)),
        Stage::Registered => Some(
            view! {
                {short::year(visit, application, shelf)}
                {paying(visit, words, application, shelf)}
            }
            .into_any(),
        ),
        Stage::Paid | Stage::Done => way::to_update(visit, words, application, shelf),
        Stage::Sent | Stage::Accepted => ready(visit, words, application),
        Stage::AskedBack | Stage::Expired | Stage::Void | Stage::Withdrawn => None,
    };
    view! {
        <p data-next=application.stage.as_str()>{says(&pages.stages, &shelf.standing, application)}</p>
        {beside}
        {short::other(visit, application, shelf)}
        {seal::view(visit, words, application, &shelf.standing)}
        {since::view(visit, words, application)}
        {ways(visit, words, application, shelf)}
    }
    .into_any()
}

/// After a loss a stage that waits for something is not held out to the family: nothing of it needs them.
pub fn is_quiet(application: &Application) -> bool {
    let waits = !application.stage.is_over() || application.stage == Stage::Refused;
    waits && application.is_silent()
}

/// An update is made by papers that the agency looks at: the line names them, and nobody goes there unasked.
fn ready(visit: &Visit, words: &'static File, application: &Application) -> Option<AnyView> {
    let service = application.sent.service;
    if service != Service::InformationUpdate {
        return None;
    }
    let edition = visit.areas.edition(application.sent.area()?, visit.today);
    let papers = edition.information_update.materials.iter();
    let papers: Vec<&str> = papers.map(|paper| paper.in_lang(visit.lang)).collect();
    let papers = papers.join(visit.look().words().pages.changed.and);
    let says = fill(words.papers_ready, &[("papers", &papers)]);
    Some(view! { <p data-papers-ready>{says}</p> }.into_any())
}

/// The sentence alone.
pub fn says(stages: &Stages, standing: &Standing, application: &Application) -> String {
    let entered = entered(standing, application);
    let says = stages.next(application.sent.service, application.stage, entered);
    fill(says, &[("why", why(application))])
}

/// Under what its babies are entered by now. An update of the same matter changes what a family that enrolled before the
/// birth has still to do.
pub fn entered(standing: &Standing, application: &Application) -> Entered {
    let mut identities = application.identities.iter();
    if identities.len() == 0 {
        return Entered::Nobody;
    }
    if identities.all(|baby| IdNumber::parse(&baby.number).is_ok()) {
        return Entered::ByIdNumber;
    }
    let is_update = |other: &&Application| {
        other.sent.service == Service::InformationUpdate && other.told == application.told
    };
    let updates = || standing.applications.iter().filter(is_update);
    match () {
        () if updates().any(|update| update.stage == Stage::Done) => Entered::Changed,
        () if updates().any(|update| !update.stage.is_over()) => Entered::Changing,
        () => Entered::Otherwise,
    }
}

/// The agency's own words for its last step.
pub fn why(application: &Application) -> &str {
    match application.history.last().map(|moved| &moved.step) {
        Some(
            Step::AskBack { why, .. }
            | Step::Refuse { why, .. }
            | Step::Void { why }
            | Step::Undo { why },
        ) => why,
        _ => "",
    }
}

/// The clause it was refused by, to be read, what would help, and whom else to ask.
fn refused(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
) -> AnyView {
    let clause = match application.history.last().map(|moved| &moved.step) {
        Some(Step::Refuse { clause, .. }) => clause.as_str(),
        _ => "",
    };
    let by = (!clause.is_empty()).then(|| {
        let name = clause_name(visit.areas, clause);
        let name = match visit.areas.clause(clause) {
            Some(_) => law_link(clause, name),
            None => name.into_any(),
        };
        view! { <p data-refused-by>{words.refused_by}{name}</p> }
    });
    view! {
        {by}
        {mend::view(visit, words, application, shelf, clause)}
        <p>{words.refused_way}</p>
    }
    .into_any()
}

/// A clause by its name, to be read.
pub fn law_link(clause: &str, name: String) -> AnyView {
    view! { <a class="clause" lang="zh-CN" href=["/law/", clause].concat()>{name}</a> }.into_any()
}

/// How, where and until when the premium is to be paid, as far as the rules say it.
pub fn paying(
    visit: &Visit,
    words: &'static File,
    application: &Application,
    shelf: &Shelf,
) -> AnyView {
    let told = shelf.standing.facts_of(&application.told, visit.today);
    let edition = told
        .as_ref()
        .map(|told| visit.areas.edition(told.area, visit.today));
    let how = edition.and_then(|edition| edition.paying.as_ref());
    let by = told
        .as_ref()
        .and_then(|told| pay_by(visit, application, told));
    let (day, says, by_clause) = match by {
        Some((day, clause, is_early)) => {
            let says = match () {
                // The safe day is none by which it would be too late.
                () if is_early && day <= visit.today => words.pay_early_now,
                () if day < visit.today => words.pay_late,
                () if is_early => words.pay_by_early,
                () => words.pay_by,
            };
            let says = fill(says, &[("day", &dates::day(visit.lang, day))]);
            (dates::iso(day), says, Some(clause))
        }
        None => (String::new(), words.pay_when_ask.to_owned(), None),
    };
    let (how, how_clause) = match how {
        Some(paying) => {
            let says = paying.says.in_lang(visit.lang).to_owned();
            (says, Some(paying.clause.to_string()))
        }
        None => (words.pay_where_ask.to_owned(), None),
    };
    // One clause may say both.
    let how_clause = how_clause.filter(|clause| by_clause.as_ref() != Some(clause));
    let links: Vec<AnyView> = [by_clause, how_clause]
        .into_iter()
        .flatten()
        .map(|clause| law_link(&clause, clause_name(visit.areas, &clause)))
        .collect();
    let links = (!links.is_empty()).then(|| view! { <p class="file-law">{links}</p> });
    view! {
        <p data-pay-by=day><strong>{says}</strong></p>
        <p data-pay-how>{how}</p>
        {links}
    }
    .into_any()
}

/// The last day for paying, the clause it rests on, and whether it is a safe day before a birth that may come early: the
/// rules' own date for it, else the service's last day, which goes for entering and paying alike.
fn pay_by(visit: &Visit, application: &Application, told: &Facts) -> Option<(Day, String, bool)> {
    let answer = decide(told, visit.areas);
    let mut deadlines = answer.deadlines.iter();
    let date = deadlines.find(|date| is_payment(date.rule.done) && date.state != State::Done);
    if let Some(date) = date {
        let clause = date.law().clause.to_string();
        return Some((date.due_on, clause, date.is_estimated));
    }
    // Asked as if nothing were entered yet: what is entered has no last day any more, and its premium still has one.
    let before = Facts {
        asked_on: visit.today,
        ..application.told.facts()?.clone()
    };
    let answer = decide(&before, visit.areas);
    let service = application.sent.service;
    let day = answer.service(service).closes_on?;
    let clause = last_day(&answer, service)?.clause.to_string();
    Some((day, clause, false))
}

fn last_day<'a>(answer: &Answer<'a>, service: Service) -> Option<&'a Law> {
    let edition = answer.edition;
    match service {
        Service::NewbornEnrolment => {
            let last_day = edition.newborn_enrolment.last_day.as_ref();
            last_day.map(|limit| &limit.law)
        }
        Service::DeceasedNewbornEnrolment => {
            let rules = edition.deceased_newborn_enrolment.rules();
            rules.map(|rules| &rules.last_day.law)
        }
        Service::PreEnrolment
        | Service::HospitalPreRegistration
        | Service::InformationUpdate
        | Service::Refund => None,
    }
}

/// Is it a date for paying?
pub fn is_payment(done: Done) -> bool {
    match done {
        Done::EnrolmentYearPaid | Done::BirthYearsPaid | Done::NextYearPaid => true,
        Done::DayCome | Done::Enrolled | Done::Updated | Done::Refunded | Done::HukouRegistered => {
            false
        }
    }
}

/// What can be done from here.
fn ways(visit: &Visit, words: &'static File, application: &Application, shelf: &Shelf) -> AnyView {
    let mend = (application.stage == Stage::AskedBack).then(|| {
        let number = application.sent.number.to_string();
        let service = application.sent.service.as_str();
        let to = ["/apply/", service, "?mend=", &number].concat();
        view! { <p><a class="button" href=to>{words.mend}</a></p> }.into_any()
    });
    let again = application
        .stage
        .came_to_nothing()
        .then(|| way::again(visit, words, application, shelf));
    view! { {mend}{again} }.into_any()
}

/// How far an application is and what comes next, in words: for its receipt.
pub fn told(
    areas: &Areas,
    lang: Lang,
    standing: &Standing,
    application: &Application,
    today: Day,
) -> (String, String) {
    let pages = &crate::words::words(lang).pages;
    let (word, mut says) = match standing.shortfall(application, today) {
        Some(short) => short::told(lang, &short),
        None => {
            let word = pages.stages.word(application.stage).to_owned();
            let says = says(&pages.stages, standing, application);
            let years = short::years_told(lang, standing, application, today);
            (word, [vec![says], years].concat())
        }
    };
    let seal = seal::of(areas, standing, application);
    let seal = seal.and_then(|(seal, _)| seal::says(&pages.file, seal, application.stage));
    says.extend(seal.map(str::to_owned));
    (word, says.join(short::between(lang)))
}
