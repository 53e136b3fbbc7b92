//! What the page says once the family told something else than when it applied.

use policy::verdict::Service;
use registry::{
    Entry, Event, Standing,
    entry::{Actor, Registered, SenderKey, Step},
};

use super::{super::Shelf, expecting, number, page, pay_for, register, shelf};
use crate::Lang;

/// The same file after the family told something else of the matter.
fn and_told(mut shelf: Shelf, facts: &str) -> Shelf {
    let last = shelf.entries.last().unwrap().clone();
    shelf.entries.push(Entry {
        place: last.place + 1,
        at: last.at.plus_seconds(1),
        by: Actor::Family,
        event: Event::Told {
            facts: facts.to_owned(),
            of: Some(number()),
        },
        key: SenderKey([99; 16]),
        ..last
    });
    shelf.standing = Standing::of(&shelf.entries);
    shelf
}

#[test]
fn a_premium_of_another_year_is_said_to_be_one_and_the_needed_one_comes_next() {
    let registered = [Step::Accept, register("441702199503081223B")];
    let with = |steps: &[Step]| shelf(Service::PreEnrolment, &expecting("2026-12-10"), steps);
    let paid = [&registered[..], &[pay_for(2026)]].concat();
    let later = expecting("2027-02-10");
    let before = page(Lang::Zh, with(&paid));
    assert!(before.contains("日期到了我们提醒您") && !before.contains("data-short"));
    let after = page(Lang::Zh, and_told(with(&paid), &later));
    for says in [
        "2026 年度已缴，2027 年度未缴",
        "data-short=\"year\"",
        "data-pay-by=\"2027-01-20\"",
        "href=\"/law/YJ22-4\"",
        "data-signed-otherwise",
    ] {
        assert!(after.contains(says), "{says}: {after}");
    }
    assert!(!after.contains("日期到了我们提醒您"), "{after}");
    // not paid yet: for which year, and that the form says another
    let html = page(Lang::Zh, and_told(with(&registered), &later));
    assert!(html.contains("data-pay-year=\"2027\"") && html.contains("表上签的是 2026 年度"));
    // and paid for both
    let both = [&paid[..], &[pay_for(2027)]].concat();
    let html = page(Lang::Zh, and_told(with(&both), &later));
    assert!(!html.contains("data-short") && html.contains("日期到了我们提醒您"));
}

#[test]
fn a_baby_that_is_not_entered_is_what_comes_next() {
    let two = expecting("2027-02-08").replace("\"due_date\"", "\"fetuses\":2,\"due_date\"");
    for paid in [&[][..], &[pay_for(2027)]] {
        let steps = [&[Step::Accept, register("441702199503081223B")], paid].concat();
        let one = shelf(Service::PreEnrolment, &expecting("2027-02-08"), &steps);
        let html = page(Lang::Zh, and_told(one, &two));
        for says in ["还有宝宝没登记", "已登记 1 个宝宝，现在说的是 2 个"] {
            assert!(html.contains(says), "{says}: {html}");
        }
        let owes = html.contains("data-pay-how");
        assert_eq!(owes, paid.is_empty());
    }
}

#[test]
fn a_loss_told_by_mistake_has_a_way_back() {
    let lost = expecting("2027-02-08").replace(
        "\"2027-02-08\"",
        "\"2027-02-08\",\"ended\":{\"on\":\"2026-11-20\",\"how\":\"stillbirth\"}",
    );
    let with = |facts: &str| shelf(Service::PreEnrolment, facts, &[]);
    let told = and_told(with(&expecting("2027-02-08")), &lost);
    let html = page(Lang::Zh, told);
    assert!(
        html.contains("data-mistaken") && !html.contains("data-changed"),
        "{html}"
    );
    assert!(
        !page(Lang::Zh, with(&lost)).contains("data-mistaken"),
        "nothing was told since"
    );
    // of twins of whom one alone was told of
    let died = expecting("2027-02-08")
        .replace("\"due_date\"", "\"fetuses\":2,\"due_date\"")
        .replace(
            "\"mother\":",
            "\"births\":[{\"on\":\"2026-11-20\",\"sex\":\"female\",\"died_on\":\"2026-11-20\"}],\"mother\":",
        );
    let html = page(Lang::Zh, and_told(with(&expecting("2027-02-08")), &died));
    assert!(
        html.contains("data-untold") && html.contains("还有 1 个宝宝没有说到"),
        "{html}"
    );
}

#[test]
fn of_twins_of_whom_one_has_died_the_loss_is_known_and_its_name_not_met() {
    let entered = Step::Register {
        identities: ["B1", "B2"]
            .map(|end| Registered {
                name: format!("林晓梅{end}"),
                number: format!("441702199503081223{end}"),
                person_number: None,
            })
            .to_vec(),
    };
    let two = expecting("2027-02-08").replace("\"due_date\"", "\"fetuses\":2,\"due_date\"");
    let one_died = two.replace(
        "\"mother\":",
        "\"births\":[{\"on\":\"2026-11-20\",\"sex\":\"female\",\"died_on\":\"2026-11-21\"},\
         {\"on\":\"2026-11-20\",\"sex\":\"male\"}],\"mother\":",
    );
    let twins = shelf(Service::PreEnrolment, &two, &[Step::Accept, entered]);
    let html = page(Lang::Zh, and_told(twins, &one_died));
    for says in [
        "data-partly",
        "在的宝宝，办理和提醒照常",
        "data-left=\"deceased_newborn_enrolment\"",
    ] {
        assert!(html.contains(says), "{says}: {html}");
    }
    let (covered, _) = html.split_once("显示完整号码").unwrap();
    assert!(covered.contains("林晓梅B2") && !covered.contains("林晓梅B1"));
}
