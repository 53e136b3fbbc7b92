//! From what was told to a paper: every form of every edition, and Yangjiang's as its document has it.

mod answers;
mod pressed;

use std::collections::BTreeMap;

use app::forms::check::Typed;
use papers::{Block, Copies, PARTS, Paper, Signature as OnPaper, Value};
use policy::{
    Areas, Day, Facts,
    edition::Edition,
    form::{Form, ROW_PARTS},
    wire,
};
use registry::{
    Instant,
    entry::{Registered, Signature},
};

use super::{Kind, Matter, matter::SentOn};
use answers::everything;

/// 2026-11-22 14:02 in China.
const SENT_AT: Instant = Instant(1_795_327_320_000);

/// The editions, each with a place of its own.
fn editions() -> Vec<(&'static Edition, &'static str)> {
    let place = |edition: &Edition| match &*edition.rules {
        "yangjiang" => "441702",
        "jiangsu" => "320102",
        "nanning" => "450103",
        _ => "510100",
    };
    let areas = Areas::built_in();
    areas
        .editions()
        .iter()
        .map(|edition| (edition, place(edition)))
        .collect()
}

/// A family that every field may be asked: three unborn, or living twins and a baby that died.
fn facts(edition: &Edition, area: &str, is_born: bool) -> Facts {
    let first = edition
        .in_force_from
        .unwrap_or(Day::new(2026, 10, 1).unwrap());
    let asked_on = first.plus_days(50);
    let born = first.plus_days(20);
    let query = if is_born {
        format!(
            "area={area}&births={born}f,{born}m,{born}f~{born}&hukou_on={born}&other_cover=paid_twice"
        )
    } else {
        format!("area={area}&due_date={}&fetuses=3", first.plus_days(100))
    };
    Typed::parse(&query).facts(asked_on).unwrap()
}

fn matter(form: &Form, facts: &Facts, fields: BTreeMap<String, String>) -> Matter {
    Matter {
        kind: Kind::Form,
        is_twice: true,
        service: form.service.as_str().to_owned(),
        form: form.version_name(),
        fields,
        facts: wire::facts_json(facts),
        signature: None,
        sent: None,
    }
}

fn sent(identities: Vec<Registered>) -> SentOn {
    SentOn {
        number: "YC-ABCDE-FGHJK".to_owned(),
        at: SENT_AT,
        stage: "已登记，未缴费".to_owned(),
        next: "请补正：".to_owned() + &"长".repeat(900),
        identities,
        proof: Some("receipt   yucan 1\nleaf      7\n".to_owned()),
    }
}

fn values(paper: &Paper) -> Vec<(&str, &Value)> {
    let rows = paper.blocks.iter().flat_map(|block| match block {
        Block::Rows(rows) => rows.as_slice(),
        _ => &[],
    });
    rows.flat_map(|row| &row.fields)
        .map(|field| (field.label.as_str(), &field.value))
        .collect()
}

#[test]
fn every_form_of_every_edition_gives_a_paper_whatever_was_told() {
    let areas = Areas::built_in();
    let mut papers = 0;
    for (edition, area) in editions() {
        for (form, is_born) in edition
            .forms
            .iter()
            .flat_map(|form| [(form, false), (form, true)])
        {
            let facts = facts(edition, area, is_born);
            let name = format!(
                "{} {} {}",
                edition.rules,
                form.service.as_str(),
                form.version_name()
            );
            for fields in [BTreeMap::new(), everything(form, &facts)] {
                let is_full = !fields.is_empty();
                let mut matter = matter(form, &facts, fields);
                for with in [None, Some(sent(vec![]))] {
                    matter.sent = with;
                    let paper = matter
                        .paper(areas, Some("https://yucan.example.cn"))
                        .expect(&name);
                    paper.check().expect(&name);
                    assert_eq!(paper.title, *form.title.zh, "{name}");
                    assert!(paper.footer.is_some(), "{name}");
                    assert_eq!(paper.code.is_some(), matter.sent.is_some(), "{name}");
                    let has_filled = values(&paper)
                        .iter()
                        .any(|(_, value)| matches!(value, Value::Words(_) | Value::Lines(_)));
                    assert_eq!(has_filled, is_full, "{name}");
                    papers += 1;
                }
                matter.kind = Kind::Receipt;
                let receipt = matter.paper(areas, None).expect(&name);
                receipt.check().expect(&name);
            }
        }
    }
    assert!(papers > 40, "{papers}");
}

