//! How many connections may be open: in all, and from one address.

use std::{
    collections::{HashMap, hash_map::Entry},
    net::IpAddr,
    sync::{Arc, Mutex},
};

use super::network;
use crate::config::Caps;

/// The places there are.
#[derive(Debug, Clone)]
pub(super) struct Places(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    connections_max: usize,
    connections_per_address_max: usize,
    taken: Mutex<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    connections: usize,
    /// Only addresses with an open connection: no larger than `connections`.
    by_address: HashMap<IpAddr, usize>,
}

impl Places {
    pub(super) fn new(caps: &Caps) -> Self {
        Self(Arc::new(Counts {
            connections_max: caps.connections,
            connections_per_address_max: caps.connections_per_address,
            taken: Mutex::default(),
        }))
    }

    /// A place until it is dropped, if there is one; without an address only the total counts.
    pub(super) fn take(&self, address: Option<IpAddr>) -> Option<Place> {
        let address = address.map(network);
        let mut taken = self.0.taken.lock().expect("no one panics while holding it");
        if taken.connections >= self.0.connections_max {
            return None;
        }
        if let Some(address) = address {
            let count = taken.by_address.entry(address).or_default();
            if *count >= self.0.connections_per_address_max {
                return None;
            }
            *count += 1;
        }
        taken.connections += 1;
        Some(Place {
            counts: Arc::clone(&self.0),
            address,
        })
    }
}

/// One connection's place.
#[derive(Debug)]
pub(super) struct Place {
    counts: Arc<Counts>,
    address: Option<IpAddr>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let Ok(mut taken) = self.counts.taken.lock() else {
            return;
        };
        taken.connections -= 1;
        if let Some(Entry::Occupied(mut count)) =
            self.address.map(|address| taken.by_address.entry(address))
        {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_left() {
        let places = Places::new(&Caps {
            connections: 3,
            connections_per_address: 2,
            ..Caps::default()
        });
        let [home, work] = ["192.0.2.1", "192.0.2.2"].map(|address| Some(address.parse().unwrap()));
        let first = places.take(home).unwrap();
        let _second = places.take(home).unwrap();
        assert!(places.take(home).is_none(), "the address is full");
        let _third = places.take(work).unwrap();
        assert!(places.take(None).is_none(), "the house is full");
        drop(first);
        assert!(places.take(home).is_some());
        assert_eq!(places.0.taken.lock().unwrap().by_address.len(), 2);
    }
}
