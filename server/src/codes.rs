//! Codes for phones: asked for by a browser, sent by the world outside, typed by people, believed. The door and every
//! form that needs a phone in its course go this way. Absent: pages.

use std::{net::IpAddr, time::Duration};

use app::{
    forms::apply::plain,
    pages::sign_in::{Step, Trouble},
};
use policy::{form::Kind, phone::Phone};
use registry::{
    Instant,
    outside::{CallId, Message, Outside, Template},
    sign_in::{Asked, Confirmed, Token},
    store::StoreFault,
};

use crate::{accept::Client, chance, portal::Portal, session};

/// A code that goes to known numbers alone goes when the answer has long gone: waiting for the gateway, or working beside
/// it, would tell whose number is known.
const AFTER_THE_ANSWER: Duration = Duration::from_secs(1);

/// A browser that asks: by its name, if it has one, from where and when.
pub struct Caller<'a> {
    /// The portal.
    pub portal: &'a Portal,
    /// Its name.
    pub browser: Option<&'a Token>,
    /// Where from.
    pub from: IpAddr,
    /// When.
    pub now: Instant,
}

/// Why it is not let on.
#[derive(Clone, Copy)]
pub enum Stopped {
    /// What it is to do once more, and what went wrong.
    Again(Step, Trouble),
    /// The database.
    Away(StoreFault),
}

/// A code was asked for, and is asked back.
pub struct Asking {
    /// The browser's name from now on.
    pub token: Token,
    /// The code, where the page shows it, which is in a demonstration alone.
    pub shown_code: Option<String>,
    /// What else there is to say.
    pub trouble: Option<Trouble>,
}

impl From<StoreFault> for Stopped {
    fn from(fault: StoreFault) -> Stopped {
        Stopped::Away(fault)
    }
}

impl<'a> Caller<'a> {
    /// Who asks just now.
    pub fn new(
        portal: &'a Portal,
        browser: Option<&'a Token>,
        client: Option<&Client>,
    ) -> Caller<'a> {
        Caller {
            portal,
            browser,
            from: session::address(client),
            now: portal.now(),
        }
    }

    /// Sends a code to a phone as it was typed.
    pub async fn ask(&self, phone: &str) -> Result<Asking, Stopped> {
        let again = |trouble| Stopped::Again(Step::Phone, trouble);
        let phone =
            Phone::parse(&plain(Kind::Phone, phone)).map_err(|_| again(Trouble::BadPhone))?;
        let door = &self.portal.sign_in;
        let shown = |code| self.portal.is_demo.then_some(code);
        match door.ask(self.browser, &phone, self.from, self.now).await? {
            // The one before still opens: its control stays.
            Asked::Wait {
                seconds,
                is_out: true,
            } => Err(Stopped::Again(Step::Code, Trouble::StillOut(seconds))),
            Asked::Wait { seconds, .. } => Err(again(Trouble::Slow(seconds))),
            Asked::Send { token, code } => {
                let sending = send(self.portal.outside.clone(), phone, code.clone());
                if !sending.await && !self.portal.is_demo {
                    return Err(again(Trouble::NoMessage));
                }
                Ok(Asking {
                    token,
                    shown_code: shown(code),
                    trouble: None,
                })
            }
            Asked::Reserved { token, code } => {
                if let Some(code) = code.clone() {
                    let outside = self.portal.outside.clone();
                    tokio::spawn(async move {
                        tokio::time::sleep(AFTER_THE_ANSWER).await;
                        send(outside, phone, code).await;
                    });
                }
                Ok(Asking {
                    token,
                    shown_code: code.and_then(shown),
                    trouble: Some(Trouble::UsedUp),
                })
            }
        }
    }

    /// Believes a phone by the code as it was typed: the browser's new name, and the phone.
    pub async fn enter(&self, code: &str) -> Result<(Token, Phone), Stopped> {
        let code = read(code).ok_or(Stopped::Again(Step::Code, Trouble::BadCode))?;
        let over = Stopped::Again(Step::Phone, Trouble::Over);
        let Some(browser) = self.browser else {
            return Err(over);
        };
        match self
            .portal
            .sign_in
            .confirm(browser, &code, self.now)
            .await?
        {
            Confirmed::Right { token, phone } => Ok((token, phone)),
            Confirmed::Wrong { left: 0 } | Confirmed::Over => Err(over),
            Confirmed::Wrong { left } => Err(Stopped::Again(Step::Code, Trouble::WrongCode(left))),
        }
    }
}

/// Sends a code; whether it is on its way.
async fn send(outside: Option<Outside>, phone: Phone, code: String) -> bool {
    let Some(outside) = outside else {
        return false;
    };
    let message = Message::new(&phone, Template::SignInCode, &[&code])
        .expect("six digits are what the text has room for");
    let id = CallId(chance::drawn());
    outside.messages.send(id, &message).await.is_ok()
}

/// Six digits as people type them: with blanks, or in the wide letters of a Chinese keyboard.
fn read(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .filter_map(|letter| letter.to_digit(10).or_else(|| full_width(letter)))
        .filter_map(|digit| char::from_digit(digit, 10))
        .take(7)
        .collect();
    (digits.len() == 6).then_some(digits)
}

fn full_width(letter: char) -> Option<u32> {
    let digit = u32::from(letter).checked_sub(u32::from('０'))?;
    (digit < 10).then_some(digit)
}
