use super::{RewrapFault, Rewrapped, Tally, rewrap, tally};
use crate::{
    entry::{Actor, Event},
    family::FamilyId,
    file::File,
    keys::KeyService as _,
    sample::Sample,
    store::{Store as _, StoreFault},
};

async fn open_all(sample: &Sample) {
    for family in &sample.families {
        let kept = sample.shelf.file(*family).await.unwrap().unwrap();
        let file = File::open(&*sample.keys, *family, &kept).await.unwrap();
        assert_eq!(file.unwrap().len(), 5);
    }
}

#[tokio::test]
async fn every_family_is_wrapped_again_and_still_opens() {
    let mut sample = Sample::of(9).await;
    let gone = FamilyId([99; 16]);
    let phone = "13800138099".to_owned();
    sample
        .act(gone, Actor::Family, Event::Opened { phone })
        .await;
    sample.act(gone, Actor::Family, Event::Deleted).await;
    let keys = sample.keys.clone();
    assert_eq!(keys.rotate(), Ok(2));
    let walk = async || rewrap(&sample.shelf, &*keys, None, |_| {}).await.unwrap();
    let first = Rewrapped {
        seen: 10,
        rewrapped: 9,
        destroyed: 1,
        last: Some(gone),
        ..Rewrapped::default()
    };
    assert_eq!(walk().await, first);
    let second = Rewrapped {
        rewrapped: 0,
        newest: 9,
        ..first
    };
    assert_eq!(walk().await, second);
    // nothing needs the old key any more
    assert_eq!(keys.retire(1), Ok(()));
    open_all(&sample).await;
}

#[tokio::test]
async fn killed_after_any_page_it_leaves_every_file_readable_and_ends_when_begun_again() {
    for killed_after in 0..3 {
        let sample = Sample::of(230).await;
        sample.keys.rotate().unwrap();
        sample.shelf.kept().rewraps_left = Some(killed_after);
        let ended = rewrap(&sample.shelf, &*sample.keys, None, |_| {}).await;
        assert_eq!(ended, Err(RewrapFault::Store(StoreFault::Away)));
        open_all(&sample).await;
        sample.shelf.kept().rewraps_left = None;
        let again = rewrap(&sample.shelf, &*sample.keys, None, |_| {})
            .await
            .unwrap();
        let before = 100 * u64::from(killed_after);
        assert_eq!((again.newest, again.rewrapped), (before, 230 - before));
        sample.keys.retire(1).unwrap();
        open_all(&sample).await;
    }
}

#[tokio::test]
async fn families_are_counted_by_the_key_they_are_wrapped_under() {
    let mut sample = Sample::of(5).await;
    let keys = sample.keys.clone();
    keys.rotate().unwrap();
    for (seed, event) in [(90, None), (91, Some(Event::Deleted))] {
        let family = FamilyId([seed; 16]);
        let phone = "13800138099".to_owned();
        sample
            .act(family, Actor::Family, Event::Opened { phone })
            .await;
        if let Some(event) = event {
            sample.act(family, Actor::Family, event).await;
        }
    }
    let all = tally(&sample.shelf, None).await.unwrap();
    let expected = Tally {
        under: [(1, 5), (2, 1)].into(),
        destroyed: 1,
        unreadable: 0,
        last: Some(FamilyId([91; 16])),
    };
    assert_eq!(all, expected);
    let behind = tally(&sample.shelf, all.last).await.unwrap();
    assert_eq!(behind, Tally::default());
}

#[tokio::test]
async fn it_walks_on_behind_the_family_it_was_told_and_counts() {
    let sample = Sample::of(205).await;
    sample.keys.rotate().unwrap();
    let mut told = Vec::new();
    let behind = Some(sample.families[0]);
    let done = rewrap(&sample.shelf, &*sample.keys, behind, |so_far| {
        told.push(so_far.seen);
    })
    .await
    .unwrap();
    assert_eq!(told, [100, 200, 204]);
    assert_eq!((done.rewrapped, done.left), (204, 0));
}

#[tokio::test]
async fn a_key_that_is_gone_says_whose() {
    let sample = Sample::of(2).await;
    let family = sample.families[1];
    sample.keys.rotate().unwrap();
    let wrapped = sample.shelf.kept().keys[&sample.families[0]].clone();
    sample.shelf.kept().keys.insert(family, wrapped);
    let ended = rewrap(&sample.shelf, &*sample.keys, None, |_| {}).await;
    let fault = crate::keys::KeyFault::Closed;
    assert_eq!(ended, Err(RewrapFault::Key { family, fault }));
}

#[tokio::test]
async fn entries_written_while_it_walks_are_no_hindrance() {
    let mut sample = Sample::of(3).await;
    let keys = sample.keys.clone();
    let family = sample.families[2];
    let kept = sample.shelf.file(family).await.unwrap().unwrap();
    let file = File::open(&*keys, family, &kept).await.unwrap().unwrap();
    keys.rotate().unwrap();
    let looked = Event::Looked {
        at: "file".to_owned(),
    };
    sample.act(family, Actor::Portal, looked).await;
    rewrap(&sample.shelf, &*keys, None, |_| {}).await.unwrap();
    let kept = sample.shelf.file(family).await.unwrap().unwrap();
    assert!(keys.is_newest(kept.wrapped_key.as_deref().unwrap()));
    let again = File::open(&*keys, family, &kept).await.unwrap().unwrap();
    assert_eq!(again.len(), file.len() + 1);
}
