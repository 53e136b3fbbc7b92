//! How often one address may ask: a bucket for each address and class, filled steadily, emptied by requests. Bounded in
//! memory whoever asks: the least busy addresses are forgotten, a generation at a time.
//!
//! Absent here: who the person is, and anything that outlives the process.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::Mutex,
    time::{Duration, Instant},
};

use crate::{
    accept::network,
    config::{Rate, Rates},
    inventory::Class,
};

/// Addresses remembered in one generation; there are two.
const ADDRESSES_MAX: usize = 32 * 1024;

/// A bucket holds what comes in this time.
const BUCKET_SECONDS: f64 = 60.0;

/// Buckets of every address and class.
#[derive(Debug)]
pub struct Buckets {
    rates: Rates,
    began_at: Instant,
    generations: Mutex<Generations>,
}

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<(IpAddr, Class), Bucket>,
    old: HashMap<(IpAddr, Class), Bucket>,
}

/// What one address has left.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    /// Seconds since the buckets began.
    filled_at: f64,
}

impl Buckets {
    /// Buckets, all full.
    pub fn new(rates: Rates) -> Self {
        Self {
            rates,
            began_at: Instant::now(),
            generations: Mutex::default(),
        }
    }

    /// Takes one request's worth at that moment; else how long to wait for it.
    pub fn take(&self, address: IpAddr, class: Class, now: Instant) -> Result<(), Duration> {
        let rate = match class {
            Class::Static => self.rates.statics,
            Class::Read => self.rates.read,
            Class::Write => self.rates.write,
            Class::Probe => Rate::Unlimited,
        };
        let Rate::PerMinute(per_minute) = rate else {
            return Ok(());
        };
        let room = f64::from(per_minute);
        let now = now.saturating_duration_since(self.began_at).as_secs_f64();
        let mut generations = self
            .generations
            .lock()
            .expect("no one panics while holding it");
        let bucket = generations.bucket(
            (network(address), class),
            Bucket {
                tokens: room,
                filled_at: now,
            },
        );
        bucket.take(room, now)
    }
}

impl Bucket {
    fn take(&mut self, room: f64, now: f64) -> Result<(), Duration> {
        let per_second = room / BUCKET_SECONDS;
        let since = (now - self.filled_at).max(0.0);
        self.tokens = (self.tokens + since * per_second).min(room);
        self.filled_at = now;
        if self.tokens < 1.0 {
            return Err(Duration::from_secs_f64((1.0 - self.tokens) / per_second));
        }
        self.tokens -= 1.0;
        Ok(())
    }
}

impl Generations {
    fn bucket(&mut self, key: (IpAddr, Class), full: Bucket) -> &mut Bucket {
        if !self.young.contains_key(&key) && self.young.len() >= ADDRESSES_MAX {
            self.old = std::mem::take(&mut self.young);
        }
        let old = &mut self.old;
        self.young
            .entry(key)
            .or_insert_with(|| old.remove(&key).unwrap_or(full))
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    fn buckets(read_per_minute: u32) -> Buckets {
        Buckets::new(Rates {
            read: Rate::PerMinute(read_per_minute),
            ..Rates::default()
        })
    }

    #[test]
    fn a_minutes_worth_at_once_then_the_steady_rate() {
        let buckets = buckets(60);
        let home = IpAddr::from(Ipv4Addr::LOCALHOST);
        let start = buckets.began_at;
        let at = |ms| start + Duration::from_millis(ms);
        for n in 0..60 {
            assert_eq!(
                buckets.take(home, Class::Read, at(0)),
                Ok(()),
                "request {n}"
            );
        }
        assert_eq!(
            buckets.take(home, Class::Read, at(0)),
            Err(Duration::from_secs(1))
        );
        assert!(buckets.take(home, Class::Read, at(900)).is_err());
        assert_eq!(buckets.take(home, Class::Read, at(1_000)), Ok(()));
        assert!(buckets.take(home, Class::Read, at(1_000)).is_err());
        assert_eq!(
            buckets.take(home, Class::Write, at(1_000)),
            Ok(()),
            "classes are apart"
        );
    }

    #[test]
    fn neighbours_share_only_an_ipv6_network() {
        let rows: [(&str, IpAddr, IpAddr, bool); 4] = [
            (
                "two IPv4 addresses",
                [10, 0, 0, 1].into(),
                [10, 0, 0, 2].into(),
                false,
            ),
            (
                "one /64",
                "2001:db8::1".parse().unwrap(),
                "2001:db8::2".parse().unwrap(),
                true,
            ),
            (
                "two /64",
                "2001:db8::1".parse().unwrap(),
                "2001:db8:0:1::1".parse().unwrap(),
                false,
            ),
            (
                "IPv4, and the same in IPv6",
                [10, 0, 0, 1].into(),
                "::ffff:10.0.0.1".parse().unwrap(),
                true,
            ),
        ];
        for (name, first, second, is_shared) in rows {
            let buckets = buckets(1);
            let now = buckets.began_at;
            assert_eq!(buckets.take(first, Class::Read, now), Ok(()));
            assert_eq!(
                buckets.take(second, Class::Read, now).is_err(),
                is_shared,
                "{name}"
            );
        }
    }

    #[test]
    fn memory_is_bounded_by_addresses_not_by_askers() {
        let buckets = buckets(10);
        let busy = IpAddr::from([192, 0, 2, 1]);
        let now = buckets.began_at;
        for _ in 0..10 {
            assert_eq!(buckets.take(busy, Class::Read, now), Ok(()));
        }
        for n in 0..1_000_000_u128 {
            let stranger = IpAddr::from(Ipv6Addr::from(n << 64));
            assert_eq!(buckets.take(stranger, Class::Read, now), Ok(()));
            if n % 1_000 == 0 {
                assert!(
                    buckets.take(busy, Class::Read, now).is_err(),
                    "who asks on is remembered"
                );
            }
        }
        let generations = buckets.generations.lock().unwrap();
        assert!(generations.young.len() <= ADDRESSES_MAX && generations.old.len() <= ADDRESSES_MAX);
    }
}
