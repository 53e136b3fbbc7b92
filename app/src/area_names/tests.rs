//! What people type, and what they must find. Rows are: typed, the codes that come first.

mod readings;

use super::{
    MOST_FOUND, find,
    gazetteer::{Gazetteer, Level},
    name,
};

/// The areas with rules of their own, for these tests.
const RULED: [&str; 3] = ["4417", "4501", "32"];

fn codes(query: &str) -> Vec<String> {
    find(query, MOST_FOUND, &RULED)
        .into_iter()
        .map(|area| area.code)
        .collect()
}

/// Each row's codes come first, in this order.
fn check_first(rows: &[(&str, &[&str])]) {
    for (query, first) in rows {
        let found = codes(query);
        assert!(
            found.len() >= first.len() && found[..first.len()] == **first,
            "{query}: {found:?}"
        );
    }
}

#[test]
fn a_place_is_found_by_what_people_type() {
    check_first(&[
        // its name, with its kind and without
        ("阳江", &["441700", "441702", "441704", "441721", "441781"]),
        ("阳江市", &["441700"]),
        ("江城", &["441702", "530826"]),
        ("江城区", &["441702"]),
        ("广东", &["440000"]),
        // the beginning, then any part
        ("阳", &["441700"]),
        ("巴林", &["150422", "150423"]),
        ("浩特", &["150100"]),
        // city and county, each with its kind and without, with the province and without
        ("阳江江城", &["441702"]),
        ("阳江市江城", &["441702"]),
        ("阳江 江城区", &["441702"]),
        ("广东省 阳江市 江城区", &["441702"]),
        ("广东江城", &["441702"]),
        ("广东省阳江", &["441700"]),
        ("北京朝阳", &["110105"]),
        ("长春朝阳区", &["220104"]),
        ("朝阳朝阳县", &["211321"]),
        // the peoples left out, as people say it
        ("延边州", &["222400"]),
        ("恩施州恩施", &["422801"]),
        ("双江县", &["530925"]),
        ("鄂温克旗", &["150724"]),
        // pinyin, initials, characters and pinyin mixed
        ("yangjiang", &["441700"]),
        ("yangjiangshi", &["441700"]),
        ("yangjiang jiangcheng", &["441702"]),
        ("jiangchengqu", &["441702"]),
        ("阳江jiangch", &["441702"]),
        ("yangj", &["441700"]),
        ("yj", &["441700"]),
        ("yjjc", &["441702"]),
        ("yjs", &["441700"]),
        ("nn", &["450100"]),
        ("lvliang", &["141100"]),
        ("luliang", &["141100"]),
        ("lüliang", &["141100"]),
        // width, case, blanks and signs
        ("ＹＡＮＧＪＩＡＮＧ", &["441700"]),
        ("YangJiang", &["441700"]),
        ("  yang jiang\u{3000}", &["441700"]),
        ("Xi'an", &["610100"]),
        ("４４１７", &["441700"]),
        ("阳江·江城", &["441702"]),
        // codes
        ("4417", &["441700", "441702", "441704", "441721", "441781"]),
        ("441702", &["441702"]),
        ("44", &["440000", "441700", "440100"]),
        ("441799", &["441700"]),
        ("110100", &["110000"]),
        // English where it is not the pinyin
        ("Inner Mongolia", &["150000"]),
        ("tibet", &["540000"]),
        ("xizang", &["540000"]),
        ("shaanxi", &["610000"]),
        ("hong kong", &["810000"]),
        ("harb", &["230100"]),
        ("kashgar", &["653100"]),
        // counties under their province, and cities without districts
        ("仙桃", &["429004"]),
        ("湖北仙桃", &["429004"]),
        ("东莞", &["441900"]),
        ("zhongshan", &["442000"]),
        ("儋州", &["460400"]),
        ("嘉峪关", &["620200"]),
        ("石河子", &["659001"]),
        ("台湾", &["710000"]),
        ("aomen", &["820000"]),
    ]);
}

