//! The form on paper, of a form that nobody has sent: what is still to be done, and the sheet below it. Nothing of it is
//! kept. Absent: the sheet itself, which comes as markup, the same that a file's papers are.

use leptos::prelude::*;
use policy::{Facts, Verdict, decide_service, wire};

use super::{consent::signer, entrance::Entrance, form::carried, one::hidden};
use crate::{
    Lang, Reply,
    forms::apply::{Checked, Sent, Signature, Unsent},
    parts::{Tone, notice},
    shell::Around,
    words::{dates, fill},
};

/// The sheet goes to a desk, so it speaks the documents' own language whatever its reader speaks.
pub const DESK: Lang = Lang::Zh;

/// The page. `sheet` is our own markup; without it a character can't be printed.
pub fn page(
    entrance: &Entrance<'_>,
    sent: &Sent,
    checked: &Checked,
    sheet: Result<String, char>,
) -> Reply {
    let (words, papers) = (entrance.words, &entrance.visit.look().words().pages.papers);
    let kept = Sent {
        answers: checked.answers.clone(),
        ..sent.clone()
    };
    let (heading, enter) = match &sheet {
        Ok(_) => (words.printed_title, "pdf"),
        Err(_) => (papers.unprinted_title, "review"),
    };
    super::page_around(
        entrance,
        Around::OnScreen,
        200,
        heading.to_owned(),
        Vec::new(),
        entrance.carried("printed", "print", Some(enter)),
        || {
            let unprintable = sheet.is_err();
            let pdf = sheet.is_ok().then(|| {
            view! { <button class="button" type="submit" name="act" value="pdf">{papers.pdf}</button> }
        });
            let below = match sheet {
                Ok(sheet) => {
                    let sheet = view! { <div class="paper-page" data-paper=entrance.service.as_str() inner_html=sheet></div> };
                    view! { {sheet}{expected(entrance, checked)} }.into_any()
                }
                Err(char) => unprinted(entrance, char),
            };
            let told = match unprintable {
                true => view! { <p class="apply-next">{words.printed_not_sent}</p> }.into_any(),
                false => told(entrance),
            };
            view! {
            <div class="no-print" data-sent="no">
                {told}
                <form method="post" action=entrance.action() autocomplete="off" class="ways" id="printed">
                    {carried(entrance, &kept)}
                    {hidden(&kept, None)}
                    <input type="hidden" name="signature" value=sent.signature.clone() />
                    <input type="hidden" name="drawn" value=sent.drawn.clone() />
                    {pdf}
                    <button class="button button-quiet" type="submit" name="act" value="review">{words.change_again}</button>
                </form>
            </div>
            {below}
        }
        .into_any()
        },
    )
}

/// Which character no font here has, and what to do.
pub fn unprinted(entrance: &Entrance<'_>, char: char) -> AnyView {
    let look = entrance.visit.look();
    let words = &look.words().pages.papers;
    let told = fill(words.unprinted, &[("char", &char.to_string())]);
    let body = view! { <p data-unprinted=char.to_string()>{told}</p> };
    notice(look, Tone::Soon, None, body.into_any()).into_any()
}

/// What its PDF is made of. A signature that is not the signer's name is left to the pen.
pub fn unsent(entrance: &Entrance<'_>, sent: &Sent, checked: Checked) -> Unsent {
    let name = signer(entrance, &checked);
    let signature = sent
        .signed()
        .filter(|signature| !matches!(signature, Signature::Typed(typed) if *typed != name));
    Unsent {
        service: entrance.service,
        form: entrance.form.version_name(),
        facts: wire::facts_json(&checked.facts),
        fields: checked.answers.into_fields(),
        signature,
    }
}

/// What is done, and what is not yet.
fn told(entrance: &Entrance<'_>) -> AnyView {
    let (words, look) = (entrance.words, entrance.visit.look());
    let from = match (entrance.verdict, entrance.opens_on) {
        (Verdict::NotYet, Some(day)) => {
            let day = dates::day(look.lang, day);
            Some(fill(words.from_day, &[("day", &day)]))
        }
        _ => None,
    };
    let how = match entrance.visit.browser.wechat {
        true => words.in_wechat,
        false => words.how_to_print,
    };
    let body = view! {
        <p>{words.not_kept}</p>
    };
    let answer = decide_service(&entrance.facts, entrance.visit.areas, entrance.service);
    let papers: Vec<AnyView> = answer
        .materials
        .iter()
        .map(|paper| view! { <li>{paper.in_lang(look.lang).to_owned()}</li> }.into_any())
        .collect();
    view! {
        {notice(look, Tone::Soon, Some(words.printed_not_sent.into()), body.into_any())}
        {from.map(|from| view! { <p class="apply-next">{from}</p> })}
        <p class="apply-next">{words.printed_next}</p>
        <ul class="materials">{papers}</ul>
        <p class="apply-next">{how}</p>
        {(look.lang != DESK).then(|| view! { <p class="apply-next">{words.sheet_language}</p> })}
    }
    .into_any()
}

/// What the desk will enter for the baby, so that both can check it.
fn expected(entrance: &Entrance<'_>, checked: &Checked) -> Option<AnyView> {
    let (words, visit) = (entrance.words, entrance.visit);
    let facts: &Facts = &checked.facts;
    let answer = decide_service(facts, visit.areas, entrance.service);
    let babies: Vec<AnyView> = answer
        .provisional
        .iter()
        .map(|baby| {
            let (name, number) = (baby.name.to_string(), baby.number.to_string());
            view! { <li data-provisional><span translate="no">{name}</span>" · "{words.expected_number}" "<span translate="no">{number}</span></li> }
                .into_any()
        })
        .collect();
    (!babies.is_empty()).then(|| {
        view! { <div class="sheet-expected no-print"><p>{words.expected}</p><ul>{babies}</ul></div> }
            .into_any()
    })
}
