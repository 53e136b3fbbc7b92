//! Every date of the family on one line: behind, today, ahead; what rests on a due date is dashed, and the days in which
//! the birth may fall are a band. Absent: which dates there are; the answer says that.

use policy::{
    Day,
    answer::State,
    clause::{Law, Text},
    edition::{DeadlineRule, Done, Edition},
};

use super::{remedy::clause_link, sheet::Sheet};
use crate::markup::Markup;
use crate::words::{self, dates, fill};

/// Something that has its day.
struct Moment<'a> {
    /// What it is on the wire; empty for days that are no deadline.
    what: &'a str,
    on: Day,
    until: Option<Day>,
    state: State,
    is_estimated: bool,
    title: String,
    papers: &'a [Text],
    law: Option<&'a Law>,
}

/// Draws the line; nothing where no date is known.
pub fn draw(markup: &mut Markup, sheet: &Sheet<'_>) {
    let moments = moments(sheet);
    if moments.is_empty() {
        return;
    }
    markup.put(
        r#"<h2>{}</h2><table class="line" role="list"><tbody role="none">"#,
        &[sheet.words.dates],
    );
    let before = moments
        .iter()
        .take_while(|moment| moment.on < sheet.today)
        .count();
    let leads =
        |to: usize| to >= before && moments.get(to).is_some_and(|moment| moment.is_estimated);
    for place in 0..=moments.len() {
        if place == before {
            today(markup, sheet, leads(before));
        }
        if let Some(moment) = moments.get(place) {
            row(markup, sheet, moment, place >= before && leads(place + 1));
        }
    }
    markup.put("</tbody></table>", &[]);
    if let Some(repeat) = sheet.answer.repeat {
        let days = dates::days(sheet.lang, i32::from(repeat.every_days));
        let says = fill(sheet.words.repeat, &[("days", &days)]);
        markup.put(r#"<p data-repeat="update_information">{}</p>"#, &[&says]);
    }
}

fn moments<'a>(sheet: &Sheet<'a>) -> Vec<Moment<'a>> {
    let mut moments: Vec<Moment<'a>> = sheet
        .answer
        .deadlines
        .iter()
        .map(|deadline| Moment {
            what: deadline.what(),
            on: deadline.due_on,
            until: None,
            state: deadline.state,
            is_estimated: deadline.is_estimated,
            title: title(sheet.lang, deadline.rule).to_owned(),
            papers: papers(sheet.answer.edition, deadline.rule.done),
            law: Some(deadline.law()),
        })
        .collect();
    if let Some(birth) = birth(sheet) {
        let place = moments
            .iter()
            .take_while(|moment| moment.on <= birth.on)
            .count();
        moments.insert(place, birth);
    }
    moments
}

/// The days in which the birth is to be reckoned with.
fn birth<'a>(sheet: &Sheet<'a>) -> Option<Moment<'a>> {
    let gestation = sheet.answer.gestation?;
    let (early, late) = gestation.birth_range();
    let week = |day: Day| ((gestation.days + day.since(sheet.today)) / 7).to_string();
    let title = fill(
        sheet.words.birth_range,
        &[
            ("from", &week(early)),
            ("to", &week(late)),
            ("day", &sheet.day(gestation.due_date)),
        ],
    );
    Some(Moment {
        what: "",
        on: early,
        until: Some(late).filter(|late| *late > early),
        state: State::Upcoming,
        is_estimated: true,
        title,
        papers: &[],
        law: None,
    })
}

/// What a deadline is, in the rules' own words where they have some.
pub fn title(lang: crate::Lang, rule: &DeadlineRule) -> &str {
    if let Some(says) = &rule.says {
        return says.in_lang(lang);
    }
    let words = &words::words(lang).answer;
    match &*rule.what {
        "gestation_threshold" => words.gestation_threshold,
        "pay_before_birth" => words.pay_before_birth,
        "enrol_newborn" => words.enrol_newborn,
        "settle_by_certificate" => words.settle_by_certificate,
        "register_hukou" => words.register_hukou,
        "update_information" => words.update_information,
        "pay_or_void" => words.pay_or_void,
        "card_expires" => words.card_expires,
        "refund_closes" => words.refund_closes,
        _ => words.due_day,
    }
}

