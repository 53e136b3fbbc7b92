//! The form's pages, step by step, without a script.

mod leaving;
mod mending;
mod sending;
mod showing;

use policy::{form::Consent, verdict::Service};

use super::{ApplyOutcome, Entrance, Known, printed, show, submit};
use crate::{
    Lang, Reply,
    forms::{apply::Unsent, check::escape},
    visit::Visit,
};

const EXPECTING: &str =
    "area=441702&due_date=2027-01-10&mother_insurance=resident&mother_area=441702&mother_year=2026";
const KEY: [u8; 16] = [7; 16];

fn visit(lang: Lang) -> Visit {
    Visit::sample(lang, "/apply/pre_enrolment")
}

const FILLED: [(&str, &str); 7] = [
    ("key", "07070707070707070707070707070707"),
    ("shown", "eligible"),
    ("applicant", "mother"),
    ("mother_name", "林晓梅"),
    ("mother_id_number", "441702199503081223"),
    ("mother_phone", "13800138000"),
    ("mother_address", "阳江市江城区东风一路 1 号"),
];
const AGENT: [(&str, &str); 5] = [
    ("agent_name", "林建国"),
    ("agent_id_number", "810000199001010027"),
    ("agent_phone", "13900139000"),
    ("agent_relation", "parent"),
    ("agent_mandate", "yes"),
];
fn body(pairs: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in pairs {
        if !body.is_empty() {
            body.push('&');
        }
        escape(name, &mut body);
        body.push('=');
        escape(value, &mut body);
    }
    body
}

fn sent(query: &str, pairs: &[(&str, &str)]) -> ApplyOutcome {
    submit(
        &visit(Lang::Zh),
        Service::PreEnrolment,
        query,
        &body(pairs),
        KEY,
        Known::default(),
    )
}

fn kind(outcome: &ApplyOutcome) -> &'static str {
    match outcome {
        ApplyOutcome::Closed(_) => "closed",
        ApplyOutcome::Show(_) => "show",
        ApplyOutcome::Review(_) => "review",
        ApplyOutcome::Print(_) => "print",
        ApplyOutcome::Pdf(_) => "pdf",
        ApplyOutcome::Ready(_) => "ready",
        ApplyOutcome::Keep(_) => "keep",
        ApplyOutcome::Leave(_) => "leave",
    }
}

fn page(outcome: ApplyOutcome) -> Reply {
    match outcome {
        ApplyOutcome::Closed(page) | ApplyOutcome::Show(page) | ApplyOutcome::Review(page) => page,
        ApplyOutcome::Print(_)
        | ApplyOutcome::Pdf(_)
        | ApplyOutcome::Ready(_)
        | ApplyOutcome::Keep(_)
        | ApplyOutcome::Leave(_) => panic!("this is no page"),
    }
}

fn unsent(outcome: ApplyOutcome) -> Unsent {
    match outcome {
        ApplyOutcome::Print(unsent) | ApplyOutcome::Pdf(unsent) => *unsent,
        other => panic!("{} is not to be printed", kind(&other)),
    }
}

/// What hidden and typed controls of this name hold.
fn held(html: &str, name: &str) -> Vec<String> {
    let mark = [" name=\"", name, "\""].concat();
    html.match_indices(&mark)
        .map(|(at, _)| {
            let start = html[..at].rfind('<').expect("a tag begins");
            let end = at + html[at..].find('>').expect("a tag ends");
            let tag = &html[start..end];
            let value = tag.split_once("value=\"").map_or("", |(_, rest)| rest);
            value.split('"').next().unwrap_or_default().to_owned()
        })
        .collect()
}

fn with<'a>(pairs: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = pairs
        .iter()
        .filter(|(id, _)| !more.iter().any(|(other, _)| other == id));
    kept.chain(more).copied().collect()
}

