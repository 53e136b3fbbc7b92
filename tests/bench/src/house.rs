//! The registry in this process, as the portal has it, and families that never were.

use anyhow::{Context, Result, bail};
use policy::{Areas, phone::Phone, verdict::Service, wire};
use registry::{
    FamilyId, Instant, Store,
    audit::head::Signer,
    entry::{Actor, Consent, SenderKey, Signature},
    keys::{Chance, KeyFile, KeyService, SystemChance},
    office::{Agreed, Application, Hand, Office, SendOutcome},
    sign_in::{Asked, Confirmed, SignIn},
    store,
    vault::SuiteName,
};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The day that the families ask about, on which the form is open.
const ASKED_ON: &str = "2026-11-22";
const BIRTHDAYS: u64 = 28 * 12 * 20;

/// An office over a database, with keys in a folder.
pub struct House {
    pub office: Arc<Office>,
    pub keys: Arc<KeyFile>,
}

impl House {
    /// Opens it; the keys are made where there are none.
    pub async fn open(folder: &Path, address: &str) -> Result<House> {
        let path = folder.join("keys");
        if !path.exists() {
            KeyFile::create(&path, &SystemChance)?;
        }
        let chance: Arc<dyn Chance> = Arc::new(SystemChance);
        let keys = Arc::new(KeyFile::open(&path, SuiteName::AesGcmSiv, chance)?);
        let signer = Arc::clone(&keys) as Arc<dyn Signer>;
        let store: Arc<dyn Store> = store::open(address, signer).await?;
        let service = Arc::clone(&keys) as Arc<dyn KeyService>;
        let office = Office::new(store, service, Arc::new(SystemChance), Areas::built_in());
        Ok(House {
            office: Arc::new(office),
            keys,
        })
    }

    /// Opens the file of the family with a number.
    pub async fn come(&self, number: u64) -> Result<FamilyId> {
        let application = application(number)?;
        let opened = self
            .office
            .open(&phone(number)?, &application.consents, &hand(number, 0))
            .await?;
        opened
            .ok()
            .context("what was agreed to is not what is needed")
    }

    /// Sends its application; its number.
    pub async fn send(&self, family: FamilyId, number: u64) -> Result<String> {
        let (application, hand) = (application(number)?, hand(number, 1));
        taken(self.office.send(family, &application, &hand).await?)
    }

    /// Sends it for a family that was never here; its number.
    pub async fn apply(&self, number: u64) -> Result<String> {
        let (application, hand) = (application(number)?, hand(number, 1));
        let phone = phone(number)?;
        taken(self.office.apply(&phone, &application, &hand).await?)
    }

    /// Signs its phone in; the cookie's value.
    pub async fn sign_in(&self, number: u64) -> Result<String> {
        let store = Arc::clone(&self.office.store);
        let service = Arc::clone(&self.office.keys);
        let door = SignIn::new(store, service, Arc::new(SystemChance));
        let from = IpAddr::from((0xfd00_u128 << 112 | u128::from(number) << 64).to_be_bytes());
        let asked = door.ask(None, &phone(number)?, from, now()).await?;
        let Asked::Send { token, code } = asked else {
            bail!("a code was asked for too often: {asked:?}");
        };
        match door.confirm(&token, &code, now()).await? {
            Confirmed::Right { token, .. } => Ok(token.hex()),
            other => bail!("a code was not taken: {other:?}"),
        }
    }

    pub async fn close(self) {
        self.office.store.close().await;
    }
}

fn taken(outcome: SendOutcome) -> Result<String> {
    match outcome {
        SendOutcome::Sent { number, .. } => Ok(number.to_string()),
        other => bail!("an application was not taken: {other:?}"),
    }
}

/// Now, as the portal's clock has it.
pub fn now() -> Instant {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn hand(number: u64, act: u8) -> Hand {
    let mut key = [0; 16];
    SystemChance.fill(&mut key[..7]);
    key[7] = act;
    key[8..].copy_from_slice(&number.to_be_bytes());
    Hand {
        by: Actor::Family,
        at: now(),
        key: SenderKey(key),
    }
}

/// Numbers are spread, so that few are neighbours, as a portal's families are none.
pub fn phone(number: u64) -> Result<Phone> {
    let spread = number.wrapping_mul(612_345_677) % 1_000_000_000;
    Phone::parse(&format!("13{spread:09}"))
        .ok()
        .context("no phone")
}

/// A number as GB 11643 has it, for births in twenty years.
pub fn id_number(number: u64) -> String {
    const WEIGHTS: [u64; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let (day, turn) = (number % BIRTHDAYS, number / BIRTHDAYS);
    let (year, month, day) = (1981 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
    let body = format!("441702{year}{month:02}{day:02}{:03}", 2 * turn);
    let digits = body.bytes().map(|digit| u64::from(digit - b'0'));
    let sum: u64 = digits
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{body}{}", CHECKS[(sum % 11) as usize])
}

/// What a family in Yangjiang sends.
pub fn application(number: u64) -> Result<Application> {
    let facts = format!(
        r#"{{"id":"a","area":"441702","asked_on":"{ASKED_ON}","pregnancy":{{"due_date":"2027-02-08"}},
        "mother":{{"name":"林晓梅","id_number":"{}","enrolment":{{"insurance":"resident","area":"441702","year":2026}}}}}}"#,
        id_number(number)
    );
    let wire::Line::Facts(facts) = wire::read(facts.as_bytes()) else {
        bail!("facts that do not read");
    };
    let fields = [
        ("mother_name", "林晓梅".to_owned()),
        ("mother_id_number", id_number(number)),
        ("mother_phone", phone(number)?.expose().to_owned()),
        ("mother_address", "阳江市江城区东风一路 1 号".to_owned()),
    ];
    let fields = fields.map(|(field, value)| (field.to_owned(), value));
    let agreed = Consent::OF_FORMS.map(|consent| Agreed {
        consent,
        version: "2026-11-26".to_owned(),
        by: "林晓梅".to_owned(),
    });
    Ok(Application {
        service: Service::PreEnrolment,
        facts: *facts,
        form: "2022-01-01".to_owned(),
        fields: BTreeMap::from(fields),
        shown: None,
        signature: Signature::Typed("林晓梅".to_owned()),
        consents: agreed.to_vec(),
        draft: None,
    })
}
