//! A service's card: its verdict in one sentence, its days, what would help, what to bring, and why.

use policy::{
    Day, Verdict,
    answer::ServiceAnswer,
    edition::LimitFrom,
    notice::Notice,
    verdict::{Route, Service},
};

use super::{order::Order, provisional, question, reason, remedy, sentence, sheet::Sheet};
use crate::{
    forms::bookmark::marked,
    markup::Markup,
    parts::{Icon, verdict_icon, verdict_word},
    words::{dates, service_name},
};

/// Draws the cards of the services that matter.
pub fn cards(markup: &mut Markup, sheet: &Sheet<'_>, order: &Order) {
    for (place, service) in order.shown.iter().enumerate() {
        card(markup, sheet, *service, place == 0);
    }
}

/// Draws the others, folded away; after a loss nobody is shown them.
pub fn others(markup: &mut Markup, sheet: &Sheet<'_>, order: &Order) {
    for (services, before, after) in [
        (
            &order.folded,
            r#"<details class="fold"><summary>{}</summary><div class="fold-body">"#,
            "</div></details>",
        ),
        (&order.silent, r#"<div hidden="">"#, "</div>"),
    ] {
        if !services.is_empty() {
            markup.put(before, &[sheet.words.others]);
            for service in services {
                card(markup, sheet, *service, false);
            }
            markup.put(after, &[]);
        }
    }
}

/// The first card is the largest, with its conditions open.
fn card(markup: &mut Markup, sheet: &Sheet<'_>, service: Service, is_first: bool) {
    let answer = sheet.answer.service(service);
    let (name, verdict) = (service.as_str(), answer.verdict.as_str());
    markup.put(
        concat!(
            r#"<section class="card{}" data-service="{}" data-verdict="{}" data-tone="{}" aria-labelledby="s-{}">"#,
            r#"<div class="card-head"><h2 class="card-title" id="s-{}">{}</h2><span class="badge" data-tone="{}">"#
        ),
        &[
            if is_first { " card-first" } else { "" },
            name,
            verdict,
            verdict,
            name,
            name,
            service_name(sheet.lang, service),
            verdict,
        ],
    );
    markup.icon(verdict_icon(answer.verdict));
    markup.put(
        r#"<span>{}</span></span><p class="card-sentence">{}</p></div><div class="card-body">"#,
        &[
            verdict_word(sheet.shown.look, answer.verdict),
            &sentence::of(sheet, service),
        ],
    );
    question::draw(markup, sheet, answer);
    remedy::draw(markup, sheet, answer);
    days(markup, sheet, service);
    form(markup, sheet, service);
    provisional::draw(markup, sheet, service);
    materials(markup, sheet, answer);
    for notice in &answer.notices {
        draw_notice(markup, sheet, notice);
    }
    conditions(
        markup,
        sheet,
        answer,
        is_first && !sheet.family.is_bereaved(),
    );
    markup.put("</div></section>", &[]);
}

/// The way to the service's form, while there is one to fill in. The hospital's is the ward's own.
fn form(markup: &mut Markup, sheet: &Sheet<'_>, service: Service) {
    let verdict = sheet.answer.service(service).verdict;
    if matches!(verdict, Verdict::Eligible | Verdict::NotYet)
        && service != Service::HospitalPreRegistration
    {
        // what can be done today is the next step; what can't may be prepared
        let class = match verdict {
            Verdict::Eligible => "button",
            _ => "button button-quiet",
        };
        markup.put(
            r#"<p class="card-form no-print"><a class="{}" href="{}">{}</a></p>"#,
            &[class, &to_form(sheet, service), sheet.words.fill_in],
        );
    }
}

/// The form for what was told; the one that was left for the check is gone on with.
fn to_form(sheet: &Sheet<'_>, service: Service) -> String {
    let address = ["/apply/", service.as_str(), "?", &sheet.shown.query].concat();
    let left = sheet.shown.bookmark.as_ref();
    marked(address, left.filter(|left| left.is_of(service)))
}

/// One service's card by itself, with its conditions open.
#[cfg(feature = "ssr")]
pub fn alone(markup: &mut Markup, sheet: &Sheet<'_>, service: Service) {
    card(markup, sheet, service, true);
}

fn conditions(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>, is_open: bool) {
    let (before, after) = match is_open {
        true => ("<h3>{}</h3>", ""),
        false => (
            r#"<details class="fold"><summary>{}</summary><div class="fold-body">"#,
            "</div></details>",
        ),
    };
    markup.put(before, &[sheet.words.conditions]);
    reason::draw(markup, sheet, answer);
    markup.put(after, &[]);
}

/// The first and the last day, from when the baby is covered, and where to go.
fn days(markup: &mut Markup, sheet: &Sheet<'_>, service: Service) {
    let (answer, words) = (sheet.answer.service(service), sheet.words);
    let about = closes_about(sheet, service);
    let rows = [
        (words.opens_on, "opens_on", answer.opens_on),
        (words.closes_on, "closes_on", answer.closes_on),
        (words.covers_from, "covers_from", answer.covers_from),
        (words.closes_on, "", about),
    ];
    if answer.route.is_none() && rows.iter().all(|(_, _, day)| day.is_none()) {
        return;
    }
    markup.put(r#"<dl class="card-days">"#, &[]);
    for (name, mark, day) in rows {
        let Some(day) = day else { continue };
        let (iso, long) = (dates::iso(day), sheet.day(day));
        let beside = match mark {
            "" => sheet.shown.look.words().parts.estimated.to_owned(),
            "covers_from" => words.covers_once_paid.to_owned(),
            // That it opened once is said by the day itself, and what is done needs no hurry.
            "opens_on" if day < sheet.today => String::new(),
            _ if answer.verdict == Verdict::AlreadyDone => String::new(),
            _ => sheet.distance(day),
        };
        // Beside what does not help, a day long gone reads as the day of what would.
        let is_told = answer.verdict != Verdict::NotEligible || day >= sheet.today;
        markup.put(if is_told { "<div" } else { r#"<div hidden="""# }, &[]);
        markup.put(r#"><dt>{}</dt><dd><time datetime="{}""#, &[name, &iso]);
        if !mark.is_empty() {
            markup.put(r#" data-day="{}""#, &[mark]);
        }
        markup.put(">{}</time>", &[&long]);
        if !beside.is_empty() {
            markup.put(" <small>{}</small>", &[&beside]);
        }
        markup.put("</dd></div>", &[]);
    }
    if let Some(route) = answer.route {
        let word = match route {
            Route::TaxBureau => words.tax_bureau,
            Route::MedicalInsuranceBureau => words.medical_insurance_bureau,
        };
        markup.put(
            r#"<div><dt>{}</dt><dd data-route="{}">{}</dd></div>"#,
            &[words.route, route.as_str(), word],
        );
    }
    markup.put("</dl>", &[]);
}

/// The last day if the baby came on its due date, for what waits for the birth.
pub fn closes_about(sheet: &Sheet<'_>, service: Service) -> Option<Day> {
    let (gestation, edition) = (sheet.answer.gestation?, sheet.answer.edition);
    let limit = match service {
        Service::HospitalPreRegistration => &edition.hospital_pre_registration.rules()?.last_day,
        Service::NewbornEnrolment => edition.newborn_enrolment.last_day.as_ref()?,
        Service::PreEnrolment
        | Service::DeceasedNewbornEnrolment
        | Service::InformationUpdate
        | Service::Refund => return None,
    };
    let is_awaited = sheet.answer.service(service).verdict == Verdict::NotYet;
    (is_awaited && limit.from == LimitFrom::Birth).then(|| gestation.due_date.plus(limit.span))
}

/// What to bring, while there is something to go for.
fn materials(markup: &mut Markup, sheet: &Sheet<'_>, answer: &ServiceAnswer<'_>) {
    let is_of_use = match answer.verdict {
        Verdict::Eligible | Verdict::NotYet | Verdict::AskAgency | Verdict::MissingFacts => true,
        Verdict::AlreadyDone | Verdict::Closed | Verdict::NotEligible | Verdict::NotOffered => {
            false
        }
    };
    if !is_of_use || answer.materials.is_empty() {
        return;
    }
    let bring = sheet.shown.look.words().parts.bring;
    markup.put(r#"<h3>{}</h3><ul class="materials">"#, &[bring]);
    for paper in answer.materials {
        markup.put("<li>{}</li>", &[paper.in_lang(sheet.lang)]);
    }
    markup.put("</ul>", &[]);
}

/// A newer document that changes no verdict.
fn draw_notice(markup: &mut Markup, sheet: &Sheet<'_>, notice: &Notice) {
    markup.put(
        r#"<div class="notice" data-tone="know" data-notice="">"#,
        &[],
    );
    markup.icon(Icon::Speech);
    markup.put(
        concat!(
            r#"<div class="notice-body"><p class="notice-title"><span lang="zh-CN">{}</span> · "#,
            r#"<time datetime="{}">{}</time></p><p>{}</p></div></div>"#
        ),
        &[
            &notice.source,
            &dates::iso(notice.on),
            &dates::day_plain(sheet.lang, notice.on),
            notice.says.in_lang(sheet.lang),
        ],
    );
}
