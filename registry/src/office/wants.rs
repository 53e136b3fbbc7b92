//! What an act wants said to the family it is about: by nothing but where the file stood before and after it, so that it
//! can be worked out again from the entries.

use super::{
    acts::tellings,
    send::{phones, tell},
};
use crate::{
    calls::What,
    entry::{Actor, Event, Step},
    outside::Template,
    standing::Standing,
};

/// The messages that go with an entry, as many and in the order in which they are kept. Of an application that came in
/// their wording hangs on what it tells; how many there are does not.
pub(crate) fn messages_of(
    before: &Standing,
    after: &Standing,
    event: &Event,
    by: &Actor,
) -> Vec<What> {
    match event {
        Event::Sent(sent) | Event::Mended(sent) => {
            let number = sent.number.to_string();
            phones(&before.phone, &sent.fields)
                .into_iter()
                .filter_map(|phone| tell(phone, Template::Received, &number))
                .collect()
        }
        Event::Moved { number, step } => {
            let Some(application) = after.application(number) else {
                return Vec::new();
            };
            let stage = before
                .application(number)
                .map(|application| application.stage);
            let is_told =
                stage != Some(application.stage) || !matches!(step, Step::Register { .. });
            if is_told {
                tellings(after, application, step, by)
            } else {
                Vec::new()
            }
        }
        _ => Vec::new(),
    }
}
