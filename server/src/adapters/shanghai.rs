//! Times as the interfaces have them: `yyyy-MM-dd HH:mm:ss`, China's clock.

use registry::Instant;

/// A moment as text.
pub fn time(at: Instant) -> String {
    let day = at.day();
    let (hour, minute) = at.hour_and_minute();
    let second = at.0.div_euclid(1000).rem_euclid(60);
    format!(
        "{:04}-{:02}-{:02} {hour:02}:{minute:02}:{second:02}",
        day.year(),
        day.month(),
        day.day()
    )
}

/// Reads such a text; none where it is no moment of the years 1900 to 2100.
pub fn read_time(text: &str) -> Option<Instant> {
    let (day, clock) = text.split_once(' ')?;
    let day = policy::Day::parse(day).ok()?;
    let mut parts = clock.split(':');
    let mut part = |below: i64| -> Option<i64> {
        let text = parts.next().filter(|text| text.len() == 2)?;
        let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = is_digits.then(|| text.parse().ok())??;
        (number < below).then_some(number)
    };
    let seconds = part(24)? * 3600 + part(60)? * 60 + part(60)?;
    if parts.next().is_some() {
        return None;
    }
    let epoch = policy::Day::new(1970, 1, 1)?;
    // China is eight hours ahead, all year.
    let local = i64::from(day.since(epoch)) * 86_400 + seconds - 8 * 3600;
    Some(Instant(local * 1000))
}

#[cfg(test)]
mod tests {
    use super::{read_time, time};
    use registry::Instant;

    #[test]
    fn times_are_chinas_and_come_back() {
        let rows = [
            (0, "1970-01-01 08:00:00"),
            (1_795_449_600_000, "2026-11-24 00:00:00"),
            (1_795_449_599_000, "2026-11-23 23:59:59"),
        ];
        for (milliseconds, text) in rows {
            assert_eq!(time(Instant(milliseconds)), text);
            assert_eq!(read_time(text), Some(Instant(milliseconds)));
        }
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for text in [
            "",
            "2026-11-24",
            "2026-11-24 24:00:00",
            "2026-11-24 1:00:00",
            "2026-11-24 01:00",
            "2026-11-24 01:00:00:00",
            "2026-02-30 00:00:00",
            "2026-11-24T01:00:00",
            "2026-11-24 +1:00:00",
        ] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
