//! Bytes, paint and readiness of the check on a cheap phone, against the same page without its script.
//!
//! Ours comes from the portal itself. The page without script comes from a server of its own in this process, which
//! replays what the portal sent: the same headers, the same files, the page compressed by the same layer at the same
//! strength.

use crate::places::{Places, run};
use crate::portal::Server;
use crate::rounds::{Effort, median};
use crate::table::Row;
use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use serde_json::Value;
use std::fs;
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// What somebody opens first.
const PAGE: &str = "/check";
/// As the portal compresses its pages.
const PAGE_COMPRESSION: i32 = 5;
/// Headers that belong to one answer alone.
const NOT_REPLAYED: [&str; 6] = [
    "content-length",
    "date",
    "connection",
    "transfer-encoding",
    "vary",
    "set-cookie",
];

/// Measures.
pub fn measure(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let server = Server::portal(places)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?;
    let twin = runtime.block_on(serve(twin(places, &server.host)?))?;
    let rounds = effort.of(5, 11);
    let folder = tempfile::tempdir()?;
    let loads = folder.path().join("loads.jsonl");
    let urls = [&server.host, &twin].map(|host| format!("http://{host}{PAGE}"));
    let mut drive = places.xtask();
    drive
        .args(["drive", "tests/bench/phone.mjs"])
        .arg(&loads)
        .arg(rounds.to_string())
        .args(urls);
    run(&mut drive)?;
    server.stop()?;
    let loads: Vec<Value> = fs::read_to_string(&loads)?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let figure = |page: u64, name: &str| {
        let of_page = loads.iter().filter(|load| load["page"] == page);
        median(
            &of_page
                .filter_map(|load| load[name].as_f64())
                .collect::<Vec<_>>(),
        )
    };
    Ok(rows(figure))
}

fn rows(figure: impl Fn(u64, &str) -> f64) -> Vec<Row> {
    let [bytes, twin_bytes] = [0, 1].map(|page| figure(page, "bytes"));
    let [paint, twin_paint] = [0, 1].map(|page| figure(page, "lcp_ms"));
    let (ready, idle, load) = (
        figure(0, "ready_ms"),
        figure(0, "bytes_idle"),
        figure(0, "load_ms"),
    );
    let ms = |milliseconds: f64| format!("{milliseconds:.0} ms");
    let times = |ratio: f64| format!("{ratio:.2} ×");
    vec![
        Row::told(
            "bytes of /check, cold, before its form is touched",
            format!("{bytes:.0} B"),
            format!("{twin_bytes:.0} B, the page without script"),
            times(bytes / twin_bytes),
        )
        .at_most(1.15, "×", bytes / twin_bytes),
        Row::told(
            "… and what loads once the phone is idle or the form touched",
            format!("{idle:.0} B"),
            "–",
            "",
        ),
        Row::told(
            "largest paint, slow 4G, 6 × CPU, 360 × 720",
            ms(paint),
            format!("{}, the page without script", ms(twin_paint)),
            times(paint / twin_paint),
        )
        .at_most(1.05, "×", paint / twin_paint),
        Row::told(
            format!("ready, by itself once idle (page loaded at {load:.0} ms)"),
            ms(ready),
            format!("{}, largest paint without script", ms(twin_paint)),
            times(ready / twin_paint),
        )
        .at_most(1.35, "×", ready / twin_paint),
    ]
}

/// What one path answers.
#[derive(Clone)]
struct Recorded {
    headers: HeaderMap,
    body: Bytes,
}

/// The page without script, and every file of the site as the portal sends it.
fn twin(places: &Places, host: &str) -> Result<Router> {
    let page = record(host, PAGE, "identity")?;
    let stripped = strip(std::str::from_utf8(&page.body)?)?;
    let page = Recorded {
        body: stripped.into(),
        ..page
    };
    let layer = CompressionLayer::new().quality(CompressionLevel::Precise(PAGE_COMPRESSION));
    let mut router = route(Router::new(), PAGE, page).layer(layer);
    let manifest: Value = serde_json::from_slice(&fs::read(places.site.join("manifest.json"))?)?;
    for url in manifest
        .as_object()
        .context("a manifest is an object")?
        .values()
    {
        let url = url.as_str().context("a manifest names addresses")?;
        router = route(router, url, record(host, url, "br")?);
    }
    Ok(router)
}

fn route(router: Router, path: &str, recorded: Recorded) -> Router {
    let answer = async move || {
        (
            StatusCode::OK,
            recorded.headers.clone(),
            recorded.body.clone(),
        )
    };
    router.route(path, axum::routing::get(answer))
}

fn record(host: &str, path: &str, encoding: &str) -> Result<Recorded> {
    let mut response = ureq::get(format!("http://{host}{path}"))
        .header("accept-encoding", encoding)
        .call()?;
    let is_replayed = |name: &HeaderName| !NOT_REPLAYED.contains(&name.as_str());
    let headers = response
        .headers()
        .iter()
        .filter(|(name, _)| is_replayed(name));
    let headers = headers
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    Ok(Recorded {
        headers,
        body: response.body_mut().read_to_vec()?.into(),
    })
}

/// The page without what loads script. Fails where nothing does.
fn strip(page: &str) -> Result<String> {
    let mut stripped = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, script)) = rest.split_once("<script") {
        stripped.push_str(before);
        rest = script.split_once("</script>").context("an open script")?.1;
    }
    ensure!(rest.len() < page.len(), "{PAGE} has no script");
    stripped.push_str(rest);
    let preloads = ["<link rel=\"modulepreload\"", "<link rel=\"preload\""];
    for preload in preloads {
        while let Some(start) = stripped.find(preload) {
            let length = stripped[start..].find('>').context("an open link")?;
            stripped.replace_range(start..=start + length, "");
        }
    }
    Ok(stripped)
}

async fn serve(router: Router) -> Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let host = listener.local_addr()?.to_string();
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(host)
}
