use super::{Derived, Index, applicant_cell, derive, number_cell};
use crate::{
    application::Stage,
    blind::BlindKeys,
    entry::{Actor, Event, Signature, Step},
    family::FamilyId,
    file::File,
    instant::Instant,
    keys::KeyService as _,
    sample::{self, Sample},
    store::Store as _,
};

async fn opened(sample: &Sample, family: FamilyId) -> File {
    let kept = sample.shelf.file(family).await.unwrap().unwrap();
    let file = File::open(&*sample.keys, family, &kept).await.unwrap();
    file.unwrap()
}

#[tokio::test]
async fn the_same_entries_give_the_same_bytes() {
    let sample = Sample::of(4).await;
    for family in &sample.families {
        let file = opened(&sample, *family).await;
        // of another process, that read the same key file
        let again = derive(&file, sample.keys.blinds(), policy::Areas::built_in()).unwrap();
        assert_eq!(again, sample.shelf.derived(*family));
        assert_ne!(again, Derived::default());
    }
}

#[tokio::test]
async fn a_family_is_found_by_each_of_its_numbers() {
    let sample = Sample::of(3).await;
    let blinds: &BlindKeys = sample.keys.blinds();
    let find = async |index, value: &str| {
        let blind = blinds.blind(index, value);
        sample.shelf.find(index, blind).await.unwrap()
    };
    let second = vec![sample.families[1]];
    assert_eq!(find(Index::Phone, "138 0013 8002").await, second);
    let number = sample::number(2).to_string().to_lowercase();
    assert_eq!(find(Index::ApplicationNumber, &number).await, second);
    let mother = find(Index::IdNumber, "11010519491231002x").await;
    assert_eq!(mother, sample.families);
    for twin in ["11010519491231002X", "11010519491231002x"] {
        let found = find(Index::ProvisionalNumber, twin).await;
        assert_eq!(found, sample.families);
    }
    let nobody = find(Index::ProvisionalNumber, "11010519491231002").await;
    assert!(nobody.is_empty());
    // both parents wrote the same number, and an empty field is no way to be found
    let derived = sample.shelf.derived(second[0]);
    let count = |index| derived.blinds.iter().filter(|(of, _)| *of == index).count();
    assert_eq!(count(Index::IdNumber), 1);
    assert_eq!(count(Index::ProvisionalNumber), 2);
    assert!(derived.blinds.is_sorted());
}

#[tokio::test]
async fn an_application_row_says_how_far_it_is_and_opens() {
    let mut sample = Sample::of(1).await;
    let family = sample.families[0];
    let moved = |step| Event::Moved {
        number: sample::number(1),
        step,
    };
    let why = || "slip".to_owned();
    let agency = || Actor::Agency("desk".to_owned());
    sample
        .act(family, agency(), moved(Step::Undo { why: why() }))
        .await;
    let mut mended = sample::sent(1);
    mended
        .fields
        .insert("agent_name".to_owned(), "陈·大文".to_owned());
    let ask_back = Step::AskBack {
        why: why(),
        fields: Vec::new(),
    };
    sample.act(family, agency(), moved(ask_back)).await;
    let row = sample.shelf.derived(family).applications;
    assert_eq!(row[0].stage, Stage::AskedBack);
    sample
        .act(family, Actor::Family, Event::Mended(Box::new(mended)))
        .await;
    let derived = sample.shelf.derived(family);
    let [row] = derived.applications.as_slice() else {
        panic!("one application");
    };
    assert_eq!((row.place, row.stage), (0, Stage::Sent));
    assert_eq!(
        (row.service.as_str(), row.area.as_str()),
        ("pre_enrolment", "110105")
    );
    assert_eq!(row.sent_at, Instant(1_764_000_000_002));
    assert_eq!(row.moved_at, Instant(1_764_000_000_007));
    let file = opened(&sample, family).await;
    let open = |cell, sealed| String::from_utf8(file.key.open(&cell, sealed).unwrap()).unwrap();
    let number = open(number_cell(family, 0), &row.number);
    assert_eq!(number, sample::number(1).to_string());
    assert_eq!(open(applicant_cell(family, 0), &row.applicant), "陈·大文");
}

#[test]
fn an_applicant_without_a_field_is_who_signed() {
    let mut sent = sample::sent(1);
    sent.fields.clear();
    assert_eq!(super::applicant(&sent), "林晓梅");
    sent.signature = Signature::Drawn("M0 0".to_owned());
    assert_eq!(super::applicant(&sent), "");
}
