//! A form that is left to change a fact in the check, by plain requests: whatever was typed and may be kept is there again
//! under the new fact, and it is the same form.

use registry::entry::Event;

use crate::{
    door::{come_in, cookie, demo, form, showing},
    kept::{Kept, PHONE},
    portal::{Answer, House},
    strangers::whole,
};

const STRANGER: &str = "13900139000";
const FORM: &str = "/apply/pre_enrolment?area=441702&due_date=2027-01-10&mother_insurance=resident&mother_area=441702&mother_year=2026";
const HALF: &str =
    "mother_name=%E6%9E%97%E6%99%93%E6%A2%85&mother_id_number=4417021995&mother_address=%E4%B8%9C";
/// As they stand in a page.
const WORDS: [&str; 3] = ["value=\"林晓梅\"", "value=\"4417021995\"", "value=\"东\""];

/// What the first tag with this attribute says there, from a mark on.
fn after<'a>(page: &'a str, mark: &str) -> &'a str {
    let (_, rest) = page
        .split_once(mark)
        .unwrap_or_else(|| panic!("{mark}: {page}"));
    rest.split('"').next().unwrap()
}

/// Follows the way to the check, tells it another due date, and follows the way from there to the form.
async fn change_the_day(house: &House, token: &str, left: &Answer, to: &str) -> Answer {
    assert_eq!(left.status, 303, "{}", left.text());
    let check = left.header("location").unwrap();
    let (before, rest) = check.split_once("due_date=").unwrap();
    let moved = [before, "due_date=", to, &rest[10..]].concat();
    let page = house.get(&moved, &cookie(token)).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("data-leads-back=\"pre_enrolment\""));
    let form = after(page.text(), "href=\"/apply/pre_enrolment?");
    let form = ["/apply/pre_enrolment?", &form.replace("&amp;", "&")].concat();
    house.get(&form, &cookie(token)).await
}

