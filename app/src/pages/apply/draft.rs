//! Drafts on a form's pages: the button that keeps one, what is said of one that is opened, one that was changed
//! elsewhere meanwhile, one that is gone. Absent: keeping it.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use policy::{
    form::{Asked, By},
    verdict::Service,
};
use registry::{
    Instant, hex,
    matter::is_same,
    office::{Draft, KeptDraft},
};

use super::{
    AskedBack, Key,
    entrance::Entrance,
    field,
    form::{self, Beside, carried},
    left,
    one::hidden,
};
use crate::{
    Reply,
    forms::apply::{Answers, Sent, value},
    pages::file::{clock, moment, told_in},
    parts::{FieldError, Mistake, Row, Table, Tone, notice, quiet_link, table, verdict_word},
    shell::{Head, document},
    visit::Visit,
    words::{dates, fill, pages::Drafts},
};

/// How a draft is come back to.
#[derive(Default)]
pub struct Resumed<'a> {
    /// What the check was told since: it goes before what the draft was typed under.
    pub query: Option<&'a str>,
    /// Was it saved a moment ago?
    pub was_just_saved: bool,
    /// Why the agency asked back what it mends.
    pub asked_back: Option<AskedBack>,
}

/// The form with a draft in it, in today's wording.
pub fn opened(
    visit: &Visit,
    service: Service,
    kept: &KeptDraft,
    resumed: Resumed<'_>,
    fresh: Key,
) -> Reply {
    let query = resumed.query;
    let mut entrance = match enter(visit, service, &kept.draft, query) {
        Ok(entrance) => entrance,
        Err(closed) => return *closed,
    };
    entrance.known.asked_back = resumed.asked_back;
    entrance.goes_on.draft = hex::encode(&kept.id);
    // What the device has of it lies under the facts from which the family went to change one.
    if let Some(query) = query {
        entrance.goes_on.left = match left(service, query) {
            left if left.is_empty() => enter(visit, service, &kept.draft, None)
                .map_or_else(|_| String::new(), |before| before.mark()),
            left => left,
        };
    }
    let sent = Sent {
        key: Some(fresh),
        mend: kept.draft.mend.clone(),
        answers: answers_of(&kept.draft.fields),
        draft: hex::encode(&kept.id),
        draft_seen: kept.version,
        ..Sent::default()
    };
    let changed = changed(&entrance, &kept.draft, &sent.answers);
    let on_top = view! {
        {said(visit, kept, resumed.was_just_saved)}
        {changed}
    };
    let beside = Beside {
        on_top: Some(on_top.into_any()),
        saved_at: Some(kept.draft.saved_at),
        // Whoever comes back from the check finds every word as it was left, without being asked.
        is_fresh: query.is_some(),
        ..Beside::default()
    };
    form::drawn(&entrance, &sent, &[], beside)
}

/// Facts that were possible when the draft was saved may not be any more: an expected birth that is long over. They are
/// asked about that day then.
pub fn enter<'a>(
    visit: &'a Visit,
    service: Service,
    draft: &Draft,
    query: Option<&str>,
) -> Result<Entrance<'a>, Box<Reply>> {
    let entered = match query {
        Some(query) => Entrance::enter(visit, service, query, true),
        None => Entrance::enter(visit, service, &draft.query, true).or_else(|closed| {
            let then = dates::iso(draft.saved_at.day());
            let query = [&draft.query, "&asked_on=", &then].concat();
            Entrance::enter(visit, service, &query, true).map_err(|_| closed)
        }),
    };
    let mut entrance = entered?;
    entrance.goes_on.mend.clone_from(&draft.mend);
    Ok(entrance)
}

/// Answers as they were kept.
pub fn answers_of(fields: &BTreeMap<String, String>) -> Answers {
    let mut answers = Answers::default();
    for (id, value) in fields {
        answers.set(id, value.clone());
    }
    answers
}

/// The way to a draft of the same service for the same matter in the same place, where there is one: whoever comes from
/// the check anew may have forgotten it.
pub fn begun(entrance: &Entrance<'_>, drafts: &[KeptDraft]) -> Option<AnyView> {
    let kept = drafts.iter().find(|kept| is_of(entrance, &kept.draft))?;
    let words = words(entrance.visit);
    let id = hex::encode(&kept.id);
    // What the check was just told goes before what the draft was saved under.
    let told = match kept.draft.query == entrance.query {
        true => String::new(),
        false => [&entrance.query, "&"].concat(),
    };
    let service = entrance.service.as_str();
    let to = ["/apply/", service, "?", &told, "draft=", &id].concat();
    let time = when(entrance.visit, kept.draft.saved_at);
    let says = fill(words.begun, &[("time", &time)]);
    Some(
        view! {
            <p class="draft-begun" data-draft-begun=id>
                {says}" "<a class="alone" href=to>{words.begun_go_on}</a>
            </p>
        }
        .into_any(),
    )
}

