//! What the page says of every service at every stage, and where it leads from there.

mod money;
mod told;
mod ways;

use std::collections::BTreeMap;

use policy::verdict::Service;
use registry::{
    ApplicationNumber, Entry, Event, Instant, Stage, Standing,
    entry::{Actor, Consent, Registered, SenderKey, Sent, Signature, Step},
    standing::Application,
};

use super::{Shelf, View, application::covered, file, next};
use crate::{Lang, visit::Visit};

/// Expecting in Yangjiang, due on that day.
fn expecting(due: &str) -> String {
    format!(
        r#"{{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{{"due_date":"{due}"}},
        "mother":{{"enrolment":{{"insurance":"resident","year":2026,"area":"441702"}}}}}}"#
    )
}

const BORN: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22",
    "births":[{"on":"2026-10-20","sex":"female","hukou":{"on":"2026-11-01"}}]}"#;

fn number() -> ApplicationNumber {
    ApplicationNumber::from_chance([7; 9])
}

fn sent(service: Service, facts: &str) -> Sent {
    Sent {
        number: number(),
        service,
        area: "441702".to_owned(),
        edition: "2022-01-01".to_owned(),
        form: "2022-01-01".to_owned(),
        fields: BTreeMap::new(),
        facts: facts.to_owned(),
        shown: "eligible".to_owned(),
        verdict: "eligible".to_owned(),
        signature: Signature::Typed("林晓梅".to_owned()),
    }
}

fn shelf(service: Service, facts: &str, steps: &[Step]) -> Shelf {
    let moved = |step: &Step| Event::Moved {
        number: number(),
        step: step.clone(),
    };
    let sent = Event::Sent(Box::new(sent(service, facts)));
    let consented = |consent: &Consent| Event::Consented {
        consent: *consent,
        version: "2022-01-01".to_owned(),
        guardian: "林晓梅".to_owned(),
    };
    let consents = Consent::OF_FORMS.iter().map(consented);
    let events = consents.chain([sent]).chain(steps.iter().map(moved));
    let begun = Instant::begins(policy::Day::new(2026, 11, 20).unwrap());
    let entries: Vec<Entry> = (0..)
        .zip(events)
        .map(|(place, event)| Entry {
            place,
            leaf: None,
            at: begun.plus_seconds(36_000 + i64::from(place)),
            by: Actor::Agency("desk".to_owned()),
            event,
            key: SenderKey([u8::try_from(place).unwrap(); 16]),
            edition: None,
        })
        .collect();
    Shelf {
        standing: Standing::of(&entries),
        entries,
        drafts: Vec::new(),
        messages: Vec::new(),
    }
}

fn page(lang: Lang, shelf: Shelf) -> String {
    page_of(&Visit::sample(lang, "/file"), shelf)
}

fn page_of(visit: &Visit, shelf: Shelf) -> String {
    let view = View {
        phone: "13800138000",
        ends_at: Instant::begins(policy::Day::new(2026, 11, 22).unwrap()),
        files: &[shelf],
        named: &[],
        just: None,
    };
    file(visit, &view).html
}

fn why() -> String {
    "请写全门牌号".to_owned()
}

fn on() -> String {
    "2026-11-21".to_owned()
}

fn register(number: &str) -> Step {
    Step::Register {
        identities: vec![Registered {
            name: "林晓梅B".to_owned(),
            number: number.to_owned(),
            person_number: None,
        }],
    }
}

fn pay_for(year: i32) -> Step {
    Step::Pay {
        year,
        on: on(),
        fen: None,
    }
}

fn pay() -> Step {
    pay_for(2026)
}

fn refuse() -> Step {
    Step::Refuse {
        why: why(),
        clause: "YJ22-5".to_owned(),
    }
}

/// An application put at a stage, whether or not its service ever comes there.
fn at(service: Service, stage: Stage) -> Application {
    let mut shelf = shelf(service, BORN, &[]);
    let mut application = shelf.standing.applications.remove(0);
    application.stage = stage;
    application
}

