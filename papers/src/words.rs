//! The few words that a paper says of itself. Everything else comes from the caller.

/// Which copy this is, from 0.
pub(crate) const COPIES: [&str; 2] = ["第一联", "第二联"];

/// Over the values that did not fit in their boxes.
pub(crate) const APPENDIX: &str = "附页";

/// In the box of such a value; `number` counts from 1.
pub(crate) fn see_appendix(number: usize) -> String {
    format!("见附页第{number}项")
}

/// Before such a value in the appendix.
pub(crate) fn appendix_entry(number: usize, label: &str) -> String {
    format!("{number}. {label}")
}

/// At the foot of papers of several pages; both count from 1.
pub(crate) fn page(number: usize, of: usize) -> String {
    format!("第{number}页，共{of}页")
}

/// What a screen reader says of the code.
pub(crate) fn code(caption: &str) -> String {
    format!("二维码：{caption}")
}

/// What a screen reader says of a drawn signature.
pub(crate) const DRAWN: &str = "手写签名";

/// Of every paper, for screen readers and for the choice of glyphs.
pub(crate) const LANGUAGE: &str = "zh-CN";
