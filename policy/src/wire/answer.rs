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
    out.field("area");
    out.text(answer.facts.area.as_str());
    out.field("rules");
    out.text(&answer.edition.rules);
    out.field("asked_on");
    out.shown(answer.facts.asked_on);
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
    out.field("deadlines");
    out.list(&answer.deadlines, deadline);
    out.field("repeat");
    out.list(answer.repeat, |out, repeat| {
        out.json("{\"what\":\"update_information\",\"every_days\":");
        out.plain(repeat.every_days);
        out.json("}");
    });
    out.field("warnings");
    out.list(answer.warnings(), warning);
    out.json("}");
}

fn gestation(out: &mut Output<'_>, gestation: Gestation) {
    out.field("gestation");
    out.json("{\"days\":");
    out.plain(gestation.days);
    out.field("due_date");
    out.shown(gestation.due_date);
    out.json("}");
    out.field("enrolment_year");
    out.plain(gestation.enrolment_year());
    let (first, last) = gestation.birth_years();
    out.field("possible_birth_years");
    out.list(first..=last, |out, year| out.plain(year));
}

fn one(out: &mut Output<'_>, service: &ServiceAnswer<'_>, areas: &Areas) {
    out.json("{\"verdict\":");
    out.word(service.verdict.as_str());
    let days = [
        ("opens_on", service.opens_on),
        ("closes_on", service.closes_on),
        ("covers_from", service.covers_from),
    ];
    for (name, day) in days {
        if let Some(day) = day {
            out.field(name);
            out.shown(day);
        }
    }
    out.field("reasons");
    out.list(&service.reasons, |out, given| reason(out, given, areas));
    filled(out, "missing", &service.missing, |out, missing| {
        out.shown(missing);
    });
    if !service.remedies.is_empty() {
        out.field("remedies");
        out.list(service.remedies(), |out, remedy| out.word(remedy.as_str()));
    }
    if let Some(way) = service.enrol_mother_by {
        out.field("enrol_mother_by");
        out.word(way.as_str());
    }
    filled(out, "notices", &service.notices, |out, given| {
        notice(out, given);
    });
    filled(out, "readings", &service.readings, |out, reading| {
        out.text(reading);
    });
    filled(out, "provisional", &service.provisional, provisional);
    filled(out, "materials", service.materials, |out, text| {
        out.text(&text.zh);
    });
    if let Some(route) = service.route {
        out.field("route");
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
        out.field(name);
        out.list(items, write);
    }
}

/// A reason with its clause's own words.
fn reason(out: &mut Output<'_>, reason: &Reason<'_>, areas: &Areas) {
    out.json("{\"clause\":");
    out.json(areas.quote(&reason.law.clause).unwrap_or("null"));
    out.field("met");
    out.word(reason.met.as_str());
    out.field("says");
    out.shown(reason.finding.says(Lang::Zh));
    out.json("}");
}

fn notice(out: &mut Output<'_>, notice: &Notice) {
    out.json("{\"source\":");
    out.text(&notice.source);
    out.field("on");
    out.shown(notice.on);
    out.field("says");
    out.text(&notice.says.zh);
    out.json("}");
}

fn provisional(out: &mut Output<'_>, baby: &Provisional<'_>) {
    out.json("{\"name\":");
    out.shown(baby.name);
    out.field("certificate_type");
    out.text(baby.certificate_type);
    out.field("number");
    out.shown(baby.number);
    out.json("}");
}

fn deadline(out: &mut Output<'_>, deadline: &Deadline<'_>) {
    out.json("{\"what\":");
    out.text(deadline.what());
    out.field("due_on");
    out.shown(deadline.due_on);
    out.field("estimated");
    out.plain(deadline.is_estimated);
    out.field("clause");
    out.text(&deadline.law().clause);
    out.field("state");
    out.word(deadline.state.as_str());
    out.json("}");
}

fn warning(out: &mut Output<'_>, warning: Warning) {
    out.json("{\"code\":");
    out.word(warning.as_str());
    out.field("says");
    out.text(warning.says(Lang::Zh));
    out.json("}");
}
