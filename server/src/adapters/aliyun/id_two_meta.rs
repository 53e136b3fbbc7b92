//! A name against a resident ID number (身份二要素核验, Cloudauth 2019-03-07 `Id2MetaVerify`).

use async_trait::async_trait;
use registry::outside::{Agreement, Answered, Fault, IdentityCheck, Personal};
use serde::Deserialize;

use super::Aliyun;

const VERSION: &str = "2019-03-07";

/// The check of name and number.
#[derive(Debug)]
pub struct IdTwoMeta {
    /// Where and as whom.
    pub gateway: Aliyun,
}

#[derive(Deserialize)]
struct Checked {
    #[serde(rename = "ResultObject")]
    result: Outcome,
}

#[derive(Deserialize)]
struct Outcome {
    #[serde(rename = "BizCode")]
    biz_code: String,
}

#[async_trait]
impl IdentityCheck for IdTwoMeta {
    async fn check(&self, name: &Personal, number: &Personal) -> Answered<Agreement> {
        let form = [
            ("IdentifyNum", number.expose()),
            ("ParamType", "normal"),
            ("UserName", name.expose()),
        ];
        let body = self
            .gateway
            .call("Id2MetaVerify", VERSION, &form, "200")
            .await?;
        let checked: Checked = serde_json::from_slice(&body).map_err(|_| Fault::Unknown)?;
        // 1 一致, 2 不一致, 3 查无记录.
        match checked.result.biz_code.as_str() {
            "1" => Ok(Agreement::Agrees),
            "2" => Ok(Agreement::Differs),
            "3" => Ok(Agreement::NotFound),
            _ => Err(Fault::Unknown),
        }
    }
}
