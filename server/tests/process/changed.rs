//! A family tells of a loss: asked gently, said back, noted once, and nothing pushes it any more.

use policy::{Day, gestation::Dating};
use registry::{Instant, entry::Event};

use crate::{
    door::{come_in, cookie, form, showing},
    kept::{Kept, PHONE},
    portal::House,
    strangers::whole,
};

const STRANGER: &str = "13900139000";
const KEY: &str = "&key=00112233445566778899aabbccddeeff";
const LOST: &str = "&what=ended&ended_on=2026-11-22&ended_how=stillbirth";
const DIED: &str = "&what=died&born_on_0=2026-11-22&sex_0=female&died_on_0=2026-11-22";

/// What the family told since it sent its application.
async fn told(kept: &Kept) -> usize {
    let office = kept.office().await;
    let file = office.file(kept.family).await.unwrap().unwrap();
    office.store.close().await;
    let told = file.entries.iter();
    told.filter(|entry| matches!(entry.event, Event::Told { .. }))
        .count()
}

/// What is still to be said of it, to anybody, ever.
async fn to_be_said(kept: &Kept) -> usize {
    let office = kept.office().await;
    let day = Day::new(2030, 1, 1).unwrap();
    let calls = office.store.claim(100, Instant::begins(day), 60).await;
    office.store.close().await;
    let of_it = |call: &&registry::store::Intent| call.family == kept.family;
    calls.unwrap().iter().filter(of_it).count()
}

async fn see(house: &House, token: &str) -> String {
    house.get("/file", &cookie(token)).await.text().to_owned()
}

#[tokio::test]
async fn it_is_asked_said_back_and_noted_once() {
    let kept = Kept::new().await;
    let (code, said) = kept.run(&["case", &kept.number, "accept"]);
    assert_eq!(code, 0, "{said}");
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let theirs = come_in(&house, STRANGER).await;
    let at = format!("/file/changed?number={}", kept.number);
    assert!(see(&house, &mine).await.contains(&format!("href=\"{at}\"")));
    let nobodys = "/file/changed?number=YC-22222-22222";
    for (name, token, address, status) in [
        ("its own", Some(&mine), &*at, 200),
        ("another's", Some(&theirs), &at, 404),
        ("none's", Some(&mine), nobodys, 404),
        ("no number", Some(&mine), "/file/changed", 404),
        ("not signed in", None, &at, 303),
    ] {
        let lines = token.map(|token| cookie(token)).unwrap_or_default();
        let page = house.get(address, &lines).await;
        assert_eq!(page.status, status, "{name}");
        if status == 200 {
            assert_eq!(page.header("cache-control"), Some("no-store"), "{name}");
        }
    }
    let number = format!("number={}{KEY}", kept.number);
    let late = "&what=ended&ended_on=2099-01-01&ended_how=stillbirth&act=tell";
    for (name, token, body, status, says) in [
        ("another's", &theirs, LOST, 404, ""),
        ("nothing", &mine, "", 422, "data-error=\"missing_field\""),
        ("to come", &mine, late, 422, "data-error=\"date_in_future\""),
        ("said back", &mine, LOST, 200, "2026年11月22日"),
        (
            "to be changed",
            &mine,
            &[LOST, "&act=change"].concat(),
            200,
            "value=\"2026-11-22\"",
        ),
    ] {
        let body = [&number, body].concat();
        let answer = house
            .ask(form("/file/changed", &cookie(token), &body))
            .await;
        assert_eq!(answer.status, status, "{name}");
        let page = String::from_utf8_lossy(&answer.body);
        assert!(page.contains(says), "{name}: {page}");
        assert_eq!(page.contains("data-review"), name == "said back", "{name}");
    }
    let tell = [&number, LOST, "&act=tell"].concat();
    for turn in ["once", "twice"] {
        let told = house
            .ask(form("/file/changed", &cookie(&mine), &tell))
            .await;
        assert_eq!(told.header("location"), Some("/file?just=told"), "{turn}");
    }
    let page = see(&house, &mine).await;
    assert!(page.contains("data-quiet") && !page.contains("data-changed"));
    for word in [
        "提醒您",
        "请先把保费",
        "接下来",
        "恭喜",
        "data-left=\"refund\"",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    let again = house.get(&at, &cookie(&mine)).await;
    let asks = |name: &str| again.text().contains(&format!("name=\"{name}\""));
    assert_eq!(
        (again.status, asks("what")),
        (200, false),
        "nothing more is asked"
    );
    assert!(again.text().contains("data-take-back"));
    assert!(house.stop().await);
    assert_eq!(told(&kept).await, 1);
    assert_eq!(to_be_said(&kept).await, 0);
}

#[tokio::test]
async fn after_it_stands_what_can_still_be_done() {
    for (name, lost, has_refund, has_enrolment) in [
        ("a pregnancy", LOST, true, false),
        ("a child", DIED, true, true),
    ] {
        let kept = Kept::new().await;
        for step in [
            &["accept"][..],
            &["register", "林晓梅B=441702199503081223B"],
            &["paid", "2027", "--on", "2026-11-21"],
        ] {
            kept.run(&[&["case", &*kept.number], step].concat());
        }
        let house = showing(&kept).await;
        let mine = come_in(&house, PHONE).await;
        let tell = ["number=", &kept.number, KEY, lost, "&act=tell"].concat();
        let told = house
            .ask(form("/file/changed", &cookie(&mine), &tell))
            .await;
        assert_eq!(told.status, 303, "{name}: {}", told.text());
        let page = see(&house, &mine).await;
        let left = |service: &str| page.contains(&format!("data-left=\"{service}\""));
        assert_eq!(left("refund"), has_refund, "{name}");
        assert_eq!(left("deceased_newborn_enrolment"), has_enrolment, "{name}");
        for word in ["提醒您", "上户口", "请先把保费"] {
            assert!(!page.contains(word), "{name}: {word}");
        }
        assert!(house.stop().await);
    }
}

#[tokio::test]
async fn without_consent_nothing_is_noted_and_the_page_says_what_else_helps() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let lines = cookie(&mine);
    house
        .ask(form("/file/consent", &lines, "consent=health"))
        .await;
    let tell = ["number=", &kept.number, KEY, LOST, "&act=tell"].concat();
    let answer = house.ask(form("/file/changed", &lines, &tell)).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("data-error=\"not_kept\""));
    assert!(house.stop().await);
    assert_eq!(told(&kept).await, 0);
}