#[test]
fn a_row_is_as_wide_here_as_there() {
    assert_eq!(ROW_PARTS, PARTS);
}

fn yangjiang() -> (&'static Form, Facts) {
    let (edition, area) = editions()
        .into_iter()
        .find(|(edition, _)| {
            &*edition.rules == "yangjiang" && edition.in_force_from == Day::parse("2022-01-01").ok()
        })
        .unwrap();
    let form = edition
        .forms
        .iter()
        .find(|form| form.layout.is_some())
        .unwrap();
    (form, facts(edition, area, false))
}

fn told() -> BTreeMap<String, String> {
    let told = [
        ("applicant", "agent"),
        ("mother_name", "林晓梅"),
        ("mother_id_number", "441702199503081223"),
        ("mother_phone", "13800138000"),
        ("due_month", "2027-01"),
        ("mother_address", "阳江市江城区东风一路1号"),
        ("agent_name", "林建国"),
        ("agent_id_number", "44172319930102101X"),
        ("agent_phone", "13900139000"),
        ("agent_relation", "spouse"),
        ("enrolment_year", "2027"),
    ];
    told.map(|(id, value)| (id.to_owned(), value.to_owned()))
        .into()
}

fn twins() -> Vec<Registered> {
    let twin = |name: &str, number: &str| Registered {
        name: name.to_owned(),
        number: number.to_owned(),
        person_number: None,
    };
    vec![
        twin("林晓梅B1", "441702199503081223x"),
        twin("林晓梅B2", "441702199503081223X"),
    ]
}

#[test]
fn a_form_is_drawn_as_its_document_has_it() {
    let (form, facts) = yangjiang();
    let mut matter = matter(form, &facts, told());
    matter.signature = Some(Signature::Typed("林建国".to_owned()));
    let words = |text: &str| Value::Words(text.to_owned());
    let paper = matter.paper(Areas::built_in(), None).unwrap();
    let boxes = values(&paper);
    assert_eq!(boxes[0], ("申请人", &words("林晓梅")));
    assert_eq!(boxes[4], ("家庭地址", &words("阳江市江城区东风一路1号")));
    assert_eq!(boxes[5], ("被委托人", &words("林建国")));
    assert_eq!(boxes[8], ("新生儿姓名", &Value::Blank));
    assert_eq!(paper.copies, Copies::Two);
    assert_eq!(
        paper.number.unwrap().value,
        Value::Blank,
        "the desk numbers it"
    );
    // Who was not asked for leaves the document's own lines blank.
    matter
        .fields
        .insert("applicant".to_owned(), "mother".to_owned());
    let paper = matter.paper(Areas::built_in(), None).unwrap();
    assert_eq!(values(&paper)[5], ("被委托人", &Value::Blank));
    // The agency's part, letter for letter.
    matter.sent = Some(sent(twins()));
    matter.is_twice = false;
    let paper = matter.paper(Areas::built_in(), None).unwrap();
    let numbers = ["441702199503081223x", "441702199503081223X"];
    assert_eq!(
        values(&paper)[9],
        (
            "新生儿证件号",
            &Value::Lines(numbers.map(str::to_owned).to_vec())
        )
    );
    assert_eq!(paper.copies, Copies::One);
}

