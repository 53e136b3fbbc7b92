//! What strangers try: a form of theirs sent from a foreign page, a way back that leads to it, another family's
//! application, number or draft, and one form sent many times.

use std::{collections::BTreeSet, sync::Arc};

use policy::verdict::Service;
use server::{
    config::Rate,
    inventory::{Method, ROUTES, Role},
};
use tokio::task::JoinSet;

use crate::{
    door::{STRANGER, ask, come_in, cookie, demo, form, given, showing, shown_code},
    kept::{Kept, PHONE},
    portal::open,
};

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
        ("/file/delete", "sure=yes", 200),
        ("/file/data", "id_number=441702199503081223", 422),
        ("/file/data.html", "", 303),
        ("/file/data.json", "", 303),
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

#[tokio::test]
async fn a_family_with_a_file_of_its_own_opens_no_other() {
    let kept = Kept::new().await;
    let own = kept.apply_from(STRANGER).await;
    let house = showing(&kept).await;
    let theirs = cookie(&come_in(&house, STRANGER).await);
    let page = house.get("/file", &theirs).await;
    assert!(page.text().contains(&own) && !page.text().contains(&kept.number));
    let other = format!("number={}", kept.number);
    let posts = [
        ("/file/withdraw", other.clone()),
        (
            "/file/changed",
            format!("{other}&what=due_date&due_date=2027-01-20"),
        ),
        ("/file/paper", format!("{other}&paper=form")),
        ("/file/paper", format!("{other}&paper=receipt")),
        ("/file/consent", format!("{other}&consent=nobodys")),
    ];
    for (path, body) in posts {
        let answer = house.ask(form(path, &theirs, &body)).await;
        assert_eq!(answer.status, 404, "{path} {body}");
    }
    let looks = [
        format!("/file/changed?{other}"),
        format!("/apply/pre_enrolment?mend={}", kept.number),
    ];
    for path in looks {
        let answer = house.get(&path, &theirs).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    for path in ["/file/data", "/file/data.html", "/file/data.json"] {
        let answer = match path {
            "/file/data" => house.get(path, &theirs).await,
            path => house.ask(form(path, &theirs, "")).await,
        };
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.text().contains(&own), "{path}");
        assert!(!answer.text().contains(&kept.number), "{path}");
    }
    // what it deletes is its own alone
    let withdrawn = house
        .ask(form("/file/withdraw", &theirs, &format!("number={own}")))
        .await;
    assert_eq!(withdrawn.status, 303, "{}", withdrawn.head);
    let deleted = house.ask(form("/file/delete", &theirs, "sure=yes")).await;
    assert_eq!(deleted.status, 200, "{}", deleted.head);
    assert!(house.stop().await);
    assert_eq!(kept.stage().await, "sent");
}

/// A form that can be sent: under a key, with more.
pub fn whole(key: char, more: &str) -> String {
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
        let services = Service::ALL.iter().map(|service| service.as_str());
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
        settings.rates.write = Rate::Unlimited;
    })
    .await;
    let house = Arc::new(house);
    let mine = cookie(&come_in(&house, PHONE).await);
    let request = form(FORM, &mine, &whole('a', "&act=send"));
    let mut sendings = JoinSet::new();
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
    let led: BTreeSet<_> = led.collect();
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
    assert!(Arc::into_inner(house).unwrap().stop().await);
}
