//! Drafts by plain requests: agreed to first, kept for a phone, and outlasting every session.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use policy::{Areas, Day};
use registry::limits::{SESSION_IDLE_SECONDS, SESSION_SECONDS};

use crate::{
    door::{come_in, cookie, demo, form, given, showing, shown_code},
    kept::{Kept, PHONE},
    papers::{Hands, NOON_SECONDS},
    portal::{Answer, House, open_at},
};

const STRANGER: &str = "13900139000";
const FORM: &str = "/apply/pre_enrolment?area=441702&due_date=2027-01-10&mother_insurance=resident&mother_area=441702&mother_year=2026";
const HALF: &str =
    "mother_name=%E6%9E%97%E6%99%93%E6%A2%85&mother_id_number=4417021995&mother_address=%E4%B8%9C";
/// As they stand in a page.
const WORDS: [&str; 3] = ["value=\"林晓梅\"", "value=\"4417021995\"", "value=\"东\""];

/// Sends half a form, with more.
async fn send(house: &House, token: Option<&str>, more: &str) -> Answer {
    let lines = token.map(cookie).unwrap_or_default();
    house.ask(form(FORM, &lines, &[HALF, more].concat())).await
}

fn holds_every_word(page: &Answer, name: &str) {
    for word in WORDS {
        assert!(page.text().contains(word), "{name}: {word}");
    }
}

/// A portal whose clock the test moves on.
async fn at_noon() -> (House, Arc<Hands>) {
    let hands = Arc::new(Hands(AtomicU64::new(NOON_SECONDS)));
    let clock = Arc::clone(&hands);
    let house = open_at(Areas::built_in(), clock, |settings| {
        settings.is_demo = true;
    })
    .await;
    (house, hands)
}

#[tokio::test]
async fn nothing_is_kept_before_it_is_agreed_to_and_nobody_elses_is_seen() {
    let house = demo().await;
    let (mine, theirs) = (
        come_in(&house, PHONE).await,
        come_in(&house, STRANGER).await,
    );
    let rows = [
        ("asked for its consent", "&act=save", 200),
        ("not ticked", "&act=save&confirm_for=save", 422),
    ];
    for (name, more, status) in rows {
        let asked = send(&house, Some(&mine), more).await;
        assert_eq!(asked.status, status, "{name}");
        assert!(asked.text().contains("name=\"consent_draft\""), "{name}");
        let is_told = asked.text().contains("data-error=\"missing_field\"");
        assert_eq!(is_told, status == 422, "{name}");
        holds_every_word(&asked, name);
        let file = house.get("/file", &cookie(&mine)).await;
        assert!(!file.text().contains("data-draft="), "{name}");
    }
    let saved = send(&house, Some(&mine), "&act=save&consent_draft=yes").await;
    assert_eq!(saved.status, 303, "{}", saved.head);
    let to = saved.header("location").unwrap().to_owned();
    let id = to
        .split_once("draft=")
        .unwrap()
        .1
        .split('&')
        .next()
        .unwrap();
    assert_eq!((id.len(), to.ends_with("&just=saved")), (32, true), "{to}");
    let rows = [
        ("its own phone", Some(&mine), to.as_str(), 200),
        ("another's", Some(&theirs), to.as_str(), 404),
        ("nobody's", None, to.as_str(), 303),
        (
            "a name that is none",
            Some(&mine),
            "/apply/pre_enrolment?draft=zz",
            404,
        ),
        (
            "another service",
            Some(&mine),
            "/apply/refund?draft=00",
            404,
        ),
    ];
    for (name, token, address, status) in rows {
        let lines = token.map(|token| cookie(token)).unwrap_or_default();
        let page = house.get(address, &lines).await;
        assert_eq!(page.status, status, "{name}");
        let shows = page.text().contains("林晓梅");
        assert_eq!(shows, status == 200, "{name}");
        if status != 303 {
            assert_eq!(page.header("cache-control"), Some("no-store"), "{name}");
        }
    }
    let over = format!("&act=save&consent_draft=yes&draft={id}&draft_seen=1");
    let as_theirs = send(&house, Some(&theirs), &over).await;
    assert_eq!(as_theirs.status, 303, "it becomes a draft of their own");
    assert!(!as_theirs.header("location").unwrap().contains(id));
    let stale = format!("&act=save&mother_phone=138&draft={id}&draft_seen=0");
    let both = send(&house, Some(&mine), &stale).await;
    assert_eq!(both.status, 409, "saved meanwhile");
    holds_every_word(&both, "saved meanwhile");
}

