//! One line in, one line out, by the law as the browser gets it.

use policy::{Areas, wire};
use std::sync::LazyLock;
use wasm_bindgen::prelude::wasm_bindgen;

static LAW: LazyLock<Areas> = LazyLock::new(|| {
    Areas::baked(include_bytes!(concat!(env!("OUT_DIR"), "/law.bin")))
        .expect("the build baked it with the same code")
});

/// The answer to a line, or its refusal; UTF-8 without a line end.
#[wasm_bindgen]
pub fn answer(line: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    wire::answer_line(line, &LAW, &mut out);
    out
}
