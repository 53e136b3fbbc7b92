//! Signing in and out by plain requests.

use policy::Day;
use registry::limits;
use server::{
    clock::Clock as _,
    inventory::{Method, ROUTES, Role},
};

use crate::{
    kept::{Kept, PHONE},
    portal::{Answer, House, get, open, post},
    strangers::whole,
};

/// Somebody else's phone.
pub const STRANGER: &str = "13900139000";

/// The bytes of a sent form, on a connection that closes after it.
pub fn form(address: &str, lines: &str, body: &str) -> String {
    post(address, lines, body)
}

pub fn cookie(token: &str) -> String {
    format!("Cookie: session={token}\r\n")
}

/// The browser's name that an answer gives.
pub fn given(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap();
    let value = set.split_once('=').unwrap().1;
    value.split_once(';').unwrap().0.to_owned()
}

/// The code that a demonstration shows.
pub fn shown_code(answer: &Answer) -> String {
    let mark = "data-demo-code=\"";
    let text = answer.text();
    let from = text.find(mark).unwrap() + mark.len();
    text[from..from + 6].to_owned()
}

/// A portal over what is kept there that shows its codes.
pub async fn showing(kept: &Kept) -> House {
    open(|settings| {
        settings.keeping.database = kept.database();
        settings.keeping.keys = kept.at("kept/keys");
        settings.is_demo = true;
    })
    .await
}

pub async fn demo() -> House {
    open(|settings| settings.is_demo = true).await
}

pub async fn ask(house: &House, lines: &str, phone: &str, to: &str) -> Answer {
    let body = format!("phone={phone}&to={to}");
    house.ask(form("/sign-in", lines, &body)).await
}

/// Comes in by the door; the browser's name.
pub async fn come_in(house: &House, phone: &str) -> String {
    let asked = ask(house, "", phone, "").await;
    let body = format!("code={}", shown_code(&asked));
    let lines = cookie(&given(&asked));
    let entered = house.ask(form("/sign-in/code", &lines, &body)).await;
    assert_eq!(entered.status, 303, "{}", entered.head);
    given(&entered)
}

#[tokio::test]
async fn a_phone_comes_in_and_goes_out() {
    let house = demo().await;
    let asked = ask(&house, "", PHONE, "/file/data").await;
    assert_eq!(asked.status, 200);
    let first = given(&asked);
    let body = format!("code={}&to=/file/data", shown_code(&asked));
    let entered = house
        .ask(form("/sign-in/code", &cookie(&first), &body))
        .await;
    assert_eq!(
        (entered.status, entered.header("location")),
        (303, Some("/file/data"))
    );
    let second = given(&entered);
    assert_ne!(first, second, "the name before is not the name after");
    let rows = [("the new name", &second, 200), ("the old one", &first, 303)];
    for (name, token, status) in rows {
        let page = house.get("/file", &cookie(token)).await;
        assert_eq!(page.status, status, "{name}");
    }
    let again = house
        .ask(form("/sign-in/code", &cookie(&first), &body))
        .await;
    assert_eq!(again.header("set-cookie"), None, "a code is good once");
    let out = house.ask(form("/sign-out", &cookie(&second), "")).await;
    assert_eq!((out.status, out.header("location")), (303, Some("/")));
    assert_eq!(
        out.header("clear-site-data"),
        Some("\"cache\", \"storage\"")
    );
    assert_eq!(
        out.header("set-cookie"),
        Some("session=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly")
    );
    let back = house.get("/file", &cookie(&second)).await;
    assert_eq!(back.header("location"), Some("/sign-in?to=%2Ffile&ended=1"));
}

#[tokio::test]
async fn leaving_everywhere_ends_every_browser_of_the_number_alone() {
    let house = demo().await;
    let (mine, theirs) = (
        come_in(&house, PHONE).await,
        come_in(&house, STRANGER).await,
    );
    let out = house
        .ask(form("/sign-out/everywhere", &cookie(&mine), ""))
        .await;
    assert_eq!(out.status, 303);
    let said = house.get(out.header("location").unwrap(), "").await;
    assert!(
        said.text().contains("data-just=\"everywhere\""),
        "it is said"
    );
    for (name, token, status) in [("mine", &mine, 303), ("another's", &theirs, 200)] {
        let page = house.get("/file", &cookie(token)).await;
        assert_eq!(page.status, status, "{name}");
    }
}

