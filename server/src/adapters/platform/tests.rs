//! Every name on the wire, letter for letter. These are the interface's; a change here is a change there.

use std::{path::PathBuf, sync::Arc};

use policy::{Day, facts::Sex};
use registry::{
    Instant,
    outside::{
        Agent, Arrival, Assessment, BabyKind, CallId, CertificateKind, Fault, Levy as _, LevyState,
        Month, Mother, Person, Personal, PregnancyEnd, PregnancyTold, Registration, Update,
    },
};
use serde::Serialize;
use serde_json::{Value, json, value::to_raw_value};

use super::{
    InData, Platform,
    envelope::{Envelope, Reply, msgid},
    levy, look_up, registration,
    seal::HmacSm3,
    update,
};
use crate::{
    adapters::{Secret, client::Line},
    clock::SystemClock,
    config::{Calls, CallsGiven, PlatformSettings, Premiums},
};

/// 2026-11-24 09:30:05 in China.
const NOW: Instant = Instant(1_795_483_805_000);

fn settings() -> PlatformSettings {
    PlatformSettings {
        url: "http://127.0.0.1:1/".into(),
        secret_file: PathBuf::new(),
        fixmedins_code: "H44170000001".into(),
        fixmedins_name: "经办机构".into(),
        mdtrtarea_admvs: "441700".into(),
        recer_admdvs: "440000".into(),
        recer_sys_code: "YUCAN".into(),
        opter: "01".into(),
        opter_name: "王".into(),
        areas: [("441700".into(), "441799".into())].into(),
        register_infno: "Y101".into(),
        update_infno: "Y102".into(),
        levy_infno: "Y103".into(),
        premiums: Premiums::default(),
    }
}

fn json_of(thing: &impl Serialize) -> Value {
    serde_json::to_value(thing).unwrap()
}

fn person(name: &str, kind: CertificateKind, number: &str) -> Person {
    Person {
        name: Personal::new(name),
        certificate_kind: kind,
        certificate_number: Personal::new(number),
    }
}

#[test]
fn the_envelope_is_the_interfaces() {
    let settings = settings();
    let input = to_raw_value(&json!({ "data": { "psn_no": "1" } })).unwrap();
    let seal = HmacSm3(Secret::new("key"));
    let envelope = Envelope::new(&settings, "90100", "441700", NOW, 7).sealed("s1", &input, &seal);
    let cainfo = envelope.cainfo.clone();
    assert_eq!(cainfo.len(), 64);
    assert_eq!(
        json_of(&envelope),
        json!({
            "infno": "90100", "msgid": "H44170000001202611240930050007", "insuplc_admdvs": "441799",
            "mdtrtarea_admvs": "441700", "recer_admdvs": "440000", "dev_no": "", "dev_safe_info": "",
            "signtype": "SM3", "cainfo": cainfo, "infver": "1.0.0", "opter_type": "1", "opter": "01",
            "opter_name": "王", "inf_time": "2026-11-24 09:30:05", "fixmedins_code": "H44170000001",
            "fixmedins_name": "经办机构", "sign_no": "s1", "recer_sys_code": "YUCAN",
            "input": { "data": { "psn_no": "1" } },
        })
    );
    let elsewhere = Envelope::new(&settings, "1101", "320000", NOW, 8);
    assert_eq!(
        elsewhere.insuplc_admdvs, "320000",
        "an area without a code of its own"
    );
}

#[test]
fn two_messages_in_one_second_are_two() {
    let ids: std::collections::BTreeSet<String> = (0..10_000)
        .map(|serial| msgid("H44170000001", NOW, serial))
        .collect();
    assert_eq!(ids.len(), 10_000);
    assert!(ids.iter().all(|id| id.len() == 30));
}

#[test]
fn a_person_is_asked_for_as_1101_has_it() {
    let baby = person("林晓梅B12", CertificateKind::Other, "441702199503081223x");
    let data = InData {
        data: look_up::Data::from(&baby),
    };
    assert_eq!(
        json_of(&data),
        json!({ "data": {
            "mdtrt_cert_type": "02", "mdtrt_cert_no": "441702199503081223x", "card_sn": "", "begntime": "",
            "psn_cert_type": "99", "certno": "441702199503081223x", "psn_name": "林晓梅B12",
        }})
    );
}

