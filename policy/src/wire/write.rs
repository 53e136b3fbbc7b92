//! Facts as JSON.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::day::Day;
use crate::facts::{
    Birth, EndedHow, Enrolment, Facts, Hukou, Parent, Payment, Pregnancy, Previous,
};
use crate::gestation::Dating;
use crate::id_number::IdNumber;
use crate::name::Name;
use crate::phone::Phone;

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
fn put_all<M: SerializeMap>(
    map: &mut M,
    key: &'static str,
    items: &[impl Serialize],
) -> Result<(), M::Error> {
    put(map, key, Some(items).filter(|items| !items.is_empty()))
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
        put_all(&mut map, "births", &self.births)?;
        map.serialize_entry("pre_enrolled", &self.pre_enrolled)?;
        put_all(&mut map, "payments", &self.payments)?;
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
