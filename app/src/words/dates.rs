//! Days and spans as people say them. Absent: `chrono`'s format strings, which weigh 10 KB in the browser.

use policy::Day;

use crate::Lang;

/// A day with its weekday: `2026年9月20日（周日）`, `Sunday 20 September 2026`.
pub fn day(lang: Lang, on: Day) -> String {
    let plain = day_plain(lang, on);
    match lang.spoken() {
        Lang::Zh => join(&[&plain, "（", weekday(lang, on), "）"]),
        Lang::En => join(&[weekday(lang, on), " ", &plain]),
    }
}

/// A day without its weekday: `2026年9月20日`, `20 September 2026`.
pub fn day_plain(lang: Lang, on: Day) -> String {
    let (year, number) = (on.year().to_string(), on.day().to_string());
    match lang.spoken() {
        Lang::Zh => join(&[&year, "年", &on.month().to_string(), "月", &number, "日"]),
        Lang::En => join(&[&number, " ", month(on.month()), " ", &year]),
    }
}

/// The day as `<time datetime>` and the check's query write it: `2026-09-20`.
pub fn iso(on: Day) -> String {
    let two = |number: u32| {
        let digits = number.to_string();
        if number < 10 {
            ["0", &digits].concat()
        } else {
            digits
        }
    };
    join(&[
        &on.year().to_string(),
        "-",
        &two(on.month()),
        "-",
        &two(on.day()),
    ])
}

/// Completed days since the last period as weeks and days: `24 周 0 天`, `24 weeks 0 days`.
pub fn weeks(lang: Lang, gestation_days: i32) -> String {
    let (weeks, days) = (
        (gestation_days / 7).to_string(),
        (gestation_days % 7).to_string(),
    );
    match lang.spoken() {
        Lang::Zh => join(&[&weeks, " 周 ", &days, " 天"]),
        Lang::En => join(&[
            &weeks,
            plural(&weeks, " week", " weeks"),
            " ",
            &days,
            plural(&days, " day", " days"),
        ]),
    }
}

/// The same, without the days where there are none: `24 周`, `25 周 5 天`.
pub fn weeks_short(lang: Lang, gestation_days: i32) -> String {
    if gestation_days % 7 != 0 {
        return weeks(lang, gestation_days);
    }
    let weeks = (gestation_days / 7).to_string();
    match lang.spoken() {
        Lang::Zh => join(&[&weeks, " 周"]),
        Lang::En => join(&[&weeks, plural(&weeks, " week", " weeks")]),
    }
}

/// How long to wait, never told shorter than it is: minutes up to an hour, then hours. `3 分钟`, `24 hours`.
pub fn wait(lang: Lang, seconds: i64) -> String {
    let minutes = seconds <= 3600;
    let unit = if minutes { 60 } else { 3600 };
    let count = ((seconds + unit - 1) / unit).to_string();
    match (lang.spoken(), minutes) {
        (Lang::Zh, true) => join(&[&count, " 分钟"]),
        (Lang::Zh, false) => join(&[&count, " 小时"]),
        (Lang::En, true) => join(&[&count, plural(&count, " minute", " minutes")]),
        (Lang::En, false) => join(&[&count, plural(&count, " hour", " hours")]),
    }
}

/// A number of days: `12 天`, `12 days`.
pub fn days(lang: Lang, days: i32) -> String {
    let days = days.to_string();
    match lang.spoken() {
        Lang::Zh => join(&[&days, " 天"]),
        Lang::En => join(&[&days, plural(&days, " day", " days")]),
    }
}

/// `周日`, `Sunday`.
pub fn weekday(lang: Lang, on: Day) -> &'static str {
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    const EN: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    match lang.spoken() {
        Lang::Zh => ZH[on.weekday()],
        Lang::En => EN[on.weekday()],
    }
}

fn month(month: u32) -> &'static str {
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    EN[month as usize - 1]
}

fn plural(number: &str, one: &'static str, many: &'static str) -> &'static str {
    if number == "1" { one } else { many }
}

fn join(pieces: &[&str]) -> String {
    pieces.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_in_the_examples_of_the_look() {
        let on = Day::new(2026, 9, 20).expect("a real day");
        assert_eq!(day(Lang::Zh, on), "2026年9月20日（周日）");
        assert_eq!(day(Lang::En, on), "Sunday 20 September 2026");
        assert_eq!(iso(on), "2026-09-20");
        assert_eq!(iso(Day::new(2026, 1, 2).expect("a real day")), "2026-01-02");
        assert_eq!(weeks(Lang::Zh, 168), "24 周 0 天");
        assert_eq!(weeks(Lang::En, 169), "24 weeks 1 day");
        assert_eq!(weeks_short(Lang::Zh, 168), "24 周");
        assert_eq!(weeks_short(Lang::En, 7), "1 week");
        assert_eq!(weeks_short(Lang::En, 180), "25 weeks 5 days");
        assert_eq!(days(Lang::Zh, 12), "12 天");
        assert_eq!(days(Lang::En, 1), "1 day");
    }

    #[test]
    fn a_wait_is_told_in_minutes_then_in_hours_and_never_too_short() {
        assert_eq!(wait(Lang::Zh, 1), "1 分钟");
        assert_eq!(wait(Lang::En, 60), "1 minute");
        assert_eq!(wait(Lang::En, 61), "2 minutes");
        assert_eq!(wait(Lang::Zh, 3600), "60 分钟");
        assert_eq!(wait(Lang::Zh, 3601), "2 小时");
        assert_eq!(wait(Lang::En, 86_400), "24 hours");
    }
}
