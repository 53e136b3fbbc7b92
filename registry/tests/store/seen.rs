//! A registry that has seen something, and copies of it that somebody changes who has the database and no key.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use policy::{Areas, phone::Phone, verdict::Service};
use registry::{
    Store,
    entry::{Actor, Consent, SenderKey, Step},
    keys::{KeyFile, KeyService, SystemChance},
    office::{Act, Acted, Agreed, Application, Draft, Hand, Office, SendOutcome},
    sign_in::SignIn,
    store::{Head, open, open_to_look},
    vault::SuiteName,
    verify::{Check, Report, verify},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::{place::Place, sent};

const EXPECTED: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"},
    "mother":{"name":"欧阳晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;
const BORN: &str = r#"{"id":"b","area":"510100","asked_on":"2026-11-22","births":[{"on":"2026-09-01","sex":"female","hukou":{"on":"2026-10-01"}}]}"#;
pub const MOTHER: &str = "欧阳晓梅";
pub const ID_NUMBER: &str = "441702199503081223";

/// A registry that has seen something, and copies of it to be changed.
pub struct Seen<'p> {
    place: &'p Place,
    pub keys: Arc<KeyFile>,
    /// The head after the first family.
    pub early: Head,
    pub head: Head,
}

fn hand(key: u8) -> Hand {
    Hand {
        by: Actor::Family,
        // a day on which the rules take what the facts tell
        at: registry::Instant(1_795_312_800_000 + i64::from(key)),
        key: SenderKey([key; 16]),
    }
}

fn agreed(by: &str) -> Vec<Agreed> {
    let one = |consent: Consent| sent::agreed_to(consent, by);
    Consent::ALL.map(one).to_vec()
}

fn application(facts: &str, phone: &str) -> Application {
    let fields = [
        ("mother_name", MOTHER),
        ("mother_id_number", ID_NUMBER),
        ("mother_phone", phone),
    ];
    Application {
        consents: agreed(MOTHER),
        ..sent::application(sent::facts(facts), &fields)
    }
}

fn office(store: Arc<dyn Store>, keys: &Arc<KeyFile>) -> Office {
    let held = Arc::clone(keys) as Arc<dyn KeyService>;
    Office::new(store, held, Arc::new(SystemChance), Areas::built_in())
}

impl<'p> Seen<'p> {
    pub async fn new(place: &'p Place) -> Seen<'p> {
        let path = place.at("keys");
        KeyFile::create(&path, &SystemChance).unwrap();
        let keys = KeyFile::open(&path, SuiteName::AesGcmSiv, Arc::new(SystemChance));
        let keys = Arc::new(keys.unwrap());
        let signer = Arc::clone(&keys) as Arc<dyn registry::audit::head::Signer>;
        let store = open(&place.address, signer).await.unwrap();
        let office = office(Arc::clone(&store), &keys);
        let mut early = None;
        for (number, facts) in [(1, EXPECTED), (2, BORN), (3, EXPECTED)] {
            let phone = Phone::parse(&format!("1380013800{number}")).unwrap();
            let sent = application(facts, phone.expose());
            let outcome = office.apply(&phone, &sent, &hand(number)).await.unwrap();
            let SendOutcome::Sent {
                number: of, file, ..
            } = outcome
            else {
                panic!("{outcome:?}");
            };
            early = early.or(store.head().await.unwrap());
            let step = if number == 3 {
                Step::Withdraw
            } else {
                Step::Accept
            };
            let act = Act { number: of, step };
            let acted = office.act(&act, &hand(number + 10)).await.unwrap();
            assert!(matches!(acted, Acted::Now(_)), "{acted:?}");
            match number {
                1 => keep_draft(&office, &file).await,
                3 => {
                    office.delete(file.family, &hand(30)).await.unwrap();
                }
                _ => {}
            }
        }
        let held = Arc::clone(&keys) as Arc<dyn KeyService>;
        let door = SignIn::new(Arc::clone(&store), held, Arc::new(SystemChance));
        let phone = Phone::parse("13800138001").unwrap();
        let home = "10.0.0.1".parse().unwrap();
        door.ask(None, &phone, home, hand(40).at).await.unwrap();
        let head = store.head().await.unwrap().unwrap();
        store.close().await;
        Seen {
            place,
            keys,
            early: early.unwrap(),
            head,
        }
    }

    /// A copy, after these statements were run on it.
    pub async fn changed(&self, number: usize, sql: &str) -> String {
        let sql = AssertSqlSafe(sql.to_owned());
        if self.place.cluster.is_none() {
            let copy: PathBuf = self.place.at(&format!("copy-{number}.db"));
            fs::copy(self.place.at("file.db"), &copy).unwrap();
            let address = format!("sqlite:{}", copy.display());
            let mut connection = SqliteConnection::connect(&address).await.unwrap();
            sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
            return address;
        }
        let of = |name: &str| {
            self.place
                .address
                .replace("/postgres?", &format!("/{name}?"))
        };
        let copy = format!("copy_{number}");
        let mut connection = PgConnection::connect(&of("template1")).await.unwrap();
        let make = AssertSqlSafe(format!("CREATE DATABASE {copy} TEMPLATE postgres"));
        sqlx::raw_sql(make).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let mut connection = PgConnection::connect(&of(&copy)).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        of(&copy)
    }

    pub async fn look(&self, address: &str, known: &[Head]) -> Report {
        let store = open_to_look(address).await.unwrap();
        let check = Check {
            public_key: &self.keys.public_key(),
            known,
            keys: Some(&*self.keys),
            areas: Some(Areas::built_in()),
        };
        let report = verify(&*store, check).await.unwrap();
        store.close().await;
        report
    }

    pub fn is_sqlite(&self) -> bool {
        self.place.cluster.is_none()
    }
}

async fn keep_draft(office: &Office, file: &registry::File) {
    let draft = Draft {
        service: Service::PreEnrolment.as_str().to_owned(),
        query: "area=441702".to_owned(),
        form: "2022-01-01".to_owned(),
        fields: BTreeMap::from([("mother_name".to_owned(), MOTHER.to_owned())]),
        mend: String::new(),
        saved_at: hand(20).at,
    };
    let file = office.file(file.family).await.unwrap().unwrap();
    let kept = office.keep_draft(&file, None, 0, draft).await.unwrap();
    assert!(
        matches!(kept, registry::office::DraftKept::Kept { .. }),
        "{kept:?}"
    );
}