#[tokio::test]
async fn a_fresh_form_leads_to_what_was_kept_of_it() {
    let house = demo().await;
    let (mine, theirs) = (
        come_in(&house, PHONE).await,
        come_in(&house, STRANGER).await,
    );
    let saved = send(&house, Some(&mine), "&act=save&consent_draft=yes").await;
    let moved = FORM.replace("2027-01-10", "2027-01-17");
    let elsewhere = FORM.replace("area=441702&", "area=320102&");
    let to = saved.header("location").unwrap();
    let to = to.split_once("&just").unwrap().0;
    // what the check was told now goes before what the draft was saved under
    let (_, id) = to.split_once("draft=").unwrap();
    let rows = [
        ("the same", Some(&mine), FORM, true),
        ("a due date that moved", Some(&mine), &*moved, true),
        ("elsewhere", Some(&mine), &*elsewhere, false),
        ("the draft itself", Some(&mine), to, false),
        ("another phone", Some(&theirs), FORM, false),
        ("nobody", None, FORM, false),
    ];
    for (name, token, address, is_told) in rows {
        let lines = token.map(|token| cookie(token)).unwrap_or_default();
        let page = house.get(address, &lines).await;
        assert_eq!(page.status, 200, "{name}");
        assert_eq!(page.text().contains("data-draft-begun"), is_told, "{name}");
        assert_eq!(
            page.text().contains(&format!("draft={id}\"")),
            is_told,
            "{name}"
        );
        if is_told {
            assert_eq!(page.header("cache-control"), Some("no-store"), "{name}");
        }
    }
}

#[tokio::test]
async fn a_familys_own_data_shows_its_drafts_as_typed() {
    let house = demo().await;
    let token = come_in(&house, PHONE).await;
    let none = house.get("/file/data", &cookie(&token)).await;
    assert!(!none.text().contains("data-draft="));
    send(&house, Some(&token), "&act=save&consent_draft=yes").await;
    let page = house.get("/file/data", &cookie(&token)).await;
    let taken = house
        .ask(form("/file/data.json", &cookie(&token), ""))
        .await;
    assert_eq!((page.status, taken.status), (200, 200));
    assert!(page.text().contains("data-draft="));
    let shown = [
        ("the page", page.text(), "2027年1月10日"),
        ("the copy", taken.text(), "2027-01-10"),
    ];
    for (name, shown, due) in shown {
        for word in ["林晓梅", "4417021995", "东", due] {
            assert!(shown.contains(word), "{name}: {word}");
        }
    }
    let page = page.text();
    for word in ["预参保登记", "30 天", "身份证号"] {
        assert!(page.contains(word), "{word}");
    }
    let taken: serde_json::Value = serde_json::from_str(taken.text()).unwrap();
    let draft = &taken["drafts"][0];
    let day = |key: &str| {
        let at = draft[key].as_str().unwrap();
        assert!(at.ends_with("+08:00"), "{at}");
        Day::parse(&at[..10]).unwrap()
    };
    let days = day("stays_until").since(day("saved_at"));
    assert_eq!(
        (days, &*draft["service"].to_string()),
        (30, "\"pre_enrolment\"")
    );
}