/// Where the form on a page is sent.
fn action(page: &Answer) -> String {
    let query = after(page.text(), " action=\"/apply/pre_enrolment?");
    ["/apply/pre_enrolment?", &query.replace("&amp;", "&")].concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fact_is_corrected_in_what_was_asked_back() {
    let kept = Kept::new().await;
    let (code, said) = kept.run(&["case", &kept.number, "ask-back", "预产期不对，请改"]);
    assert_eq!(code, 0, "{said}");
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let mend = format!("/apply/pre_enrolment?mend={}", kept.number);
    let page = house.get(&mend, &cookie(&mine)).await;
    let number = format!("mend={}", kept.number);
    let left = format!("{number}&change=due_month");
    let left = house.ask(form(&action(&page), &cookie(&mine), &left)).await;
    let page = change_the_day(&house, &mine, &left, "2027-01-24").await;
    assert_eq!(page.status, 200);
    for there in [
        "data-asked-back",
        "预产期不对，请改",
        &format!("name=\"mend\" value=\"{}\"", kept.number),
        "data-keep-from=\"pre_enrolment.",
    ] {
        assert!(page.text().contains(there), "{there}: {}", page.text());
    }
    assert!(!page.text().contains("data-on-its-way"));
    // a stranger's browser that follows the same way finds nothing
    let theirs = come_in(&house, STRANGER).await;
    let page_of_theirs = change_the_day(&house, &theirs, &left, "2027-01-24").await;
    assert_eq!(page_of_theirs.status, 404);
    let to = action(&page);
    assert!(to.contains("due_date=2027-01-24"), "{to}");
    let review = whole('d', &format!("&{number}&act=review"));
    let review = house.ask(form(&to, &cookie(&mine), &review)).await;
    assert_eq!(action(&review), to, "{}", review.text());
    let send = whole('d', &format!("&{number}&act=send"));
    let sent = house.ask(form(&to, &cookie(&mine), &send)).await;
    let there = format!("/file?just=sent&number={}", kept.number);
    assert_eq!(sent.header("location"), Some(&*there), "{}", sent.text());
    assert!(house.stop().await);
    let office = kept.office().await;
    let file = office.file(kept.family).await.unwrap().unwrap();
    office.store.close().await;
    let standing = file.standing();
    assert_eq!(standing.applications.len(), 1);
    assert!(standing.applications[0].sent.facts.contains("2027-01-24"));
}

#[tokio::test]
async fn typed_words_outlast_a_changed_fact_wherever_they_may_be_kept() {
    let house = demo().await;
    let mine = come_in(&house, PHONE).await;
    let leave = |more: &str| [HALF, "&change=due_month", more].concat();
    // nothing is kept of who did not agree, or is not known: the way leads to the check all the same
    for (name, lines) in [("not agreed", cookie(&mine)), ("nobody", String::new())] {
        let left = house.ask(form(FORM, &lines, &leave(""))).await;
        assert_eq!(left.status, 303, "{name}");
        let to = left.header("location").unwrap();
        let (_, bookmark) = to.split_once("&bookmark=pre_enrolment.").expect(name);
        assert_eq!(bookmark.len(), 16, "{name}: {to}");
        let file = house.get("/file", &cookie(&mine)).await;
        assert!(!file.text().contains("data-draft="), "{name}");
    }
    let agreed = [HALF, "&act=save&consent_draft=yes"].concat();
    let saved = house.ask(form(FORM, &cookie(&mine), &agreed)).await;
    let draft = after(saved.header("location").unwrap(), "draft=");
    let draft = draft.split('&').next().unwrap().to_owned();
    let of_it = format!("&draft={draft}&draft_seen=1");
    for (name, more) in [("a draft", &*of_it), ("a form that is none yet", "")] {
        let left = house.ask(form(FORM, &cookie(&mine), &leave(more))).await;
        let to = left.header("location").unwrap_or_default().to_owned();
        for personal in ["%E6", "441702199", "林"] {
            assert!(!to.contains(personal), "{name}: {to}");
        }
        assert_eq!(to.ends_with(&draft), !more.is_empty(), "{name}: {to}");
        let page = change_the_day(&house, &mine, &left, "2027-01-24").await;
        assert_eq!(page.status, 200, "{name}");
        for word in WORDS {
            assert!(page.text().contains(word), "{name}: {word}");
        }
        assert!(action(&page).contains("due_date=2027-01-24"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_of_what_is_mended_stands_on_what_was_told_since() {
    let kept = Kept::new().await;
    kept.run(&["case", &kept.number, "ask-back", "请写全门牌号"]);
    let house = showing(&kept).await;
    let mine = come_in(&house, PHONE).await;
    let mend = format!("/apply/pre_enrolment?mend={}", kept.number);
    let page = house.get(&mend, &cookie(&mine)).await;
    let more = format!("&mend={}&act=save&consent_draft=yes", kept.number);
    let saved = [HALF, &more].concat();
    let saved = house
        .ask(form(&action(&page), &cookie(&mine), &saved))
        .await;
    let draft = saved.header("location").unwrap().to_owned();
    let page = house.get(&draft, &cookie(&mine)).await;
    assert!(action(&page).contains("due_date=2027-02-08"));
    assert!(page.text().contains("请写全门牌号"), "{}", page.text());
    let key = format!("&key={:032x}", 1);
    let moved = "&what=moved&due_date=2026-12-15&act=tell";
    let tell = ["number=", &kept.number, &key, moved].concat();
    let told = house
        .ask(form("/file/changed", &cookie(&mine), &tell))
        .await;
    assert_eq!(told.status, 303, "{}", told.text());
    let page = house.get(&draft, &cookie(&mine)).await;
    assert!(
        action(&page).contains("due_date=2026-12-15"),
        "{}",
        action(&page)
    );
    for word in WORDS {
        assert!(page.text().contains(word), "{word}");
    }
    assert!(house.stop().await);
    let office = kept.office().await;
    let file = office.file(kept.family).await.unwrap().unwrap();
    office.store.close().await;
    let told = file.entries.iter();
    assert_eq!(
        told.filter(|entry| matches!(entry.event, Event::Told { .. }))
            .count(),
        1
    );
}
