//! What is to be kept as a draft, taken from what was sent: every word that this form knows, right or wrong. Absent:
//! keeping it.

use policy::form::By;
use registry::{Instant, office::Draft};

use super::entrance::Entrance;
use crate::forms::apply::{Act, Sent};

/// What is to be kept as a draft, and what was told of the phone that it is kept for.
pub struct Keeping {
    draft: Draft,
    /// The draft's name in hexadecimal digits; empty for a new one.
    pub id: String,
    /// How often it was saved, as the page knew.
    pub seen: u32,
    /// Was its consent asked for already, on the page that sent this?
    pub was_asked: bool,
    /// Was keeping it agreed to, on this page?
    pub is_agreed: bool,
    /// Whose name stands for that, where one was typed.
    pub signer: String,
    /// What is to be done: keep it, or confirm the phone first.
    pub act: Act,
    /// The phone, as typed.
    pub phone: String,
    /// The code, as typed.
    pub code: String,
}

impl Keeping {
    /// Of what was sent: whatever of it this form knows, right or wrong.
    pub fn of(entrance: &Entrance<'_>, sent: Sent) -> Keeping {
        let asked = entrance.asked(&sent.answers);
        let is_ours = |id: &str| {
            let mut family = asked.iter().filter(|one| one.field.by == By::Family);
            family.any(|one| one.id == id)
        };
        let typed = sent.answers.iter().filter(|(id, _)| is_ours(id));
        let fields = typed.map(|(id, value)| (id.to_owned(), value.to_owned()));
        let mut names = entrance.form.signed_by.iter();
        let signer =
            names.find_map(|id| Some(sent.answers.get(id)).filter(|name| !name.is_empty()));
        Keeping {
            draft: Draft {
                service: entrance.service.as_str().to_owned(),
                query: entrance.query.clone(),
                form: entrance.form.version_name(),
                fields: fields.collect(),
                mend: sent.mend.clone(),
                saved_at: Instant(0),
            },
            signer: signer.unwrap_or_default().to_owned(),
            id: sent.draft,
            seen: sent.draft_seen,
            was_asked: sent.is_to_save,
            is_agreed: sent.agrees_to_draft,
            act: sent.act,
            phone: sent.confirm_phone,
            code: sent.confirm_code,
        }
    }

    /// The draft, saved at that moment.
    pub fn draft(&self, saved_at: Instant) -> Draft {
        Draft {
            saved_at,
            ..self.draft.clone()
        }
    }

    /// Was nothing typed at all?
    pub fn is_empty(&self) -> bool {
        self.draft.fields.is_empty()
    }

    /// Is this what lies there already?
    pub fn is_same(&self, there: &Draft) -> bool {
        self.draft.fields == there.fields && self.draft.query == there.query
    }
}
