//! The forms: what every one of them must have, where their words stand, and what the reader says of wrong ones.

use policy::clause::Lang;
use policy::form::{By, Form, Kind, When};
use policy::verdict::Service;
use policy::{Areas, Fault};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::cases::path;

fn built_in(file: &str) -> String {
    fs::read_to_string(path("areas").join(file)).expect("a file")
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '|' | '-' | '《' | '》'))
        .collect()
}

/// Each form once, with the rules it is of.
fn forms() -> Vec<(&'static str, &'static Form)> {
    let areas = Areas::built_in();
    let mut seen = BTreeSet::new();
    let editions = areas.editions().iter();
    editions
        .filter(|edition| seen.insert(&edition.rules))
        .flat_map(|edition| edition.forms.iter().map(|form| (&*edition.rules, form)))
        .collect()
}

/// The copy of the document that a clause stands in.
fn document(clause: &str) -> String {
    let areas = Areas::built_in();
    let id = &areas.clause(clause).expect(clause).document_id();
    let source = &areas.document(id).expect("a document").source;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/seeds");
    bare(&fs::read_to_string(folder.join(&**source)).expect("the copy"))
}

#[test]
fn every_service_a_family_can_ask_for_has_a_form_wherever_it_is_offered() {
    let rows: [(&str, &[Service]); 4] = [
        (
            "yangjiang",
            &[
                Service::PreEnrolment,
                Service::NewbornEnrolment,
                Service::DeceasedNewbornEnrolment,
                Service::InformationUpdate,
                Service::Refund,
            ],
        ),
        (
            "jiangsu",
            &[
                Service::PreEnrolment,
                Service::NewbornEnrolment,
                Service::InformationUpdate,
                Service::Refund,
            ],
        ),
        (
            "nanning",
            &[
                Service::NewbornEnrolment,
                Service::InformationUpdate,
                Service::Refund,
            ],
        ),
        (
            "national",
            &[
                Service::NewbornEnrolment,
                Service::InformationUpdate,
                Service::Refund,
            ],
        ),
    ];
    for (rules, services) in rows {
        let has = |service: Service| {
            forms()
                .iter()
                .any(|(of, form)| *of == rules && form.service == service)
        };
        for service in Service::ALL {
            let name = service.as_str();
            assert_eq!(has(*service), services.contains(service), "{rules}: {name}");
        }
    }
}

#[test]
fn every_edition_finds_the_wording_of_its_day() {
    let areas = Areas::built_in();
    for edition in areas.editions() {
        let day = edition
            .in_force_from
            .unwrap_or_else(|| policy::Day::parse("2021-01-01").expect("a day"));
        for service in [
            Service::NewbornEnrolment,
            Service::InformationUpdate,
            Service::Refund,
        ] {
            let form = areas.form(edition, service, day).expect("a form");
            assert!(form.version.is_none_or(|first| first <= day));
        }
        let pre = areas.form(edition, Service::PreEnrolment, day);
        assert_eq!(pre.is_some(), edition.pre_enrolment.rules().is_some());
    }
}

#[test]
fn every_field_has_a_label_a_clause_and_a_way_to_be_asked() {
    let areas = Areas::built_in();
    for (rules, form) in forms() {
        let name = format!("{rules} {} {:?}", form.service.as_str(), form.version);
        assert!(!form.fields.is_empty(), "{name}");
        for field in &form.fields {
            let id = &field.id;
            assert!(!field.label.zh.is_empty() && !field.label.en.is_empty());
            let clause = areas.clause(&field.clause).expect("its clause");
            let text = bare(&clause.text);
            assert!(document(&field.clause).contains(&text), "{name} {id}");
            let is_listed = field.kind == Kind::Choice;
            assert_eq!(is_listed, !field.choices.is_empty(), "{name} {id}");
            assert!(field.label.zh.chars().count() <= 30, "{name} {id}");
        }
        let mut ids: Vec<&str> = form.fields.iter().map(|field| &*field.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), form.fields.len(), "{name}");
    }
}

#[test]
fn a_documents_own_form_is_word_for_word() {
    let mut looked = 0;
    for (_, form) in forms() {
        if !form.clause.ends_with("-form") {
            continue;
        }
        looked += 1;
        let copy = document(&form.clause);
        assert!(copy.contains(&bare(&form.title.zh)));
        let words = form.promises.iter().chain(&form.notes);
        for text in words.chain(&form.promises_lead) {
            // The copy has a blank after each number, and the notes' heading before the first.
            assert!(copy.contains(&bare(&text.zh)), "{}", text.zh);
        }
        let on_paper = form.fields.iter().filter(|field| field.on_paper);
        let mut at = 0;
        for field in on_paper.filter(|field| field.by == By::Family) {
            let label = bare(&field.label.zh);
            let table = copy.find("申请人身份证号").expect("the table");
            let found = copy[table + at..].find(&label);
            at += found.unwrap_or_else(|| panic!("{label} is not next")) + label.len();
        }
        for field in form.fields.iter().filter(|field| field.by == By::Agency) {
            assert!(copy.contains(&bare(&field.label.zh)), "{}", field.id);
        }
        assert_eq!((form.promises.len(), form.notes.len()), (3, 2));
    }
    assert_eq!(looked, 1);
}

