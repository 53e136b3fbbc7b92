//! What is to be mended, on top of the form. Absent: the focus; the script moves it here, and without script the
//! server's answer leads to the fragment `#errors`.

use leptos::prelude::*;

use super::{FieldError, Look};

/// One line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The id of the control at fault, see [`super::Question::control_id`]; empty for the whole form.
    pub control_id: String,
    /// What is wrong.
    pub error: FieldError,
}

/// The summary; nothing where there is no mistake.
pub fn error_summary(look: Look, mistakes: Vec<Mistake>) -> Option<AnyView> {
    if mistakes.is_empty() {
        return None;
    }
    // What is no answer's fault is not to be looked at again, but read.
    let words = &look.words().parts;
    let title = match is_hindrance(&mistakes) {
        true => words.hindered_title,
        false => words.errors_title,
    };
    let lines: Vec<AnyView> = mistakes
        .into_iter()
        .map(|mistake| {
            let sentence = mistake.error.sentence;
            let line = match mistake.control_id.is_empty() {
                true => sentence.into_any(),
                false => {
                    view! { <a href=["#", &mistake.control_id].concat()>{sentence}</a> }.into_any()
                }
            };
            view! { <li data-error=mistake.error.code>{line}</li> }.into_any()
        })
        .collect();
    Some(
        view! {
            <div class="error-summary" id="errors" role="alert" tabindex="-1" aria-labelledby="errors-title">
                <h2 id="errors-title">{title}</h2>
                <ul>{lines}</ul>
            </div>
        }
        .into_any(),
    )
}

/// Is nothing of what was typed at fault?
pub fn is_hindrance(mistakes: &[Mistake]) -> bool {
    let mut controls = mistakes.iter().map(|mistake| &mistake.control_id);
    controls.all(String::is_empty)
}