#[test]
fn what_1101_answers_is_read_as_one_or_several() {
    let found = json!({
        "baseinfo": {
            "psn_no": "44001", "psn_cert_type": "99", "certno": "441702199503081223x",
            "psn_name": "林晓梅B12", "gend": "2", "naty": "01", "brdy": "2026-11-20", "age": 0,
        },
        "insuinfo": [
            { "balc": 0, "insutype": "310", "psn_type": "11", "cvlserv_flag": "0" },
            { "balc": 0, "insutype": "390", "psn_type": "1401", "cvlserv_flag": "0" },
        ],
        "idetinfo": [],
    });
    let employee = json!({
        "baseinfo": { "psn_no": "44002", "certno": "1", "psn_name": "林" },
        "insuinfo": [{ "insutype": "310" }],
    });
    let rows = [
        ("one", found.clone(), Some(("44001", true))),
        ("a list", json!([found]), Some(("44001", true))),
        ("other insurance alone", employee, Some(("44002", false))),
        ("an empty list", json!([]), None),
        ("nothing", Value::Null, None),
        (
            "no number",
            json!({ "baseinfo": { "psn_name": "林", "certno": "1" } }),
            None,
        ),
        ("no person", json!({ "baseinfo": null }), None),
    ];
    for (name, output, expected) in rows {
        let output: look_up::Output = serde_json::from_value(output).unwrap();
        let enrolled = output.enrolled();
        let seen = enrolled
            .as_ref()
            .map(|one| (one.person_number.expose(), one.is_resident_insured));
        assert_eq!(seen, expected, "{name}");
    }
}

fn whole_registration() -> Registration {
    Registration {
        area: "441700".into(),
        baby: person("林晓梅B1", CertificateKind::Other, "441702199503081223B1"),
        baby_kind: BabyKind::Unborn,
        sex: None,
        birthday: None,
        mother: Some(Mother {
            person: person("林晓梅", CertificateKind::ResidentId, "441702199503081223"),
            phone: Personal::new("13800138000"),
        }),
        father: Some(person(
            "陈建国",
            CertificateKind::ResidentId,
            "441702199301011234",
        )),
        agent: Some(Agent {
            person: person("林大山", CertificateKind::ResidentId, "441702196501011234"),
            phone: Personal::new("13900139000"),
            relation: "父亲".into(),
            address: Personal::new("南恩路1号"),
        }),
        pregnancy: Some(PregnancyTold {
            due_on: Day::new(2027, 1, 20),
            last_period_on: Day::new(2026, 4, 15),
            gestation_weeks: Some(31),
            fetuses: 2,
        }),
        ended: Some(PregnancyEnd {
            kind: "1".into(),
            on: Day::new(2026, 11, 20).unwrap(),
            gestation_months: 7,
        }),
    }
}

#[test]
fn a_registration_has_the_names_of_the_maternity_registration() {
    assert_eq!(
        json_of(&registration::Input::from(&whole_registration())),
        json!({
            "data": {
                "psn_name": "林晓梅B1", "psn_cert_type": "99", "certno": "441702199503081223B1",
                "psn_type": "140101", "insutype": "390",
            },
            "matninfo": {
                "psn_name": "林晓梅", "psn_cert_type": "01", "certno": "441702199503081223",
                "tel": "13800138000", "plan_matn_date": "2027-01-20", "last_mena_date": "2026-04-15",
                "geso_val": 31, "fetus_cnt": 2, "spus_name": "陈建国", "spus_cert_type": "01",
                "spus_certno": "441702199301011234", "agnter_name": "林大山", "agnter_cert_type": "01",
                "agnter_certno": "441702196501011234", "agnter_tel": "13900139000", "agnter_rlts": "父亲",
                "agnter_addr": "南恩路1号", "birctrl_type": "1", "birctrl_matn_date": "2026-11-20",
                "expi_gestation_nub_of_m": 7,
            },
        })
    );
}

#[test]
fn what_was_not_told_is_left_out() {
    let born = Registration {
        baby: person("陈小雨", CertificateKind::BirthCertificate, "X320101001"),
        baby_kind: BabyKind::Newborn,
        sex: Some(Sex::Female),
        birthday: Day::new(2026, 11, 20),
        father: None,
        agent: None,
        pregnancy: None,
        ended: None,
        ..whole_registration()
    };
    assert_eq!(
        json_of(&registration::Input::from(&born)),
        json!({
            "data": {
                "psn_name": "陈小雨", "psn_cert_type": "990201", "certno": "X320101001",
                "psn_type": "1401", "insutype": "390", "gend": "2", "brdy": "2026-11-20",
            },
            "matninfo": {
                "psn_name": "林晓梅", "psn_cert_type": "01", "certno": "441702199503081223",
                "tel": "13800138000",
            },
        })
    );
}

