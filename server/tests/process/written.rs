//! A family in whose file a stranger's words stand wherever words can. They are written past the form, which would refuse
//! most of them.

use std::collections::BTreeMap;

use policy::{Areas, phone::Phone};
use registry::{
    ApplicationNumber, Instant,
    entry::{Actor, Consent, Registered, SenderKey, Signature, Step},
    hex,
    office::{Act, Acted, Application, Draft, DraftKept, Hand, Office, SendOutcome},
};

use crate::{kept, sent};

pub const NOW: Instant = Instant(1_795_312_800_000);
const EXPECTED: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","pregnancy":{"due_date":"2027-02-08"},
    "mother":{"name":"林晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;
const BORN: &str = r#"{"id":"b","area":"441702","asked_on":"2026-11-22","births":[{"on":"2026-09-01","sex":"female","hukou":{"on":"2026-10-01"}}]}"#;
const ELDER: &str = r#"{"id":"c","area":"441702","asked_on":"2026-11-22","births":[{"on":"2026-03-02","sex":"female","hukou":{"on":"2026-04-01"}}]}"#;

fn hand(place: u32, key: u8, by: Actor) -> Hand {
    let mut bytes = [key; 16];
    bytes[..4].copy_from_slice(&place.to_be_bytes());
    Hand {
        by,
        at: NOW,
        key: SenderKey(bytes),
    }
}

/// Every field of every form, and the same words in each.
pub fn fields(words: &str, phone: &str) -> BTreeMap<String, String> {
    let editions = Areas::built_in().editions().iter();
    let forms = editions.flat_map(|edition| &edition.forms);
    let fields = forms.flat_map(|form| &form.fields);
    let mut fields: BTreeMap<_, _> = fields
        .map(|field| (field.id.to_string(), words.to_owned()))
        .collect();
    assert!(fields.len() > 20, "{fields:?}");
    // messages go somewhere
    fields.insert("mother_phone".to_owned(), phone.to_owned());
    fields
}

fn application(facts: &str, words: &str, phone: &str) -> Application {
    let mut sent = sent::application(sent::facts(facts), &[("mother_name", words)]);
    sent.fields = fields(words, phone);
    sent.signature = match words.starts_with('M') {
        true => Signature::Drawn(words.to_owned()),
        false => Signature::Typed(words.to_owned()),
    };
    sent
}

/// A family in whose file the words stand wherever words can.
pub struct Written {
    pub words: &'static str,
    pub phone: String,
    /// Of an application that was asked back, one that is registered, one that was refused.
    pub numbers: Vec<String>,
    /// One of a query that reads, one of the words.
    pub drafts: Vec<String>,
}

pub async fn write(office: &Office, place: u32, words: &'static str) -> Written {
    let phone = kept::phone(place);
    let typed = Phone::parse(&phone).unwrap();
    let consents: Vec<_> = Consent::ALL
        .iter()
        .map(|consent| sent::agreed_to(*consent, words))
        .collect();
    let by_family = |key| hand(place, key, Actor::Family);
    let opened = office.open(&typed, &consents, &by_family(1)).await;
    let family = opened.unwrap().unwrap();
    let mut numbers: Vec<ApplicationNumber> = Vec::new();
    for (facts, key) in [(EXPECTED, 2), (BORN, 3), (ELDER, 4)] {
        let sent = application(facts, words, &phone);
        let sent = office.send(family, &sent, &by_family(key)).await;
        match sent.unwrap() {
            SendOutcome::Sent { number, .. } => numbers.push(number),
            other => panic!("{words}: {other:?}"),
        }
    }
    let owned = || words.to_owned();
    let baby = Registered {
        name: owned(),
        number: owned(),
        person_number: Some(owned()),
    };
    let steps = [
        (
            0,
            Step::AskBack {
                why: owned(),
                fields: vec![owned(), "mother_name".to_owned()],
            },
        ),
        (1, Step::Accept),
        (
            1,
            Step::Register {
                identities: vec![baby],
            },
        ),
        (
            1,
            Step::Pay {
                year: 2026,
                on: owned(),
                fen: Some(1),
            },
        ),
        (1, Step::Undo { why: owned() }),
        (
            2,
            Step::Refuse {
                why: owned(),
                clause: owned(),
            },
        ),
    ];
    for ((which, step), key) in steps.into_iter().zip(10..) {
        let number = numbers[which].clone();
        let act = Act { number, step };
        let by = Actor::Agency(owned());
        let acted = office
            .act_as_written(&act, &hand(place, key, by))
            .await
            .unwrap();
        assert!(matches!(acted, Acted::Now(_)), "{words}: {acted:?}");
    }
    let file = office.file(family).await.unwrap().unwrap();
    let mut drafts = Vec::new();
    for query in [
        "area=441702&due_date=2027-02-08&mother_insurance=resident&mother_area=441702&mother_year=2026",
        words,
    ] {
        let draft = Draft {
            service: "pre_enrolment".to_owned(),
            query: query.to_owned(),
            form: words.to_owned(),
            fields: fields(words, words),
            mend: String::new(),
            saved_at: NOW,
        };
        let kept = office.keep_draft(&file, None, 0, draft).await.unwrap();
        let DraftKept::Kept { id, .. } = kept else {
            panic!("{words}: {kept:?}")
        };
        drafts.push(hex::encode(&id));
    }
    Written {
        words,
        phone,
        numbers: numbers.iter().map(ToString::to_string).collect(),
        drafts,
    }
}