#[test]
fn the_form_is_filled_from_the_check_and_asks_the_rest() {
    for lang in [Lang::Zh, Lang::En] {
        let page = show(
            &visit(lang),
            Service::PreEnrolment,
            EXPECTING,
            KEY,
            &[],
            None,
        );
        assert_eq!(page.status, 200);
        assert!(!page.has_island && page.has_script);
        assert_eq!(
            held(&page.html, "key"),
            ["07070707070707070707070707070707"]
        );
        for id in [
            "mother_name",
            "mother_id_number",
            "mother_phone",
            "mother_address",
        ] {
            assert_eq!(held(&page.html, id), [""], "{id}");
        }
        for known in ["due_month", "enrolment_year"] {
            assert!(held(&page.html, known).is_empty(), "{known} is not asked");
            assert!(
                page.html.contains(&format!("data-field=\"{known}\"")),
                "{known}"
            );
        }
        assert!(!page.html.contains("{") && !page.html.contains(" checked value=\"agent\""));
    }
}

#[test]
fn nothing_is_ticked_beforehand() {
    let page = page(sent(EXPECTING, &FILLED));
    assert_eq!(page.status, 200);
    for tick in page.html.match_indices("type=\"checkbox\"") {
        let end = page.html[tick.0..].find('>').expect("a tag ends");
        let tag = &page.html[tick.0..tick.0 + end];
        assert!(!tag.contains("checked"), "{tag}");
    }
    assert_eq!(page.html.matches("type=\"checkbox\"").count(), 6);
    let promise = "三、本人未按规定办理有关事项产生责任由本人自行负担。";
    assert!(page.html.contains(promise));
}

#[test]
fn errors_stand_on_top_and_at_their_field_and_keep_what_was_typed() {
    let wrong = with(&FILLED, &[("mother_phone", "12345"), ("mother_name", "")]);
    for lang in [Lang::Zh, Lang::En] {
        let outcome = submit(
            &visit(lang),
            Service::PreEnrolment,
            EXPECTING,
            &body(&wrong),
            KEY,
            Known::default(),
        );
        assert_eq!(kind(&outcome), "show");
        let page = page(outcome);
        assert_eq!(page.status, 422);
        assert_eq!(page.html.matches("data-error=\"invalid_phone\"").count(), 2);
        assert_eq!(page.html.matches("data-error=\"missing_field\"").count(), 2);
        assert!(page.html.contains("autofocus"));
        assert_eq!(held(&page.html, "mother_phone"), ["12345"]);
        assert_eq!(held(&page.html, "mother_id_number"), ["441702199503081223"]);
        assert_eq!(
            held(&page.html, "mother_address"),
            ["阳江市江城区东风一路 1 号"]
        );
        assert_eq!(
            held(&page.html, "key"),
            ["07070707070707070707070707070707"]
        );
    }
}

#[test]
fn one_field_is_changed_and_leads_back() {
    let asked = sent(EXPECTING, &with(&FILLED, &[("change", "mother_phone")]));
    assert_eq!(kind(&asked), "show");
    let html = page(asked).html;
    assert_eq!(held(&html, "mother_phone"), ["13800138000"]);
    assert_eq!(html.matches("type=\"text\"").count(), 1);
    assert_eq!(held(&html, "mother_name"), ["林晓梅"]);
    assert_eq!(held(&html, "only"), ["mother_phone"]);
    let wrong = sent(
        EXPECTING,
        &with(&FILLED, &[("only", "mother_phone"), ("mother_phone", "1")]),
    );
    let wrong = page(wrong);
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.html.matches("type=\"text\"").count(), 1);
    let right = with(
        &FILLED,
        &[("only", "mother_phone"), ("mother_phone", "13900139000")],
    );
    let right = sent(EXPECTING, &right);
    assert_eq!(kind(&right), "review");
    assert!(page(right).html.contains("13900139000"));
    // A field that nobody is asked changes nothing.
    for field in ["agent_name", "nothing", ""] {
        let outcome = sent(EXPECTING, &with(&FILLED, &[("change", field)]));
        assert_eq!(kind(&outcome), "review", "{field}");
    }
}

#[test]
fn an_agent_switched_off_is_gone_from_every_page() {
    let with_agent = [&FILLED[..], &AGENT, &[]].concat();
    let html = page(sent(EXPECTING, &with_agent)).html;
    assert!(!html.contains("林建国") && !html.contains("13900139000"));
    let printed = unsent(sent(EXPECTING, &with(&with_agent, &[("act", "print")])));
    assert!(
        !printed
            .fields
            .keys()
            .any(|field| field.starts_with("agent"))
    );
    let agent = with(&with_agent, &[("applicant", "agent")]);
    let html = page(sent(EXPECTING, &agent)).html;
    assert!(html.contains("林建国") && html.contains("13900139000"));
    // Switched on without telling more, the form asks for the rest.
    let bare = sent(
        EXPECTING,
        &with(&FILLED, &[("applicant", "agent"), ("only", "applicant")]),
    );
    let bare = page(bare);
    assert_eq!(bare.status, 422);
    assert_eq!(
        bare.html.matches("data-error=\"missing_field\"").count(),
        10
    );
}

