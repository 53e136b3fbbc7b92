//! Heads and receipts that were kept elsewhere, held against a database that was changed or put back.

use registry::{
    store::{Head, open_to_look},
    verify::{Report, receipt},
};

use crate::{place::Place, seen::Seen};

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
