//! Signing in with a phone and a code, and out again.

mod code;
mod leave;
mod phone;
mod show;
mod stay;

pub use code::code;
pub use leave::{everywhere, leave};
pub use phone::phone;
pub use show::show;
pub use stay::stay;

use std::sync::Arc;

use app::{
    pages::sign_in::{self, State, Step, Trouble},
    visit::Visit,
};
use axum::response::{IntoResponse, Response};
use http::header::CACHE_CONTROL;
use serde::Deserialize;

use crate::{address::is_local, codes::Stopped, headers::KEEP_NOTHING, page::Page, session};

/// What the door's forms send. All of it may be missing, or anything.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    phone: String,
    code: String,
    to: String,
    ended: String,
    left: String,
}

impl Typed {
    /// Where to go afterwards: only to a page of ours.
    fn to(&self) -> &str {
        if is_local(&self.to) {
            &self.to
        } else {
            "/file"
        }
    }

    fn state(&self, step: Step, trouble: Option<Trouble>) -> State {
        State {
            step,
            phone: self.phone.trim().chars().take(20).collect(),
            to: self.to().to_owned(),
            trouble,
            is_out_everywhere: self.left == "everywhere",
            shown_code: None,
            samples: Arc::default(),
        }
    }

    /// The page that says why somebody is not let in.
    fn stopped(&self, visit: &Visit, stopped: Stopped) -> Response {
        match stopped {
            Stopped::Again(step, trouble) => {
                unkept(sign_in::sign_in(visit, &self.state(step, Some(trouble))))
            }
            Stopped::Away(fault) => session::away(&fault),
        }
    }
}

/// A page of the door is never kept: it may show a number.
fn unkept(reply: app::Reply) -> Response {
    let mut response = Page::from(reply).into_response();
    response.headers_mut().insert(CACHE_CONTROL, KEEP_NOTHING);
    response
}
