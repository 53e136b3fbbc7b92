//! Fingers and keys on the form: places that were offered, links to a question.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::{
    finder::take_away,
    live::Live,
    page::{self, by_id, find_all, focus, unfold},
};
use crate::forms::check::Field;

impl Live {
    pub(super) fn click(&'static self, event: &Event, target: &Element) {
        if let Ok(Some(chip)) = target.closest("[data-code]") {
            self.choose(event, &chip);
        } else if let Ok(Some(link)) = target.closest("a[href^='#q-']") {
            let to = link.get_attribute("href").unwrap_or_default();
            if let Some(control) = by_id(to.trim_start_matches('#')) {
                event.prevent_default();
                unfold(&control);
                focus(&control);
            }
        }
    }

    /// A place that was offered is put into its control.
    fn choose(&'static self, event: &Event, chip: &Element) {
        let offers = chip.closest("[data-offers]").ok().flatten();
        let name = offers.and_then(|offers| offers.get_attribute("data-offers"));
        let Some(field) = name.and_then(|name| Field::named(&name)) else {
            return;
        };
        let (Some(control), Some(code)) = (page::control(field), chip.get_attribute("data-code"))
        else {
            return;
        };
        event.prevent_default();
        self.finder
            .learn(&code, chip.text_content().unwrap_or_default());
        control.set_value(&code);
        take_away(field);
        focus(&control);
        self.draw_soon();
    }

    /// The arrow keys go through the places offered.
    pub(super) fn key(&self, event: &Event, target: &Element) {
        let step: i32 = match event
            .dyn_ref::<KeyboardEvent>()
            .map(KeyboardEvent::key)
            .as_deref()
        {
            Some("ArrowDown") => 1,
            Some("ArrowUp") => -1,
            _ => return,
        };
        let Some(field) = target
            .closest("[data-question]")
            .ok()
            .flatten()
            .and_then(|question| field_of_question(&question))
        else {
            return;
        };
        let name = field.name();
        let row = find_all(&["#q-", name, ",[data-offers=", name, "] [data-code]"].concat());
        let at = row
            .iter()
            .position(|element| element == target)
            .filter(|_| row.len() > 1);
        let to = at.and_then(|at| row.get(at.checked_add_signed(step as isize)?));
        if let Some(to) = to {
            event.prevent_default();
            focus(to);
        }
    }
}

fn field_of_question(question: &Element) -> Option<Field> {
    Field::named(&question.get_attribute("data-question")?)
}