#[tokio::test]
async fn a_number_that_agreed_before_is_answered_as_one_that_never_did() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mut said = Vec::new();
    for phone in [PHONE, STRANGER] {
        let number = format!("&confirm_phone={phone}&confirm_for=save");
        let unnamed = |answer: &Answer| {
            let masked = format!("{}****{}", &phone[..3], &phone[7..]);
            let text = answer.text().replace(phone, "NUMBER");
            (answer.status, text.replace(&masked, "NUMBER"))
        };
        let saving = send(&house, None, &["&act=save", &number].concat()).await;
        let refused = send(&house, None, &["&act=code", &number].concat()).await;
        let agreed = ["&act=code&consent_draft=yes", &number].concat();
        let coded = send(&house, None, &agreed).await;
        let (status, text) = unnamed(&coded);
        let coded = (status, text.replace(&shown_code(&coded), "CODE"));
        let key = |(status, text): (u16, String)| {
            let start = text.find("name=\"key\" value=\"").unwrap() + 18;
            (status, [&text[..start], &text[start + 32..]].concat())
        };
        said.push([unnamed(&saving), unnamed(&refused), coded].map(key));
    }
    assert_eq!(said[0].clone().map(|(status, _)| status), [200, 422, 200]);
    assert!(said[0] == said[1], "the two differ");
}

#[tokio::test]
async fn a_session_that_ran_out_costs_no_word_and_no_draft() {
    let (house, hands) = at_noon().await;
    let pass = |seconds: i64| {
        let seconds = u64::try_from(seconds).unwrap();
        hands.0.fetch_add(seconds, Ordering::SeqCst);
    };
    let first = come_in(&house, PHONE).await;
    let saved = send(&house, Some(&first), "&act=save&consent_draft=yes").await;
    let draft = saved.header("location").unwrap().to_owned();
    pass(SESSION_IDLE_SECONDS + 1);
    let asked = send(&house, Some(&first), "&act=save&consent_draft=yes").await;
    assert_eq!(asked.status, 200);
    assert!(asked.text().contains("name=\"confirm_phone\""));
    holds_every_word(&asked, "asked again");
    let door = house.get(&draft, &cookie(&first)).await;
    let to = door.header("location").unwrap();
    assert!(
        to.starts_with("/sign-in?to=%2Fapply") && to.ends_with("&ended=1"),
        "{to}"
    );
    // the phone is confirmed on the page itself, and what it carried is kept
    let coded = [
        "&act=code&consent_draft=yes&confirm_for=save&confirm_phone=",
        PHONE,
    ]
    .concat();
    let coded = send(&house, Some(&first), &coded).await;
    holds_every_word(&coded, "asked for the code");
    let code = shown_code(&coded);
    let enter = format!("&act=enter&consent_draft=yes&confirm_for=save&confirm_code={code}");
    let entered = send(&house, Some(&given(&coded)), &enter).await;
    assert_eq!(entered.status, 303, "{}", entered.head);
    let second = given(&entered);
    let page = house.get(&draft, &cookie(&second)).await;
    assert_eq!(page.status, 200);
    holds_every_word(&page, "the draft");
}

#[tokio::test]
async fn a_session_goes_on_while_it_is_asked_to_and_never_beyond_its_end() {
    let (house, hands) = at_noon().await;
    let token = come_in(&house, PHONE).await;
    let step = SESSION_IDLE_SECONDS - 60;
    let mut passed = 0;
    let mut last = i64::MAX;
    while passed + step < SESSION_SECONDS {
        passed += step;
        hands
            .0
            .fetch_add(u64::try_from(step).unwrap(), Ordering::SeqCst);
        let stayed = house.ask(form("/sign-in/stay", &cookie(&token), "")).await;
        assert_eq!(stayed.status, 200, "after {passed} s");
        last = stayed.text().parse().unwrap();
        let left = SESSION_SECONDS - passed;
        assert_eq!(last, left.min(SESSION_IDLE_SECONDS), "after {passed} s");
    }
    hands
        .0
        .fetch_add(u64::try_from(last + 1).unwrap(), Ordering::SeqCst);
    let over = house.ask(form("/sign-in/stay", &cookie(&token), "")).await;
    assert_eq!(over.status, 303);
}