#[tokio::test]
async fn a_cookie_is_the_servers_alone() {
    let house = open(|settings| {
        settings.is_demo = true;
        settings.edge.is_https = true;
    })
    .await;
    let asked = ask(&house, "", PHONE, "").await;
    let set = asked.header("set-cookie").unwrap();
    let (name, rest) = set.split_once('=').unwrap();
    let (token, rest) = rest.split_once(';').unwrap();
    assert_eq!((name, token.len()), ("__Host-session", 64));
    assert_eq!(
        rest,
        " Path=/; Max-Age=43200; SameSite=Lax; HttpOnly; Secure"
    );
    assert!(!asked.text().contains(token), "it stands in no page");
    // a name without the prefix is one that anybody on the way may have set
    let body = format!("code={}", shown_code(&asked));
    let plain = house
        .ask(form("/sign-in/code", &cookie(token), &body))
        .await;
    assert_eq!(plain.header("set-cookie"), None);
}

#[tokio::test]
async fn a_name_that_was_planted_is_never_believed() {
    let house = demo().await;
    for planted in ["ab".repeat(32), "short".to_owned(), "0".repeat(4000)] {
        let phone = if planted.len() == 64 { PHONE } else { STRANGER };
        let phone = if planted.len() > 64 {
            "13700137000"
        } else {
            phone
        };
        let asked = ask(&house, &cookie(&planted), phone, "").await;
        let name = given(&asked);
        assert_ne!(name, planted);
        let body = format!("code={}", shown_code(&asked));
        let with_it = house
            .ask(form("/sign-in/code", &cookie(&planted), &body))
            .await;
        assert_eq!((with_it.status, with_it.header("set-cookie")), (422, None));
        let page = house.get("/file", &cookie(&planted)).await;
        assert_eq!(page.status, 303);
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_door() {
    let house = demo().await;
    let family = ROUTES.iter().filter(|route| route.role == Role::Family);
    let mut count = 0;
    for route in family {
        let (request, back) = match route.method {
            Method::Get => (get(route.path, ""), route.path),
            Method::Post => (
                form(route.path, "", "sure=yes&number=YC-22222-22222"),
                "/file",
            ),
        };
        let answer = house.ask(request).await;
        let to = format!(
            "/sign-in?to={}",
            back.replace('/', "%2F").replace('.', "%2E")
        );
        assert_eq!(answer.status, 303, "{}", route.path);
        assert_eq!(answer.header("location"), Some(&*to), "{}", route.path);
        assert!(answer.body.is_empty(), "{}", route.path);
        count += 1;
    }
    assert!(count >= 9, "{count}");
}

#[tokio::test]
async fn nothing_of_a_family_is_kept_by_a_browser() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let asked = ask(&house, "", STRANGER, "").await;
    let token = come_in(&house, PHONE).await;
    let mut pages = vec![("the code's page", asked)];
    for path in ["/sign-in", "/file", "/file/data", "/file/delete"] {
        pages.push((path, house.get(path, &cookie(&token)).await));
    }
    let taken = form("/file/data.json", &cookie(&token), "");
    pages.push(("/file/data.json", house.ask(taken).await));
    for (name, page) in pages {
        assert_eq!(page.status, 200, "{name}");
        assert_eq!(page.header("cache-control"), Some("no-store"), "{name}");
    }
}

#[tokio::test]
async fn a_number_with_a_file_is_answered_as_one_without() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mut said = Vec::new();
    for phone in [PHONE, STRANGER] {
        let asked = ask(&house, "", phone, "").await;
        let code = shown_code(&asked);
        let masked = format!("{}****{}", &phone[..3], &phone[7..]);
        let unnamed = |text: &str| text.replace(phone, "NUMBER").replace(&masked, "NUMBER");
        let page = unnamed(asked.text()).replace(&code, "CODE");
        let wrong = if code == "000000" { "111111" } else { "000000" };
        let lines = cookie(&given(&asked));
        let body = format!("phone={phone}&code={wrong}");
        let tried = house.ask(form("/sign-in/code", &lines, &body)).await;
        let retry = unnamed(tried.text());
        said.push((asked.status, page, tried.status, retry));
    }
    assert!(said[0] == said[1], "the two differ");
}

