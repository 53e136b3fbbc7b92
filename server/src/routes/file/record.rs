//! Everything the file holds, and what others' files say of the phone's holder: to read, and to take along.

use std::sync::Arc;

use app::pages::file::{self, Kept, Part, Proof, Shelf};
use axum::{
    Form,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{
    StatusCode,
    header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION},
};
use policy::{form::Kind, id_number::IdNumber};
use registry::office::OfficeFault;
use serde::Deserialize;
use serde_json::json;

use super::{hand, own_file, part, readable::readable, shelf, unkept};
use crate::{
    headers::KEEP_NOTHING,
    portal::Portal,
    session::{Answered, Family},
};

/// By what the phone's holder is known.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    id_number: String,
}

impl Typed {
    fn id_number(&self) -> Option<IdNumber> {
        let plain = app::forms::apply::plain(Kind::IdNumber, &self.id_number);
        IdNumber::parse(&plain).ok()
    }
}

/// What is kept under a phone, as it is shown.
struct Found {
    shelf: Option<Shelf>,
    parts: Vec<Part>,
    proof: Proof,
}

impl Found {
    fn kept(&self) -> Kept<'_> {
        Kept {
            shelf: self.shelf.as_ref(),
            parts: &self.parts,
            proof: &self.proof,
        }
    }

    /// Is there anything that may be taken along?
    fn may_be_taken(&self) -> bool {
        self.shelf.is_some() || self.parts.iter().any(|part| part.told.is_some())
    }
}

/// To read.
pub async fn record(State(portal): State<Arc<Portal>>, family: Family) -> Answered {
    let found = found(&portal, &family, &Typed::default()).await?;
    Ok(unkept(file::record(&family.visit, &found.kept())))
}

/// To read with what others' files say, for whoever is known by the ID number there.
pub async fn prove(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(typed): Form<Typed>,
) -> Answered {
    let found = found(&portal, &family, &typed).await?;
    Ok(unkept(file::record(&family.visit, &found.kept())))
}

/// To take along, as a file. That it was taken stands in each record, so it is sent for, not looked at.
pub async fn take_along(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(typed): Form<Typed>,
) -> Answered {
    let own = own_file(&portal, &family).await?;
    let taken = match own {
        Some(own) => {
            let hand = hand(&family);
            portal.office.take_along(own.family, &hand).await?
        }
        None => None,
    };
    let parts = part::taken(&portal, &family, typed.id_number().as_ref()).await?;
    let mut record = match taken {
        Some(taken) => serde_json::to_value(&taken).expect("a record is plain data"),
        None if parts.is_empty() => return Ok(to_the_record()),
        None => json!({ "taken_at": family.now }),
    };
    if !parts.is_empty() {
        record["in_other_files"] = parts.iter().filter_map(part::plain).collect();
    }
    let json = serde_json::to_string_pretty(&readable(record)).expect("a record is plain data");
    let name = "attachment; filename=\"yucan.json\"";
    Ok(as_a_file(json, "application/json", name))
}

/// To take along as a page that anybody can read. WeChat saves no file, so there the page itself is shown.
pub async fn take_page(
    State(portal): State<Arc<Portal>>,
    family: Family,
    Form(typed): Form<Typed>,
) -> Answered {
    if let Some(own) = own_file(&portal, &family).await? {
        let hand = hand(&family);
        portal.office.take_along(own.family, &hand).await?;
    }
    part::taken(&portal, &family, typed.id_number().as_ref()).await?;
    let found = found(&portal, &family, &typed).await?;
    if !found.may_be_taken() {
        return Ok(to_the_record());
    }
    if family.visit.browser.wechat {
        return Ok(unkept(file::record(&family.visit, &found.kept())));
    }
    let html = file::taken(&family.visit, &found.kept());
    let name = "attachment; filename=\"yucan.html\"";
    Ok(as_a_file(html, "text/html; charset=utf-8", name))
}

async fn found(portal: &Portal, family: &Family, typed: &Typed) -> Result<Found, OfficeFault> {
    let shelf = match own_file(portal, family).await? {
        Some(own) => Some(shelf(portal, family, own).await?),
        None => None,
    };
    let parts = part::parts(portal, family, typed.id_number().as_ref()).await?;
    let is_known = parts.iter().any(|part| part.told.is_some());
    let proof = match (typed.id_number.is_empty(), is_known) {
        (true, _) => Proof::Phone,
        (false, true) => Proof::IdNumber(typed.id_number.clone()),
        (false, false) => Proof::Other,
    };
    Ok(Found {
        shelf,
        parts,
        proof,
    })
}

/// Nothing can be taken: the page says what there is.
fn to_the_record() -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, "/file/data")]).into_response()
}

fn as_a_file(body: String, kind: &'static str, name: &'static str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    let fixed = http::HeaderValue::from_static;
    headers.insert(CONTENT_TYPE, fixed(kind));
    headers.insert(CONTENT_DISPOSITION, fixed(name));
    headers.insert(CACHE_CONTROL, KEEP_NOTHING);
    response
}
