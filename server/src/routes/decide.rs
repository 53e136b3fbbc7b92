//! `POST /api/decide`.

mod answer;

pub use answer::answer;
