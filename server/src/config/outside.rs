//! The world outside as a whole: all of it is given, or none.

use clap::Args;
use http::Uri;
use registry::outside::Template;
use serde::Deserialize;

use super::{
    Calls, CallsGiven, IdentityGiven, IdentitySettings, MessagesGiven, MessagesSettings,
    PlatformGiven, PlatformSettings, Premiums,
};
use crate::adapters;

/// What may be given about the world outside, each in its own table below `[outside]`.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutsideGiven {
    /// How calls are made.
    #[arg(skip)]
    pub calls: Option<CallsGiven>,
    /// The message gateway.
    #[arg(skip)]
    pub messages: Option<MessagesGiven>,
    /// The check of a name against a number.
    #[arg(skip)]
    pub identity: Option<IdentityGiven>,
    /// The national platform.
    #[arg(skip)]
    pub platform: Option<PlatformGiven>,
}

/// The world outside.
#[derive(Debug, Clone)]
pub struct OutsideSettings {
    /// How calls are made.
    pub calls: Calls,
    /// The message gateway.
    pub messages: MessagesSettings,
    /// The check of a name against a number.
    pub identity: IdentitySettings,
    /// The national platform.
    pub platform: PlatformSettings,
}

/// What is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutsideFault {
    /// A setting that has no usual value.
    #[error("[outside.{0}] needs {1}: the gateway and the platform are given both or neither")]
    Missing(&'static str, &'static str),
    /// An amount that is none.
    #[error(
        "[outside.platform.premiums] must be years with yuan, such as \"44\" = {{ 2027 = \"400.00\" }}"
    )]
    Premiums,
    /// A text without the gateway's id for it.
    #[error("[outside.messages.templates] needs {0}")]
    Template(&'static str),
    /// An address that is none, or not a safe one.
    #[error(
        "[outside.{0}] {1} must be an address that begins with https://, or with http:// on this machine"
    )]
    Address(&'static str, &'static str),
}

impl OutsideGiven {
    pub(super) fn or(self, others: Self) -> Self {
        Self {
            calls: self.calls.or(others.calls),
            messages: self.messages.or(others.messages),
            identity: self.identity.or(others.identity),
            platform: self.platform.or(others.platform),
        }
    }

    /// Everything that is needed; none where nobody outside is to be called.
    pub fn settings(&self) -> Result<Option<OutsideSettings>, OutsideFault> {
        if self.messages.is_none() && self.platform.is_none() {
            return Ok(None);
        }
        let mut calls = Calls::from(&self.calls.clone().unwrap_or_default());
        let messages = messages(self.messages.clone().unwrap_or_default())?;
        let identity = self.identity.clone().unwrap_or_default();
        let identity = IdentitySettings {
            endpoint: address("identity", "endpoint", identity.endpoint, Some(NAME_CHECK))?,
        };
        let platform = platform(self.platform.clone().unwrap_or_default())?;
        let called = [&messages.endpoint, &identity.endpoint, &platform.url];
        calls.is_tls_needed = called.iter().any(|url| url.starts_with("https"));
        Ok(Some(OutsideSettings {
            calls,
            messages,
            identity,
            platform,
        }))
    }
}

const GATEWAY: &str = "https://dysmsapi.aliyuncs.com";
const NAME_CHECK: &str = "https://cloudauth.aliyuncs.com";

fn messages(given: MessagesGiven) -> Result<MessagesSettings, OutsideFault> {
    let missing = |name| OutsideFault::Missing("messages", name);
    let templates = given.templates.unwrap_or_default();
    if let Some(template) = Template::ALL
        .iter()
        .find(|one| !templates.contains_key(one))
    {
        return Err(OutsideFault::Template(template.as_str()));
    }
    Ok(MessagesSettings {
        endpoint: address("messages", "endpoint", given.endpoint, Some(GATEWAY))?,
        key_id: given.key_id.ok_or(missing("key_id"))?,
        secret_file: given.secret_file.ok_or(missing("secret_file"))?,
        sign_name: given.sign_name.ok_or(missing("sign_name"))?,
        templates,
    })
}

