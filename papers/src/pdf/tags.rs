//! What a screen reader finds: title, headings, tables with their labels, paragraphs, pictures with words.

use super::ink::Ink;
use crate::sheet::{Cell, Kind, Mark, Role, Unit};
use krilla::tagging::{Node, TableHeaderScope, Tag, TagGroup, TagTree};
use std::num::NonZeroU16;

/// Rows that follow each other make one table, over pages too.
#[derive(Default)]
pub(super) struct Tags {
    tree: Vec<Node>,
    rows: Vec<Node>,
}

impl Tags {
    /// Draws a unit with its upper edge at `y` and takes up its tags.
    pub(super) fn unit(&mut self, ink: &mut Ink<'_>, unit: Unit<'_>, y: f32) {
        let cells = unit.cells.into_iter().filter(|cell| !cell.marks.is_empty());
        let groups: Vec<Node> = cells.map(|cell| group(ink, cell, y)).collect();
        if unit.kind == Kind::Row {
            self.rows
                .push(TagGroup::with_children(Tag::TR, groups).into());
        } else {
            self.close_table();
            self.tree.extend(groups);
        }
    }

    /// Ends the table, if one is open.
    pub(super) fn close_table(&mut self) {
        if !self.rows.is_empty() {
            let rows = std::mem::take(&mut self.rows);
            self.tree
                .push(TagGroup::with_children(Tag::Table, rows).into());
        }
    }

    pub(super) fn into_tree(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        self.tree.into_iter().for_each(|node| tree.push(node));
        tree
    }
}

fn group(ink: &mut Ink<'_>, cell: Cell<'_>, y: f32) -> Node {
    let content = ink.content(|ink| cell.marks.iter().for_each(|mark| draw(ink, mark, y)));
    let children = vec![content.into()];
    let second = NonZeroU16::MIN.saturating_add(1);
    match cell.role {
        Role::Title(title) => {
            TagGroup::with_children(Tag::Hn(NonZeroU16::MIN, Some(title)), children)
        }
        Role::Band(title) => TagGroup::with_children(Tag::Hn(second, Some(title)), children),
        Role::Paragraph => TagGroup::with_children(Tag::P, children),
        Role::Head => TagGroup::with_children(Tag::TH(TableHeaderScope::Row), children),
        Role::Value => TagGroup::with_children(Tag::TD, children),
        Role::Figure(words) => TagGroup::with_children(Tag::Figure(Some(words)), children),
    }
    .into()
}

fn draw(ink: &mut Ink<'_>, mark: &Mark<'_>, y: f32) {
    match mark {
        Mark::Text {
            text,
            x,
            baseline,
            size,
            stretch_em,
        } => ink.text(text, *x, y + baseline, *size, *stretch_em),
        Mark::Strokes {
            strokes,
            x,
            y: below,
            width,
        } => ink.strokes(strokes, *x, y + below, *width),
        Mark::Modules {
            modules,
            x,
            y: below,
            side,
        } => ink.modules(modules, *x, y + below, *side),
    }
}
