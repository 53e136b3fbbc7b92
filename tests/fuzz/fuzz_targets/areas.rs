//! Any rule file is read or refused with its line; by one that is read, families of the tables get their answers.
#![no_main]

mod edits;

use libfuzzer_sys::fuzz_target;
use policy::clause::Lang;
use policy::wire::{self, Line};
use policy::{AreaCode, Areas, Facts};
use serde_json::Value;
use std::sync::LazyLock;

/// Rule files with nothing wrong in them, short ones and long ones.
const FILES: [&str; 8] = [
    include_str!("../../samples/fujian/2024-01-01.toml"),
    include_str!("../../samples/guangzhou/2023-01-01.toml"),
    include_str!("../../samples/huaian/2024-01-01.toml"),
    include_str!("../../samples/nanjing/2019-01-01.toml"),
    include_str!("../../samples/nanjing/2021-01-01.toml"),
    include_str!("../../samples/shanxi/2023-01-01.toml"),
    include_str!("../../samples/xian/2022-01-01.toml"),
    include_str!("../../../policy/areas/nanning/2021-08-28.toml"),
];

/// What holds where the others don't. Given along, so that the reader doesn't read every built-in file each time.
const NATIONAL: &str = include_str!("../../../policy/areas/national/always.toml");

const TABLES: [&str; 2] = [
    include_str!("../../cases/yangjiang.json"),
    include_str!("../../cases/nanning.json"),
];

static FAMILIES: LazyLock<Vec<Facts>> = LazyLock::new(|| {
    let rows = TABLES.iter().flat_map(|table| {
        let rows: Vec<Value> = serde_json::from_str(table).expect("a table");
        rows
    });
    rows.map(
        |row| match wire::read(row["facts"].to_string().as_bytes()) {
            Line::Facts(facts) => *facts,
            Line::Refused(..) => panic!("a case is refused"),
        },
    )
    .collect()
});

fuzz_target!(|input: &[u8]| {
    let text = edits::text(input, &FILES);
    let Ok(text) = String::from_utf8(text) else {
        return;
    };
    let count = text.lines().count();
    let files = [("national", NATIONAL), ("x", &text)];
    let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
    let areas = match Areas::read(files) {
        Ok(areas) => areas,
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in faults {
                let is_there = fault.file == "national" || fault.line <= count + 1;
                assert!(is_there && fault.line >= 1, "{fault}");
                assert!(!fault.reason.is_empty());
            }
            return;
        }
    };
    let baked = areas
        .bake(&[Lang::Zh, Lang::En])
        .expect("what was read can be baked");
    let baked = Areas::baked(&baked).expect("what was baked can be read");
    let codes = areas.editions().iter().flat_map(|edition| &edition.codes);
    for (family, code) in FAMILIES.iter().zip(codes.cycle()) {
        let mut facts = family.clone();
        let code = format!("{code:0<6}");
        facts.area = AreaCode::parse(&code).expect("the reader looked at it");
        let line = wire::facts_json(&facts);
        let (mut out, mut again) = (Vec::new(), Vec::new());
        wire::answer_line(line.as_bytes(), &areas, &mut out);
        wire::answer_line(line.as_bytes(), &baked, &mut again);
        assert_eq!(out, again);
        let value: Value = serde_json::from_slice(&out).expect("one JSON object");
        assert!(value.is_object());
    }
});
