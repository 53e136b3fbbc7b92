//! A family's key, wrapped: `format, suite, wrapping key's id, family key's version, nonce, ciphertext and tag`.

use zeroize::Zeroizing;

use super::{Chance, KeyFault};
use crate::{
    family::FamilyId,
    vault::{FamilyKey, KEY_BYTES, NONCE_BYTES, SuiteName, derive_key},
};

const FORMAT: u8 = 1;
const HEADER_BYTES: usize = 7;

/// A key that wraps others.
pub(super) struct WrappingKey {
    pub(super) id: u32,
    pub(super) key: Zeroizing<[u8; KEY_BYTES]>,
}

/// The wrapping key's id, in what it wrapped.
pub(super) fn wrapping_id(wrapped: &[u8]) -> Result<u32, KeyFault> {
    let (header, _) = wrapped
        .split_first_chunk::<HEADER_BYTES>()
        .ok_or(KeyFault::Closed)?;
    let [FORMAT, _, a, b, c, d, _] = *header else {
        return Err(KeyFault::Closed);
    };
    Ok(u32::from_be_bytes([a, b, c, d]))
}

impl WrappingKey {
    /// Wraps, with the suite that the family's key writes with.
    pub(super) fn wrap(
        &self,
        chance: &dyn Chance,
        family: FamilyId,
        key: &FamilyKey,
    ) -> Result<Vec<u8>, KeyFault> {
        let suite = key.writes();
        let [a, b, c, d] = self.id.to_be_bytes();
        let header = [FORMAT, suite.byte(), a, b, c, d, key.version()];
        let mut nonce = [0; NONCE_BYTES];
        chance.fill(&mut nonce);
        let ciphertext = suite
            .suite()
            .seal(
                &self.for_suite(suite),
                &nonce,
                &associated(header, family),
                key.root(),
            )
            .map_err(|_| KeyFault::Closed)?;
        Ok([&header[..], &nonce[..], &ciphertext[..]].concat())
    }

    /// Unwraps. `writes` is the suite that the family's key shall write with from now on.
    pub(super) fn unwrap(
        &self,
        family: FamilyId,
        wrapped: &[u8],
        writes: SuiteName,
    ) -> Result<FamilyKey, KeyFault> {
        let (header, rest) = wrapped
            .split_first_chunk::<HEADER_BYTES>()
            .ok_or(KeyFault::Closed)?;
        let (nonce, ciphertext) = rest
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(KeyFault::Closed)?;
        let suite = SuiteName::from_byte(header[1]).ok_or(KeyFault::Closed)?;
        let root = suite
            .suite()
            .open(
                &self.for_suite(suite),
                nonce,
                &associated(*header, family),
                ciphertext,
            )
            .map_err(|_| KeyFault::Closed)?;
        let root = Zeroizing::new(root);
        let root = Zeroizing::new(
            <[u8; KEY_BYTES]>::try_from(root.as_slice()).map_err(|_| KeyFault::Closed)?,
        );
        Ok(FamilyKey::from_root(&root, header[6], writes))
    }

    fn for_suite(&self, suite: SuiteName) -> Zeroizing<[u8; KEY_BYTES]> {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        let purpose = format!("yucan wrapping {}", suite.as_str());
        derive_key(&self.key, &purpose, &mut key);
        key
    }
}

/// The header is authenticated too, and so is whose key it is: a wrapped key put into another family's row is noticed.
fn associated(header: [u8; HEADER_BYTES], family: FamilyId) -> Vec<u8> {
    [&header[..], b"family|key|", family.hex().as_bytes()].concat()
}
