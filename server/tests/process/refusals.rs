//! What is not let in, and what it is told.

use server::inventory::{Method, ROUTES};

use crate::{
    door::{come_in, cookie, showing},
    kept::{Kept, PHONE},
    portal::{Answer, STYLE, get, open, post},
};

const CASE: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22"}"#;
const NO_CASE: &str = r#"{"id":"a","area":"441702"}"#;

fn with(method: &str, address: &str, lines: &str) -> String {
    format!("{method} {address} HTTP/1.1\r\nConnection: close\r\n{lines}\r\n")
}

/// Name, request, status, what the answer says somewhere in its head or body.
type Row<'a> = (&'a str, String, u16, &'a str);

fn fetuses(number: &str) -> String {
    CASE.replace('}', &format!(",\"pregnancy\":{{\"fetuses\":{number}}}}}"))
}

#[rustfmt::skip]
fn rows() -> Vec<Row<'static>> {
    let long = "a".repeat(9 * 1024);
    let host = "Host: yucan\r\n";
    let json = "Host: yucan\r\nContent-Type: application/json\r\n";
    let foreign = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n";
    vec![
        ("a page that is there", get("/", ""), 200, "<!DOCTYPE html>"),
        ("its head alone", with("HEAD", "/", host), 200, "content-length: "),
        ("a question", get("/check?area=441702&due_date=2027-02-08", ""), 200, "data-service=\"pre_enrolment\""),
        ("a question with a mistake", get("/check?area=441702&due_date=2026-02-30", ""), 422, "data-error=\"invalid_date\""),
        ("what looks wrong", get("/check/wrong?area=441702&due_date=2027-02-08", ""), 200, "data-case=\"facts\""),
        ("the same as a file", get("/check/case.json?area=441702&due_date=2027-02-08", ""), 200, "attachment; filename=\"case.json\""),
        ("a file of what is no facts", get("/check/case.json?area=441702&due_date=never", ""), 422, r#""code":"invalid_date""#),
        ("a page that is not", get("/nowhere", ""), 404, "data-status=\"404\""),
        ("the same in English", get("/nowhere", "Cookie: a=b; lang=en\r\n"), 404, "<html lang=\"en\""),
        ("an article that is not", get("/law/NO-1", ""), 404, "<!DOCTYPE html>"),
        ("a file that is not", get("/pkg/nothing.js", ""), 404, "data-status=\"404\""),
        ("what operators see", get("/metrics", ""), 404, "data-status=\"404\""),
        ("a hidden folder", get("/.git/config", ""), 404, "data-status=\"404\""),
        ("the site's own table", get("/manifest.json", ""), 404, "data-status=\"404\""),
        ("out of the site", get("/pkg/../manifest.json", ""), 404, "data-status=\"404\""),
        ("out of the site, in disguise", get("/pkg/%2e%2e/manifest.json", ""), 404, "data-status=\"404\""),
        ("settings", get("/.env", ""), 404, "data-status=\"404\""),
        ("a database", get("/data/yucan.db", ""), 404, "data-status=\"404\""),
        ("the same beside the site", get("/pkg/yucan.db", ""), 404, "data-status=\"404\""),
        ("keys", get("/data/keys", ""), 404, "data-status=\"404\""),
        ("how it is built", get("/Cargo.toml", ""), 404, "data-status=\"404\""),
        ("the same, twice in disguise", get("/pkg/%252e%252e/Cargo.toml", ""), 404, "data-status=\"404\""),
        ("a folder", get("/pkg/", ""), 404, "data-status=\"404\""),
        ("nothing for programs", get("/api/nothing", ""), 404, r#""code":"not_found""#),
        ("sending to a page", with("POST", "/", host), 405, "allow: GET"),
        ("putting a file", with("PUT", STYLE, host), 405, "allow: GET"),
        ("TRACE", with("TRACE", "/", host), 405, "data-status=\"405\""),
        ("OPTIONS", with("OPTIONS", "/api/decide", host), 405, "allow: POST"),
        ("looking where one sends", get("/api/decide", ""), 405, r#""code":"method_not_allowed""#),
        ("an endless address", get(&format!("/{long}"), ""), 414, "data-status=\"414\""),
        ("an endless query", get(&format!("/check?{long}"), ""), 414, "data-status=\"414\""),
        ("a query longer than its route's", get(&format!("/law?{}", &long[..2000]), ""), 414, "data-status=\"414\""),
        ("no host", with("GET", "/", ""), 400, "data-status=\"400\""),
        ("two hosts", with("GET", "/", "Host: yucan\r\nHost: evil\r\n"), 400, "data-status=\"400\""),
        ("no text in an address", get("/law/%ff", ""), 400, "<!DOCTYPE html>"),
        ("a key twice", get("/?area=1&area=2", ""), 400, "<!DOCTYPE html>"),
        ("chunks", with("POST", "/api/decide", &format!("{json}Transfer-Encoding: chunked\r\n")) + "0\r\n\r\n", 400, "connection: close"),
        ("chunks and a length", with("POST", "/api/decide", &format!("{json}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n")) + "0\r\n\r\n", 400, "connection: close"),
        ("a length and chunks in disguise", with("POST", "/api/decide", &format!("{json}Content-Length: 5\r\nTransfer-Encoding : chunked\r\n")) + "0\r\n\r\n", 400, ""),
        ("two lengths", with("POST", "/api/decide", &format!("{json}Content-Length: 5\r\nContent-Length: 6\r\n")) + "hello", 400, ""),
        ("a body for a page", with("GET", "/", "Host: yucan\r\nContent-Length: 5\r\n") + "hello", 413, "data-status=\"413\""),
        ("a case", post("/api/decide", "", CASE), 200, r#""id":"a""#),
        ("a case from our own page", post("/api/decide", "Origin: http://yucan\r\nSec-Fetch-Site: same-origin\r\n", CASE), 200, r#""id":"a""#),
        ("a case from a foreign page", post("/api/decide", foreign, CASE), 403, r#""code":"cross_site""#),
        ("the same from an older browser", post("/api/decide", "Origin: https://evil.example\r\n", CASE), 403, r#""code":"cross_site""#),
        ("a case that is refused", post("/api/decide", "", NO_CASE), 422, r#""code":"missing_field""#),
        ("a case that is none", post("/api/decide", "", "{"), 422, r#""code":"not_json""#),
        ("a case behind a mark of its order", post("/api/decide", "", &format!("\u{feff}{CASE}")), 422, r#""code":"not_json""#),
        ("a key twice in a case", post("/api/decide", "", &CASE.replace("\"id\"", "\"area\":\"441702\",\"id\"")), 422, r#""code":"#),
        ("a number beyond numbers", post("/api/decide", "", &fetuses("1e309")), 422, r#""code":"#),
        ("a number without end", post("/api/decide", "", &fetuses(&"9".repeat(900_000))), 422, r#""code":"#),
        ("a case that is too deep", post("/api/decide", "", &format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000))), 422, r#""code":"not_json""#),
        ("the longest case", post("/api/decide", "", &" ".repeat(1_000_000)), 422, r#""code":"not_json""#),
        ("a longer one", post("/api/decide", "", &" ".repeat(1_000_001)), 413, r#""code":"not_json""#),
        ("a case as a form", with("POST", "/api/decide", "Host: yucan\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n") + "a=b", 415, "accept: application/json"),
        ("a case without its kind", with("POST", "/api/decide", "Host: yucan\r\nContent-Length: 2\r\n") + "{}", 415, r#""code":"not_json""#),
        ("places", get("/api/areas?q=yangjiang", ""), 200, r#""code":"4417"#),
        ("places, not asked for", get("/api/areas", ""), 422, "invalid_query"),
    ]
}

#[tokio::test]
async fn every_request_is_answered_as_it_deserves() {
    let house = open(|_| ()).await;
    for (name, request, status, said) in rows() {
        let answer = house.ask(request).await;
        assert_eq!(answer.status, status, "{name}");
        let whole = format!(
            "{}\r\n\r\n{}",
            answer.head,
            String::from_utf8_lossy(&answer.body)
        );
        assert!(whole.contains(said), "{name}: {whole}");
        assert!(
            !whole.contains("evil"),
            "{name}: nothing that was sent comes back"
        );
    }
}

#[tokio::test]
async fn every_door_takes_its_own_kind_and_its_own_method() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let cookie = cookie(&come_in(&house, PHONE).await);
    let kinds = [
        "",
        "Content-Type: text/plain\r\n",
        "Content-Type: multipart/form-data; boundary=x\r\n",
        "Content-Type: application/json; charset=utf-8\r\n",
        "Content-Type: application/x-www-form-urlencoded\r\n",
    ];
    let posts = || ROUTES.iter().filter(|route| route.method == Method::Post);
    assert!(posts().count() > 10);
    let has_get = |path| {
        let mut routes = ROUTES.iter();
        routes.any(|route| route.path == path && route.method == Method::Get)
    };
    for route in posts().filter(|route| !has_get(route.path)) {
        let answer = house.get(route.path, &cookie).await;
        assert_eq!(answer.status, 405, "{}", route.path);
    }
    for route in posts() {
        let address = route.path.replace("{service}", "pre_enrolment");
        let own = route.takes().unwrap();
        for kind in kinds {
            let lines = format!("Host: yucan\r\n{cookie}{kind}Content-Length: 8\r\n");
            let answer = house.ask(with("POST", &address, &lines) + "act=send").await;
            let is_own = kind.contains(own);
            assert_eq!(answer.status != 415, is_own, "{address}, {kind:?}");
            if !is_own {
                assert_eq!(answer.header("accept"), Some(own), "{address}");
            }
        }
    }
}

#[tokio::test]
async fn only_our_own_names_are_answered_where_they_are_known() {
    let house =
        open(|settings| settings.edge.hosts = vec!["yucan.example".into(), "[::1]:3000".into()])
            .await;
    let rows = [
        ("our name", "/", "yucan.example", 200),
        ("our name, loudly", "/", "Yucan.Example", 200),
        ("our name with a port", "/", "yucan.example:8443", 200),
        ("an address of ours", "/", "[::1]:3000", 200),
        ("another's name", "/", "evil.example", 421),
        (
            "another's name that ends like ours",
            "/",
            "evil-yucan.example",
            421,
        ),
        (
            "our name in the header, another's in the address",
            "http://evil.example/",
            "yucan.example",
            421,
        ),
        (
            "another's name, asking how we are",
            "/healthz",
            "10.0.0.9:3000",
            200,
        ),
    ];
    for (name, address, host, status) in rows {
        let answer = house
            .ask(with("GET", address, &format!("Host: {host}\r\n")))
            .await;
        assert_eq!(answer.status, status, "{name}");
    }
}

#[tokio::test]
async fn a_choice_is_kept_and_leads_back() {
    let house = open(|settings| settings.edge.is_https = true).await;
    let rows = [
        (
            "English",
            "?lang=en&to=/check%3Farea%3D441702",
            "/check?area=441702",
            vec!["lang=en"],
        ),
        (
            "both",
            "?lang=zh&elder=on",
            "/",
            vec!["lang=zh", "elder=on"],
        ),
        ("no choice", "?lang=fr&elder=yes&to=/law", "/law", vec![]),
        (
            "elsewhere",
            "?elder=off&to=//evil.example",
            "/",
            vec!["elder=off"],
        ),
    ];
    for (name, query, to, cookies) in rows {
        let answer = house.get(&format!("/preferences{query}"), "").await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some(to)),
            "{name}"
        );
        let set: Vec<_> = answer
            .head
            .lines()
            .filter_map(|line| line.strip_prefix("set-cookie: "))
            .collect();
        let kept = "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly; Secure";
        let expected: Vec<_> = cookies
            .iter()
            .map(|cookie| format!("{cookie}{kept}"))
            .collect();
        assert_eq!(set, expected, "{name}");
    }
}

#[tokio::test]
async fn a_place_chosen_is_remembered_once() {
    let house = open(|_| ()).await;
    let rows = [
        ("a place", "/?area=441700", "", Some("area=441700")),
        ("no place", "/?area=999999", "", None),
        ("a script", "/?area=%3Cb%3E", "", None),
        (
            "the same place again",
            "/?area=441700",
            "Cookie: area=441700\r\n",
            None,
        ),
    ];
    for (name, address, lines, cookie) in rows {
        let answer = house.get(address, lines).await;
        let set = answer
            .header("set-cookie")
            .and_then(|set| set.split(';').next());
        assert_eq!((answer.status, set), (200, cookie), "{name}");
    }
}

#[tokio::test]
async fn a_smaller_twin_is_sent_to_who_can_read_it() {
    let house = open(|_| ()).await;
    let twin = house.get(STYLE, "Accept-Encoding: gzip, br\r\n").await;
    assert_eq!(
        (twin.text(), twin.header("content-encoding")),
        ("twin", Some("br"))
    );
    let plain: Answer = house.get(STYLE, "").await;
    assert_eq!(
        (plain.text(), plain.header("content-encoding")),
        ("main{}", None)
    );
    for answer in [&twin, &plain] {
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(
            answer.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
    }
    let page = house.get("/", "Accept-Encoding: gzip, br\r\n").await;
    assert_eq!(page.header("content-encoding"), Some("gzip"));
}
