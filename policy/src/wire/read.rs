//! Facts from JSON. Types, keys and single values are looked at here; facts against each other in [`crate::facts`].

use super::json::Json;
use crate::area::AreaCode;
use crate::day::Day;
use crate::facts::{
    Applicant, BABIES_MAX, Birth, Ended, EndedHow, Enrolment, Facts, Hukou, Insurance, OtherCover,
    Parent, Payment, Pregnancy, Previous, PreviousInsurance, Role, Sex, SpecialGroup, count_within,
};
use crate::gestation::Dating;
use crate::id_number::IdNumber;
use crate::name::Name;
use crate::phone::Phone;
use crate::refusal::{Code, Refusal};

type Read<T> = Result<T, Refusal>;

/// The case's id, where it is a string given once.
pub fn id(json: &Json<'_>) -> Option<String> {
    let Json::Object(entries) = json else {
        return None;
    };
    let mut ids = entries.iter().filter(|(key, _)| key == "id");
    match (ids.next(), ids.next()) {
        (Some((_, Json::Text(id))), None) => Some(id.to_string()),
        _ => None,
    }
}

/// Facts from a whole line.
pub fn facts(json: &Json<'_>) -> Read<Facts> {
    let mut object = Object::open(json, At::Root)?;
    let id = object.required("id", text)?;
    let area = object.required("area", area)?;
    let asked_on = object.required("asked_on", day)?;
    let facts = Facts {
        applicant: object
            .optional("applicant", |json, at| parsed(json, at, Applicant::parse))?
            .unwrap_or(Applicant::Mother),
        pregnancy: object.optional("pregnancy", pregnancy)?,
        mother: object.optional("mother", parent)?.unwrap_or_default(),
        father: object.optional("father", parent)?.unwrap_or_default(),
        insured_parent: object
            .optional("insured_parent", |json, at| parsed(json, at, Role::parse))?,
        births: object.optional("births", births)?.unwrap_or_default(),
        pre_enrolled: object.optional("pre_enrolled", flag)?.unwrap_or_default(),
        payments: object
            .optional("payments", |json, at| list(json, at, payment))?
            .unwrap_or_default(),
        benefit_used: object.optional("benefit_used", flag)?,
        other_cover: object.optional("other_cover", |json, at| {
            parsed(json, at, OtherCover::parse)
        })?,
        assisted: object.optional("assisted", flag)?.unwrap_or_default(),
        enrolled_on: object.optional("enrolled_on", day)?,
        updated_on: object.optional("updated_on", day)?,
        refunded_on: object.optional("refunded_on", day)?,
        ..Facts::new(id, area, asked_on)
    };
    object.close()?;
    Ok(facts)
}

fn pregnancy(json: &Json<'_>, at: At<'_>) -> Read<Pregnancy> {
    let mut object = Object::open(json, at)?;
    let due_date = object.optional("due_date", day)?.map(Dating::DueDate);
    let last_period = object.optional("last_period", day)?.map(Dating::LastPeriod);
    let scan = object.optional("scan", scan)?;
    let fetuses = object.optional("fetuses", |json, at| {
        count_within(whole(json, at)?, 1, BABIES_MAX as i64, Code::TooManyBabies)
            .map_err(|code| at.refuse(code))
    })?;
    let ended = object.optional("ended", |json, at| {
        let mut object = Object::open(json, at)?;
        let on = object.required("on", day)?;
        let how = object.required("how", |json, at| parsed(json, at, EndedHow::parse))?;
        object.close()?;
        Ok(Ended { on, how })
    })?;
    object.close()?;
    let mut told = [due_date, last_period, scan].into_iter().flatten();
    match (told.next(), told.next()) {
        (Some(dating), None) => Ok(Pregnancy {
            dating,
            fetuses: fetuses.unwrap_or(1),
            ended,
        }),
        _ => Err(at.refuse(Code::InvalidValue)),
    }
}

