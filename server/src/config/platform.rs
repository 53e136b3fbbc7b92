//! The national platform and who we are there; `[outside.platform]` in the file, and there alone.

use std::{collections::BTreeMap, path::PathBuf};

use serde::Deserialize;

/// What may be given about the platform. Names are the interface's.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlatformGiven {
    /// Where it is
    pub url: Option<String>,
    /// The file with the key that seals messages
    pub secret_file: Option<PathBuf>,
    /// 机构编号
    pub fixmedins_code: Option<String>,
    /// 机构名称
    pub fixmedins_name: Option<String>,
    /// 就医地医保区划: the agency's own
    pub mdtrtarea_admvs: Option<String>,
    /// 接收方医保区划 [default: the agency's own]
    pub recer_admdvs: Option<String>,
    /// 接收方系统代码
    pub recer_sys_code: Option<String>,
    /// 经办人
    pub opter: Option<String>,
    /// 经办人姓名
    pub opter_name: Option<String>,
    /// `insuplc_admdvs` for areas whose insurance code is not their GB/T 2260 code
    pub areas: Option<BTreeMap<String, String>>,
    /// The transaction that enrols; no public document has its number
    pub register_infno: Option<String>,
    /// The transaction that changes name and number
    pub update_infno: Option<String>,
    /// The transaction that hands an amount to the tax side
    pub levy_infno: Option<String>,
}

/// The platform and who we are there.
#[derive(Debug, Clone)]
pub struct PlatformSettings {
    /// Where it is.
    pub url: String,
    /// The file with the key that seals messages.
    pub secret_file: PathBuf,
    /// 机构编号.
    pub fixmedins_code: String,
    /// 机构名称.
    pub fixmedins_name: String,
    /// 就医地医保区划.
    pub mdtrtarea_admvs: String,
    /// 接收方医保区划.
    pub recer_admdvs: String,
    /// 接收方系统代码.
    pub recer_sys_code: String,
    /// 经办人.
    pub opter: String,
    /// 经办人姓名.
    pub opter_name: String,
    /// Insurance codes of areas, where they have one of their own.
    pub areas: BTreeMap<String, String>,
    /// The transaction that enrols.
    pub register_infno: String,
    /// The transaction that changes name and number.
    pub update_infno: String,
    /// The transaction that hands an amount to the tax side.
    pub levy_infno: String,
}
