//! A registry in a folder of its own: an office over either database, with a key file; families that apply; and the look
//! whether everything that was acknowledged is there and nothing is half.

use std::{
    net::{IpAddr, Ipv4Addr},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use policy::{Areas, phone::Phone};
use registry::{
    ApplicationNumber, Instant,
    audit::head::Signer,
    entry::{Actor, SenderKey},
    file::File,
    keys::{KeyFile, KeyService, SystemChance},
    office::{Application, Done, Hand, Office, OfficeFault, SendOutcome},
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

    /// The file with an application. A server that has a whole machine's trials beside it may take longer than a reader
    /// waits, and is asked again.
    pub async fn file_with(&self, application: &ApplicationNumber) -> Option<File> {
        let mut ticks = tokio::time::interval(Duration::from_millis(500));
        for _ in 0..ASKED_AGAIN {
            ticks.tick().await;
            match self.office.file_with(application).await {
                Err(OfficeFault::Store(StoreFault::Away)) => {}
                found => return found.unwrap(),
            }
        }
        panic!("the database does not come back");
    }

    /// Everything acknowledged is there, the audit is whole, every body opens, no file is half, and the derived rows are
    /// those of the entries. How many families there are.
    pub async fn find(&self, acknowledged: &[(u32, ApplicationNumber)], at: &str) -> u64 {
        for (number, application) in acknowledged {
            let file = self.file_with(application).await;
            let file = file.unwrap_or_else(|| panic!("{at}: the form of {number} is lost"));
            let standing = file.standing();
            assert_eq!(standing.phone, phone(*number).expose(), "{at}");
            assert!(standing.application(application).is_some(), "{at}");
        }
        let public_key = self.keys.public_key();
        let check = Check {
            public_key: &public_key,
            known: &[],
            keys: Some(&*self.keys),
            // rows of an older program lack what it did not know of a call
            areas: None,
        };
        let report = verify(&*self.office.store, check).await.unwrap();
        assert!(report.is_whole(), "{at}: {:?}", report.changes);
        assert_eq!(report.entries, report.signed, "{at}");
        let mut after = None;
        loop {
            let families = self.office.store.families(after, 200).await.unwrap();
            for family in &families {
                let file = self.office.file(*family).await.unwrap().unwrap();
                assert_eq!(file.entries.len(), WHOLE, "{at}: half a file");
            }
            match families.last() {
                Some(last) => after = Some(*last),
                None => break,
            }
        }
        let rebuilt = self.office.rebuild().await.unwrap();
        assert_eq!(rebuilt.changed, 0, "{at}: derived rows of another moment");
        report.families
    }
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
