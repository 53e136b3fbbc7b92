//! From what was typed to facts: every fault at once, each with its pointer.

use policy::{
    AreaCode, Code, Day, Facts, Refusal,
    facts::{
        Applicant, BABIES_MAX, Ended, EndedHow, Enrolment, Insurance, OtherCover, Parent,
        Pregnancy, Previous, PreviousInsurance, Role, SpecialGroup, count_within,
    },
    gestation::Dating,
    id_number::IdNumber,
    name::Name,
};

use super::{Field, Typed, at_fault, clean, clean::whole, day, told};

/// Every case of the check bears this name; nobody but the calendar sees it.
const CASE: &str = "check";

impl Typed {
    /// The facts in it, or all that is wrong with it. `today` is the day asked about where none is told.
    pub fn facts(&self, today: Day) -> Result<Facts, Vec<Refusal>> {
        let mut reader = Reader {
            typed: self,
            refusals: Vec::new(),
        };
        let facts = reader.facts(today);
        // Held against a day that can't be, every date would look wrong.
        if !reader
            .refusals
            .iter()
            .any(|refusal| refusal.at == Field::AskedOn.pointer())
        {
            for fault in facts.faults() {
                if !reader.refusals.iter().any(|refusal| refusal.at == fault.at) {
                    reader.refusals.push(fault);
                }
            }
        }
        if reader.refusals.is_empty() {
            return Ok(facts);
        }
        Err(self.in_order(reader.refusals))
    }

    /// As the controls stand in the form. There are few, and a sort would weigh kilobytes in the browser.
    fn in_order(&self, refusals: Vec<Refusal>) -> Vec<Refusal> {
        let mut ordered: Vec<Refusal> = Vec::new();
        for refusal in refusals {
            let field = at_fault(self, &refusal.at);
            let after = ordered
                .iter()
                .position(|other| at_fault(self, &other.at) > field);
            ordered.insert(after.unwrap_or(ordered.len()), refusal);
        }
        ordered
    }
}

/// Reads control after control and keeps what is wrong.
pub(super) struct Reader<'a> {
    typed: &'a Typed,
    refusals: Vec<Refusal>,
}

