//! Papers from outside: drawn, then read back by other programs.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests have nothing better to say either"
)]

mod code;
mod faults;
mod form;
mod html;
mod names;
mod poppler;
mod samples;

use papers::Fonts;
use std::sync::LazyLock;

/// Opened once for all tests: 150 MB are read.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| match Fonts::open(&Fonts::debian()) {
    Ok(fonts) => fonts,
    Err(fault) => panic!("{fault}"),
});
