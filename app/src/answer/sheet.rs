//! The answer and the way it is shown, held together. Absent: markup.

use policy::{
    Answer, AreaCode, Areas, Day,
    clause::Law,
    facts::{Enrolment, Insurance, Role},
    finding::Finding,
};

use super::{Shown, order::Family};
use crate::{
    Lang,
    words::{self, dates, fill},
};

/// What every part of the answer draws from.
pub struct Sheet<'a> {
    /// The answer.
    pub answer: &'a Answer<'a>,
    /// How it is shown.
    pub shown: &'a Shown,
    /// The answer's words, in its language.
    pub words: &'static words::Answer,
    /// The language.
    pub lang: Lang,
    /// Where the family stands.
    pub family: Family,
    /// The day answered for.
    pub today: Day,
}

impl<'a> Sheet<'a> {
    /// Holds them together.
    pub fn new(answer: &'a Answer<'a>, shown: &'a Shown) -> Self {
        Self {
            answer,
            shown,
            words: &shown.look.words().answer,
            lang: shown.look.lang,
            family: Family::of(answer.facts),
            today: answer.facts.asked_on,
        }
    }

    /// A place's name, else its code.
    pub fn place(&self, area: AreaCode) -> String {
        let code = area.as_str();
        let told = self.shown.places.iter().find(|(known, _)| known == code);
        told.map_or(code, |(_, name)| name).to_owned()
    }

    /// A finding's sentence.
    pub fn says(&self, finding: &Finding) -> String {
        finding.says(self.lang).to_string()
    }

    /// `母亲`, `mother`.
    pub fn parent(&self, role: Role) -> &'static str {
        match role {
            Role::Mother => self.words.mother,
            Role::Father => self.words.father,
        }
    }

    /// The day with its weekday.
    pub fn day(&self, day: Day) -> String {
        dates::day(self.lang, day)
    }

    /// A number of days; from two weeks on with the weeks beside them.
    pub fn days(&self, days: i32) -> String {
        let plain = dates::days(self.lang, days);
        if days < 14 {
            return plain;
        }
        fill(
            self.words.weeks_too,
            &[
                ("days", &plain),
                ("weeks", &dates::weeks_short(self.lang, days)),
            ],
        )
    }

    /// How far the day is from the day answered for.
    pub fn distance(&self, day: Day) -> String {
        match day.since(self.today) {
            0 => self.words.is_today.to_owned(),
            days if days > 0 => fill(self.words.days_left, &[("days", &self.days(days))]),
            days => fill(self.words.days_ago, &[("days", &self.days(-days))]),
        }
    }

    /// `城乡居民医保 · 2026年 · 阳江市`, as far as told.
    pub fn cover(&self, cover: &Enrolment) -> String {
        let words = self.words;
        let mut told = match cover.insurance {
            Insurance::None => words.cover_none,
            Insurance::Resident => words.cover_resident,
            Insurance::Employee => words.cover_employee,
            Insurance::Maternity => words.cover_maternity,
        }
        .to_owned();
        if let Some(year) = cover.year {
            told.push_str(" · ");
            told.push_str(&self.year(year));
        }
        if let Some(area) = cover.area {
            told.push_str(" · ");
            told.push_str(&self.place(area));
        }
        told
    }

    /// `2026年`, `2026`.
    pub fn year(&self, year: i32) -> String {
        fill(self.words.year_of, &[("year", &year.to_string())])
    }

    /// `阳医保通〔2022〕11号 附件1 第二条`; the id alone where the clause is not at hand.
    pub fn clause_name(&self, law: &Law) -> String {
        clause_name(self.answer.areas, &law.clause)
    }
}

/// A clause by its document's number and its article; the id alone where the clause is not at hand.
pub fn clause_name(areas: &Areas, id: &str) -> String {
    let clause = areas.clause(id);
    let document = clause.and_then(|clause| areas.document(clause.document_id()));
    match (clause, document) {
        (Some(clause), Some(document)) => [&document.number, " ", &*clause.article].concat(),
        _ => id.to_owned(),
    }
}
