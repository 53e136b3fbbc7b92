//! Papers are asked for with a cookie and fetched without one.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use app::forms::check::Typed;
use policy::{Areas, Day, phone::Phone};
use registry::{
    Instant,
    entry::{Actor, SenderKey},
    keys::{KeyFile, KeyService, SystemChance},
    limits::{PAPER_ADDRESS, PAPER_FAMILY, PAPER_SECONDS},
    office::{Hand, Office, SendOutcome},
    sign_in::{Asked, Confirmed, SignIn, Token},
    store,
    vault::SuiteName,
};
use server::{clock::Clock, config::Settings};
use tempfile::TempDir;

use crate::{
    portal::{Answer, House, open_at},
    sent,
};

/// 2026-11-22 12:00 in China.
pub const NOON_SECONDS: u64 = 1_795_320_000;
const WECHAT: &str = "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 15_4 like Mac OS X) AppleWebKit/605.1.15 \
     Mobile/15E148 MicroMessenger/8.0.42(0x18002a32) NetType/WIFI Language/zh_CN\r\n";
const FACTS: &str =
    "area=441702&due_date=2027-01-10&mother_insurance=resident&mother_area=441702&mother_year=2026";
/// What no address may hold.
const PERSONAL: [&str; 4] = ["林晓梅", "441702199503081223", "13800138000", "%E6%9E%97"];

/// A clock that a test moves on.
pub struct Hands(pub AtomicU64);

impl Clock for Hands {
    fn today(&self) -> Day {
        self.now().day()
    }

