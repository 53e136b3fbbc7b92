//! The HTML beside the PDF says the same and lets nothing through.

use crate::samples::{self, NOTES, PROMISES, form, receipt, strokes, told};
use papers::{Copies, Signature, html};

#[test]
fn says_the_same_as_the_pdf() {
    let html = html::sheet(&form(told()));
    for words in PROMISES.iter().chain(&NOTES).chain(&[
        "<h2>《阳江市新生儿预参保登记表》</h2>",
        "<th scope=\"row\" colspan=\"4\">申请人</th><td colspan=\"8\">陈小玲</td>",
        "<td colspan=\"20\">2026年度</td>",
        "<p>签名：陈小玲</p><p>时间：<span class=\"paper-room\">　　　</span>年",
        "医保经办机构（盖章）",
    ]) {
        assert!(html.contains(words), "{words} is missing");
    }
}

#[test]
fn two_copies_are_two_articles() {
    let mut paper = form(told());
    paper.copies = Copies::Two;
    let html = html::sheet(&paper);
    assert_eq!(html.matches("<article").count(), 2);
    assert!(html.contains("第二联"));
}

#[test]
fn nothing_typed_becomes_markup_and_nothing_is_styled_inline() {
    let told = samples::Told {
        applicant: Some("<script>alert(1)</script>\" onload='x'&"),
        signature: Signature::Drawn(strokes()),
        ..told()
    };
    for html in [html::sheet(&form(told)), html::sheet(&receipt())] {
        assert!(
            !html.contains("<script") && !html.contains("onload='"),
            "{html}"
        );
        assert!(!html.contains("style="));
        // every element is closed, so that nothing typed can stand outside its own
        let mut reader = quick_xml::Reader::from_str(&html);
        while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    }
}