/// What the family tells, under a key of its own; where that leads.
async fn tell(house: &House, kept: &Kept, token: &str, key: u8, body: &str) -> (u16, String) {
    let key = format!("&key={key:032x}");
    let tell = ["number=", &kept.number, &key, body].concat();
    let answer = house
        .ask(form("/file/changed", &cookie(token), &tell))
        .await;
    (answer.status, answer.text().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_loss_told_by_mistake_stops_the_desk_until_it_is_taken_back() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let noted = tell(&house, &kept, &mine, 1, &[LOST, "&act=tell"].concat()).await;
    assert_eq!(noted.0, 303, "{}", noted.1);
    let accept = ["case", &kept.number, "accept"];
    let (code, said) = kept.run(&accept);
    assert_eq!(code, 1, "{said}");
    for word in ["told that this pregnancy ended", "void", "told by mistake"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(see(&house, &mine).await.contains("data-mistaken"));
    let at = format!("/file/changed?number={}", kept.number);
    let asked = house.get(&at, &cookie(&mine)).await;
    assert!(asked.text().contains("data-take-back"), "{}", asked.text());
    for turn in ["once", "twice"] {
        let back = tell(&house, &kept, &mine, 2, "&act=take_back").await;
        assert_eq!(back.0, 303, "{turn}: {}", back.1);
    }
    let page = see(&house, &mine).await;
    assert!(page.contains("data-changed") && page.contains("pay_before_birth"));
    let (code, said) = kept.run(&accept);
    assert_eq!(code, 0, "{said}");
    assert!(house.stop().await);
    assert_eq!(told(&kept).await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twins_are_told_of_later_and_one_of_them_is_never_silenced_unasked() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let twins = "&what=more&fetuses=2&act=tell";
    assert_eq!(tell(&house, &kept, &mine, 1, twins).await.0, 303);
    kept.run(&["case", &kept.number, "accept"]);
    let one = "林晓梅B=441702199503081223B";
    let (code, said) = kept.run(&["case", &kept.number, "register", one]);
    assert_eq!(
        (code, said.contains("it is for 2 babies")),
        (1, true),
        "{said}"
    );
    let two = [
        "林晓梅B1=441702199503081223B1",
        "林晓梅B2=441702199503081223B2",
    ];
    let (code, said) = kept.run(&["case", &kept.number, "register", two[0], two[1]]);
    assert_eq!(code, 0, "{said}");
    kept.run(&["case", &kept.number, "paid", "2027"]);
    let first =
        "&what=died&how_0=died&born_on_0=2026-11-22&sex_0=female&died_on_0=2026-11-22&act=tell";
    let (status, page) = tell(&house, &kept, &mine, 2, first).await;
    assert_eq!(status, 422);
    assert!(page.contains("href=\"#q-how_1\""), "{page}");
    let both = [first, "&how_1=lives&born_on_1=2026-11-22&sex_1=male"].concat();
    assert_eq!(tell(&house, &kept, &mine, 3, &both).await.0, 303);
    let page = see(&house, &mine).await;
    for there in ["data-changed", "register_hukou"] {
        assert!(page.contains(there), "{there}: {page}");
    }
    assert!(!page.contains("data-quiet"), "{page}");
    assert!(house.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_due_date_in_another_year_asks_for_that_years_premium() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let early = "&what=moved&due_date=2026-12-08&act=tell";
    assert_eq!(tell(&house, &kept, &mine, 1, early).await.0, 303);
    for step in [
        &["accept"][..],
        &["register", "林晓梅B=441702199503081223B"],
        &["paid", "2026"],
    ] {
        let (code, said) = kept.run(&[&["case", &*kept.number], step].concat());
        assert_eq!(code, 0, "{said}");
    }
    let later = "&what=moved&due_date=2027-02-10&act=tell";
    assert_eq!(tell(&house, &kept, &mine, 2, later).await.0, 303);
    let page = see(&house, &mine).await;
    assert!(page.contains("2026 年度已缴，2027 年度未缴"), "{page}");
    let (code, said) = kept.run(&["case", &kept.number, "paid", "2026"]);
    assert_eq!((code, said.contains("--as-written")), (1, true), "{said}");
    let (code, said) = kept.run(&["case", &kept.number, "paid", "2027"]);
    assert_eq!(code, 0, "{said}");
    assert!(!see(&house, &mine).await.contains("data-short"));
    assert!(house.stop().await);
}

/// The check's query under which the form on a page is sent.
fn query_of(page: &str) -> String {
    let action = page.split(" action=\"/apply/pre_enrolment?").nth(1);
    let query = action.and_then(|rest| rest.split('"').next());
    query.unwrap_or_default().replace("&amp;", "&")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_mended_stands_on_what_was_told_last() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let moved = "&what=moved&due_date=2026-12-15&act=tell";
    assert_eq!(tell(&house, &kept, &mine, 1, moved).await.0, 303);
    let (code, said) = kept.run(&["case", &kept.number, "ask-back", "地址请写到门牌号"]);
    assert_eq!(code, 0, "{said}");
    let mend = format!("/apply/pre_enrolment?mend={}", kept.number);
    let page = house.get(&mend, &cookie(&mine)).await;
    let query = query_of(page.text());
    assert!(query.contains("due_date=2026-12-15"), "{query}");
    let mended = whole('e', &format!("&mend={}&act=send", kept.number));
    let to = format!("/apply/pre_enrolment?{query}");
    let sent = house.ask(form(&to, &cookie(&mine), &mended)).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert!(house.stop().await);
    let office = kept.office().await;
    let file = office.file(kept.family).await.unwrap().unwrap();
    office.store.close().await;
    let application = &file.standing().applications[0];
    assert!(application.sent.facts.contains("2026-12-15"));
    let told = application.told.facts().unwrap().pregnancy.as_ref();
    let moved_to = Day::new(2026, 12, 15).unwrap();
    assert_eq!(told.unwrap().dating, Dating::DueDate(moved_to));
}
