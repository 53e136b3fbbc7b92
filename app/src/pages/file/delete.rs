//! `/file/delete`: asks once whether everything shall go, and says plainly what that means.

use leptos::prelude::*;
use registry::{Standing, entry::Step};

use super::back;
use crate::{
    Reply,
    parts::{FieldError, Mistake, Tone, error_summary, notice},
    shell::{Head, document},
    visit::Visit,
    words::pages::File,
};

/// The control that says it is understood.
const SURE: &str = "sure";

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

/// The page; with `is_gone` the last one a family sees.
pub fn delete(visit: &Visit, refusal: Option<Refusal>, is_gone: bool) -> Reply {
    let words = &visit.look().words().pages.file;
    let head = Head {
        title: words.delete_title.to_owned(),
        description: words.delete_lead.to_owned(),
        ..Head::default()
    };
    let status = match refusal {
        None => 200,
        Some(Refusal::NotSure) => 422,
        Some(Refusal::Busy | Refusal::Entered) => 409,
    };
    Reply::plain(
        status,
        document(visit, head, || page(visit, words, refusal, is_gone), false),
    )
}

fn page(visit: &Visit, words: &'static File, refusal: Option<Refusal>, is_gone: bool) -> AnyView {
    if is_gone {
        let told = view! { <p data-just="deleted">{words.deleted}</p> }.into_any();
        return view! {
            <div class="prose"><h1>{words.delete_title}</h1>{notice(visit.look(), Tone::Done, None, told)}</div>
        }
        .into_any();
    }
    let mistake = refusal.map(|refusal| match refusal {
        Refusal::NotSure => Mistake {
            control_id: "q-sure".to_owned(),
            error: FieldError {
                code: "not_confirmed",
                sentence: words.delete_missing.into(),
            },
        },
        Refusal::Busy => Mistake {
            control_id: String::new(),
            error: FieldError {
                code: "still_needed",
                sentence: words.delete_busy.into(),
            },
        },
        Refusal::Entered => Mistake {
            control_id: String::new(),
            error: FieldError {
                code: "still_needed",
                sentence: words.delete_entered.into(),
            },
        },
    });
    view! {
        <div class="prose">
            {back(visit, words)}
            <h1>{words.delete_title}</h1>
            {error_summary(visit.look(), mistake.into_iter().collect())}
            <p class="lead">{words.delete_lead}</p>
            <p>{words.delete_how}</p>
            <p>{words.delete_agency}</p>
            <form class="file-delete" method="post" action="/file/delete">
                <label class="choice" for="q-sure">
                    <input type="checkbox" id="q-sure" name=SURE value="yes" />
                    <span class="choice-words">{words.delete_sure}</span>
                </label>
                <button class="button" type="submit">{words.delete_do}</button>
            </form>
        </div>
    }
    .into_any()
}
