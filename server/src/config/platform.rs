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
    /// What a year costs, in yuan, by the first digits of the area and by year
    pub premiums: Option<BTreeMap<String, BTreeMap<String, String>>>,
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
    /// What a year costs.
    pub premiums: Premiums,
}

/// 个人缴费标准: what each year costs a child, as the agency's area has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Premiums(BTreeMap<String, BTreeMap<u16, u64>>);

impl Premiums {
    /// Reads what was given; none where a year or an amount does not read.
    pub fn read(given: &BTreeMap<String, BTreeMap<String, String>>) -> Option<Premiums> {
        let of_area = |years: &BTreeMap<String, String>| {
            let year =
                |(year, yuan): (&String, &String)| Some((year.parse().ok()?, Premiums::fen(yuan)?));
            years
                .iter()
                .map(year)
                .collect::<Option<BTreeMap<u16, u64>>>()
        };
        let areas = given
            .iter()
            .map(|(area, years)| Some((area.clone(), of_area(years)?)));
        areas.collect::<Option<_>>().map(Premiums)
    }

    /// The same amount everywhere in every year, for a double.
    pub fn everywhere(fen: u64) -> Premiums {
        let years = (2000..2200).map(|year| (year, fen)).collect();
        Premiums([(String::new(), years)].into())
    }

    /// What a year costs in an area, by the longest digits that fit.
    pub fn of(&self, area: &str, year: u16) -> Option<u64> {
        let fits = self
            .0
            .iter()
            .filter(|(digits, _)| area.starts_with(*digits));
        let mut fits: Vec<_> = fits.collect();
        fits.sort_by_key(|(digits, _)| std::cmp::Reverse(digits.len()));
        fits.into_iter()
            .find_map(|(_, years)| years.get(&year).copied())
    }

    /// Fen, of yuan with at most two decimals: `400`, `400.05`.
    pub fn fen(yuan: &str) -> Option<u64> {
        let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || part.len() > 2 || !is_number(part) {
            return None;
        }
        let cents: u64 = format!("{part:0<2}").parse().ok()?;
        whole
            .parse::<u64>()
            .ok()?
            .checked_mul(100)?
            .checked_add(cents)
    }
}

#[cfg(test)]
mod tests {
    use super::Premiums;

    #[test]
    fn a_year_costs_what_the_longest_digits_that_fit_say() {
        let given =
            toml::from_str("'44' = { 2026 = '400', 2027 = '420' }\n'4417' = { 2026 = '380.5' }");
        let premiums = Premiums::read(&given.unwrap()).unwrap();
        let rows = [
            ("441702", 2026, Some(38_050)),
            ("441702", 2027, Some(42_000)),
            ("440100", 2026, Some(40_000)),
            ("440100", 2028, None),
            ("320000", 2026, None),
        ];
        for (area, year, fen) in rows {
            assert_eq!(premiums.of(area, year), fen, "{area} {year}");
        }
        let wrong = ["'4417' = { soon = '1' }", "'4417' = { 2026 = '1.005' }"];
        for text in wrong {
            assert_eq!(
                Premiums::read(&toml::from_str(text).unwrap()),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn an_amount_is_yuan_with_at_most_two_decimals() {
        let rows = [
            ("400", Some(40_000)),
            ("400.05", Some(40_005)),
            ("0.5", Some(50)),
            ("400.005", None),
            ("-1", None),
            ("", None),
            (".5", None),
            ("4e2", None),
        ];
        for (yuan, fen) in rows {
            assert_eq!(Premiums::fen(yuan), fen, "{yuan}");
        }
    }
}