fn is_of(entrance: &Entrance<'_>, draft: &Draft) -> bool {
    let saved_on = draft.saved_at.day();
    draft.service() == Some(entrance.service)
        && told_in(draft).is_some_and(|told| {
            told.area == entrance.facts.area && is_same(&told, saved_on, &entrance.facts)
        })
}

/// When it was saved, and how long it is kept.
fn said(visit: &Visit, kept: &KeptDraft, was_just_saved: bool) -> AnyView {
    let (look, words) = (visit.look(), words(visit));
    let until = dates::day(look.lang, kept.expires_at.day());
    let until = fill(words.saved_until, &[("until", &until)]);
    let time = &when(visit, kept.draft.saved_at);
    let (tone, title) = match was_just_saved {
        true => (Tone::Done, fill(words.saved, &[("time", time)])),
        false => (Tone::Know, fill(words.opened, &[("time", time)])),
    };
    let body = view! {
        <p>{words.not_sent}</p>
        <p>{until}</p>
        <p><a class="alone" href="/file">{words.all_drafts}</a></p>
    };
    let told = notice(look, tone, Some(title.into()), body.into_any());
    view! { <div data-draft-saved=hex::encode(&kept.id) role="status">{told}</div> }.into_any()
}

/// What is new and what is gone, where the form has another wording by now.
fn changed(entrance: &Entrance<'_>, draft: &Draft, answers: &Answers) -> Option<AnyView> {
    if entrance.form.version_name() == draft.form {
        return None;
    }
    let (visit, facts) = (entrance.visit, &entrance.facts);
    let words = words(visit);
    let is_typed = |one: &Asked<'_>| one.is_wanted && one.is_typed(facts);
    let edition = visit.areas.edition(facts.area, facts.asked_on);
    let worded = (visit.areas).form_worded(edition, entrance.service, &draft.form);
    let before = worded.map_or_else(Vec::new, |form| {
        form.asked(facts, &|id| value(form, answers, facts, id))
    });
    let now = entrance.asked(answers);
    let ids = |asked: &[Asked<'_>]| -> BTreeSet<String> {
        asked.iter().map(|one| one.id.clone()).collect()
    };
    let (ids_before, ids_now) = (ids(&before), ids(&now));
    let named = |asked: &[Asked<'_>], others: &BTreeSet<String>| -> Vec<String> {
        let new = asked
            .iter()
            .filter(|one| is_typed(one) && !others.contains(&one.id));
        new.map(|one| field::label(entrance.words, visit.lang, one))
            .collect()
    };
    let mut lines = Vec::new();
    if worded.is_some() {
        lines.extend(listed(visit, words.changed_new, &named(&now, &ids_before)));
        lines.extend(listed(visit, words.changed_gone, &named(&before, &ids_now)));
    }
    if lines.is_empty() {
        let same = worded.map_or(words.changed_look, |_| words.changed_same);
        lines.push(same.to_owned());
    }
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|line| view! { <p>{line}</p> }.into_any())
        .collect();
    let title = Some(words.changed_title.into());
    let told = notice(visit.look(), Tone::Know, title, lines.into_any());
    Some(view! { <div data-draft-changed>{told}</div> }.into_any())
}

fn listed(visit: &Visit, sentence: &str, names: &[String]) -> Option<String> {
    let fields = names.join(visit.look().words().answer.comma);
    (!names.is_empty()).then(|| fill(sentence, &[("fields", &fields)]))
}

/// It was saved meanwhile from elsewhere: both, and a choice.
pub fn elsewhere(entrance: &Entrance<'_>, sent: &Sent, there: &KeptDraft) -> Reply {
    let (visit, words) = (entrance.visit, words(entrance.visit));
    let time = when(visit, there.draft.saved_at);
    let lead = fill(words.elsewhere_lead, &[("time", &time)]);
    let kept = Sent {
        draft_seen: there.version,
        ..sent.clone()
    };
    let id = hex::encode(&there.id);
    let take = ["/apply/", entrance.service.as_str(), "?draft=", &id].concat();
    let heading = words.elsewhere_title.to_owned();
    let carries = entrance.carried("elsewhere", "fill", Some("save"));
    super::page(entrance, 409, heading, Vec::new(), carries, || {
        view! {
            <p class="lead">{lead}</p>
            {differences(entrance, sent, there, &time)}
            <form method="post" action=entrance.action() class="apply-agree" id="elsewhere" autocomplete="off">
                {carried(entrance, &kept)}
                {hidden(&kept, None)}
                <button class="button" type="submit" name="act" value="save">{words.elsewhere_keep_here}</button>
                {quiet_link(visit.look(), None, words.elsewhere_take_there.into(), take)}
            </form>
        }
        .into_any()
    })
}

