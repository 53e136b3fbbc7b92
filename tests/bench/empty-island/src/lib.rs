//! An island that shows nothing and does nothing.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

/// The least that Leptos can wake.
#[island]
pub fn Empty() -> impl IntoView {}
