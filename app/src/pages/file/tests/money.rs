//! Which year's premium is to be paid: the card, the receipt and the line say the same, and nothing sounds like the end before.

use policy::{Day, verdict::Service};
use registry::{Instant, entry::Step};

use super::{
    super::{Named, Shelf, View, file, next},
    BORN, expecting, on, page, page_of, pay_for, register, shelf,
};
use crate::{Lang, visit::Visit};

const PROVISIONAL: &str = "441702199503081223B";
const OTHER: &str = "data-other-year=";

/// Entered, with those years paid.
fn paid(service: Service, facts: &str, years: &[i32]) -> Shelf {
    let entered = [Step::Accept, register(PROVISIONAL)].into_iter();
    let steps: Vec<Step> = entered
        .chain(years.iter().map(|year| pay_for(*year)))
        .collect();
    shelf(service, facts, &steps)
}

fn receipt(lang: Lang, shelf: &Shelf) -> String {
    let visit = Visit::sample(lang, "/file");
    let application = &shelf.standing.applications[0];
    let (word, says) = next::told(visit.areas, lang, &shelf.standing, application, visit.today);
    [word, says].join(" ")
}

/// The row of a deadline.
fn row<'a>(html: &'a str, what: &str) -> &'a str {
    let mark = format!("data-deadline=\"{what}\"");
    let (_, rest) = html.split_once(&mark).expect(what);
    rest.split("</tr>").next().unwrap()
}

#[test]
fn about_the_turn_of_the_year_the_forms_own_year_is_owed_and_the_other_is_named_until_it_is_paid() {
    let facts = expecting("2026-12-28");
    let pre = Service::PreEnrolment;
    for steps in [vec![], vec![Step::Accept]] {
        let html = page(Lang::Zh, shelf(pre, &facts, &steps));
        assert!(html.contains("data-other-year=\"2027\""), "{steps:?}");
    }
    let html = page(Lang::Zh, shelf(pre, &facts, &[Step::Withdraw]));
    assert!(!html.contains(OTHER), "nobody asks for its money");

    let unpaid = page(Lang::Zh, paid(pre, &facts, &[]));
    for says in [
        "data-pay-year=\"2026\"",
        "要缴的是 2026 年度的保费",
        "宝宝也可能在 2027 年出生",
        "最好在这天以前缴 2026 年度的保费",
    ] {
        assert!(unpaid.contains(says), "{says}: {unpaid}");
    }
    assert!(row(&unpaid, "pay_before_birth").contains("data-state=\"upcoming\""));
    assert!(receipt(Lang::Zh, &paid(pre, &facts, &[])).contains("要缴的是 2026 年度的保费"));

    let own = page(Lang::Zh, paid(pre, &facts, &[2026]));
    assert!(own.contains("data-other-year=\"2027\"") && !own.contains("data-short"));
    assert!(row(&own, "pay_before_birth").contains("data-state=\"done\""));
    assert!(receipt(Lang::En, &paid(pre, &facts, &[2026])).contains("may also be born in 2027"));

    let other = page(Lang::Zh, paid(pre, &facts, &[2027]));
    for says in [
        "2027 年度已缴，2026 年度未缴",
        "data-short=\"year\"",
        "data-stamp",
    ] {
        assert!(other.contains(says), "{says}: {other}");
    }
    assert!(!other.contains("日期到了我们提醒您"), "{other}");
    assert!(row(&other, "pay_before_birth").contains("data-state=\"upcoming\""));
    assert!(
        receipt(Lang::Zh, &paid(pre, &facts, &[2027])).contains("2027 年度已缴，2026 年度未缴")
    );

    let both = page(Lang::Zh, paid(pre, &facts, &[2026, 2027]));
    assert!(
        !both.contains(OTHER) && !both.contains("data-short"),
        "{both}"
    );
}

#[test]
fn once_the_due_date_has_passed_and_the_year_turned_it_depends_on_the_day_of_birth() {
    let facts = expecting("2026-12-28");
    let on = |year, month, day| {
        let mut visit = Visit::sample(Lang::Zh, "/file");
        visit.today = Day::new(year, month, day).unwrap();
        page_of(&visit, paid(Service::PreEnrolment, &facts, &[2026]))
    };
    assert!(!on(2026, 12, 31).contains("data-short"));
    let html = on(2027, 1, 5);
    for says in [
        "2026 年度已缴，2027 年度未缴",
        "宝宝在 2026 年出生的，不用再缴",
    ] {
        assert!(html.contains(says), "{says}: {html}");
    }
    // and a year later it is not yet another's
    assert!(!on(2028, 1, 5).contains("2028 年度"));
}

