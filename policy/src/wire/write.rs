//! Answers and facts as JSON. Sentences and joined names are written straight into the output.

use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt::Display;

use crate::answer::{Answer, Reason, ServiceAnswer};
use crate::areas::Areas;
use crate::clause::Lang;
use crate::day::Day;
use crate::deadline::{Deadline, Repeat};
use crate::facts::{
    Birth, EndedHow, Enrolment, Facts, Hukou, Parent, Payment, Pregnancy, Previous,
};
use crate::gestation::{Dating, Gestation};
use crate::id_number::IdNumber;
use crate::identity::Provisional;
use crate::name::Name;
use crate::notice::Notice;
use crate::phone::Phone;
use crate::verdict::{Service, Warning};

/// Writes what has a `Display` as a string, without one in between.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Each item of a slice as something that can be written.
struct Each<'a, T, F>(&'a [T], F);

impl<'a, T, W: Serialize, F: Fn(&'a T) -> W> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(&self.1))
    }
}

/// An entry where there is a value.
fn put<M: SerializeMap>(
    map: &mut M,
    key: &'static str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => map.serialize_entry(key, &value),
        None => Ok(()),
    }
}

/// An entry where the list isn't empty.
fn put_all<'a, M: SerializeMap, T, W: Serialize>(
    map: &mut M,
    key: &'static str,
    items: &'a [T],
    write: impl Fn(&'a T) -> W,
) -> Result<(), M::Error> {
    if items.is_empty() {
        Ok(())
    } else {
        map.serialize_entry(key, &Each(items, write))
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &*self.facts.id)?;
        map.serialize_entry("area", &self.facts.area)?;
        map.serialize_entry("rules", &*self.edition.rules)?;
        map.serialize_entry("asked_on", &self.facts.asked_on)?;
        if let Some(gestation) = self.gestation {
            map.serialize_entry("gestation", &gestation)?;
            map.serialize_entry("enrolment_year", &gestation.enrolment_year())?;
            let (first, last) = gestation.birth_years();
            let years = [first, last];
            map.serialize_entry(
                "possible_birth_years",
                if first == last {
                    &years[..1]
                } else {
                    &years[..]
                },
            )?;
        }
        map.serialize_entry("services", &Services(self))?;
        map.serialize_entry("deadlines", &self.deadlines)?;
        map.serialize_entry("repeat", &self.repeat.iter().collect::<Vec<_>>())?;
        map.serialize_entry("warnings", &self.warnings().map(Warned).collect::<Vec<_>>())?;
        map.end()
    }
}

impl Serialize for Gestation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("days", &self.days)?;
        map.serialize_entry("due_date", &self.due_date)?;
        map.end()
    }
}

struct Services<'a>(&'a Answer<'a>);

impl Serialize for Services<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let answer = self.0;
        let services = Service::ALL.iter().map(|service| {
            (
                service,
                One {
                    service: answer.service(*service),
                    areas: answer.areas,
                },
            )
        });
        serializer.collect_map(services)
    }
}

struct One<'a> {
    service: &'a ServiceAnswer<'a>,
    areas: &'a Areas,
}

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let One { service, areas } = *self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("verdict", &service.verdict)?;
        put(&mut map, "opens_on", service.opens_on)?;
        put(&mut map, "closes_on", service.closes_on)?;
        put(&mut map, "covers_from", service.covers_from)?;
        map.serialize_entry(
            "reasons",
            &Each(&service.reasons, |reason| Cited { reason, areas }),
        )?;
        put_all(&mut map, "missing", &service.missing, Shown)?;
        if !service.remedies.is_empty() {
            map.serialize_entry("remedies", &service.remedies().collect::<Vec<_>>())?;
        }
        put(&mut map, "enrol_mother_by", service.enrol_mother_by)?;
        put_all(&mut map, "notices", &service.notices, |notice| {
            Noted(notice)
        })?;
        put_all(&mut map, "readings", &service.readings, |reading| *reading)?;
        put_all(&mut map, "provisional", &service.provisional, |baby| baby)?;
        put_all(&mut map, "materials", service.materials, |text| &*text.zh)?;
        put(&mut map, "route", service.route)?;
        map.end()
    }
}

/// A reason with its clause's own words.
struct Cited<'a> {
    reason: &'a Reason<'a>,
    areas: &'a Areas,
}

impl Serialize for Cited<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("clause", &self.areas.quote(&self.reason.law.clause))?;
        map.serialize_entry("met", self.reason.met.as_str())?;
        map.serialize_entry("says", &Shown(self.reason.finding.says(Lang::Zh)))?;
        map.end()
    }
}

struct Noted<'a>(&'a Notice);

impl Serialize for Noted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("source", &*self.0.source)?;
        map.serialize_entry("on", &self.0.on)?;
        map.serialize_entry("says", &*self.0.says.zh)?;
        map.end()
    }
}