#[test]
fn every_service_says_its_own_at_every_stage() {
    let money = ["缴费", "保费", "premium", "pay"];
    let entry = ["登记到医保系统", "不能享受待遇", "no cover"];
    let baby = ["宝宝", "提醒", "baby", "remind"];
    for lang in [Lang::Zh, Lang::En] {
        let stages = &crate::words::words(lang).pages.stages;
        for service in Service::ALL.iter().copied() {
            for stage in Stage::ALL {
                let says = next::says(stages, &Standing::default(), &at(service, stage));
                let name = format!("{} {}: {says}", service.as_str(), stage.as_str());
                assert!(!says.is_empty(), "{name}");
                let says_any = |words: &[&str]| words.iter().any(|word| says.contains(word));
                match service {
                    Service::InformationUpdate => assert!(!says_any(&entry), "{name}"),
                    Service::Refund => {
                        assert!(!says_any(&money) && !says_any(&entry), "{name}");
                        assert!(!says_any(&baby), "{name}");
                    }
                    Service::DeceasedNewbornEnrolment => assert!(!says_any(&baby), "{name}"),
                    Service::PreEnrolment
                    | Service::HospitalPreRegistration
                    | Service::NewbornEnrolment => {
                        let owes = stage == Stage::Registered;
                        assert!(!owes || says_any(&money), "{name}");
                    }
                }
            }
        }
    }
}

#[test]
fn who_is_entered_under_an_own_number_is_told_of_no_change() {
    let steps = |number| [Step::Accept, register(number), pay()];
    let own = page(
        Lang::Zh,
        shelf(
            Service::NewbornEnrolment,
            BORN,
            &steps("441702202610200026"),
        ),
    );
    assert!(!own.contains("换成") && !own.contains("临时"), "{own}");
    let other = page(
        Lang::Zh,
        shelf(Service::NewbornEnrolment, BORN, &steps("P440012345")),
    );
    assert!(other.contains("换成宝宝自己的身份证号"));
}

#[test]
fn a_provisional_number_is_covered_until_it_is_asked_for() {
    let rows = [
        ("441702199503081223B", "4417…3B"),
        ("441702202610200026", "4417…26"),
        ("P440012", "P…2"),
        ("P4", "…"),
    ];
    for (number, expected) in rows {
        assert_eq!(covered(number), expected);
    }
    let steps = [Step::Accept, register("441702199503081223B")];
    let html = page(
        Lang::Zh,
        shelf(Service::PreEnrolment, &expecting("2027-02-08"), &steps),
    );
    let whole = html.find("441702199503081223B").unwrap();
    let fold = html[..whole].rfind("<details").unwrap();
    assert!(
        !html[fold..whole].contains("</details>"),
        "it is folded away"
    );
    assert!(html[..fold].contains("4417…3B"));
}

#[test]
fn who_has_to_pay_is_told_how_where_and_until_when() {
    let steps = [Step::Accept, register("441702199503081223B")];
    let html = page(
        Lang::Zh,
        shelf(Service::PreEnrolment, &expecting("2027-02-08"), &steps),
    );
    for says in [
        "税务部门",
        "href=\"/law/YJ22-4\"",
        "data-pay-by=\"2027-01-18\"",
        "2027年1月18日",
    ] {
        assert!(html.contains(says), "{says}");
    }
    let steps = [Step::Accept, register("441702202610200026")];
    let html = page(Lang::Zh, shelf(Service::NewbornEnrolment, BORN, &steps));
    assert!(html.contains("data-pay-by=\"2027-10-20\""), "{html}");
    assert!(html.contains("href=\"/law/YJ21-1\""));
}

