//! What every message to the platform, and every answer, stands in. `mdtrtarea_admvs` has no second d there.

use registry::{Instant, outside::Fault};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::seal::{self, Seal};
use crate::{adapters::shanghai::time, config::PlatformSettings};

/// A message, field for field.
#[derive(Serialize)]
pub struct Envelope<'a> {
    pub infno: &'a str,
    pub msgid: String,
    pub insuplc_admdvs: &'a str,
    pub mdtrtarea_admvs: &'a str,
    pub recer_admdvs: &'a str,
    pub dev_no: &'a str,
    pub dev_safe_info: &'a str,
    pub signtype: &'static str,
    pub cainfo: String,
    pub infver: &'a str,
    pub opter_type: &'a str,
    pub opter: &'a str,
    pub opter_name: &'a str,
    pub inf_time: String,
    pub fixmedins_code: &'a str,
    pub fixmedins_name: &'a str,
    pub sign_no: &'a str,
    pub recer_sys_code: &'a str,
    pub input: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// An open envelope, addressed.
    pub fn new(
        settings: &'a PlatformSettings,
        infno: &'a str,
        area: &'a str,
        at: Instant,
        serial: u32,
    ) -> Envelope<'a> {
        // The insurance side has administrative codes of its own beside GB/T 2260.
        let insuplc_admdvs = settings.areas.get(area).map_or(area, String::as_str);
        Envelope {
            infno,
            msgid: msgid(&settings.fixmedins_code, at, serial),
            insuplc_admdvs,
            mdtrtarea_admvs: &settings.mdtrtarea_admvs,
            recer_admdvs: &settings.recer_admdvs,
            dev_no: "",
            dev_safe_info: "",
            signtype: "",
            cainfo: String::new(),
            infver: "1.0.0",
            // 经办人类别: 1 经办人.
            opter_type: "1",
            opter: &settings.opter,
            opter_name: &settings.opter_name,
            inf_time: time(at),
            fixmedins_code: &settings.fixmedins_code,
            fixmedins_name: &settings.fixmedins_name,
            sign_no: "",
            recer_sys_code: &settings.recer_sys_code,
            input: None,
        }
    }

    /// The envelope with its input, closed.
    pub fn sealed(self, sign_no: &'a str, input: &'a RawValue, seal: &dyn Seal) -> Envelope<'a> {
        let text = seal::text(self.infno, &self.msgid, &self.inf_time, input.get());
        Envelope {
            signtype: seal.signtype(),
            cainfo: seal.sign(text.as_bytes()),
            sign_no,
            input: Some(input),
            ..self
        }
    }
}

/// 发送方报文 ID: who, `yyyyMMddHHmmss`, and a serial, without which two calls in one second are one.
pub fn msgid(institution: &str, at: Instant, serial: u32) -> String {
    let time: String = time(at).chars().filter(char::is_ascii_digit).collect();
    format!("{institution}{time}{:04}", serial % 10_000)
}

/// An answer.
#[derive(Deserialize)]
pub struct Reply<'a> {
    /// 交易状态码: 0 is done. Some places send a number, some a text.
    #[serde(borrow)]
    infcode: &'a RawValue,
    #[serde(default)]
    err_msg: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow, default)]
    output: Option<&'a RawValue>,
}

impl<'a> Reply<'a> {
    /// What was answered, or why nothing.
    pub fn output(&self) -> Result<&'a str, Fault> {
        let infcode = self.infcode.get().trim_matches('"');
        if infcode == "0" {
            return Ok(self.output.map_or("null", RawValue::get));
        }
        // The sentence may name a person: it is looked into, never kept.
        let says_absent = |sentence: &str| ABSENT.iter().any(|word| sentence.contains(word));
        let code = if self.err_msg.as_deref().is_some_and(says_absent) {
            NOT_FOUND
        } else {
            infcode
        };
        Err(Fault::refused(code))
    }
}

/// Our word for a refusal whose sentence says that nobody is there; one code stands for every kind of refusal.
pub const NOT_FOUND: &str = "not-found";

/// How such sentences say it. There is no list in the open; a bureau's own wording is to be added.
const ABSENT: [&str; 3] = ["未查询到", "不存在", "无参保信息"];
