//! Applications of another's file that name the phone: how far each is, and the way to take it back. A mistyped number is
//! a stranger's, who confirms it as well as anybody: so names and numbers are masked, and all else stays in the file.

use leptos::prelude::*;
use policy::{Day, verdict::Service};
use registry::{
    ApplicationNumber, Stage, Standing, entry::Step, office::KeptMessage, standing::Application,
};

use super::{
    application::{gentle_or, tone_word},
    messages, next,
    withdraw::withdraw,
};
use crate::{
    pages::sign_in::masked,
    parts::{Icon, Tone, fold, icon},
    visit::Visit,
    words::{
        fill,
        pages::{Entered, File},
        service_name,
    },
};

/// Where the mother's name stands in a form.
const MOTHER: &str = "mother_name";

/// One of them: nothing more of another's file comes to the page.
#[derive(Debug)]
pub struct Named {
    number: ApplicationNumber,
    service: Service,
    stage: Stage,
    is_quiet: bool,
    is_short: bool,
    may_withdraw: bool,
    mother: String,
    opened_by: String,
    messages: Vec<KeptMessage>,
}

impl Named {
    /// What may be seen of an application, with what was said to the phone.
    pub fn of(
        standing: &Standing,
        application: &Application,
        messages: Vec<KeptMessage>,
        today: Day,
    ) -> Named {
        let mother = application.sent.fields.get(MOTHER);
        Named {
            number: application.sent.number.clone(),
            service: application.sent.service,
            stage: application.stage,
            is_quiet: next::is_quiet(application),
            is_short: standing.shortfall(application, today).is_some(),
            may_withdraw: application.after(&Step::Withdraw).is_some(),
            mother: mother.map_or_else(String::new, |name| initial(name)),
            opened_by: masked(&standing.phone),
            messages,
        }
    }
}

/// 林**: enough to know one's own by.
fn initial(name: &str) -> String {
    name.chars().take(1).chain("**".chars()).collect()
}

/// The section; none where nothing names the phone.
pub fn section(visit: &Visit, words: &'static File, named: &[Named]) -> Option<AnyView> {
    if named.is_empty() {
        return None;
    }
    let says = &visit.look().words().pages.named;
    let cards: Vec<AnyView> = named
        .iter()
        .rev()
        .map(|named| card(visit, words, named))
        .collect();
    Some(
        view! {
            <section class="file-named">
                <h2>{says.title}</h2>
                {cards}
                <p class="file-stranger">{says.stranger}</p>
            </section>
        }
        .into_any(),
    )
}

fn card(visit: &Visit, words: &'static File, named: &Named) -> AnyView {
    let look = visit.look();
    let says = &look.words().pages.named;
    let number = named.number.to_string();
    let (tone, (shape, word)) = gentle_or(visit, named.is_quiet, named.stage);
    let (tone, shape, word) = match named.is_short {
        true => (
            Tone::Soon,
            Icon::Clock,
            look.words().pages.changed.short_word,
        ),
        false => (tone, shape, word),
    };
    let mother = (!named.mother.is_empty())
        .then(|| view! { <p>{fill(says.whose, &[("mother", &named.mother)])}</p> });
    let little = match named.may_withdraw {
        true => says.little_or_back,
        false => says.little,
    };
    let little = fill(little, &[("phone", &named.opened_by)]);
    let told = messages::list(visit, &named.messages, &named.number);
    // The agency's own words stay in the file.
    let says_why = matches!(named.stage, Stage::AskedBack | Stage::Refused | Stage::Void);
    let stages = &look.words().pages.stages;
    let next = (!named.is_quiet && !says_why && !named.is_short).then(|| {
        view! { <p>{stages.next(named.service, named.stage, Entered::Otherwise)}</p> }
    });
    view! {
        <section class="card file-application" data-named=number.clone() data-stage=named.stage.as_str()>
            <div class="card-head" data-tone=tone_word(tone)>
                <h3>{service_name(visit.lang, named.service)}</h3>
                <p class="badge">{icon(look, shape)}<span>{word}</span></p>
            </div>
            <div class="card-body">
                <p class="file-number">{words.number}" "<strong translate="no">{number.clone()}</strong></p>
                {mother}
                {next}
                <p>{little}</p>
                <p><a class="alone" href="/file/data">{says.to_kept}</a></p>
                {fold(look.words().pages.messages.title.into(), false, told)}
                {named.may_withdraw.then(|| withdraw(words, &number))}
            </div>
        </section>
    }
    .into_any()
}
