//! Places told by their names: found, and named again. Absent: the list of places.

use policy::AreaCode;

use crate::{
    Lang,
    area_names::{self, AreaName},
    forms::check::{Field, Found, Typed, clean, meant},
    visit::Visit,
};

/// Places offered where what was typed may mean several.
const OFFERED: usize = 6;

/// The places told, and those that may be meant.
pub struct Places {
    known: Vec<(Field, AreaName)>,
    offered: Vec<(Field, Vec<AreaName>)>,
}

impl Places {
    /// Puts codes in the stead of names wherever a name means one place alone.
    pub fn resolve(visit: &Visit, typed: &mut Typed) -> Places {
        let mut places = Places {
            known: Vec::new(),
            offered: Vec::new(),
        };
        for field in Field::ALL.into_iter().filter(|field| field.is_place()) {
            let text = clean(typed.value(field));
            if text.is_empty() || typed.is_spoilt(field) {
                continue;
            }
            match AreaCode::parse(&text) {
                Ok(code) => places.know(field, code.as_str()),
                // Digits that are no code are a slip; no list of places mends it.
                Err(_) if text.bytes().all(|byte| byte.is_ascii_digit()) => {}
                Err(_) => places.find(visit, typed, field, &text),
            }
        }
        places
    }

    /// The area of an earlier visit, filled in but not asked about yet.
    pub fn remember(&mut self, visit: &Visit, typed: &mut Typed) {
        let code = visit
            .remembered_area
            .as_deref()
            .and_then(|code| AreaCode::parse(code).ok());
        if let Some(code) = code {
            typed.set(Field::Area, code.as_str());
            self.know(Field::Area, code.as_str());
        }
    }

    fn find(&mut self, visit: &Visit, typed: &mut Typed, field: Field, text: &str) {
        let mut found = area_names::find(text, OFFERED, &ruled(visit));
        let names = found.iter().map(|place| Found {
            code: &place.code,
            short: &place.short,
            whole: &place.zh,
        });
        let meant = meant(text, names).map(|at| found[at].code.clone());
        match meant {
            Some(code) => {
                typed.set(field, code.as_str());
                self.know(field, &code);
            }
            None if found.is_empty() => {}
            None => self.offered.push((field, std::mem::take(&mut found))),
        }
    }

    fn know(&mut self, field: Field, code: &str) {
        if let Some(mut name) = area_names::name(code) {
            // A county that is not in the list is named by what it lies in, and keeps its own code.
            name.code = code.to_owned();
            self.known.push((field, name));
        }
    }

    /// Places to choose from at a field.
    pub fn offered(&self, field: Field) -> &[AreaName] {
        self.offered
            .iter()
            .find(|(at, _)| *at == field)
            .map_or(&[], |(_, found)| found)
    }

    /// What stands beside a code.
    pub fn name(&self, field: Field, lang: Lang) -> Option<String> {
        self.at(field).map(|place| place.whole(lang))
    }

    /// The place's own name alone.
    pub fn short_name(&self, field: Field, lang: Lang) -> Option<String> {
        self.at(field).map(|place| place.alone(lang))
    }

    /// Every name by its code, for the answer.
    pub fn names(&self, lang: Lang) -> Vec<(String, String)> {
        self.known
            .iter()
            .map(|(_, place)| (place.code.clone(), place.whole(lang)))
            .collect()
    }

    fn at(&self, field: Field) -> Option<&AreaName> {
        self.known
            .iter()
            .find(|(at, _)| *at == field)
            .map(|(_, place)| place)
    }
}

/// Beginnings of the codes of areas with rules of their own.
fn ruled(visit: &Visit) -> Vec<Box<str>> {
    visit
        .areas
        .editions()
        .iter()
        .flat_map(|edition| edition.codes.iter().cloned())
        .collect()
}
