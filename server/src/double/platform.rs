//! The double's national platform, with the tax side behind it.

use std::sync::Arc;

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{Response, StatusCode},
};
use serde_json::{Map, Value, json, value::RawValue};
use subtle::ConstantTimeEq;

use super::{Behaviour, Double, LEVY, REGISTER, UPDATE, book::KeptLevy, gateway::json_answer};
use crate::adapters::{
    read_time,
    seal::{self, HmacSm3, Seal},
};

/// The envelope's fields, no more and no fewer.
const FIELDS: [&str; 19] = [
    "cainfo",
    "dev_no",
    "dev_safe_info",
    "fixmedins_code",
    "fixmedins_name",
    "inf_time",
    "infno",
    "infver",
    "input",
    "insuplc_admdvs",
    "mdtrtarea_admvs",
    "msgid",
    "opter",
    "opter_name",
    "opter_type",
    "recer_admdvs",
    "recer_sys_code",
    "sign_no",
    "signtype",
];

/// What the double gives to whoever signs in.
const SIGN_NO: &str = "double-1";

/// Answers one transaction, as told to.
pub(super) async fn answer(State(double): State<Arc<Double>>, body: Bytes) -> Response<Body> {
    let opened = open(&double, &body);
    // Signing in goes well always, so that what is told meets the call that was meant.
    let behaviour = match &opened {
        Ok((infno, _)) if infno == "9001" => Behaviour::Well,
        _ => double.behaviour(),
    };
    let (status, said) = match behaviour {
        Behaviour::Busy => (StatusCode::TOO_MANY_REQUESTS, Value::Null),
        Behaviour::Refuse => (StatusCode::OK, no("-1", "参数校验不通过")),
        behaviour if behaviour.does() => {
            let done = opened.and_then(|(infno, input)| transact(&double, &infno, &input));
            match done {
                Ok(output) => (StatusCode::OK, yes(&output)),
                Err(sentence) => (StatusCode::OK, no("-1", &sentence)),
            }
        }
        _ => (StatusCode::OK, Value::Null),
    };
    behaviour.mark(json_answer(status, &said)).await
}

fn yes(output: &Value) -> Value {
    json!({
        "infcode": 0, "inf_refmsgid": "double", "refmsg_time": "", "respond_time": "", "err_msg": "",
        "warn_msg": "", "cainfo": "", "signtype": "", "output": output,
    })
}

fn no(infcode: &str, sentence: &str) -> Value {
    json!({ "infcode": infcode, "inf_refmsgid": "double", "err_msg": sentence, "output": null })
}

/// Checks the envelope; the transaction and its input.
fn open(double: &Double, body: &[u8]) -> Result<(String, Value), String> {
    let envelope: Map<String, Value> =
        serde_json::from_slice(body).map_err(|_| "the envelope is no JSON object".to_owned())?;
    let mut names: Vec<&str> = envelope.keys().map(String::as_str).collect();
    names.sort_unstable();
    if names != FIELDS {
        return Err(format!("the envelope has other fields: {names:?}"));
    }
    let text = |name: &str| {
        envelope
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let (infno, msgid, time) = (text("infno"), text("msgid"), text("inf_time"));
    read_time(time).ok_or("inf_time is no time")?;
    let digits: String = time.chars().filter(char::is_ascii_digit).collect();
    let begins = format!("{}{digits}", text("fixmedins_code"));
    if !msgid.starts_with(&begins) || msgid.len() > 30 {
        return Err("msgid is not made of fixmedins_code and inf_time".to_owned());
    }
    check_seal(double, body, infno, msgid, time, &envelope)?;
    if infno != "9001" && text("sign_no") != SIGN_NO {
        return Err("not signed in".to_owned());
    }
    if !double.book().marks_first(msgid) {
        return Err("msgid was used before".to_owned());
    }
    let data = envelope.get("input").cloned().unwrap_or_default();
    Ok((infno.to_owned(), data))
}

/// The seal is over the input as it came, not as it would be written again.
fn check_seal(
    double: &Double,
    body: &[u8],
    infno: &str,
    msgid: &str,
    time: &str,
    envelope: &Map<String, Value>,
) -> Result<(), String> {
    #[derive(serde::Deserialize)]
    struct Raw<'a> {
        #[serde(borrow)]
        input: &'a RawValue,
    }
    let raw: Raw<'_> = serde_json::from_slice(body).map_err(|_| "no input".to_owned())?;
    let seal = HmacSm3(double.key.secret.clone());
    let expected = seal.sign(seal::text(infno, msgid, time, raw.input.get()).as_bytes());
    let cainfo = envelope
        .get("cainfo")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let is_sealed: bool = cainfo.as_bytes().ct_eq(expected.as_bytes()).into();
    if is_sealed && envelope.get("signtype").and_then(Value::as_str) == Some(seal.signtype()) {
        Ok(())
    } else {
        Err("the seal is broken".to_owned())
    }
}

