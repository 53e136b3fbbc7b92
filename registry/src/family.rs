//! Whose file it is.

use std::fmt;

use crate::{instant::Instant, keys::Chance};

/// A family (家庭): a name of 128 bits, which tells nothing about it but when its file was opened, as its first entry
/// does too. Nobody is let in by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyId(pub [u8; 16]);

/// Bytes of a name that say when it was drawn.
const TIME_BYTES: usize = 6;

impl FamilyId {
    /// A new name: the moment in milliseconds, then 80 random bits. Names that are drawn one after the other stand next
    /// to each other in every table, so that many new files touch few of its pages.
    pub fn draw(at: Instant, chance: &dyn Chance) -> FamilyId {
        let mut name = [0; 16];
        let moment = u64::try_from(at.0).unwrap_or(0).to_be_bytes();
        name[..TIME_BYTES].copy_from_slice(&moment[8 - TIME_BYTES..]);
        chance.fill(&mut name[TIME_BYTES..]);
        FamilyId(name)
    }

    /// Thirty-two hexadecimal digits, as people and addresses have it; the databases keep the sixteen bytes.
    pub fn hex(self) -> String {
        use fmt::Write as _;
        let mut text = String::with_capacity(32);
        for byte in self.0 {
            let _ = write!(text, "{byte:02x}");
        }
        text
    }

    /// Reads what [`FamilyId::hex`] wrote.
    pub fn parse(text: &str) -> Option<FamilyId> {
        if text.len() != 32 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 16];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).ok()?;
            *byte = u8::from_str_radix(digits, 16).ok()?;
        }
        Some(FamilyId(bytes))
    }
}

impl fmt::Debug for FamilyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.hex())
    }
}

#[cfg(test)]
mod tests {
    use super::FamilyId;
    use crate::{instant::Instant, keys::chance::Counted};

    #[test]
    fn names_are_in_order_of_their_moments_and_never_the_same() {
        let chance = Counted::from(7);
        let moments = [0, 1, 1, 255, 256, 1_795_312_800_000, 1_795_312_800_001];
        let names = moments.map(|at| FamilyId::draw(Instant(at), &chance));
        let groups: Vec<_> = names.iter().map(|name| name.0[..6].to_vec()).collect();
        assert!(groups.is_sorted());
        let mut different = names.to_vec();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), names.len());
        assert_eq!(FamilyId::draw(Instant(-1), &chance).0[..6], [0; 6]);
    }
}
