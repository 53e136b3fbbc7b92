//! The check's answered page as axum and maud would write it: the query is read, the family decided on, the document
//! written. It tells its address on standard error and serves until it is ended.
//!
//! Absent: everything that the portal does around its page (limits, timers, headers, compression, journal).

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::Query;
use axum::routing::get;
use maud::Markup;
use policy::facts::{Enrolment, Insurance, Pregnancy};
use policy::gestation::Dating;
use policy::{AreaCode, Areas, Code, Day, Facts, decide};
use std::collections::HashMap;
use std::hint::black_box;
use std::sync::OnceLock;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    eprintln!("http://{}", listener.local_addr()?);
    axum::serve(listener, Router::new().route("/check", get(check)))
        .await
        .context("cannot serve")
}

async fn check(Query(told): Query<HashMap<String, String>>) -> Result<Markup, String> {
    let facts = facts(&told).map_err(|code| code.as_str().to_owned())?;
    black_box(decide(black_box(&facts), Areas::built_in()));
    Ok(document(words()))
}

/// What the page's query says, by the names of its controls.
fn facts(told: &HashMap<String, String>) -> Result<Facts, Code> {
    let value = |name: &str| told.get(name).map(String::as_str);
    let day = |name| value(name).map(Day::parse).transpose();
    let area = |name| value(name).map(AreaCode::parse).transpose();
    let (place, asked_on) = (
        area("area")?.ok_or(Code::MissingField)?,
        day("asked_on")?.ok_or(Code::MissingField)?,
    );
    let mut facts = Facts::new("", place, asked_on);
    facts.pregnancy = day("due_date")?.map(|due| Pregnancy {
        dating: Dating::DueDate(due),
        fetuses: 1,
        ended: None,
    });
    if let Some(insurance) = value("mother_insurance")
        .map(Insurance::parse)
        .transpose()?
    {
        let year = value("mother_year").and_then(|year| year.parse().ok());
        facts.mother.enrolment = Some(Enrolment {
            insurance,
            area: area("mother_area")?,
            year,
        });
    }
    facts.checked().map_err(|refusal| refusal.code)
}

/// Every word of the page, as a table of words in the visitor's language would give them.
fn words() -> &'static [String] {
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/words.json")))
            .unwrap_or_default()
    })
}

#[allow(unused_variables, reason = "a twin of nothing has no words")]
fn document(words: &[String]) -> Markup {
    include!(concat!(env!("OUT_DIR"), "/document.rs"))
}
