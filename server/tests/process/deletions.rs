//! A copy made before a family had its file deleted, brought back afterwards.

use std::{fs, path::Path};

use registry::keys::COPIES_DAYS;

use crate::{
    cluster::Cluster,
    copies::expect,
    door::{come_in, cookie, form, showing},
    kept::{Kept, PHONE},
};

/// A family sends, a copy is made, the family takes its application back and has its file deleted.
async fn deleted_after_a_copy() -> Kept {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    expect(&kept, &["backup", "del.db"], 0, "35 days");
    let token = come_in(&house, PHONE).await;
    let body = format!("number={}", kept.number);
    let withdrawn = house
        .ask(form("/file/withdraw", &cookie(&token), &body))
        .await;
    assert_eq!(withdrawn.status, 303, "{}", withdrawn.head);
    // for as long as families are told
    let days = format!("再留 {COPIES_DAYS} 天");
    for page in ["/file/delete", "/privacy"] {
        let page = house.get(page, &cookie(&token)).await;
        assert!(page.text().contains(&days), "{}", page.text());
    }
    let deleted = house
        .ask(form("/file/delete", &cookie(&token), "sure=yes"))
        .await;
    assert_eq!(deleted.status, 200, "{}", deleted.head);
    assert!(deleted.text().contains("已删除"), "{}", deleted.text());
    assert!(house.stop().await);
    kept
}

const ELSEWHERE: [&str; 4] = [
    "--database",
    "sqlite:elsewhere/yucan.db",
    "--keys",
    "kept/keys",
];

/// Nobody reads the family's file in the database that these settings lead to.
fn assert_gone(kept: &Kept, place: &[&str]) {
    let accept = [&["case", &kept.number, "accept"], place].concat();
    expect(kept, &accept, 1, "there is no such application");
    expect(
        kept,
        &[&["verify"], place].concat(),
        0,
        "1 families destroyed",
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_file_does_not_come_back_with_a_copy() {
    let kept = deleted_after_a_copy().await;
    assert_gone(&kept, &[]);
    fs::create_dir(kept.at("elsewhere")).unwrap();
    let told = "1 family had deleted its file since; it is deleted again";
    expect(
        &kept,
        &[&["restore", "del.db"], &ELSEWHERE[..]].concat(),
        0,
        told,
    );
    assert_gone(&kept, &ELSEWHERE);
    expect(&kept, &["restore", "del.db", "--replace"], 0, told);
    assert_gone(&kept, &[]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_file_does_not_come_back_on_a_server() {
    let kept = deleted_after_a_copy().await;
    let cluster = Cluster::start(&[]);
    let address = cluster.address();
    let place = ["--keys", "kept/keys", "--database", &address];
    let told = "1 family had deleted its file since; it is deleted again";
    let restore = [&["restore", "del.db"], &place[..]].concat();
    // without the list nothing is filled
    let elsewhere = [&restore[..], &["--destroyed", "nowhere"]].concat();
    expect(&kept, &elsewhere, 1, "nowhere");
    expect(&kept, &restore, 0, told);
    assert_gone(&kept, &place);
    expect(&kept, &[&restore[..], &["--replace"]].concat(), 0, told);
    assert_gone(&kept, &place);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_put_in_place_by_hand_undoes_no_deletion() {
    let kept = deleted_after_a_copy().await;
    fs::copy(kept.at("del.db"), kept.at("kept/yucan.db")).unwrap();
    // it has less than there was
    let accept = ["case", &kept.number, "accept"];
    expect(&kept, &accept, 1, "yucan restore COPY --replace");
    fs::remove_file(kept.at("kept/yucan.db.head")).unwrap();
    assert_gone(&kept, &[]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_list_no_copy_is_brought_back_silently() {
    let kept = deleted_after_a_copy().await;
    let copied = |name: &str, to: &Path| fs::copy(kept.at(name), to).unwrap();
    fs::create_dir(kept.at("elsewhere")).unwrap();
    copied("kept/keys", &kept.at("elsewhere/keys"));
    let place = ["--database", "sqlite:elsewhere/yucan.db"];
    let restore = [&["restore", "del.db"], &place[..]].concat();
    expect(&kept, &restore, 1, "elsewhere/keys.destroyed");
    assert_eq!(
        fs::read_dir(kept.at("elsewhere")).unwrap().count(),
        1,
        "the keys alone"
    );
    let named = [&restore[..], &["--destroyed", "kept/keys.destroyed"]].concat();
    expect(&kept, &named, 0, "is deleted again");
    assert_gone(&kept, &place);
    let nowhere = ["rebuild", "--destroyed", "nowhere/list"];
    expect(&kept, &nowhere, 1, "`--destroyed FILE` names another place");
    // what is lost is said
    fs::remove_file(kept.at("elsewhere/keys.destroyed")).unwrap();
    let lost = [&restore[..], &["--replace", "--list-is-lost"]].concat();
    expect(&kept, &lost, 0, "is back");
    let accept = [&["case", &kept.number, "accept"], &place[..]].concat();
    expect(&kept, &accept, 0, "accepted");
    let listed = fs::read_to_string(kept.at("kept/keys.destroyed")).unwrap();
    for mark in [&kept.family.hex(), PHONE, &kept.number] {
        assert!(!listed.contains(mark), "{listed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_that_was_lost_is_begun_with_what_the_database_knows() {
    let kept = deleted_after_a_copy().await;
    let list = kept.at("kept/keys.destroyed");
    let before = fs::read_to_string(&list).unwrap();
    fs::remove_file(&list).unwrap();
    // any command that opens the files begins it
    expect(&kept, &["rebuild"], 0, "0 of them with other rows");
    assert_eq!(fs::read_to_string(&list).unwrap(), before);
    let told = "1 family had deleted its file since; it is deleted again";
    expect(&kept, &["restore", "del.db", "--replace"], 0, told);
    assert_gone(&kept, &[]);
}