/// What to bring to what settles it.
pub fn papers(edition: &Edition, done: Done) -> &[Text] {
    match done {
        Done::DayCome => edition
            .pre_enrolment
            .rules()
            .map_or(&[], |rules| &rules.materials),
        Done::Enrolled => &edition.newborn_enrolment.materials,
        Done::Updated => &edition.information_update.materials,
        Done::Refunded => &edition.refund.materials,
        Done::EnrolmentYearPaid
        | Done::BirthYearsPaid
        | Done::NextYearPaid
        | Done::HukouRegistered => &[],
    }
}

fn today(markup: &mut Markup, sheet: &Sheet<'_>, leads_to_estimate: bool) {
    markup.put(
        concat!(
            r#"<tr class="moment moment-today{}" role="listitem"><td role="none"><p class="moment-day">"#,
            r#"<strong class="moment-now">{}</strong> <time datetime="{}">{}</time></p></td></tr>"#
        ),
        &[
            if leads_to_estimate { " moment-leads-to-estimate" } else { "" },
            sheet.shown.look.words().parts.today,
            &dates::iso(sheet.today),
            &sheet.day(sheet.today),
        ],
    );
}

fn row(markup: &mut Markup, sheet: &Sheet<'_>, moment: &Moment<'_>, leads_to_estimate: bool) {
    let class = |holds: bool, name: &'static str| if holds { name } else { "" };
    markup.put(
        r#"<tr role="listitem" class="moment{}{}{}{}""#,
        &[
            class(moment.on < sheet.today, " moment-past"),
            class(moment.is_estimated, " moment-estimated"),
            class(leads_to_estimate, " moment-leads-to-estimate"),
            class(moment.until.is_some(), " moment-band"),
        ],
    );
    if !moment.what.is_empty() {
        markup.put(
            r#" data-deadline="{}" data-state="{}""#,
            &[moment.what, moment.state.as_str()],
        );
    }
    markup.put(
        r#"><td role="none"><p class="moment-day"><time datetime="{}">{}</time>"#,
        &[&dates::iso(moment.on), &sheet.day(moment.on)],
    );
    if let Some(until) = moment.until {
        markup.put(
            r#" – <time datetime="{}">{}</time>"#,
            &[&dates::iso(until), &sheet.day(until)],
        );
    }
    markup.put(r#"</p><p class="moment-title">{}</p>"#, &[&moment.title]);
    tags(markup, sheet, moment);
    if !moment.papers.is_empty() && matches!(moment.state, State::Upcoming | State::DueToday) {
        let papers: Vec<&str> = moment
            .papers
            .iter()
            .map(|paper| paper.in_lang(sheet.lang))
            .collect();
        let says = fill(
            sheet.words.bring,
            &[("papers", &words::in_a_row(&papers, sheet.words.comma))],
        );
        markup.put(r#"<p class="moment-detail">{}</p>"#, &[&says]);
    }
    if let Some(law) = moment.law {
        clause_link(markup, sheet, law);
    }
    markup.put("</td></tr>", &[]);
}

fn tags(markup: &mut Markup, sheet: &Sheet<'_>, moment: &Moment<'_>) {
    let parts = &sheet.shown.look.words().parts;
    let state = match moment.state {
        State::Done => parts.done,
        State::Overdue => parts.overdue,
        State::DueToday => parts.due_today,
        State::Upcoming => "",
    };
    let distance = match moment.state {
        State::Upcoming if moment.on > sheet.today => sheet.distance(moment.on),
        _ => String::new(),
    };
    let estimated = if moment.is_estimated {
        parts.estimated
    } else {
        ""
    };
    markup.put(r#"<p class="moment-tags">"#, &[]);
    for word in [state, &distance, estimated] {
        if !word.is_empty() {
            markup.put(r#"<span class="tag">{}</span>"#, &[word]);
        }
    }
    markup.put("</p>", &[]);
}
