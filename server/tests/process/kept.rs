//! A database with one family's application in it, as a portal that served it left it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::Arc,
};

use policy::{Areas, phone::Phone, verdict::Service};
use registry::{
    FamilyId, Instant,
    audit::head::Signer,
    entry::{Actor, SenderKey},
    keys::{KeyFile, KeyService, SystemChance},
    office::{Application, Hand, Office, SendOutcome},
    store,
    vault::SuiteName,
};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::{command::yucan, sent};

/// The phone that opened the file.
pub const PHONE: &str = "13800138000";
/// When it did.
pub const NOW: Instant = Instant(1_795_312_800_000);
const FACTS: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"},
    "mother":{"name":"林晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;

/// A folder with a database and its keys in `kept/`.
pub struct Kept {
    folder: TempDir,
    /// The application's number.
    pub number: String,
    /// Whose it is.
    pub family: FamilyId,
    /// The sealed body of every entry, in order.
    pub bodies: Vec<Vec<u8>>,
}

impl Kept {
    /// A new one.
    pub async fn new() -> Kept {
        Kept::of(Service::PreEnrolment, FACTS).await
    }

    /// A new one, whose application is another.
    pub async fn of(service: Service, facts: &str) -> Kept {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("kept")).unwrap();
        let path = folder.path().join("kept/keys");
        KeyFile::create(&path, &SystemChance).unwrap();
        let office = office(folder.path()).await;
        let hand = Hand {
            by: Actor::Family,
            at: NOW,
            key: SenderKey([1; 16]),
        };
        let phone = Phone::parse(PHONE).unwrap();
        let sent = application(service, facts);
        let family = office.open(&phone, &sent.consents, &hand).await;
        let family = family.unwrap().unwrap();
        let outcome = office.send(family, &sent, &hand).await.unwrap();
        let SendOutcome::Sent { number, .. } = outcome else {
            panic!("{outcome:?}");
        };
        let entries = office.store.entries(0, 100).await.unwrap();
        office.store.close().await;
        Kept {
            folder,
            number: number.to_string(),
            family,
            bodies: entries.into_iter().map(|entry| entry.body).collect(),
        }
    }

    /// The same applied for from another phone; its number.
    pub async fn apply_from(&self, phone: &str) -> String {
        let office = office(self.folder.path()).await;
        let hand = Hand {
            by: Actor::Family,
            at: NOW,
            key: SenderKey([3; 16]),
        };
        let phone = Phone::parse(phone).unwrap();
        let sent = application(Service::PreEnrolment, FACTS);
        let outcome = office.apply(&phone, &sent, &hand).await.unwrap();
        office.store.close().await;
        let SendOutcome::Sent { number, .. } = outcome else {
            panic!("{outcome:?}");
        };
        number.to_string()
    }

    /// So many more families, each with a file of its own.
    pub async fn crowd(&self, families: u32) {
        let office = Arc::new(office(self.folder.path()).await);
        let consents = Arc::new(application(Service::PreEnrolment, FACTS).consents);
        let mut opened = JoinSet::new();
        for number in 0..families {
            let (office, consents) = (Arc::clone(&office), Arc::clone(&consents));
            opened.spawn(async move {
                let phone = Phone::parse(&phone(number)).unwrap();
                let hand = Hand {
                    by: Actor::Family,
                    at: NOW,
                    key: SenderKey([2; 16]),
                };
                office
                    .open(&phone, &consents, &hand)
                    .await
                    .unwrap()
                    .unwrap();
            });
        }
        opened.join_all().await;
        office.store.close().await;
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn database(&self) -> String {
        format!("sqlite:{}", self.at("kept/yucan.db").display())
    }

    /// The command beside it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = yucan(self.folder.path());
        command
            .env("YUCAN_DATABASE", "sqlite:kept/yucan.db")
            .args(arguments);
        command
    }

    /// Runs the command; its status and what it said, standard error after standard output.
    pub fn run(&self, arguments: &[&str]) -> (i32, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(arguments).output().unwrap();
        let told = String::from_utf8([stdout, stderr].concat()).unwrap();
        (status.code().unwrap(), told)
    }

    /// Changes the first of these bytes in the database's file, past every program.
    pub fn spoil(&self, bytes: &[u8]) {
        let path = self.at("kept/yucan.db");
        let mut file = std::fs::read(&path).unwrap();
        let found = file.windows(bytes.len()).position(|there| there == bytes);
        file[found.unwrap()] ^= 1;
        std::fs::write(&path, file).unwrap();
    }

    /// The office over it.
    pub async fn office(&self) -> Office {
        office(self.folder.path()).await
    }

    /// The stage of the application, asked of the office itself.
    pub async fn stage(&self) -> &'static str {
        let office = self.office().await;
        let file = office.file(self.family).await.unwrap().unwrap();
        office.store.close().await;
        file.standing().applications[0].stage.as_str()
    }
}

/// The phone of one of a crowd: neighbours are no neighbours to the limits.
pub fn phone(number: u32) -> String {
    format!("13{number:05}4001")
}

async fn office(folder: &Path) -> Office {
    let chance = Arc::new(SystemChance);
    let keys = KeyFile::open(&folder.join("kept/keys"), SuiteName::AesGcmSiv, chance).unwrap();
    // as the portal does
    keys.begin_list(&[]).unwrap();
    let keys = Arc::new(keys);
    let address = format!("sqlite:{}", folder.join("kept/yucan.db").display());
    let signer = Arc::clone(&keys) as Arc<dyn Signer>;
    let store = store::open(&address, signer).await.unwrap();
    Office::new(
        store,
        keys as Arc<dyn KeyService>,
        Arc::new(SystemChance),
        Areas::built_in(),
    )
}

fn application(service: Service, facts: &str) -> Application {
    let fields = [
        ("mother_name", "林晓梅"),
        ("mother_id_number", "441702199503081223"),
        ("mother_phone", PHONE),
    ];
    Application {
        service,
        ..sent::application(sent::facts(facts), &fields)
    }
}
