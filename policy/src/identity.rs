//! 临时身份: the name and number under which a baby is enrolled before it has its own.
//!
//! Such a number is not an identity number: it keeps its case, may be up to 50 characters, and nobody may read a
//! birthday or a sex out of it.

use std::fmt::{self, Write};

use crate::answer::{Missing, ServiceAnswer};
use crate::day::Day;
use crate::digits;
use crate::edition::{
    BySexRule, DeceasedNewbornEnrolment, HospitalPreRegistration, ProvisionalRule, SexTail,
};
use crate::facts::{Birth, Facts, Role, Sex};

/// One baby's provisional name and number. Personal data, so it masks itself in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Provisional<'a> {
    /// 参保姓名.
    pub name: Joined<'a>,
    /// 证件类型, by the national dictionary.
    pub certificate_type: &'a str,
    /// 证件号码.
    pub number: Joined<'a>,
}

impl fmt::Debug for Provisional<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Provisional(…)")
    }
}

/// A stem and what is added to it, put together only when shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Joined<'a> {
    stem: &'a str,
    tail: Tail<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tail<'a> {
    Nothing,
    Text(&'a str),
    Numbered(&'a str, u8),
    Letter(char),
    Date(Day),
}

impl fmt::Display for Joined<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.stem)?;
        match self.tail {
            Tail::Nothing => Ok(()),
            Tail::Text(text) => f.write_str(text),
            Tail::Numbered(text, number) => {
                f.write_str(text)?;
                digits::write(f, i32::from(number))
            }
            Tail::Letter(letter) => f.write_char(letter),
            Tail::Date(day) => day.write_without_hyphens(f),
        }
    }
}

/// The name and number of a parent; what isn't told of them is noted as missing.
fn stems<'a>(
    answer: &mut ServiceAnswer<'a>,
    facts: &'a Facts,
    role: Role,
) -> Option<(&'a str, &'a str)> {
    let parent = facts.parent(role);
    if parent.name.is_none() {
        answer.misses(Missing::Name(role));
    }
    if parent.id_number.is_none() {
        answer.misses(Missing::IdNumber(role));
    }
    Some((
        parent.name.as_ref()?.expose(),
        parent.id_number.as_ref()?.expose(),
    ))
}

/// Unborn babies, one or several.
pub fn of_unborn<'a>(answer: &mut ServiceAnswer<'a>, facts: &'a Facts, rule: &'a ProvisionalRule) {
    let rule = match rule {
        ProvisionalRule::Tail(rule) => rule,
        ProvisionalRule::DrawnByAgency(law) => return answer.reads(law),
        // A letter by sex can't be known before the birth.
        ProvisionalRule::BySex(_) => return,
    };
    let fetuses = facts
        .pregnancy
        .as_ref()
        .map_or(1, |pregnancy| pregnancy.fetuses);
    answer.reads(&rule.law);
    if fetuses > 1 {
        answer.reads(&rule.several);
    }
    let Some((name, number)) = stems(answer, facts, Role::Mother) else {
        return;
    };
    for place in 1..=fetuses {
        let tail = if fetuses == 1 {
            Tail::Text(&rule.tail)
        } else {
            Tail::Numbered(&rule.tail, place)
        };
        answer.provisional.push(Provisional {
            name: Joined { stem: name, tail },
            certificate_type: &rule.certificate_type,
            number: Joined { stem: number, tail },
        });
    }
}

/// Newborns that the hospital may register: a letter by sex, counted over all babies born, so that a number once
/// given stays.
pub fn of_newborns<'a>(
    answer: &mut ServiceAnswer<'a>,
    facts: &'a Facts,
    role: Role,
    rules: &'a HospitalPreRegistration,
) {
    let rule = match &rules.provisional {
        ProvisionalRule::BySex(rule) => rule,
        ProvisionalRule::DrawnByAgency(law) => return answer.reads(law),
        // A tail numbers the unborn.
        ProvisionalRule::Tail(_) => return,
    };
    answer.reads(&rule.law);
    if facts.births.len() > 2 {
        answer.reads(&rule.several);
    }
    let Some((name, number)) = stems(answer, facts, role) else {
        return;
    };
    let is_open = |birth: &Birth| {
        let hospital_fits = birth
            .hospital_area
            .is_some_and(|area| area.is_in_any(&rules.hospital.within));
        birth.is_living() && birth.hukou.is_none() && hospital_fits
    };
    for (place, birth) in facts
        .births
        .iter()
        .enumerate()
        .filter(|(_, birth)| is_open(birth))
    {
        answer.provisional.push(Provisional {
            name: Joined {
                stem: name,
                tail: Tail::Text(&rule.of(birth.sex).name),
            },
            certificate_type: &rule.certificate_type,
            number: Joined {
                stem: number,
                tail: letter(rule, &facts.births, place),
            },
        });
    }
}

impl BySexRule {
    fn of(&self, sex: Sex) -> &SexTail {
        match sex {
            Sex::Female => &self.girl,
            Sex::Male => &self.boy,
        }
    }
}

/// The letter of the baby at this place of the birth order.
fn letter<'a>(rule: &'a BySexRule, births: &[Birth], place: usize) -> Tail<'a> {
    let is_first_of_its_sex = |at: usize| {
        births[..at]
            .iter()
            .all(|earlier| earlier.sex != births[at].sex)
    };
    let tails = rule.of(births[place].sex);
    if is_first_of_its_sex(place) {
        return Tail::Text(&tails.first);
    }
    if births.len() == 2 {
        return Tail::Text(&tails.second);
    }
    let further = (0..place).filter(|at| !is_first_of_its_sex(*at)).count();
    rule.further
        .chars()
        .nth(further)
        .map_or(Tail::Nothing, Tail::Letter)
}

/// Babies that died without hukou, each by its own day of birth. The serial that follows is the agency's to draw.
pub fn of_deceased<'a>(
    answer: &mut ServiceAnswer<'a>,
    facts: &'a Facts,
    rules: &'a DeceasedNewbornEnrolment,
    births: impl Iterator<Item = Day>,
) {
    let told = |role: &Role| facts.parent(*role).name.is_some();
    let role = facts
        .insured_parent
        .or_else(|| Role::ALL.iter().copied().find(told))
        .unwrap_or(Role::Mother);
    let Some(name) = &facts.parent(role).name else {
        return answer.misses(Missing::Name(role));
    };
    for day in births {
        answer.provisional.push(Provisional {
            name: Joined {
                stem: name.expose(),
                tail: Tail::Nothing,
            },
            certificate_type: &rules.certificate_type,
            number: Joined {
                stem: &rules.number_prefix,
                tail: Tail::Date(day),
            },
        });
    }
}
