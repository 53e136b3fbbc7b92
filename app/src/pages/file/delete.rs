//! `/file/delete`: asks once whether everything shall go, and says plainly what that means; or why it can't go yet, or that
//! there is nothing.

use leptos::prelude::*;
use registry::{Standing, entry::Step};

use super::{back, record::nothing};
use crate::{
    Reply,
    parts::{FieldError, Mistake, Tone, error_summary, notice, quiet_link},
    shell::{Head, document},
    visit::Visit,
    words::{Forms, pages::File},
};

/// The control that says it is understood.
const SURE: &str = "sure";

/// What the page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletion {
    /// No file was opened for the phone. Does another's name it?
    Nothing {
        /// It does.
        is_named: bool,
    },
    /// Whether to go on.
    Ask,
    /// Not now, told to whoever looks; and to whoever asked for it all the same.
    Not(Refusal),
    /// The last a family sees.
    Gone,
}

/// Why it was not deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not ticked.
    NotSure,
    /// An application is still on its way, and can be taken back.
    Busy,
    /// One is, and is entered in the system already.
    Entered,
}

impl Refusal {
    /// Why a file with these applications is still needed.
    pub fn of(standing: &Standing) -> Refusal {
        let mut open = standing.applications.iter();
        let is_entered = open.any(|application| {
            !application.stage.is_over() && application.after(&Step::Withdraw).is_none()
        });
        match is_entered {
            true => Refusal::Entered,
            false => Refusal::Busy,
        }
    }
}

impl Deletion {
    /// What can be done with a file that stands so.
    pub fn of(standing: &Standing) -> Deletion {
        let mut applications = standing.applications.iter();
        match applications.all(|application| application.stage.is_over()) {
            true => Deletion::Ask,
            false => Deletion::Not(Refusal::of(standing)),
        }
    }
}

/// The page. `is_asked`: was it to be deleted, rather than only looked at?
pub fn delete(visit: &Visit, deletion: Deletion, is_asked: bool) -> Reply {
    let look = visit.look();
    let words = &look.words().pages.file;
    let (status, title) = match deletion {
        Deletion::Not(Refusal::NotSure) => {
            let wrong = Forms::of(visit.lang).wrong;
            (422, [wrong, words.delete_title].concat())
        }
        Deletion::Not(_) if is_asked => (409, words.delete_title.to_owned()),
        _ => (200, words.delete_title.to_owned()),
    };
    let head = Head {
        title,
        description: words.delete_lead.to_owned(),
        ..Head::default()
    };
    Reply::plain(
        status,
        document(visit, head, || page(visit, words, deletion), false),
    )
}

fn page(visit: &Visit, words: &'static File, deletion: Deletion) -> AnyView {
    let look = visit.look();
    let body = match deletion {
        Deletion::Gone => {
            let told = view! { <p data-just="deleted">{words.deleted}</p> }.into_any();
            view! {
                {notice(look, Tone::Done, None, told)}
                <p>{quiet_link(look, None, words.delete_home.into(), "/".to_owned())}</p>
            }
            .into_any()
        }
        Deletion::Nothing { is_named } => {
            let named = is_named.then(|| {
                let to = "/file/data".to_owned();
                view! {
                    <p>{words.delete_named}</p>
                    <p>{quiet_link(look, None, words.delete_to_named.into(), to)}</p>
                }
            });
            match is_named {
                true => view! { <p data-nothing>{words.delete_nothing}</p>{named} }.into_any(),
                false => nothing(visit, words.delete_nothing),
            }
        }
        Deletion::Not(Refusal::Busy) => not_yet(visit, words, words.delete_busy),
        Deletion::Not(Refusal::Entered) => not_yet(visit, words, words.delete_entered),
        Deletion::Ask | Deletion::Not(Refusal::NotSure) => asked(words),
    };
    let mistake = (deletion == Deletion::Not(Refusal::NotSure)).then(|| Mistake {
        control_id: "q-sure".to_owned(),
        error: FieldError {
            code: "not_confirmed",
            sentence: words.delete_missing.into(),
        },
    });
    view! {
        <div class="prose">
            {(deletion != Deletion::Gone).then(|| back(visit, words))}
            {error_summary(look, mistake.into_iter().collect())}
            <h1>{words.delete_title}</h1>
            {body}
        </div>
    }
    .into_any()
}

/// What must come first, before anything is ticked in vain.
fn not_yet(visit: &Visit, words: &'static File, why: &'static str) -> AnyView {
    let told = view! { <p data-error="still_needed">{why}</p> }.into_any();
    view! {
        {notice(visit.look(), Tone::Soon, Some(words.delete_first.into()), told)}
        {meaning(words)}
    }
    .into_any()
}

fn asked(words: &'static File) -> AnyView {
    view! {
        {meaning(words)}
        <form class="file-delete" method="post" action="/file/delete">
            <label class="choice" for="q-sure">
                <input type="checkbox" id="q-sure" name=SURE value="yes" />
                <span class="choice-words">{words.delete_sure}</span>
            </label>
            <button class="button button-over" type="submit">{words.delete_do}</button>
        </form>
    }
    .into_any()
}

fn meaning(words: &'static File) -> AnyView {
    view! {
        <p class="lead">{words.delete_lead}</p>
        <p>{words.delete_how}</p>
        <p>{words.delete_agency}</p>
    }
    .into_any()
}
