//! What this is, the place, three doors.

use std::sync::Arc;

use app::pages::{self, Ask};
use axum::extract::{Query, State};
use serde::Deserialize;

use crate::{page::Page, portal::Portal, visit::Visiting};

/// What the front page can be asked.
#[derive(Debug, Deserialize)]
pub struct Asked {
    place: Option<String>,
    area: Option<String>,
}

/// The front page; a place chosen there is remembered.
pub async fn show(
    State(portal): State<Arc<Portal>>,
    Visiting(visit): Visiting,
    Query(asked): Query<Asked>,
) -> Page {
    let ask = Ask {
        place: asked.place,
        area: asked.area,
    };
    Page::from(pages::home(&visit, &ask)).remembering(&visit, ask.area.as_deref(), &portal)
}