impl Serialize for Provisional<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("name", &Shown(self.name))?;
        map.serialize_entry("certificate_type", self.certificate_type)?;
        map.serialize_entry("number", &Shown(self.number))?;
        map.end()
    }
}

impl Serialize for Deadline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("what", self.what())?;
        map.serialize_entry("due_on", &self.due_on)?;
        map.serialize_entry("estimated", &self.is_estimated)?;
        map.serialize_entry("clause", &*self.law().clause)?;
        map.serialize_entry("state", &self.state)?;
        map.end()
    }
}

impl Serialize for Repeat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("what", "update_information")?;
        map.serialize_entry("every_days", &self.every_days)?;
        map.end()
    }
}

struct Warned(Warning);

impl Serialize for Warned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("code", &self.0)?;
        map.serialize_entry("says", self.0.says(Lang::Zh))?;
        map.end()
    }
}

impl Serialize for Facts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &*self.id)?;
        map.serialize_entry("area", &self.area)?;
        map.serialize_entry("asked_on", &self.asked_on)?;
        map.serialize_entry("applicant", &self.applicant)?;
        put(&mut map, "pregnancy", self.pregnancy.as_ref())?;
        put(
            &mut map,
            "mother",
            Some(&self.mother).filter(|mother| **mother != Parent::default()),
        )?;
        put(
            &mut map,
            "father",
            Some(&self.father).filter(|father| **father != Parent::default()),
        )?;
        put(&mut map, "insured_parent", self.insured_parent)?;
        put_all(&mut map, "births", &self.births, |birth| birth)?;
        map.serialize_entry("pre_enrolled", &self.pre_enrolled)?;
        put_all(&mut map, "payments", &self.payments, |payment| payment)?;
        put(&mut map, "benefit_used", self.benefit_used)?;
        put(&mut map, "other_cover", self.other_cover)?;
        map.serialize_entry("assisted", &self.assisted)?;
        put(&mut map, "enrolled_on", self.enrolled_on)?;
        put(&mut map, "updated_on", self.updated_on)?;
        put(&mut map, "refunded_on", self.refunded_on)?;
        map.end()
    }
}

impl Serialize for Pregnancy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.dating {
            Dating::DueDate(day) => map.serialize_entry("due_date", &day)?,
            Dating::LastPeriod(day) => map.serialize_entry("last_period", &day)?,
            Dating::Scan { on, weeks, days } => {
                map.serialize_entry("scan", &Scan { on, weeks, days })?;
            }
        }
        map.serialize_entry("fetuses", &self.fetuses)?;
        put(
            &mut map,
            "ended",
            self.ended.as_ref().map(|ended| Ended {
                on: ended.on,
                how: ended.how,
            }),
        )?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Scan {
    on: Day,
    weeks: u8,
    days: u8,
}

#[derive(serde::Serialize)]
struct Ended {
    on: Day,
    how: EndedHow,
}

impl Serialize for Parent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        put(&mut map, "name", self.name.as_ref().map(Name::expose))?;
        put(
            &mut map,
            "id_number",
            self.id_number.as_ref().map(IdNumber::expose),
        )?;
        put(&mut map, "phone", self.phone.as_ref().map(Phone::expose))?;
        put(&mut map, "hukou", self.hukou)?;
        put(&mut map, "enrolment", self.enrolment)?;
        put(&mut map, "previous", self.previous)?;
        put(&mut map, "special_group", self.special_group)?;
        map.end()
    }
}

impl Serialize for Enrolment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("insurance", &self.insurance)?;
        put(&mut map, "area", self.area)?;
        put(&mut map, "year", self.year)?;
        map.end()
    }
}

impl Serialize for Previous {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        put(&mut map, "insurance", self.insurance)?;
        put(&mut map, "unbroken_years", self.unbroken_years)?;
        put(&mut map, "gap_months", self.gap_months)?;
        map.end()
    }
}

impl Serialize for Birth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("on", &self.on)?;
        map.serialize_entry("sex", &self.sex)?;
        put(&mut map, "hospital_area", self.hospital_area)?;
        map.serialize_entry("birth_certificate", &self.birth_certificate)?;
        put(&mut map, "hukou", self.hukou.as_ref())?;
        put(&mut map, "died_on", self.died_on)?;
        map.end()
    }
}

impl Serialize for Hukou {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("on", &self.on)?;
        put(&mut map, "name", self.name.as_ref().map(Name::expose))?;
        put(
            &mut map,
            "id_number",
            self.id_number.as_ref().map(IdNumber::expose),
        )?;
        map.end()
    }
}

impl Serialize for Payment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("year", &self.year)?;
        map.serialize_entry("on", &self.on)?;
        map.end()
    }
}
