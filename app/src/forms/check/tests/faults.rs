//! What is refused, where, and at which control.

use super::refused;
use crate::forms::check::{Field, Typed, at_fault};

#[test]
fn every_fault_has_its_code_its_pointer_and_its_control() {
    let rows: &[(&str, &str, &str, Field)] = &[
        ("due_date=2027-01-10", "missing_field", "/area", Field::Area),
        ("area=990000", "invalid_area", "/area", Field::Area),
        ("area=44170", "invalid_area", "/area", Field::Area),
        ("area=阳江", "invalid_area", "/area", Field::Area),
        (
            "area=441702&area=441702",
            "invalid_value",
            "/area",
            Field::Area,
        ),
        (
            "area=441702&asked_on=2026-02-30",
            "invalid_date",
            "/asked_on",
            Field::AskedOn,
        ),
        (
            "area=441702&due_date=tomorrow",
            "invalid_date",
            "/pregnancy/due_date",
            Field::DueDate,
        ),
        (
            "area=441702&due_date=2027-01-10&due_date=",
            "invalid_value",
            "/pregnancy/due_date",
            Field::DueDate,
        ),
        (
            "area=441702&last_period=2026-01-04",
            "implausible_gestation",
            "/pregnancy",
            Field::LastPeriod,
        ),
        (
            "area=441702&due_date=2028-01-04",
            "implausible_gestation",
            "/pregnancy",
            Field::DueDate,
        ),
        (
            "area=441702&last_period=2026-05-04&due_date=2027-02-08",
            "invalid_value",
            "/pregnancy",
            Field::DueDate,
        ),
        (
            "area=441702&fetuses=2",
            "invalid_value",
            "/pregnancy",
            Field::DueDate,
        ),
        (
            "area=441702&due_date=2027-02-08&fetuses=10",
            "too_many_babies",
            "/pregnancy/fetuses",
            Field::Fetuses,
        ),
        (
            "area=441702&due_date=2027-02-08&fetuses=0",
            "invalid_value",
            "/pregnancy/fetuses",
            Field::Fetuses,
        ),
        (
            "area=441702&due_date=2027-02-08&fetuses=two",
            "invalid_value",
            "/pregnancy/fetuses",
            Field::Fetuses,
        ),
        (
            "area=441702&scan_on=2026-11-01&scan_weeks=20",
            "missing_field",
            "/pregnancy/scan/days",
            Field::ScanDays,
        ),
        (
            "area=441702&scan_on=2026-11-01&scan_weeks=45&scan_days=0",
            "invalid_value",
            "/pregnancy/scan/weeks",
            Field::ScanWeeks,
        ),
        (
            "area=441702&scan_on=2026-11-24&scan_weeks=20&scan_days=0",
            "date_in_future",
            "/pregnancy/scan/on",
            Field::ScanOn,
        ),
        (
            "area=441702&due_date=2027-02-08&ended_on=2026-11-01",
            "missing_field",
            "/pregnancy/ended/how",
            Field::EndedHow,
        ),
        (
            "area=441702&due_date=2027-02-08&ended_on=2026-12-01&ended_how=miscarriage",
            "date_in_future",
            "/pregnancy/ended/on",
            Field::EndedOn,
        ),
        (
            "area=441702&applicant=aunt",
            "invalid_value",
            "/applicant",
            Field::Applicant,
        ),
        (
            "area=441702&mother_area=441702",
            "missing_field",
            "/mother/enrolment/insurance",
            Field::MotherInsurance,
        ),
        (
            "area=441702&mother_insurance=resident&mother_year=soon",
            "invalid_value",
            "/mother/enrolment/year",
            Field::MotherYear,
        ),
        (
            "area=441702&mother_insurance=resident&mother_area=4417",
            "invalid_area",
            "/mother/enrolment/area",
            Field::MotherArea,
        ),
        (
            "area=441702&previous_gap=-1",
            "invalid_value",
            "/mother/previous/gap_months",
            Field::PreviousGap,
        ),
        (
            "area=441702&births=2026-11-24m",
            "date_in_future",
            "/births/0/on",
            Field::Births,
        ),
        (
            "area=441702&births=2026-11-02f,2026-11-20m~2026-11-19",
            "dates_out_of_order",
            "/births/1/died_on",
            Field::Births,
        ),
        (
            "area=441702&births=2026-11-02",
            "missing_field",
            "/births/0/sex",
            Field::Births,
        ),
        (
            "area=441702&births=2026-11-02x",
            "invalid_date",
            "/births/0/on",
            Field::Births,
        ),
        (
            "area=441702&births=2026-11-02f&hukou_on=2026-11-01",
            "dates_out_of_order",
            "/births/0/hukou/on",
            Field::HukouOn,
        ),
        (
            "area=441702&births=2026-11-02f&hospital_area=999999",
            "invalid_area",
            "/births/0/hospital_area",
            Field::HospitalArea,
        ),
        (
            "area=441702&births=2026-11-02f&birth_certificate=maybe",
            "invalid_value",
            "/births/0/birth_certificate",
            Field::BirthCertificate,
        ),
        (
            "area=441702&paid=2026-11-20",
            "missing_field",
            "/payments/0/year",
            Field::Paid,
        ),
        (
            "area=441702&paid=2026:",
            "missing_field",
            "/payments/0/on",
            Field::Paid,
        ),
        (
            "area=441702&paid=2026:2026-11-20,2027:2026-12-01",
            "date_in_future",
            "/payments/1/on",
            Field::Paid,
        ),
        (
            "area=441702&pre_enrolled=true",
            "invalid_value",
            "/pre_enrolled",
            Field::PreEnrolled,
        ),
        (
            "area=441702&refunded_on=2026-11-24",
            "date_in_future",
            "/refunded_on",
            Field::RefundedOn,
        ),
    ];
    for (query, code, at, field) in rows {
        assert_eq!(refused(query), [(*code, (*at).to_owned())], "{query}");
        assert_eq!(at_fault(&Typed::parse(query), at), *field, "{query}");
    }
    let ten = ["area=441702&births=", &["2026-11-02f"; 10].join(",")].concat();
    assert_eq!(refused(&ten), [("too_many_babies", "/births".to_owned())]);
    let long = ["area=441702&paid=", &"2".repeat(401)].concat();
    assert_eq!(refused(&long), [("invalid_value", "/payments".to_owned())]);
}

#[test]
fn all_faults_come_at_once_in_the_order_of_the_form() {
    let query =
        "refunded_on=2099-01-01&births=2026-11-24m&mother_insurance=some&due_date=never&area=12";
    assert_eq!(
        refused(query),
        [
            ("invalid_area", "/area".to_owned()),
            ("invalid_date", "/pregnancy/due_date".to_owned()),
            ("invalid_value", "/mother/enrolment/insurance".to_owned()),
            ("date_in_future", "/births/0/on".to_owned()),
            ("date_in_future", "/refunded_on".to_owned()),
        ]
    );
    // Nothing can be held against a day that can't be.
    let query = "area=441702&asked_on=never&births=2026-11-24m";
    assert_eq!(refused(query), [("invalid_date", "/asked_on".to_owned())]);
}
