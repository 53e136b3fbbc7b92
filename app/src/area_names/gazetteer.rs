//! The list of places, read once from `data/areas.csv`: who lies in whom, and how each name is spelled.

use std::sync::OnceLock;

use super::{
    AreaName, english,
    reading::{Glyph, Speller},
};

const AREAS: &str = include_str!("../../data/areas.csv");

/// Every province, prefecture and county, in the order of their codes.
pub(super) struct Gazetteer {
    places: Vec<Place>,
    glyphs: Vec<Glyph>,
}

/// One place.
pub(super) struct Place {
    /// Six digits.
    pub code: &'static str,
    /// Its own name, with 市, 区, 县 and the like.
    pub name: &'static str,
    /// How many characters of the name stand before 市, 区, 县, and before the peoples of an autonomous place.
    pub stem_chars: usize,
    /// One for each character of the name: where it stands among the gazetteer's glyphs.
    pub glyphs: Box<[u16]>,
    /// What it is.
    pub level: Level,
    /// Where in the list its prefecture and its province stand, widest first; a place under its province has no prefecture.
    pub within: [Option<usize>; 2],
}

/// What a place is, in the order in which equally good finds are shown: rules are mostly a prefecture's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// 地级.
    Prefecture,
    /// 省级.
    Province,
    /// 县级.
    County,
}

impl Gazetteer {
    /// The list, built by whoever asks first.
    pub fn shared() -> &'static Gazetteer {
        static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
        GAZETTEER.get_or_init(Gazetteer::build)
    }

    /// Reads and spells the whole list.
    pub fn build() -> Gazetteer {
        let mut speller = Speller::new();
        let mut places: Vec<Place> = Vec::with_capacity(AREAS.lines().count());
        for line in AREAS.lines().skip(1) {
            let (code, name) = line
                .split_once(',')
                .expect("areas.csv has two columns, which a test holds");
            let at = |code: &str| places.binary_search_by(|place| place.code.cmp(code)).ok();
            let level = Level::of(code);
            let province = (level != Level::Province)
                .then(|| at(&format!("{}0000", &code[..2])))
                .flatten();
            let prefecture = (level == Level::County)
                .then(|| at(&format!("{}00", &code[..4])))
                .flatten();
            places.push(Place {
                code,
                name,
                stem_chars: stem_chars(name),
                glyphs: speller.spell(name),
                level,
                within: [province, prefecture],
            });
        }
        Gazetteer {
            places,
            glyphs: speller.finish(),
        }
    }

    /// All places in the order of their codes.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The characters of a place's name, with their readings.
    pub fn spelled<'a>(
        &'a self,
        place: &'a Place,
    ) -> impl DoubleEndedIterator<Item = &'a Glyph> + ExactSizeIterator {
        place.glyphs.iter().map(|&at| &self.glyphs[usize::from(at)])
    }

    /// The place with this code, else its prefecture, else its province.
    pub fn nearest(&self, code: &str) -> Option<&Place> {
        if code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        self.exact(code)
            .or_else(|| self.exact(&format!("{}00", &code[..4])))
            .or_else(|| self.exact(&format!("{}0000", &code[..2])))
    }

    fn exact(&self, code: &str) -> Option<&Place> {
        let at = self
            .places
            .binary_search_by(|place| place.code.cmp(code))
            .ok()?;
        Some(&self.places[at])
    }

    /// The place and those it lies in, smallest first.
    pub fn path<'a>(&'a self, place: &'a Place) -> impl DoubleEndedIterator<Item = &'a Place> {
        let [province, prefecture] = place.within.map(|at| at.map(|at| &self.places[at]));
        [Some(place), prefecture, province].into_iter().flatten()
    }

    /// What is shown of a place.
    pub fn area_name(&self, place: &Place) -> AreaName {
        let zh: Vec<&str> = self.path(place).rev().map(|place| place.name).collect();
        let en: Vec<String> = self
            .path(place)
            .map(|place| english::name(self, place))
            .collect();
        AreaName {
            code: place.code.to_owned(),
            zh: zh.join(" "),
            short: place.name.to_owned(),
            en: en.join(", "),
        }
    }
}

impl Level {
    fn of(code: &str) -> Level {
        if code.ends_with("0000") {
            Level::Province
        } else if code.ends_with("00") {
            Level::Prefecture
        } else {
            Level::County
        }
    }
}

/// What a place's name may end with; longer ones before those they end with.
const KINDS: [&str; 12] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
];

/// Peoples, as the names of autonomous places carry them.
#[rustfmt::skip]
const PEOPLES: [&str; 46] = [
    "各族", "壮族", "回族", "满族", "苗族", "彝族", "藏族", "侗族", "瑶族", "白族", "傣族", "黎族", "佤族", "水族", "羌族", "土族",
    "畲族", "怒族", "土家族", "蒙古族", "蒙古", "哈尼族", "傈僳族", "仡佬族", "拉祜族", "纳西族", "仫佬族", "毛南族", "布依族",
    "布朗族", "锡伯", "柯尔克孜", "景颇族", "达斡尔族", "撒拉族", "朝鲜族", "哈萨克族", "哈萨克", "维吾尔", "塔吉克", "裕固族",
    "保安族", "东乡族", "独龙族", "普米族", "族",
];

/// How many characters of a name say which place it is. Never fewer than two, as in speech: a 莘县 is not called 莘.
fn stem_chars(name: &str) -> usize {
    let mut stem = strip_one(name, &KINDS).unwrap_or(name);
    while let Some(shorter) = strip_one(stem, &PEOPLES) {
        stem = shorter;
    }
    stem.chars().count()
}

fn strip_one<'a>(name: &'a str, ends: &[&str]) -> Option<&'a str> {
    ends.iter()
        .filter_map(|end| name.strip_suffix(end))
        .find(|stem| stem.chars().count() >= 2)
}
