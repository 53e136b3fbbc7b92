//! What comes next: after the money, at the desk, and in which order.

use policy::verdict::Service;
use registry::{
    ApplicationNumber, Entry, Event, Standing,
    entry::{Actor, SenderKey, Sent, Step},
};

use super::{
    super::{Shelf, next},
    BORN, expecting, number, on, page, pay_for, refuse, register, sent, shelf, why,
};
use crate::{Lang, visit::Visit};

const PROVISIONAL: &str = "441702199503081223B";

fn entered(steps: &[Step]) -> Vec<Step> {
    [&[Step::Accept, register(PROVISIONAL)], steps].concat()
}

/// The same file after more was sent from it, and done with that.
fn and_sent(mut shelf: Shelf, sent: Sent, steps: &[Step]) -> Shelf {
    let number = sent.number.clone();
    let moved = steps.iter().map(|step| Event::Moved {
        number: number.clone(),
        step: step.clone(),
    });
    for event in std::iter::once(Event::Sent(Box::new(sent))).chain(moved) {
        let last = shelf.entries.last().unwrap().clone();
        shelf.entries.push(Entry {
            place: last.place + 1,
            at: last.at.plus_seconds(1),
            by: Actor::Agency("desk".to_owned()),
            event,
            key: SenderKey([u8::try_from(last.place).unwrap() + 100; 16]),
            ..last
        });
    }
    shelf.standing = Standing::of(&shelf.entries);
    shelf
}

fn another(place: u8, service: Service, facts: &str) -> Sent {
    Sent {
        number: ApplicationNumber::from_chance([place; 9]),
        ..sent(service, facts)
    }
}

#[test]
fn what_is_done_before_the_birth_still_says_what_remains() {
    let steps = entered(&[pay_for(2027), Step::Finish { on: on() }]);
    let html = page(
        Lang::Zh,
        shelf(Service::PreEnrolment, &expecting("2027-02-08"), &steps),
    );
    assert!(html.contains("data-next=\"done\""));
    for says in [
        "要换成宝宝自己的姓名和号码",
        "盖好章领回一份",
        "宝宝出生时在医院结算要用它",
        "data-to-update",
    ] {
        assert!(html.contains(says), "{says}");
    }
    assert!(!html.contains("没有别的要办了"));
}

/// A service, its facts, the steps taken, what is said then, and what is not.
type Desk<'a> = (Service, &'a str, Vec<Step>, &'a [&'a str], &'a [&'a str]);

#[test]
fn the_desk_is_named_when_it_is_its_turn() {
    let unborn = expecting("2027-02-08");
    let later = ["登记好以后，才要带去窗口盖章", "登记好以后要去一趟窗口"];
    let now = ["上面，带去窗口盖章", "打印两份带去窗口"];
    let keep = ["盖了章的表请留好", "窗口认的是盖了章的那一份"];
    let pre = Service::PreEnrolment;
    let rows: [Desk<'_>; 7] = [
        (pre, &unborn, vec![], &later, &now),
        (pre, &unborn, vec![Step::Accept], &later, &now),
        (pre, &unborn, entered(&[]), &now, &later),
        (pre, &unborn, entered(&[pay_for(2027)]), &now, &later),
        (pre, BORN, entered(&[pay_for(2026)]), &keep, &now),
        (Service::NewbornEnrolment, BORN, vec![], &[], &["盖章"]),
        (Service::InformationUpdate, BORN, vec![], &[], &["盖章"]),
    ];
    for (service, facts, steps, says, not) in rows {
        let shelf = shelf(service, facts, &steps);
        let visit = Visit::sample(Lang::Zh, "/file");
        let application = &shelf.standing.applications[0];
        let (_, receipt) = next::told(
            visit.areas,
            Lang::Zh,
            &shelf.standing,
            application,
            visit.today,
        );
        let html = page(Lang::Zh, shelf);
        for says in says {
            assert!(html.contains(says), "{says} after {steps:?}");
        }
        for not in not {
            assert!(!html.contains(not), "{not} after {steps:?}");
            assert!(!receipt.contains(not), "{not} after {steps:?}: {receipt}");
        }
        let is_seal = says.last().is_some_and(|says| receipt.contains(says));
        assert_eq!(is_seal, says == later || says == now, "{receipt}");
    }
}

#[test]
fn once_the_update_is_sent_the_old_card_asks_for_nothing() {
    let paid = shelf(Service::PreEnrolment, BORN, &entered(&[pay_for(2026)]));
    assert!(paid.standing.applications.len() == 1);
    let update = another(8, Service::InformationUpdate, BORN);
    for (steps, says) in [
        (vec![], "正在另一份申请里办"),
        (vec![Step::Accept], "正在另一份申请里办"),
        (
            vec![Step::Accept, Step::Finish { on: on() }],
            "宝宝已经换成自己的姓名和号码",
        ),
    ] {
        let shelf = and_sent(
            shelf(Service::PreEnrolment, BORN, &entered(&[pay_for(2026)])),
            update.clone(),
            &steps,
        );
        let html = page(Lang::Zh, shelf);
        assert!(html.contains(says), "{says}");
        for not in ["在医院结算", "记得换成", "data-stamp", "data-to-update"] {
            assert!(!html.contains(not), "{not}");
        }
    }
}

