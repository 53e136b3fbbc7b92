//! An office on a file of its own, with the double outside: what it has said, and where it stands afterwards.

use std::sync::Arc;

use policy::{Areas, phone::Phone};
use registry::{
    ApplicationNumber, FamilyId, Instant, Stage,
    audit::head::Signer,
    calls::{Report, Runner, run_due},
    entry::{Actor, SenderKey, Step},
    keys::{KeyFile, KeyService, SystemChance},
    office::{Act, Acted, Application, Ear, Hand, Office, SendOutcome},
    standing, store,
    vault::SuiteName,
};
use tempfile::TempDir;

use crate::{sent, world::World};

pub const PHONE: &str = "13800138000";
const FACTS: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-24","pregnancy":{"due_date":"2027-02-08","fetuses":2},
    "mother":{"name":"林晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;

/// The office, and a family whose application for twins is with it.
pub struct Way {
    pub world: World,
    pub office: Arc<Office>,
    pub family: FamilyId,
    pub number: ApplicationNumber,
    _folder: TempDir,
}

impl Way {
    pub async fn new(world: World) -> Way {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        KeyFile::create(&path, &SystemChance).unwrap();
        let keys = KeyFile::open(&path, SuiteName::AesGcmSiv, Arc::new(SystemChance)).unwrap();
        let keys = Arc::new(keys);
        let database = format!("sqlite:{}", folder.path().join("file.db").display());
        let signer = Arc::clone(&keys) as Arc<dyn Signer>;
        let office = Office::new(
            store::open(&database, signer).await.unwrap(),
            keys as Arc<dyn KeyService>,
            Arc::new(SystemChance),
            Areas::built_in(),
        );
        let hand = hand(1, world.hands.now(), Actor::Family);
        let sent = application(FACTS);
        let phone = Phone::parse(PHONE).unwrap();
        let family = office.open(&phone, &sent.consents, &hand).await;
        let family = family.unwrap().unwrap();
        let outcome = office.send(family, &sent, &hand).await.unwrap();
        let SendOutcome::Sent { number, .. } = outcome else {
            panic!("{outcome:?}");
        };
        Way {
            world,
            office: Arc::new(office),
            family,
            number,
            _folder: folder,
        }
    }

    /// The agency's step.
    pub async fn act(&self, step: Step, key: u8) -> Acted {
        let act = Act {
            number: self.number.clone(),
            step,
        };
        let desk = Actor::Agency("desk".to_owned());
        let hand = hand(key, self.world.hands.now(), desk);
        self.office.act(&act, &hand).await.unwrap()
    }

    /// Says what is due now.
    pub async fn run(&self) -> Report {
        let now = || self.world.hands.now();
        let runner = Runner {
            store: &*self.office.store,
            outside: &self.world.outside,
            opener: &*self.office,
            listener: &self.ear(&now),
            now: &now,
        };
        run_due(runner, 50).await
    }

    pub fn ear<'a>(&'a self, now: &'a (dyn Fn() -> Instant + Send + Sync)) -> Ear<'a> {
        Ear {
            office: &self.office,
            now,
        }
    }

    /// Lets time pass, a quarter of an hour at a time, and says what is due, until the application is there.
    pub async fn until(&self, stage: Stage) {
        for _ in 0..200 {
            self.run().await;
            if self.stands().await.stage == stage {
                return;
            }
            self.pass(900);
        }
        panic!("never {stage:?}: {:?}", self.stands().await);
    }

    /// Lets a day pass, so that whatever could still be said is.
    pub async fn a_day(&self) {
        for _ in 0..96 {
            self.pass(900);
            self.run().await;
        }
    }

    pub fn pass(&self, seconds: i64) {
        let now = self.world.hands.now();
        self.world.hands.put(now.plus_seconds(seconds));
    }

    pub async fn stands(&self) -> standing::Application {
        let file = self.office.file(self.family).await.unwrap().unwrap();
        file.standing().application(&self.number).unwrap().clone()
    }

    /// What the double has: how often each baby was registered and assessed.
    pub fn effects(&self) -> (Vec<u32>, Vec<u32>) {
        self.world.double.look(|book| {
            let registered = book.people.iter().map(|one| one.registered).collect();
            (
                registered,
                book.levies.iter().map(|one| one.pushed).collect(),
            )
        })
    }

    /// The texts that went out, by their ids at the gateway.
    pub fn texts(&self) -> Vec<String> {
        self.world.double.look(|book| {
            let mut texts: Vec<_> = book
                .messages
                .iter()
                .map(|one| one.template.clone())
                .collect();
            texts.sort();
            texts
        })
    }

    /// Both premiums are paid at the tax side.
    pub fn pay(&self) {
        let at = self.world.hands.now();
        for person in ["00000000000000000001", "00000000000000000002"] {
            assert!(self.world.double.pay(person, at), "{person} owes");
        }
    }
}

pub fn hand(key: u8, at: Instant, by: Actor) -> Hand {
    Hand {
        by,
        at,
        key: SenderKey([key; 16]),
    }
}

fn application(facts: &str) -> Application {
    let fields = [
        ("mother_name", "林晓梅"),
        ("mother_id_number", "441702199503081223"),
        ("mother_phone", PHONE),
    ];
    sent::application(sent::facts(facts), &fields)
}
