//! Rare names: printed whole, or the paper is refused and the character named.

use crate::samples::{self, form, told};
use crate::{FONTS, poppler};
use papers::{PaperFault, pdf};

/// Every block of Han that GB 18030-2022 has (levels 1 to 3), by its assigned ends.
const GB_18030: [(&str, u32, u32); 7] = [
    ("URO", 0x4E00, 0x9FFF),
    ("A", 0x3400, 0x4DBF),
    ("B", 0x20000, 0x2A6DF),
    ("C", 0x2A700, 0x2B739),
    ("D", 0x2B740, 0x2B81D),
    ("E", 0x2B820, 0x2CEA1),
    ("F", 0x2CEB0, 0x2EBE0),
];

fn draw(name: &str) -> Result<Vec<u8>, PaperFault> {
    let name: &'static str = name.to_owned().leak();
    pdf(
        &form(samples::Told {
            applicant: Some(name),
            ..told()
        }),
        &FONTS,
    )
}

#[test]
fn every_han_of_gb_18030_2022_has_a_glyph() {
    for (block, first, last) in GB_18030 {
        let gap = (first..=last)
            .filter_map(char::from_u32)
            .find(|char| !FONTS.covers(*char));
        assert_eq!(gap, None, "in {block}");
    }
    for char in ['〇', '·', '\u{3000}', '（', '〔', 'X', 'ü', 'é'] {
        assert!(FONTS.covers(char), "{char}");
    }
}

#[test]
fn rare_names_come_back_as_they_were() {
    let names = [
        "䮌㛃",
        "䶮",
        "𬱖",
        "〇",
        "㐀䶵",
        "𠀀𪛖",
        "𪜀𫜴",
        "𫝀𫠝",
        "𫠠𬺡",
        "𬺰𮯠",
        "迪丽热巴·买买提",
        "Ève-Marie Müller",
    ];
    for name in names {
        let paper = draw(name).unwrap();
        let text = poppler::read_on(&paper);
        let wanted: String = name.chars().filter(|char| !char.is_whitespace()).collect();
        assert!(text.contains(&wanted), "{name} in {text}");
        assert!(paper.len() <= 200_000, "{name}: {} bytes", paper.len());
    }
}

/// Extension I came with Unicode 15.1 and is in fonts-babelstone-han from Debian 13 on. Either it prints, or it is named.
#[test]
fn newer_extensions_print_or_are_named() {
    for char in [
        '\u{2EBF0}',
        '\u{2EE5D}',
        '\u{30000}',
        '\u{3134A}',
        '\u{31350}',
        '\u{323AF}',
        '\u{323B0}',
    ] {
        match draw(&format!("王{char}")) {
            Ok(paper) => assert!(poppler::read_on(&paper).contains(char)),
            Err(PaperFault::NoGlyph(named)) => assert!(named == char && !FONTS.covers(char)),
            Err(other) => panic!("{other}"),
        }
    }
}

#[test]
fn what_cannot_be_printed_is_named_and_never_a_box() {
    let rows = [
        (
            "a private character, which one of the fonts has",
            "王\u{E123}",
        ),
        ("a combining mark", "Mu\u{308}ller"),
        ("a script that needs shaping", "مريم"),
        ("an override of the direction", "王\u{202E}明"),
        ("a joiner", "王\u{200D}明"),
        ("a variant of a character", "葛\u{E0100}"),
        ("a tabulator", "王\t明"),
        ("a line's end", "王\n明"),
    ];
    for (what, name) in rows {
        let at = name.chars().find(|char| !FONTS.covers(*char));
        match draw(name) {
            Err(PaperFault::NoGlyph(named)) => assert_eq!(Some(named), at, "{what}"),
            other => panic!("{what}: {:?}", other.map(|paper| paper.len())),
        }
    }
}
