//! 可以这样办: what would help, how, and from which day where that is known. Absent: deciding what helps.

use policy::{
    answer::ServiceAnswer,
    clause::Law,
    facts::{Applicant, Role},
    verdict::{EnrolMotherBy, Remedy, Service},
};

use super::{
    sheet::Sheet,
    way::{to, with},
};
use crate::forms::bookmark::marked;
use crate::markup::Markup;
use crate::words::{fill, remedies};

/// Draws what would help; nothing where nothing does.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) {
    if answer.remedies.is_empty() {
        return;
    }
    let title = sheet.shown.look.words().parts.what_you_can_do;
    markup.put(r#"<div class="remedy"><h3>{}</h3><ul>"#, &[title]);
    for remedy in answer.remedies() {
        row(markup, sheet, answer, remedy);
    }
    markup.put("</ul></div>", &[]);
}

fn row(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>, remedy: Remedy) {
    let words = remedies(sheet.lang);
    let (title, how) = words.of(remedy);
    markup.put(r#"<li data-remedy="{}""#, &[remedy.as_str()]);
    match answer
        .enrol_mother_by
        .filter(|_| remedy == Remedy::EnrolMother)
    {
        None => markup.put("><strong>{}</strong><p>{}</p>", &[title, how]),
        Some(by) => {
            markup.put(
                r#" data-enrol-mother-by="{}"><strong>{}</strong><p>{}</p>"#,
                &[by.as_str(), title, &way_in(sheet, by)],
            );
            if let Some(law) = way_law(sheet, by) {
                clause_link(markup, sheet, law);
            }
        }
    }
    let last = answer
        .closes_on
        .filter(|day| remedy == Remedy::RegisterHukou && *day >= sheet.today);
    if let Some(day) = last {
        markup.put(
            "<p>{}</p>",
            &[&fill(words.by_day, &[("day", &sheet.day(day))])],
        );
    }
    if let Some((address, words)) = leads_to(sheet, remedy) {
        markup.put(r#"<p><a href="{}">{}</a></p>"#, &[&address, words]);
    }
    markup.put("</li>", &[]);
}

/// A clause by its name, leading to its page.
pub fn clause_link(markup: &mut Markup, sheet: &Sheet<'_>, law: &Law) {
    markup.put(
        r#"<p class="moment-clause"><a class="clause" lang="zh-CN" href="/law/{}">{}</a></p>"#,
        &[&law.clause, &sheet.clause_name(law)],
    );
}

/// How the mother comes to be insured, with the day if she paid on the day answered for.
fn way_in(sheet: &Sheet<'_>, by: EnrolMotherBy) -> String {
    let paid_today = match by {
        EnrolMotherBy::FromEmployeeAtOnce => sheet.today,
        EnrolMotherBy::SpecialGroup
        | EnrolMotherBy::FromEmployeeNextMonth
        | EnrolMotherBy::NextSeason => sheet.today.next_month(),
    };
    let year = (sheet.today.year() + 1).to_string();
    fill(
        remedies(sheet.lang).by(by),
        &[("day", &sheet.day(paid_today)), ("year", &year)],
    )
}

fn way_law<'a>(sheet: &Sheet<'a>, by: EnrolMotherBy) -> Option<&'a Law> {
    let ways = &sheet
        .answer
        .edition
        .pre_enrolment
        .rules()?
        .mother
        .as_ref()?
        .ways;
    match by {
        EnrolMotherBy::SpecialGroup => ways.special_groups.as_ref(),
        EnrolMotherBy::FromEmployeeAtOnce | EnrolMotherBy::FromEmployeeNextMonth => {
            ways.from_employee.as_ref().map(|way| &way.law)
        }
        EnrolMotherBy::NextSeason => None,
    }
}

/// Where a remedy can be looked at: the same question asked otherwise, or another service of this answer.
fn leads_to(sheet: &Sheet<'_>, remedy: Remedy) -> Option<(String, &'static str)> {
    let words = remedies(sheet.lang);
    let facts = sheet.answer.facts;
    let again = |name: &str, value: &str| {
        let address = to("/check", &with(&sheet.shown.query, &[(name, value)]));
        marked(address, sheet.shown.bookmark.as_ref())
    };
    let service = |service: Service| (["#s-", service.as_str()].concat(), words.see_service);
    match remedy {
        Remedy::ApplyAsAgent => {
            Some((again("applicant", Applicant::Agent.as_str()), words.see_how))
        }
        Remedy::ChooseOtherParent => {
            let other = facts.insured_parent.map(Role::other)?;
            Some((again("insured_parent", other.as_str()), words.see_how))
        }
        Remedy::MoveMother => {
            let area = facts.mother.enrolment?.area?;
            Some((again("area", area.as_str()), words.see_there))
        }
        Remedy::NewbornEnrolment => Some(service(Service::NewbornEnrolment)),
        Remedy::DeceasedNewbornEnrolment => Some(service(Service::DeceasedNewbornEnrolment)),
        Remedy::EnrolMother
        | Remedy::EnrolNextYear
        | Remedy::GetBirthCertificate
        | Remedy::RegisterHukou => None,
    }
}
