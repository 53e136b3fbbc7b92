//! `/`: what this is, in one screen; the place; three doors. Absent: any question about the family.

use leptos::prelude::*;
use policy::{AreaCode, edition::Edition};

use crate::{
    Reply,
    area_names::{self, AreaName},
    parts::{Door, Icon, door_link, icon},
    shell::{Head, document},
    visit::Visit,
    words::{dates, fill, pages::Home},
};

/// Places offered for what was typed: what a phone shows without scrolling far.
const OFFERED: usize = 6;

/// What was asked of the front page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// The place as typed into the finder (`?place=`).
    pub place: Option<String>,
    /// The place chosen (`?area=`); goes before the remembered one.
    pub area: Option<String>,
}

/// The front page.
pub fn home(visit: &Visit, ask: &Ask) -> Reply {
    let words = &visit.look().words().pages.home;
    let finder = Finder::new(visit, ask);
    let head = Head {
        title: words.title.to_owned(),
        description: words.description.to_owned(),
        area_name: finder.chosen.as_ref().map(|place| place.alone(visit.lang)),
        ..Head::default()
    };
    let body = || {
        view! {
            <div class="home">
                <div class="home-lead">
                    <h1>{words.heading}</h1>
                    <p class="lead">{words.lead}</p>
                </div>
                {place(visit, words, &finder)}
                {doors(visit, words, finder.chosen.as_ref())}
                <div class="home-promise">
                    <p><a class="home-file" href="/file">{words.file}</a></p>
                    <p>{words.promise}</p>
                    <p>{words.everyone}</p>
                </div>
                {covered(visit, words)}
            </div>
        }
        .into_any()
    };
    Reply::plain(200, document(visit, head, body, false))
}

/// What the finder knows: the place chosen, or those that what was typed may mean.
struct Finder {
    chosen: Option<AreaName>,
    has_own_rules: bool,
    typed: Option<String>,
    found: Vec<AreaName>,
}

impl Finder {
    fn new(visit: &Visit, ask: &Ask) -> Self {
        let typed = ask
            .place
            .as_deref()
            .map(str::trim)
            .filter(|typed| !typed.is_empty())
            .map(str::to_owned);
        let mut found = typed
            .as_deref()
            .map(|typed| area_names::find(typed, OFFERED, &ruled(visit)))
            .unwrap_or_default();
        let only = (found.len() == 1).then(|| found.remove(0));
        let known = || match (&ask.place, &ask.area) {
            (Some(_), _) => None,
            (None, Some(area)) => Some(area.as_str()),
            (None, None) => visit.remembered_area.as_deref(),
        };
        let chosen = only.or_else(|| known().and_then(area_names::name));
        let has_own_rules = chosen
            .as_ref()
            .and_then(|place| AreaCode::parse(&place.code).ok())
            .is_some_and(|code| !visit.areas.edition(code, visit.today).codes.is_empty());
        Self {
            chosen,
            has_own_rules,
            typed,
            found,
        }
    }
}

/// Beginnings of the codes of areas with rules of their own.
fn ruled(visit: &Visit) -> Vec<Box<str>> {
    visit
        .areas
        .editions()
        .iter()
        .flat_map(|edition| edition.codes.iter().cloned())
        .collect()
}

fn place(visit: &Visit, words: &'static Home, finder: &Finder) -> AnyView {
    let Some(chosen) = &finder.chosen else {
        return place_form(visit, words, finder);
    };
    let national =
        (!finder.has_own_rules).then(|| view! { <p class="place-note">{words.place_national}</p> });
    view! {
        <section class="place place-known" aria-labelledby="place">
            <h2 id="place" class="place-title">{words.place_here}</h2>
            <p class="place-name">{icon(visit.look(), Icon::Place)}<strong>{chosen.whole(visit.lang)}</strong></p>
            <a class="place-change" href="/?place=">{words.place_change}</a>
            {national}
        </section>
    }
    .into_any()
}