#[test]
fn the_receipt_names_the_same_applicant_as_the_form() {
    let (form, facts) = yangjiang();
    let mut matter = matter(form, &facts, told());
    let of = |matter: &Matter| {
        let receipt = matter.paper(Areas::built_in(), None).unwrap();
        let rows = values(&receipt).into_iter();
        let named = rows.filter(|(label, _)| ["申请人", "被委托人"].contains(label));
        named
            .map(|(label, value)| (label.to_owned(), value.clone()))
            .collect::<Vec<_>>()
    };
    let on_the_form = of(&matter);
    assert_eq!(on_the_form.len(), 2);
    matter.sent = Some(sent(vec![]));
    matter.kind = Kind::Receipt;
    assert_eq!(of(&matter), on_the_form);
    matter.fields.remove("agent_name");
    assert_eq!(of(&matter), on_the_form[..1]);
}

#[test]
fn a_code_tells_the_number_and_nothing_of_anybody() {
    let (form, facts) = yangjiang();
    let mut matter = matter(form, &facts, told());
    matter.sent = Some(sent(twins()));
    let rows = [
        (None, "YC-ABCDE-FGHJK"),
        (
            Some("https://yucan.example.cn"),
            "https://yucan.example.cn/desk/YC-ABCDE-FGHJK",
        ),
    ];
    for (origin, text) in rows {
        let paper = matter.paper(Areas::built_in(), origin).unwrap();
        assert_eq!(paper.code.unwrap().text, text);
    }
}

#[test]
fn a_signature_that_does_not_read_is_left_to_the_pen() {
    let (form, facts) = yangjiang();
    let mut matter = matter(form, &facts, told());
    let rows = [
        (
            Some(Signature::Drawn(
                "M10 20L30 40L50 60L70 80L90 100".to_owned(),
            )),
            "Drawn",
        ),
        (Some(Signature::Drawn("<svg>".to_owned())), "Blank"),
        (Some(Signature::Typed("林建国".to_owned())), "Typed"),
        (None, "Blank"),
    ];
    for (signature, drawn) in rows {
        matter.signature = signature;
        let paper = matter.paper(Areas::built_in(), None).unwrap();
        let signed: Vec<&OnPaper> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Promise(promise) => Some(&promise.signature),
                _ => None,
            })
            .collect();
        assert_eq!(format!("{:?}", signed[0]), drawn);
    }
}

#[test]
fn a_matter_does_not_show_itself() {
    let (form, facts) = yangjiang();
    let shown = format!("{:?}", matter(form, &facts, told()));
    assert!(
        !shown.contains("林") && !shown.contains("1380013"),
        "{shown}"
    );
}

#[test]
fn how_many_babies_there_are_stands_on_what_was_sent_until_each_is_entered() {
    let areas = Areas::built_in();
    let (edition, area) = editions()
        .into_iter()
        .find(|(edition, _)| {
            edition.rules.as_ref() == "yangjiang" && edition.pre_enrolment.rules().is_some()
        })
        .unwrap();
    let facts = facts(edition, area, false);
    let form = edition
        .forms
        .iter()
        .find(|form| form.service == policy::verdict::Service::PreEnrolment)
        .unwrap();
    let baby = Registered {
        name: "林晓梅B1".to_owned(),
        number: "441702199503081223B1".to_owned(),
        person_number: None,
    };
    let told = "怀了几个：3";
    for (with, is_told) in [
        (None, true),
        (Some(sent(vec![])), true),
        (Some(sent(vec![baby])), false),
    ] {
        let mut matter = matter(form, &facts, everything(form, &facts));
        let is_sent = with.is_some();
        matter.sent = with;
        let paper = matter.paper(areas, None).unwrap();
        let notes: Vec<&String> = paper
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Notes(notes) => Some(&notes.notes),
                _ => None,
            })
            .flatten()
            .collect();
        assert_eq!(
            notes.iter().any(|note| note.as_str() == told),
            is_told,
            "{notes:?}"
        );
        let is_agent = notes.iter().any(|note| note.starts_with("和母亲的关系"));
        assert_eq!(is_agent, !is_sent, "the desk has that already");
    }
}
