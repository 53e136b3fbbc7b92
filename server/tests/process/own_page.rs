//! What a family's own page leads to: applying again with what the file knows, its record to read and to take along, a due
//! date that moved, and the truth about deleting.

use policy::verdict::Service;

use crate::{
    door::{come_in, cookie, form, showing},
    kept::{Kept, PHONE},
};

const STRANGER: &str = "13900139000";
const FORM: &str = "/apply/pre_enrolment?area=441702&due_date=2027-02-08&mother_insurance=resident&mother_area=441702&mother_year=2026";

#[tokio::test]
async fn what_was_sent_fills_the_next_form_of_the_same_family_alone() {
    let kept = Kept::new().await;
    let (code, said) = kept.run(&[
        "case",
        &kept.number,
        "refuse",
        "母亲今年没有参保",
        "--clause",
        "YJ22-5",
    ]);
    assert_eq!(code, 0, "{said}");
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let theirs = come_in(&house, STRANGER).await;
    let file = house.get("/file", &cookie(&mine)).await;
    assert!(
        file.text().contains("href=\"/law/YJ22-5\""),
        "{}",
        file.text()
    );
    let other_child = FORM
        .replace("2027-02-08", "2026-12-20")
        .replace("pre_enrolment?", "pre_enrolment?applicant=agent&");
    for (name, token, address, is_filled) in [
        ("its own", Some(&mine), FORM, true),
        ("another's", Some(&theirs), FORM, false),
        ("nobody's", None, FORM, false),
        ("an agent's", Some(&mine), &other_child, true),
    ] {
        let lines = token.map(|token| cookie(token)).unwrap_or_default();
        let page = house.get(address, &lines).await;
        assert_eq!(page.status, 200, "{name}");
        let has_phone = page.text().contains("value=\"13800138000\"");
        assert_eq!(page.text().contains("data-from-file"), is_filled, "{name}");
        // a refused one stands in nobody's way
        assert!(!page.text().contains("data-on-its-way"), "{name}");
        assert_eq!(has_phone, is_filled, "{name}: {}", page.text());
        if is_filled {
            assert_eq!(page.header("cache-control"), Some("no-store"), "{name}");
        }
    }
    let mend = format!("/apply/pre_enrolment?mend={}", kept.number);
    for (name, token, status) in [("its own", &mine, 303), ("another's", &theirs, 404)] {
        let page = house.get(&mend, &cookie(token)).await;
        assert_eq!(page.status, status, "{name}");
    }
}

#[tokio::test]
async fn the_agencys_reason_stands_where_it_is_mended() {
    let kept = Kept::new().await;
    kept.run(&["case", &kept.number, "ask-back", "请写全门牌号"]);
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let mend = format!("/apply/pre_enrolment?mend={}", kept.number);
    let page = house.get(&mend, &cookie(&mine)).await;
    assert!(page.text().contains("data-asked-back") && page.text().contains("请写全门牌号"));
    let faulty = format!("mend={}&act=review&mother_name=", kept.number);
    let page = house.ask(form(FORM, &cookie(&mine), &faulty)).await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("请写全门牌号"), "{}", page.text());
    let theirs = come_in(&house, STRANGER).await;
    for (token, is_there) in [(&mine, true), (&theirs, false)] {
        let page = house.get(FORM, &cookie(token)).await;
        let told = page.text().contains("data-on-its-way");
        assert_eq!(told, is_there, "{}", page.text());
        let page = house.ask(form(FORM, &cookie(token), &faulty)).await;
        assert_eq!(page.text().contains("请写全门牌号"), is_there);
    }
}

