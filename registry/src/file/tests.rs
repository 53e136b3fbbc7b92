use super::{DELETED, ENTRIES_LIMIT, File, FileFault, kind_of};
use crate::{
    entry::{Actor, Entry, Event, SenderKey},
    family::FamilyId,
    instant::Instant,
    keys::chance::Counted,
    sample::{self, Sample},
    store::Store as _,
    vault::VaultFault,
};

#[tokio::test]
async fn a_file_opens_as_it_was_written() {
    let sample = Sample::of(3).await;
    for (seed, family) in (1..).zip(&sample.families) {
        let kept = sample.shelf.file(*family).await.unwrap().unwrap();
        let file = File::open(&*sample.keys, *family, &kept).await.unwrap();
        let file = file.unwrap();
        let told: Vec<(Actor, Event)> = file
            .entries
            .iter()
            .map(|entry| (entry.by.clone(), entry.event.clone()))
            .collect();
        assert_eq!(told, sample::story(seed));
        for (entry, kept) in file.entries.iter().zip(&kept.entries) {
            assert_eq!(kind_of(&entry.event), kept.kind);
            assert_eq!((entry.at, entry.key), (kept.at, kept.key));
        }
        assert_eq!(file.standing().applications.len(), 1);
    }
}

#[tokio::test]
async fn no_word_of_a_family_lies_in_the_open() {
    let sample = Sample::of(2).await;
    let kept = sample.shelf.kept();
    let shown = format!("{:?}{:?}", kept.entries, kept.derived).into_bytes();
    let bodies = kept.entries.iter().map(|entry| &entry.body);
    let rows = kept.derived.values().flat_map(|all| &all.applications);
    let sealed = rows.flat_map(|row| [&row.number, &row.applicant]);
    let mut all: Vec<&[u8]> = bodies.chain(sealed).map(Vec::as_slice).collect();
    all.push(&shown);
    for word in ["林晓梅", "11010519491231002", "138001380", "YC-", "某路"] {
        let is_there = |bytes: &&[u8]| {
            bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes())
        };
        assert!(!all.iter().any(is_there), "{word}");
    }
}

#[tokio::test]
async fn an_entry_at_anothers_place_or_under_another_word_is_noticed() {
    let sample = Sample::of(2).await;
    let family = sample.families[0];
    let kept = sample.shelf.file(family).await.unwrap().unwrap();
    let open = async |kept| File::open(&*sample.keys, family, kept).await.map(|_| ());
    let mut swapped = kept.clone();
    swapped.entries.swap(1, 2);
    let closed = FileFault::Body {
        place: 1,
        fault: VaultFault::Closed,
    };
    assert_eq!(open(&swapped).await, Err(closed));
    let mut renamed = kept.clone();
    renamed.entries[3].kind = "refused".to_owned();
    let misplaced = FileFault::Misplaced { place: 3 };
    assert_eq!(open(&renamed).await, Err(misplaced));
    let mut moved = kept.clone();
    moved.entries[4].place = 5;
    let misplaced = FileFault::Misplaced { place: 4 };
    assert_eq!(open(&moved).await, Err(misplaced));
}

#[tokio::test]
async fn a_destroyed_file_has_nothing_left_to_open() {
    let mut sample = Sample::of(2).await;
    let family = sample.families[0];
    sample.act(family, Actor::Family, Event::Deleted).await;
    let kept = sample.shelf.file(family).await.unwrap().unwrap();
    assert_eq!(kept.entries.last().unwrap().kind, DELETED);
    let file = File::open(&*sample.keys, family, &kept).await.unwrap();
    assert!(file.is_none());
    let derived = sample.shelf.derived(family);
    assert_eq!(derived, crate::derived::Derived::default());
}

#[tokio::test]
async fn a_full_file_takes_nothing_but_its_end() {
    let (_folder, keys) = sample::keys(1);
    let family = FamilyId([1; 16]);
    let (mut file, _) = File::create(&*keys, family).await.unwrap();
    let chance = Counted::from(2);
    let entry = |place| Entry {
        leaf: None,
        place,
        at: Instant(0),
        by: Actor::Family,
        event: Event::TakenAlong,
        key: SenderKey([0; 16]),
        edition: None,
    };
    file.entries = (0..ENTRIES_LIMIT).map(entry).collect();
    let mut write = |event| {
        file.write(
            &chance,
            Instant(1),
            Actor::Family,
            SenderKey([1; 16]),
            None,
            event,
        )
        .map(|sealed| sealed.kind)
    };
    assert_eq!(write(Event::TakenAlong), Err(FileFault::Full));
    assert_eq!(write(Event::Deleted), Ok(DELETED));
}
