//! Text messages (短信服务 Dysmsapi 2017-05-25): `SendSms`, and `QuerySendDetails` to ask what became of one. Our own id
//! goes along as `OutId` and comes back with the details.

use std::collections::BTreeMap;

use async_trait::async_trait;
use registry::{
    Instant,
    outside::{Answered, CallId, Delivery, Fault, Message, Messages, RefusalCode, Template},
};
use serde::Deserialize;

use super::Aliyun;

const VERSION: &str = "2017-05-25";

/// The gateway keeps details for thirty days and takes one day a question; a call is given up long before.
const DAYS_ASKED_MAX: usize = 4;

/// Details on a page; more to one phone on one day than the carriers let through.
const PAGE_SIZE: &str = "50";

/// The message gateway.
#[derive(Debug)]
pub struct Sms {
    /// Where and as whom.
    pub gateway: Aliyun,
    /// 短信签名, without its brackets.
    pub sign_name: String,
    /// The gateway's id for each text.
    pub templates: BTreeMap<Template, String>,
}

#[derive(Deserialize)]
struct Details {
    #[serde(rename = "SmsSendDetailDTOs")]
    details: DetailList,
}

#[derive(Deserialize)]
struct DetailList {
    #[serde(rename = "SmsSendDetailDTO", default)]
    list: Vec<Detail>,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(rename = "OutId", default)]
    out_id: String,
    #[serde(rename = "SendStatus")]
    send_status: i64,
    #[serde(rename = "ErrCode", default)]
    err_code: String,
}

#[async_trait]
impl Messages for Sms {
    async fn send(&self, id: CallId, message: &Message) -> Answered<()> {
        let Some(template) = self.templates.get(&message.template()) else {
            // The settings name every text or none; waiting for the operator loses nothing.
            return Err(Fault::Unreachable);
        };
        let parameters: BTreeMap<&str, &str> = message.parameters().collect();
        let parameters = serde_json::to_string(&parameters).map_err(|_| Fault::Unreachable)?;
        let id = id.hex();
        let form = [
            ("OutId", id.as_str()),
            ("PhoneNumbers", message.to().expose()),
            ("SignName", &self.sign_name),
            ("TemplateCode", template),
            ("TemplateParam", &parameters),
        ];
        let answer = self.gateway.call("SendSms", VERSION, &form, "OK").await;
        answer.map(drop)
    }

    async fn state(
        &self,
        id: CallId,
        message: &Message,
        from: Instant,
        to: Instant,
    ) -> Answered<Delivery> {
        let id = id.hex();
        // Newest first; a message sent just after midnight may be booked under either day.
        let mut day = to.day();
        for _ in 0..DAYS_ASKED_MAX {
            let date = format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
            let form = [
                ("CurrentPage", "1"),
                ("PageSize", PAGE_SIZE),
                ("PhoneNumber", message.to().expose()),
                ("SendDate", date.as_str()),
            ];
            let body = self
                .gateway
                .call("QuerySendDetails", VERSION, &form, "OK")
                .await?;
            let details: Details = serde_json::from_slice(&body).map_err(|_| Fault::Unknown)?;
            if let Some(detail) = details.details.list.iter().find(|one| one.out_id == id) {
                return delivery(detail);
            }
            if day <= from.day() {
                break;
            }
            day = day.plus_days(-1);
        }
        Ok(Delivery::Absent)
    }
}

/// 1 等待回执, 2 发送失败, 3 发送成功.
fn delivery(detail: &Detail) -> Answered<Delivery> {
    match detail.send_status {
        1 => Ok(Delivery::Waiting),
        2 => Ok(Delivery::Failed(RefusalCode::new(&detail.err_code))),
        3 => Ok(Delivery::Delivered),
        _ => Err(Fault::Unknown),
    }
}