#[test]
fn what_fits_equally_well_stands_in_order() {
    check_first(&[
        // prefectures, provinces, counties; among each the areas with rules first
        ("朝阳", &["211300", "110105", "211321", "220104"]),
        ("jilin", &["220200", "220000"]),
        ("hainan", &["632500", "460000", "150303"]),
        ("nan", &["320100", "320600", "450100"]),
        ("鼓楼区", &["320106", "320302", "350102", "410204"]),
        ("guangdong", &["440000", "441700", "440100"]),
        // the whole name before its beginning
        ("suzhou", &["320500", "341300"]),
        ("xian", &["610100"]),
        // the right reading before the others
        ("dancheng", &["411625"]),
        // a province's prefectures after the province
        ("江苏", &["320000", "320100", "320200"]),
    ]);
}

#[test]
fn what_means_no_place_finds_none() {
    let (forty, longer) = ("阳".repeat(40), "阳".repeat(41));
    let blanks = format!("阳江{}", " ".repeat(39));
    let megabyte = "y".repeat(1 << 20);
    for query in [
        "",
        "  ",
        "·",
        "\0",
        "%",
        "区县",
        "9999",
        "990000",
        "4417021",
        "441702199001011234",
        "qqqq",
        "yangjiangx",
        "阳江市区县",
        &forty,
        &longer,
        &blanks,
        &megabyte,
        "\u{10ffff}",
        "' OR 1=1",
    ] {
        let shown: String = query.chars().take(20).collect();
        assert_eq!(codes(query), Vec::<String>::new(), "{shown}");
    }
}

#[test]
fn no_more_is_found_than_asked_for() {
    for (limit, most) in [
        (0, 0),
        (1, 1),
        (7, 7),
        (20, 20),
        (21, MOST_FOUND),
        (usize::MAX, MOST_FOUND),
    ] {
        assert_eq!(find("x", limit, &RULED).len(), most, "{limit}");
    }
    assert_eq!(find("yangjiang", 1, &[] as &[&str])[0].code, "441700");
}

#[test]
fn a_name_has_its_path_in_both_languages() {
    for (code, zh, short, en) in [
        (
            "441702",
            "广东省 阳江市 江城区",
            "江城区",
            "Jiangcheng District, Yangjiang, Guangdong",
        ),
        ("441700", "广东省 阳江市", "阳江市", "Yangjiang, Guangdong"),
        ("440000", "广东省", "广东省", "Guangdong"),
        (
            "110105",
            "北京市 朝阳区",
            "朝阳区",
            "Chaoyang District, Beijing",
        ),
        (
            "211321",
            "辽宁省 朝阳市 朝阳县",
            "朝阳县",
            "Chaoyang County, Chaoyang, Liaoning",
        ),
        ("429004", "湖北省 仙桃市", "仙桃市", "Xiantao, Hubei"),
        ("441900", "广东省 东莞市", "东莞市", "Dongguan, Guangdong"),
        ("610100", "陕西省 西安市", "西安市", "Xi'an, Shaanxi"),
        ("140100", "山西省 太原市", "太原市", "Taiyuan, Shanxi"),
        ("341500", "安徽省 六安市", "六安市", "Lu'an, Anhui"),
        ("141100", "山西省 吕梁市", "吕梁市", "Lüliang, Shanxi"),
        (
            "371522",
            "山东省 聊城市 莘县",
            "莘县",
            "Shenxian County, Liaocheng, Shandong",
        ),
        (
            "150100",
            "内蒙古自治区 呼和浩特市",
            "呼和浩特市",
            "Hohhot, Inner Mongolia",
        ),
        (
            "152200",
            "内蒙古自治区 兴安盟",
            "兴安盟",
            "Hinggan League, Inner Mongolia",
        ),
        (
            "150724",
            "内蒙古自治区 呼伦贝尔市 鄂温克族自治旗",
            "鄂温克族自治旗",
            "Ewenke Autonomous Banner, Hulunbuir, Inner Mongolia",
        ),
        (
            "540100",
            "西藏自治区 拉萨市",
            "拉萨市",
            "Lhasa, Xizang (Tibet)",
        ),
        ("450000", "广西壮族自治区", "广西壮族自治区", "Guangxi"),
        ("650000", "新疆维吾尔自治区", "新疆维吾尔自治区", "Xinjiang"),
        ("620000", "甘肃省", "甘肃省", "Gansu"),
        (
            "433100",
            "湖南省 湘西土家族苗族自治州",
            "湘西土家族苗族自治州",
            "Xiangxi Autonomous Prefecture, Hunan",
        ),
        (
            "429021",
            "湖北省 神农架林区",
            "神农架林区",
            "Shennongjia Forestry District, Hubei",
        ),
        ("710000", "台湾省", "台湾省", "Taiwan"),
        ("810000", "香港特别行政区", "香港特别行政区", "Hong Kong"),
        ("820000", "澳门特别行政区", "澳门特别行政区", "Macao"),
    ] {
        let area = name(code).expect("the code is in the list");
        assert_eq!(
            (
                area.code.as_str(),
                area.zh.as_str(),
                area.short.as_str(),
                area.en.as_str()
            ),
            (code, zh, short, en)
        );
    }
}

