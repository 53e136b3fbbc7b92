//! The check of a name against a number; `[outside.identity]` in the file. It is the message gateway's account that asks.

use serde::Deserialize;

/// What may be given about the check.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentityGiven {
    /// Where it is [default: https://cloudauth.aliyuncs.com]
    pub endpoint: Option<String>,
}

/// The check of a name against a number.
#[derive(Debug, Clone)]
pub struct IdentitySettings {
    /// Where it is.
    pub endpoint: String,
}
