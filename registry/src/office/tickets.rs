//! Papers that are fetched without a cookie (取件凭证): a phone's in-app browser hands a download over to another browser,
//! which has none of ours. The ticket in the link is chance and nothing else; what the paper says is sealed under a key
//! that only the link has, so neither the link nor the database alone tells anything of anybody.

use std::{fmt, net::IpAddr};

use base64ct::{Base64UrlUnpadded, Encoding as _};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Change, Done, Hand, Office, change::Changed};
use crate::{
    application::ApplicationNumber,
    entry::Event,
    family::FamilyId,
    hex,
    instant::Instant,
    limits::{self, Limit},
    sign_in::network,
    store::{Passed, Passing},
    vault::{Cell, FamilyKey},
};

/// What a link has: 256 bits of chance, of which the row's name and the key are two hashes.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Ticket([u8; 32]);

/// What became of asking for one.
#[derive(Debug)]
pub enum Issued {
    /// Here it is.
    Ticket {
        /// For the link.
        ticket: Ticket,
        /// When the link ends.
        ends_at: Instant,
    },
    /// Too many papers were asked for.
    Wait {
        /// In so many seconds it may go better.
        seconds: i64,
    },
    /// There is no such application in this file.
    NoSuch,
}

impl Ticket {
    /// Reads a link's last part.
    pub fn parse(text: &str) -> Option<Ticket> {
        let mut bytes = [0; 32];
        let read = Base64UrlUnpadded::decode(text, &mut bytes).ok()?.len();
        (read == bytes.len()).then_some(Ticket(bytes))
    }

    /// As it stands in a link: 43 letters, digits, `-` and `_`.
    pub fn text(&self) -> String {
        Base64UrlUnpadded::encode_string(&self.0)
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Ticket(…)")
    }
}

impl Office {
    /// A ticket for a paper about an application of this family's. That it was made stands in the file.
    pub async fn issue_own(
        &self,
        family: FamilyId,
        number: &ApplicationNumber,
        paper: &str,
        body: &[u8],
        hand: &Hand,
    ) -> Done<Issued> {
        let limit = limits::PAPER_FAMILY;
        if self.is_over(limit, &family.0, hand.at).await? {
            return Ok(Issued::Wait {
                seconds: limit.seconds,
            });
        }
        let changed = self
            .change(family, hand, |file| {
                file.standing().application(number).ok_or(())?;
                Ok::<_, ()>(Change {
                    events: vec![Event::PaperMade {
                        number: number.clone(),
                        paper: paper.to_owned(),
                    }],
                    ..Change::default()
                })
            })
            .await?;
        match changed {
            Changed::Kept { .. } => self.issue(Some(family), body, hand.at).await,
            Changed::Not(()) | Changed::KeyUsed | Changed::NoFile => Ok(Issued::NoSuch),
        }
    }

    /// A ticket for a form that nobody has sent. Nothing of it is written in any file.
    pub async fn issue_unsent(&self, from: IpAddr, body: &[u8], now: Instant) -> Done<Issued> {
        let limit = limits::PAPER_ADDRESS;
        if self.is_over(limit, &network(from), now).await? {
            return Ok(Issued::Wait {
                seconds: limit.seconds,
            });
        }
        self.issue(None, body, now).await
    }

    /// What a ticket opens, and until when; none once it has ended, and none for one that never was: the two are not
    /// told apart.
    pub async fn ticketed(
        &self,
        ticket: &Ticket,
        now: Instant,
    ) -> Done<Option<(Vec<u8>, Instant)>> {
        let id = self.row_of(ticket);
        let kept = self.store.get(Passing::Paper, id.clone(), now).await?;
        Ok(kept.and_then(|kept| {
            let body = self.key_of(ticket).open(&cell(&id), &kept.body).ok()?;
            Some((body, kept.expires_at))
        }))
    }

    async fn issue(&self, family: Option<FamilyId>, body: &[u8], now: Instant) -> Done<Issued> {
        let ticket = Ticket(self.draw());
        let id = self.row_of(&ticket);
        let ends_at = now.plus_seconds(limits::PAPER_SECONDS);
        let thing = Passed {
            body: self.key_of(&ticket).seal(&*self.chance, &cell(&id), body)?,
            id,
            family,
            version: 0,
            expires_at: ends_at,
        };
        let kept = self.store.put(Passing::Paper, thing, 0, now).await?;
        debug_assert!(kept.is_some(), "a random name was there already");
        Ok(Issued::Ticket { ticket, ends_at })
    }

    async fn is_over(&self, limit: Limit, whose: &[u8], now: Instant) -> Done<bool> {
        let counter = limit.counter(self.keys.blinds(), whose);
        let counts = self.store.count(vec![counter], now).await?;
        Ok(counts.into_iter().any(|count| count > limit.most))
    }

    fn row_of(&self, ticket: &Ticket) -> Vec<u8> {
        self.keys.blinds().name("paper", &ticket.0).to_vec()
    }

    fn key_of(&self, ticket: &Ticket) -> FamilyKey {
        self.keys.portal_key().beside(&ticket.0)
    }
}

fn cell(id: &[u8]) -> Cell {
    Cell::new("passing", "paper", hex::encode(id))
}