#[test]
fn an_unknown_county_is_answered_with_what_lies_around_it() {
    for (code, nearest) in [
        ("441799", Some("441700")), // no such county
        ("450127", Some("450100")), // a county until 2021
        ("429099", Some("420000")), // no prefecture above it
        ("110100", Some("110000")), // the districts of a municipality as one
        ("449900", Some("440000")),
        ("810001", Some("810000")),
        ("990000", None),
        ("000000", None),
        ("4417", None),
        ("4417000", None),
        ("44170a", None),
        ("４４１７００", None),
        ("阳江", None),
        ("", None),
    ] {
        let found = name(code).map(|area| area.code);
        assert_eq!(found.as_deref(), nearest, "{code}");
    }
}

#[test]
fn the_list_is_whole_and_in_order() {
    let gazetteer = Gazetteer::build();
    let places = gazetteer.places();
    assert!(places.is_sorted_by(|one, next| one.code < next.code));
    let count = |level| places.iter().filter(|place| place.level == level).count();
    assert_eq!(
        [Level::Province, Level::Prefecture, Level::County].map(count),
        [34, 333, 2845]
    );
    for place in places {
        let code = place.code;
        assert!(
            code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()),
            "{code}"
        );
        let [province, prefecture] = place.within;
        assert_eq!(province.is_some(), place.level != Level::Province, "{code}");
        // Only counties right under a province have 90 in the middle, and those of municipalities 01 and 02.
        let is_direct = code[2..4] == *"90" || (["11", "12", "31", "50"].contains(&&code[..2]));
        assert_eq!(
            prefecture.is_none(),
            place.level != Level::County || is_direct,
            "{code}"
        );
        let stem: String = place.name.chars().take(place.stem_chars).collect();
        assert!(
            stem.chars().count() >= 2 && !stem.contains('族'),
            "{code} {stem}"
        );
        for glyph in gazetteer.spelled(place) {
            let is_syllable = |text: &str| {
                (1..=6).contains(&text.chars().count())
                    && text
                        .chars()
                        .all(|letter| letter.is_ascii_lowercase() || letter == 'ü')
            };
            assert!(is_syllable(glyph.reading), "{code} {}", glyph.character);
        }
    }
}

#[test]
fn a_place_is_found_by_its_own_path() {
    // Every eleventh: all of them take ten seconds without optimisation.
    for place in Gazetteer::shared().places().iter().step_by(11) {
        let area = name(place.code).expect("it is in the list");
        let found = find(&area.zh, 1, &RULED);
        assert_eq!(
            found.first().map(|found| &found.code),
            Some(&area.code),
            "{}",
            area.zh
        );
    }
}