#[tokio::test]
async fn the_record_reads_like_the_pages_and_goes_along_in_two_ways() {
    let kept = Kept::new().await;
    for step in [
        &["accept"][..],
        &["register", "林晓梅B=441702199503081223B"],
    ] {
        kept.run(&[&["case", &*kept.number], step].concat());
    }
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let page = house.get("/file/data", &cookie(&mine)).await;
    let taken = house.ask(form("/file/data.html", &cookie(&mine), "")).await;
    let name = taken.header("content-disposition");
    assert_eq!(name, Some("attachment; filename=\"yucan.html\""));
    let taken = String::from_utf8(taken.body).unwrap();
    for (name, html) in [("the page", page.text()), ("the copy", &taken)] {
        for word in [
            "预产期",
            "2027年2月8日",
            "林晓梅",
            "受理",
            "441702199503081223B",
            "签名",
        ] {
            assert!(html.contains(word), "{name}: {word}");
        }
        for key in [
            "\"facts\"",
            "due_date",
            "mother_name",
            "\"moved\"",
            "pre_enrolment<",
        ] {
            assert!(!html.contains(key), "{name}: {key}");
        }
    }
    for beside in ["<link", "<script", "href=", "src="] {
        assert!(!taken.contains(beside), "the copy stands alone: {beside}");
    }
    let json = house.ask(form("/file/data.json", &cookie(&mine), "")).await;
    let json: serde_json::Value = serde_json::from_slice(&json.body).unwrap();
    let text = json.to_string();
    assert!(
        json["taken_at"].as_str().unwrap().ends_with("+08:00"),
        "{text}"
    );
    let sent = json["entries"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|entry| {
            entry["event"]
                .get("sent")
                .or_else(|| entry["event"].get("facts").map(|_| &entry["event"]))
        });
    assert_eq!(
        sent.unwrap()["facts"]["pregnancy"]["due_date"],
        "2027-02-08",
        "{text}"
    );
    let wechat = [
        cookie(&mine),
        "User-Agent: Mozilla/5.0 (iPhone) MicroMessenger/8.0\r\n".to_owned(),
    ]
    .concat();
    let shown = house.ask(form("/file/data.html", &wechat, "")).await;
    assert_eq!(
        shown.header("content-disposition"),
        None,
        "WeChat is shown the page"
    );
}

#[tokio::test]
async fn a_due_date_that_moved_is_told_and_moves_the_dates() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let at = format!("/file/changed?number={}", kept.number);
    let page = house.get(&at, &cookie(&mine)).await;
    assert!(
        page.text()
            .contains("href=\"/check?door=born&amp;area=441702&amp;due_date=2027-02-08")
    );
    let told = format!(
        "number={}&key=00112233445566778899aabbccddeeff&what=moved&due_date=2027-03-10",
        kept.number
    );
    let page = house
        .ask(form("/file/changed", &cookie(&mine), &told))
        .await;
    assert!(String::from_utf8_lossy(&page.body).contains("2027年3月10日"));
    let tell = [&told, "&act=tell"].concat();
    let done = house
        .ask(form("/file/changed", &cookie(&mine), &tell))
        .await;
    assert_eq!(done.header("location"), Some("/file?just=told"));
    let page = house.get("/file", &cookie(&mine)).await;
    assert!(
        page.text().contains("datetime=\"2027-02-17\""),
        "three weeks before it: {}",
        page.text()
    );
    assert!(!page.text().contains("data-quiet"));
}

#[tokio::test]
async fn what_is_entered_is_said_to_be_deleted_later() {
    let entered = ["register", "林晓梅B=441702199503081223B"];
    for (steps, says) in [
        (&[&["accept"][..]][..], "先撤回"),
        (&[&["accept"][..], &entered[..]][..], "撤回不了"),
    ] {
        let kept = Kept::new().await;
        for step in steps {
            kept.run(&[&["case", &*kept.number], *step].concat());
        }
        let house = showing(&kept).await;
        let mine = come_in(&house, PHONE).await;
        let wished = form("/file/delete", &cookie(&mine), "sure=yes");
        let answer = house.ask(wished).await;
        assert_eq!(answer.status, 409);
        assert!(
            String::from_utf8_lossy(&answer.body).contains(says),
            "{says}"
        );
    }
}

#[tokio::test]
async fn a_refund_ends_with_the_money_alone() {
    let facts = r#"{"id":"r","area":"441702","asked_on":"2026-11-22","pre_enrolled":true,
        "pregnancy":{"due_date":"2027-02-08","ended":{"on":"2026-11-22","how":"miscarriage"}},
        "payments":[{"year":2027,"on":"2026-11-22"}]}"#;
    let kept = Kept::of(Service::Refund, facts).await;
    for (step, status, says) in [
        (&["accept"][..], 0, "accepted"),
        (
            &["register", "林晓梅B=441702199503081223B"],
            1,
            "`paid-back`",
        ),
        (&["finish"], 1, "`paid-back`"),
        (&["paid", "2027"], 1, "`paid-back`"),
        (&["paid-back"], 0, "done"),
    ] {
        let (code, said) = kept.run(&[&["case", &*kept.number], step].concat());
        assert_eq!(code, status, "{step:?}: {said}");
        assert!(said.contains(says), "{step:?}: {said}");
    }
}
