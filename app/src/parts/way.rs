//! Ways on: buttons, doors, the way back, and what is folded away. Absent: where they lead.

use leptos::prelude::*;

use super::{Icon, Look, Text, icon};

/// A large link to a part of the portal, or to its next step.
pub struct Door {
    /// Its shape.
    pub icon: Icon,
    /// Where it leads.
    pub title: Text,
    /// What waits there, in a sentence.
    pub line: Option<Text>,
}

/// A door that is a link.
pub fn door_link(look: Look, door: Door, to: String) -> AnyView {
    view! { <a class="door" href=to>{door_words(look, door)}</a> }.into_any()
}

/// A door that sends its form, with a value of its own.
pub fn door_button(look: Look, door: Door, name: &'static str, value: &'static str) -> AnyView {
    view! { <button class="door" type="submit" name=name value=value>{door_words(look, door)}</button> }.into_any()
}

fn door_words(look: Look, door: Door) -> AnyView {
    view! {
        <span class="door-shape">{icon(look, door.icon)}</span>
        <span class="door-words">
            <span class="door-title">{door.title}</span>
            {door.line.map(|line| view! { <span class="door-line">{line}</span> })}
        </span>
        <span class="door-way">{icon(look, Icon::Forward)}</span>
    }
    .into_any()
}

/// The one thing to do next: sends the form.
pub fn submit(label: Text) -> AnyView {
    view! { <button class="button" type="submit">{label}</button> }.into_any()
}

/// A link that looks like a quiet button.
pub fn quiet_link(look: Look, shape: Option<Icon>, label: Text, to: String) -> AnyView {
    let shape = shape.map(|shape| icon(look, shape));
    view! { <a class="button button-quiet" href=to>{shape}<span>{label}</span></a> }.into_any()
}

/// The way back.
pub fn back_link(look: Look, label: Text, to: String) -> AnyView {
    view! { <a class="back" href=to>{icon(look, Icon::Back)}<span>{label}</span></a> }.into_any()
}

/// Something folded away under its own name.
pub fn fold(name: Text, is_open: bool, body: AnyView) -> AnyView {
    view! {
        <details class="fold" open=is_open>
            <summary>{name}</summary>
            <div class="fold-body">{body}</div>
        </details>
    }
    .into_any()
}
