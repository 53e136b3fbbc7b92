//! What may be sent, by whom, on which day, and with which phone.

use policy::verdict::Service;

use super::{AGENT, EXPECTING, FILLED, KEY, body, held, kind, page, sent, unsent, visit, with};
use crate::{
    Lang,
    forms::apply::Signature,
    pages::apply::{ApplyOutcome, Confirm, Hindrance, confirm, show, unsendable},
};

const AGREED: [(&str, &str); 8] = [
    ("promise_0", "yes"),
    ("promise_1", "yes"),
    ("promise_2", "yes"),
    ("consent_form", "yes"),
    ("consent_health", "yes"),
    ("consent_child", "yes"),
    ("signature", "林晓梅"),
    ("act", "send"),
];

#[test]
fn sending_asks_for_every_promise_consent_and_a_fitting_signature() {
    let whole = [&FILLED[..], &AGREED].concat();
    let ApplyOutcome::Ready(ready) = sent(EXPECTING, &whole) else {
        panic!("nothing is missing");
    };
    let ready = ready.application;
    assert_eq!(ready.service, Service::PreEnrolment);
    assert_eq!(
        (&*ready.area, &*ready.edition, &*ready.form),
        ("441702", "2022-01-01", "2022-01-01")
    );
    assert_eq!((&*ready.shown, &*ready.verdict), ("eligible", "eligible"));
    assert_eq!(ready.key, KEY);
    assert!(ready.signature == Signature::Typed("林晓梅".to_owned()));
    assert_eq!(ready.fields["due_month"], "2027-01");
    assert!(ready.facts.contains("441702199503081223"));
    assert_eq!(ready.consents.len(), 3);
    assert!(!format!("{ready:?}").contains("林晓梅"));
    for (name, _) in &AGREED[..7] {
        let less: Vec<(&str, &str)> = whole.iter().filter(|(id, _)| id != name).copied().collect();
        let outcome = sent(EXPECTING, &less);
        assert_eq!(kind(&outcome), "review", "{name}");
        let page = page(outcome);
        assert_eq!(page.status, 422, "{name}");
        assert_eq!(
            page.html.matches("data-error=\"missing_field\"").count(),
            2,
            "{name}"
        );
        assert!(page.html.contains(&format!("href=\"#q-{name}\"")), "{name}");
    }
    let other = with(&whole, &[("signature", "王小明")]);
    assert_eq!(
        page(sent(EXPECTING, &other))
            .html
            .matches("data-error=\"invalid_value\"")
            .count(),
        2
    );
    let drawn = with(
        &whole,
        &[("signature", ""), ("drawn", "M1 1L2 2L3 3L4 4L5 5")],
    );
    assert_eq!(kind(&sent(EXPECTING, &drawn)), "ready");
    // what no paper can draw is refused at its field, even beside a name
    for signature in ["", "林晓梅"] {
        let beyond = [
            ("signature", signature),
            ("drawn", "M1 1L2 2L3 401L4 4L5 5"),
        ];
        let page = page(sent(EXPECTING, &with(&whole, &beyond)));
        assert!(page.html.contains("data-error=\"invalid_value\""));
        assert!(page.html.contains("href=\"#q-signature\""));
        assert!(!page.html.contains("401"), "it is not drawn again");
    }
}

#[test]
fn the_agent_signs_for_the_agent() {
    let whole = [&FILLED[..], &AGENT, &AGREED].concat();
    let agent = with(&whole, &[("applicant", "agent")]);
    assert_eq!(kind(&sent(EXPECTING, &agent)), "review");
    let signed = with(&agent, &[("signature", "林建国")]);
    assert_eq!(kind(&sent(EXPECTING, &signed)), "ready");
}