#[test]
fn an_update_keeps_the_number_of_the_person() {
    let told = Update {
        area: "441700".into(),
        person_number: Personal::new("44001"),
        person: person("陈小雨", CertificateKind::ResidentId, "441702202611201224"),
    };
    assert_eq!(
        json_of(&update::Data::from(&told)),
        json!({
            "psn_no": "44001", "psn_cert_type": "01", "certno": "441702202611201224", "psn_name": "陈小雨",
        })
    );
}

fn assessment() -> Assessment {
    let month = |year, month| Month { year, month };
    Assessment {
        area: "441700".into(),
        person_number: Personal::new("44001"),
        covers_from: month(2027, 1),
        covers_to: month(2027, 12),
    }
}

#[test]
fn a_levy_is_told_in_months_and_yuan() {
    assert_eq!(
        json_of(&levy::Data::new(&assessment(), 40_005)),
        json!({
            "psn_no": "44001", "insutype": "390", "accrym_begn": "202701", "accrym_end": "202712",
            "clct_amt": "400.05",
        })
    );
    assert_eq!(
        json_of(&levy::Question { psn_no: "44001" }),
        json!({ "psn_no": "44001" })
    );
}

#[tokio::test]
async fn an_amount_that_nobody_told_is_never_said() {
    let mut calls = Calls::from(&CallsGiven::default());
    calls.is_tls_needed = false;
    let line = Line::open(&calls).unwrap();
    let clock = Arc::new(SystemClock::begin());
    let platform = Platform::new(settings(), Secret::new("key"), Arc::new(line), clock);
    let pushed = platform.push(CallId([1; 16]), &assessment()).await;
    assert_eq!(pushed, Err(Fault::refused("no_premium_told")));
}

#[test]
fn an_arrival_is_seen_by_its_flag() {
    let row = |insutype: &str, flag: &str, begins: &str, time: Value| {
        json!({
            "poolarea_no": "441700", "poolarea_no_name": "", "insutype": insutype, "insutype_name": "",
            "clct_type": "10", "clct_type_name": "", "clct_flag": flag, "clct_flag_name": "",
            "accrym_begn": begins, "accrym_end": "202712", "clct_time": time,
        })
    };
    let at = json!("2026-11-24 09:30:05");
    let arrived = Ok(LevyState::Arrived(Arrival {
        arrived_at: NOW,
        amount_fen: None,
        covers_from: assessment().covers_from,
        covers_to: assessment().covers_to,
    }));
    let rows = [
        ("nothing", json!([]), Ok(LevyState::Absent)),
        (
            "not yet",
            json!([row("390", "0", "202701", Value::Null)]),
            Ok(LevyState::Waiting),
        ),
        (
            "arrived",
            json!([row("390", "1", "202701", at.clone())]),
            arrived.clone(),
        ),
        (
            "a day for a month",
            json!([row("390", "1", "2027-01-01", at.clone())]),
            arrived.clone(),
        ),
        (
            "a second row arrived",
            json!([
                row("390", "0", "202701", Value::Null),
                row("390", "1", "202701", at.clone())
            ]),
            arrived,
        ),
        (
            "another year",
            json!([row("390", "1", "202601", at.clone())]),
            Ok(LevyState::Absent),
        ),
        (
            "another insurance",
            json!([row("310", "1", "202701", at)]),
            Ok(LevyState::Absent),
        ),
        (
            "arrived, no one knows when",
            json!([row("390", "1", "202701", Value::Null)]),
            Err(Fault::Unknown),
        ),
    ];
    for (name, payments, state) in rows {
        let payments: Vec<levy::Payment> = serde_json::from_value(payments).unwrap();
        assert_eq!(levy::state(&assessment(), &payments), state, "{name}");
    }
}

#[test]
fn an_answer_says_whether_it_was_done() {
    let rows = [
        (
            "a number",
            r#"{"infcode":0,"output":{"a":1}}"#,
            Ok(r#"{"a":1}"#),
        ),
        ("a text", r#"{"infcode":"0","output":[]}"#, Ok("[]")),
        ("done without more", r#"{"infcode":0}"#, Ok("null")),
        (
            "refused",
            r#"{"infcode":-1,"err_msg":"林晓梅重复参保"}"#,
            Err(Fault::refused("-1")),
        ),
        (
            "nobody",
            r#"{"infcode":"-1","err_msg":"未查询到\n人员信息"}"#,
            Err(Fault::refused("not-found")),
        ),
        (
            "a sentence for a code",
            r#"{"infcode":"失败 林晓梅"}"#,
            Err(Fault::refused("unreadable")),
        ),
    ];
    for (name, json, output) in rows {
        let reply: Reply<'_> = serde_json::from_str(json).unwrap();
        assert_eq!(reply.output(), output, "{name}");
    }
}
