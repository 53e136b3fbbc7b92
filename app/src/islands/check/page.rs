//! The page's elements, by the ids and marks that the server gave them. One that is missing is passed over.

use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, UrlSearchParams,
    Window,
};

use crate::forms::{
    bookmark::Bookmark,
    check::{Field, Typed, pairs},
};

/// The element of an id.
pub fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The first element that a selector finds in the page.
pub fn find(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

/// All elements that a selector finds in the page.
pub fn find_all(selector: &str) -> Vec<Element> {
    let Ok(list) = document().query_selector_all(selector) else {
        return Vec::new();
    };
    (0..list.length())
        .filter_map(|at| list.item(at)?.dyn_into().ok())
        .collect()
}

/// A new element of a class.
pub fn element(name: &str, class: &str) -> Option<Element> {
    let element = document().create_element(name).ok()?;
    element.set_class_name(class);
    Some(element)
}

/// The document. An island runs in one, or nowhere.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Its window.
pub fn window() -> Window {
    web_sys::window().expect("an island runs in a window")
}

/// What stands in the controls now, those without a name included.
pub fn typed(form: &HtmlFormElement) -> Typed {
    let mut typed = Typed::parse(&query(form));
    for field in Field::ALL.into_iter().filter(|field| field.is_private()) {
        if let Some(control) = control(field) {
            typed.set(field, control.value());
        }
    }
    typed
}

/// Is something asked otherwise (what if)? The server alone compares.
pub fn is_asked_otherwise(form: &HtmlFormElement) -> bool {
    let query = query(form);
    pairs(&query).any(|(name, value)| name.starts_with("if_") && !value.is_empty())
}

/// The form that was left for the check, as the page carries it.
pub fn bookmark(form: &HtmlFormElement) -> Option<Bookmark> {
    Bookmark::of_page(&query(form))
}

fn query(form: &HtmlFormElement) -> String {
    FormData::new_with_form(form)
        .and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data))
        .map(|query| String::from(query.to_string()))
        .unwrap_or_default()
}

/// The text control of a field.
pub fn control(field: Field) -> Option<HtmlInputElement> {
    by_id(&field.control_id())?.dyn_into().ok()
}

/// The question of a field.
pub fn question(field: Field) -> Option<Element> {
    find(&["[data-question=", field.name(), "]"].concat())
}

/// The field whose control this is.
pub fn field_of(element: &Element) -> Option<Field> {
    let name = |attribute: &str| {
        element
            .get_attribute(attribute)
            .filter(|name| !name.is_empty())
    };
    let named = name("name").or_else(|| name("data-private"))?;
    Field::ALL.into_iter().find(|field| field.name() == named)
}

/// Writes words where others stand. The same ones are left alone, so that nobody hears them twice.
pub fn write(place: &Element, words: &str) {
    if place.text_content().as_deref() != Some(words) {
        place.set_text_content(Some(words));
    }
}

/// Moves the focus, and the page with it.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Changes the page and leaves what has the focus where it is under the finger.
pub fn holding_still(change: impl FnOnce()) {
    let active = document().active_element();
    let top = || {
        active
            .as_ref()
            .map_or(0.0, |element| element.get_bounding_client_rect().top())
    };
    let before = top();
    change();
    let moved = top() - before;
    if moved != 0.0 {
        window().scroll_by_with_x_and_y(0.0, moved);
    }
}

/// Opens what is folded around an element, and shows what was hidden.
pub fn unfold(element: &Element) {
    let mut inside = Some(element.clone());
    while let Some(Ok(Some(fold))) = inside.as_ref().map(|element| element.closest("details")) {
        let _ = fold.set_attribute("open", "");
        let _ = fold.remove_attribute("hidden");
        inside = fold.parent_element();
    }
}
