//! An office on a database of its own, a file or, where a variable says so, a server; and a family that comes to it.

use std::{
    collections::BTreeMap,
    fs,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use policy::{Areas, phone::Phone};
use registry::{
    ApplicationNumber, FamilyId, File, Instant, Stage, Standing, Store,
    audit::head::Signer,
    calls::{Call, Opened, Opener, What},
    derived::DueRow,
    entry::{Actor, Consent, SenderKey, Step},
    keys::{Chance, KeyFile, KeyService},
    office::{Act, Acted, Agreed, Application, Hand, Office, SendOutcome},
    outside::Template,
    sign_in::SignIn,
    store::{
        Intent,
        inspection::{self, Table, Value},
        open,
        sqlite::SqliteStore,
    },
    vault::SuiteName,
    verify::{Check, verify},
};
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use crate::{cluster::Cluster, sent};

/// Ten in the morning in China, on the 22nd of November 2026.
pub const NOW: Instant = Instant(1_795_312_800_000);
/// Who applies.
pub const MOTHER: &str = "欧阳晓梅";
/// Her phone.
pub const PHONE: &str = "13800138000";
/// And her number.
pub const ID_NUMBER: &str = "441702199503081223";

/// An expected baby in an area that takes it before birth.
pub const EXPECTED: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"},
    "mother":{"name":"欧阳晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;
/// A baby that was born.
pub const BORN: &str = r#"{"id":"b","area":"510100","asked_on":"2026-11-22","births":[{"on":"2026-09-01","sex":"female","hukou":{"on":"2026-10-01"}}]}"#;
/// Another, a year before.
pub const ELDER: &str = r#"{"id":"c","area":"510100","asked_on":"2026-11-22","births":[{"on":"2026-09-02","sex":"female","hukou":{"on":"2026-10-01"}}]}"#;

/// Whether houses have a server: all of these tests run once without it and once with it.
const ON_A_SERVER: &str = "YUCAN_TEST_SERVER";

/// Tables with rows of families and of what they did, but for counters, which count attempts.
const TABLES: [&str; 10] = [
    "family",
    "entry",
    "act",
    "node",
    "head",
    "blind",
    "application",
    "due",
    "intent",
    "passing",
];

/// An office, its door, and where both keep things.
pub struct House {
    pub office: Arc<Office>,
    pub door: Arc<SignIn>,
    pub keys: Arc<KeyFile>,
    chance: Arc<dyn Chance>,
    folder: TempDir,
    cluster: Option<Cluster>,
}

async fn office(address: &str, keys: &Arc<KeyFile>, chance: &Arc<dyn Chance>) -> Office {
    let signer = Arc::clone(keys) as Arc<dyn Signer>;
    let store = open(address, signer).await.unwrap();
    let held = Arc::clone(keys) as Arc<dyn KeyService>;
    Office::new(store, held, Arc::clone(chance), Areas::built_in())
}

impl House {
    /// A new one, with keys drawn from chance that is the same in every run.
    pub async fn open() -> House {
        House::with_chance(1).await
    }

    /// The same with other keys.
    pub async fn with_chance(seed: u64) -> House {
        let is_on_a_server = std::env::var_os(ON_A_SERVER).is_some();
        let cluster = is_on_a_server.then(|| Cluster::start(&[]));
        House::on(seed, cluster).await
    }

    /// One on a file in any case, for what looks into it or copies it.
    pub async fn on_a_file() -> House {
        House::on(1, None).await
    }

    async fn on(seed: u64, cluster: Option<Cluster>) -> House {
        let folder = TempDir::new().unwrap();
        let chance: Arc<dyn Chance> = Arc::new(Counted(AtomicU64::new(seed << 32)));
        let path = folder.path().join("keys");
        KeyFile::create(&path, &*chance).unwrap();
        let keys = KeyFile::open(&path, SuiteName::AesGcmSiv, Arc::clone(&chance)).unwrap();
        let keys = Arc::new(keys);
        let address = match &cluster {
            Some(cluster) => cluster.address(),
            None => file_address(&folder.path().join("file.db")),
        };
        let office = office(&address, &keys, &chance).await;
        let held = Arc::clone(&keys) as Arc<dyn KeyService>;
        House {
            door: Arc::new(SignIn::new(
                Arc::clone(&office.store),
                held,
                Arc::clone(&chance),
            )),
            office: Arc::new(office),
            keys,
            chance,
            folder,
            cluster,
        }
    }

    /// A copy of the database as it is now.
    pub async fn copy(&self, name: &str) -> PathBuf {
        let copy = self.at(name);
        let copied = SqliteStore::backup_of(&self.at("file.db"), &copy).await;
        copied.unwrap();
        copy
    }

    /// Another office, with the same keys, over a copy.
    pub async fn office_over(&self, copy: &Path) -> Office {
        office(&file_address(copy), &self.keys, &self.chance).await
    }

    /// A file in the house's folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Everything is as the entries have it.
    pub async fn assert_whole(&self) {
        let public_key = self.keys.public_key();
        let check = Check {
            public_key: &public_key,
            known: &[],
            keys: Some(&*self.keys),
            areas: Some(Areas::built_in()),
        };
        let report = verify(&**self.store(), check).await.unwrap();
        assert!(report.is_whole(), "{:?}", report.changes);
    }

    pub fn store(&self) -> &Arc<dyn Store> {
        &self.office.store
    }

    /// A file opened for a phone.
    pub async fn family(&self, phone: &str) -> FamilyId {
        let phone = self::phone(phone);
        let opened = self.office.open(&phone, &agreed(), &hand(900)).await;
        opened.unwrap().unwrap()
    }

    /// A family whose application for an expected baby is with the agency.
    pub async fn sent(&self) -> (FamilyId, ApplicationNumber) {
        let family = self.family(PHONE).await;
        (family, self.send(family, &application(EXPECTED), 1).await)
    }

    /// Sends what must be taken.
    pub async fn send(&self, family: FamilyId, sent: &Application, key: u8) -> ApplicationNumber {
        let outcome = self.office.send(family, sent, &hand(key.into())).await;
        match outcome.unwrap() {
            SendOutcome::Sent { number, .. } => number,
            other => panic!("{other:?}"),
        }
    }

    /// A step of the agency's.
    pub async fn act(&self, number: &ApplicationNumber, step: Step, key: u16) -> Acted {
        let act = Act {
            number: number.clone(),
            step,
        };
        self.office.act(&act, &agency(key)).await.unwrap()
    }

    pub async fn file(&self, family: FamilyId) -> File {
        self.office.file(family).await.unwrap().unwrap()
    }

    pub async fn standing(&self, family: FamilyId) -> Standing {
        self.file(family).await.standing()
    }

    pub async fn stage(&self, family: FamilyId, number: &ApplicationNumber) -> Stage {
        let standing = self.standing(family).await;
        standing.application(number).unwrap().stage
    }

    /// The stage of an application, whoever's it is.
    pub async fn stage_of(&self, number: &ApplicationNumber) -> Stage {
        let file = self.office.file_with(number).await.unwrap().unwrap();
        file.standing().application(number).unwrap().stage
    }

    /// A family's rows in a table, as they lie in the database.
    pub async fn rows_of(&self, family: FamilyId, table: Table) -> Vec<inspection::Row> {
        let inspection = self.store().inspection().unwrap();
        inspection.rows(table, family).await.unwrap()
    }

    /// What is due, as it lies in the database.
    pub async fn due(&self, family: FamilyId) -> Vec<DueRow> {
        let text = |value: &Value| match value {
            Value::Text(text) => text.clone(),
            _ => panic!("no text"),
        };
        let rows = self.rows_of(family, Table::Due).await;
        let due = rows.iter().map(|row| DueRow {
            due_on: text(&row[2]),
            what: text(&row[3]),
            stage: text(&row[4]),
            channel: text(&row[5]),
        });
        due.collect()
    }

    /// What is to be said to the world outside by now, in order of phones: to whom, and about what.
    pub async fn messages(&self) -> Vec<(String, Template)> {
        let intents = self.store().claim(100, NOW, 60).await.unwrap();
        let mut told = Vec::new();
        for intent in intents {
            let Opened::Open(body) = Opener::open(&*self.office, &intent).await else {
                panic!("a call does not open");
            };
            if let What::Message(message) = Call::from_bytes(&body).unwrap().what {
                told.push((message.to().expose().to_owned(), message.template()));
            }
        }
        told.sort();
        told
    }

    /// Every call that may still be said, with its words, in the order of those it is said to.
    pub async fn calls(&self) -> Vec<(Intent, Call)> {
        let inspection = self.store().inspection().unwrap();
        let mut calls = Vec::new();
        for family in inspection.having(Table::Intent, None, 100).await.unwrap() {
            for row in self.rows_of(family, Table::Intent).await {
                let [
                    Value::Bytes(id),
                    _,
                    _,
                    _,
                    Value::Bytes(body),
                    Value::Text(state),
                ] = &row[..]
                else {
                    panic!("no call");
                };
                if !["due", "dead"].contains(&state.as_str()) {
                    continue;
                }
                let intent = Intent {
                    id: id[..].try_into().unwrap(),
                    family,
                    to: String::new(),
                    body: body.clone(),
                    tries: 0,
                    renewed: 0,
                };
                let Opened::Open(body) = Opener::open(&*self.office, &intent).await else {
                    panic!("a call does not open");
                };
                calls.push((intent, Call::from_bytes(&body).unwrap()));
            }
        }
        calls.sort_by_key(|(_, call)| call.what.to());
        calls
    }

    /// The call was heard, and is not said again.
    pub async fn heard(&self, intent: &Intent) {
        let id = intent.id.to_vec();
        match &self.cluster {
            None => {
                let heard = sqlx::query("UPDATE intent SET state = 'done' WHERE id = ?").bind(id);
                heard.execute(&mut self.connection().await).await.unwrap();
            }
            Some(cluster) => {
                let heard = sqlx::query("UPDATE intent SET state = 'done' WHERE id = $1").bind(id);
                heard
                    .execute(&mut connection_to(cluster).await)
                    .await
                    .unwrap();
            }
        }
    }

    /// To whom something is still to be said, in order.
    pub async fn said_to(&self) -> Vec<&'static str> {
        let calls = self.calls().await;
        calls.iter().map(|(_, call)| call.what.to()).collect()
    }

    /// Changes rows past the office, in words that both databases understand; how many.
    pub async fn change_behind(&self, sql: &'static str) -> u64 {
        match &self.cluster {
            None => {
                let changed = sqlx::query(sql).execute(&mut self.connection().await).await;
                changed.unwrap().rows_affected()
            }
            Some(cluster) => {
                let changed = sqlx::query(sql)
                    .execute(&mut connection_to(cluster).await)
                    .await;
                changed.unwrap().rows_affected()
            }
        }
    }

    /// How many rows each table has.
    pub async fn rows(&self) -> BTreeMap<&'static str, i64> {
        let mut rows = BTreeMap::new();
        for table in TABLES {
            let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
            let count = match &self.cluster {
                None => {
                    let row = sqlx::query(sql)
                        .fetch_one(&mut self.connection().await)
                        .await;
                    row.unwrap().get(0)
                }
                Some(cluster) => {
                    let row = sqlx::query(sql)
                        .fetch_one(&mut connection_to(cluster).await)
                        .await;
                    row.unwrap().get(0)
                }
            };
            rows.insert(table, count);
        }
        rows
    }

    /// Another connection to the same file.
    pub async fn connection(&self) -> SqliteConnection {
        assert!(self.cluster.is_none(), "this is for a house on a file");
        let options = SqliteConnectOptions::new().filename(self.folder.path().join("file.db"));
        SqliteConnection::connect_with(&options).await.unwrap()
    }

    /// The database's files in which these bytes stand.
    pub fn holding(&self, bytes: &[u8]) -> Vec<PathBuf> {
        assert!(self.cluster.is_none(), "this is for a house on a file");
        let files = fs::read_dir(self.folder.path()).unwrap();
        let files = files.map(|entry| entry.unwrap().path());
        files
            .filter(|path| !path.ends_with("keys"))
            .filter(|path| {
                let content = fs::read(path).unwrap();
                content.windows(bytes.len()).any(|there| there == bytes)
            })
            .collect()
    }
}