#[test]
fn the_paper_is_the_sheet_that_was_made_and_says_that_nothing_was_sent() {
    let body = body(&with(&FILLED, &[("act", "print")]));
    let printed = |sheet| {
        printed(
            &visit(Lang::Zh),
            Service::PreEnrolment,
            EXPECTING,
            &body,
            sheet,
        )
    };
    let html = printed(Ok("<article>一张表</article>".to_owned())).html;
    assert!(html.contains("<article>一张表</article>"));
    assert!(html.contains("data-sent=\"no\"") && html.contains("还没有提交"));
    assert!(html.contains("data-sheet"), "head and foot are not printed");
    assert!(html.contains("value=\"pdf\"") && !html.contains("data-unprinted"));
    assert!(
        html.contains("441702199503081223B"),
        "what the desk will enter"
    );
    let html = printed(Err('\u{2EBF0}')).html;
    assert!(html.contains("data-unprinted=\"\u{2EBF0}\"") && !html.contains("value=\"pdf\""));
    let main = html.split("<main").nth(1).unwrap();
    for not in ["打印出来", "A4", "要 PDF 的话", "class=\"materials\""] {
        assert!(!main.contains(not), "{not}");
    }
    assert_eq!(
        held(&html, "mother_name"),
        ["林晓梅"],
        "nothing typed is lost"
    );
}

#[test]
fn nobody_who_lost_a_child_is_asked_to_be_its_guardian() {
    let lost = "area=441702&due_date=2027-01-10&ended_on=2026-09-01&ended_how=miscarriage";
    for (query, is_asked) in [(lost, false), (EXPECTING, true)] {
        let visit = visit(Lang::Zh);
        let entrance = Entrance::enter(&visit, Service::PreEnrolment, query, true);
        let Ok(entrance) = entrance else {
            panic!("{query} is let in");
        };
        let mut asked = entrance.form.consents(&entrance.facts);
        assert_eq!(
            asked.any(|consent| consent == Consent::Child),
            is_asked,
            "{query}"
        );
    }
}

#[test]
fn a_character_that_no_paper_can_have_is_told_before_sending() {
    let rare = Some('\u{2EBF0}');
    let review = |unprinted| {
        submit(
            &visit(Lang::Zh),
            Service::PreEnrolment,
            EXPECTING,
            &body(&FILLED),
            KEY,
            Known {
                unprinted,
                ..Known::default()
            },
        )
    };
    assert!(
        page(review(rare))
            .html
            .contains("data-unprinted=\"\u{2EBF0}\"")
    );
    assert!(!page(review(None)).html.contains("data-unprinted"));
}

#[test]
fn two_fields_of_one_name_are_told_apart_and_a_sentence_is_no_name() {
    let mut filled = FILLED.to_vec();
    filled[2].1 = "agent";
    filled[4].1 = "441702199503081222";
    filled.extend(AGENT.iter().filter(|(name, _)| *name != "agent_mandate"));
    let number = filled
        .iter_mut()
        .find(|(name, _)| *name == "agent_id_number");
    number.unwrap().1 = "８１００００ 199001010027";
    let html = page(sent(EXPECTING, &filled)).html;
    let summary = html.split("id=\"errors\"").nth(1).unwrap();
    let summary = summary.split("</ul>").next().unwrap();
    for says in [
        "身份证号（申请人）：身份证号最后一位对不上",
        "代为申请的人：请勾上",
    ] {
        assert!(summary.contains(says), "{says}: {summary}");
    }
    assert!(!summary.contains("。："), "{summary}");
    assert!(!html.contains("看母亲的身份证件"), "the tick says it");
    filled[4].1 = "441702199503081223";
    filled.push(("agent_mandate", "yes"));
    let html = page(sent(EXPECTING, &filled)).html;
    assert!(html.contains("身份证号（代为申请的人）：“８１００００ 199001010027”改成了"));
}