#[test]
fn before_its_day_it_can_be_filled_in_and_printed_but_not_sent() {
    let early = EXPECTING.replace("2027-01-10", "2027-04-10");
    let form = show(
        &visit(Lang::Zh),
        Service::PreEnrolment,
        &early,
        KEY,
        &[],
        None,
    );
    assert!(form.status == 200 && form.html.contains("起可以提交"));
    let early_answers = with(&FILLED, &[("shown", "not_yet")]);
    let review = page(sent(&early, &early_answers));
    assert!(!review.html.contains("value=\"send\"") && review.html.contains("value=\"print\""));
    assert!(!review.html.contains("type=\"checkbox\""));
    let print = sent(&early, &with(&early_answers, &[("act", "print")]));
    assert_eq!(kind(&print), "print");
    let whole = [&early_answers[..], &AGREED].concat();
    let refused = page(sent(&early, &whole));
    assert_eq!(refused.status, 422);
    assert!(refused.html.contains("data-error=\"not_open\""));
}

#[test]
fn a_verdict_that_moved_is_told_and_not_sent_over() {
    let whole = [&FILLED[..], &AGREED].concat();
    let moved = with(&whole, &[("shown", "not_yet")]);
    let moved = page(sent(EXPECTING, &moved));
    assert_eq!(moved.status, 422);
    assert!(moved.html.contains("结果和刚才看到的不一样了"));
    assert_eq!(held(&moved.html, "shown"), ["eligible", "eligible"]);
}

#[test]
fn an_answer_for_another_day_can_be_printed_alone() {
    let ahead = format!("{EXPECTING}&asked_on=2026-12-20");
    let later = format!(
        "{}&asked_on=2027-02-20",
        EXPECTING
            .replace("2027-01-10", "2027-05-20")
            .replace("2026", "2027")
    );
    assert!(page(sent(&ahead, &FILLED)).html.contains("value=\"send\""));
    let html = page(sent(&later, &FILLED)).html;
    assert!(!html.contains("value=\"send\"") && html.contains("结果是按另一天算的"));
}

#[test]
fn the_phone_is_confirmed_in_place_and_everything_typed_goes_along() {
    use crate::pages::sign_in::{Step, Trouble};
    let whole = [&FILLED[..], &AGREED].concat();
    let asked = |step, trouble, shown_code: Option<&str>| {
        let state = Confirm {
            step: Some(step),
            trouble,
            shown_code: shown_code.map(str::to_owned),
            lacks_consent: false,
        };
        let body = body(&whole);
        confirm(
            &visit(Lang::Zh),
            Service::PreEnrolment,
            EXPECTING,
            &body,
            &state,
        )
    };
    let first = asked(Step::Phone, None, None);
    assert_eq!(first.status, 200);
    assert_eq!(held(&first.html, "confirm_phone"), ["13800138000"]);
    let second = asked(Step::Code, Some(Trouble::WrongCode(3)), Some("123456"));
    assert_eq!(second.status, 422);
    assert!(second.html.contains("data-demo-code=\"123456\""));
    assert!(second.html.contains("138****8000") && second.html.contains("还可以试 3 次"));
    for page in [&first, &second] {
        for (name, value) in whole.iter().filter(|(name, _)| *name != "act") {
            assert_eq!(held(&page.html, name), [*value], "{name}");
        }
    }
}

#[test]
fn what_could_not_be_sent_is_told_on_top_and_stays() {
    let whole = [&FILLED[..], &AGREED].concat();
    for (why, code, status) in [
        (
            Hindrance::AlreadyThere("YC-22222-22222".to_owned()),
            "already_there",
            422,
        ),
        (Hindrance::TooMany, "too_many", 422),
        (Hindrance::KeyUsed, "key_used", 422),
        (Hindrance::NotOpen, "not_open", 422),
        (Hindrance::Away, "not_kept", 503),
    ] {
        let body = body(&whole);
        let page = unsendable(
            &visit(Lang::Zh),
            Service::PreEnrolment,
            EXPECTING,
            &body,
            &why,
        );
        assert_eq!(page.status, status, "{code}");
        assert!(
            page.html.contains(&format!("data-error=\"{code}\"")),
            "{code}"
        );
        assert!(page.html.contains("请先看这里"), "{code}");
        assert!(!page.html.contains("有几处请再看一眼"), "{code}");
        // in the form that changes an answer, and in the one that sends
        let stays = ["林晓梅", "林晓梅"];
        assert_eq!(held(&page.html, "mother_name"), stays, "{code}");
    }
}

