//! One call, as it is sealed and kept.

use serde::{Deserialize, Serialize};

use crate::{
    application::ApplicationNumber,
    instant::Instant,
    outside::{Assessment, Message, Person, Registration, Template, Update},
};

/// To phones: how far an application has come.
pub const MESSAGES: &str = "messages";
/// To phones: that an application was sent in the mother's name, and may be taken back. It stays true beyond the next step.
pub const TO_BOTH: &str = "messages_to_both";

/// What is to be said, and how long it is of use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// When it was written.
    pub made_at: Instant,
    /// When it is of no use any more, such as a code that ran out.
    #[serde(default)]
    pub until: Option<Instant>,
    /// Which application it is about, where it is about one.
    #[serde(default)]
    pub about: Option<ApplicationNumber>,
    /// What is to be said.
    pub what: What,
}

/// What is to be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A text message.
    Message(Message),
    /// Enrol a baby.
    Register(Box<Registration>),
    /// Ask for somebody whom the agency enrolled by hand, until the platform has it.
    Find {
        /// The insured area, six digits of GB/T 2260.
        area: String,
        /// Whom.
        person: Person,
        /// The year whose premium is asked after next.
        year: i32,
    },
    /// Give an enrolled person its own name and number.
    Update(Update),
    /// Hand an assessed amount to the tax side.
    Levy(Assessment),
    /// Ask whether the money came, until it did.
    Arrival(Assessment),
}

impl What {
    /// To whom, in a word: [`crate::store::NewIntent::to`].
    pub fn to(&self) -> &'static str {
        match self {
            What::Message(message) if message.template() == Template::ToldToBoth => TO_BOTH,
            What::Message(_) => MESSAGES,
            What::Register(_) => "register",
            What::Find { .. } => "find",
            What::Update(_) => "update",
            What::Levy(_) => "levy",
            What::Arrival(_) => "arrival",
        }
    }

    /// Is it asked again and again, until an answer or the end of its time?
    pub(super) fn is_question(&self) -> bool {
        matches!(self, What::Arrival(_) | What::Find { .. })
    }

    /// May it be said at night? All but notices, which ring.
    pub(crate) fn is_awaited(&self) -> bool {
        match self {
            What::Message(message) => message.template().is_awaited(),
            What::Register(_)
            | What::Find { .. }
            | What::Update(_)
            | What::Levy(_)
            | What::Arrival(_) => true,
        }
    }
}

impl Call {
    /// The bytes to be sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a call has no map and no number that JSON lacks")
    }

    /// Reads what [`Call::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Option<Call> {
        serde_json::from_slice(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use policy::{Day, facts::Sex, phone::Phone};

    use super::{Call, What};
    use crate::{
        instant::Instant,
        outside::{
            Agent, Assessment, BabyKind, CertificateKind, Message, Month, Mother, Person, Personal,
            PregnancyEnd, PregnancyTold, Registration, Template, Update,
        },
    };

    fn person(name: &str, number: &str) -> Person {
        Person {
            name: Personal::new(name),
            certificate_kind: CertificateKind::Other,
            certificate_number: Personal::new(number),
        }
    }

    fn registration() -> Registration {
        let phone = Personal::new("13800138000");
        Registration {
            area: "320000".into(),
            baby: person("林晓梅B12", "441702199503081223x"),
            baby_kind: BabyKind::Newborn,
            sex: Some(Sex::Female),
            birthday: Day::new(2026, 11, 20),
            mother: Some(Mother {
                person: person("林晓梅", "441702199503081223"),
                phone: phone.clone(),
            }),
            father: Some(person("陈建国", "441702199301011234")),
            agent: Some(Agent {
                person: person("林大山", "441702196501011234"),
                phone,
                relation: "父亲".into(),
                address: Personal::new("南恩路1号"),
            }),
            pregnancy: Some(PregnancyTold {
                due_on: Day::new(2026, 12, 1),
                last_period_on: None,
                gestation_weeks: Some(38),
                fetuses: 1,
            }),
            ended: Some(PregnancyEnd {
                kind: "1".into(),
                on: Day::new(2026, 11, 20).unwrap(),
                gestation_months: 9,
            }),
        }
    }

    #[test]
    fn every_call_comes_back_from_its_bytes_and_shows_nobody() {
        let phone = Phone::parse("13800138000").unwrap();
        let month = |month| Month { year: 2026, month };
        let assessment = Assessment {
            area: "320000".into(),
            person_number: Personal::new("32000000000000000001"),
            covers_from: month(1),
            covers_to: month(12),
        };
        let update = Update {
            area: "320000".into(),
            person_number: Personal::new("32000000000000000001"),
            person: person("陈小雨", "441702202611201224"),
        };
        let message = Message::new(&phone, Template::Paid, &["YC-23456-789AB"]).unwrap();
        let rows = [
            ("messages", What::Message(message)),
            ("register", What::Register(Box::new(registration()))),
            (
                "find",
                What::Find {
                    area: "320000".into(),
                    person: person("林晓梅B", "441702199503081223B"),
                    year: 2027,
                },
            ),
            ("update", What::Update(update)),
            ("levy", What::Levy(assessment.clone())),
            ("arrival", What::Arrival(assessment)),
        ];
        for (to, what) in rows {
            let call = Call {
                made_at: Instant(1_795_449_600_000),
                until: None,
                about: None,
                what,
            };
            assert_eq!(call.what.to(), to);
            assert_eq!(
                Call::from_bytes(&call.to_bytes()).as_ref(),
                Some(&call),
                "{to}"
            );
            let shown = format!("{call:?}");
            for personal in ["林", "陈", "4417", "138001", "3200000", "南恩"] {
                assert!(!shown.contains(personal), "{to}: {shown}");
            }
        }
    }
}
