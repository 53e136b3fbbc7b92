//! `/check`: the questions, and the answer to them. A plain GET form that needs no script; the island only makes the
//! answer follow what is typed. Absent: deciding and drawing the answer; here they are put together.

mod controls;
mod form;
mod looked_at;
pub(crate) mod place;
mod questions;
mod steps;
mod told;

#[cfg(test)]
mod tests;

use leptos::{attr::custom::custom_attribute, prelude::*};
use policy::{Day, Facts, Refusal, decide};

use crate::{
    Reply,
    answer::{self, Otherwise, Shown},
    calendar::token,
    forms::{
        bookmark::Bookmark,
        check::{Field, Typed, at_fault, control_name, pairs},
    },
    islands,
    parts::{FieldError, Mistake, error_summary},
    shell::{Head, document},
    visit::Visit,
    words::{Forms, pages::Check},
};
use form::Form;
use place::Places;
pub(crate) use told::told;

/// Through which door of the front page somebody came: what is open first. It is no fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Situation {
    /// 正在怀孕.
    Expecting,
    /// 已经出生.
    Born,
    /// 遇到变故.
    Changed,
}

/// The page for a query, as it stands after the `?`. Status 422 where something in it can't be taken.
pub fn render(visit: &Visit, query: &str) -> Reply {
    let mut typed = Typed::parse(query);
    let mut places = Places::resolve(visit, &mut typed);
    let door = door(query);
    let is_asked = match door {
        Some(_) => Field::ALL
            .into_iter()
            .any(|field| field != Field::Area && typed.is_told(field)),
        None => !typed.is_empty(),
    };
    let asked = is_asked.then(|| typed.facts(visit.today));
    if !is_asked && !typed.is_told(Field::Area) {
        places.remember(visit, &mut typed);
    }
    let page = Page {
        visit,
        words: &visit.look().words().pages.check,
        situation: door.unwrap_or_else(|| Situation::of(&typed)),
        asked_on: asked_on(&typed, visit.today),
        otherwise: Otherwise::read(visit, query, &typed),
        bookmark: Bookmark::read(query),
        typed,
        places,
    };
    match asked {
        None => page.asking(),
        Some(Ok(facts)) => page.answered(&facts),
        Some(Err(refusals)) => page.refused(&refusals),
    }
}

/// The day that weeks are counted to while nothing is decided yet.
fn asked_on(typed: &Typed, today: Day) -> Day {
    crate::forms::check::day(typed.value(Field::AskedOn)).unwrap_or(today)
}

fn door(query: &str) -> Option<Situation> {
    let (_, door) = pairs(query).find(|(name, _)| name == "door")?;
    match &*door {
        "expecting" => Some(Situation::Expecting),
        "born" => Some(Situation::Born),
        "changed" => Some(Situation::Changed),
        _ => None,
    }
}

impl Situation {
    /// The door's word.
    fn as_str(self) -> &'static str {
        match self {
            Situation::Expecting => "expecting",
            Situation::Born => "born",
            Situation::Changed => "changed",
        }
    }

    /// What was told says where the family stands.
    fn of(typed: &Typed) -> Situation {
        let changed = [
            Field::EndedOn,
            Field::EndedHow,
            Field::OtherCover,
            Field::RefundedOn,
            Field::BenefitUsed,
        ];
        match (typed.is_told(Field::Births), typed.is_any_told(&changed)) {
            (true, _) => Situation::Born,
            (false, true) => Situation::Changed,
            (false, false) => Situation::Expecting,
        }
    }
}

/// A page without an answer yet.
const ASKING: &str = "check is-wide";

/// One page of the check, before it is known what it shows.
struct Page<'a> {
    visit: &'a Visit,
    words: &'static Check,
    situation: Situation,
    asked_on: Day,
    typed: Typed,
    places: Places,
    otherwise: Otherwise,
    bookmark: Option<Bookmark>,
}