fn scan(json: &Json<'_>, at: At<'_>) -> Read<Dating> {
    let mut object = Object::open(json, at)?;
    let on = object.required("on", day)?;
    let weeks = object.required("weeks", |json, at| within(json, at, 44))?;
    let days = object.required("days", |json, at| within(json, at, 6))?;
    object.close()?;
    Ok(Dating::Scan { on, weeks, days })
}

fn parent(json: &Json<'_>, at: At<'_>) -> Read<Parent> {
    let mut object = Object::open(json, at)?;
    let parent = Parent {
        name: object.optional("name", |json, at| parsed(json, at, Name::parse))?,
        id_number: object.optional("id_number", |json, at| parsed(json, at, IdNumber::parse))?,
        phone: object.optional("phone", |json, at| parsed(json, at, Phone::parse))?,
        hukou: object.optional("hukou", area)?,
        enrolment: object.optional("enrolment", enrolment)?,
        previous: object.optional("previous", previous)?,
        special_group: object.optional("special_group", |json, at| {
            parsed(json, at, SpecialGroup::parse)
        })?,
    };
    object.close()?;
    Ok(parent)
}

fn enrolment(json: &Json<'_>, at: At<'_>) -> Read<Enrolment> {
    let mut object = Object::open(json, at)?;
    let insurance = object.required("insurance", |json, at| parsed(json, at, Insurance::parse))?;
    let area = object.optional("area", area)?;
    let year = object.optional("year", year)?;
    object.close()?;
    Ok(Enrolment {
        insurance,
        area,
        year,
    })
}

fn previous(json: &Json<'_>, at: At<'_>) -> Read<Previous> {
    let mut object = Object::open(json, at)?;
    let previous = Previous {
        insurance: object.optional("insurance", |json, at| {
            parsed(json, at, PreviousInsurance::parse)
        })?,
        unbroken_years: object.optional("unbroken_years", not_negative)?,
        gap_months: object.optional("gap_months", not_negative)?,
    };
    object.close()?;
    Ok(previous)
}

fn births(json: &Json<'_>, at: At<'_>) -> Read<Vec<Birth>> {
    match json {
        Json::List(items) if items.len() > BABIES_MAX => Err(at.refuse(Code::TooManyBabies)),
        _ => list(json, at, birth),
    }
}

fn birth(json: &Json<'_>, at: At<'_>) -> Read<Birth> {
    let mut object = Object::open(json, at)?;
    let birth = Birth {
        on: object.required("on", day)?,
        sex: object.required("sex", |json, at| parsed(json, at, Sex::parse))?,
        hospital_area: object.optional("hospital_area", area)?,
        birth_certificate: object
            .optional("birth_certificate", flag)?
            .unwrap_or_default(),
        hukou: object.optional("hukou", hukou)?,
        died_on: object.optional("died_on", day)?,
    };
    object.close()?;
    Ok(birth)
}

fn hukou(json: &Json<'_>, at: At<'_>) -> Read<Hukou> {
    let mut object = Object::open(json, at)?;
    let on = object.required("on", day)?;
    let name = object.optional("name", |json, at| parsed(json, at, Name::parse))?;
    let id_number = object.optional("id_number", |json, at| parsed(json, at, IdNumber::parse))?;
    object.close()?;
    Ok(Hukou {
        on,
        name,
        id_number,
    })
}

fn payment(json: &Json<'_>, at: At<'_>) -> Read<Payment> {
    let mut object = Object::open(json, at)?;
    let year = object.required("year", year)?;
    let on = object.required("on", day)?;
    object.close()?;
    Ok(Payment { year, on })
}

/// Where a value stands, linked upwards so that a pointer is written only when it is needed.
#[derive(Clone, Copy)]
enum At<'a> {
    Root,
    Field(&'a At<'a>, &'a str),
    Item(&'a At<'a>, usize),
}

impl At<'_> {
    fn refuse(&self, code: Code) -> Refusal {
        Refusal::new(code, self.pointer())
    }

    fn pointer(&self) -> String {
        match self {
            At::Root => String::new(),
            At::Field(parent, name) => {
                let name: String = name.chars().take(200).collect();
                parent.pointer() + "/" + &name.replace('~', "~0").replace('/', "~1")
            }
            At::Item(parent, place) => format!("{}/{place}", parent.pointer()),
        }
    }
}