#[test]
fn what_lies_with_the_agency_says_since_when() {
    for (steps, says) in [
        (vec![], "2026年11月20日 10:00 提交（已过 3 天）"),
        (vec![Step::Accept], "2026年11月20日 10:00 受理"),
    ] {
        let html = page(
            Lang::Zh,
            shelf(Service::PreEnrolment, &expecting("2027-02-08"), &steps),
        );
        assert!(html.contains(says), "{says}");
        assert!(html.contains("12393"));
    }
}

#[test]
fn who_is_refused_reads_why_by_which_law_and_may_apply_again() {
    let steps = [refuse()];
    let html = page(
        Lang::Zh,
        shelf(Service::PreEnrolment, &expecting("2027-02-08"), &steps),
    );
    assert!(html.contains(&why()));
    assert!(html.contains("href=\"/law/YJ22-5\""));
    assert!(html.contains("附件1 第五条"), "the law by its name");
    assert!(html.contains("href=\"/apply/pre_enrolment?area=441702&amp;due_date=2027-02-08"));
    // by what was told nothing stands in the way, and the desk knows otherwise
    for remedy in ["enrol_mother", "move_mother"] {
        assert!(
            html.contains(&format!("data-remedy=\"{remedy}\"")),
            "{remedy}: {html}"
        );
    }
    let by_no_clause = [Step::Refuse {
        why: why(),
        clause: String::new(),
    }];
    let html = page(
        Lang::Zh,
        shelf(
            Service::PreEnrolment,
            &expecting("2027-02-08"),
            &by_no_clause,
        ),
    );
    assert!(html.contains("照上面的原因改好"), "{html}");
    let later = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"},
        "mother":{"enrolment":{"insurance":"none"}}}"#;
    let html = page(Lang::Zh, shelf(Service::PreEnrolment, later, &steps));
    let check = "href=\"/check?area=441702&amp;due_date=2027-02-08&amp;mother_insurance=none#s-pre_enrolment\"";
    assert!(html.contains(check), "what would help");
    assert!(html.contains("data-remedy=\"enrol_mother\""), "{html}");
}

#[test]
fn what_came_to_nothing_leads_on_and_asks_for_no_money() {
    let facts = expecting("2027-02-08");
    for step in [
        Step::Withdraw,
        Step::Expire,
        refuse(),
        Step::Void { why: why() },
    ] {
        let html = page(
            Lang::Zh,
            shelf(Service::PreEnrolment, &facts, std::slice::from_ref(&step)),
        );
        assert!(html.contains("data-again"), "{step:?}");
        assert!(!html.contains("pay_before_birth"), "{step:?}");
    }
    let html = page(Lang::Zh, shelf(Service::PreEnrolment, &facts, &[]));
    assert!(html.contains("pay_before_birth"));
    assert!(!html.contains("data-again"));
}

#[test]
fn from_what_is_paid_a_way_leads_to_the_babys_own_name() {
    let steps = |year| [Step::Accept, register("441702199503081223B"), pay_for(year)];
    let html = page(
        Lang::Zh,
        shelf(
            Service::PreEnrolment,
            &expecting("2027-02-08"),
            &steps(2027),
        ),
    );
    assert!(
        html.contains("data-to-update"),
        "before the birth: to the check's own question of it"
    );
    assert!(html.contains("href=\"/check?door=born&amp;area=441702&amp;due_date=2027-02-08"));
    assert!(html.contains("pre_enrolled=yes&amp;paid=2027:2026-11-21#step-births\""));
    let html = page(Lang::Zh, shelf(Service::PreEnrolment, BORN, &steps(2026)));
    assert!(html.contains("href=\"/apply/information_update?area=441702&amp;births=2026-10-20f"));
}

