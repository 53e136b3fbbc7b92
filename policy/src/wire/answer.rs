//! An answer as JSON.

use super::output::Output;
use crate::answer::{Answer, Reason, ServiceAnswer};
use crate::areas::Areas;
use crate::clause::Lang;
use crate::deadline::Deadline;
use crate::gestation::Gestation;
use crate::identity::Provisional;
use crate::notice::Notice;
use crate::verdict::{Service, Warning};

/// Writes the answer as one object.
pub fn write(out: &mut Output<'_>, answer: &Answer<'_>) {
    out.json("{\"id\":");
    out.text(&answer.facts.id);
    out.json(r#","area":"#);
    out.word(answer.facts.area.as_str());
    out.json(r#","rules":"#);
    out.text(&answer.edition.rules);
    out.json(r#","asked_on":"#);
    out.day(answer.facts.asked_on);
    if let Some(told) = answer.gestation {
        gestation(out, told);
    }
    for (place, service) in Service::ALL.iter().enumerate() {
        out.json(if place == 0 {
            ",\"services\":{\""
        } else {
            ",\""
        });
        out.json(service.as_str());
        out.json("\":");
        one(out, answer.service(*service), answer.areas);
    }
    out.json("}");
    out.json(r#","deadlines":"#);
    out.list(&answer.deadlines, deadline);
    out.json(r#","repeat":"#);
    out.list(answer.repeat, |out, repeat| {
        out.json("{\"what\":\"update_information\",\"every_days\":");
        out.plain(repeat.every_days);
        out.json("}");
    });
    out.json(r#","warnings":"#);
    out.list(answer.warnings(), warning);
    out.json("}");
}

fn gestation(out: &mut Output<'_>, gestation: Gestation) {
    out.json(r#","gestation":"#);
    out.json("{\"days\":");
    out.plain(gestation.days);
    out.json(r#","due_date":"#);
    out.day(gestation.due_date);
    out.json("}");
    out.json(r#","enrolment_year":"#);
    out.plain(gestation.enrolment_year());
    let (first, last) = gestation.birth_years();
    out.json(r#","possible_birth_years":"#);
    out.list(first..=last, |out, year| out.plain(year));
}

fn one(out: &mut Output<'_>, service: &ServiceAnswer<'_>, areas: &Areas) {
    out.json("{\"verdict\":");
    out.word(service.verdict.as_str());
    let days = [
        (r#","opens_on":"#, service.opens_on),
        (r#","closes_on":"#, service.closes_on),
        (r#","covers_from":"#, service.covers_from),
    ];
    for (name, day) in days {
        if let Some(day) = day {
            out.json(name);
            out.day(day);
        }
    }
    out.json(r#","reasons":"#);
    out.list(&service.reasons, |out, given| reason(out, given, areas));
    filled(out, r#","missing":"#, &service.missing, |out, missing| {
        out.sentence(missing);
    });
    if !service.remedies.is_empty() {
        out.json(r#","remedies":"#);
        out.list(service.remedies(), |out, remedy| out.word(remedy.as_str()));
    }
    if let Some(way) = service.enrol_mother_by {
        out.json(r#","enrol_mother_by":"#);
        out.word(way.as_str());
    }
    filled(out, r#","notices":"#, &service.notices, |out, given| {
        notice(out, given);
    });
    filled(out, r#","readings":"#, &service.readings, |out, reading| {
        out.text(reading);
    });
    filled(out, r#","provisional":"#, &service.provisional, provisional);
    filled(out, r#","materials":"#, service.materials, |out, text| {
        out.text(&text.zh);
    });
    if let Some(route) = service.route {
        out.json(r#","route":"#);
        out.word(route.as_str());
    }
    out.json("}");
}

/// A field with a list, where the list isn't empty.
fn filled<T>(
    out: &mut Output<'_>,
    name: &'static str,
    items: &[T],
    write: impl Fn(&mut Output<'_>, &T),
) {
    if !items.is_empty() {
        out.json(name);
        out.list(items, write);
    }
}

/// A reason with its clause's own words.
fn reason(out: &mut Output<'_>, reason: &Reason<'_>, areas: &Areas) {
    out.json("{\"clause\":");
    out.json(reason.law.quote(areas));
    out.json(r#","met":"#);
    out.word(reason.met.as_str());
    out.json(r#","says":"#);
    out.sentence(reason.finding.says(Lang::Zh));
    out.json("}");
}

fn notice(out: &mut Output<'_>, notice: &Notice) {
    out.json("{\"source\":");
    out.text(&notice.source);
    out.json(r#","on":"#);
    out.day(notice.on);
    out.json(r#","says":"#);
    out.text(&notice.says.zh);
    out.json("}");
}

fn provisional(out: &mut Output<'_>, baby: &Provisional<'_>) {
    out.json("{\"name\":");
    out.text(&baby.name.to_string());
    out.json(r#","certificate_type":"#);
    out.text(baby.certificate_type);
    out.json(r#","number":"#);
    out.text(&baby.number.to_string());
    out.json("}");
}

fn deadline(out: &mut Output<'_>, deadline: &Deadline<'_>) {
    out.json("{\"what\":");
    out.text(deadline.what());
    out.json(r#","due_on":"#);
    out.day(deadline.due_on);
    out.json(r#","estimated":"#);
    out.plain(deadline.is_estimated);
    out.json(r#","clause":"#);
    out.text(&deadline.law().clause);
    out.json(r#","state":"#);
    out.word(deadline.state.as_str());
    out.json("}");
}

fn warning(out: &mut Output<'_>, warning: Warning) {
    out.json("{\"code\":");
    out.word(warning.as_str());
    out.json(r#","says":"#);
    out.word(warning.says(Lang::Zh));
    out.json("}");
}