#[test]
fn what_waits_for_the_family_stands_first() {
    let ask_back = || Step::AskBack {
        why: why(),
        fields: Vec::new(),
    };
    let pre = Service::PreEnrolment;
    let unborn = expecting("2027-02-08");
    let born = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","births":[{"on":"2026-01-05","sex":"male"}]}"#;
    let newborn = another(8, Service::NewbornEnrolment, born);
    let rows: [(&str, Vec<Step>, Vec<Step>, bool); 6] = [
        ("asked back before sent", vec![ask_back()], vec![], true),
        ("to be paid before sent", entered(&[]), vec![], true),
        (
            "refused before accepted",
            vec![refuse()],
            vec![Step::Accept],
            true,
        ),
        ("withdrawn after sent", vec![Step::Withdraw], vec![], false),
        ("both sent: the newest", vec![], vec![], false),
        (
            "both asked back: the newest",
            vec![ask_back()],
            vec![ask_back()],
            false,
        ),
    ];
    for (name, first, second, is_older_first) in rows {
        let shelf = and_sent(shelf(pre, &unborn, &first), newborn.clone(), &second);
        let html = page(Lang::Zh, shelf);
        let place = |number: &ApplicationNumber| {
            let mark = format!("data-application=\"{number}\"");
            html.find(&mark).unwrap_or_else(|| panic!("{name}"))
        };
        let is = place(&number()) < place(&newborn.number);
        assert_eq!(is, is_older_first, "{name}");
    }
}

#[test]
fn two_children_of_one_service_are_told_apart() {
    let first = BORN.replace("2026-10-20", "2025-12-24");
    let mut named = another(8, Service::NewbornEnrolment, BORN);
    let name = "baby_name".to_owned();
    named.fields.insert(name, "林小雨".to_owned());
    let shelf = and_sent(shelf(Service::NewbornEnrolment, &first, &[]), named, &[]);
    let html = page(Lang::Zh, shelf);
    for says in [
        "<p class=\"file-matter\">林小雨，2026年10月20日出生</p>",
        "<p class=\"file-matter\">2025年12月24日（周三）出生的宝宝</p>",
    ] {
        assert!(html.contains(says), "{says}");
    }
    let expected = page(
        Lang::Zh,
        super::shelf(Service::PreEnrolment, &expecting("2027-02-08"), &[]),
    );
    assert!(expected.contains("<p class=\"file-matter\">预产期2027年2月8日（周一）的宝宝</p>"));
}

#[test]
fn of_several_babies_each_is_named() {
    let born = r#"{"id":"a","area":"320102","asked_on":"2026-11-22",
        "births":[{"on":"2026-11-13","sex":"female"},{"on":"2026-11-13","sex":"male"}]}"#;
    let mut twins = shelf(Service::NewbornEnrolment, born, &[]);
    let fields = &mut twins.standing.applications[0].sent.fields;
    for (field, name) in [("baby_name", "林小满"), ("baby_2_name", "林小暑")] {
        fields.insert(field.to_owned(), name.to_owned());
    }
    let html = page(Lang::Zh, twins);
    assert!(
        html.contains("林小满、林小暑，2026年11月13日出生"),
        "{html}"
    );
    let unnamed = page(Lang::Zh, shelf(Service::NewbornEnrolment, born, &[]));
    assert!(unnamed.contains("2026年11月13日出生的 2 个宝宝"));
    let two = expecting("2027-02-08").replace("\"due_date\"", "\"fetuses\":2,\"due_date\"");
    let html = page(Lang::En, shelf(Service::PreEnrolment, &two, &[]));
    assert!(
        html.contains("<p class=\"file-matter\">The 2 babies due on"),
        "{html}"
    );
}

#[test]
fn an_update_names_the_papers_that_are_looked_at() {
    for steps in [vec![], vec![Step::Accept]] {
        let html = page(Lang::Zh, shelf(Service::InformationUpdate, BORN, &steps));
        let says = "办这件事要看户口本、盖了章的《阳江市新生儿预参保登记表》";
        assert!(html.contains(says), "{html}");
    }
}

#[test]
fn every_stage_says_since_when() {
    let ask_back = Step::AskBack {
        why: why(),
        fields: Vec::new(),
    };
    let void = || Step::Void { why: why() };
    let rows = [
        (vec![ask_back], "10:00 退回。"),
        (entered(&[]), "10:00 登记。"),
        (entered(&[pay_for(2027)]), "10:00 到账。"),
        (vec![refuse()], "10:00 告知。"),
        (vec![void()], "10:00 作废。"),
        (vec![Step::Expire], "10:00 过期。"),
        (vec![Step::Withdraw], "10:00 撤回。"),
    ];
    for (steps, says) in rows {
        let facts = expecting("2027-02-08");
        let html = page(Lang::Zh, shelf(Service::PreEnrolment, &facts, &steps));
        let says = format!("2026年11月20日 {says}");
        assert!(html.contains(&says), "{says}");
    }
    for (steps, says) in [
        (vec![void()], "申请已作废"),
        (entered(&[void()]), "登记已作废"),
    ] {
        let facts = expecting("2027-02-08");
        let html = page(Lang::Zh, shelf(Service::PreEnrolment, &facts, &steps));
        assert!(html.contains(says), "{says}");
    }
}

#[test]
fn who_did_what_and_which_wording_are_written_as_the_language_does() {
    let facts = expecting("2027-02-08");
    let steps = [Step::Accept];
    let zh = page(Lang::Zh, shelf(Service::PreEnrolment, &facts, &steps));
    let en = page(Lang::En, shelf(Service::PreEnrolment, &facts, &steps));
    assert!(zh.contains("<span>经办窗口受理</span>"), "{zh}");
    assert!(
        en.contains("<span>The agency&#x27;s desk accepted</span>")
            || en.contains("<span>The agency's desk accepted</span>")
    );
    assert!(zh.contains("林晓梅，2022年1月1日版"));
}