fn transact(double: &Double, infno: &str, input: &Value) -> Result<Value, String> {
    let data = &input["data"];
    let text = |name: &str| -> Result<&str, String> {
        let text = data[name].as_str().filter(|text| !text.is_empty());
        text.ok_or_else(|| format!("{name} is missing"))
    };
    match infno {
        "9001" => {
            text("opter_no")?;
            Ok(json!({ "result": { "sign_no": SIGN_NO, "sign_time": "" } }))
        }
        "1101" => {
            text("mdtrt_cert_no")?;
            find(double, text("certno")?, text("psn_name")?)
        }
        REGISTER => {
            let (name, kind, number) = (text("psn_name")?, text("psn_cert_type")?, text("certno")?);
            let mother = input.get("matninfo");
            let is_told = mother.is_none_or(|mother| mother["certno"].is_string());
            if data["insutype"] != "390" || !is_told {
                return Err("insutype or the mother's certno is missing".to_owned());
            }
            double
                .book()
                .register(name, kind, number, &input.to_string());
            find(double, number, name)
        }
        UPDATE => {
            let (name, kind, number) = (text("psn_name")?, text("psn_cert_type")?, text("certno")?);
            let psn_no = text("psn_no")?;
            let is_there = double.book().update(psn_no, name, kind, number);
            is_there
                .then_some(Value::Null)
                .ok_or_else(|| "人员不存在".to_owned())
        }
        LEVY => {
            double.book().levy(KeptLevy {
                psn_no: text("psn_no")?.to_owned(),
                accrym_begn: text("accrym_begn")?.to_owned(),
                accrym_end: text("accrym_end")?.to_owned(),
                clct_amt: text("clct_amt")?.to_owned(),
                clct_time: None,
                pushed: 1,
            });
            Ok(Value::Null)
        }
        "90100" => Ok(payments(double, text("psn_no")?)),
        _ => Err(format!("no transaction {infno}")),
    }
}

fn find(double: &Double, certno: &str, name: &str) -> Result<Value, String> {
    let book = double.book();
    let person = book
        .people
        .iter()
        .find(|one| one.certno == certno && one.psn_name == name)
        .ok_or("未查询到人员信息")?;
    Ok(json!([{
        "baseinfo": {
            "psn_no": person.psn_no, "psn_cert_type": person.psn_cert_type,
            "certno": person.certno, "psn_name": person.psn_name, "gend": "", "naty": "",
            "brdy": "", "age": 0,
        },
        "insuinfo": [{
            "balc": 0, "insutype": "390", "psn_type": "1401", "cvlserv_flag": "0",
            "insuplc_admdvs": "", "emp_name": "",
        }],
        "idetinfo": [],
    }]))
}

fn payments(double: &Double, psn_no: &str) -> Value {
    let book = double.book();
    let of_person = book.levies.iter().filter(|levy| levy.psn_no == psn_no);
    of_person
        .map(|levy| {
            json!({
                "poolarea_no": "", "poolarea_no_name": "", "insutype": "390", "insutype_name": "",
                "clct_type": "", "clct_type_name": "",
                "clct_flag": if levy.clct_time.is_some() { "1" } else { "0" },
                "clct_flag_name": "", "accrym_begn": levy.accrym_begn,
                "accrym_end": levy.accrym_end, "clct_time": levy.clct_time,
                "clct_amt": levy.clct_amt,
            })
        })
        .collect()
}
