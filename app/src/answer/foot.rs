//! Which edition answered, and the ways on from here. After a loss only the edition stands, and the way to say that it
//! is wrong.

use super::{sheet::Sheet, way::to};
use crate::{
    calendar::has_dates,
    markup::Markup,
    parts::Icon,
    words::{dates, fill},
};

/// Draws it.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>) {
    edition(markup, sheet);
    let (words, shown) = (sheet.words, sheet.shown);
    let is_bereaved = sheet.family.is_bereaved();
    markup.put(r#"<ul class="answer-ways no-print">"#, &[]);
    if !is_bereaved {
        if let Some(token) = shown.calendar.as_ref().filter(|_| has_dates(sheet.answer)) {
            let address = ["/calendar/", token, ".ics"].concat();
            way(markup, Icon::Calendar, words.to_calendar, &address);
        }
        way(
            markup,
            Icon::Place,
            words.compare,
            &to("/compare", &shown.query),
        );
    }
    way(
        markup,
        Icon::Speech,
        words.wrong,
        &to("/check/wrong", &shown.query),
    );
    markup.put("</ul>", &[]);
    if !is_bereaved {
        let hint = if shown.is_wechat {
            words.open_outside
        } else {
            words.print_hint
        };
        markup.put(r#"<p class="answer-hint no-print">{}</p>"#, &[hint]);
    }
}

fn way(markup: &mut Markup, icon: Icon, words: &str, address: &str) {
    markup.put(
        r#"<li><a class="button button-quiet" href="{}">"#,
        &[address],
    );
    markup.icon(icon);
    markup.put("<span>{}</span></a></li>", &[words]);
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
    let day = dates::day_plain(sheet.lang, edition.checked_on);
    let checked = fill(words.checked_on, &[("day", &day)]);
    markup.put(
        r#"<p class="answer-edition" data-rules="{}"><span class="law-word">{}</span> {} · {}</p>"#,
        &[&edition.rules, words.edition, &from, &checked],
    );
}
