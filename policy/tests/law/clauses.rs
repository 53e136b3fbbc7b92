//! The clauses' sentences against the documents they were taken from.

use policy::Areas;
use std::fs;
use std::path::Path;

/// A document's copy carries page breaks, and marks of the tool that copied it; neither is the document's.
fn bare(text: &str) -> String {
    let text = text.replace("<p>", "").replace("</p>", "");
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '*')
        .collect()
}

#[test]
fn every_sentence_stands_in_its_document_letter_for_letter() {
    let areas = Areas::built_in();
    for clause in areas.clauses() {
        let document = areas
            .document(clause.document_id())
            .expect("a clause has a document");
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../tests/seeds")
            .join(&*document.source);
        let copy = fs::read_to_string(path).expect("the documents are copied into the project");
        assert!(
            bare(&copy).contains(&bare(&clause.text)),
            "{} isn't in {}",
            clause.id,
            document.source
        );
        assert!(
            bare(&copy).contains(&bare(&document.number)),
            "{}",
            document.number
        );
    }
}

#[test]
fn every_clause_of_the_contract_is_there() {
    let ids = |front: &str, tails: &[&str]| {
        tails
            .iter()
            .map(|tail| format!("{front}{tail}"))
            .collect::<Vec<_>>()
    };
    let expected = [
        ids("YJ22-0.", &["1", "2", "3"]),
        ids(
            "YJ22-",
            &[
                "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "form",
            ],
        ),
        ids("YJ21-", &["0", "1", "2", "3.1", "3.2", "4.1", "4.2"]),
        ids("GD20", &[""]),
        ids("CN20-2.", &["1", "2", "3", "4", "5", "6"]),
        ids("CN20-3.", &["1", "2", "3", "4", "5", "6"]),
        ids(
            "NN21-",
            &[
                "1.1.1", "1.1.2", "1.2.1", "1.2.2", "1.2.3", "2.1", "2.2", "2.3", "2.4", "3", "a2",
                "a4",
            ],
        ),
        ids("JS24-", &["1", "2", "3", "4", "5", "6", "7"]),
    ]
    .concat();
    let areas = Areas::built_in();
    for id in &expected {
        assert!(areas.clause(id).is_some(), "{id}");
    }
    assert_eq!(areas.clauses().len(), expected.len());
}

#[test]
fn every_reading_quotes_its_clauses() {
    let areas = Areas::built_in();
    assert_eq!(areas.readings().len(), 14);
    for reading in areas.readings() {
        for id in &reading.clauses {
            assert!(areas.clause(id).is_some(), "{} reads {id}", reading.id);
        }
        if let Some(first) = reading.clauses.first() {
            let text = bare(&areas.clause(first).expect("it is there").text);
            assert!(
                text.contains(&bare(&reading.of)),
                "{}: {} isn't in {first}",
                reading.id,
                reading.of
            );
        }
    }
}
