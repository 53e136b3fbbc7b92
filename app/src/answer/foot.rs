//! Which edition answered, and the ways on from here. After a loss only the edition stands, and the way to say that it
//! is wrong.

use super::{
    markup::Markup,
    sheet::Sheet,
    way::{to, with},
};
use crate::{
    calendar::has_dates,
    parts::Icon,
    words::{dates, fill},
};

/// Draws it.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>) {
    edition(markup, sheet);
    let (words, shown) = (sheet.words, sheet.shown);
    markup.inside("ul", &[("class", "answer-ways no-print")], |list| {
        let mut way = |icon: Icon, words: &str, address: &str| {
            list.inside("li", &[], |item| {
                item.inside(
                    "a",
                    &[("class", "button button-quiet"), ("href", address)],
                    |link| {
                        link.icon(icon);
                        link.leaf("span", &[], words);
                    },
                );
            });
        };
        if !sheet.family.is_bereaved() {
            if let Some(token) = shown.calendar.as_ref().filter(|_| has_dates(sheet.answer)) {
                way(
                    Icon::Calendar,
                    words.to_calendar,
                    &["/calendar/", token, ".ics"].concat(),
                );
            }
            way(
                Icon::Place,
                words.compare,
                &to("/compare", &with(&shown.query, &[])),
            );
        }
        way(Icon::Speech, words.wrong, &to("/check/wrong", &shown.query));
    });
    if !sheet.family.is_bereaved() {
        let hint = if shown.is_wechat {
            words.open_outside
        } else {
            words.print_hint
        };
        markup.leaf("p", &[("class", "answer-hint no-print")], hint);
    }
}

fn edition(markup: &mut Markup, sheet: &Sheet<'_>) {
    let (words, edition) = (sheet.words, sheet.answer.edition);
    let area = edition.name.in_lang(sheet.lang);
    let from = match edition.in_force_from {
        Some(day) => {
            let day = dates::day_plain(sheet.lang, day);
            fill(words.edition_from, &[("area", area), ("day", &day)])
        }
        None => fill(words.edition_always, &[("area", area)]),
    };
    let checked = fill(
        words.checked_on,
        &[("day", &dates::day_plain(sheet.lang, edition.checked_on))],
    );
    markup.inside(
        "p",
        &[("class", "answer-edition"), ("data-rules", &edition.rules)],
        |line| {
            line.leaf("span", &[("class", "law-word")], words.edition);
            line.text(" ");
            line.text(&from);
            line.text(" · ");
            line.text(&checked);
        },
    );
}
