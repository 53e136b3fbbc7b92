//! `/sign-in`: a phone, then the code sent to it. Absent: sending, counting and believing; and whether the number is
//! known, which no answer may tell.

use std::sync::Arc;

use leptos::prelude::*;
use policy::{clause::Text as Bilingual, form::Kind};

use crate::{
    Lang, Reply,
    forms::apply::plain,
    parts::{
        Entry, FieldError, Look, Mistake, Question, Text, Tone, error_summary, notice, submit, text,
    },
    shell::{Head, document},
    visit::Visit,
    words::{Forms, dates, fill, pages::SignIn, words},
};

/// The control of the number.
pub const PHONE: &str = "phone";
/// The control of the code.
pub const CODE: &str = "code";

/// Where signing in stands.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// What is asked now.
    pub step: Step,
    /// The number as it was typed.
    pub phone: String,
    /// Where to go afterwards: a path of ours.
    pub to: String,
    /// What went wrong.
    pub trouble: Option<Trouble>,
    /// Did this phone just sign out on every device?
    pub is_out_everywhere: bool,
    /// The code, shown on the page of a demonstration alone.
    pub shown_code: Option<String>,
    /// Numbers that have a file already, in a demonstration alone.
    pub samples: Arc<[Sample]>,
}

/// A number of a demonstration.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The number.
    pub phone: String,
    /// Where that family stands, in a few words.
    pub about: Bilingual,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The number.
    Phone,
    /// The code.
    Code,
}

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The number is none.
    BadPhone,
    /// Not six digits.
    BadCode,
    /// Another code; so many tries are left.
    WrongCode(u32),
    /// The code is no more.
    Over,
    /// Too many codes were asked for; so many seconds to wait.
    Slow(i64),
    /// The same, while the code that was asked for before can still be entered.
    StillOut(i64),
    /// Messages can't be sent.
    NoMessage,
    /// The day's messages are used up, but for numbers that are known; nobody is told whose are.
    UsedUp,
    /// The session ran out.
    Ended,
}

impl Trouble {
    fn code(self) -> &'static str {
        match self {
            Trouble::BadPhone => "invalid_phone",
            Trouble::BadCode => "invalid_code",
            Trouble::WrongCode(_) => "wrong_code",
            Trouble::Over => "code_over",
            Trouble::Slow(_) | Trouble::StillOut(_) => "too_often",
            Trouble::NoMessage => "no_message",
            Trouble::UsedUp => "codes_used_up",
            Trouble::Ended => "session_ended",
        }
    }

    fn sentence(self, lang: Lang) -> Text {
        let words = &words(lang).pages.sign_in;
        let in_a_while = |told: &str, seconds| fill(told, &[("wait", &dates::wait(lang, seconds))]);
        match self {
            Trouble::BadPhone => words.bad_phone.into(),
            Trouble::BadCode => words.bad_code.into(),
            Trouble::WrongCode(left) => fill(words.wrong, &[("left", &left.to_string())]).into(),
            Trouble::Over => words.over.into(),
            Trouble::Slow(seconds) => in_a_while(words.slow, seconds).into(),
            Trouble::StillOut(seconds) => in_a_while(words.still_out, seconds).into(),
            Trouble::NoMessage => words.no_message.into(),
            Trouble::UsedUp => words.used_up.into(),
            Trouble::Ended => words.ended.into(),
        }
    }

    /// The page's status.
    pub(crate) fn status(self) -> u16 {
        match self {
            Trouble::BadPhone | Trouble::BadCode | Trouble::WrongCode(_) | Trouble::Over => 422,
            Trouble::Slow(_) | Trouble::StillOut(_) => 429,
            Trouble::NoMessage => 503,
            Trouble::UsedUp | Trouble::Ended => 200,
        }
    }

    /// What is said of it, and where.
    pub(crate) fn error(self, lang: Lang) -> FieldError {
        FieldError {
            code: self.code(),
            sentence: self.sentence(lang),
        }
    }

    /// Is nothing wrong? The code that is out is as good as another.
    pub(crate) fn is_fine(self) -> bool {
        matches!(self, Trouble::StillOut(_))
    }

    /// What is told quietly of what is nobody's mistake.
    pub(crate) fn told(self, look: Look) -> Option<AnyView> {
        let error = self.is_fine().then(|| self.error(look.lang))?;
        let said = view! { <p data-error=error.code>{error.sentence}</p> };
        Some(notice(look, Tone::Know, None, said.into_any()))
    }

    /// The control it is about.
    pub(crate) fn control(self) -> Option<&'static str> {
        match self {
            Trouble::BadPhone => Some(PHONE),
            Trouble::BadCode | Trouble::WrongCode(_) => Some(CODE),
            Trouble::Over
            | Trouble::Slow(_)
            | Trouble::StillOut(_)
            | Trouble::NoMessage
            | Trouble::UsedUp
            | Trouble::Ended => None,
        }
    }

    /// What the code's step begins with. That one was sent is said only where it surely was.
    pub(crate) fn code_lead(
        trouble: Option<Trouble>,
        words: &SignIn,
        phone: &str,
    ) -> Option<String> {
        let is_sure = !matches!(trouble, Some(Trouble::UsedUp | Trouble::StillOut(_)));
        is_sure.then(|| {
            let plain = plain(Kind::Phone, phone);
            fill(words.code_lead, &[("phone", &masked(&plain))])
        })
    }
}

