//! What somebody could change who has the database and no key: each is noticed, and its place named, without a word of
//! what a family told.

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
    verify::{Check, Report, is_written_with, receipt, verify},
};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::{place::Place, sent};

const EXPECTED: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"},
    "mother":{"name":"欧阳晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;
const BORN: &str = r#"{"id":"b","area":"510100","asked_on":"2026-11-22","births":[{"on":"2026-09-01","sex":"female","hukou":{"on":"2026-10-01"}}]}"#;
const MOTHER: &str = "欧阳晓梅";
const ID_NUMBER: &str = "441702199503081223";

/// A registry that has seen something, and copies of it to be changed.
struct Seen<'p> {
    place: &'p Place,
    keys: Arc<KeyFile>,
    /// The head after the first family.
    early: Head,
    head: Head,
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
    async fn new(place: &'p Place) -> Seen<'p> {
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
    async fn changed(&self, number: usize, sql: &str) -> String {
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

    async fn look(&self, address: &str, known: &[Head]) -> Report {
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

    fn is_sqlite(&self) -> bool {
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

/// What is done, and what one of the changes that are told must say of it. Both databases understand all of it.
const TAMPERINGS: [(&str, &[&str]); 54] = [
    // derived rows
    (
        "UPDATE application SET stage = 'paid' WHERE area = '441702'",
        &[
            "table application, family",
            "application 0: the row is another",
        ],
    ),
    (
        "UPDATE application SET stage = 'no such stage'",
        &["table application", "is another"],
    ),
    (
        "UPDATE application SET number = applicant",
        &["table application", "is another"],
    ),
    (
        "UPDATE application SET applicant = number",
        &["table application", "is another"],
    ),
    (
        "UPDATE application SET moved_at = moved_at + 1",
        &["table application", "is another"],
    ),
    (
        "UPDATE application SET area = '110105'",
        &["table application", "is another"],
    ),
    (
        "DELETE FROM application",
        &["table application", "application 0: the row is missing"],
    ),
    (
        "UPDATE application SET place = place + 7",
        &["table application", "application 7: no entry gives"],
    ),
    (
        "INSERT INTO application SELECT (SELECT key FROM act ORDER BY key LIMIT 1), place, service, area, stage, \
         sent_at, moved_at, number, applicant FROM application WHERE area = '441702'",
        &[
            "table application, family 0101",
            "all its rows: no entry gives",
        ],
    ),
    (
        "UPDATE blind SET blind = (SELECT root FROM head ORDER BY root LIMIT 1) WHERE place = 0",
        &["table blind, family", "place 0: the row is another"],
    ),
    (
        "UPDATE blind SET kind = 'id_number' WHERE kind = 'phone'",
        &["table blind", "is another"],
    ),
    (
        "DELETE FROM blind WHERE place = 1",
        &["table blind", "place 1: the row is missing"],
    ),
    (
        "DELETE FROM due",
        &["table due, family", "the row is missing"],
    ),
    (
        "UPDATE due SET due_on = '2026-12-01'",
        &["table due", "is another"],
    ),
    (
        "UPDATE due SET channel = 'letter'",
        &["table due", "is another"],
    ),
    (
        "UPDATE due SET area = '110105'",
        &["table due", "is another"],
    ),
    // where the file is
    (
        "UPDATE family SET area = '110105' WHERE area = '441702'",
        &["table family, family", "is another"],
    ),
    (
        "UPDATE family SET first_leaf = first_leaf + 1",
        &["table family, family", "is another"],
    ),
    (
        "UPDATE entry SET area = '110105' WHERE place = 1",
        &["table entry, family", "place 1: the row is another"],
    ),
    // calls
    (
        "DELETE FROM intent",
        &[
            "table intent, family",
            "call 0 of leaf 0: the row is missing",
        ],
    ),
    (
        "DELETE FROM intent WHERE whom = 'messages' AND area = '441702'",
        &[
            "table intent, family",
            "call 0 of leaf",
            "the row is missing",
        ],
    ),
    (
        "UPDATE intent SET whom = 'levy'",
        &["table intent", "is another"],
    ),
    (
        "UPDATE intent SET place = place + 1",
        &["table intent", "is another"],
    ),
    (
        "UPDATE intent SET area = '110105'",
        &["table intent", "is another"],
    ),
    (
        "UPDATE intent SET state = 'nonsense'",
        &["table intent", "is another"],
    ),
    (
        "UPDATE intent SET body = (SELECT body FROM intent ORDER BY body DESC NULLS LAST LIMIT 1)",
        &["table intent", "is another"],
    ),
    (
        "UPDATE intent SET body = (SELECT body FROM intent ORDER BY body DESC NULLS LAST LIMIT 1), state = 'done' WHERE state = 'silenced'",
        &["table intent", "is another"],
    ),
    (
        "UPDATE intent SET id = (SELECT key FROM act ORDER BY key LIMIT 1) WHERE whom = 'register'",
        &["table intent", "call 0101", "no entry gives this row"],
    ),
    (
        "UPDATE intent SET family = (SELECT key FROM act ORDER BY key LIMIT 1)",
        &["table intent, family 0101", "all its rows: no entry gives"],
    ),
    // acts
    (
        "DELETE FROM act WHERE first_leaf = 0",
        &["leaf 0, family", "is not in table act"],
    ),
    (
        "UPDATE act SET digest = (SELECT root FROM head ORDER BY root LIMIT 1)",
        &["leaf 0, family", "says something else"],
    ),
    (
        "UPDATE act SET first_leaf = first_leaf + 1",
        &["leaf 0, family", "says something else"],
    ),
    (
        "UPDATE act SET family = (SELECT family FROM family ORDER BY family DESC NULLS LAST LIMIT 1) WHERE first_leaf = 0",
        &["leaf 0, family", "says something else"],
    ),
    (
        "INSERT INTO act SELECT (SELECT family FROM family ORDER BY family LIMIT 1), digest, family, first_leaf \
         FROM act WHERE first_leaf = 0",
        &["table act, family", "key", "no entry has this key"],
    ),
    // passing things
    (
        "UPDATE passing SET body = (SELECT body FROM entry ORDER BY body DESC NULLS LAST LIMIT 1) WHERE kind = 'draft'",
        &["table passing, family", "draft", "does not open"],
    ),
    (
        "UPDATE passing SET family = (SELECT family FROM family WHERE wrapped_key IS NOT NULL ORDER BY family DESC NULLS LAST LIMIT 1) \
         WHERE kind = 'draft'",
        &["table passing, family", "draft", "does not open"],
    ),
    (
        "UPDATE passing SET id = (SELECT root FROM head ORDER BY root LIMIT 1) WHERE kind = 'session'",
        &["table passing, session", "does not open"],
    ),
    (
        "UPDATE passing SET family = (SELECT family FROM family ORDER BY family DESC NULLS LAST LIMIT 1) WHERE kind = 'session'",
        &["table passing, session", "does not open"],
    ),
    // heads
    (
        "UPDATE head SET root = (SELECT hash FROM node ORDER BY hash DESC NULLS LAST LIMIT 1) WHERE size = (SELECT min(size) FROM head)",
        &["the head over", "leaves: the signature is not ours"],
    ),
    (
        "UPDATE head SET at = at + 1",
        &["the head over", "is not ours"],
    ),
    (
        "UPDATE head SET signature = (SELECT signature FROM head ORDER BY size DESC LIMIT 1) \
         WHERE size = (SELECT min(size) FROM head)",
        &["the head over", "is not ours"],
    ),
    (
        "UPDATE head SET size = size + 1 WHERE size = (SELECT max(size) FROM head)",
        &["the head over", "is not ours"],
    ),
    (
        "DELETE FROM head",
        &["leaves 0 to", "the tree has no signed head"],
    ),
    // entries and their tree
    (
        "DELETE FROM entry WHERE leaf = (SELECT max(leaf) FROM entry)",
        &["leaf ", "entries were cut off the end"],
    ),
    (
        "DELETE FROM entry WHERE leaf = 3",
        &["leaf 3", "an entry is missing"],
    ),
    (
        "UPDATE entry SET at = at + 1 WHERE leaf = 4",
        &["leaf 4, family", "the entry was changed"],
    ),
    (
        "UPDATE entry SET body = (SELECT body FROM intent ORDER BY body DESC NULLS LAST LIMIT 1) WHERE leaf = 4",
        &["leaf 4, family", "the entry was changed"],
    ),
    (
        "DELETE FROM node WHERE level = 1 AND place = 1",
        &["leaves 2 to 3", "a node of the tree is missing"],
    ),
    (
        "UPDATE family SET wrapped_key = NULL",
        &["family", "the family's key is missing"],
    ),
    (
        "UPDATE family SET wrapped_key = (SELECT wrapped_key FROM family ORDER BY wrapped_key DESC NULLS LAST LIMIT 1)",
        &[
            "family",
            "the file was destroyed, and its key is still there",
        ],
    ),
    // the tables
    (
        "DROP INDEX blind_value",
        &["index", "blind", "it is missing"],
    ),
    (
        "DROP INDEX intent_ready",
        &["index", "intent", "it is missing"],
    ),
    ("ALTER TABLE due ADD COLUMN more text", &["due", "made"]),
    ("DROP INDEX due_once", &["index", "due", "it is missing"]),
];

pub async fn every_change_is_named_and_says_nothing_of_anybody(place: &Place) {
    let seen = Seen::new(place).await;
    let whole = seen.changed(9000, "SELECT 1").await;
    let report = seen
        .look(&whole, &[seen.early.clone(), seen.head.clone()])
        .await;
    assert!(report.is_whole(), "{:?}", report.changes);
    assert!(report.heads > 5, "{report:?}");
    assert_eq!((report.known, report.destroyed), (2, 1), "{report:?}");
    let mut tamperings = TAMPERINGS.to_vec();
    tamperings.push(if seen.is_sqlite() {
        (
            "CREATE TRIGGER t AFTER UPDATE ON act BEGIN SELECT 1; END",
            &["trigger t: the portal made no such thing"],
        )
    } else {
        (
            "CREATE RULE r AS ON DELETE TO act DO INSTEAD NOTHING",
            &["rule r of act: the portal made no such thing"],
        )
    });
    let mut unseen = Vec::new();
    for (number, (sql, told)) in tamperings.iter().enumerate() {
        let address = seen.changed(number, sql).await;
        let report = seen.look(&address, &[]).await;
        let lines: Vec<String> = report.changes.iter().map(ToString::to_string).collect();
        let is_told = |line: &String| told.iter().all(|part| line.contains(part));
        if !lines.iter().any(is_told) {
            unseen.push(format!("{sql}\n    {lines:#?}"));
        }
        for personal in [MOTHER, ID_NUMBER, "1380013800", "2027-02-08"] {
            assert!(!lines.concat().contains(personal), "{sql}: {lines:?}");
        }
    }
    assert!(unseen.is_empty(), "not named:\n{}", unseen.join("\n"));
}

pub async fn a_kept_head_shows_what_a_whole_database_hides(place: &Place) {
    let seen = Seen::new(place).await;
    let size = seen.early.size;
    // everything since is taken back, and looks whole
    let back = format!(
        "DELETE FROM entry WHERE leaf >= {size}; DELETE FROM act WHERE first_leaf >= {size}; \
         DELETE FROM head WHERE size > {size}; DELETE FROM intent; DELETE FROM passing; \
         DELETE FROM blind; DELETE FROM due; DELETE FROM application; \
         DELETE FROM family WHERE first_leaf >= {size}"
    );
    let address = seen.changed(1, &back).await;
    let tree = |report: &Report| -> Vec<String> {
        let changes = report.changes.iter().map(ToString::to_string);
        changes
            .filter(|line| line.starts_with("lea") && !line.contains("table act"))
            .collect()
    };
    let report = seen.look(&address, &[]).await;
    assert_eq!(tree(&report), Vec::<String>::new());
    let report = seen.look(&address, std::slice::from_ref(&seen.head)).await;
    let told = tree(&report).join("\n");
    assert!(told.contains("put back to an earlier head"), "{told}");
    // a head that was kept is looked for in the table, too
    let gone = format!("DELETE FROM head WHERE size = {size}");
    let address = seen.changed(2, &gone).await;
    assert!(seen.look(&address, &[]).await.is_whole());
    let report = seen.look(&address, std::slice::from_ref(&seen.early)).await;
    let told = report.first().unwrap().to_string();
    assert_eq!(
        told,
        format!("the kept head over {size} leaves: the database no longer has it")
    );
    // and one that is not ours is told as such
    let forged = Head {
        root: [0; 32],
        ..seen.early.clone()
    };
    let whole = seen.changed(3, "SELECT 1").await;
    let report = seen.look(&whole, &[forged]).await;
    let told = report.first().unwrap().to_string();
    assert_eq!(
        told,
        format!("the kept head over {size} leaves: the signature is not ours")
    );
}

pub async fn keys_of_another_database_are_told_from_a_forged_head(place: &Place) {
    let seen = Seen::new(place).await;
    let path = place.at("other-keys");
    KeyFile::create(&path, &SystemChance).unwrap();
    let other = KeyFile::open(&path, SuiteName::AesGcmSiv, Arc::new(SystemChance)).unwrap();
    let forged = "UPDATE head SET at = at + 1";
    for (number, sql) in ["SELECT 1", forged, "DELETE FROM head"]
        .into_iter()
        .enumerate()
    {
        let address = seen.changed(number, sql).await;
        let store = open_to_look(&address).await.unwrap();
        assert_eq!(
            is_written_with(&*store, &*seen.keys).await,
            Ok(true),
            "{sql}"
        );
        assert_eq!(is_written_with(&*store, &other).await, Ok(false), "{sql}");
        store.close().await;
    }
}

pub async fn a_receipt_is_held_against_its_entry(place: &Place) {
    use registry::audit::Receipt;
    let seen = Seen::new(place).await;
    let whole = seen.changed(0, "SELECT 1").await;
    let store = open_to_look(&whole).await.unwrap();
    let entries = store.entries(0, 10).await.unwrap();
    let sent = entries.iter().find(|entry| entry.kind == "sent").unwrap();
    let kept = store.file(sent.family).await.unwrap().unwrap();
    let file = registry::File::open(&*seen.keys, sent.family, &kept).await;
    let number = file.unwrap().unwrap().standing().applications[0]
        .sent
        .number
        .clone();
    let issue = |leaf| Receipt::issue(&*store, &*seen.keys, number.clone(), leaf);
    let right = issue(sent.leaf).await.unwrap();
    assert_eq!(receipt(&*store, &*seen.keys, &right).await, Ok(Ok(())));
    let other = issue(sent.leaf - 1).await.unwrap();
    let told = receipt(&*store, &*seen.keys, &other)
        .await
        .unwrap()
        .unwrap_err();
    assert!(
        told.to_string().contains("about another application"),
        "{told}"
    );
    store.close().await;
    for (number, sql, told) in [
        (
            1,
            format!("UPDATE entry SET at = at + 1 WHERE leaf = {}", sent.leaf),
            "is another",
        ),
        (
            2,
            format!("DELETE FROM entry WHERE leaf = {}", sent.leaf),
            "is missing",
        ),
    ] {
        let address = seen.changed(number, &sql).await;
        let store = open_to_look(&address).await.unwrap();
        let found = receipt(&*store, &*seen.keys, &right)
            .await
            .unwrap()
            .unwrap_err();
        assert!(found.to_string().contains(told), "{found}");
        store.close().await;
    }
}