#[tokio::test]
async fn beyond_the_days_codes_a_number_with_a_file_is_answered_as_one_without() {
    let kept = Kept::new().await;
    let office = kept.office().await;
    let today = Day::new(2026, 11, 22).unwrap();
    for _ in 0..limits::ALL.most / 1000 {
        let all = || limits::ALL.counter(office.keys.blinds(), b"");
        let counters = (0..1000).map(|_| all()).collect();
        office.store.count(counters, today.now()).await.unwrap();
    }
    office.store.close().await;
    // no demonstration, which would show the code that goes out
    let house = open(|settings| {
        settings.keeping.database = kept.database();
        settings.keeping.keys = kept.at("kept/keys");
    })
    .await;
    let mut said = Vec::new();
    for phone in [PHONE, STRANGER] {
        let asked = ask(&house, "", phone, "").await;
        assert_eq!(asked.status, 200, "{}", asked.head);
        let text = asked.text().replace(phone, "NUMBER");
        assert!(text.contains("data-error=\"codes_used_up\""), "{text}");
        // not the number in part either, which would say that something was sent to it
        assert!(!text.contains("****"), "{text}");
        let lines = cookie(&given(&asked));
        let body = format!("phone={phone}&code=1234567");
        let tried = house.ask(form("/sign-in/code", &lines, &body)).await;
        said.push((text, tried.status));
    }
    assert!(said[0] == said[1], "the two differ");
}

#[tokio::test]
async fn asking_again_too_soon_leaves_the_code_its_room() {
    const FORM: &str = "/apply/pre_enrolment?area=441702&due_date=2027-01-10&mother_insurance=resident&\
                        mother_area=441702&mother_year=2026";
    let house = demo().await;
    let sending = |phone: &str| whole('a', &format!("&act=code&confirm_phone={phone}"));
    let entering = |code: &str| whole('a', &format!("&act=enter&confirm_code={code}"));
    let saving = |phone: &str| {
        let more = format!("&act=code&confirm_for=save&consent_draft=yes&confirm_phone={phone}");
        whole('b', &more)
    };
    let kept = |code: &str| {
        let more = format!("&act=enter&confirm_for=save&consent_draft=yes&confirm_code={code}");
        whole('b', &more)
    };
    let door = |phone: &str| format!("phone={phone}&to=/file");
    let opened = |code: &str| format!("code={code}&to=/file");
    type Body<'a> = &'a dyn Fn(&str) -> String;
    let rows: [(&str, &str, &str, Body<'_>, Body<'_>, &str); 3] = [
        (
            "the door",
            "/sign-in",
            "/sign-in/code",
            &door,
            &opened,
            "code",
        ),
        ("sending", FORM, FORM, &sending, &entering, "confirm_code"),
        ("saving", FORM, FORM, &saving, &kept, "confirm_code"),
    ];
    for (place, (name, at, to, asks, enters, control)) in rows.into_iter().enumerate() {
        let phone = format!("13{place}00138000");
        let asked = house.ask(form(at, "", &asks(&phone))).await;
        let lines = cookie(&given(&asked));
        let again = house.ask(form(at, &lines, &asks(&phone))).await;
        assert_eq!(again.status, 429, "{name}");
        for there in [
            &*format!("name=\"{control}\""),
            "data-error=\"too_often\"",
            "刚才的验证码还能用",
        ] {
            assert!(again.text().contains(there), "{name}: {there}");
        }
        let is_blamed = again.text().contains("error-summary");
        assert!(!is_blamed, "{name}: nothing is wrong");
        let code = shown_code(&asked);
        let entered = house.ask(form(to, &lines, &enters(&code))).await;
        assert_eq!(entered.status, 303, "{name}: {}", entered.text());
    }
}