#[test]
fn what_was_typed_stays_where_a_limit_passed_meanwhile() {
    let late = "area=441702&due_date=2027-01-10&mother_insurance=none";
    for act in ["review", "send", "print"] {
        let whole = [&FILLED[..], &AGREED, &[("act", act)]].concat();
        let outcome = sent(late, &whole);
        if act == "print" {
            assert_eq!(unsent(outcome).fields["mother_name"], "林晓梅");
            continue;
        }
        let html = page(outcome).html;
        assert!(
            html.contains("data-closed") && html.contains("林晓梅"),
            "{act}"
        );
        assert!(!html.contains("value=\"send\""), "{act}");
    }
}

#[test]
fn an_agent_agrees_for_the_mother_and_it_is_filed_under_her_name() {
    use policy::form::Consent;
    let agent = with(&FILLED, &[&[("applicant", "agent")][..], &AGENT].concat());
    let mothers = "我受林晓梅委托，代其单独同意处理健康等敏感个人信息：预产期";
    for (name, filled, signer, says) in [
        (
            "the mother",
            FILLED.to_vec(),
            "林晓梅",
            "我单独同意处理健康等敏感个人信息：预产期",
        ),
        ("her agent", agent, "林建国", mothers),
    ] {
        let html = page(sent(EXPECTING, &filled)).html;
        assert!(html.contains(says), "{name}: {html}");
        let agreed = with(&AGREED, &[("signature", signer)]);
        let ApplyOutcome::Ready(ready) = sent(EXPECTING, &[filled, agreed].concat()) else {
            panic!("{name}: nothing is missing");
        };
        for given in &ready.application.consents {
            let by = match given.consent {
                Consent::Form => signer,
                Consent::Health | Consent::Child => "林晓梅",
            };
            assert_eq!(given.guardian, by, "{name}, {:?}", given.consent);
            // whoever agreed to the wording before agreed to another one
            assert!(given.version > "2026-11-28", "{name}");
        }
    }
}

#[test]
fn whoever_applies_for_the_mother_agrees_with_her_knowledge_and_under_her_name() {
    use policy::form::Consent;
    let expecting = "area=320102&due_date=2027-01-10&applicant=";
    for (who, field, number) in [
        ("father", "father", "320102199001010037"),
        ("guardian", "guardian", "320102199001010010"),
    ] {
        let named = [
            ("applicant", who.to_owned()),
            ("name", "林建国".to_owned()),
            ("id_number", number.to_owned()),
            ("phone", "13900139000".to_owned()),
        ];
        let own: Vec<(String, String)> = named
            .into_iter()
            .map(|(name, value)| match name {
                "applicant" => (name.to_owned(), value),
                _ => ([field, "_", name].concat(), value),
            })
            .collect();
        let own: Vec<(&str, &str)> = own
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        let filled = with(&FILLED, &own);
        let query = [expecting, who].concat();
        let html = page(sent(&query, &filled)).html;
        let says = "林晓梅知道并且同意，由我代其单独同意处理她的健康等敏感个人信息：预产期";
        assert!(html.contains(says), "{who}: {html}");
        let agreed = with(&AGREED, &[("signature", "林建国")]);
        let ApplyOutcome::Ready(ready) = sent(&query, &[filled, agreed].concat()) else {
            panic!("{who}: nothing is missing");
        };
        let health = ready
            .application
            .consents
            .iter()
            .find(|given| given.consent == Consent::Health);
        assert_eq!(health.unwrap().guardian, "林晓梅", "{who}");
    }
}

#[test]
fn what_tells_of_a_baby_that_died_is_agreed_to_separately() {
    use policy::form::Consent;
    let told = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","births":[{"on":"2026-10-20","sex":"female","died_on":"2026-10-21"}]}"#;
    let told = registry::matter::Told::read(told);
    let facts = told.facts().unwrap();
    let visit = visit(Lang::Zh);
    let edition = visit.areas.edition(facts.area, facts.asked_on);
    let service = Service::DeceasedNewbornEnrolment;
    let form = visit.areas.form(edition, service, facts.asked_on).unwrap();
    let asked: Vec<Consent> = form.consents(facts).collect();
    assert_eq!(asked, [Consent::Form, Consent::Health]);
}
