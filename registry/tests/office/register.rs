//! The field register says of everything that is stored why, on what it rests, and how long it stays.

use std::collections::{BTreeMap, BTreeSet};

use policy::Areas;
use serde::Deserialize;

const REGISTER: &str = include_str!("../../../docs/field-register.toml");
const MIGRATIONS: [(&str, &str); 2] = [
    (
        "SQLite",
        concat!(
            include_str!("../../migrations/sqlite/0001-the-file.sql"),
            include_str!("../../migrations/sqlite/0002-calls-and-dates.sql"),
        ),
    ),
    (
        "PostgreSQL",
        concat!(
            include_str!("../../migrations/postgres/0001-the-file.sql"),
            include_str!("../../migrations/postgres/0002-calls-and-dates.sql"),
            include_str!("../../migrations/postgres/0003-fewer-writes.sql"),
        ),
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    terms: BTreeMap<String, String>,
    bases: BTreeMap<String, String>,
    columns: Vec<Column>,
    fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    name: String,
    holds: String,
    purpose: String,
    basis: String,
    term: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Field {
    id: String,
    purpose: String,
    clauses: BTreeSet<String>,
    term: String,
}

fn register() -> Register {
    toml::from_str(REGISTER).unwrap()
}

/// Every column of a migration, `table.column`.
fn columns(sql: &str) -> BTreeSet<String> {
    let mut table = None;
    let mut found = BTreeSet::new();
    for line in sql.lines() {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            table = rest.split_whitespace().next();
        } else if line.starts_with(')') {
            table = None;
        } else if let (Some(table), Some(name)) = (table, line.split_whitespace().next())
            && name
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter == '_')
        {
            found.insert(format!("{table}.{name}"));
        }
        // a column added later is a column
        if let Some(rest) = line.strip_prefix("ALTER TABLE ")
            && let Some((table, column)) = rest.split_once(" ADD COLUMN ")
        {
            let name = column.split_whitespace().next().unwrap();
            found.insert(format!("{table}.{name}"));
        }
        // and under its later name the same
        if let Some(rest) = line.strip_prefix("ALTER TABLE ")
            && let Some((table, names)) = rest.split_once(" RENAME COLUMN ")
            && let Some((old, new)) = names.trim_end_matches(';').split_once(" TO ")
        {
            found.remove(&format!("{table}.{old}"));
            found.insert(format!("{table}.{new}"));
        }
    }
    found
}

#[test]
fn every_column_has_its_line_and_every_line_its_column() {
    let register = register();
    let listed: Vec<_> = register
        .columns
        .iter()
        .map(|column| column.name.clone())
        .collect();
    let once: BTreeSet<_> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len(), "a column stands there twice");
    for (database, sql) in MIGRATIONS {
        let stored = columns(sql);
        assert!(stored.len() > 50, "{database}: {stored:?}");
        let missing: Vec<_> = stored.difference(&once).collect();
        assert!(
            missing.is_empty(),
            "{database}, not in the register: {missing:?}"
        );
        let idle: Vec<_> = once.difference(&stored).collect();
        assert!(idle.is_empty(), "{database}, nothing stores: {idle:?}");
    }
    for column in &register.columns {
        assert!(
            register.bases.contains_key(&column.basis),
            "{}",
            column.name
        );
        assert!(register.terms.contains_key(&column.term), "{}", column.name);
        let is_told = !column.holds.is_empty() && !column.purpose.is_empty();
        assert!(is_told, "{}", column.name);
    }
}

#[test]
fn every_table_that_a_migration_makes_is_read_here() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for (database, named) in [("sqlite", 2), ("postgres", 3)] {
        let files = std::fs::read_dir(folder.join(database)).unwrap();
        assert_eq!(
            files.count(),
            named,
            "name the new migration of {database} above"
        );
    }
}

#[test]
fn every_field_of_every_form_has_its_line_and_its_clauses() {
    let register = register();
    let mut asked: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let editions = Areas::built_in().editions().iter();
    for form in editions.flat_map(|edition| &edition.forms) {
        for field in &form.fields {
            let clauses = asked.entry(&field.id).or_default();
            clauses.insert(field.clause.to_string());
        }
    }
    let listed: BTreeMap<&str, &Field> = register
        .fields
        .iter()
        .map(|field| (&*field.id, field))
        .collect();
    assert_eq!(
        listed.len(),
        register.fields.len(),
        "a field stands there twice"
    );
    for (id, clauses) in &asked {
        let line = listed
            .get(id)
            .unwrap_or_else(|| panic!("{id} is not in the register"));
        assert_eq!(&line.clauses, clauses, "{id}");
        assert!(!line.purpose.is_empty(), "{id}");
        assert_eq!(line.term, "matter", "{id}");
    }
    for id in listed.keys() {
        assert!(asked.contains_key(id), "no form asks {id}");
    }
}

#[test]
fn every_form_keeps_what_was_sent_as_long_as_the_register_says() {
    let two_years = policy::day::Span::Years(2);
    let editions = Areas::built_in().editions().iter();
    let mut count = 0;
    for form in editions.flat_map(|edition| &edition.forms) {
        assert_eq!(form.kept_for, two_years, "{}", form.title.en);
        count += 1;
    }
    assert!(count > 10, "{count}");
    let terms = register().terms;
    assert!(terms["matter"].starts_with("Two years"));
    let days = registry::limits::UNUSED_SECONDS / 86_400;
    assert!(terms["file"].contains(&format!("nothing was ever sent from it, {days} days")));
}

#[test]
fn a_migration_is_read_as_it_is_written() {
    let sql = "CREATE TABLE one (\n    id    BLOB NOT NULL,\n    a_b   TEXT,\n    PRIMARY KEY (id)\n) STRICT;\n\
               ALTER TABLE one ADD COLUMN late TEXT;\nALTER TABLE one RENAME COLUMN late TO later;\nCREATE INDEX x ON one (id);\n";
    let found: Vec<_> = columns(sql).into_iter().collect();
    assert_eq!(found, ["one.a_b", "one.id", "one.later"]);
}
