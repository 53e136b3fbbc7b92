//! The code in the corner, read from the printed page.

use crate::samples::{form, told};
use crate::{FONTS, poppler};
use papers::{Code, pdf};

fn read(width: usize, height: usize, pixels: &[u8]) -> String {
    let at = |x: usize, y: usize| pixels[y * width + x];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, at);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "codes on the page");
    grids[0].decode().unwrap().1
}

#[test]
fn the_code_is_read_from_paper() {
    let mut paper = form(told());
    let texts = [
        "7KQ2M9XWTR4HB6ZP".to_owned(),
        "https://yucan.example.cn/desk/f/7KQ2M9XWTR4HB6ZP".to_owned(),
        // as long as a signed address gets
        format!(
            "https://yucan.example.cn/file/paper/{}",
            "aB3-_xYz".repeat(16)
        ),
    ];
    for text in texts {
        paper.code = Some(Code {
            text: text.clone(),
            caption: "窗口扫码".to_owned(),
        });
        let (width, height, pixels) = poppler::grey(&pdf(&paper, &FONTS).unwrap(), 150);
        assert_eq!(read(width, height, &pixels), text);
    }
}

/// A stamp's edge and a fold: a tenth of the code is gone.
#[test]
fn a_spoilt_code_is_still_read() {
    let paper = pdf(&form(told()), &FONTS).unwrap();
    let (width, height, mut pixels) = poppler::grey(&paper, 150);
    let mm = |mm: usize| mm * 150 * 10 / 254;
    for y in mm(11 + 13)..mm(11 + 17) {
        pixels[y * width + mm(20 + 10)..y * width + mm(20 + 22)].fill(255);
    }
    assert!(read(width, height, &pixels).ends_with("7KQ2M9XWTR4HB6ZP"));
}

#[test]
fn what_phones_would_not_read_is_refused() {
    for text in [String::new(), "x".repeat(400), "x".repeat(5000)] {
        let code = Code {
            text,
            caption: String::new(),
        };
        assert!(code.svg().is_err());
    }
}
