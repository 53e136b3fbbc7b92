//! Whether there is room for one more code, under every limit.

use std::net::IpAddr;

use policy::phone::Phone;

use super::{SignIn, Token};
use crate::{
    derived::Index,
    instant::Instant,
    limits::{self, Limit},
    store::Stored,
};

/// Whether a code may be sent.
pub(super) enum Room {
    /// One of the day's.
    OfTheDay,
    /// The day has none left; whether there is one in reserve for this number.
    InReserve(bool),
    /// A limit is passed, for so many seconds.
    None(i64),
}

impl SignIn {
    /// Counts this asking under every limit, narrow ones first. What is refused under a narrow one uses up nothing of
    /// what others share, nor of the number's own day.
    pub(super) async fn room(
        &self,
        browser: &Token,
        phone: &Phone,
        from: IpAddr,
        now: Instant,
    ) -> Stored<Room> {
        let number = phone.expose();
        let network = network(from);
        let session = self.row(browser);
        let rounds: [&[(Limit, &[u8])]; 3] = [
            &[
                (limits::SESSION, &session),
                (limits::ADDRESS, &network),
                (limits::NUMBER_SHORT, number.as_bytes()),
            ],
            &[(limits::NUMBER_DAY, number.as_bytes())],
            &[(limits::PREFIX, &number.as_bytes()[..7])],
        ];
        for round in rounds {
            if let Some(seconds) = self.passed(round, now).await? {
                return Ok(Room::None(seconds));
            }
        }
        if self.passed(&[(limits::ALL, b"")], now).await?.is_none() {
            return Ok(Room::OfTheDay);
        }
        let blind = self.keys.blinds().blind(Index::Phone, number);
        let has_file = !self.store.find(Index::Phone, blind).await?.is_empty();
        // those without one are counted as well, apart: it takes as long
        let whose: &[u8] = if has_file { b"file" } else { b"none" };
        let passed = self.passed(&[(limits::RESERVE, whose)], now).await?;
        Ok(Room::InReserve(has_file && passed.is_none()))
    }

    /// Counts under these limits; the longest window of those that are passed.
    async fn passed(&self, limits: &[(Limit, &[u8])], now: Instant) -> Stored<Option<i64>> {
        let counters = limits
            .iter()
            .map(|(limit, whose)| limit.counter(self.keys.blinds(), whose))
            .collect();
        let counts = self.store.count(counters, now).await?;
        let passed = limits.iter().zip(counts);
        Ok(passed
            .filter(|((limit, _), count)| *count > limit.most)
            .map(|((limit, _), _)| limit.seconds)
            .max())
    }
}

/// An address, or the network of a home where it is of IPv6: one home has 2^64 of those. An address of IPv4 in the
/// clothes of IPv6 is what it is.
pub(crate) fn network(from: IpAddr) -> Vec<u8> {
    match from.to_canonical() {
        IpAddr::V4(address) => address.octets().to_vec(),
        IpAddr::V6(address) => address.octets()[..8].to_vec(),
    }
}
