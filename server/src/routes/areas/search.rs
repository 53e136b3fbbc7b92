//! Places by whatever a person types: the server function [`find_areas`], without the framework's own dispatcher, which
//! would send an error's text to whatever address the request names as its referrer.

use std::sync::Arc;

use app::functions::areas::{AreaName, AreasError, RuledAreas, find_areas};
use axum::{
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use http::{StatusCode, header::CONTENT_TYPE};
use leptos::{
    prelude::{Owner, provide_context},
    reactive::computed::ScopedFuture,
};
use serde::{Deserialize, Serialize};

use crate::portal::Portal;

/// What is asked.
#[derive(Debug, Deserialize)]
pub struct Asked {
    q: String,
}

/// 200 with a list of places, best first; 422 with a code where the question can't be read.
pub async fn search(
    State(portal): State<Arc<Portal>>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let found = match asked {
        Ok(Query(asked)) => look_up(&portal, asked.q).await,
        Err(_) => Err(AreasError::InvalidQuery),
    };
    match found {
        Ok(areas) => json(StatusCode::OK, &areas),
        Err(error) => json(StatusCode::UNPROCESSABLE_ENTITY, &error),
    }
}

/// Runs the function with what it wants to know from us.
async fn look_up(portal: &Portal, typed: String) -> Result<Vec<AreaName>, AreasError> {
    let owner = Owner::new();
    let found = owner.with(|| {
        provide_context(RuledAreas(Arc::clone(&portal.ruled_areas)));
        ScopedFuture::new(find_areas(typed))
    });
    found.await
}

fn json(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(body) => (status, [(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
