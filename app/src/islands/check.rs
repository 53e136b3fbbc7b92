//! The check's island: the answer follows what is typed.

use leptos::prelude::*;

/// Wakes beside the check's form. It has no props and draws nothing of its own.
#[island]
pub fn CheckIsland() -> impl IntoView {}
