//! What happened in a family's file: who, when, what, under which edition, with which key of the sender's.
//!
//! An event is written once and read for ever, so a field is only ever added, with a default, and is left out where it says
//! nothing: an act's digest is worked out again from its events. The body of an entry is
//! sealed under the family's key; what stands beside it in the open names nobody.

use std::{collections::BTreeMap, fmt};

use policy::{AreaCode, verdict::Service};
use serde::{Deserialize, Serialize};

use crate::{application::ApplicationNumber, file::kind_of, instant::Instant};

/// The sender's own name for one act, made with the form: the same act sent twice is one act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SenderKey(pub [u8; 16]);

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The family itself, by its confirmed phone.
    Family,
    /// Somebody whom an application names and whose phone did not open the file, by that phone, confirmed.
    Named(String),
    /// Somebody of the agency, by the account's name.
    Agency(String),
    /// The portal, because a time ran out or a message came from outside.
    Portal,
}

/// One entry, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its place in the family's file, from 0.
    pub place: u32,
    /// Its leaf in the audit's tree; none until it is durable.
    pub leaf: Option<u64>,
    /// When it was written.
    pub at: Instant,
    /// Who did it.
    pub by: Actor,
    /// What happened.
    pub event: Event,
    /// Which act of the sender's it belongs to.
    pub key: SenderKey,
    /// The first day of the edition by which the portal decided then, `always` for one without beginning; none where the
    /// act was about no area.
    pub edition: Option<String>,
}

/// What happened. `Debug` says the kind alone.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum Event {
    /// The file was opened for a confirmed phone number.
    Opened {
        /// The number, eleven digits.
        phone: String,
    },
    /// Another phone number was confirmed, and goes before the one so far.
    PhoneChanged {
        /// The number, eleven digits.
        phone: String,
    },
    /// 同意: what may be kept, and why.
    Consented {
        /// To what.
        consent: Consent,
        /// Which wording, by its day.
        version: String,
        /// Who gave it: a guardian for a child's.
        guardian: String,
    },
    /// A consent was taken back.
    ConsentWithdrawn {
        /// To what.
        consent: Consent,
    },
    /// 提交申请.
    Sent(Box<Sent>),
    /// 补正: the same application, sent again after it was asked back.
    Mended(Box<Sent>),
    /// The agency, the family or the clock moved an application on.
    Moved {
        /// Which.
        number: ApplicationNumber,
        /// How.
        step: Step,
    },
    /// The world outside answered a call about an application. Where the answer moves it on, a step stands beside it.
    Answered {
        /// Which.
        number: ApplicationNumber,
        /// What was answered.
        reply: Reply,
    },
    /// The family told something new: its facts as they are now, in the wire form.
    Told {
        /// `policy`'s wire form, whole.
        facts: String,
        /// The application whose matter it is about, where that was said. Else it is about those whose days it fits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ApplicationNumber>,
    },
    /// The agency had its calls about an application that were given up said again.
    SaidAgain {
        /// Which.
        number: ApplicationNumber,
    },
    /// A paper was made.
    PaperMade {
        /// Of which application.
        number: ApplicationNumber,
        /// Which paper.
        paper: String,
    },
    /// Somebody else than the family looked (谁看过).
    Looked {
        /// At what, in a word.
        at: String,
    },
    /// The family took its data along.
    TakenAlong,
    /// The file is destroyed, as the family asked or because its time is over: the key goes with this entry.
    Deleted,
}

/// What a family agrees to, each by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Keeping what the form asks.
    Form,
    /// 不满十四周岁未成年人个人信息: the child's, by its guardian.
    Child,
    /// 敏感个人信息: what tells of health, such as the due date.
    Health,
    /// Keeping what is typed and not sent yet, for a while: whatever of health and children is in it, too.
    Draft,
}

impl Consent {
    /// Every one, in the order they are asked.
    pub const ALL: [Consent; 4] = [
        Consent::Form,
        Consent::Health,
        Consent::Child,
        Consent::Draft,
    ];

    /// Those that a form may ask for when it is sent.
    pub const OF_FORMS: [Consent; 3] = [Consent::Form, Consent::Health, Consent::Child];

    /// The word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Consent::Form => "form",
            Consent::Child => "child",
            Consent::Health => "health",
            Consent::Draft => "draft",
        }
    }
}

impl From<policy::form::Consent> for Consent {
    fn from(asked: policy::form::Consent) -> Consent {
        match asked {
            policy::form::Consent::Form => Consent::Form,
            policy::form::Consent::Health => Consent::Health,
            policy::form::Consent::Child => Consent::Child,
        }
    }
}

