//! Drawing laid-out pages as PDF, tagged for screen readers (PDF/UA-1).

mod ink;
mod tags;

use crate::fonts::{Fonts, Weight};
use crate::set::Setter;
use crate::sheet::{self, LEFT, MM, PAGE_HEIGHT, PAGE_WIDTH, Page, RIGHT, Unit};
use crate::{Copies, Paper, PaperFault, words};
use ink::Ink;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::document::Document;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::{SerializeSettings, tagging};
use tags::Tags;

/// Between the boxes, and around them.
const LINE_PT: f32 = 0.5;
const FRAME_PT: f32 = 1.0;
const FOOT_PT: f32 = 8.0;
const FOOT_BASELINE: f32 = 289.0 * MM;

/// The paper as a PDF with its fonts in it. The same paper gives the same bytes.
///
/// Fails if something is over its limit ([`Paper::check`]) or if a character has no glyph in any font.
pub fn pdf(paper: &Paper, fonts: &Fonts) -> Result<Vec<u8>, PaperFault> {
    paper.check()?;
    let mut setter = Setter::new(fonts);
    let mut document = Document::new_with(settings()?);
    let mut tags = Tags::default();
    let copies: &[Option<usize>] = match paper.copies {
        Copies::One => &[None],
        Copies::Two => &[Some(0), Some(1)],
    };
    for copy in copies {
        let pages = sheet::lay_out(paper, &mut setter, *copy)?;
        let of = pages.len();
        for (at, page) in pages.into_iter().enumerate() {
            let number = (of > 1).then(|| words::page(at + 1, of));
            draw(
                &mut document,
                &mut tags,
                &mut setter,
                page,
                paper.footer.as_deref(),
                number,
            )?;
        }
        tags.close_table();
    }
    document.set_tag_tree(tags.into_tree(words::LANGUAGE));
    let mut outline = Outline::new();
    let top = XyzDestination::new(0, Point::from_xy(0.0, 0.0));
    outline.push_child(OutlineNode::new(paper.title.clone(), top));
    document.set_outline(outline);
    // no names, numbers or dates: viewers show and index these
    let metadata = Metadata::new()
        .title(paper.title.clone())
        .language(words::LANGUAGE.to_owned());
    document.set_metadata(metadata);
    document.finish().map_err(writer)
}

fn settings() -> Result<SerializeSettings, PaperFault> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let configuration = accessible
        .finish()
        .map_err(|fault| PaperFault::Writer(format!("{fault:?}")))?;
    Ok(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    })
}

/// Validation errors name glyphs by their text, which may be a name: only their kind goes on.
fn writer(fault: KrillaError) -> PaperFault {
    PaperFault::Writer(match fault {
        KrillaError::Validation(faults) => format!("{} faults of validation", faults.len()),
        other => other.to_string(),
    })
}

fn draw(
    document: &mut Document,
    tags: &mut Tags,
    setter: &mut Setter<'_>,
    page: Page<'_>,
    footer: Option<&str>,
    number: Option<String>,
) -> Result<(), PaperFault> {
    let no_page = || PaperFault::Writer("A4 is no page".to_owned());
    let size = PageSettings::from_wh(PAGE_WIDTH, PAGE_HEIGHT).ok_or_else(no_page)?;
    let mut sheet = document.start_page_with(size);
    let mut ink = Ink::new(sheet.surface());
    ink.artifact(tagging::ArtifactType::Layout, |ink| lines(ink, &page.units));
    for (y, unit) in page.units {
        tags.unit(&mut ink, unit, y);
    }
    if let Some(footer) = footer {
        let text = setter.set(footer, Weight::Regular)?;
        ink.artifact(tagging::ArtifactType::Footer, |ink| {
            // a long one shrinks until it leaves room for the page's number
            let size = FOOT_PT.min((RIGHT - LEFT - 30.0 * MM) / text.width_em().max(1.0));
            ink.text(&text, LEFT, FOOT_BASELINE, size, 0.0);
        });
    }
    if let Some(number) = number {
        let text = setter.set(&number, Weight::Regular)?;
        let x = RIGHT - text.width_em() * FOOT_PT;
        ink.artifact(tagging::ArtifactType::Footer, |ink| {
            ink.text(&text, x, FOOT_BASELINE, FOOT_PT, 0.0);
        });
    }
    Ok(())
}

/// Thin lines between the boxes, a stronger one around what follows each other in the frame.
fn lines(ink: &mut Ink<'_>, units: &[(f32, Unit<'_>)]) {
    for framed in
        units.chunk_by(|(_, above), (_, below)| above.kind.is_framed() && below.kind.is_framed())
    {
        let (Some((top, first)), Some((last, unit))) = (framed.first(), framed.last()) else {
            continue;
        };
        if !first.kind.is_framed() {
            continue;
        }
        for (y, unit) in framed {
            if unit.kind.is_ruled() && y > top {
                ink.rule((LEFT, *y), (RIGHT, *y), LINE_PT);
            }
            for rule in &unit.rules {
                ink.rule(
                    (rule.from.0, y + rule.from.1),
                    (rule.to.0, y + rule.to.1),
                    LINE_PT,
                );
            }
        }
        ink.frame((LEFT, *top), (RIGHT, last + unit.height), FRAME_PT);
    }
}
