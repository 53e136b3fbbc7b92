//! Whose connection it is: the peer's, or that of the client a trusted proxy speaks for.

use std::net::{IpAddr, Ipv6Addr};

use http::HeaderMap;
use ipnet::IpNet;

/// Each proxy adds the address it was asked by, at the end.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address a request came from, for limits only: never stored, never logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client(pub IpAddr);

/// The other end of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    peer: IpAddr,
    is_proxy: bool,
}

impl Origin {
    pub(super) fn new(peer: IpAddr, trusted_proxies: &[IpNet]) -> Self {
        let peer = peer.to_canonical();
        Self {
            peer,
            is_proxy: is_among(peer, trusted_proxies),
        }
    }

    /// The address whose connections are counted; a trusted proxy's are not, whole towns come through it.
    pub(super) fn counted_address(self) -> Option<IpAddr> {
        (!self.is_proxy).then_some(self.peer)
    }

    /// The last address that no trusted proxy of ours has. What stands left of it anybody can write.
    pub(super) fn client(self, headers: &HeaderMap, trusted_proxies: &[IpNet]) -> Client {
        if !self.is_proxy {
            return Client(self.peer);
        }
        let told = headers.get_all(FORWARDED_FOR).iter().rev();
        let addresses = told.flat_map(|value| value.to_str().unwrap_or("").rsplit(','));
        for address in addresses {
            let Ok(address) = address
                .trim()
                .parse::<IpAddr>()
                .map(|address| address.to_canonical())
            else {
                break;
            };
            if !is_among(address, trusted_proxies) {
                return Client(address);
            }
        }
        Client(self.peer)
    }
}

/// What limits go by: an IPv4 address, or the /64 that one household or phone has of IPv6.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
    }
}

fn is_among(address: IpAddr, nets: &[IpNet]) -> bool {
    nets.iter().any(|net| net.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forwarded_addresses_count_only_from_a_trusted_proxy() {
        let trusted: Vec<IpNet> = ["10.0.0.0/8", "::1/128"]
            .iter()
            .map(|net| net.parse().unwrap())
            .collect();
        let rows: [(&str, &str, &[&str], &str); 9] = [
            ("no proxy, nothing forwarded", "192.0.2.1", &[], "192.0.2.1"),
            (
                "a forged header from anybody",
                "192.0.2.1",
                &["198.51.100.7"],
                "192.0.2.1",
            ),
            (
                "a proxy's word",
                "10.0.0.1",
                &["198.51.100.7"],
                "198.51.100.7",
            ),
            (
                "what the client added left of it",
                "10.0.0.1",
                &["203.0.113.9, 198.51.100.7"],
                "198.51.100.7",
            ),
            (
                "two proxies of ours",
                "10.0.0.1",
                &["203.0.113.9, 198.51.100.7, 10.0.0.2"],
                "198.51.100.7",
            ),
            (
                "two headers",
                "10.0.0.1",
                &["203.0.113.9", "198.51.100.7"],
                "198.51.100.7",
            ),
            ("a proxy that forgot", "10.0.0.1", &[], "10.0.0.1"),
            (
                "no address at all",
                "::1",
                &["198.51.100.7, unknown"],
                "::1",
            ),
            (
                "a proxy seen through IPv6",
                "::ffff:10.0.0.1",
                &["2001:db8::7"],
                "2001:db8::7",
            ),
        ];
        for (name, peer, forwarded, client) in rows {
            let mut headers = HeaderMap::new();
            for value in forwarded {
                headers.append(FORWARDED_FOR, value.parse().unwrap());
            }
            let origin = Origin::new(peer.parse().unwrap(), &trusted);
            assert_eq!(
                origin.client(&headers, &trusted),
                Client(client.parse().unwrap()),
                "{name}"
            );
        }
    }
}
