//! What papers are set in.

use std::path::PathBuf;

use clap::Args;
use papers::Fonts;
use serde::Deserialize;

/// What may be given about papers; `[printing]` in the file.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Papers")]
pub struct PrintingGiven {
    /// Font files, in the order in which they are asked for a character; a bold one sets titles [default: those of
    /// Debian's fonts-noto-cjk, fonts-babelstone-han and fonts-hanazono]
    #[arg(
        long,
        value_name = "FILE,…",
        env = "YUCAN_FONTS",
        value_delimiter = ','
    )]
    pub fonts: Option<Vec<PathBuf>>,
    /// The portal's own address, for the code on papers and for links that are copied: https://name [default: papers
    /// bear their number alone]
    #[arg(long, value_name = "URL", env = "YUCAN_ORIGIN", value_parser = origin)]
    #[serde(deserialize_with = "read_origin")]
    pub origin: Option<String>,
}

impl PrintingGiven {
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            fonts: self.fonts.or(others.fonts),
            origin: self.origin.or(others.origin),
        }
    }
}

/// What holds about papers.
#[derive(Debug, Clone)]
pub struct Printing {
    /// Font files, first asked first.
    pub fonts: Vec<PathBuf>,
    /// Scheme and host, without a slash at the end.
    pub origin: Option<String>,
}

impl From<PrintingGiven> for Printing {
    fn from(given: PrintingGiven) -> Self {
        Self {
            fonts: given.fonts.unwrap_or_else(Fonts::debian),
            origin: given.origin,
        }
    }
}

/// A scheme and a host, with a port or without, and nothing after them.
fn origin(text: &str) -> Result<String, String> {
    let text = text.trim().trim_end_matches('/');
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_host = |host: &str| {
        let mut bytes = host.bytes();
        !host.is_empty()
            && bytes
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
    };
    match host {
        Some(host) if is_host(host) => Ok(text.to_owned()),
        _ => Err(format!(
            "`{text}` is no address like https://yucan.example.cn"
        )),
    }
}

fn read_origin<'de, D: serde::Deserializer<'de>>(given: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(given)?;
    origin(&text).map(Some).map_err(serde::de::Error::custom)
}