fn differences(entrance: &Entrance<'_>, sent: &Sent, there: &KeptDraft, time: &str) -> AnyView {
    let (words, lang) = (words(entrance.visit), entrance.visit.lang);
    let theirs = answers_of(&there.draft.fields);
    let asked = entrance.asked(&sent.answers);
    let rows: Vec<Row> = asked
        .iter()
        .filter(|one| one.field.by == By::Family)
        .filter(|one| sent.answers.get(&one.id) != theirs.get(&one.id))
        .map(|one| {
            let cell = |answers: &Answers| {
                field::shown(entrance.words, lang, one, answers.get(&one.id)).into_any()
            };
            Row {
                name: field::label(entrance.words, lang, one).into_any(),
                values: vec![cell(&sent.answers), cell(&theirs)],
                is_own: false,
            }
        })
        .collect();
    if rows.is_empty() {
        return view! { <p>{words.elsewhere_same}</p> }.into_any();
    }
    let there = fill(words.elsewhere_there, &[("time", time)]);
    let columns = vec![
        words.elsewhere_field.into(),
        words.elsewhere_here.into(),
        there.into(),
    ];
    let caption = words.elsewhere_table.into();
    let table = table(Table {
        caption,
        columns,
        rows,
    });
    view! { <div class="draft-differences" translate="no">{table}</div> }.into_any()
}

/// More drafts than any family has: the form stays as it is.
pub fn too_many(entrance: &Entrance<'_>, sent: &Sent) -> Reply {
    hindered(entrance, sent, "too_many", words(entrance.visit).too_many)
}

/// Nothing can be kept just now: the form stays as it is.
pub fn away(entrance: &Entrance<'_>, sent: &Sent) -> Reply {
    Reply {
        status: 503,
        ..hindered(entrance, sent, "not_kept", words(entrance.visit).away)
    }
}

fn hindered(
    entrance: &Entrance<'_>,
    sent: &Sent,
    code: &'static str,
    sentence: &'static str,
) -> Reply {
    let hindrance = Mistake {
        control_id: String::new(),
        error: FieldError {
            code,
            sentence: sentence.into(),
        },
    };
    let beside = Beside {
        hindrance: Some(hindrance),
        ..Beside::default()
    };
    form::drawn(entrance, sent, &[], beside)
}

/// There is no such draft for this phone; the same for another's.
pub fn gone(visit: &Visit) -> Reply {
    let words = words(visit);
    let head = Head {
        title: words.gone_title.to_owned(),
        description: words.gone.to_owned(),
        ..Head::default()
    };
    let body = || {
        view! {
            <div class="prose apply-closed" data-draft-gone>
                <h1>{words.gone_title}</h1>
                <p class="lead">{words.gone}</p>
                <p class="ways">{quiet_link(visit.look(), None, words.to_file.into(), "/file".to_owned())}</p>
            </div>
        }
        .into_any()
    };
    Reply::plain(404, document(visit, head, body, false))
}

/// The answer has closed since: said, and where it says why.
pub fn closed(entrance: &Entrance<'_>) -> AnyView {
    let look = entrance.visit.look();
    let words = words(entrance.visit);
    let verdict = verdict_word(look, entrance.verdict);
    let says = fill(words.closed, &[("verdict", verdict)]);
    let body = view! {
        <p data-closed=entrance.verdict.as_str()>{says}</p>
        <p><a class="alone" href=entrance.to_check()>{entrance.words.back}</a></p>
    };
    let title = Some(words.closed_title.into());
    notice(look, Tone::Soon, title, body.into_any())
}

/// Keeps what is typed so far.
pub fn save_button(entrance: &Entrance<'_>) -> AnyView {
    let label = words(entrance.visit).save;
    view! { <button class="button button-quiet" type="submit" name="act" value="save">{label}</button> }
        .into_any()
}

/// Until when the phone is signed in.
pub fn session_line(entrance: &Entrance<'_>) -> Option<AnyView> {
    let session = entrance.visit.session?;
    let words = words(entrance.visit);
    let says = fill(words.session_until, &[("time", &clock(session.ends_at))]);
    Some(view! { <p class="apply-kept" data-session-until>{says}</p> }.into_any())
}

fn words(visit: &Visit) -> &'static Drafts {
    &visit.look().words().pages.drafts
}

/// `14:02` today, the day with it on any other.
fn when(visit: &Visit, at: Instant) -> String {
    if at.day() == visit.today {
        return clock(at);
    }
    moment(visit.lang, at)
}

#[cfg(test)]
mod tests;