/// An application as it was sent. `Debug` shows what names nobody.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Its number.
    pub number: ApplicationNumber,
    /// For what.
    #[serde(with = "service_word")]
    pub service: Service,
    /// In which area, six digits.
    pub area: String,
    /// The edition's first day, `always` for one without beginning.
    pub edition: String,
    /// The form's wording, by its first day.
    pub form: String,
    /// What was typed, by the form's own field names; each checked.
    pub fields: BTreeMap<String, String>,
    /// The facts that were decided on, in `policy`'s wire form.
    pub facts: String,
    /// What the page had shown when it was sent.
    pub shown: String,
    /// What the server decided.
    pub verdict: String,
    /// How it was signed: a typed name, or strokes as a path.
    pub signature: Signature,
}

/// The box in which a finger signs, width by height: page, check and paper share it, so that none takes what another
/// can't draw.
pub const SIGNATURE_BOX: [u16; 2] = [1000, 400];

/// 签名. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// The name, typed.
    Typed(String),
    /// Drawn with a finger: an SVG path in [`SIGNATURE_BOX`].
    Drawn(String),
}

/// How an application moves on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "step")]
pub enum Step {
    /// 受理.
    Accept,
    /// 退回补正.
    AskBack {
        /// What is to be mended, in the agency's words.
        why: String,
        /// The fields at fault.
        #[serde(default)]
        fields: Vec<String>,
    },
    /// 不予受理.
    Refuse {
        /// Why, in the agency's words.
        why: String,
        /// The clause it rests on.
        clause: String,
    },
    /// 登记: in the national system.
    Register {
        /// The babies' provisional names and numbers, in birth order; case is kept.
        identities: Vec<Registered>,
    },
    /// 缴费到账.
    Pay {
        /// The year the premium is for.
        year: i32,
        /// The day of payment, ISO 8601.
        on: String,
        /// How much came, where it is told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fen: Option<u64>,
    },
    /// 办结.
    Finish {
        /// The day, ISO 8601.
        on: String,
    },
    /// 退费到账.
    PayBack {
        /// The day, ISO 8601.
        on: String,
    },
    /// 作废.
    Void {
        /// Why, in words.
        why: String,
    },
    /// 过期.
    Expire,
    /// 撤回, by the family.
    Withdraw,
    /// Undo of the last step, for a slip of the desk's hand.
    Undo {
        /// Why, in the agency's words.
        why: String,
    },
}

/// A baby as the agency entered it. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// 参保姓名.
    pub name: String,
    /// 证件号码, at most 50 characters, never changed in case.
    pub number: String,
    /// 人员编号, the platform's own, once it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_number: Option<String>,
}

/// What the world outside answered. `Debug` shows the kind alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// 参保登记: one baby is in the platform's register.
    Enrolled(Registered),
    /// 信息变更: one child stands there under its own name and number.
    Updated(Registered),
    /// 应征数据: the tax side has what one child is to pay.
    Levied {
        /// Whose.
        person_number: String,
        /// The premium's year.
        year: i32,
    },
    /// 到账: one child's premium came.
    Arrived(Arrived),
}

/// A premium that came for one child. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// Whose: 人员编号.
    pub person_number: String,
    /// The premium's year.
    pub year: i32,
    /// The day it came, ISO 8601.
    pub on: String,
    /// How much, where it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fen: Option<u64>,
}

impl Sent {
    /// The area, where it reads.
    pub fn area(&self) -> Option<AreaCode> {
        AreaCode::parse(&self.area).ok()
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(kind_of(self))
    }
}

impl fmt::Debug for Sent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Sent")
            .field("number", &self.number)
            .field("service", &self.service)
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Signature::Typed(_) => "Typed(***)",
            Signature::Drawn(_) => "Drawn(***)",
        })
    }
}

impl fmt::Debug for Registered {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Registered(***)")
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Reply::Enrolled(_) => "Enrolled(***)",
            Reply::Updated(_) => "Updated(***)",
            Reply::Levied { .. } => "Levied(***)",
            Reply::Arrived(_) => "Arrived(***)",
        })
    }
}

impl fmt::Debug for Arrived {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Arrived(***)")
    }
}

mod service_word {
    use policy::verdict::Service;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer>(service: &Service, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(service.as_str())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Service, D::Error> {
        let word = String::deserialize(from)?;
        Service::parse(&word).map_err(|_| D::Error::custom("no such service"))
    }
}
