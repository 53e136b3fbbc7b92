//! Chance from the system, for names of acts.

use registry::keys::{Chance, SystemChance};

/// So many random bytes.
pub fn drawn<const BYTES: usize>() -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    SystemChance.fill(&mut bytes);
    bytes
}
