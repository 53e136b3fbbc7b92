//! Makes `app`'s islands into WebAssembly: the law they decide by, and one export for each.

use wasm_bindgen::prelude::wasm_bindgen;

/// Every area's rules, baked when this was built.
static LAW: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/law.bin"));

/// Makes ready what all islands of a page share; the page's script calls it once, before the first island.
#[wasm_bindgen]
pub fn hydrate() {
    app::law::install(LAW);
}

/// The check's island, by the name that its place in the page bears.
#[wasm_bindgen(js_name = Check)]
pub fn check() {
    app::islands::check::start();
}
