//! A file of many families: one of them found by an ID number, by a phone, by the code on its paper, against a plain
//! look-up by primary key in the same database.

use crate::clients::take;
use crate::house::{self, House, id_number, now, phone};
use crate::places::Places;
use crate::rounds::{Contender, Effort, medians};
use crate::submit::{on_disk, runtime};
use crate::table::Row;
use anyhow::{Result, ensure};
use policy::Areas;
use registry::{
    ApplicationNumber, Event, FamilyId, File,
    derived::{Index, derive},
    entry::{Actor, SenderKey, Sent},
    keys::{Chance, SystemChance},
    store::{Commit, KeyChange, Outcome},
};
use sqlx::{
    Row as _, SqlitePool,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use std::sync::Arc;
use std::time::Instant;

/// Families that come in at once while the file is filled; the writer takes as many together as it ever does.
const CLIENTS: usize = 192;
/// Look-ups of one round, each of another family.
const LOOK_UPS: u64 = 2_000;
/// No divisor of it is one of the families' count, so that look-ups go all over the file.
const STRIDE: u64 = 7_368_787;

/// Measures.
pub fn measure(_: &Places, effort: Effort) -> Result<Vec<Row>> {
    let families = effort.of(100_000, 1_000_000) as u64;
    let folder = tempfile::tempdir_in(on_disk())?;
    let file = folder.path().join("yucan.db");
    let runtime = runtime()?;
    let house = Arc::new(runtime.block_on(House::open(
        folder.path(),
        &format!("sqlite:{}", file.display()),
    ))?);
    let filling = Instant::now();
    runtime.block_on(fill(&house, families))?;
    eprintln!(
        "  {families} families came in {:.0} s; {:.2} GB",
        filling.elapsed().as_secs_f64(),
        std::fs::metadata(&file)?.len() as f64 / 1e9
    );
    let options = SqliteConnectOptions::new()
        .filename(&file)
        .pragma("query_only", "ON")
        .pragma("cache_size", "-32768");
    let pool = SqlitePoolOptions::new()
        .max_connections(4)
        .test_before_acquire(false);
    let pool = runtime.block_on(pool.connect_with(options))?;
    let mut turn = [0_u64; 4];
    let [by_number, by_phone, by_code, by_key] = &mut turn;
    let found = |turn: &mut u64, index: Index| {
        runtime.block_on(look_up(turn, families, async |number| {
            let blind = house.keys_blind(index, number)?;
            let found = house.office.store.find(index, blind).await?;
            ensure!(found == [family(number)], "{index:?} finds {found:?}");
            Ok(())
        }))
    };
    let contenders: [Contender<'_>; 4] = [
        Box::new(|| found(by_number, Index::IdNumber)),
        Box::new(|| found(by_phone, Index::Phone)),
        Box::new(|| found(by_code, Index::ApplicationNumber)),
        Box::new(|| {
            runtime.block_on(look_up(by_key, families, async |number| {
                by_primary_key(&pool, family(number)).await
            }))
        }),
    ];
    let [number, phone, code, key] = medians(effort.of(5, 15), contenders)?;
    let row = |by: &str, micros: f64| {
        Row::told(
            format!("a file of {families} families: look-up by {by}"),
            format!("{micros:.0} µs"),
            format!("{key:.0} µs, by primary key"),
            format!("{:.2} ×", micros / key),
        )
        .at_most(2.0, "×", micros / key)
    };
    runtime.block_on(pool.close());
    Ok(vec![
        row("ID number", number),
        row("phone", phone),
        row("the code on a paper", code),
    ])
}

/// Microseconds a look-up, one after the other.
async fn look_up(
    turn: &mut u64,
    families: u64,
    act: impl AsyncFn(u64) -> Result<()>,
) -> Result<f64> {
    let begun = Instant::now();
    for _ in 0..LOOK_UPS {
        *turn = (*turn + STRIDE) % families;
        act(*turn).await?;
    }
    Ok(begun.elapsed().as_secs_f64() * 1e6 / LOOK_UPS as f64)
}

async fn by_primary_key(pool: &SqlitePool, family: FamilyId) -> Result<()> {
    let query = sqlx::query("SELECT area FROM family WHERE family = ?").bind(family.0.to_vec());
    let area: String = query.fetch_one(pool).await?.try_get(0)?;
    ensure!(area == "441702", "another's row");
    Ok(())
}

/// The family with a number, under a name that could have been drawn: they came half a second after each other.
fn family(number: u64) -> FamilyId {
    let mut name = u128::from(number)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
        .to_be_bytes();
    let moment = (1_700_000_000_000 + 500 * number).to_be_bytes();
    name[..6].copy_from_slice(&moment[2..]);
    FamilyId(name)
}

fn application_number(number: u64) -> ApplicationNumber {
    let mut letters = [0; 9];
    let mut rest = number;
    for letter in &mut letters {
        *letter = (rest % 16) as u8;
        rest /= 16;
    }
    ApplicationNumber::from_chance(letters)
}

impl House {
    fn keys_blind(&self, index: Index, number: u64) -> Result<[u8; 32]> {
        let blinds = self.office.keys.blinds();
        Ok(match index {
            Index::Phone | Index::NamedPhone => blinds.blind(index, phone(number)?.expose()),
            Index::ApplicationNumber => {
                blinds.blind(index, &application_number(number).to_string())
            }
            Index::IdNumber | Index::ProvisionalNumber => blinds.blind(index, &id_number(number)),
        })
    }
}

/// Each family's whole file in one commit, by the way that every commit goes.
async fn fill(house: &Arc<House>, families: u64) -> Result<()> {
    let house = Arc::clone(house);
    take(CLIENTS, 0..families, move |number| {
        let house = Arc::clone(&house);
        async move {
            let outcome = house
                .office
                .store
                .commit(whole(&house, number).await?)
                .await?;
            ensure!(
                matches!(outcome, Outcome::Kept { .. }),
                "not kept: {outcome:?}"
            );
            Ok(())
        }
    })
    .await
    .map(drop)
}

async fn whole(house: &House, number: u64) -> Result<Commit> {
    let application = house::application(number)?;
    let mut events = vec![Event::Opened {
        phone: phone(number)?.expose().to_owned(),
    }];
    events.extend(application.consents.iter().map(|agreed| Event::Consented {
        consent: agreed.consent,
        version: agreed.version.clone(),
        guardian: agreed.by.clone(),
    }));
    events.push(Event::Sent(Box::new(Sent {
        number: application_number(number),
        service: application.service,
        area: "441702".to_owned(),
        edition: "2022-01-01".to_owned(),
        form: application.form,
        fields: application.fields,
        facts: policy::wire::facts_json(&application.facts),
        shown: String::new(),
        verdict: "eligible".to_owned(),
        signature: application.signature,
    })));
    let (mut file, wrapped) = File::create(&*house.keys, family(number)).await?;
    let mut key = SenderKey([0; 16]);
    SystemChance.fill(&mut key.0);
    let mut entries = Vec::with_capacity(events.len());
    for event in events {
        entries.push(file.write(&SystemChance, now(), Actor::Family, key, event)?);
    }
    Ok(Commit {
        family: file.family,
        area: "441702".to_owned(),
        seen: 0,
        key,
        digest: [0; 32],
        found: None,
        entries,
        family_key: KeyChange::Create(wrapped),
        derived: derive(&file, house.office.keys.blinds(), Areas::built_in())?,
        silences: Vec::new(),
        intents: Vec::new(),
        ends: Vec::new(),
    })
}