fn place_form(visit: &Visit, words: &'static Home, finder: &Finder) -> AnyView {
    let typed = finder.typed.clone().unwrap_or_default();
    view! {
        <section class="place">
            <form class="place-form" method="get" action="/">
                <label class="place-title" for="place">{words.place}</label>
                <div class="place-row">
                    <input
                        class="field"
                        type="text"
                        id="place"
                        name="place"
                        value=typed
                        maxlength="40"
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby="place-hint"
                    />
                    <button class="button" type="submit">{words.place_find}</button>
                </div>
                <p class="question-hint" id="place-hint">{words.place_hint}</p>
            </form>
            {offers(visit, words, finder)}
        </section>
    }
    .into_any()
}

/// Places to choose from: those found, or those with rules of their own.
fn offers(visit: &Visit, words: &'static Home, finder: &Finder) -> AnyView {
    let nothing = match (&finder.typed, finder.found.is_empty()) {
        (Some(typed), true) => Some(fill(words.place_none, &[("typed", typed)])),
        _ => None,
    };
    let several = (!finder.found.is_empty()).then(|| view! { <p>{words.place_several}</p> });
    let links: Vec<AnyView> = match finder.found.is_empty() {
        false => finder
            .found
            .iter()
            .map(|place| place_link(&place.code, place.whole(visit.lang)))
            .collect(),
        true => editions_now(visit)
            .into_iter()
            .filter_map(|edition| {
                Some(place_link(
                    &whole_code(edition)?,
                    edition.name.in_lang(visit.lang).to_owned(),
                ))
            })
            .collect(),
    };
    view! {
        {nothing.map(|sentence| view! { <p class="place-note" role="status">{sentence}</p> })}
        {several}
        <ul class="place-list">{links}</ul>
    }
    .into_any()
}

fn place_link(code: &str, name: String) -> AnyView {
    view! { <li><a class="chip" href=["/?area=", code].concat()>{name}</a></li> }.into_any()
}

/// The editions in force today, of areas with rules of their own.
fn editions_now(visit: &Visit) -> Vec<&'static Edition> {
    visit
        .areas
        .editions()
        .iter()
        .filter(|edition| {
            whole_code(edition)
                .and_then(|code| AreaCode::parse(&code).ok())
                .is_some_and(|code| std::ptr::eq(visit.areas.edition(code, visit.today), *edition))
        })
        .collect()
}

/// A whole code for an area that is known by its first digits; `None` where it holds everywhere.
fn whole_code(edition: &Edition) -> Option<String> {
    edition
        .codes
        .first()
        .map(|digits| ["", digits, &"000000"[digits.len().min(6)..]].concat())
}

fn doors(visit: &Visit, words: &'static Home, chosen: Option<&AreaName>) -> AnyView {
    let look = visit.look();
    let to = |door: &str| match chosen {
        Some(place) => ["/check?area=", &place.code, "&door=", door].concat(),
        None => ["/check?door=", door].concat(),
    };
    let door = |shape, title: &'static str, line: &'static str| Door {
        icon: shape,
        title: title.into(),
        line: Some(line.into()),
    };
    view! {
        <nav class="doors" aria-labelledby="doors">
            <h2 id="doors" class="doors-title">{words.doors}</h2>
            {door_link(look, door(Icon::Expecting, words.expecting, words.expecting_line), to("expecting"))}
            {door_link(look, door(Icon::Born, words.born, words.born_line), to("born"))}
            {door_link(look, door(Icon::Umbrella, words.changed, words.changed_line), to("changed"))}
        </nav>
    }
    .into_any()
}

fn covered(visit: &Visit, words: &'static Home) -> AnyView {
    let day = |day| dates::day_plain(visit.lang, day);
    let rows: Vec<AnyView> = editions_now(visit)
        .into_iter()
        .map(|edition| {
            let from = edition
                .in_force_from
                .map(|from| fill(words.covered_from, &[("day", &day(from))]));
            let checked = fill(words.covered_checked, &[("day", &day(edition.checked_on))]);
            view! {
                <li>
                    <strong>{edition.name.in_lang(visit.lang)}</strong>
                    {from.map(|from| view! { <span>{from}</span> })}
                    <span>{checked}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="covered" aria-labelledby="covered">
            <h2 id="covered">{words.covered}</h2>
            <p>{words.covered_line}</p>
            <ul class="covered-list">{rows}</ul>
        </section>
    }
    .into_any()
}
