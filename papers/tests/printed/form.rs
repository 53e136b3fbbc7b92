//! The form of annex 2: what stands on it, where it ends, and that it is the same every time.

use crate::samples::{NOTES, PROMISES, babies, form, receipt, strokes, told};
use crate::{FONTS, poppler, samples};
use papers::{Block, Copies, Signature, Value, pdf};

#[test]
fn says_everything_word_for_word() {
    let paper = pdf(&form(told()), &FONTS).unwrap();
    let text = poppler::read_on(&paper);
    let words = [
        "《阳江市新生儿预参保登记表》",
        "时间：2026年9月8日",
        "编号：YJ-2026-0004-1702",
        "申请人陈小玲身份证号441702199503072145",
        "联系电话13800138000预产期2026年12月",
        "家庭地址广东省阳江市江城区城南街道东风三路28号某某花园3栋2单元1201房",
        "被委托人林建国身份证号44172319930102101X",
        "预参保年度2026年度",
        "本栏由参保人承诺签名",
        "本人已了解阳江市新生儿预参保缴费有关规定，根据本人实际情况，承诺如下：",
        "签名：陈小玲",
        "时间：年月日",
        "以下由受理经办机构填写",
        "新生儿姓名新生儿证件号",
        "医保经办机构（盖章）",
        "备注：",
        "窗口扫码打开本件",
    ];
    for words in words.iter().chain(&PROMISES).chain(&NOTES) {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    assert_eq!(poppler::pages(&paper), 1);
}

#[test]
fn what_was_not_told_stays_blank() {
    let paper = pdf(&form(samples::Told::default()), &FONTS).unwrap();
    let text = poppler::read_on(&paper);
    assert!(
        text.contains("申请人身份证号联系电话预产期年月家庭地址被委托人身份证号预参保年度年度"),
        "{text}"
    );
    assert!(text.contains("签名：时间：年月日"), "{text}");
}

#[test]
fn nine_babies_and_their_stamp_stay_on_one_page() {
    for many in [1, 2, 3, 9] {
        let told = samples::Told {
            babies: babies(many),
            ..told()
        };
        let paper = pdf(&form(told), &FONTS).unwrap();
        let text = poppler::read_on(&paper);
        for (name, number) in babies(many) {
            assert!(
                text.contains(&name) && text.contains(&number),
                "{name} of {many} in {text}"
            );
        }
        assert_eq!(poppler::pages(&paper), 1, "{many} babies");
    }
}

#[test]
fn two_copies_say_which_they_are() {
    let mut paper = form(told());
    paper.copies = Copies::Two;
    let paper = pdf(&paper, &FONTS).unwrap();
    assert_eq!(poppler::pages(&paper), 2);
    let text = poppler::read_on(&paper);
    assert_eq!(
        (
            text.matches("第一联").count(),
            text.matches("第二联").count()
        ),
        (1, 1)
    );
    assert_eq!(text.matches("441702199503072145").count(), 2);
}

#[test]
fn a_long_name_and_a_long_address_stand_whole() {
    let name = "阿卜杜热合曼·买买提依明·玉苏普江·艾尔肯江·古丽仙·阿依古丽·图尔荪江·吐尔逊娜依·再努尔娜孜古力";
    let name: String = name.chars().chain("·古丽努尔".chars()).take(53).collect();
    assert_eq!(name.chars().count(), 53);
    let address = "广东省阳江市阳东区"
        .chars()
        .cycle()
        .take(100)
        .collect::<String>();
    let told = samples::Told {
        applicant: Some(name.clone().leak()),
        address: Some(address.clone()),
        babies: vec![(format!("{name}B"), "441702199503072145B".to_owned())],
        signature: Signature::Typed(name.clone()),
        ..told()
    };
    let paper = pdf(&form(told), &FONTS).unwrap();
    let text = poppler::read_on(&paper);
    assert!(text.matches(&name).count() >= 2, "{text}");
    assert!(text.contains(&address), "{text}");
}

#[test]
fn what_no_box_holds_goes_to_the_appendix() {
    let address = "某某路".chars().cycle().take(200).collect::<String>();
    let mut paper = form(samples::Told {
        applicant: Some(address.clone().leak()),
        ..told()
    });
    paper.copies = Copies::Two;
    let paper = pdf(&paper, &FONTS).unwrap();
    let text = poppler::read_on(&paper);
    assert!(text.contains("申请人见附页第1项"), "{text}");
    assert!(text.contains(&format!("1.申请人{address}")), "{text}");
    assert_eq!(poppler::pages(&paper), 4, "each copy has its own");
}

#[test]
fn a_drawn_signature_is_ink_and_no_text() {
    let told = samples::Told {
        signature: Signature::Drawn(strokes()),
        ..told()
    };
    let paper = pdf(&form(told), &FONTS).unwrap();
    assert!(poppler::read_on(&paper).contains("签名：时间："));
}

#[test]
fn metadata_names_the_paper_and_nobody() {
    let paper = pdf(&form(told()), &FONTS).unwrap();
    let info = poppler::told("pdfinfo", &["-"], &paper);
    let title = info
        .lines()
        .find_map(|line| line.strip_prefix("Title:"))
        .unwrap();
    assert_eq!(title.trim(), "《阳江市新生儿预参保登记表》");
    assert!(info.contains("Tagged:          yes"), "{info}");
    let xmp = poppler::told("pdfinfo", &["-meta", "-"], &paper);
    assert!(
        xmp.contains("pdfuaid:part") && xmp.contains("zh-CN"),
        "{xmp}"
    );
    for private in ["陈小玲", "441702", "Date", "2026"] {
        assert!(
            !xmp.contains(private) && !info.contains(private),
            "{private} in {xmp} {info}"
        );
    }
    let tags = poppler::told("pdfinfo", &["-struct-text", "-"], &paper);
    for tag in ["H1", "Table", "TR", "TH", "TD", "Figure"] {
        assert!(tags.contains(tag), "{tag} in {tags}");
    }
}

#[test]
fn fonts_are_embedded_in_part() {
    let paper = pdf(&form(told()), &FONTS).unwrap();
    let fonts = poppler::told("pdffonts", &["-"], &paper);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 2, "{fonts}");
    assert!(
        rows.iter()
            .all(|row| row.contains("yes yes yes") && row.contains('+')),
        "{fonts}"
    );
    assert!(paper.len() <= 200_000, "{} bytes", paper.len());
}

