//! The door.

use app::pages::sign_in::{self, Step, Trouble};
use axum::{extract::Query, response::Response};

use super::{Typed, unkept};
use crate::visit::Visiting;

/// Asks for the number.
pub async fn show(Visiting(visit): Visiting, Query(typed): Query<Typed>) -> Response {
    let trouble = (typed.ended == "1").then_some(Trouble::Ended);
    unkept(sign_in::sign_in(&visit, &typed.state(Step::Phone, trouble)))
}
