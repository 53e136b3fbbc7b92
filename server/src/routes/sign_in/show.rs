//! The door.

use std::sync::Arc;

use app::pages::sign_in::{self, Step, Trouble};
use axum::{
    extract::{Query, State},
    response::Response,
};

use super::{Typed, unkept};
use crate::{portal::Portal, visit::Visiting};

/// Asks for the number.
pub async fn show(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    Query(typed): Query<Typed>,
) -> Response {
    let trouble = (typed.ended == "1").then_some(Trouble::Ended);
    let state = sign_in::State {
        samples: Arc::clone(&portal.samples),
        ..typed.state(Step::Phone, trouble)
    };
    unkept(sign_in::sign_in(&visit, &state))
}