#[test]
fn an_update_is_filled_with_the_number_that_the_agency_entered() {
    let steps = [Step::Accept, register("441702199503081223B"), pay()];
    let mut shelf = shelf(Service::PreEnrolment, &expecting("2026-11-01"), &steps);
    let fields = &mut shelf.standing.applications[0].sent.fields;
    fields.insert("mother_name".to_owned(), "林晓梅".to_owned());
    fields.insert("mother_phone".to_owned(), "13800138000".to_owned());
    let visit = Visit::sample(Lang::Zh, "/apply/information_update");
    let query = "area=441702&births=2026-11-20f&hukou_on=2026-11-21&pre_enrolled=yes";
    let show = |own| {
        let service = Service::InformationUpdate;
        crate::pages::apply::show(&visit, service, query, [7; 16], &[], own).html
    };
    let html = show(Some(&shelf.standing));
    for filled in [
        "value=\"441702199503081223B\"",
        "value=\"林晓梅\"",
        "value=\"13800138000\"",
        "data-from-file",
    ] {
        assert!(html.contains(filled), "{filled}");
    }
    assert!(!show(None).contains("data-from-file"));
    // another pregnancy's application fills nothing
    let query = "area=441702&births=2025-10-20f&hukou_on=2026-11-01&pre_enrolled=yes";
    let service = Service::InformationUpdate;
    let own = Some(&shelf.standing);
    let html = crate::pages::apply::show(&visit, service, query, [7; 16], &[], own).html;
    assert!(!html.contains("data-from-file"));
}

#[test]
fn a_refund_that_is_accepted_is_not_done_and_owes_nothing() {
    let facts = r#"{"id":"a","area":"441702","asked_on":"2026-11-22",
        "pregnancy":{"due_date":"2027-02-08","ended":{"on":"2026-11-20","how":"miscarriage"}},
        "payments":[{"year":2027,"on":"2026-10-20"}]}"#;
    for lang in [Lang::Zh, Lang::En] {
        let html = page(lang, shelf(Service::Refund, facts, &[Step::Accept]));
        assert!(!html.contains("享受待遇") && !html.contains("no cover"));
        let words = &crate::words::words(lang).pages.stages;
        assert!(html.contains(words.accepted_refund));
        let paid_back = [Step::Accept, Step::PayBack { on: on() }];
        let html = page(lang, shelf(Service::Refund, facts, &paid_back));
        assert!(html.contains(words.done_refund));
    }
}

#[test]
fn where_a_consent_is_withdrawn_nothing_else_is_said_to_come_next() {
    let mut shelf = shelf(Service::PreEnrolment, &expecting("2027-02-08"), &[]);
    shelf.standing.consents.remove(&Consent::Health);
    let html = page(Lang::Zh, shelf);
    assert!(html.contains("data-lacking"));
    assert!(!html.contains("data-next"), "it stands still");
    assert!(
        html.contains("先停着") && !html.contains("已提交</span>"),
        "{html}"
    );
    assert!(
        !html.contains("才要带去窗口盖章"),
        "nor is its paper held out"
    );
    assert!(html.contains("action=\"/file/withdraw\""));
}

#[test]
fn a_consent_is_withdrawn_after_a_second_thought() {
    let mut shelf = shelf(Service::PreEnrolment, &expecting("2027-01-10"), &[]);
    let given = ("2026-11-27".to_owned(), "林晓梅".to_owned());
    shelf.standing.consents.insert(Consent::Draft, given);
    let html = page(Lang::Zh, shelf);
    for (consent, means) in [
        ("form", "还在办的申请会停下来"),
        ("health", "还在办的申请会停下来"),
        ("child", "还在办的申请会停下来"),
        ("draft", "草稿马上全部删掉"),
    ] {
        let (_, row) = html
            .split_once(&format!("data-consent=\"{consent}\""))
            .expect(consent);
        let row = row.split("</li>").next().unwrap();
        // folded, with what it means before the button and a way back behind it
        let order = [
            "<details",
            "<summary",
            means,
            "<button",
            "href=\"/file\"",
            "</details>",
        ];
        let places: Vec<Option<usize>> = order.iter().map(|word| row.find(word)).collect();
        assert!(places.iter().all(Option::is_some), "{consent}: {row}");
        assert!(places.is_sorted(), "{consent}: {row}");
    }
}
