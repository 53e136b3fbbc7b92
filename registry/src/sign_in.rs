//! A phone that proves itself with a code of six digits, and stays signed in for a while.
//!
//! Whether the number is known to us is looked at on a day alone whose codes are used up, and everybody is told the same
//! then, too: no answer can tell. A code belongs to the browser that asked for it, and a new name is given to the browser
//! when it is believed.

mod room;
mod row;

use std::{net::IpAddr, sync::Arc};

use policy::phone::Phone;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

use crate::{
    family::FamilyId,
    hex,
    instant::Instant,
    keys::{Chance, KeyService},
    limits,
    store::{Passed, Passing, Store, StoreFault, Stored},
    vault::Cell,
};

pub(crate) use room::network;
pub(crate) use row::opens;

use room::Room;

/// A browser's secret name, as its cookie has it. Only a hash of it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

/// What became of asking for a code.
#[derive(Debug)]
pub enum Asked {
    /// Send this code to the number.
    Send {
        /// The browser's name from now on.
        token: Token,
        /// Six digits.
        code: String,
    },
    /// The day's codes are used up, and those in reserve are for numbers that a file has. Whoever asks is told this and
    /// no more, and must not tell the two apart by how long sending takes.
    Reserved {
        /// The browser's name from now on.
        token: Token,
        /// Send this code to the number, if there is one.
        code: Option<String>,
    },
    /// Too often. Nothing is sent, whoever asks.
    Wait {
        /// In so many seconds it may go better.
        seconds: i64,
        /// May a code that this browser asked for before still be entered for this number?
        is_out: bool,
    },
}

/// What became of a code that was typed.
#[derive(Debug)]
pub enum Confirmed {
    /// It was right.
    Right {
        /// The browser's new name.
        token: Token,
        /// The number it stands for.
        phone: Phone,
    },
    /// It was wrong; so many tries are left.
    Wrong {
        /// Tries left.
        left: u32,
    },
    /// There is no such code any more: too old, tried too often, or asked for by another browser.
    Over,
}

/// A browser that is believed.
#[derive(Debug)]
pub struct SignedIn {
    /// For which number.
    pub phone: Phone,
    /// When it ends if nothing more is done.
    pub ends_at: Instant,
}

/// The door.
pub struct SignIn {
    store: Arc<dyn Store>,
    keys: Arc<dyn KeyService>,
    chance: Arc<dyn Chance>,
}

/// What is kept of a browser.
#[derive(Serialize, Deserialize)]
struct Session {
    began_at: Instant,
    used_at: Instant,
    /// The number that was believed.
    phone: Option<String>,
    /// The code that is out.
    code: Option<Code>,
}

#[derive(Serialize, Deserialize)]
struct Code {
    phone: String,
    digest: [u8; 32],
    expires_at: Instant,
    tries: u32,
}

impl SignIn {
    /// A door to that store, with those keys.
    pub fn new(
        store: Arc<dyn Store>,
        keys: Arc<dyn KeyService>,
        chance: Arc<dyn Chance>,
    ) -> SignIn {
        SignIn {
            store,
            keys,
            chance,
        }
    }

