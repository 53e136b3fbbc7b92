//! What forms say at a field that can't be taken as it is, and beside one that can. In the browser too.

use policy::{Code, Day, gestation, id_number::IdNumber};

use super::{dates, group};
use crate::{
    Lang,
    forms::check::{Field, Kind, Typed},
};

group! {
    /// Words of the check's form, in sentences that say how to mend.
    Forms {
        area_missing: "请先填在哪里办。", "Please tell the place first.";
        area_unknown: "没有认出这个地方。请填城市名，再从列出的里面选；也可以填六位行政区划代码。", "This place was not found. Type a city's name and choose from the list, or its six-digit code.";
        date: "认不出这一天。请写成 2027-01-10 或 2027年1月10日。", "This day can't be read. Please write it as 2027-01-10.";
        future: "这一天还没有到，请再看一眼年和月。", "This day has not come yet. Please look at the year and the month again.";
        died_early: "离开的日子早于出生的日子，请再看一眼。", "This day is before the birth. Please look again.";
        hukou_early: "落户的日子早于出生的日子，请再看一眼。", "The hukou is dated before the birth. Please look again.";
        weeks: "按这个日子算，孕周不在 0 到 44 周之间，请再看一眼年份。", "By this day the pregnancy is not between 0 and 44 weeks. Please look at the year again.";
        one_dating: "预产期、末次月经、B超，填一样就好，请清空另外的。", "Due date, last period, scan: one of them is enough. Please clear the others.";
        no_dating: "请在预产期、末次月经、B超里填一样，大概的日子也可以。", "Please fill in one of due date, last period and scan; about right is enough.";
        scan_part: "B超要填三样：哪一天做的，当时几周，又几天。", "A scan needs all three: its day, the weeks then, and the days beyond.";
        ended_part: "请把日子和情况都填上，或者都空着。", "Please fill in both the day and what happened, or leave both empty.";
        insurance_missing: "请选参加的是哪一种；不清楚的，把下面的地方和年度空着就好。", "Please choose the kind of insurance. If you are not sure, leave its place and year empty.";
        babies: "最多能填 9 个宝宝。", "Nine babies at the most.";
        births_sex: "请在日期后面写上性别：女或男，例如 2026-11-02女。", "Please add the sex after the day: f or m, for example 2026-11-02f.";
        births_day: "认不出出生的日子。请写成 2026-11-02女；几个宝宝用逗号隔开。", "The day of birth can't be read. Please write 2026-11-02f, with commas between babies.";
        paid_form: "请写成“年度:缴费日”，例如 2026:2026-11-20。", "Please write the year, a colon, and the day of paying: 2026:2026-11-20.";
        whole: "请填一个整数。", "Please give a whole number.";
        weeks_number: "请填 0 到 44 的整数。", "Please give a whole number from 0 to 44.";
        days_number: "请填 0 到 6 的整数。", "Please give a whole number from 0 to 6.";
        fetuses_number: "请填 1 到 9 的整数。", "Please give a whole number from 1 to 9.";
        choose: "请从列出的里面选一个。", "Please choose one of those listed.";
        once: "这一项给了两次，或者太长了。请只填一次。", "This was given twice, or is too long. Please give it once.";
        id_number: "身份证号对不上，请再看一眼：共 18 位，最后一位也可能是 X。", "The ID number does not fit; please look once more. It has 18 characters, the last may be X.";
        id_number_last: "身份证号最后一位对不上，请再看一眼。", "The last character of the ID number does not fit; please look once more.";
        mother_sex: "这不是一位女士的身份证号，请再看一眼。", "This is not a woman's ID number. Please look again.";
        father_sex: "这不是一位男士的身份证号，请再看一眼。", "This is not a man's ID number. Please look again.";
        name: "姓名里有认不出的字。请用汉字或字母，2 到 50 个字，中间的点用“·”。", "The name has characters that can't be used. Chinese characters or Latin letters, 2 to 50, with “·” between parts.";
        weeks_today: "今天", "Today";
        wrong: "错误：", "Error: ";
        find_choose: "是哪一个？", "Which one?";
    }
}

impl Forms {
    /// In a language.
    pub fn of(lang: Lang) -> &'static Forms {
        const ZH: &Forms = &Forms::ZH;
        const EN: &Forms = &Forms::EN;
        match lang.spoken() {
            Lang::Zh => ZH,
            Lang::En => EN,
        }
    }

    /// How to mend what was refused with this code at this control. `at` is the refusal's own pointer.
    pub fn mend(&self, typed: &Typed, field: Field, code: Code, at: &str) -> &'static str {
        if typed.is_spoilt(field) {
            return self.once;
        }
        match code {
            Code::MissingField => self.missing(field, at),
            Code::InvalidDate if field == Field::Births => self.births_day,
            Code::InvalidDate => self.date,
            Code::DateInFuture => self.future,
            Code::DatesOutOfOrder if field == Field::HukouOn => self.hukou_early,
            Code::DatesOutOfOrder => self.died_early,
            Code::InvalidIdNumber if IdNumber::is_last_off(typed.value(field)) => {
                self.id_number_last
            }
            Code::InvalidIdNumber => self.id_number,
            Code::SexMismatch if field == Field::FatherIdNumber => self.father_sex,
            Code::SexMismatch => self.mother_sex,
            Code::InvalidName => self.name,
            Code::InvalidArea => self.area_unknown,
            Code::ImplausibleGestation => self.weeks,
            Code::TooManyBabies => self.babies,
            Code::InvalidValue if at == "/pregnancy" => self.dating(typed),
            Code::InvalidValue => self.value(field),
            // These are of the wire form alone.
            Code::NotJson | Code::UnknownField | Code::WrongType | Code::InvalidPhone => {
                self.choose
            }
        }
    }

    fn missing(&self, field: Field, at: &str) -> &'static str {
        match field {
            Field::ScanOn | Field::ScanWeeks | Field::ScanDays => self.scan_part,
            Field::EndedOn | Field::EndedHow => self.ended_part,
            Field::MotherInsurance | Field::FatherInsurance => self.insurance_missing,
            Field::Births if at.ends_with("/sex") => self.births_sex,
            Field::Paid => self.paid_form,
            _ => self.area_missing,
        }
    }

    fn dating(&self, typed: &Typed) -> &'static str {
        let is_dated = typed.is_any_told(&[Field::DueDate, Field::LastPeriod])
            || typed.is_any_told(&Field::SCAN);
        if is_dated {
            self.one_dating
        } else {
            self.no_dating
        }
    }

    fn value(&self, field: Field) -> &'static str {
        match (field, field.kind()) {
            (Field::ScanWeeks, _) => self.weeks_number,
            (Field::ScanDays, _) => self.days_number,
            (Field::Fetuses, _) => self.fetuses_number,
            (Field::Paid, _) => self.paid_form,
            (_, Kind::Count) => self.whole,
            _ => self.choose,
        }
    }
}

/// A day as it was understood, and for those that date a pregnancy how far it is on the day asked about.
pub fn understood(lang: Lang, field: Field, on: Day, asked_on: Day) -> String {
    let day = dates::day(lang, on);
    let dating = match field {
        Field::DueDate => gestation::Dating::DueDate(on),
        Field::LastPeriod => gestation::Dating::LastPeriod(on),
        _ => return day,
    };
    let days = dating.days_on(asked_on);
    match gestation::is_plausible(days) {
        true => [
            &day,
            " · ",
            Forms::of(lang).weeks_today,
            " ",
            &dates::weeks(lang, days),
        ]
        .concat(),
        false => day,
    }
}