/// An object whose fields are taken one by one; what is left over at the end is unknown.
struct Object<'a, 'j> {
    entries: &'a [(std::borrow::Cow<'j, str>, Json<'j>)],
    at: At<'a>,
    /// A bit for each of the first 64 entries. No object has as many fields, so of more some are left over.
    taken: u64,
}

impl<'a, 'j> Object<'a, 'j> {
    fn open(json: &'a Json<'j>, at: At<'a>) -> Read<Object<'a, 'j>> {
        match json {
            Json::Object(entries) => Ok(Object {
                entries,
                at,
                taken: 0,
            }),
            _ => Err(at.refuse(Code::WrongType)),
        }
    }

    fn optional<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&'a Json<'j>, At<'_>) -> Read<T>,
    ) -> Read<Option<T>> {
        let mut found = (self.entries.iter().enumerate()).filter(|(_, (key, _))| key == name);
        let Some((place, (_, json))) = found.next() else {
            return Ok(None);
        };
        let at = At::Field(&self.at, name);
        if found.next().is_some() {
            return Err(at.refuse(Code::InvalidValue));
        }
        self.taken |= 1u64.checked_shl(place as u32).unwrap_or(0);
        read(json, at).map(Some)
    }

    fn required<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&'a Json<'j>, At<'_>) -> Read<T>,
    ) -> Read<T> {
        match self.optional(name, read)? {
            Some(value) => Ok(value),
            None => Err(At::Field(&self.at, name).refuse(Code::MissingField)),
        }
    }

    fn close(self) -> Read<()> {
        match self.entries.get(self.taken.trailing_ones() as usize) {
            Some((key, _)) => Err(At::Field(&self.at, key).refuse(Code::UnknownField)),
            None => Ok(()),
        }
    }
}

fn text<'a>(json: &'a Json<'_>, at: At<'_>) -> Read<&'a str> {
    match json {
        Json::Text(text) => Ok(text),
        _ => Err(at.refuse(Code::WrongType)),
    }
}

fn parsed<T>(json: &Json<'_>, at: At<'_>, parse: impl FnOnce(&str) -> Result<T, Code>) -> Read<T> {
    parse(text(json, at)?).map_err(|code| at.refuse(code))
}

fn day(json: &Json<'_>, at: At<'_>) -> Read<Day> {
    parsed(json, at, Day::parse)
}

fn area(json: &Json<'_>, at: At<'_>) -> Read<AreaCode> {
    parsed(json, at, AreaCode::parse)
}

fn flag(json: &Json<'_>, at: At<'_>) -> Read<bool> {
    match json {
        Json::Bool(value) => Ok(*value),
        _ => Err(at.refuse(Code::WrongType)),
    }
}

fn whole(json: &Json<'_>, at: At<'_>) -> Read<i64> {
    match json {
        Json::Whole(value) => Ok(*value),
        _ => Err(at.refuse(Code::WrongType)),
    }
}

fn within(json: &Json<'_>, at: At<'_>, most: i64) -> Read<u8> {
    count_within(whole(json, at)?, 0, most, Code::InvalidValue).map_err(|code| at.refuse(code))
}

fn not_negative(json: &Json<'_>, at: At<'_>) -> Read<i64> {
    match whole(json, at)? {
        value if value < 0 => Err(at.refuse(Code::InvalidValue)),
        value => Ok(value),
    }
}

/// A year of any size: one that no calendar has simply isn't the year asked about.
fn year(json: &Json<'_>, at: At<'_>) -> Read<i32> {
    let year = whole(json, at)?;
    Ok(year.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32)
}

fn list<T>(
    json: &Json<'_>,
    at: At<'_>,
    read: impl Fn(&Json<'_>, At<'_>) -> Read<T>,
) -> Read<Vec<T>> {
    match json {
        Json::List(items) => items
            .iter()
            .enumerate()
            .map(|(place, item)| read(item, At::Item(&at, place)))
            .collect(),
        _ => Err(at.refuse(Code::WrongType)),
    }
}
