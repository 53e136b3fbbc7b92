//! The code in a paper's corner (二维码). It is dark squares joined into one path, the same in PDF and in SVG.

use crate::PaperFault;
use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::{self, Write};

/// Version 10 has 57 modules a side: 0.42 mm each on the paper, which cheap phones still read.
const VERSION_MOST: u8 = 10;

/// The quiet margin that readers ask for, in modules.
pub(crate) const QUIET: f32 = 4.0;

/// A code with what stands below it. Its `Debug` hides the text: it opens a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// What a reader gets: an address or a number, at most about 210 bytes.
    pub text: String,
    /// For people, who cannot read the code.
    pub caption: String,
}

/// A run of dark modules in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dark {
    pub(crate) x: i32,
    pub(crate) y: i32,
    pub(crate) width: i32,
}

/// The modules of a code, without the quiet margin.
pub(crate) struct Modules {
    /// A side, in modules.
    pub(crate) side: i32,
    pub(crate) dark: Vec<Dark>,
}

impl Code {
    /// Whether it fits. The mask makes no difference to that, and choosing the best one takes most of the time.
    pub(crate) fn check(&self) -> Result<(), PaperFault> {
        self.encoded(Some(Mask::new(0))).map(drop)
    }

    /// Quarter correction (Q): a fold, a stamp's edge or a staple through the corner may spoil some of it. What is too
    /// long for Q may still fit with less correction.
    fn encoded(&self, mask: Option<Mask>) -> Result<QrCode, PaperFault> {
        let segments = QrSegment::make_segments(&self.text);
        let encoded = |correction| {
            let versions = (Version::MIN, Version::new(VERSION_MOST));
            QrCode::encode_segments_advanced(
                &segments, correction, versions.0, versions.1, mask, true,
            )
        };
        let code = (!self.text.is_empty()).then(|| {
            encoded(QrCodeEcc::Quartile)
                .or_else(|_| encoded(QrCodeEcc::Medium))
                .ok()
        });
        code.flatten().ok_or(PaperFault::Code(self.text.len()))
    }

    pub(crate) fn modules(&self) -> Result<Modules, PaperFault> {
        let code = self.encoded(None)?;
        let side = code.size();
        let mut dark: Vec<Dark> = Vec::new();
        for y in 0..side {
            for x in (0..side).filter(|x| code.get_module(*x, y)) {
                match dark.last_mut() {
                    Some(run) if run.y == y && run.x + run.width == x => run.width += 1,
                    _ => dark.push(Dark { x, y, width: 1 }),
                }
            }
        }
        Ok(Modules { side, dark })
    }

    /// As an `<svg>` element without script or style, for pages that show the code themselves.
    pub fn svg(&self) -> Result<String, PaperFault> {
        let modules = self.modules()?;
        let all = modules.side + 2 * QUIET as i32;
        let mut path = String::new();
        for Dark { x, y, width } in modules.dark {
            let (x, y) = (x + QUIET as i32, y + QUIET as i32);
            // writing to a string does not fail
            let _ = write!(path, "M{x} {y}h{width}v1h-{width}z");
        }
        let label = crate::html::escaped(&crate::words::code(&self.caption));
        Ok(format!(
            "<svg class=\"paper-code\" viewBox=\"0 0 {all} {all}\" role=\"img\" aria-label=\"{label}\" \
             shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{all}v{all}h-{all}z\"/>\
             <path fill=\"#000\" d=\"{path}\"/></svg>"
        ))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({} bytes)", self.text.len())
    }
}
