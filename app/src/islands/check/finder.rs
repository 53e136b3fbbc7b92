//! Places while their names are typed. If the look-up fails, the server finds them when the form is sent.

use std::cell::RefCell;

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, XmlHttpRequest};

use super::page::{element, find, question};
use crate::{
    Lang,
    forms::check::{Field, Found, Typed, clean, escape, meant},
    words::Forms,
};

/// Names that were looked up, and places whose names are known.
#[derive(Default)]
pub struct Finder {
    asked: RefCell<Vec<Asked>>,
    /// Codes and names, as the answer shows them.
    named: RefCell<Vec<(String, String)>>,
}

/// A text that the server was asked about.
struct Asked {
    text: String,
    /// None while the answer is under way.
    found: Option<Vec<Place>>,
    /// Which of them the text means; none where it may mean several.
    meant: Option<usize>,
}

/// A place as the server names it.
struct Place {
    code: String,
    zh: String,
    short: String,
    en: String,
}

impl Finder {
    /// Puts codes in the stead of names that mean one place alone, and gives the texts not asked about yet.
    pub fn resolve(&self, typed: &mut Typed) -> Vec<String> {
        let mut unknown = Vec::new();
        for field in Field::ALL.into_iter().filter(|field| field.is_place()) {
            let text = clean(typed.value(field));
            if text.is_empty() || self.name(&text).is_some() {
                continue;
            }
            let asked = self.asked.borrow();
            match about(&asked, &text) {
                Some(asked) => {
                    if let Some(place) = asked.place() {
                        typed.set(field, place.code.as_str());
                    }
                }
                None if unknown.contains(&text) => {}
                None => unknown.push(text),
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

    /// Offers at each field what was found for the text that stands there now: answers may come in any order. While one
    /// is under way, what was offered stays.
    pub fn offer(&self, lang: Lang, typed: &Typed) {
        let asked = self.asked.borrow();
        for field in Field::ALL.into_iter().filter(|field| field.is_place()) {
            let text = clean(typed.value(field));
            if text.is_empty() || self.name(&text).is_some() {
                take_away(field);
            } else if let Some(asked) = about(&asked, &text)
                && let Some(found) = &asked.found
            {
                let places = if asked.meant.is_some() {
                    &[]
                } else {
                    &found[..]
                };
                offer(lang, field, &text, places);
            }
        }
    }

    /// Looks a name up; `then` runs where something is known now. A text whose answer was lost is asked about again when
    /// something is typed next.
    pub fn look_up(&'static self, lang: Lang, text: String, then: impl FnOnce() + 'static) {
        let mut address = String::from("/api/areas?q=");
        escape(&text, &mut address);
        let Ok(request) = XmlHttpRequest::new() else {
            return;
        };
        if request.open("GET", &address).is_err() {
            return;
        }
        self.asked.borrow_mut().push(Asked {
            text: text.clone(),
            found: None,
            meant: None,
        });
        let answered = request.clone();
        let heard = Closure::once_into_js(move || {
            let found = answered
                .response_text()
                .ok()
                .flatten()
                .and_then(|text| read(&text));
            match found {
                Some(found) => {
                    self.heard(lang, &text, found);
                    then();
                }
                None => self.asked.borrow_mut().retain(|asked| asked.text != text),
            }
        });
        request.set_onloadend(Some(heard.unchecked_ref()));
        let _ = request.send();
    }

    fn heard(&self, lang: Lang, text: &str, found: Vec<Place>) {
        let names = found.iter().map(|place| Found {
            code: &place.code,
            short: &place.short,
            whole: &place.zh,
        });
        let meant = meant(text, names);
        if let Some(place) = meant.map(|at| &found[at]) {
            self.learn(&place.code, name_of(lang, place).to_owned());
        }
        let mut every = self.asked.borrow_mut();
        if let Some(asked) = every.iter_mut().find(|asked| asked.text == text) {
            (asked.found, asked.meant) = (Some(found), meant);
        }
    }
}

impl Asked {
    fn place(&self) -> Option<&Place> {
        self.found.as_ref()?.get(self.meant?)
    }
}

fn about<'a>(asked: &'a [Asked], text: &str) -> Option<&'a Asked> {
    asked.iter().find(|asked| asked.text == text)
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

/// What is offered below a field.
pub fn offered(field: Field) -> Option<Element> {
    find(&["[data-offers=", field.name(), "]"].concat())
}

/// Takes away what is offered below a field.
pub fn take_away(field: Field) {
    if let Some(offers) = offered(field) {
        offers.remove();
    }
}

/// Offers places below a field, as buttons. Those that stand there for the same text stay.
fn offer(lang: Lang, field: Field, text: &str, places: &[Place]) {
    let before = offered(field).and_then(|offers| offers.get_attribute("data-for"));
    if places.is_empty() || before.as_deref() != Some(text) {
        take_away(field);
        if !places.is_empty() {
            let _ = draw(lang, field, text, places);
        }
    }
}

fn draw(lang: Lang, field: Field, text: &str, places: &[Place]) -> Option<()> {
    let (offers, list) = (
        element("div", "place-offers")?,
        element("ul", "place-list")?,
    );
    let word = element("p", "question-hint")?;
    offers.set_attribute("data-offers", field.name()).ok()?;
    offers.set_attribute("data-for", text).ok()?;
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
