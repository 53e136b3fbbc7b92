//! What happens while somebody fills the form in.

use std::cell::{Cell, OnceCell, RefCell};

use js_sys::Function;
use policy::{Areas, Day, Facts, Refusal, decide};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlFormElement};

use super::{
    finder::{Finder, offered},
    marks::{Wrong, say_error, say_sense, summary},
    page::{self, by_id, document, field_of, find, find_all, focus, holding_still, window, write},
};
use crate::{
    Lang,
    answer::{self, Shown},
    calendar::Token,
    forms::{
        bookmark::{Bookmark, marked},
        check::{Field, Kind, Typed, at_fault, clean, day, escape},
    },
    law,
    parts::Look,
    words::{Forms, understood},
};

/// What is wrong at a control is said so long after it was left, in milliseconds: sooner, the button that is being
/// pressed would move away under the finger.
const PATIENCE: i32 = 200;

/// The check while its page is open.
pub(super) struct Live {
    form: HtmlFormElement,
    areas: &'static Areas,
    pub(super) look: Look,
    today: Day,
    is_wechat: bool,
    /// The form that was left for the check.
    bookmark: Option<Bookmark>,
    pub(super) finder: Finder,
    /// What the answer shown was made from; empty before there is one.
    query: RefCell<String>,
    /// The calendar's token, moved on with every answer drawn here.
    calendar: RefCell<Option<Token>>,
    /// The answer's parts and the summary of what is wrong, as they were last drawn here.
    parts: RefCell<Vec<String>>,
    wrong: RefCell<String>,
    /// Controls that were left, a bit each: what is wrong there may be said.
    left: Cell<u64>,
    is_drawing: Cell<bool>,
    drawing: OnceCell<Function>,
}

/// Begins to listen. Where the page, the law or today can't be read, nothing happens and the plain form stays.
pub fn start() {
    let Some(live) = Live::of_page() else { return };
    // The page lives as long as its island.
    let live: &'static Live = Box::leak(Box::new(live));
    let drawing = Closure::<dyn Fn()>::new(move || {
        live.is_drawing.set(false);
        live.draw();
    });
    let _ = live.drawing.set(drawing.into_js_value().unchecked_into());
    let on = Closure::<dyn Fn(Event)>::new(move |event: Event| live.on(&event)).into_js_value();
    let on: &Function = on.unchecked_ref();
    for kind in ["input", "change", "focusout", "submit", "click", "keydown"] {
        let _ = document().add_event_listener_with_callback(kind, on);
    }
    let _ = window().add_event_listener_with_callback("pageshow", on);
    live.begin();
}

impl Live {
    fn of_page() -> Option<Live> {
        let form: HtmlFormElement = by_id("check")?.dyn_into().ok()?;
        let told = |name: &str| form.get_attribute(name);
        let lang = match told("data-lang").as_deref() {
            Some("en") => Lang::En,
            _ => Lang::Zh,
        };
        let icons = document()
            .body()?
            .get_attribute("data-icons")
            .unwrap_or_default();
        Some(Live {
            areas: law::areas()?,
            look: Look {
                lang,
                icons: Box::leak(icons.into_boxed_str()),
            },
            today: Day::parse(&told("data-today")?).ok()?,
            is_wechat: told("data-wechat").as_deref() == Some("true"),
            bookmark: page::bookmark(&form),
            finder: Finder::default(),
            query: RefCell::default(),
            calendar: RefCell::new(told("data-calendar").and_then(|token| Token::read(&token))),
            parts: RefCell::default(),
            wrong: RefCell::default(),
            left: Cell::new(0),
            is_drawing: Cell::new(false),
            drawing: OnceCell::new(),
            form,
        })
    }

    /// Takes over what the server wrote, and draws where something was typed before this woke up.
    fn begin(&self) {
        let typed = page::typed(&self.form);
        for field in Field::ALL {
            if field.is_place() {
                let sense =
                    by_id(&["s-", field.name()].concat()).and_then(|place| place.text_content());
                if let Some(name) = sense.filter(|name| !name.is_empty()) {
                    self.finder.learn(&clean(typed.value(field)), name);
                }
            }
            if by_id(&["q-", field.name(), "-error"].concat()).is_some() {
                self.leave(field);
            }
        }
        let told = self.form.get_attribute("data-query").unwrap_or_default();
        if find(".check-answered").is_some() {
            self.query.replace(told.clone());
        }
        if typed.query() != told {
            self.draw_soon();
        }
    }

