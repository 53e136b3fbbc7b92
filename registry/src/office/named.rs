//! What a phone may do that an application names and that opened another file, or none: see the little that concerns it,
//! and take the application back. Either stands in the family's file.

use policy::phone::Phone;

use super::{Act, Acted, Done, Hand, Office};
use crate::{
    application::ApplicationNumber,
    derived::Index,
    entry::{Actor, SenderKey, Step},
    family::FamilyId,
    file::File,
    instant::Instant,
    standing::Application,
};

/// At what it looks, as the file has it.
const AT: &str = "application";

impl Office {
    /// The files in which an application names a confirmed phone that did not open them; that it looks is written down in each,
    /// once a day. Nothing is shown of which that could not be written.
    pub async fn files_naming(&self, phone: &Phone, now: Instant) -> Done<Vec<File>> {
        let found = self.found(Index::NamedPhone, phone.expose()).await?;
        let mut files = Vec::new();
        for file in found {
            if file.standing().naming(phone).next().is_none() {
                continue;
            }
            let hand = Hand {
                by: Actor::Named(phone.expose().to_owned()),
                at: now,
                key: self.look_key(file.family, phone, now),
            };
            self.looked(file.family, AT, &hand).await?;
            files.push(file);
        }
        Ok(files)
    }

    /// Takes an application back for a confirmed phone that it names.
    pub async fn withdraw_named(
        &self,
        number: &ApplicationNumber,
        phone: &Phone,
        at: Instant,
    ) -> Done<Acted> {
        let Some(file) = self.file_with(number).await? else {
            return Ok(Acted::NoSuch);
        };
        let standing = file.standing();
        let mut named = standing.naming(phone);
        if !named.any(|named| named.sent.number == *number) {
            return Ok(Acted::NoSuch);
        }
        let act = Act {
            number: number.clone(),
            step: Step::Withdraw,
        };
        let hand = Hand {
            by: Actor::Named(phone.expose().to_owned()),
            at,
            key: SenderKey(self.draw()),
        };
        // Asked once more when it is written: the family may be mending the number just now.
        let holds = |there: &Application| match there.names(phone) {
            true => Ok(()),
            false => Err(Acted::NoSuch),
        };
        self.act_where(&act, &hand, holds).await
    }

    /// A day's looks are one.
    fn look_key(&self, family: FamilyId, phone: &Phone, now: Instant) -> SenderKey {
        let day = now.day().to_string();
        let whose = [&family.0[..], phone.expose().as_bytes(), day.as_bytes()].concat();
        let name = self.keys.blinds().name("look", &whose);
        let mut key = [0; 16];
        key.copy_from_slice(&name[..16]);
        SenderKey(key)
    }
}
