//! The double's Aliyun: `SendSms`, `QuerySendDetails`, `Id2MetaVerify`.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, Response, StatusCode, header},
};
use registry::outside::Template;
use serde_json::{Value, json};
use subtle::ConstantTimeEq;

use super::{Behaviour, Double, book::Kept};
use crate::adapters::{
    read_time,
    signature::{ALGORITHM, ToSign, digest},
};

type Form = BTreeMap<String, String>;

/// Answers one call, as told to.
pub(super) async fn answer(
    State(double): State<Arc<Double>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let behaviour = double.behaviour();
    let (status, said) = match behaviour {
        Behaviour::Busy => (StatusCode::BAD_REQUEST, no("Throttling.User")),
        Behaviour::Refuse => (StatusCode::OK, no("isv.MOBILE_NUMBER_ILLEGAL")),
        behaviour if behaviour.does() => match action(&double, &headers, &body) {
            Ok(said) => (StatusCode::OK, said),
            Err(code) => (StatusCode::BAD_REQUEST, no(code)),
        },
        _ => (StatusCode::OK, Value::Null),
    };
    behaviour.mark(json_answer(status, &said)).await
}

/// A JSON answer.
pub(super) fn json_answer(status: StatusCode, said: &Value) -> Response<Body> {
    let mut answer = Response::new(Body::from(said.to_string()));
    *answer.status_mut() = status;
    let kind = header::HeaderValue::from_static("application/json; charset=utf-8");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    answer
}

fn no(code: &str) -> Value {
    json!({ "RequestId": "double", "Message": "the double says no", "Code": code })
}

fn action(double: &Double, headers: &HeaderMap, body: &[u8]) -> Result<Value, &'static str> {
    check_signature(double, headers, body)?;
    let form: Form = form_urlencoded::parse(body).into_owned().collect();
    match (
        text(headers, "x-acs-action"),
        text(headers, "x-acs-version"),
    ) {
        ("SendSms", "2017-05-25") => send(double, headers, &form),
        ("QuerySendDetails", "2017-05-25") => details(double, &form),
        ("Id2MetaVerify", "2019-03-07") => name_check(&form),
        _ => Err("InvalidAction.NotFound"),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// Every header that must be signed is, the body is what was signed, and the mark is new.
fn check_signature(double: &Double, headers: &HeaderMap, body: &[u8]) -> Result<(), &'static str> {
    let wrong = "SignatureDoesNotMatch";
    let given = text(headers, "authorization");
    let names = given
        .split_once("SignedHeaders=")
        .and_then(|(_, rest)| rest.split(',').next())
        .ok_or(wrong)?;
    let signed: Vec<(&str, &str)> = names
        .split(';')
        .map(|name| (name, text(headers, name)))
        .collect();
    let must = |name: &str| name == "host" || name == "content-type" || name.starts_with("x-acs-");
    let are_all_signed = headers
        .keys()
        .filter(|name| must(name.as_str()))
        .all(|name| signed.iter().any(|(one, _)| *one == name.as_str()));
    let digest = digest(body);
    let expected = ToSign {
        method: "POST",
        path: "/",
        query: "",
        headers: &signed,
        digest: &digest,
    }
    .authorization(&double.key);
    let is_signed: bool = given.as_bytes().ct_eq(expected.as_bytes()).into();
    if !given.starts_with(ALGORITHM)
        || !are_all_signed
        || !is_signed
        || text(headers, "x-acs-content-sha256") != digest
    {
        return Err(wrong);
    }
    if !double
        .book()
        .marks_first(text(headers, "x-acs-signature-nonce"))
    {
        return Err("SignatureNonceUsed");
    }
    Ok(())
}

fn field<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map(String::as_str).unwrap_or_default()
}

fn send(double: &Double, headers: &HeaderMap, form: &Form) -> Result<Value, &'static str> {
    let to = field(form, "PhoneNumbers");
    if policy::phone::Phone::parse(to).is_err() {
        return Err("isv.MOBILE_NUMBER_ILLEGAL");
    }
    let code = field(form, "TemplateCode");
    let template = Template::ALL
        .into_iter()
        .find(|one| code.strip_prefix("SMS_") == Some(one.as_str()))
        .ok_or("isv.SMS_TEMPLATE_ILLEGAL")?;
    let parameters: BTreeMap<String, String> =
        serde_json::from_str(field(form, "TemplateParam")).map_err(|_| "isv.INVALID_JSON_PARAM")?;
    let mut values = Vec::new();
    for variable in template.variables() {
        let value = parameters
            .get(variable.name())
            .filter(|value| variable.holds(value))
            .ok_or("isv.TEMPLATE_MISSING_PARAMETERS")?;
        values.push((variable.name(), value.as_str()));
    }
    let said = template.filled(values.into_iter());
    let shown = format!("【{}】{said}", field(form, "SignName"));
    double.book().send(Kept {
        out_id: field(form, "OutId").to_owned(),
        to: to.to_owned(),
        template: code.to_owned(),
        parameters,
        text: shown,
        day: day(text(headers, "x-acs-date")).ok_or("InvalidTimeStamp.Format")?,
    });
    Ok(json!({ "RequestId": "double", "Message": "OK", "BizId": "1^0", "Code": "OK" }))
}

/// China's day of a moment in UTC, `20261124`.
fn day(utc: &str) -> Option<String> {
    let local = read_time(&utc.strip_suffix('Z')?.replace('T', " "))?;
    let day = local.plus_seconds(8 * 3600).day();
    Some(format!(
        "{:04}{:02}{:02}",
        day.year(),
        day.month(),
        day.day()
    ))
}

fn details(double: &Double, form: &Form) -> Result<Value, &'static str> {
    let (to, date) = (field(form, "PhoneNumber"), field(form, "SendDate"));
    let page_size: usize = field(form, "PageSize")
        .parse()
        .map_err(|_| "isv.PAGE_SIZE_ILLEGAL")?;
    let book = double.book();
    let list: Vec<Value> = book
        .messages
        .iter()
        .rev()
        .filter(|message| message.to == to && message.day == date)
        .take(page_size.min(50))
        .map(|message| {
            json!({
                "OutId": message.out_id, "PhoneNum": message.to, "TemplateCode": message.template,
                "Content": message.text, "SendStatus": 3, "ErrCode": "DELIVERED",
            })
        })
        .collect();
    Ok(json!({
        "RequestId": "double", "Message": "OK", "Code": "OK", "TotalCount": list.len().to_string(),
        "SmsSendDetailDTOs": { "SmsSendDetailDTO": list },
    }))
}

/// Everybody agrees with their number, but for names that end in 异 (they differ) and 无 (they are not found).
fn name_check(form: &Form) -> Result<Value, &'static str> {
    if policy::id_number::IdNumber::parse(field(form, "IdentifyNum")).is_err() {
        return Err("401");
    }
    let biz_code = match field(form, "UserName").chars().next_back() {
        Some('异') => "2",
        Some('无') => "3",
        _ => "1",
    };
    Ok(json!({
        "RequestId": "double", "Message": "success", "Code": "200",
        "ResultObject": { "BizCode": biz_code },
    }))
}
