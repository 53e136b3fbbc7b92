//! Every limit, on both sides of it; and what a missing font says.

use crate::FONTS;
use crate::samples::{form, receipt, told};
use papers::{Block, FontFault, Fonts, PaperFault, Strokes, Value, pdf};
use std::path::PathBuf;

/// The first value of the form replaced.
fn with(value: Value) -> Result<Vec<u8>, PaperFault> {
    let mut paper = form(told());
    if let Some(Block::Rows(rows)) = paper.blocks.first_mut() {
        rows[0].fields[0].value = value;
    }
    pdf(&paper, &FONTS)
}

#[test]
fn a_value_of_200_characters_prints_and_201_are_refused() {
    with(Value::Words("长".repeat(200))).unwrap();
    match with(Value::Words("长".repeat(201))) {
        Err(PaperFault::TooLong {
            label,
            chars: 201,
            most: 200,
        }) => assert_eq!(label, "申请人"),
        other => panic!("{:?}", other.map(|paper| paper.len())),
    }
}

#[test]
fn nine_lines_print_and_ten_are_refused() {
    with(Value::Lines(vec!["甲".repeat(200); 9])).unwrap();
    let ten = with(Value::Lines(vec!["甲".to_owned(); 10]));
    assert!(matches!(ten, Err(PaperFault::TooManyBabies(10))));
}

#[test]
fn forty_rows_print_and_forty_one_are_refused() {
    let rows = |many: usize| {
        let mut paper = receipt();
        if let Some(Block::Rows(rows)) = paper.blocks.first_mut() {
            *rows = rows.iter().cloned().cycle().take(many).collect();
        }
        pdf(&paper, &FONTS)
    };
    rows(40).unwrap();
    assert!(matches!(rows(41), Err(PaperFault::TooManyRows(41))));
}

#[test]
fn a_row_that_does_not_add_up_is_refused() {
    let mut paper = form(told());
    if let Some(Block::Rows(rows)) = paper.blocks.first_mut() {
        rows[1].fields[0].value_parts = 7;
    }
    match pdf(&paper, &FONTS) {
        Err(PaperFault::Width { label, parts: 23 }) => assert_eq!(label, "联系电话"),
        other => panic!("{:?}", other.map(|paper| paper.len())),
    }
}

#[test]
fn strokes_are_read_as_numbers_in_their_box() {
    const BOX: [u16; 2] = [1000, 400];
    for good in [
        "M0 0L1000 400",
        "M 1,2 L3.5,4",
        "M1 2 3 4 5 6",
        "M0 0Q1 2 3 4M5 5L6 6",
    ] {
        Strokes::read(good, BOX).unwrap_or_else(|fault| panic!("{good}: {fault}"));
    }
    for bad in [
        "",
        "M0 0",
        "L1 1 2 2",
        "M0 0L1001 0",
        "M0 0L0 401",
        "M-1 0L1 1",
        "M0 0L1",
        "M0 0Z",
        "M0 0C1 1 2 2 3 3",
        "M0 0L1e9 1",
        "M0 0LNaN 1",
        "M0 0L\"/><script>",
        "m0 0l1 1",
    ] {
        assert!(Strokes::read(bad, BOX).is_err(), "{bad}");
    }
    assert!(Strokes::read(&format!("M0 0{}", "L1 1".repeat(10_000)), BOX).is_err());
    assert!(Strokes::read("M0 0L1000 400", [1000, 399]).is_err());
}

#[test]
fn a_missing_font_names_its_package() {
    let fault = Fonts::open(&[PathBuf::from("nowhere/BabelStoneHan.ttf")]).unwrap_err();
    assert!(
        fault
            .to_string()
            .contains("apt-get install fonts-babelstone-han"),
        "{fault}"
    );
    assert!(matches!(Fonts::open(&[]), Err(FontFault::None)));
    let no_font = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    assert!(matches!(
        Fonts::open(&[no_font]),
        Err(FontFault::Unreadable(_))
    ));
}

#[test]
fn nothing_personal_stands_in_a_debug() {
    let mut paper = form(told());
    paper
        .code
        .iter_mut()
        .for_each(|code| code.text = "SECRET".to_owned());
    let debug = format!("{paper:?}");
    for private in ["陈小玲", "441702", "13800138000", "广东省", "SECRET"] {
        assert!(!debug.contains(private), "{private} in {debug}");
    }
}