#[test]
fn numbers_and_names_are_called_by_whom_they_are_of() {
    for (_, form) in forms() {
        for field in &form.fields {
            let person = field.about.map_or("", |person| person.as_str());
            match field.kind {
                Kind::Name => assert_eq!(*field.id, *format!("{person}_name")),
                Kind::IdNumber => assert_eq!(*field.id, *format!("{person}_id_number")),
                _ => {}
            }
            for when in &field.asked_when {
                if let When::Answer { field: other, .. } = when {
                    assert!(form.field(other).is_some());
                }
            }
        }
    }
}

/// The built-in files, the forms of one area changed.
fn faults(area: &str, old: &str, new: &str) -> Vec<Fault> {
    let files = [
        "jiangsu/2024-01-01.toml",
        "nanning/2021-08-28.toml",
        "national/always.toml",
        "yangjiang/2021-07-01.toml",
        "yangjiang/2022-01-01.toml",
        "jiangsu/forms.toml",
        "nanning/forms.toml",
        "national/forms.toml",
        "yangjiang/forms.toml",
    ];
    let files = files.map(|name| {
        let text = built_in(name);
        if name != format!("{area}/forms.toml") {
            return (name.to_owned(), text);
        }
        assert!(text.contains(old), "nothing to change: {old}");
        (name.to_owned(), text.replacen(old, new, 1))
    });
    Areas::read(files).err().unwrap_or_default()
}

#[test]
fn every_wrong_form_is_told_by_file_line_and_reason() {
    let rows = [
        (
            "a kind that no page can draw",
            "kind = \"phone\"",
            "kind = \"fax\"",
            "kind = \"fax\"",
            "unknown variant `fax`",
        ),
        (
            "a pointer that is no fact",
            "fact = \"/mother/phone\"",
            "fact = \"/mother/fax\"",
            "/mother/fax",
            "unknown variant `/mother/fax`",
        ),
        (
            "a field twice",
            "id = \"mother_phone\"",
            "id = \"applicant\"",
            "id = \"applicant\"",
            "field applicant stands twice",
        ),
        (
            "a promise without words",
            "zh = \"三、本人未按规定办理有关事项产生责任由本人自行负担。\"",
            "zh = \" \"",
            "promises = ",
            "a promise without words",
        ),
        (
            "a clause that nobody brings",
            "clause = \"YJ22-3\"",
            "clause = \"YJ22-99\"",
            "YJ22-99",
            "has no text",
        ),
        (
            "a number called by nobody",
            "id = \"agent_id_number\"",
            "id = \"number\"",
            "id = \"number\"",
            "must be the ID number of whom it is about",
        ),
        (
            "an answer that is not offered",
            "is = [\"agent\"]",
            "is = [\"uncle\"]",
            "uncle",
            "applicant has no such answer",
        ),
        (
            "a condition on a field that is not there",
            "{ answer = { field = \"applicant\"",
            "{ answer = { field = \"sender\"",
            "sender",
            "sender is no field",
        ),
        (
            "nobody signs",
            "signed_by = [\"agent_name\", \"mother_name\"]",
            "signed_by = []",
            "signed_by",
            "nobody signs",
        ),
        (
            "somebody signs who has no name",
            "guardian = [\"mother_name\"]",
            "guardian = [\"mother_phone\"]",
            "guardian",
            "mother_phone is no name",
        ),
        (
            "rules that there are not",
            "rules = \"yangjiang\"",
            "rules = \"atlantis\"",
            "",
            "no rules called atlantis",
        ),
        (
            "a baby's field without the baby's name",
            "id = \"baby_number\"",
            "id = \"number\"",
            "id = \"number\"",
            "begins with baby_",
        ),
        (
            "a row that is not full",
            "paper = { row = 3, label_parts = 4, value_parts = 20 }",
            "paper = { row = 3, label_parts = 4, value_parts = 19 }",
            "paper = { row = 3",
            "row 3 has 23 parts",
        ),
        (
            "a row of both",
            "paper = { row = 5, label_parts = 4, value_parts = 20 }",
            "paper = { row = 6, label_parts = 4, value_parts = 20 }",
            "paper = { row = 6",
            "at once",
        ),
        (
            "a field that its paper forgets",
            "paper = { row = 5, label_parts = 4, value_parts = 20 }",
            "",
            "[[forms.fields]]",
            "no place on paper",
        ),
        (
            "a stamp on nothing",
            "stamp = \"seal\"",
            "stamp = \"signet\"",
            "[forms.layout]",
            "no field signet",
        ),
    ];
    for (says, old, new, line, reason) in rows {
        let faults = faults("yangjiang", old, new);
        let text = built_in("yangjiang/forms.toml").replacen(old, new, 1);
        let lines: Vec<&str> = text.lines().collect();
        let fits = |fault: &Fault| {
            fault.file == "yangjiang/forms.toml"
                && lines[fault.line - 1].contains(line)
                && fault.reason.contains(reason)
        };
        assert!(faults.iter().any(fits), "{says}: {faults:?}");
    }
}

#[test]
fn the_browser_gets_no_forms() {
    let areas = Areas::built_in();
    let baked = areas.bake(&[Lang::Zh, Lang::En]).expect("it can be baked");
    let promise = "本人未按规定办理有关事项产生责任由本人自行负担";
    let needle = promise.as_bytes();
    assert!(!baked.windows(needle.len()).any(|bytes| bytes == needle));
    let read = Areas::baked(&baked).expect("it reads");
    assert!(
        read.editions()
            .iter()
            .all(|edition| edition.forms.is_empty())
    );
}
