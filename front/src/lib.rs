//! Makes `app`'s islands into WebAssembly. Nothing else lives here: an island is exported because `app` is linked.

// Without this the linker would find `app` unused and leave its islands out.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes ready what all islands of a page share; the page's script calls it once, before the first island.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
