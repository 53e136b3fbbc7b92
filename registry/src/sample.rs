//! A small registry for tests: families as they come, on a [`Shelf`], with keys out of a file.

use std::{collections::BTreeMap, sync::Arc};

use policy::verdict::Service;

use crate::{
    application::ApplicationNumber,
    derived::{Derived, derive},
    entry::{Actor, Consent, Event, Registered, SenderKey, Sent, Signature, Step},
    family::FamilyId,
    file::File,
    instant::Instant,
    keys::{KeyFile, KeyService, chance::Counted},
    shelf::Shelf,
    store::{Commit, KeyChange, Outcome, SealedEntry, Store as _},
    vault::SuiteName,
};

pub struct Sample {
    pub keys: Arc<KeyFile>,
    pub shelf: Shelf,
    pub chance: Counted,
    pub families: Vec<FamilyId>,
    _folder: tempfile::TempDir,
}

pub fn keys(seed: u64) -> (tempfile::TempDir, Arc<KeyFile>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys");
    KeyFile::create(&path, &Counted::from(seed)).unwrap();
    let chance = Arc::new(Counted::from(seed + 1));
    let keys = KeyFile::open(&path, SuiteName::AesGcmSiv, chance).unwrap();
    (folder, Arc::new(keys))
}

pub fn number(seed: u8) -> ApplicationNumber {
    ApplicationNumber::from_chance([seed; 9])
}

pub fn sent(seed: u8) -> Sent {
    let fields = [
        ("mother_name", "林晓梅"),
        ("mother_id_number", "11010519491231002x"),
        ("father_id_number", "11010519491231002X"),
        ("agent_id_number", ""),
        ("address", "某路 1 号"),
    ];
    let fields = fields.map(|(field, value)| (field.to_owned(), value.to_owned()));
    Sent {
        number: number(seed),
        service: Service::PreEnrolment,
        area: "110105".to_owned(),
        edition: "2022-01-01".to_owned(),
        form: "2022-01-01".to_owned(),
        fields: BTreeMap::from(fields),
        facts: "{}".to_owned(),
        shown: "yes".to_owned(),
        verdict: "yes".to_owned(),
        signature: Signature::Typed("林晓梅".to_owned()),
    }
}

/// What a family does from opening its file to being registered with twins.
pub fn story(seed: u8) -> Vec<(Actor, Event)> {
    let twin = |number: &str| Registered {
        name: "林晓梅之子".to_owned(),
        number: number.to_owned(),
        person_number: None,
    };
    let agency = || Actor::Agency("desk".to_owned());
    let moved = |step| Event::Moved {
        number: number(seed),
        step,
    };
    vec![
        (
            Actor::Family,
            Event::Opened {
                phone: format!("138001380{seed:02}"),
            },
        ),
        (
            Actor::Family,
            Event::Consented {
                consent: Consent::Form,
                version: "2026-01-01".to_owned(),
                guardian: String::new(),
            },
        ),
        (Actor::Family, Event::Sent(Box::new(sent(seed)))),
        (agency(), moved(Step::Accept)),
        (
            agency(),
            moved(Step::Register {
                identities: vec![twin("11010519491231002X"), twin("11010519491231002x")],
            }),
        ),
    ]
}

impl Sample {
    /// So many families, whose entries are mixed as they come.
    pub async fn of(families: u8) -> Sample {
        let (folder, keys) = keys(100);
        let mut sample = Sample {
            shelf: Shelf::new(keys.clone()),
            keys,
            chance: Counted::from(300),
            families: (1..=families).map(|seed| FamilyId([seed; 16])).collect(),
            _folder: folder,
        };
        for step in 0..story(0).len() {
            for seed in 1..=families {
                let (by, event) = story(seed).swap_remove(step);
                sample.act(FamilyId([seed; 16]), by, event).await;
            }
        }
        sample
    }

    /// One entry, committed; its leaf.
    pub async fn act(&mut self, family: FamilyId, by: Actor, event: Event) -> u64 {
        let kept = self.shelf.file(family).await.unwrap();
        let (mut file, mut family_key) = match kept {
            Some(kept) => {
                let file = File::open(&*self.keys, family, &kept).await.unwrap();
                (file.unwrap(), KeyChange::None)
            }
            None => {
                let (file, wrapped) = File::create(&*self.keys, family).await.unwrap();
                (file, KeyChange::Create(wrapped))
            }
        };
        if event == Event::Deleted {
            family_key = KeyChange::Destroy;
        }
        let seen = file.len();
        let at = Instant(1_764_000_000_000 + i64::from(seen));
        let key = SenderKey([u8::try_from(seen).unwrap(); 16]);
        let sealed = file.write(&self.chance, at, by, key, None, event).unwrap();
        let derived = derive(&file, self.keys.blinds(), policy::Areas::built_in()).unwrap();
        self.commit(family, seen, family_key, sealed, derived).await
    }

    async fn commit(
        &self,
        family: FamilyId,
        seen: u32,
        family_key: KeyChange,
        sealed: SealedEntry,
        derived: Derived,
    ) -> u64 {
        let commit = Commit {
            family,
            area: String::new(),
            seen,
            key: SenderKey([u8::try_from(seen).unwrap(); 16]),
            digest: [0; 32],
            found: None,
            entries: vec![sealed],
            family_key,
            derived,
            silences: Vec::new(),
            intents: Vec::new(),
            ends: Vec::new(),
        };
        match self.shelf.commit(commit).await.unwrap() {
            Outcome::Kept { first_leaf } => first_leaf,
            other => panic!("{other:?}"),
        }
    }
}