#[test]
fn the_safe_day_once_it_has_come_is_not_said_to_be_too_late() {
    let facts = expecting("2026-12-12");
    let on = |day| {
        let mut visit = Visit::sample(Lang::Zh, "/file");
        visit.today = Day::new(2026, 11, day).unwrap();
        page_of(&visit, paid(Service::PreEnrolment, &facts, &[]))
    };
    assert!(on(20).contains("2026年11月21日（周六）以前缴好"));
    for day in [21, 25] {
        let html = on(day);
        assert!(
            html.contains("请尽快缴好") && !html.contains("看还能不能缴"),
            "{html}"
        );
    }
}

#[test]
fn what_is_finished_is_not_the_end_where_the_date_moves_after_it() {
    let steps = [
        Step::Accept,
        register(PROVISIONAL),
        pay_for(2026),
        Step::Finish { on: on() },
    ];
    let facts = expecting("2027-02-08");
    let html = page(Lang::Zh, shelf(Service::PreEnrolment, &facts, &steps));
    assert!(html.contains("2026 年度已缴，2027 年度未缴"), "{html}");
    assert!(!html.contains("登记和缴费都办好了"), "{html}");
}

#[test]
fn who_is_entered_and_has_not_paid_has_the_payment_on_the_line() {
    let born = BORN
        .replace("441702", "320102")
        .replace(",\"hukou\":{\"on\":\"2026-11-01\"}", "");
    for (facts, day) in [(BORN, "2027-10-20"), (&*born, "2027-01-18")] {
        let html = page(Lang::Zh, paid(Service::NewbornEnrolment, facts, &[]));
        let row = row(&html, "enrol_newborn");
        for says in ["缴 2026 年度保费的最后一天", "data-state=\"upcoming\"", day] {
            assert!(row.contains(says), "{says}: {row}");
        }
        assert!(html.contains("data-pay-year=\"2026\""), "{html}");
        let html = page(Lang::Zh, paid(Service::NewbornEnrolment, facts, &[2026]));
        assert!(self::row(&html, "enrol_newborn").contains("data-state=\"done\""));
    }
}

#[test]
fn the_deceased_newborns_premium_has_its_year() {
    let facts = r#"{"id":"a","area":"441702","asked_on":"2026-11-22",
        "births":[{"on":"2026-11-20","sex":"female","died_on":"2026-11-21"}]}"#;
    let html = page(
        Lang::Zh,
        paid(Service::DeceasedNewbornEnrolment, facts, &[]),
    );
    assert!(html.contains("data-pay-year=\"2026\""), "{html}");
}

#[test]
fn a_refund_that_was_asked_for_is_urged_no_more() {
    let facts = r#"{"id":"a","area":"441702","asked_on":"2026-11-22",
        "pregnancy":{"due_date":"2027-02-08","ended":{"on":"2026-11-20","how":"miscarriage"}},
        "payments":[{"year":2027,"on":"2026-10-20"}]}"#;
    let state = |steps: &[Step]| {
        let html = page(Lang::Zh, shelf(Service::Refund, facts, steps));
        let row = row(&html, "refund_closes").to_owned();
        (row.contains("data-state=\"done\""), row.contains("带上"))
    };
    assert_eq!(state(&[Step::Accept]), (true, false));
    assert_eq!(state(&[]), (true, false));
    assert_eq!(state(&[Step::Withdraw]), (false, true));
}

#[test]
fn whom_another_named_reads_of_no_end_either_while_money_is_missing() {
    let facts = expecting("2026-12-28");
    let visit = Visit::sample(Lang::Zh, "/file");
    for (years, is_end) in [(&[2027][..], false), (&[2026], true)] {
        let of = paid(Service::PreEnrolment, &facts, years).standing;
        let named = Named::of(&of, &of.applications[0], vec![], visit.today);
        let view = View {
            phone: "13900139000",
            ends_at: Instant::begins(visit.today),
            files: &[],
            named: &[named],
            just: None,
        };
        let html = file(&visit, &view).html;
        assert!(html.contains("data-named="), "{html}");
        assert_eq!(html.contains("已缴费。"), is_end, "{html}");
    }
}
