//! Files of the built site. Their names carry a hash of what is in them, so a browser need never ask again.

use std::{io, sync::Arc};

use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header::CACHE_CONTROL};

use crate::portal::Portal;

/// Digits of the hash in a file's name, at least.
const HASH_DIGITS_MIN: usize = 8;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("public, no-cache");

/// The file at the request's own path, or its compressed twin.
pub async fn file(State(portal): State<Arc<Portal>>, request: Request) -> Response {
    let kept = if is_hashed(request.uri().path()) {
        FOR_EVER
    } else {
        ASK_AGAIN
    };
    let served = portal.root.clone().try_call(request).await;
    let mut response = match served {
        Ok(response) => response.map(Body::new),
        Err(fault) if is_no_such_file(&fault) => StatusCode::NOT_FOUND.into_response(),
        // The disk failed, not the visitor; the request is not to blame and not to be logged.
        Err(fault) => {
            tracing::error!(kind = ?fault.kind(), "cannot read a file of the site");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(CACHE_CONTROL, kept);
    }
    response
}

/// Whether there is no file of that name, or none that may be read; a file is no folder, either.
fn is_no_such_file(fault: &io::Error) -> bool {
    use io::ErrorKind::{IsADirectory, NotADirectory, NotFound, PermissionDenied};
    matches!(
        fault.kind(),
        NotFound | NotADirectory | IsADirectory | PermissionDenied
    )
}

/// Whether a name is like `main.0123456789ab.css`.
fn is_hashed(path: &str) -> bool {
    path.split('.').skip(1).any(|part| {
        part.len() >= HASH_DIGITS_MIN && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::is_hashed;

    #[test]
    fn only_a_hashed_name_is_kept_for_ever() {
        let rows = [
            ("/pkg/main.0123456789ab.css", true),
            ("/pkg/front.deadbeef.wasm", true),
            ("/pkg/main.css", false),
            ("/pkg/deadbeef00", false),
            ("/favicon.ico", false),
        ];
        for (path, is_kept) in rows {
            assert_eq!(is_hashed(path), is_kept, "{path}");
        }
    }
}
