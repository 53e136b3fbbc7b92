//! What a paper is about, as it stood when the paper was asked for: whoever prints it twice from one link gets the same
//! paper twice. Personal data: it lies only sealed, and its `Debug` tells nothing.

use std::{collections::BTreeMap, fmt};

use app::forms::apply::{self, Unsent};
use papers::Paper;
use policy::{
    Areas, Day, Facts,
    edition::Edition,
    form::Form,
    verdict::Service,
    wire::{self, Line},
};
use registry::{
    Instant, Standing,
    entry::{Registered, Signature},
    standing::Application,
};
use serde::{Deserialize, Serialize};

use super::{form, receipt};

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The form, filled in.
    Form,
    /// 回执.
    Receipt,
}

impl Kind {
    /// Reads [`Kind::as_str`].
    pub fn parse(word: &str) -> Option<Kind> {
        [Kind::Form, Kind::Receipt]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    /// The word in forms, in a file's entry and in the name of what is fetched.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Form => "form",
            Kind::Receipt => "receipt",
        }
    }
}

/// What a paper is about.
#[derive(Clone, Serialize, Deserialize)]
pub struct Matter {
    /// Which paper.
    pub kind: Kind,
    /// In two copies, where the form has them?
    pub is_twice: bool,
    pub(super) service: String,
    pub(super) form: String,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) facts: String,
    pub(super) signature: Option<Signature>,
    pub(super) sent: Option<SentOn>,
}

/// What an application has and an unsent form has not.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct SentOn {
    pub number: String,
    pub at: Instant,
    pub stage: String,
    pub next: String,
    pub identities: Vec<Registered>,
    /// The receipt's own text.
    pub proof: Option<String>,
}

/// A matter with the law it goes by.
pub(super) struct Read<'a> {
    pub matter: &'a Matter,
    pub service: Service,
    pub facts: Facts,
    pub form: &'a Form,
    pub areas: &'a Areas,
}

impl Matter {
    /// An application's paper, as it stands that day. `proof` is its receipt, for a paper that has one.
    pub fn sent(
        areas: &Areas,
        standing: &Standing,
        application: &Application,
        today: Day,
        kind: Kind,
        is_twice: bool,
        proof: Option<String>,
    ) -> Matter {
        let sent = &application.sent;
        let lang = app::Lang::Zh;
        let (stage, next) = app::pages::file::told(areas, lang, standing, application, today);
        Matter {
            kind,
            is_twice,
            service: sent.service.as_str().to_owned(),
            form: sent.form.clone(),
            fields: sent.fields.clone(),
            facts: sent.facts.clone(),
            signature: Some(sent.signature.clone()),
            sent: Some(SentOn {
                number: sent.number.to_string(),
                at: application.sent_at,
                stage,
                next,
                identities: application.identities.clone(),
                proof,
            }),
        }
    }

    /// Was it sent?
    pub fn is_sent(&self) -> bool {
        self.sent.is_some()
    }

    /// The paper of a form that nobody has sent: in two copies, where its document asks for them.
    pub fn unsent(unsent: Unsent) -> Matter {
        Matter {
            kind: Kind::Form,
            is_twice: true,
            service: unsent.service.as_str().to_owned(),
            form: unsent.form,
            fields: unsent.fields,
            facts: unsent.facts,
            signature: unsent.signature.map(|signature| match signature {
                apply::Signature::Typed(name) => Signature::Typed(name),
                apply::Signature::Drawn(path) => Signature::Drawn(path),
            }),
            sent: None,
        }
    }

    /// As plain data for `papers`; none where the rules have no such form any more. `origin` is the portal's own
    /// address, where it is known.
    pub fn paper(&self, areas: &Areas, origin: Option<&str>) -> Option<Paper> {
        let read = self.read(areas)?;
        Some(match self.kind {
            Kind::Form => form::paper(&read, origin),
            Kind::Receipt => receipt::paper(&read, self.sent.as_ref()?, origin),
        })
    }

    fn read<'a>(&'a self, areas: &'a Areas) -> Option<Read<'a>> {
        let Line::Facts(facts) = wire::read(self.facts.as_bytes()) else {
            return None;
        };
        let service = Service::parse(&self.service).ok()?;
        let edition: &Edition = areas.edition(facts.area, facts.asked_on);
        // A file of rules that was mended may have lost a wording; the one of that day is its successor.
        let form = areas
            .form_worded(edition, service, &self.form)
            .or_else(|| areas.form(edition, service, facts.asked_on))?;
        Some(Read {
            matter: self,
            service,
            form,
            areas,
            facts: *facts,
        })
    }
}

impl fmt::Debug for Matter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matter")
            .field("kind", &self.kind)
            .field("service", &self.service)
            .field("form", &self.form)
            .finish_non_exhaustive()
    }
}