fn file_address(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

async fn connection_to(cluster: &Cluster) -> PgConnection {
    PgConnection::connect(&cluster.address()).await.unwrap()
}

pub fn phone(text: &str) -> Phone {
    Phone::parse(text).unwrap()
}

pub fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

/// The family's hand.
pub fn hand(key: u16) -> Hand {
    Hand {
        by: Actor::Family,
        at: NOW,
        key: sender(key),
    }
}

/// The agency's.
pub fn agency(key: u16) -> Hand {
    Hand {
        by: Actor::Agency("desk".to_owned()),
        ..hand(key)
    }
}

pub fn sender(key: u16) -> SenderKey {
    let mut bytes = [0x6e; 16];
    bytes[..2].copy_from_slice(&key.to_be_bytes());
    SenderKey(bytes)
}

/// Everything is agreed to.
pub fn agreed() -> Vec<Agreed> {
    Consent::ALL.map(agreed_to).to_vec()
}

pub fn agreed_to(consent: Consent) -> Agreed {
    sent::agreed_to(consent, MOTHER)
}

/// An application with those facts, for what they are about.
pub fn application(facts: &str) -> Application {
    let fields = [
        ("mother_name", MOTHER),
        ("mother_id_number", ID_NUMBER),
        ("mother_phone", PHONE),
        ("mother_address", "某路 1 号"),
    ];
    Application {
        consents: agreed(),
        ..sent::application(sent::facts(facts), &fields)
    }
}

/// Chance that is the same in every run.
pub struct Counted(pub AtomicU64);

impl Chance for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let turn = self.0.fetch_add(1, Ordering::SeqCst);
            let hash = Sha256::digest(turn.to_be_bytes());
            chunk.copy_from_slice(&hash[..chunk.len()]);
        }
    }
}
