//! What people type, and how it is understood.

use policy::{Code, Refusal, answer::Missing, facts::Role};

use super::{facts, on, refused, today};
use crate::forms::check::{Field, Kind, Typed, at_fault, clean, control_name, day};

#[test]
fn a_day_is_read_however_it_is_written() {
    for text in [
        "2027-01-10",
        "2027-1-10",
        "2027.1.10",
        "2027/01/10",
        "20270110",
        "2027年1月10日",
        "2027年01月10号",
        "2027 年 1 月 10 日",
        "２０２７－０１－１０",
        "２０２７年１月１０日",
        "  2027-01-10\u{3000}",
        "\u{feff}2027-01-10\u{200b}",
        "2027。1。10",
    ] {
        assert_eq!(day(&clean(text)), Ok(on("2027-01-10")), "{text}");
    }
}

#[test]
fn what_is_no_day_is_not_guessed_at() {
    for text in [
        "2027-02-29",
        "2027-13-01",
        "2027-00-10",
        "1899-12-31",
        "2101-01-01",
        "27-01-10",
        "10/01/2027",
        "2027-01",
        "202701",
        "2027011",
        "202701100",
        "2027-01-10-11",
        "-2027-01-10",
        "2027-001-10",
        "明年一月",
        "2027-01-1O",
        "",
    ] {
        assert_eq!(day(&clean(text)), Err(Code::InvalidDate), "{text}");
    }
}

#[test]
fn names_that_are_no_controls_are_passed_over() {
    let plain = Typed::parse("area=441700&due_date=2027-01-10");
    let hung_on = Typed::parse(
        "from=timeline&isappinstalled=0&area=441700&&x&door=born&due_date=2027-01-10&mother_name=%E6%9E%97",
    );
    assert_eq!(plain, hung_on);
    assert_eq!(hung_on.query(), "area=441700&due_date=2027-01-10");
    assert!(Typed::parse("from=timeline").is_empty());
    assert!(Typed::parse("").is_empty());
}

#[test]
fn a_query_is_read_as_browsers_write_it() {
    let typed = Typed::parse(
        "area=%E9%98%B3%E6%B1%9F+%E5%B8%82&births=2026-11-02f%2C2026-11-02m%7E2026-11-03&paid=100%",
    );
    assert_eq!(typed.value(Field::Area), "阳江 市");
    assert_eq!(
        typed.value(Field::Births),
        "2026-11-02f,2026-11-02m~2026-11-03"
    );
    assert_eq!(typed.value(Field::Paid), "100%");
    assert_eq!(Typed::parse(&typed.query()), typed);
    // No UTF-8: kept as what it is not, and refused.
    assert_eq!(
        refused("area=%ff%fe"),
        [("invalid_area", "/area".to_owned())]
    );
}

#[test]
fn lists_are_read_in_the_order_of_birth() {
    let facts = facts("area=441702&births=2026-11-02f,2026年11月2日 男～2026-11-03;20261103F&hukou_on=2026-11-20&birth_certificate=yes&hospital_area=450100")
        .expect("facts");
    let births: Vec<_> = facts
        .births
        .iter()
        .map(|birth| {
            (
                birth.on.to_string(),
                birth.sex.as_str(),
                birth.died_on.map(|day| day.to_string()),
                birth.hukou.is_some(),
            )
        })
        .collect();
    assert_eq!(
        births,
        [
            ("2026-11-02".to_owned(), "female", None, true),
            (
                "2026-11-02".to_owned(),
                "male",
                Some("2026-11-03".to_owned()),
                false
            ),
            ("2026-11-03".to_owned(), "female", None, true),
        ]
    );
    assert!(
        facts
            .births
            .iter()
            .all(|birth| birth.birth_certificate && birth.hospital_area.is_some())
    );
}

#[test]
fn what_is_private_is_read_and_never_written() {
    let mut typed = Typed::parse("area=441702");
    typed.set(Field::MotherName, " 林晓梅 ");
    typed.set(Field::MotherIdNumber, "４４１７０２199503081223");
    let facts = typed.facts(today()).expect("facts");
    assert_eq!(
        facts.mother.name.as_ref().map(policy::name::Name::expose),
        Some("林晓梅")
    );
    assert_eq!(
        facts
            .mother
            .id_number
            .as_ref()
            .map(policy::id_number::IdNumber::expose),
        Some("441702199503081223")
    );
    assert_eq!(typed.query(), "area=441702");
    assert_eq!(typed.canonical(&facts).query(), "area=441702");
    assert_eq!(format!("{typed:?}"), "area=441702");
    for (field, value, code) in [
        (
            Field::MotherIdNumber,
            "441702199503081220",
            Code::InvalidIdNumber,
        ),
        (
            Field::MotherIdNumber,
            "441781199312010356",
            Code::SexMismatch,
        ),
        (
            Field::FatherIdNumber,
            "441702199503081223",
            Code::SexMismatch,
        ),
        (Field::FatherName, "<b>林</b>", Code::InvalidName),
        (Field::FatherName, "Ｌｉｎ", Code::InvalidName),
    ] {
        let mut typed = Typed::parse("area=441702");
        typed.set(field, value);
        assert_eq!(
            typed.facts(today()),
            Err(vec![Refusal::new(code, field.pointer())]),
            "{value}"
        );
    }
}

#[test]
fn today_is_asked_unless_another_day_is_told() {
    assert_eq!(facts("area=441702").expect("facts").asked_on, today());
    let facts = facts("area=441702&asked_on=2026-12-01").expect("facts");
    assert_eq!(facts.asked_on, on("2026-12-01"));
}

#[test]
fn every_control_has_a_name_of_its_own() {
    let mut names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Field::ALL.len());
    for field in Field::ALL {
        assert_eq!(
            Field::named(field.name()),
            (field.kind() != Kind::Private).then_some(field)
        );
        assert_eq!(at_fault(&Typed::default(), field.pointer()), field);
    }
}

#[test]
fn what_is_missing_is_asked_somewhere() {
    for (missing, name) in [
        (Missing::Pregnancy, "due_date"),
        (Missing::Enrolment(Role::Mother), "mother_insurance"),
        (Missing::EnrolmentYear(Role::Father), "father_year"),
        (Missing::EnrolmentArea(Role::Mother), "mother_area"),
        (Missing::Hukou(Role::Father), "father_hukou"),
        (Missing::Name(Role::Mother), "mother_name"),
        (Missing::IdNumber(Role::Father), "father_id_number"),
        (Missing::HospitalArea(1), "hospital_area"),
        (Missing::BenefitUsed, "benefit_used"),
    ] {
        assert_eq!(control_name(missing), name);
    }
}
