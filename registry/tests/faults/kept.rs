//! A registry in a folder of its own: an office over either database, with a key file; families that apply; and the look
//! whether everything that was acknowledged is there and nothing is half.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv4Addr},
    ops::RangeInclusive,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use policy::{Areas, phone::Phone};
use registry::{
    ApplicationNumber, Instant,
    audit::head::Signer,
    entry::{Actor, SenderKey, Step},
    file::File,
    keys::{KeyFile, KeyService, SystemChance},
    office::{Act, Acted, Application, Deleted, Done, Hand, Office, OfficeFault, SendOutcome},
    sign_in::SignIn,
    store::{OpenFault, StoreFault, open},
    vault::SuiteName,
    verify::{Check, verify},
};

use crate::sent;

const NOW: Instant = Instant(1_795_312_800_000);
const FACTS: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"},
    "mother":{"name":"欧阳晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;
/// Entries of a file that is opened with a form: nothing less is whole.
const WHOLE: usize = 5;
/// How far a family went on after its form was acknowledged: what was begun, and what was acknowledged of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowFar {
    Accepting,
    Accepted,
    Deleting,
    Deleted,
}

impl HowFar {
    pub const ALL: [(&str, HowFar); 4] = [
        ("accepting", HowFar::Accepting),
        ("accepted", HowFar::Accepted),
        ("deleting", HowFar::Deleting),
        ("deleted", HowFar::Deleted),
    ];

    /// Entries of a file that is there; none where it must be gone.
    fn entries(self) -> Option<RangeInclusive<usize>> {
        match self {
            HowFar::Accepting => Some(WHOLE..=WHOLE + 1),
            HowFar::Accepted => Some(WHOLE + 1..=WHOLE + 1),
            // taken back first
            HowFar::Deleting => Some(WHOLE..=WHOLE + 1),
            HowFar::Deleted => None,
        }
    }
}

/// How often a database is asked that says it is away.
const ASKED_AGAIN: u32 = 20;

/// Makes the key file of a new registry.
pub fn make_keys(path: &Path) {
    KeyFile::create(path, &SystemChance).unwrap();
}

/// An office and its door.
pub struct Kept {
    pub office: Office,
    door: SignIn,
    keys: Arc<KeyFile>,
}

impl Kept {
    /// Opens both as the portal does.
    pub async fn open(address: &str, keys: &Path) -> Result<Kept, OpenFault> {
        let keys = KeyFile::open(keys, SuiteName::AesGcmSiv, Arc::new(SystemChance)).unwrap();
        let keys = Arc::new(keys);
        let store = open(address, Arc::clone(&keys) as Arc<dyn Signer>).await?;
        let held = Arc::clone(&keys) as Arc<dyn KeyService>;
        Ok(Kept {
            office: Office::new(
                Arc::clone(&store),
                Arc::clone(&held),
                Arc::new(SystemChance),
                Areas::built_in(),
            ),
            door: SignIn::new(store, held, Arc::new(SystemChance)),
            keys,
        })
    }

