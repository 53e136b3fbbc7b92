//! What an answer tells beside its verdict and dates: papers to bring, notices, readings taken, the clause of a reason.
//! The shared tables leave these free; the contract doesn't.

use serde_json::Value;

use crate::cases;

/// The answer's part for a service, by the first word of a case's name.
fn said(case: &str, service: &str) -> Value {
    let mut all = cases::built_in().into_iter();
    let found = all.find(|row| {
        let id = row.facts["id"].as_str().expect("an id");
        id == case || id.split(' ').next() == Some(case)
    });
    let found = found.unwrap_or_else(|| panic!("no case {case}"));
    let mut answer = cases::answer(&found.facts, found.areas);
    answer["services"][service].take()
}

fn list(said: &Value, key: &str) -> Vec<String> {
    let items = said[key].as_array().into_iter().flatten();
    items
        .map(|item| item.as_str().expect("a text").to_owned())
        .collect()
}

#[test]
fn each_service_says_what_to_bring() {
    let rows: [(&str, &str, &[&str]); 7] = [
        (
            "yj-16",
            "deceased_newborn_enrolment",
            &["出生医学证明", "死亡证明"],
        ),
        ("yj-13", "information_update", &["户口本", "登记表"]),
        ("nn-17", "information_update", &["户口本", "登记卡"]),
        ("js-06", "information_update", &["户口本"]),
        ("cn-05", "information_update", &["户口本"]),
        ("nn-01", "hospital_pre_registration", &["户主页", "本人页"]),
        ("yj-01", "pre_enrolment", &["身份证件", "登记表"]),
    ];
    for (case, service, wanted) in rows {
        let papers = list(&said(case, service), "materials");
        assert_eq!(papers.len(), wanted.len(), "{case}: {papers:?}");
        for (paper, part) in papers.iter().zip(wanted) {
            assert!(paper.contains(part), "{case}: {paper} has no {part}");
        }
    }
    let account = list(&said("yj-17", "refund"), "materials").join("");
    assert!(account.contains("本人") && account.contains("关系证明"));
}

#[test]
fn a_decision_that_looked_at_an_ambiguous_clause_names_the_reading() {
    let (pre, hospital) = ("pre_enrolment", "hospital_pre_registration");
    let (newborn, deceased) = ("newborn_enrolment", "deceased_newborn_enrolment");
    let (update, refund) = ("information_update", "refund");
    let rows = [
        ("R1", pre, "yj-08", "js-01"),
        ("R2", pre, "js-02", "yj-02"),
        ("R3", pre, "yj-04", "yj-01"),
        ("R4", hospital, "nn-05", "nn-11"),
        ("R5", hospital, "nn-04", "nn-03"),
        ("R6", deceased, "yj-16", "yj-12"),
        ("R7", refund, "yj-13", "yj-17"),
        ("R8", hospital, "nn-07", "nn-17"),
        ("R9", hospital, "nn-01", "nn-20"),
        ("R10", newborn, "yj-30", "yj-15"),
        ("R11", update, "yj-13", "js-06"),
        ("R12", refund, "yj-25", "yj-17"),
        ("R13", pre, "js-01", "yj-01"),
        ("R14", newborn, "cn-02", "yj-16"),
    ];
    for (reading, service, with, without) in rows {
        let names = |case: &str| list(&said(case, service), "readings");
        assert!(
            names(with).contains(&reading.to_owned()),
            "{reading}, {with}"
        );
        assert!(
            !names(without).contains(&reading.to_owned()),
            "{reading}, {without}"
        );
    }
}

#[test]
fn a_notice_is_told_from_its_day_on() {
    let sources = |case: &str| {
        let said = said(case, "pre_enrolment");
        let notices = said["notices"].as_array().cloned().unwrap_or_default();
        let source = |notice: &Value| notice["source"].as_str().expect("a source").to_owned();
        notices.iter().map(source).collect::<Vec<_>>()
    };
    let waiting = "国办发〔2024〕38号".to_owned();
    assert_eq!(sources("yj-07"), [waiting]);
    assert!(sources("yj-08").is_empty(), "she is insured, if elsewhere");
    let before = "not insured in 2024: nothing yet of the waiting time of 2025";
    assert!(sources(before).is_empty());
    assert_eq!(sources("js-01").len(), 1);
    assert!(sources("cn-01").is_empty());
}

#[test]
fn a_reason_cites_its_clause_with_number_article_and_words() {
    let said = said("yj-02", "pre_enrolment");
    let reasons = said["reasons"].as_array().expect("reasons");
    let mut of_weeks = reasons
        .iter()
        .filter(|reason| reason["clause"]["id"] == "YJ22-2");
    let reason = of_weeks.next().expect("the threshold is looked at");
    assert_eq!(reason["met"], "not_met");
    assert_eq!(reason["clause"]["document"], "阳医保通〔2022〕11号");
    assert_eq!(reason["clause"]["article"], "附件1 第二条");
    let text = reason["clause"]["text"].as_str().expect("its words");
    assert!(text.contains("自孕期24周起即可预参加"));
    let says = reason["says"].as_str().expect("a sentence");
    assert!(says.contains("24") && says.contains("23"), "{says}");
}

#[test]
fn a_gate_that_failed_is_the_only_reason() {
    for (case, service) in [
        ("nn-01", "pre_enrolment"),
        ("yj-01", "hospital_pre_registration"),
        ("yj-01", "information_update"),
        ("yj-01", "refund"),
        ("yj-01", "deceased_newborn_enrolment"),
        ("js-09", "refund"),
    ] {
        let said = said(case, service);
        let mut keys: Vec<&String> = said.as_object().expect("a service").keys().collect();
        keys.retain(|key| *key != "readings");
        assert_eq!(keys, ["reasons", "verdict"], "{case}: {service}");
        assert_eq!(said["reasons"].as_array().map(Vec::len), Some(1));
    }
}
