//! Signing in and out by plain requests.

use policy::Day;
use registry::limits;
use server::{
    clock::Clock as _,
    inventory::{Method, ROUTES, Role},
};

use crate::{
    kept::{Kept, PHONE},
    portal::{Answer, House, get, open},
};

const STRANGER: &str = "13900139000";

/// The bytes of a sent form, on a connection that closes after it.
pub fn form(address: &str, lines: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {address} HTTP/1.1\r\nHost: yucan\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{lines}\r\n{body}"
    )
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

async fn ask(house: &House, lines: &str, phone: &str, to: &str) -> Answer {
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
async fn no_form_is_taken_from_a_foreign_page() {
    let house = demo().await;
    let token = come_in(&house, PHONE).await;
    let origins = [
        "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n",
        "Origin: https://evil.example\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
    ];
    let posts = ROUTES.iter().filter(|route| route.method == Method::Post);
    for route in posts {
        let path = route.path.replace("{service}", "pre_enrolment");
        for origin in origins {
            let lines = [&cookie(&token), origin].concat();
            let answer = house
                .ask(form(&path, &lines, "sure=yes&phone=13700137000"))
                .await;
            assert_eq!(answer.status, 403, "{path} {origin}");
            assert_eq!(answer.header("set-cookie"), None, "{path} {origin}");
        }
    }
    let page = house.get("/file", &cookie(&token)).await;
    assert_eq!(page.status, 200, "still signed in");
}

#[tokio::test]
async fn the_way_back_leads_nowhere_else() {
    let rows = [
        ("/file/data", "/file/data"),
        ("/check%3Farea%3D441702", "/check?area=441702"),
        ("", "/file"),
        ("//evil.example", "/file"),
        ("https://evil.example", "/file"),
        ("/%5Cevil.example", "/file"),
        ("/%09/evil.example", "/file"),
        ("/file%0d%0aSet-Cookie:%20a=b", "/file"),
        ("javascript:alert(1)", "/file"),
    ];
    for (to, expected) in rows {
        let house = demo().await;
        let asked = ask(&house, "", PHONE, to).await;
        assert!(!asked.text().contains("evil.example"), "{to}");
        let body = format!("code={}&to={to}", shown_code(&asked));
        let lines = cookie(&given(&asked));
        let entered = house.ask(form("/sign-in/code", &lines, &body)).await;
        assert_eq!(entered.header("location"), Some(expected), "{to}");
        let page = house.get(&format!("/sign-in?to={to}"), "").await;
        assert!(!page.text().contains("evil.example"), "{to}");
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
async fn another_familys_application_is_none() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let theirs = come_in(&house, STRANGER).await;
    let body = format!("number={}", kept.number);
    let paper = format!("{body}&paper=form");
    let rows = [
        ("/file/withdraw", body.as_str(), 404),
        ("/file/withdraw", "number=YC-22222-22222", 404),
        ("/file/consent", "consent=child", 404),
        ("/file/delete", "sure=yes", 404),
        ("/file/data.html", "", 404),
        ("/file/data.json", "", 404),
        ("/file/draft", "draft=00", 303),
        ("/file/changed", body.as_str(), 404),
        ("/file/paper", &paper, 404),
    ];
    let about_files = ROUTES.iter().filter(|route| {
        (route.role, route.method) == (Role::Family, Method::Post)
            && route.path.starts_with("/file")
    });
    for route in about_files {
        let is_tried = rows.iter().any(|(path, ..)| *path == route.path);
        assert!(is_tried, "nobody tries {}", route.path);
    }
    for (path, body, status) in rows {
        let answer = house.ask(form(path, &cookie(&theirs), body)).await;
        assert_eq!(answer.status, status, "{path} {body}");
    }
    for path in ["/file", "/file/data"] {
        let page = house.get(path, &cookie(&theirs)).await;
        assert!(!page.text().contains(&kept.number), "{path}");
        assert!(!page.text().contains("林晓梅"), "{path}");
    }
    let mine = come_in(&house, PHONE).await;
    let page = house.get("/file", &cookie(&mine)).await;
    assert!(page.text().contains(&kept.number));
    let withdrawn = house
        .ask(form("/file/withdraw", &cookie(&mine), &body))
        .await;
    assert_eq!(withdrawn.header("location"), Some("/file?just=withdrawn"));
    assert!(house.stop().await);
    assert_eq!(kept.stage().await, "withdrawn");
}

/// A form that can be sent: under a key, with more.
fn whole(key: char, more: &str) -> String {
    let key = String::from(key).repeat(32);
    format!(
        "key={key}&shown=eligible&applicant=mother&mother_name=%E6%9E%97%E6%99%93%E6%A2%85&\
         mother_id_number=441702199503081223&mother_phone=13800138000&mother_address=%E4%B8%9C%E9%A3%8E%E4%B8%80%E8%B7%AF1%E5%8F%B7&\
         promise_0=yes&promise_1=yes&promise_2=yes&consent_form=yes&consent_health=yes&consent_child=yes&\
         signature=%E6%9E%97%E6%99%93%E6%A2%85{more}"
    )
}

#[tokio::test]
async fn another_familys_number_or_draft_opens_no_form() {
    const FORM: &str = "/apply/pre_enrolment?area=441702&due_date=2027-01-10&mother_insurance=resident&\
                        mother_area=441702&mother_year=2026";
    let kept = Kept::new().await;
    let (code, said) = kept.run(&["case", &kept.number, "ask-back", "a slip"]);
    assert_eq!(code, 0, "{said}");
    let house = showing(&kept).await;
    let mine = cookie(&come_in(&house, PHONE).await);
    let theirs = cookie(&come_in(&house, STRANGER).await);
    let half = "mother_name=%E6%9E%97%E6%99%93%E6%A2%85&act=save&consent_draft=yes";
    let saved = house.ask(form(FORM, &mine, half)).await;
    let to = saved.header("location").unwrap().to_owned();
    let draft = &to.split_once("draft=").unwrap().1[..32];
    let nobodys = "YC-22222-22222";
    let no_draft = "0123456789abcdef0123456789abcdef";
    let looks = |number: &str, draft: &str| {
        let services = policy::verdict::Service::ALL
            .iter()
            .map(|service| service.as_str());
        let forms = services.flat_map(|service| {
            [
                format!("/apply/{service}?mend={number}"),
                format!("/apply/{service}?draft={draft}"),
                format!("/apply/{service}?mend={number}&draft={draft}"),
                format!(
                    "/apply/{service}?draft={draft}&{}",
                    &FORM[FORM.find("area").unwrap()..]
                ),
            ]
        });
        let pages = [
            format!("/file/changed?number={number}"),
            format!("/file?just=sent&number={number}"),
            format!("/file/delete?number={number}"),
            format!("/file/data?number={number}"),
        ];
        forms.chain(pages).collect::<Vec<_>>()
    };
    let there = looks(&kept.number, draft);
    let escaped = |number: &str| number.replace('-', "%2D");
    for (path, none) in there.iter().zip(looks(nobodys, no_draft)) {
        let answer = house.get(path, &theirs).await;
        let as_none = house.get(&none, &theirs).await;
        // what was asked for may be said again, and nothing else of it
        let told = answer
            .text()
            .replace(&kept.number, nobodys)
            .replace(&escaped(&kept.number), &escaped(nobodys))
            .replace(draft, no_draft);
        assert_eq!(
            (answer.status, &*told),
            (as_none.status, as_none.text()),
            "{path}"
        );
        assert!(!told.contains("林晓梅"), "{path}");
        assert!(!told.contains("data-just"), "{path}: nothing came in");
        let stranger = house.get(path, "").await;
        assert_eq!(stranger.status, 303, "{path}");
        assert!(
            stranger.header("location").unwrap().starts_with("/sign-in"),
            "{path}"
        );
    }
    for (more, status) in [
        (format!("&mend={}&act=send", kept.number), 422),
        (format!("&mend={nobodys}&act=send"), 422),
        // a draft of nobody's becomes one of their own, or is sent as one; this one stays
        (format!("&draft={draft}&draft_seen=1&act=send"), 303),
        (
            format!("&draft={draft}&draft_seen=1&act=save&consent_draft=yes"),
            303,
        ),
    ] {
        let key = if more.contains("act=send") && more.contains("draft") {
            'b'
        } else {
            'a'
        };
        let answer = house.ask(form(FORM, &theirs, &whole(key, &more))).await;
        assert_eq!(answer.status, status, "{more}: {}", answer.text());
        // the hindrance is that of a number which is nobody's
        let is_hindered = answer.text().contains("data-error=\"key_used\"");
        assert_eq!(is_hindered, status == 422, "{more}");
        let to = answer.header("location").unwrap_or_default();
        assert!(
            !to.contains(&kept.number) && !to.contains(draft),
            "{more}: {to}"
        );
    }
    // both are whose they are, as they were
    for path in [
        format!("/apply/pre_enrolment?mend={}", kept.number),
        format!("/apply/pre_enrolment?draft={draft}"),
    ] {
        let page = house.get(&path, &mine).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text().contains("林晓梅"), "{path}");
        assert!(
            !page.text().contains("东风一路"),
            "{path}: what a stranger typed"
        );
    }
    let more = format!("&mend={}&act=send", kept.number);
    let mended = house.ask(form(FORM, &mine, &whole('c', &more))).await;
    assert_eq!(mended.status, 303, "{}", mended.text());
    assert!(house.stop().await);
    assert_eq!(kept.stage().await, "sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_sendings_of_one_form_are_one_and_its_key_is_for_nothing_else() {
    const FORM: &str = "/apply/pre_enrolment?area=441702&due_date=2027-01-10&mother_insurance=resident&\
                        mother_area=441702&mother_year=2026";
    let house = open(|settings| {
        settings.is_demo = true;
        settings.rates.write = server::config::Rate::Unlimited;
    })
    .await;
    let house = std::sync::Arc::new(house);
    let mine = cookie(&come_in(&house, PHONE).await);
    let request = form(FORM, &mine, &whole('a', "&act=send"));
    let mut sendings = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (house, request) = (house.clone(), request.clone());
        sendings.spawn(async move {
            // so many at once may be told to come again, and do
            let mut answer = house.ask(&request).await;
            while answer.status == 503 {
                assert!(answer.header("retry-after").is_some(), "{}", answer.head);
                answer = house.ask(&request).await;
            }
            answer
        });
    }
    let answers = sendings.join_all().await;
    let led = answers.iter().map(|answer| answer.header("location"));
    let led: std::collections::BTreeSet<_> = led.collect();
    let [Some(to)] = led.into_iter().collect::<Vec<_>>()[..] else {
        panic!(
            "{:?}",
            answers
                .iter()
                .map(|answer| answer.status)
                .collect::<Vec<_>>()
        )
    };
    let number = to.strip_prefix("/file?just=sent&number=").unwrap();
    let other = whole('a', "&act=send").replace("1%E5%8F%B7", "2%E5%8F%B7");
    let answer = house.ask(form(FORM, &mine, &other)).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("data-error=\"key_used\""));
    let record = house.ask(form("/file/data.json", &mine, "")).await;
    // whose one application came in, and was answered by one message
    let received = record.text().matches("\"template\": \"received\"").count();
    assert_eq!(received, 1, "{}", record.text());
    assert!(record.text().contains(number));
    assert!(std::sync::Arc::into_inner(house).unwrap().stop().await);
}
