//! 版式: where a form's fields stand on its own paper, as its document draws it. A form without one is set as a plain
//! list of its fields.

use serde::Deserialize;

use super::{By, Field, Form};

/// A row's width: the labels and values in it make exactly so many parts together.
pub const ROW_PARTS: u8 = 24;

/// The room that an official stamp needs, 45 mm across, and what a page has.
const STAMP_MM: std::ops::RangeInclusive<u8> = 20..=100;

/// How a document draws its form. Its words are the document's, so there is no English.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// 份数: how many copies are handed in.
    pub copies: u8,
    /// What stands over the promises.
    pub promises_band: Box<str>,
    /// What stands over the agency's own part.
    pub agency_band: Box<str>,
    /// The agency's field that is no box but room for a stamp, by its id.
    pub stamp: Box<str>,
    /// How high that room is, in millimetres.
    pub stamp_mm: u8,
}

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// In which row, from 1.
    pub row: u8,
    /// Its label's share of the row's width.
    pub label_parts: u8,
    /// Its value's share.
    pub value_parts: u8,
}

impl Form {
    /// The rows of its layout from top to bottom, those of whoever fills them in; fields stand in the form's order.
    pub fn rows(&self, by: By) -> Vec<Vec<(&Field, Place)>> {
        let mut placed: Vec<(&Field, Place)> = self
            .fields
            .iter()
            .filter(|field| field.by == by)
            .filter_map(|field| Some((field, field.paper?)))
            .collect();
        placed.sort_by_key(|(_, place)| place.row);
        placed
            .chunk_by(|one, next| one.1.row == next.1.row)
            .map(<[_]>::to_vec)
            .collect()
    }
}

/// What is wrong with a form's layout: the field it is about, if any, and why.
pub(crate) fn faults(form: &Form) -> Vec<(Option<usize>, String)> {
    let mut found = Vec::new();
    let Some(layout) = &form.layout else {
        let placed = (form.fields.iter()).position(|field| field.paper.is_some());
        let why = "has a place on paper, and the form has no layout".to_owned();
        found.extend(placed.map(|at| (Some(at), why)));
        return found;
    };
    if !(1..=2).contains(&layout.copies) {
        found.push((
            None,
            format!("{} copies, which is neither 1 nor 2", layout.copies),
        ));
    }
    if !STAMP_MM.contains(&layout.stamp_mm) {
        found.push((None, format!("a stamp's room of {} mm", layout.stamp_mm)));
    }
    let is_stamp = |field: &Field| field.id == layout.stamp;
    if !form
        .fields
        .iter()
        .any(|field| is_stamp(field) && field.by == By::Agency)
    {
        found.push((
            None,
            format!("the agency has no field {} to stamp", layout.stamp),
        ));
    }
    for (at, field) in form.fields.iter().enumerate() {
        let needs_place = field.on_paper && !is_stamp(field);
        if needs_place != field.paper.is_some() {
            let says = if needs_place {
                "no place on paper"
            } else {
                "a place on paper, and is not on it"
            };
            found.push((Some(at), format!("field {} has {says}", field.id)));
        }
    }
    for rows in [form.rows(By::Family), form.rows(By::Agency)] {
        found.extend(rows.iter().filter_map(|row| row_fault(form, row)));
    }
    found
}

fn row_fault(form: &Form, row: &[(&Field, Place)]) -> Option<(Option<usize>, String)> {
    let (first, place) = row.first()?;
    let at = form.fields.iter().position(|field| field.id == first.id);
    let is_shared = (form.fields.iter()).any(|field| {
        field.by != first.by && field.paper.is_some_and(|other| other.row == place.row)
    });
    if is_shared {
        return Some((
            at,
            format!("row {} is the family's and the agency's at once", place.row),
        ));
    }
    let parts: u32 = row
        .iter()
        .map(|(_, place)| u32::from(place.label_parts) + u32::from(place.value_parts))
        .sum();
    let is_narrow = |place: &Place| place.label_parts == 0 || place.value_parts == 0;
    let is_whole = parts == u32::from(ROW_PARTS) && !row.iter().any(|(_, place)| is_narrow(place));
    (!is_whole).then(|| {
        (
            at,
            format!("row {} has {parts} parts instead of {ROW_PARTS}", place.row),
        )
    })
}