    /// A family's whole way: a code is asked for, the form sent, which opens the file. Again with the same number is the same.
    pub async fn apply(&self, number: u32) -> Done<ApplicationNumber> {
        let phone = phone(number);
        let home = IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number));
        self.door.ask(None, &phone, home, NOW).await?;
        let hand = Hand {
            by: Actor::Family,
            at: NOW,
            key: sender(number),
        };
        let sent = application(&phone);
        match self.office.apply(&phone, &sent, &hand).await? {
            SendOutcome::Sent { number, .. } => Ok(number),
            other => panic!("{other:?}"),
        }
    }

    /// The desk takes a step in a family's application.
    pub async fn act(&self, number: u32, application: &ApplicationNumber, by: Actor, step: Step) {
        let mut key = sender(number);
        key.0[15] ^= 1;
        let hand = Hand { by, at: NOW, key };
        let act = Act {
            number: application.clone(),
            step,
        };
        let acted = patient(|| self.office.act(&act, &hand)).await;
        assert!(matches!(acted, Acted::Now(_)), "{acted:?}");
    }

    /// A family takes its application back and deletes its file.
    pub async fn delete(&self, number: u32, application: &ApplicationNumber) {
        let file = self.file_with(application).await.unwrap();
        self.act(number, application, Actor::Family, Step::Withdraw)
            .await;
        let mut key = sender(number);
        key.0[15] ^= 2;
        let hand = Hand {
            by: Actor::Family,
            at: NOW,
            key,
        };
        let deleted = patient(|| self.office.delete(file.family, &hand)).await;
        assert_eq!(deleted, Deleted::Gone);
    }

    /// The file with an application.
    pub async fn file_with(&self, application: &ApplicationNumber) -> Option<File> {
        patient(|| self.office.file_with(application)).await
    }

    /// Everything acknowledged is there, the audit is whole, every body opens, no file is half, and the derived rows are
    /// those of the entries. How many families there are.
    pub async fn find(&self, acknowledged: &[(u32, ApplicationNumber)], at: &str) -> u64 {
        self.find_after(acknowledged, &HashMap::new(), at).await
    }

    /// The same where families went on.
    pub async fn find_after(
        &self,
        acknowledged: &[(u32, ApplicationNumber)],
        went_on: &HashMap<u32, HowFar>,
        at: &str,
    ) -> u64 {
        for (number, application) in acknowledged {
            let how_far = went_on.get(number);
            let Some(file) = self.file_with(application).await else {
                let may_be_gone = matches!(how_far, Some(HowFar::Deleting | HowFar::Deleted));
                assert!(may_be_gone, "{at}: the form of {number} is lost");
                continue;
            };
            let standing = file.standing();
            assert_eq!(standing.phone, phone(*number).expose(), "{at}");
            assert!(standing.application(application).is_some(), "{at}");
            let entries = how_far.map_or(Some(WHOLE..=WHOLE), |how_far| how_far.entries());
            let is_so = entries.is_some_and(|entries| entries.contains(&file.entries.len()));
            assert!(is_so, "{at}: {number} went on: {how_far:?}");
        }
        let public_key = self.keys.public_key();
        let check = Check {
            public_key: &public_key,
            known: &[],
            keys: Some(&*self.keys),
            // rows of an older program lack what it did not know of a call
            areas: None,
        };
        let store = &self.office.store;
        let report = patient(|| verify(&**store, check)).await;
        assert!(report.is_whole(), "{at}: {:?}", report.changes);
        assert_eq!(report.entries, report.signed, "{at}");
        let (mut after, mut destroyed) = (None, 0);
        loop {
            let families = patient(|| store.families(after, 200)).await;
            for family in &families {
                match patient(|| self.office.file(*family)).await {
                    Some(file) => assert!(file.entries.len() >= WHOLE, "{at}: half a file"),
                    None => destroyed += 1,
                }
            }
            match families.last() {
                Some(last) => after = Some(*last),
                None => break,
            }
        }
        let count = |wanted| went_on.values().filter(|there| **there == wanted).count();
        let (begun, ended) = (count(HowFar::Deleting), count(HowFar::Deleted));
        assert!(
            (ended..=begun + ended).contains(&destroyed),
            "{at}: {destroyed} gone"
        );
        let rebuilt = patient(|| self.office.rebuild()).await;
        assert_eq!(
            (rebuilt.changed, rebuilt.nobody),
            (0, 0),
            "{at}: derived rows of another moment"
        );
        report.families
    }
}

/// Asks again while the database says that it is away: a server that has a whole machine's trials beside it may take
/// longer than a reader waits.
async fn patient<T, F: Into<OfficeFault>, R: Future<Output = Result<T, F>>>(
    ask: impl Fn() -> R,
) -> T {
    let mut ticks = tokio::time::interval(Duration::from_millis(500));
    for _ in 0..ASKED_AGAIN {
        ticks.tick().await;
        match ask().await.map_err(Into::into) {
            Err(OfficeFault::Store(StoreFault::Away)) => {}
            said => return said.unwrap(),
        }
    }
    panic!("the database does not come back");
}

/// Where a registry in a folder has its file.
pub fn file_in(folder: &Path) -> PathBuf {
    folder.join("yucan.db")
}

/// The same as an address.
pub fn address_in(folder: &Path) -> String {
    format!("sqlite:{}", file_in(folder).display())
}

/// Numbers that no limit for neighbours counts together.
fn phone(number: u32) -> Phone {
    Phone::parse(&format!("13{:05}{:04}", number % 100_000, number / 100_000)).unwrap()
}

fn sender(number: u32) -> SenderKey {
    let mut bytes = [0x5e; 16];
    bytes[..4].copy_from_slice(&number.wrapping_mul(0x9e37_79b1).to_be_bytes());
    bytes[4..8].copy_from_slice(&number.to_be_bytes());
    SenderKey(bytes)
}

fn application(phone: &Phone) -> Application {
    let fields = [
        ("mother_name", "欧阳晓梅"),
        ("mother_phone", phone.expose()),
    ];
    sent::application(sent::facts(FACTS), &fields)
}
