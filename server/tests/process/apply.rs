//! A service's form over the wire: drawn, refused, looked over, printed; nothing kept and nothing in an address.

use crate::portal::{get, open, post};

/// Whom the day of the test's clock finds eligible: the day asked about is told.
const FORM: &str = "/apply/pre_enrolment?area=441702&asked_on=2026-11-22&due_date=2027-01-10&\
                    mother_insurance=resident&mother_area=441702&mother_year=2026";
const FILLED: &str = "key=00112233445566778899aabbccddeeff&shown=eligible&applicant=mother&mother_name=%E6%9E%97%E6%99%93%E6%A2%85&\
                      mother_id_number=441702199503081223&mother_phone=13800138000&mother_address=%E4%B8%9C%E9%A3%8E%E4%B8%80%E8%B7%AF1%E5%8F%B7";

#[tokio::test]
async fn a_form_is_drawn_refused_looked_over_and_printed() {
    let house = open(|_| ()).await;
    let rows = [
        ("drawn", get(FORM, ""), 200, "id=\"apply\""),
        (
            "empty",
            post(FORM, "", "act=review"),
            422,
            "data-error=\"missing_field\"",
        ),
        ("looked over", post(FORM, "", FILLED), 200, "id=\"agree\""),
        (
            "one field",
            post(FORM, "", &[FILLED, "&change=mother_phone"].concat()),
            200,
            "apply-one",
        ),
        (
            "printed",
            post(FORM, "", &[FILLED, "&act=print"].concat()),
            200,
            "data-sent=\"no\"",
        ),
        (
            "not agreed to",
            post(FORM, "", &[FILLED, "&act=send"].concat()),
            422,
            "id=\"errors\"",
        ),
        ("no such service", get("/apply/holiday", ""), 404, ""),
        (
            "no such service, sent",
            post("/apply/holiday", "", FILLED),
            404,
            "",
        ),
        (
            "the check comes first",
            get("/apply/refund", ""),
            200,
            "href=\"/check\"",
        ),
    ];
    for (name, request, status, mark) in rows {
        let answer = house.ask(&request).await;
        assert_eq!(answer.status, status, "{name}");
        assert!(answer.text().contains(mark), "{name}: {mark}");
        assert_eq!(answer.header("set-cookie"), None, "{name}");
        assert_eq!(answer.header("location"), None, "{name}");
    }
}

#[tokio::test]
async fn every_form_has_a_key_of_its_own() {
    let house = open(|_| ()).await;
    let mut keys = Vec::new();
    for _ in 0..3 {
        let page = house.ask(get(FORM, "")).await;
        let key = page.text().split_once("name=\"key\" value=\"").unwrap().1;
        keys.push(key[..32].to_owned());
    }
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 3);
}
