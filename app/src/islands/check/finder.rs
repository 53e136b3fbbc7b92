//! Places while their names are typed. If the look-up fails, the server finds them when the form is sent.

use std::cell::RefCell;

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::XmlHttpRequest;

use super::page::{element, find, question};
use crate::{
    Lang,
    forms::check::{Field, Found, Typed, clean, escape, meant},
    words::Forms,
};

/// Names that were looked up, and places whose names are known.
#[derive(Default)]
pub struct Finder {
    /// What was typed, and the code that it means; none while nobody knows, or where it may mean several.
    asked: RefCell<Vec<(String, Option<String>)>>,
    /// Codes and names, as the answer shows them.
    named: RefCell<Vec<(String, String)>>,
}

/// A place as the server names it.
pub struct Place {
    code: String,
    zh: String,
    short: String,
    en: String,
}

impl Finder {
    /// Puts codes in the stead of names that mean one place alone, and gives those not asked about yet.
    pub fn resolve(&self, typed: &mut Typed) -> Vec<(Field, String)> {
        let mut unknown = Vec::new();
        for field in Field::ALL.into_iter().filter(|field| field.is_place()) {
            let text = clean(typed.value(field));
            if text.is_empty() || self.name(&text).is_some() {
                continue;
            }
            let asked = self.asked.borrow();
            match asked.iter().find(|(asked, _)| *asked == text) {
                Some((_, Some(code))) => typed.set(field, code.as_str()),
                Some((_, None)) => {}
                None => unknown.push((field, text)),
            }
        }
        unknown
    }

    /// The name of a code.
    pub fn name(&self, code: &str) -> Option<String> {
        let named = self.named.borrow();
        named
            .iter()
            .find(|(known, _)| known == code)
            .map(|(_, name)| name.clone())
    }

    /// Keeps the name of a code.
    pub fn learn(&self, code: &str, name: String) {
        if self.name(code).is_none() {
            self.named.borrow_mut().push((code.to_owned(), name));
        }
    }

    /// Every name by its code, for the answer.
    pub fn names(&self) -> Vec<(String, String)> {
        self.named.borrow().clone()
    }

    /// Looks a name up and offers what was found at the field; `then` runs where something is known now.
    pub fn look_up(
        &'static self,
        lang: Lang,
        field: Field,
        text: String,
        then: impl FnOnce() + 'static,
    ) {
        let mut address = String::from("/api/areas?q=");
        escape(&text, &mut address);
        self.asked.borrow_mut().push((text.clone(), None));
        let Ok(request) = XmlHttpRequest::new() else {
            return;
        };
        if request.open("GET", &address).is_err() {
            return;
        }
        let answered = request.clone();
        let heard = Closure::once_into_js(move || {
            let found = answered
                .response_text()
                .ok()
                .flatten()
                .and_then(|text| read(&text));
            self.heard(lang, field, &text, &found.unwrap_or_default());
            then();
        });
        request.set_onload(Some(heard.unchecked_ref()));
        let _ = request.send();
    }

    fn heard(&self, lang: Lang, field: Field, text: &str, found: &[Place]) {
        let names = found.iter().map(|place| Found {
            code: &place.code,
            short: &place.short,
            whole: &place.zh,
        });
        let place = meant(text, names).map(|at| &found[at]);
        if let Some(place) = place {
            self.learn(&place.code, name_of(lang, place).to_owned());
        }
        offer(lang, field, if place.is_some() { &[] } else { found });
        for asked in self.asked.borrow_mut().iter_mut() {
            if asked.0 == text {
                asked.1 = place.map(|place| place.code.clone());
            }
        }
    }
}

fn name_of(lang: Lang, place: &Place) -> &str {
    match lang.spoken() {
        Lang::Zh => &place.zh,
        Lang::En => &place.en,
    }
}

/// Reads the finder's list; nothing where it is none.
fn read(text: &str) -> Option<Vec<Place>> {
    let places: Array = JSON::parse(text).ok()?.dyn_into().ok()?;
    let part = |place: &JsValue, key: &str| {
        Reflect::get(place, &JsValue::from_str(key))
            .ok()?
            .as_string()
    };
    let mut found = Vec::new();
    for at in 0..places.length() {
        let place = places.get(at);
        found.push(Place {
            code: part(&place, "code")?,
            zh: part(&place, "zh")?,
            short: part(&place, "short")?,
            en: part(&place, "en")?,
        });
    }
    Some(found)
}

/// Offers places below a field, as buttons; none takes the offers away.
pub fn offer(lang: Lang, field: Field, places: &[Place]) {
    if let Some(before) = find(&["[data-offers=", field.name(), "]"].concat()) {
        before.remove();
    }
    if !places.is_empty() {
        let _ = draw(lang, field, places);
    }
}

fn draw(lang: Lang, field: Field, places: &[Place]) -> Option<()> {
    let (offers, list) = (
        element("div", "place-offers")?,
        element("ul", "place-list")?,
    );
    let word = element("p", "question-hint")?;
    offers.set_attribute("data-offers", field.name()).ok()?;
    word.set_attribute("role", "status").ok()?;
    word.set_text_content(Some(Forms::of(lang).find_choose));
    for place in places {
        let (row, chip) = (element("li", "")?, element("button", "chip")?);
        chip.set_attribute("type", "button").ok()?;
        chip.set_attribute("data-code", &place.code).ok()?;
        chip.set_text_content(Some(name_of(lang, place)));
        row.append_child(&chip).ok()?;
        list.append_child(&row).ok()?;
    }
    offers.append_child(&word).ok()?;
    offers.append_child(&list).ok()?;
    question(field)?.append_child(&offers).ok()?;
    Some(())
}
