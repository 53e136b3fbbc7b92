//! Headers that nothing goes out without.

use app::{Lang, calendar};
use server::inventory::{Method, ROUTES, Role};

use crate::portal::{STYLE, get, open, post};

/// A calendar with dates ahead.
fn calendar_file() -> String {
    let key = calendar::Key {
        id: [7; 8],
        sequence: 1,
    };
    let token = calendar::token(key, Lang::Zh, "area=441702&due_date=2027-02-08").unwrap();
    format!("/calendar/{token}.ics")
}

/// An address that the route answers.
fn example(path: &str) -> String {
    match path {
        "/law/{clause}" => "/law/YJ22-2".to_owned(),
        "/apply/{service}" => "/apply/pre_enrolment".to_owned(),
        "/calendar/{file}" => calendar_file(),
        "/pkg/{*file}" => STYLE.to_owned(),
        "/file/paper/{token}" => "/file/paper/no-ticket".to_owned(),
        path => {
            assert!(!path.contains('{'), "give {path} an example");
            path.to_owned()
        }
    }
}

#[tokio::test]
async fn every_answer_of_every_route_is_guarded() {
    let house = open(|settings| {
        settings.admin = Some("127.0.0.1:0".parse().unwrap());
        settings.edge.is_https = true;
    })
    .await;
    let open_routes = ROUTES.iter().filter(|route| route.role == Role::Anyone);
    let requests = open_routes.map(|route| match route.method {
        Method::Get => get(&example(route.path), ""),
        Method::Post => post(&example(route.path), "", "{}"),
    });
    for request in requests.chain([get("/nowhere", ""), get("/api/nowhere", "")]) {
        let answer = house.ask(&request).await;
        let name = request.lines().next().unwrap();
        let always = [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
            (
                "strict-transport-security",
                "max-age=31536000; includeSubDomains",
            ),
        ];
        for (header, value) in always {
            assert_eq!(answer.header(header), Some(value), "{name}");
        }
        for header in ["permissions-policy", "cache-control", "x-request-id"] {
            assert!(answer.header(header).is_some(), "{name}: {header}");
        }
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe-inline"),
            "{name}"
        );
        assert_eq!(answer.header("server"), None, "{name}");
        assert_eq!(
            answer.header("location").is_some(),
            ["/preferences", "/favicon.ico", "/sign-out"]
                .iter()
                .any(|path| name.contains(path)),
            "{name}"
        );
    }
}

#[tokio::test]
async fn pages_say_what_they_may_run() {
    let house = open(|_| ()).await;
    for route in ROUTES
        .iter()
        .filter(|route| route.role == Role::Anyone && route.method == Method::Get)
    {
        let answer = house.get(&example(route.path), "").await;
        if !answer
            .header("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"))
        {
            continue;
        }
        let policy = answer.header("content-security-policy").unwrap();
        let has_script = answer.text().contains("<script");
        assert_eq!(
            policy.contains("script-src 'none'"),
            !has_script,
            "{}",
            route.path
        );
        assert_eq!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval'"),
            has_script,
            "{}",
            route.path
        );
        let is_personal = ["/sign-in", "/file"]
            .iter()
            .any(|path| route.path.starts_with(path));
        let kept = if is_personal {
            "no-store"
        } else {
            "private, no-cache"
        };
        assert_eq!(answer.header("cache-control"), Some(kept), "{}", route.path);
        let inline = ["<style", " style=", "onclick", "<script>"];
        assert!(
            !inline.iter().any(|mark| answer.text().contains(mark)),
            "{}",
            route.path
        );
    }
}

#[tokio::test]
async fn figures_are_for_operators_alone() {
    let house = open(|settings| settings.admin = Some("127.0.0.1:0".parse().unwrap())).await;
    assert_eq!(house.get("/law/YJ22-2", "").await.status, 200);
    let mut operator = crate::portal::Visitor::come(house.admin.unwrap()).await;
    operator.say(get("/metrics", "")).await;
    let figures = operator.answer().await;
    let line = r#"yucan_requests_total{method="GET",route="/law/{clause}",class="2xx"} 1"#;
    assert!(figures.text().contains(line), "{}", figures.text());
    let mut operator = crate::portal::Visitor::come(house.admin.unwrap()).await;
    operator.say(get("/", "")).await;
    assert_eq!(operator.answer().await.status, 404, "pages are elsewhere");
}

#[tokio::test]
async fn a_calendar_is_a_file_of_its_own_kind() {
    let house = open(|_| ()).await;
    let file = house.get(&calendar_file(), "").await;
    assert_eq!(
        file.header("content-type"),
        Some("text/calendar; charset=utf-8")
    );
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"yucan.ics\"")
    );
    assert!(
        file.text().starts_with("BEGIN:VCALENDAR\r\n"),
        "{}",
        file.text()
    );
    for wrong in [
        "/calendar/x.ics",
        "/calendar/.ics",
        &calendar_file().replace(".ics", ""),
    ] {
        assert_eq!(house.get(wrong, "").await.status, 404, "{wrong}");
    }
}
