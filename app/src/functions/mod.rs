//! Server functions: only what an island calls while someone types. Everything else is a form at its page's own URL.

pub mod areas;