impl Reader<'_> {
    /// What could be read; the rest is among the refusals.
    fn facts(&mut self, today: Day) -> Facts {
        if !self.typed.is_told(Field::Area) {
            self.refuse(Code::MissingField, Field::Area.pointer());
        }
        // Where no area could be read there is a refusal already, and these facts are looked through for others only.
        let area = self
            .one(Field::Area, AreaCode::parse)
            .or_else(|| AreaCode::parse("110000").ok());
        let asked_on = self.one(Field::AskedOn, day).unwrap_or(today);
        let area = area.expect("a province's code is a code");
        Facts {
            pregnancy: self.pregnancy(),
            applicant: self
                .one(Field::Applicant, Applicant::parse)
                .unwrap_or(Applicant::Mother),
            mother: self.mother(),
            father: self.father(),
            insured_parent: self.one(Field::InsuredParent, Role::parse),
            births: self.births(),
            pre_enrolled: self.one(Field::PreEnrolled, yes_no).unwrap_or_default(),
            enrolled_on: self.one(Field::EnrolledOn, day),
            updated_on: self.one(Field::UpdatedOn, day),
            payments: self.list(Field::Paid, told::payment),
            other_cover: self.one(Field::OtherCover, OtherCover::parse),
            assisted: self.one(Field::Assisted, yes_no).unwrap_or_default(),
            benefit_used: self.one(Field::BenefitUsed, yes_no),
            refunded_on: self.one(Field::RefundedOn, day),
            ..Facts::new(CASE, area, asked_on)
        }
    }

    fn pregnancy(&mut self) -> Option<Pregnancy> {
        let due = self.one(Field::DueDate, day).map(Dating::DueDate);
        let last = self.one(Field::LastPeriod, day).map(Dating::LastPeriod);
        let scan = self.scan();
        let fetuses = self.one(Field::Fetuses, |text| {
            count_within(whole(text)?, 1, BABIES_MAX as i64, Code::TooManyBabies)
        });
        let ended = self.ended();
        if !self.typed.is_any_told(&Field::PREGNANCY) {
            return None;
        }
        let ways = [&[Field::DueDate][..], &[Field::LastPeriod], &Field::SCAN];
        if ways
            .into_iter()
            .filter(|way| self.typed.is_any_told(way))
            .count()
            != 1
        {
            self.refuse(Code::InvalidValue, "/pregnancy");
            return None;
        }
        let dating = due.or(last).or(scan)?;
        Some(Pregnancy {
            dating,
            fetuses: fetuses.unwrap_or(1),
            ended,
        })
    }

    fn scan(&mut self) -> Option<Dating> {
        self.all_or_none(&Field::SCAN);
        let on = self.one(Field::ScanOn, day);
        let weeks = self.one(Field::ScanWeeks, |text| {
            count_within(whole(text)?, 0, 44, Code::InvalidValue)
        });
        let days = self.one(Field::ScanDays, |text| {
            count_within(whole(text)?, 0, 6, Code::InvalidValue)
        });
        Some(Dating::Scan {
            on: on?,
            weeks: weeks?,
            days: days?,
        })
    }

    fn ended(&mut self) -> Option<Ended> {
        self.all_or_none(&[Field::EndedOn, Field::EndedHow]);
        let on = self.one(Field::EndedOn, day);
        let how = self.one(Field::EndedHow, EndedHow::parse);
        Some(Ended { on: on?, how: how? })
    }

    fn mother(&mut self) -> Parent {
        let previous = Previous {
            insurance: self.one(Field::PreviousInsurance, PreviousInsurance::parse),
            unbroken_years: self.one(Field::PreviousYears, not_negative),
            gap_months: self.one(Field::PreviousGap, not_negative),
        };
        Parent {
            name: self.one(Field::MotherName, Name::parse),
            id_number: self.one(Field::MotherIdNumber, IdNumber::parse),
            hukou: self.one(Field::MotherHukou, AreaCode::parse),
            enrolment: self.enrolment(Field::MotherInsurance, Field::MotherArea, Field::MotherYear),
            previous: (previous != Previous::default()).then_some(previous),
            special_group: self.one(Field::SpecialGroup, SpecialGroup::parse),
            ..Parent::default()
        }
    }

    fn father(&mut self) -> Parent {
        Parent {
            name: self.one(Field::FatherName, Name::parse),
            id_number: self.one(Field::FatherIdNumber, IdNumber::parse),
            hukou: self.one(Field::FatherHukou, AreaCode::parse),
            enrolment: self.enrolment(Field::FatherInsurance, Field::FatherArea, Field::FatherYear),
            ..Parent::default()
        }
    }

    fn enrolment(&mut self, insurance: Field, area: Field, year: Field) -> Option<Enrolment> {
        if self.typed.is_any_told(&[area, year]) && !self.typed.is_told(insurance) {
            self.refuse(Code::MissingField, insurance.pointer());
        }
        let (area, year) = (self.one(area, AreaCode::parse), self.one(year, told::year));
        let insurance = self.one(insurance, Insurance::parse)?;
        Some(Enrolment {
            insurance,
            area,
            year,
        })
    }

    fn births(&mut self) -> Vec<policy::facts::Birth> {
        let mut births = self.list(Field::Births, told::birth);
        if births.len() > BABIES_MAX {
            self.refuse(Code::TooManyBabies, Field::Births.pointer());
            births.truncate(BABIES_MAX);
        }
        let hospital_area = self.one(Field::HospitalArea, AreaCode::parse);
        let birth_certificate = self.one(Field::BirthCertificate, yes_no);
        let hukou_on = self.one(Field::HukouOn, day);
        for birth in &mut births {
            birth.hospital_area = hospital_area;
            birth.birth_certificate = birth_certificate.unwrap_or_default();
            let hukou = hukou_on.map(|on| policy::facts::Hukou {
                on,
                name: None,
                id_number: None,
            });
            birth.hukou = hukou.filter(|_| birth.is_living());
        }
        births
    }

    /// One value, cleaned and read.
    fn one<T>(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<T, Code>) -> Option<T> {
        let text = self.text(field)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(code) => {
                self.refuse(code, field.pointer());
                None
            }
        }
    }

    /// What is told in a control, cleaned. What is refused whatever it says is refused here.
    fn text(&mut self, field: Field) -> Option<String> {
        if self.typed.is_spoilt(field) {
            self.refuse(Code::InvalidValue, field.pointer());
            return None;
        }
        let text = match field {
            // The law knows the dots of names and refuses full-width letters in them; see `Name::parse`.
            Field::MotherName | Field::FatherName => self.typed.value(field).trim().to_owned(),
            _ => clean(self.typed.value(field)),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Several values with commas between, each read with its own pointer.
    fn list<T>(&mut self, field: Field, read: impl Fn(&str) -> Result<T, told::Fault>) -> Vec<T> {
        let text = self.text(field).unwrap_or_default();
        let items = text
            .split([',', ';', '\n'])
            .map(str::trim)
            .filter(|item| !item.is_empty());
        let mut values = Vec::new();
        for (place, item) in items.enumerate() {
            match read(item) {
                Ok(value) => values.push(value),
                Err((code, part)) => {
                    let at = [field.pointer(), "/", &place.to_string(), part].concat();
                    self.refuse(code, &at);
                }
            }
        }
        values
    }

    /// Where one of these is told, the others must be.
    fn all_or_none(&mut self, fields: &[Field]) {
        if !self.typed.is_any_told(fields) {
            return;
        }
        for field in fields {
            if !self.typed.is_told(*field) {
                self.refuse(Code::MissingField, field.pointer());
            }
        }
    }

    fn refuse(&mut self, code: Code, at: &str) {
        self.refusals.push(Refusal::new(code, at));
    }
}

fn yes_no(text: &str) -> Result<bool, Code> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Code::InvalidValue),
    }
}

fn not_negative(text: &str) -> Result<i64, Code> {
    whole(text).and_then(|number| {
        if number < 0 {
            Err(Code::InvalidValue)
        } else {
            Ok(number)
        }
    })
}
