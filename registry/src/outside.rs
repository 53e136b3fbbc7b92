//! The world outside: the message gateway, the identity check, the national platform, the tax side. Traits alone; who
//! starts the portal fills them.
//!
//! Whatever changes something out there is an intent first, written with the entry that wants it, and is said after
//! that is durable ([`crate::calls`]). Looking something up may be done on the spot.

mod answer;
mod check;
mod enrolment;
mod levy;
mod message;
mod person;
mod template;

use std::{fmt, sync::Arc};

pub use answer::{Answered, Fault, RefusalCode};
pub use check::{Agreement, IdentityCheck};
pub use enrolment::{
    BabyKind, Enrolled, EnrolmentLookUp, EnrolmentPush, PregnancyEnd, PregnancyTold, Registration,
    Update,
};
pub use levy::{Arrival, Assessment, Levy, LevyState, Month};
pub use message::{Delivery, Message, MessageFault, Messages};
pub use person::{Agent, CertificateKind, Mother, Person, Personal};
pub use template::{Template, Variable};

/// Everything outside, held together.
#[derive(Clone)]
pub struct Outside {
    /// Text messages.
    pub messages: Arc<dyn Messages>,
    /// Does this name go with this number?
    pub identity: Arc<dyn IdentityCheck>,
    /// Who is enrolled.
    pub look_up: Arc<dyn EnrolmentLookUp>,
    /// Enrolling, and mending what is enrolled.
    pub push: Arc<dyn EnrolmentPush>,
    /// Premiums.
    pub levy: Arc<dyn Levy>,
}

impl fmt::Debug for Outside {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Outside(…)")
    }
}

/// A call's own key: the intent's. Where the other side keeps it, it can be asked what became of the call.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub [u8; 16]);

impl CallId {
    /// Thirty-two hexadecimal digits, as the other side gets it.
    pub fn hex(self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for CallId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.hex())
    }
}