/// The page.
pub fn sign_in(visit: &Visit, state: &State) -> Reply {
    let words = &visit.look().words().pages.sign_in;
    let wrong = match state.trouble.and_then(Trouble::control) {
        Some(_) => Forms::of(visit.lang).wrong,
        None => "",
    };
    let head = Head {
        title: [wrong, words.title].concat(),
        description: words.description.to_owned(),
        ..Head::default()
    };
    let status = state.trouble.map_or(200, Trouble::status);
    Reply::plain(
        status,
        document(visit, head, || page(visit, words, state), false),
    )
}

fn page(visit: &Visit, words: &'static SignIn, state: &State) -> AnyView {
    let look = visit.look();
    let body = match state.step {
        Step::Phone => phone_step(visit, words, state),
        Step::Code => code_step(visit, words, state),
    };
    // That time ran out is nobody's mistake, nor is a code that still holds.
    let is_ended = state.trouble == Some(Trouble::Ended);
    let trouble = state
        .trouble
        .filter(|trouble| !is_ended && !trouble.is_fine());
    let mistakes = trouble.map(|trouble| Mistake {
        control_id: trouble
            .control()
            .map_or_else(String::new, |name| question(name).control_id()),
        error: trouble.error(look.lang),
    });
    view! {
        <div class="prose sign-in">
            {error_summary(look, mistakes.into_iter().collect())}
            <h1>{words.title}</h1>
            {state.trouble.and_then(|trouble| trouble.told(look))}
            {state.is_out_everywhere.then(|| {
                let said = view! { <p data-just="everywhere">{words.out_everywhere}</p> };
                notice(look, Tone::Done, None, said.into_any())
            })}
            {is_ended.then(|| {
                let said = view! { <p data-just="ended">{words.ended}</p> };
                notice(look, Tone::Know, None, said.into_any())
            })}
            {body}
        </div>
    }
    .into_any()
}

fn phone_step(visit: &Visit, words: &'static SignIn, state: &State) -> AnyView {
    let asked = Question {
        label: words.phone.into(),
        why: Some(words.why.into()),
        hint: Some(words.phone_hint.into()),
        error: error_at(visit, state, PHONE),
        ..question(PHONE)
    };
    view! {
        <p class="lead">{words.lead}</p>
        <form method="post" action="/sign-in" novalidate>
            {to(state)}
            {text(visit.look(), &asked, Entry::Digits, &state.phone)}
            {submit(words.send.into())}
        </form>
        {(!state.samples.is_empty()).then(|| samples(visit, words, state))}
    }
    .into_any()
}

/// One tap on a number that has a file already.
fn samples(visit: &Visit, words: &'static SignIn, state: &State) -> AnyView {
    let lines = state.samples.iter().map(|sample| {
        let about = match visit.lang {
            Lang::Zh => &sample.about.zh,
            Lang::En => &sample.about.en,
        };
        view! {
            <li>
                <button class="button button-quiet" type="submit" name=PHONE value=sample.phone.clone()>
                    {sample.phone.clone()}
                </button>
                <span>{about.to_string()}</span>
            </li>
        }
    });
    view! {
        <section class="sign-in-samples" aria-labelledby="samples">
            <h2 id="samples">{words.samples}</h2>
            <form method="post" action="/sign-in">
                {to(state)}
                <ul>{lines.collect_view()}</ul>
            </form>
        </section>
    }
    .into_any()
}

fn code_step(visit: &Visit, words: &'static SignIn, state: &State) -> AnyView {
    let look = visit.look();
    let asked = Question {
        label: words.code.into(),
        error: error_at(visit, state, CODE),
        ..question(CODE)
    };
    let demo = state.shown_code.as_deref().map(|code| {
        let told = fill(words.demo, &[("code", code)]);
        notice(
            look,
            Tone::Know,
            None,
            view! { <p data-demo-code=code.to_owned()>{told}</p> }.into_any(),
        )
    });
    let lead = Trouble::code_lead(state.trouble, words, &state.phone);
    view! {
        {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
        {demo}
        <form method="post" action="/sign-in/code" novalidate>
            {to(state)}
            <input type="hidden" name=PHONE value=state.phone.clone() />
            {text(look, &asked, Entry::Digits, "")}
            {submit(words.enter.into())}
        </form>
        <form method="post" action="/sign-in" class="sign-in-again">
            {to(state)}
            <input type="hidden" name=PHONE value=state.phone.clone() />
            <button class="button button-quiet" type="submit">{words.again}</button>
        </form>
        <p><a href="/sign-in">{words.other_phone}</a></p>
    }
    .into_any()
}

fn to(state: &State) -> AnyView {
    view! { <input type="hidden" name="to" value=state.to.clone() /> }.into_any()
}

fn question(name: &'static str) -> Question {
    Question {
        name: name.into(),
        ..Question::default()
    }
}

fn error_at(visit: &Visit, state: &State, control: &str) -> Option<FieldError> {
    let trouble = state.trouble?;
    (trouble.control() == Some(control)).then(|| trouble.error(visit.lang))
}

/// 138****5678: enough to see a slip of the finger, too little for who looks over a shoulder.
pub fn masked(phone: &str) -> String {
    match (phone.get(..3), phone.get(7..)) {
        (Some(first), Some(last)) if phone.len() == 11 => [first, "****", last].concat(),
        _ => "***".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Trouble;
    use crate::{Lang, words::words};

    #[test]
    fn the_number_a_code_goes_to_is_told_however_it_was_typed() {
        let words = &words(Lang::Zh).pages.sign_in;
        for typed in [
            "13616227003",
            "136 1622 7003",
            "+86 136-1622-7003",
            "１３６１６２２７００３",
        ] {
            let lead = Trouble::code_lead(None, words, typed).unwrap();
            assert!(lead.contains("136****7003"), "{typed}: {lead}");
        }
    }
}
