//! What others' files say of the phone's holder. Each look stands in those files, and so does each taking along.

use app::pages::file::Part;
use policy::id_number::IdNumber;
use registry::{
    entry::{Actor, SenderKey},
    file::File,
    office::{Hand, OfficeFault},
};
use serde_json::{Map, Value, json};

use crate::{chance, portal::Portal, session::Family};

/// The part of every application that names the phone; with its contents where the ID number is the one that stands there.
pub async fn parts(
    portal: &Portal,
    family: &Family,
    id_number: Option<&IdNumber>,
) -> Result<Vec<Part>, OfficeFault> {
    let mut parts = Vec::new();
    let phone = &family.signed_in.phone;
    for file in portal.office.files_naming(phone, family.now).await? {
        parts.extend(of(portal, family, &file, id_number).await?);
    }
    Ok(parts)
}

/// Those with their contents, about to be taken along.
pub async fn taken(
    portal: &Portal,
    family: &Family,
    id_number: Option<&IdNumber>,
) -> Result<Vec<Part>, OfficeFault> {
    let mut taken = Vec::new();
    let phone = &family.signed_in.phone;
    for file in portal.office.files_naming(phone, family.now).await? {
        let mut parts = of(portal, family, &file, id_number).await?;
        parts.retain(|part| part.told.is_some());
        if parts.is_empty() {
            continue;
        }
        let hand = Hand {
            by: Actor::Named(phone.expose().to_owned()),
            at: family.now,
            key: SenderKey(chance::drawn()),
        };
        // Nothing goes of which that could not be written.
        if portal
            .office
            .take_along(file.family, &hand)
            .await?
            .is_some()
        {
            taken.extend(parts);
        }
    }
    Ok(taken)
}

async fn of(
    portal: &Portal,
    family: &Family,
    file: &File,
    id_number: Option<&IdNumber>,
) -> Result<Vec<Part>, OfficeFault> {
    let phone = &family.signed_in.phone;
    let mut messages = portal.office.messages(file, family.now).await?;
    messages.retain(|message| message.to.expose() == phone.expose());
    let standing = file.standing();
    let parts = standing.naming(phone).map(|application| {
        let visit = &family.visit;
        Part::of(visit, &standing, application, phone, id_number, &messages)
    });
    Ok(parts.collect())
}

/// One as plain data; none where its contents are not told.
pub fn plain(part: &Part) -> Option<Value> {
    let told = part.told.as_ref()?;
    let answers = told.answers.iter();
    let fields: Map<String, Value> = answers
        .map(|answer| (answer.id.clone(), Value::from(answer.value.clone())))
        .collect();
    Some(json!({
        "number": part.number.to_string(),
        "service": part.service.as_str(),
        "at": part.sent_at,
        "kept_by": part.keeper,
        "fields": fields,
        "facts": told.facts,
        "messages": told.messages,
    }))
}