    fn on(&'static self, event: &Event) {
        let kind = event.type_();
        let Some(target) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        else {
            // The window: the page was shown again, with whatever the browser kept in its controls.
            return self.draw_soon();
        };
        match &*kind {
            "submit" => self.submit(event),
            "click" => self.click(event, &target),
            "keydown" => self.key(event, &target),
            _ => {
                let Some(field) = field_of(&target) else {
                    return;
                };
                if kind != "focusout" {
                    self.draw_soon();
                } else if offered(field).is_none() && page::typed(&self.form).is_told(field) {
                    self.leave(field);
                    if let Some(drawing) = self.drawing.get() {
                        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(
                            drawing, PATIENCE,
                        );
                    }
                }
            }
        }
    }

    fn leave(&self, field: Field) {
        self.left.set(self.left.get() | 1 << field as u64);
    }

    /// Several things may happen before the next frame; they are drawn once.
    pub(super) fn draw_soon(&self) {
        if let Some(drawing) = self
            .drawing
            .get()
            .filter(|_| !self.is_drawing.replace(true))
        {
            let _ = window().request_animation_frame(drawing);
        }
    }

    /// Reads, decides, shows. True where there is an answer.
    fn draw(&'static self) -> bool {
        let mut typed = page::typed(&self.form);
        self.finder.offer(self.look.lang, &typed);
        for text in self.finder.resolve(&mut typed) {
            self.finder
                .look_up(self.look.lang, text, || self.draw_soon());
        }
        self.say_senses(&typed);
        match typed.facts(self.today) {
            Ok(facts) => {
                self.say_wrong(&typed, &[]);
                // A place alone asks nothing yet: it may only be remembered.
                let is_more = Field::ALL
                    .into_iter()
                    .any(|field| field != Field::Area && typed.is_told(field));
                if is_more || !self.query.borrow().is_empty() {
                    self.show(&typed, &facts);
                }
                true
            }
            Err(refusals) => {
                self.say_wrong(&typed, &refusals);
                self.mark_stale(true);
                false
            }
        }
    }

    /// The server's own answer stays until something is told that it doesn't know.
    fn show(&self, typed: &Typed, facts: &Facts) {
        self.mark_stale(false);
        let query = typed.canonical(facts).query();
        let is_private = Field::ALL
            .into_iter()
            .any(|field| field.is_private() && typed.is_told(field));
        let is_same = *self.query.borrow() == query;
        if is_same && !is_private && self.parts.borrow().is_empty() {
            return;
        }
        let shown = Shown {
            look: self.look,
            query: query.clone(),
            places: self.finder.names(),
            calendar: self.calendar_of(&query),
            bookmark: self.bookmark.clone(),
            is_wechat: self.is_wechat,
        };
        let parts = answer::html(&decide(facts, self.areas), &shown);
        holding_still(|| self.draw_parts(parts));
        if !is_same {
            let address = ["/check?", &query].concat();
            move_to(&marked(address, self.bookmark.as_ref()));
            self.query.replace(query);
        }
    }

    /// The token of the calendar with the dates of this query: the same calendar, one change later.
    fn calendar_of(&self, query: &str) -> Option<String> {
        let token = self.calendar.borrow().as_ref()?.moved_to(query)?;
        self.calendar.replace(Token::read(&token));
        Some(token)
    }