    /// Asks for a code to be sent. The code must go out after this returns, since it is durable only then.
    pub async fn ask(
        &self,
        browser: Option<&Token>,
        phone: &Phone,
        from: IpAddr,
        now: Instant,
    ) -> Stored<Asked> {
        let known = match browser {
            Some(token) => self.session(token, now).await?,
            None => None,
        };
        let (token, mut session, version) = match (browser, known) {
            (Some(token), Some((session, version))) => (token.clone(), session, version),
            _ => (self.new_token(), Session::begin(now), 0),
        };
        let room = self.room(&token, phone, from, now).await?;
        if let Room::None(seconds) = room {
            let is_out = self.is_out(&token, phone, now).await?;
            return Ok(Asked::Wait { seconds, is_out });
        }
        // made and kept even where none is sent: nothing but the message is to differ
        let code = self.six_digits();
        // asking is a use: the code must not outlive the browser's name
        session.used_at = now;
        session.code = Some(Code {
            phone: phone.expose().to_owned(),
            digest: self.digest(&token, &code),
            expires_at: now.plus_seconds(limits::CODE_SECONDS),
            tries: 0,
        });
        match self.keep(&token, &session, version, now).await? {
            Some(_) => Ok(match room {
                Room::InReserve(is_kept) => Asked::Reserved {
                    token,
                    code: is_kept.then_some(code),
                },
                Room::OfTheDay | Room::None(_) => Asked::Send { token, code },
            }),
            // another tab was quicker by a moment, and its code is on its way
            None => Ok(Asked::Wait {
                seconds: limits::NUMBER_SHORT.seconds,
                is_out: self.is_out(&token, phone, now).await?,
            }),
        }
    }

    /// Is a code out that this browser asked for, for this number? Looked at last, since a second tap comes while the first
    /// is still being answered.
    async fn is_out(&self, browser: &Token, phone: &Phone, now: Instant) -> Stored<bool> {
        let session = self.session(browser, now).await?;
        let code = session.and_then(|(session, _)| session.code);
        Ok(code.is_some_and(|code| code.phone == phone.expose() && code.holds(now)))
    }

    /// Tries a code. A right one ends the browser's old name.
    pub async fn confirm(&self, browser: &Token, typed: &str, now: Instant) -> Stored<Confirmed> {
        let Some((mut session, version)) = self.session(browser, now).await? else {
            return Ok(Confirmed::Over);
        };
        let Some(code) = session.code.as_mut() else {
            return Ok(Confirmed::Over);
        };
        if !code.holds(now) {
            return Ok(Confirmed::Over);
        }
        code.tries += 1;
        let tries = code.tries;
        let is_right = bool::from(code.digest.ct_eq(&self.digest(browser, typed)));
        let number = code.phone.clone();
        if is_right {
            // spent with this very try, or twenty posts at once would all be let in
            session.code = None;
        }
        // The try is written down before the answer is told: tries made at once can't be counted as one.
        if self.keep(browser, &session, version, now).await?.is_none() {
            return Ok(Confirmed::Over);
        }
        if !is_right {
            let left = limits::CODE_TRIES_MAX - tries;
            return Ok(Confirmed::Wrong { left });
        }
        let Ok(phone) = Phone::parse(&number) else {
            return Ok(Confirmed::Over);
        };
        let token = self.new_token();
        let session = Session {
            phone: Some(number),
            ..Session::begin(now)
        };
        self.keep(&token, &session, 0, now).await?;
        self.store.end(Passing::Session, self.row(browser)).await?;
        Ok(Confirmed::Right { token, phone })
    }

    /// Who a browser stands for. Using it makes it last, up to its end in all.
    pub async fn who(&self, browser: &Token, now: Instant) -> Stored<Option<SignedIn>> {
        let Some((mut session, version)) = self.session(browser, now).await? else {
            return Ok(None);
        };
        let Some(phone) = session
            .phone
            .as_deref()
            .and_then(|told| Phone::parse(told).ok())
        else {
            return Ok(None);
        };
        if now >= session.used_at.plus_seconds(limits::SESSION_TOUCH_SECONDS) {
            session.used_at = now;
            // Lost to another request of the same browser, which wrote the same.
            self.keep(browser, &session, version, now).await?;
        }
        let ends_at = session.ends_at();
        Ok(Some(SignedIn { phone, ends_at }))
    }

    /// Signs a browser out.
    pub async fn leave(&self, browser: &Token) -> Stored<()> {
        self.store.end(Passing::Session, self.row(browser)).await?;
        Ok(())
    }

    /// Signs every browser of a number out; how many.
    pub async fn leave_everywhere(&self, phone: &Phone, now: Instant) -> Stored<usize> {
        let group = group(&*self.keys, phone.expose());
        let sessions = self.store.of_family(Passing::Session, group, now).await?;
        let count = sessions.len();
        for session in sessions {
            self.store.end(Passing::Session, session.id).await?;
        }
        Ok(count)
    }

