//! One text message to one phone.

use async_trait::async_trait;
use policy::phone::Phone;
use serde::{Deserialize, Serialize};

use super::{Answered, CallId, Personal, RefusalCode, Template};
use crate::instant::Instant;

/// A message, checked: its parameters fit its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Message {
    to: Personal,
    template: Template,
    parameters: Vec<Personal>,
}

/// A message that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageFault {
    /// There are more or fewer parameters than variables.
    #[error("the text has another number of variables")]
    Count,
    /// A parameter is not what its variable is for.
    #[error("parameter {0} is not what its variable holds")]
    Parameter(usize),
    /// It has no phone to go to.
    #[error("that is no phone number")]
    Phone,
}

impl Message {
    /// A message to a phone; the parameters in the order of the text's variables.
    pub fn new(
        to: &Phone,
        template: Template,
        parameters: &[&str],
    ) -> Result<Message, MessageFault> {
        let parameters = parameters.iter().map(|text| Personal::new(*text)).collect();
        Written {
            to: to.into(),
            template,
            parameters,
        }
        .try_into()
    }

    /// The phone, eleven digits.
    pub fn to(&self) -> &Personal {
        &self.to
    }

    /// What it is about.
    pub fn template(&self) -> Template {
        self.template
    }

    /// Names and values for the text's variables.
    pub fn parameters(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = self.template.variables().iter().map(|one| one.name());
        names.zip(self.parameters.iter().map(Personal::expose))
    }
}

/// A message as it was written down, before it is believed.
#[derive(Deserialize)]
struct Written {
    to: Personal,
    template: Template,
    parameters: Vec<Personal>,
}

impl TryFrom<Written> for Message {
    type Error = MessageFault;

    fn try_from(written: Written) -> Result<Message, MessageFault> {
        Phone::parse(written.to.expose()).map_err(|_| MessageFault::Phone)?;
        let variables = written.template.variables();
        if variables.len() != written.parameters.len() {
            return Err(MessageFault::Count);
        }
        let mut pairs = variables.iter().zip(&written.parameters);
        match pairs.position(|(variable, text)| !variable.holds(text.expose())) {
            Some(place) => Err(MessageFault::Parameter(place)),
            None => Ok(Message {
                to: written.to,
                template: written.template,
                parameters: written.parameters,
            }),
        }
    }
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The gateway has none of this id.
    Absent,
    /// The gateway has it; the phone's carrier has not answered yet.
    Waiting,
    /// On the phone.
    Delivered,
    /// The carrier gave it up.
    Failed(RefusalCode),
}

/// The message gateway (短信).
#[async_trait]
pub trait Messages: Send + Sync {
    /// Sends a message under our own id.
    async fn send(&self, id: CallId, message: &Message) -> Answered<()>;

    /// Asks what became of the message of that id, which may have been sent from one moment to another.
    async fn state(
        &self,
        id: CallId,
        message: &Message,
        from: Instant,
        to: Instant,
    ) -> Answered<Delivery>;
}

#[cfg(test)]
mod tests {
    use super::{Message, MessageFault, Template};
    use policy::phone::Phone;

    #[test]
    fn only_what_fits_its_text_is_a_message() {
        let phone = Phone::parse("13800138000").unwrap();
        let number = "YC-23456-789AB";
        let rows: [(&str, Template, &[&str], Option<MessageFault>); 5] = [
            ("a code", Template::SignInCode, &["123456"], None),
            ("a number", Template::Paid, &[number], None),
            ("none", Template::Paid, &[], Some(MessageFault::Count)),
            (
                "one too many",
                Template::Paid,
                &[number, "1"],
                Some(MessageFault::Count),
            ),
            (
                "a name",
                Template::Paid,
                &["林晓梅"],
                Some(MessageFault::Parameter(0)),
            ),
        ];
        for (name, template, parameters, fault) in rows {
            let message = Message::new(&phone, template, parameters);
            assert_eq!(message.clone().err(), fault, "{name}");
            if let Ok(message) = message {
                let json = serde_json::to_string(&message).unwrap();
                assert_eq!(
                    serde_json::from_str::<Message>(&json).unwrap(),
                    message,
                    "{name}"
                );
                let shown = format!("{message:?}");
                assert!(
                    !shown.contains("138001") && !shown.contains("123456"),
                    "{shown}"
                );
            }
        }
    }

    #[test]
    fn one_that_was_written_down_wrongly_is_not_read() {
        for json in [
            r#"{"to":"1380013800","template":"paid","parameters":["YC-23456-789AB"]}"#,
            r#"{"to":"13800138000","template":"paid","parameters":["林晓梅"]}"#,
        ] {
            assert!(serde_json::from_str::<Message>(json).is_err(), "{json}");
        }
    }
}
