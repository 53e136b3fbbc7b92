//! What the page tells beside its answer: notices, the saved-state line, an empty state, a wait, a confirmation.
//! Absent: what to tell. None of them blames, and a confirmation says what is not yet done.

use leptos::prelude::*;

use super::{Icon, Look, Text, icon};

/// The colour and shape of a message; its words never depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Know,
    /// Soon, or take care.
    Soon,
    /// Over, or missing.
    Over,
    /// Done.
    Done,
}

impl Tone {
    fn as_str(self) -> &'static str {
        match self {
            Self::Know => "know",
            Self::Soon => "soon",
            Self::Over => "over",
            Self::Done => "done",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Know => Icon::Speech,
            Self::Soon => Icon::Clock,
            Self::Over => Icon::Barred,
            Self::Done => Icon::Tick,
        }
    }
}

/// Something a family should know of.
pub fn notice(look: Look, tone: Tone, title: Option<Text>, body: AnyView) -> AnyView {
    view! {
        <div class="notice" data-tone=tone.as_str()>
            {icon(look, tone.icon())}
            <div class="notice-body">
                {title.map(|title| view! { <p class="notice-title">{title}</p> })}
                {body}
            </div>
        </div>
    }
    .into_any()
}

/// Where what was typed is now. `sentence` says when and until when.
pub fn saved(look: Look, sentence: Text) -> AnyView {
    view! { <p class="saved" role="status">{icon(look, Icon::Tick)}<span>{sentence}</span></p> }
        .into_any()
}

/// Nothing here yet, and what to do about it.
pub fn empty(look: Look, sentence: Text, way_out: AnyView) -> AnyView {
    view! {
        <div class="empty">
            {icon(look, Icon::Ring)}
            <p>{sentence}</p>
            {way_out}
        </div>
    }
    .into_any()
}

/// Something takes time. `done_percent` is `None` where nobody knows how long.
pub fn wait(look: Look, sentence: Option<Text>, done_percent: Option<u8>) -> AnyView {
    let sentence = sentence.unwrap_or(Text::Borrowed(look.words().parts.wait));
    view! {
        <div class="wait" role="status">
            <p>{sentence.clone()}</p>
            <progress max="100" value=done_percent.map(|percent| percent.to_string()) aria-label=sentence></progress>
        </div>
    }
    .into_any()
}

/// Received, and what is not finished yet.
pub fn confirmation(look: Look, title: Text, number: Option<Text>, not_yet: Vec<Text>) -> AnyView {
    let words = &look.words().parts;
    let open: Vec<AnyView> = not_yet
        .into_iter()
        .map(|step| view! { <li>{step}</li> }.into_any())
        .collect();
    let rest = (!open.is_empty())
        .then(|| view! { <div class="confirmation-rest"><h3>{words.not_yet_done}</h3><ul>{open}</ul></div> });
    view! {
        <section class="confirmation" aria-labelledby="confirmation-title">
            <h2 id="confirmation-title">{icon(look, Icon::Tick)}<span>{title}</span></h2>
            {number.map(|number| view! { <p class="confirmation-number">{words.number}" "<strong>{number}</strong></p> })}
            {rest}
        </section>
    }
    .into_any()
}