fn platform(given: PlatformGiven) -> Result<PlatformSettings, OutsideFault> {
    let needed = |given: Option<String>, name| {
        given
            .filter(|text| !text.is_empty())
            .ok_or(OutsideFault::Missing("platform", name))
    };
    let mdtrtarea_admvs = needed(given.mdtrtarea_admvs, "mdtrtarea_admvs")?;
    Ok(PlatformSettings {
        url: address("platform", "url", given.url, None)?,
        secret_file: given
            .secret_file
            .ok_or(OutsideFault::Missing("platform", "secret_file"))?,
        fixmedins_code: needed(given.fixmedins_code, "fixmedins_code")?,
        fixmedins_name: needed(given.fixmedins_name, "fixmedins_name")?,
        recer_admdvs: given
            .recer_admdvs
            .unwrap_or_else(|| mdtrtarea_admvs.clone()),
        mdtrtarea_admvs,
        recer_sys_code: needed(given.recer_sys_code, "recer_sys_code")?,
        opter: needed(given.opter, "opter")?,
        opter_name: needed(given.opter_name, "opter_name")?,
        areas: given.areas.unwrap_or_default(),
        register_infno: needed(given.register_infno, "register_infno")?,
        update_infno: needed(given.update_infno, "update_infno")?,
        levy_infno: needed(given.levy_infno, "levy_infno")?,
        premiums: Premiums::read(&given.premiums.unwrap_or_default())
            .ok_or(OutsideFault::Premiums)?,
    })
}

fn address(
    table: &'static str,
    name: &'static str,
    given: Option<String>,
    usual: Option<&str>,
) -> Result<String, OutsideFault> {
    let text = given
        .or(usual.map(str::to_owned))
        .ok_or(OutsideFault::Missing(table, name))?;
    let is_safe = text.parse::<Uri>().is_ok_and(|uri| match uri.scheme_str() {
        Some("https") => uri.host().is_some(),
        Some("http") => adapters::is_loopback(&uri),
        _ => false,
    });
    is_safe
        .then_some(text)
        .ok_or(OutsideFault::Address(table, name))
}

#[cfg(test)]
mod tests {
    use super::{OutsideFault, OutsideGiven};

    const WHOLE: &str = "
        [messages]\nkey_id = 'k'\nsecret_file = 's'\nsign_name = 'n'
        [messages.templates]\nsign_in_code = 'SMS_1'\nreceived = 'SMS_2'\nasked_back = 'SMS_3'
        accepted = 'SMS_4'\nrefused = 'SMS_5'\nregistered_not_paid = 'SMS_6'\npaid = 'SMS_7'
        finished = 'SMS_8'\npaid_back = 'SMS_9'\nvoid = 'SMS_10'\nexpired = 'SMS_11'
        told_to_both = 'SMS_12'\nwithdrawn = 'SMS_13'
        [platform]\nurl = 'http://127.0.0.1:1/fsi'\nsecret_file = 's'\nfixmedins_code = 'c'
        fixmedins_name = 'n'\nmdtrtarea_admvs = '1'\nrecer_sys_code = 'r'\nopter = 'o'\nopter_name = 'n'
        register_infno = '1'\nupdate_infno = '2'\nlevy_infno = '3'\n";

    #[test]
    fn all_is_given_or_none() {
        let rows = [
            ("nothing", String::new(), Ok(false)),
            ("how alone", "[calls]\nanswer_seconds = 3".into(), Ok(false)),
            ("all", WHOLE.into(), Ok(true)),
            (
                "one text short",
                WHOLE.replace("paid = 'SMS_7'\n", ""),
                Err(OutsideFault::Template("paid")),
            ),
            (
                "half",
                WHOLE.split("[platform]").next().unwrap().into(),
                Err(OutsideFault::Missing("platform", "mdtrtarea_admvs")),
            ),
            (
                "in the open",
                WHOLE.replace("127.0.0.1", "10.0.0.1"),
                Err(OutsideFault::Address("platform", "url")),
            ),
            (
                "an amount that is none",
                WHOLE.to_owned() + "premiums = { '4417' = { 2027 = 'much' } }",
                Err(OutsideFault::Premiums),
            ),
            (
                "no secret",
                WHOLE.replacen("secret_file = 's'", "", 1),
                Err(OutsideFault::Missing("messages", "secret_file")),
            ),
        ];
        for (name, text, told) in rows {
            let given: OutsideGiven = toml::from_str(&text).unwrap();
            assert_eq!(given.settings().map(|some| some.is_some()), told, "{name}");
        }
    }

    #[test]
    fn a_wrong_key_or_text_is_told() {
        for (text, told) in [
            ("[messages]\nsecret = 'x'", "unknown field `secret`"),
            (
                "[messages.templates]\npayed = 'x'",
                "unknown variant `payed`",
            ),
            (
                "[platform]\nmdtrtarea_admdvs = '1'",
                "unknown field `mdtrtarea_admdvs`",
            ),
        ] {
            let fault = toml::from_str::<OutsideGiven>(text)
                .unwrap_err()
                .to_string();
            assert!(fault.contains(told), "{fault}");
        }
    }
}
