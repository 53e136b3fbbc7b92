//! How messages are sealed (`signtype`, `cainfo`). The one in use is SM3; a bureau with SM2 certificates brings its own.

use std::fmt::{self, Write as _};

use hmac::{Hmac, KeyInit, Mac};
use sm3::Sm3;

use crate::adapters::Secret;

/// A way to seal.
pub trait Seal: Send + Sync {
    /// Its name in `signtype`.
    fn signtype(&self) -> &'static str;

    /// The seal over a text, for `cainfo`.
    fn sign(&self, text: &[u8]) -> String;
}

/// The text that is sealed: what tells one message from another, then its input as it goes out.
pub fn text(infno: &str, msgid: &str, inf_time: &str, input: &str) -> String {
    format!("{infno}\n{msgid}\n{inf_time}\n{input}")
}

/// SM3 (GB/T 32905) under a shared key. Hospital code in the open takes the bare digest, which anybody can make.
pub struct HmacSm3(pub Secret);

impl Seal for HmacSm3 {
    fn signtype(&self) -> &'static str {
        "SM3"
    }

    fn sign(&self, text: &[u8]) -> String {
        let mut mac =
            Hmac::<Sm3>::new_from_slice(self.0.expose()).expect("a key of any length will do");
        mac.update(text);
        let mut hex = String::with_capacity(64);
        for byte in mac.finalize().into_bytes() {
            // Writing into text cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

impl fmt::Debug for HmacSm3 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HmacSm3(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{HmacSm3, Seal};
    use crate::adapters::Secret;

    /// A second way, to hold the slot open.
    struct Sm2;

    impl Seal for Sm2 {
        fn signtype(&self) -> &'static str {
            "SM2"
        }

        fn sign(&self, _: &[u8]) -> String {
            String::new()
        }
    }

    #[test]
    fn the_way_is_anybodys_to_choose() {
        let ways: [(Box<dyn Seal>, &str, usize); 2] = [
            (Box::new(HmacSm3(Secret::new("key"))), "SM3", 64),
            (Box::new(Sm2), "SM2", 0),
        ];
        for (way, name, length) in ways {
            assert_eq!(way.signtype(), name);
            assert_eq!(way.sign(b"text").len(), length, "{name}");
        }
    }

    /// RFC 2104 over the digest itself: inner and outer pads written out.
    #[test]
    fn it_is_the_hmac_of_the_standard() {
        use sm3::{Digest, Sm3};
        let mut key = [0_u8; 64];
        key[..3].copy_from_slice(b"key");
        let inner = Sm3::new()
            .chain_update(key.map(|byte| byte ^ 0x36))
            .chain_update(b"text")
            .finalize();
        let outer = Sm3::new()
            .chain_update(key.map(|byte| byte ^ 0x5c))
            .chain_update(inner)
            .finalize();
        let hex: String = outer.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(HmacSm3(Secret::new("key")).sign(b"text"), hex);
    }
}
