//! What a page gives back to the server that asked for it. Absent: headers, which the server sets alike for all.

/// A whole page, ready to send as `text/html; charset=utf-8`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The document, doctype included.
    pub html: String,
    /// Whether the page carries an island, and so may run script and WebAssembly.
    pub has_island: bool,
    /// Whether the page carries small scripts of ours, which it does without where they fail.
    pub has_script: bool,
}

impl Reply {
    /// A page without script.
    pub fn plain(status: u16, html: String) -> Self {
        Self {
            status,
            html,
            has_island: false,
            has_script: false,
        }
    }

    /// A page with small scripts.
    pub fn scripted(status: u16, html: String) -> Self {
        Self {
            has_script: true,
            ..Self::plain(status, html)
        }
    }

    /// A page whose island may take over.
    pub fn island(status: u16, html: String) -> Self {
        Self {
            status,
            html,
            has_island: true,
            has_script: false,
        }
    }
}
