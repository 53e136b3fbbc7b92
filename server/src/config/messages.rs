//! The message gateway; `[outside.messages]` in the file, and there alone: a key's name is no secret, but a command line is read
//! by everybody on the machine.

use std::{collections::BTreeMap, path::PathBuf};

use registry::outside::Template;
use serde::Deserialize;

/// What may be given about the message gateway.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MessagesGiven {
    /// Where it is [default: https://dysmsapi.aliyuncs.com]
    pub endpoint: Option<String>,
    /// The account's AccessKey id
    pub key_id: Option<String>,
    /// The file with its secret
    pub secret_file: Option<PathBuf>,
    /// 短信签名, as it was approved, without its brackets
    pub sign_name: Option<String>,
    /// The approved template's id for each text
    pub templates: Option<BTreeMap<Template, String>>,
}

/// The message gateway.
#[derive(Debug, Clone)]
pub struct MessagesSettings {
    /// Where it is.
    pub endpoint: String,
    /// The account's key.
    pub key_id: String,
    /// The file with its secret.
    pub secret_file: PathBuf,
    /// What stands in front of every message.
    pub sign_name: String,
    /// The gateway's id for each text.
    pub templates: BTreeMap<Template, String>,
}