#[test]
fn the_same_paper_is_the_same_bytes() {
    assert_eq!(
        pdf(&form(told()), &FONTS).unwrap(),
        pdf(&form(told()), &FONTS).unwrap()
    );
}

#[test]
fn a_receipt_carries_its_proof_and_forty_rows_flow_on() {
    let paper = pdf(&receipt(), &FONTS).unwrap();
    let text = poppler::read_on(&paper);
    assert!(
        text.matches("9f86d081884c7d659a2feaa0c55ad015").count() >= 19,
        "{text}"
    );
    let mut long = receipt();
    if let Some(Block::Rows(rows)) = long.blocks.first_mut() {
        *rows = rows.iter().cloned().cycle().take(40).collect();
    }
    let long = pdf(&long, &FONTS).unwrap();
    assert_eq!(poppler::pages(&long), 2);
    assert!(poppler::read_on(&long).contains("第2页，共2页"));
}

/// How high each of these words is set, in points of its box.
fn heights(paper: &papers::Paper, words: &[&str]) -> Vec<f32> {
    let boxes = poppler::told(
        "pdftotext",
        &["-bbox", "-", "-"],
        &pdf(paper, &FONTS).unwrap(),
    );
    let number = |line: &str, name: &str| -> f32 {
        let after = line.split(&format!("{name}=\"")).nth(1).unwrap();
        after.split('"').next().unwrap().parse().unwrap()
    };
    let height = |word: &&str| {
        let mut lines = boxes.lines();
        let line = lines.find(|line| line.contains(&format!(">{word}<")));
        let line = line.unwrap_or_else(|| panic!("{word}: {boxes}"));
        number(line, "yMax") - number(line, "yMin")
    };
    words.iter().map(height).collect()
}

#[test]
fn twins_on_a_slip_stand_as_large_as_one() {
    let mut slip = receipt();
    let Some(Block::Rows(rows)) = slip.blocks.first_mut() else {
        panic!("a receipt is rows");
    };
    rows[0].fields[0].value = Value::Words("林晓梅".to_owned());
    rows[1].fields[0].value = Value::Lines(vec!["林小雨".to_owned(), "林小晴".to_owned()]);
    let heights = heights(&slip, &["林晓梅", "林小雨", "林小晴"]);
    assert!(
        heights
            .iter()
            .all(|height| (height - heights[0]).abs() < 0.01),
        "{heights:?}"
    );
}