    async fn session(&self, token: &Token, now: Instant) -> Stored<Option<(Session, u32)>> {
        let row = self.row(token);
        let Some(kept) = self.store.get(Passing::Session, row.clone(), now).await? else {
            return Ok(None);
        };
        let body = self.keys.portal_key().open(&cell(&row), &kept.body);
        let session = body
            .ok()
            .and_then(|body| serde_json::from_slice::<Session>(&body).ok());
        // one of a clock that was wrong would last until that day
        let latest = now.plus_seconds(limits::CLOCKS_DIFFER_SECONDS);
        Ok(session
            .filter(|session| session.ends_at() > now && session.used_at <= latest)
            .map(|session| (session, kept.version)))
    }

    async fn keep(
        &self,
        token: &Token,
        session: &Session,
        seen: u32,
        now: Instant,
    ) -> Stored<Option<u32>> {
        let row = self.row(token);
        let body = serde_json::to_vec(session).expect("a session is plain data");
        let thing = Passed {
            family: session
                .phone
                .as_deref()
                .map(|phone| group(&*self.keys, phone)),
            version: seen,
            body: self
                .keys
                .portal_key()
                .seal(&*self.chance, &cell(&row), &body)
                .map_err(|_| StoreFault::Ours)?,
            expires_at: session.ends_at().max(now),
            id: row,
        };
        self.store.put(Passing::Session, thing, seen, now).await
    }

    /// The name a browser's row has: a hash, so that a stolen database opens no session.
    fn row(&self, token: &Token) -> Vec<u8> {
        self.keys.blinds().name("session", &token.0).to_vec()
    }

    fn digest(&self, token: &Token, code: &str) -> [u8; 32] {
        self.keys
            .blinds()
            .name("code", &[&token.0, code.as_bytes()].concat())
    }

    fn new_token(&self) -> Token {
        let mut bytes = [0; 32];
        self.chance.fill(&mut bytes);
        Token(bytes)
    }

    /// Every code is as likely as every other: what does not divide evenly is drawn again.
    fn six_digits(&self) -> String {
        const CODES: u32 = 1_000_000;
        loop {
            let mut bytes = [0; 4];
            self.chance.fill(&mut bytes);
            let drawn = u32::from_le_bytes(bytes);
            if drawn < u32::MAX / CODES * CODES {
                return format!("{:06}", drawn % CODES);
            }
        }
    }
}

impl Code {
    /// May it still be tried?
    fn holds(&self, now: Instant) -> bool {
        self.expires_at > now && self.tries < limits::CODE_TRIES_MAX
    }
}

impl Session {
    fn begin(now: Instant) -> Session {
        Session {
            began_at: now,
            used_at: now,
            phone: None,
            code: None,
        }
    }

    fn ends_at(&self) -> Instant {
        let idle = self.used_at.plus_seconds(limits::SESSION_IDLE_SECONDS);
        idle.min(self.began_at.plus_seconds(limits::SESSION_SECONDS))
    }
}

impl Token {
    /// As the cookie has it: sixty-four hexadecimal digits.
    pub fn hex(&self) -> String {
        hex::encode(&self.0)
    }

    /// Reads a cookie.
    pub fn parse(text: &str) -> Option<Token> {
        hex::decode(text)?.try_into().ok().map(Token)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Token(***)")
    }
}

/// Sessions of one number share a name, by which all are found when it leaves everywhere.
fn group(keys: &dyn KeyService, phone: &str) -> FamilyId {
    let mac = keys.blinds().name("sessions of", phone.as_bytes());
    let mut name = [0; 16];
    name.copy_from_slice(&mac[..16]);
    FamilyId(name)
}

fn cell(row: &[u8]) -> Cell {
    Cell::new("passing", "session", hex::encode(row))
}
