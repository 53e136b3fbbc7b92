//! Time destroys a file (到期销毁): each form says how long what was sent is kept after its matter is closed, and once
//! that is over for every application of a file, its key goes, as it does where the family asks for it. A file from
//! which nothing was ever sent is kept no longer than a draft in it could be.

use policy::{Areas, Day, day::Span, form::Form};

use super::{Deleted, Done, Hand, Office};
use crate::{
    entry::{Actor, SenderKey},
    family::FamilyId,
    file::File,
    instant::Instant,
    limits::UNUSED_SECONDS,
    standing::{Application, Standing},
    store::Passing,
};

/// Families looked at in one go.
const PAGE: u32 = 100;
const DAY_SECONDS: i64 = 86_400;

/// What one look came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Destroyed {
    /// Files that are destroyed now.
    pub files: u32,
    /// After whom to go on; none where everybody was looked at.
    pub next: Option<FamilyId>,
}

impl Office {
    /// Looks at some families after one, and destroys the files whose time is over. A draft is kept for its own time, and
    /// the file with it.
    pub async fn destroy_past(&self, after: Option<FamilyId>, now: Instant) -> Done<Destroyed> {
        let forms = self
            .areas
            .editions()
            .iter()
            .flat_map(|edition| &edition.forms);
        let shortest = forms.map(|form| days_at_least(form.kept_for));
        let Some(shortest) = shortest.min() else {
            return Ok(Destroyed::default());
        };
        let before = now.plus_seconds(-DAY_SECONDS * i64::from(shortest));
        let families = self.store.at_rest(after, before, PAGE).await?;
        let is_past = |file: &File| is_past(self.areas, &file.standing(), now.day());
        self.destroy_of(families, now, is_past).await
    }

    /// Looks at some families after one, and destroys the files from which nothing was sent and in which nothing has
    /// happened for [`UNUSED_SECONDS`], nor is a draft kept.
    pub async fn destroy_unused(&self, after: Option<FamilyId>, now: Instant) -> Done<Destroyed> {
        let before = now.plus_seconds(-UNUSED_SECONDS);
        let families = self.store.unused(after, before, PAGE).await?;
        let is_unused = |file: &File| is_unused(file, before);
        self.destroy_of(families, now, is_unused).await
    }

    /// Destroys those files of a page of families that may be, and that no draft keeps.
    async fn destroy_of(
        &self,
        families: Vec<FamilyId>,
        now: Instant,
        may: impl Fn(&File) -> bool,
    ) -> Done<Destroyed> {
        let is_whole = families.len() < PAGE as usize;
        let mut destroyed = Destroyed {
            next: families.last().copied().filter(|_| !is_whole),
            ..Destroyed::default()
        };
        for family in families {
            destroyed.files += u32::from(self.destroy_one(family, now, &may).await?);
        }
        Ok(destroyed)
    }

    async fn destroy_one(
        &self,
        family: FamilyId,
        now: Instant,
        may: impl Fn(&File) -> bool,
    ) -> Done<bool> {
        let drafts = self.store.of_family(Passing::Draft, family, now).await?;
        if !drafts.is_empty() {
            return Ok(false);
        }
        let hand = Hand {
            by: Actor::Portal,
            at: now,
            key: SenderKey(self.draw()),
        };
        Ok(self.destroy(family, &hand, may).await? == Deleted::Gone)
    }
}

/// Was nothing ever sent or told from it, and did nothing happen in it from then on?
fn is_unused(file: &File, since: Instant) -> bool {
    let standing = file.standing();
    let is_quiet = file.entries.iter().all(|entry| entry.at < since);
    standing.applications.is_empty() && standing.facts.is_none() && is_quiet
}

/// Was every application closed so long ago that none is kept any more?
fn is_past(areas: &Areas, standing: &Standing, today: Day) -> bool {
    let mut applications = standing.applications.iter();
    let is_kept = |there: &Application| kept_until(areas, there).is_none_or(|last| today <= last);
    !standing.applications.is_empty() && !applications.any(is_kept)
}

/// The last day on which an application is kept; none while it is on its way, nor where no form says how long.
fn kept_until(areas: &Areas, application: &Application) -> Option<Day> {
    let ended = application.history.last()?.at.day();
    let form = form_of(areas, application).filter(|_| application.stage.is_over())?;
    Some(ended.plus(form.kept_for))
}

/// The form that an application was sent with, in its own wording; else in that of its day.
pub(super) fn form_of<'a>(areas: &'a Areas, application: &Application) -> Option<&'a Form> {
    let (sent, day) = (&application.sent, application.sent_at.day());
    let edition = areas.edition(sent.area()?, day);
    areas
        .form_worded(edition, sent.service, &sent.form)
        .or_else(|| areas.form(edition, sent.service, day))
}

/// So many days at least are in a span, whenever it begins.
fn days_at_least(span: Span) -> u32 {
    match span {
        Span::Days(days) => u32::try_from(days).unwrap_or(0),
        Span::Months(months) => months.saturating_mul(28),
        Span::Years(years) => years.saturating_mul(365),
        Span::EndOfYear => 0,
    }
}