    /// Draws those of the answer's parts that differ from what is there.
    fn draw_parts(&self, parts: [(&'static str, String); 5]) {
        let Some(place) = by_id("drawn") else { return };
        let mut before = self.parts.borrow_mut();
        if before.is_empty() {
            let html: String = parts
                .into_iter()
                .map(|(class, html)| {
                    let part = ["<div class=\"", class, "\">", &html, "</div>"].concat();
                    before.push(html);
                    part
                })
                .collect();
            place.set_inner_html(&["<div class=\"answer\">", &html, "</div>"].concat());
            if let Some(check) = find(".check") {
                let _ = check.class_list().add_1("check-answered");
            }
        } else {
            for ((class, html), before) in parts.into_iter().zip(before.iter_mut()) {
                if *before == html {
                    continue;
                }
                if let Some(part) = find(&["#drawn .", class].concat()) {
                    part.set_inner_html(&html);
                }
                *before = html;
            }
        }
        say_verdict();
    }

    /// Says what is wrong where somebody has been, and on top.
    fn say_wrong(&self, typed: &Typed, refusals: &[Refusal]) {
        let forms = Forms::of(self.look.lang);
        let mut wrongs: Vec<Wrong> = Vec::new();
        for refusal in refusals {
            let field = at_fault(typed, &refusal.at);
            let was_left = self.left.get() & (1 << field as u64) != 0;
            if was_left && wrongs.iter().all(|wrong| wrong.field != field) {
                let sentence = forms.mend(typed, field, refusal.code, &refusal.at);
                wrongs.push(Wrong {
                    field,
                    code: refusal.code.as_str(),
                    sentence,
                });
            }
        }
        holding_still(|| {
            for field in Field::ALL {
                say_error(
                    self.look.lang,
                    field,
                    wrongs.iter().find(|wrong| wrong.field == field),
                );
            }
            let html = summary(self.look.lang, &wrongs);
            if let Some(place) =
                by_id("check-errors").filter(|_| *self.wrong.borrow() != html || html.is_empty())
            {
                place.set_inner_html(&html);
            }
            self.wrong.replace(html);
        });
    }

    fn say_senses(&self, typed: &Typed) {
        let asked_on = day(&clean(typed.value(Field::AskedOn))).unwrap_or(self.today);
        for field in Field::ALL {
            let text = clean(typed.value(field));
            let sense = match field.kind() {
                Kind::Day => day(&text)
                    .ok()
                    .map(|on| understood(self.look.lang, field, on, asked_on)),
                Kind::Place => self.finder.name(&text),
                Kind::YesNo | Kind::Word | Kind::Count | Kind::List | Kind::Private => continue,
            };
            say_sense(field, &sense.unwrap_or_default());
        }
    }

    /// An answer that no longer fits the form is seen to be so.
    fn mark_stale(&self, is_stale: bool) {
        if let Some(panel) = by_id("answer") {
            let _ = panel.toggle_attribute_with_force("data-stale", is_stale);
        }
    }

    /// The answer is here already; only a place that nobody has found is the server's to look for, and what is asked
    /// otherwise the server's to compare.
    fn submit(&'static self, event: &Event) {
        if page::is_asked_otherwise(&self.form) {
            return;
        }
        let mut typed = page::typed(&self.form);
        self.finder.resolve(&mut typed);
        let is_unfound = |field: &Field| {
            clean(typed.value(*field))
                .bytes()
                .any(|byte| !byte.is_ascii_digit())
        };
        if Field::ALL
            .iter()
            .filter(|field| field.is_place())
            .any(is_unfound)
        {
            return;
        }
        event.prevent_default();
        self.left.set(u64::MAX);
        let id = if self.draw() { "result" } else { "errors" };
        if let Some(place) = by_id(id) {
            focus(&place);
        }
    }
}

/// The first verdict on the page, for those who hear it.
fn say_verdict() {
    let part = |selector: &str| {
        find(selector)
            .and_then(|part| part.text_content())
            .unwrap_or_default()
    };
    if let Some(place) = by_id("check-says") {
        let line = [
            part("#drawn [data-service] h2"),
            " ".to_owned(),
            part("#drawn [data-service] .badge"),
        ];
        write(&place, &line.concat());
    }
}

/// The page's address tells what is asked now, and so do the switches that lead back to it.
fn move_to(address: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
    for switch in find_all("a[href^='/preferences?']") {
        let before = switch.get_attribute("href").unwrap_or_default();
        if let Some((choice, _)) = before.split_once('&') {
            let mut href = [choice, "&to="].concat();
            escape(address, &mut href);
            let _ = switch.set_attribute("href", &href);
        }
    }
}
