//! What somebody could change who has the database and no key: each is noticed, and its place named, without a word of
//! what a family told.

use std::sync::Arc;

use registry::{
    keys::{KeyFile, SystemChance},
    store::open_to_look,
    vault::SuiteName,
    verify::is_written_with,
};

use crate::{
    place::Place,
    seen::{ID_NUMBER, MOTHER, Seen},
};

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