    fn seconds(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A portal with one application in it, the cookie of whose it is, and that of another family.
struct Opened {
    house: House,
    hands: Arc<Hands>,
    cookie: String,
    strangers_cookie: String,
    number: String,
    _kept: TempDir,
}

async fn opened() -> Opened {
    let kept = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", kept.path().join("yucan.db").display());
    let keys = kept.path().join("keys");
    let (cookie, strangers_cookie, number) = with_application(&database, &keys).await;
    let hands = Arc::new(Hands(AtomicU64::new(NOON_SECONDS)));
    let house = open_at(
        Areas::built_in(),
        hands.clone(),
        |settings: &mut Settings| {
            settings.keeping.database = database;
            settings.keeping.keys = keys;
            settings.printing.fonts = papers::Fonts::debian();
        },
    )
    .await;
    Opened {
        house,
        hands,
        cookie,
        strangers_cookie,
        number,
        _kept: kept,
    }
}

/// Puts an application in before the portal starts, and another family without one; both are signed in.
async fn with_application(database: &str, path: &std::path::Path) -> (String, String, String) {
    let now = Instant(i64::try_from(NOON_SECONDS * 1000).unwrap());
    KeyFile::create(path, &SystemChance).unwrap();
    let keys = KeyFile::open(path, SuiteName::AesGcmSiv, Arc::new(SystemChance)).unwrap();
    let keys = Arc::new(keys);
    let store = store::open(database, keys.clone()).await.unwrap();
    let keys: Arc<dyn KeyService> = keys;
    let door = SignIn::new(
        Arc::clone(&store),
        Arc::clone(&keys),
        Arc::new(SystemChance),
    );
    let office = Office::new(
        Arc::clone(&store),
        keys,
        Arc::new(SystemChance),
        Areas::built_in(),
    );
    let phone = Phone::parse("13800138000").unwrap();
    let token = signed_in(&door, &phone, now).await;
    let stranger = Phone::parse("13900139000").unwrap();
    let strangers_token = signed_in(&door, &stranger, now).await;
    let fields = [
        ("mother_name", "林晓梅"),
        ("mother_id_number", "441702199503081223"),
        ("mother_phone", "13800138000"),
    ];
    let facts = Typed::parse(FACTS).facts(now.day()).unwrap();
    let application = sent::application(facts, &fields);
    let consents = &application.consents;
    let hand = |key| Hand {
        by: Actor::Family,
        at: now,
        key: SenderKey([key; 16]),
    };
    let family = office
        .open(&phone, consents, &hand(1))
        .await
        .unwrap()
        .unwrap();
    let opened = office.open(&stranger, consents, &hand(3)).await;
    assert!(opened.unwrap().is_ok());
    let outcome = office.send(family, &application, &hand(2)).await.unwrap();
    let SendOutcome::Sent { number, .. } = outcome else {
        panic!("{outcome:?}")
    };
    store.close().await;
    let cookie = |token: Token| format!("Cookie: session={}\r\n", token.hex());
    (cookie(token), cookie(strangers_token), number.to_string())
}

/// A browser that is believed.
async fn signed_in(door: &SignIn, phone: &Phone, now: Instant) -> Token {
    let asked = door.ask(None, phone, [127, 0, 0, 1].into(), now).await;
    let Asked::Send { token, code } = asked.unwrap() else {
        panic!("no code is sent")
    };
    match door.confirm(&token, &code, now).await.unwrap() {
        Confirmed::Right { token, .. } => token,
        confirmed => panic!("{confirmed:?}"),
    }
}

impl Opened {
    async fn post(&self, address: &str, lines: &str, body: &str) -> Answer {
        let length = body.len();
        let request = format!(
            "POST {address} HTTP/1.1\r\nHost: yucan\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{lines}\r\n{body}"
        );
        self.house.ask(request).await
    }

    /// Asks for a paper; where it leads.
    async fn ask(&self, more: &str) -> String {
        let body = format!("number={}&{more}", self.number);
        let answer = self.post("/file/paper", &self.cookie, &body).await;
        assert_eq!(answer.status, 303, "{}", answer.head);
        let to = answer.header("location").unwrap().to_owned();
        assert!(
            !PERSONAL.iter().any(|word| to.contains(word)) && !to.contains(&self.number),
            "{to}"
        );
        to
    }

    fn later(&self, seconds: i64) {
        self.hands
            .0
            .fetch_add(u64::try_from(seconds).unwrap(), Ordering::SeqCst);
    }
}

#[tokio::test]
async fn a_paper_is_fetched_with_an_empty_jar_and_only_while_it_lives() {
    let opened = opened().await;
    for (paper, name) in [("form", "yucan-form.pdf"), ("receipt", "yucan-receipt.pdf")] {
        let to = opened.ask(&format!("paper={paper}&copies=2")).await;
        let fetched = opened.house.get(&to, "").await;
        assert_eq!(fetched.status, 200, "{}", fetched.head);
        assert_eq!(fetched.header("content-type"), Some("application/pdf"));
        let disposition = format!("inline; filename=\"{name}\"");
        assert_eq!(fetched.header("content-disposition"), Some(&*disposition));
        assert_eq!(fetched.header("cache-control"), Some("no-store"));
        assert_eq!(fetched.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(fetched.header("set-cookie"), None);
        assert!(fetched.body.starts_with(b"%PDF-"));
    }
    let to = opened.ask("paper=form&way=print").await;
    let sheet = opened.house.get(&to, "").await;
    assert!(sheet.text().contains("林晓梅") && sheet.text().contains("paper-sheet"));
    opened.later(PAPER_SECONDS - 1);
    assert_eq!(
        opened.house.get(&to, "").await.status,
        200,
        "a second before its end"
    );
    opened.later(1);
    let gone = opened.house.get(&to, "").await;
    assert_eq!(gone.status, 410);
    assert!(gone.text().contains("这个链接已经失效") && !gone.text().contains("林晓梅"));
}

#[tokio::test]
async fn a_ticket_that_was_tampered_with_opens_nothing() {
    let opened = opened().await;
    let to = opened.ask("paper=form").await;
    let ticket = to.strip_prefix("/file/paper/").unwrap();
    for place in 0..ticket.len() {
        let mut other = ticket.to_owned();
        let letter = if &ticket[place..=place] == "A" {
            "B"
        } else {
            "A"
        };
        other.replace_range(place..=place, letter);
        let answer = opened.house.get(&format!("/file/paper/{other}"), "").await;
        assert!(
            matches!(answer.status, 404 | 410),
            "{other}: {}",
            answer.status
        );
    }
    for wrong in [
        "x",
        &ticket[1..],
        &format!("{ticket}A"),
        "%00",
        "..%2f..%2fetc",
    ] {
        let answer = opened.house.get(&format!("/file/paper/{wrong}"), "").await;
        assert_eq!(answer.status, 404, "{wrong}");
    }
}

#[tokio::test]
async fn only_its_family_may_ask_for_it() {
    let opened = opened().await;
    let body = format!("number={}&paper=form", opened.number);
    let stranger = opened.post("/file/paper", "", &body).await;
    assert!(stranger.header("location").unwrap().starts_with("/sign-in"));
    for body in [
        "number=YC-22222-22222&paper=form",
        "number=x&paper=form",
        &body.replace("form", "will"),
    ] {
        let answer = opened.post("/file/paper", &opened.cookie, body).await;
        assert_eq!(answer.status, 404, "{body}");
    }
    for _ in 0..PAPER_FAMILY.most {
        opened.ask("paper=form").await;
    }
    let body = format!("number={}&paper=form", opened.number);
    let answer = opened.post("/file/paper", &opened.cookie, &body).await;
    assert_eq!(answer.status, 429, "{}", answer.head);
}

#[tokio::test]
async fn another_family_gets_no_paper() {
    let opened = opened().await;
    let record = async |cookie: &str| opened.post("/file/data.json", cookie, "").await;
    let before = record(&opened.cookie).await;
    let stranger = &opened.strangers_cookie;
    let own = opened.house.get("/file", stranger).await;
    assert_eq!(own.status, 200, "a family like any other");
    let nobodys = "number=YC-22222-22222&paper=form";
    let nothing = opened.post("/file/paper", stranger, nobodys).await;
    for body in [
        "paper=form",
        "paper=receipt",
        "paper=form&copies=2&way=print",
    ] {
        let body = format!("number={}&{body}", opened.number);
        let answer = opened.post("/file/paper", stranger, &body).await;
        assert_eq!(answer.status, 404, "{body}");
        assert_eq!(answer.header("location"), None, "{body}");
        assert!(answer.body == nothing.body, "{body}: as one that is not");
    }
    // half of one link and half of another is none, whoever brings it
    let [one, other] = [
        opened.ask("paper=form").await,
        opened.ask("paper=form").await,
    ];
    let mixed = [&one[..32], &other[32..]].concat();
    for cookie in ["", stranger, &opened.cookie] {
        let answer = opened.house.get(&mixed, cookie).await;
        assert_eq!(answer.status, 410);
        assert!(!answer.text().contains("林晓梅"));
        // a link that was handed over is whoever's has it, and a session changes nothing about that
        let fetched = opened.house.get(&one, cookie).await;
        assert_eq!((fetched.status, fetched.header("set-cookie")), (200, None));
    }
    // its record has the two that were made, and nobody else's has any
    let after = record(&opened.cookie).await;
    let made = |record: &Answer| record.text().matches("paper_made").count();
    assert_eq!(made(&after) - made(&before), 2);
    assert_eq!(made(&record(stranger).await), 0);
}

#[tokio::test]
async fn wechat_is_shown_the_way_out() {
    let opened = opened().await;
    let to = opened.ask("paper=form").await;
    let page = opened.house.get(&to, WECHAT).await;
    let text = page.text();
    assert_eq!(page.status, 200);
    let whole = format!("http://yucan{to}");
    for there in [
        "data-open-outside",
        "在浏览器打开",
        &whole,
        "<svg class=\"paper-code\"",
    ] {
        assert!(text.contains(there), "{there}: {text}");
    }
    assert!(
        !text.contains("as=html") && !text.contains("林晓梅"),
        "{text}"
    );
    // What the menu opens is the same address, and a paper anywhere else.
    assert!(opened.house.get(&to, "").await.body.starts_with(b"%PDF-"));
    assert!(
        opened
            .house
            .get(&format!("{to}?as=pdf"), WECHAT)
            .await
            .body
            .starts_with(b"%PDF-")
    );
    // At a desk the code sends it to a phone.
    let to = opened.ask("paper=form&way=phone").await;
    let page = opened.house.get(&to, "").await;
    assert!(page.text().contains("paper-code") && page.text().contains("as=html"));
    let tiles = opened.house.get("/file", &opened.cookie).await;
    assert!(tiles.text().contains("value=\"print\"") && tiles.text().contains("一式两份"));
    let tiles = opened
        .house
        .get("/file", &format!("{}{WECHAT}", opened.cookie))
        .await;
    assert!(!tiles.text().contains("value=\"print\""));
}

#[tokio::test]
async fn a_paper_is_the_same_whatever_host_its_request_names() {
    let opened = opened().await;
    for paper in ["form", "receipt"] {
        let to = opened.ask(&format!("paper={paper}&way=print")).await;
        let ours = opened.house.get(&to, "").await;
        assert!(ours.text().contains("<svg"), "{}", ours.text());
        let forged =
            format!("GET {to} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        let forged = opened.house.ask(forged).await;
        assert_eq!(forged.status, 200, "no name is known here");
        assert!(forged.body == ours.body, "{paper}: {}", forged.text());
    }
}

#[tokio::test]
async fn a_form_that_is_not_sent_is_printed_without_an_account() {
    let opened = opened().await;
    let address = format!("/apply/pre_enrolment?{FACTS}");
    let body = "applicant=mother&mother_name=%E6%9E%97%E6%99%93%E6%A2%85&mother_id_number=441702199503081223\
                &mother_phone=13800138000&mother_address=%E4%B8%9C%E9%A3%8E%E4%B8%80%E8%B7%AF1%E5%8F%B7&act=pdf";
    let asked = opened.post(&address, "", body).await;
    assert_eq!(asked.status, 303, "{}", asked.head);
    let to = asked.header("location").unwrap();
    assert!(!PERSONAL.iter().any(|word| to.contains(word)), "{to}");
    assert!(opened.house.get(to, "").await.body.starts_with(b"%PDF-"));
    assert!(
        opened
            .house
            .get(&format!("{to}?as=html"), "")
            .await
            .text()
            .contains("林晓梅")
    );
    for _ in 1..PAPER_ADDRESS.most {
        assert_eq!(opened.post(&address, "", body).await.status, 303);
    }
    assert_eq!(opened.post(&address, "", body).await.status, 429);
}

#[tokio::test]
async fn without_fonts_the_page_is_printed() {
    let opened = opened().await;
    let to = opened.ask("paper=form").await;
    let Opened {
        house,
        hands,
        _kept: kept,
        ..
    } = opened;
    assert!(house.stop().await);
    let house = open_at(Areas::built_in(), hands, |settings| {
        settings.keeping.database = format!("sqlite:{}", kept.path().join("yucan.db").display());
        settings.keeping.keys = kept.path().join("keys");
        settings.printing.fonts = vec!["/nowhere/NotoSerifCJK-Regular.ttc".into()];
    })
    .await;
    let answer = house.get(&to, "").await;
    assert_eq!(answer.status, 503);
    assert!(
        answer.text().contains("fonts-noto-cjk"),
        "{}",
        answer.text()
    );
    let sheet = house.get(&format!("{to}?as=html"), "").await;
    assert!(sheet.text().contains("林晓梅"));
}