impl Page<'_> {
    /// Nothing asked yet: the form, and where the answer will be.
    fn asking(&self) -> Reply {
        let (form, panel) = (self.form(&[], &[]).view(None), self.panel(None));
        self.reply(200, ASKING, None, move || {
            view! { {form}{panel} }.into_any()
        })
    }

    /// The answer, and under it what it rests on.
    fn answered(&self, facts: &Facts) -> Reply {
        let answer = decide(facts, self.visit.areas);
        let query = self.typed.canonical(facts).query();
        let shown = Shown {
            look: self.visit.look(),
            places: self.places.names(self.visit.lang),
            calendar: token(self.visit.calendar, self.visit.lang, &query),
            bookmark: self.bookmark.clone(),
            query,
            is_wechat: self.visit.browser.wechat,
        };
        let missing: Vec<&'static str> = answer
            .services
            .iter()
            .flat_map(|service| service.missing.iter().map(|missing| control_name(*missing)))
            .collect();
        let compared = self.otherwise.compared(self.visit, &answer, &shown);
        let drawn = view! { {compared}{answer::view(&answer, &shown)} }.into_any();
        let panel = self.panel(Some(drawn));
        let form = self.form(&[], &missing).view(Some(self.words.form_again));
        let status = if self.otherwise.is_refused() {
            422
        } else {
            200
        };
        self.reply(status, "check is-wide check-answered", None, move || {
            view! { {panel}{form} }.into_any()
        })
    }

    /// What can't be taken, on top and at its field; everything typed is still there.
    fn refused(&self, refusals: &[Refusal]) -> Reply {
        let look = self.visit.look();
        let forms = Forms::of(self.visit.lang);
        let mut errors: Vec<(Field, FieldError)> = Vec::new();
        for refusal in refusals {
            let field = at_fault(&self.typed, &refusal.at);
            let sentence = forms
                .mend(&self.typed, field, refusal.code, &refusal.at)
                .into();
            let error = FieldError {
                code: refusal.code.as_str(),
                sentence,
            };
            // One fault a field is enough to look at it again.
            if !errors.iter().any(|(known, _)| *known == field) {
                errors.push((field, error));
            }
        }
        let mistakes = errors
            .iter()
            .map(|(field, error)| Mistake {
                control_id: field.control_id(),
                error: error.clone(),
            })
            .collect();
        let summary = error_summary(look, mistakes).map(|summary| {
            summary
                .add_any_attr(custom_attribute("autofocus", true))
                .into_any()
        });
        let (form, panel) = (self.form(&errors, &[]).view(None), self.panel(None));
        self.reply(422, ASKING, summary, move || {
            view! { {form}{panel} }.into_any()
        })
    }

    fn form<'a>(
        &'a self,
        errors: &'a [(Field, FieldError)],
        missing: &'a [&'static str],
    ) -> Form<'a> {
        let edition = self
            .typed
            .is_told(Field::Area)
            .then(|| policy::AreaCode::parse(self.typed.value(Field::Area)).ok())
            .flatten()
            .map(|area| self.visit.areas.edition(area, self.asked_on));
        Form {
            page: self,
            edition,
            errors,
            missing,
        }
    }

    /// Where the answer stands, or will stand once the island draws one. It takes the focus where it is what was asked for.
    fn panel(&self, answer: Option<AnyView>) -> AnyView {
        let words = self.words;
        let is_answered = answer.is_some();
        let body = answer
            .unwrap_or_else(|| view! { <p class="check-empty">{words.result_here}</p> }.into_any());
        view! {
            <div class="check-answer" id="answer">
                <h2 id="result" tabindex="-1" autofocus=is_answered>{words.result}</h2>
                <div id="drawn">{body}</div>
            </div>
        }
        .into_any()
    }

    /// Whoever left a form to change a fact is told how it goes on there.
    fn leads_back(&self) -> Option<AnyView> {
        let service = self.bookmark.as_ref()?.service()?;
        let name = crate::words::service_name(self.visit.lang, service);
        let says = crate::words::fill(self.words.leads_back, &[("service", name)]);
        Some(
            view! { <p class="check-leads-back" data-leads-back=service.as_str()>{says}</p> }
                .into_any(),
        )
    }

    /// The whole page: what is wrong on top, then the heading, then form and answer in the order given.
    fn reply(
        &self,
        status: u16,
        class: &'static str,
        wrong: Option<AnyView>,
        parts: impl FnOnce() -> AnyView,
    ) -> Reply {
        let words = self.words;
        let title = match wrong {
            Some(_) => [Forms::of(self.visit.lang).wrong, words.title].concat(),
            None => words.title.to_owned(),
        };
        let head = Head {
            title,
            description: words.description.to_owned(),
            area_name: self.places.short_name(Field::Area, self.visit.lang),
            ..Head::default()
        };
        let body = || {
            view! {
                <div class=class>
                    <div class="check-head">
                        <div id="check-errors">{wrong}</div>
                        <h1>{words.heading}</h1>
                        {self.leads_back()}
                    </div>
                    {parts()}
                    {islands::check::place()}
                </div>
            }
            .into_any()
        };
        Reply::island(status, document(self.visit, head, body, true))
    }
}
