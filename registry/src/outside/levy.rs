//! Premiums: the assessed amount goes to the tax side, the family pays there, and the arrival comes back.

use std::fmt;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{Answered, CallId, Personal};
use crate::instant::Instant;

/// A month of the calendar, in which premiums are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Month {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// Reads `202601`.
    pub fn parse(text: &str) -> Option<Month> {
        if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let month = Month {
            year: text[..4].parse().ok()?,
            month: text[4..].parse().ok()?,
        };
        (1..=12).contains(&month.month).then_some(month)
    }
}

impl fmt::Display for Month {
    /// As the interfaces have it: `202601`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}{:02}", self.year, self.month)
    }
}

/// 核定: that one person is to pay for one span of months. How much that is, whoever speaks for the agency knows: each
/// year has its notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The insured area, six digits of GB/T 2260.
    pub area: String,
    /// 人员编号, from the enrolment.
    pub person_number: Personal,
    /// The first month it is for.
    pub covers_from: Month,
    /// The last month it is for.
    pub covers_to: Month,
}

/// 到账: money that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// When.
    pub arrived_at: Instant,
    /// How much, where it is told.
    pub amount_fen: Option<u64>,
    /// The first month it is for.
    pub covers_from: Month,
    /// The last month it is for.
    pub covers_to: Month,
}

/// Where a levy stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LevyState {
    /// The tax side does not know of it.
    Absent,
    /// It is there, and nothing came yet.
    Waiting,
    /// The money came.
    Arrived(Arrival),
}

/// The tax side. No public interface is found; see the adapter for what it is modelled on.
#[async_trait]
pub trait Levy: Send + Sync {
    /// Hands an assessed amount over.
    async fn push(&self, id: CallId, assessment: &Assessment) -> Answered<()>;

    /// Asks what became of it.
    async fn state(&self, assessment: &Assessment) -> Answered<LevyState>;
}

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn months_are_six_digits() {
        let rows = [
            ("202601", true),
            ("202612", true),
            ("202613", false),
            ("202600", false),
            ("2026-1", false),
            ("20261", false),
            ("２０２６０１", false),
        ];
        for (text, reads) in rows {
            let month = Month::parse(text);
            assert_eq!(month.is_some(), reads, "{text}");
            if let Some(month) = month {
                assert_eq!(month.to_string(), text);
            }
        }
    }
}
