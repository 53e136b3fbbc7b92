//! From a paper to its PDF, which Poppler reads back, and to the page beside it.

use std::process::Command;

use papers::Fonts;
use policy::{Areas, form::Kind as Takes};
use registry::entry::Signature;

use super::{
    super::{Kind, Press},
    answers::everything,
    editions, matter, sent, told, twins, yangjiang,
};

/// What Poppler reads in a PDF, without blanks; and where `YUCAN_PAPERS` names a folder, the PDF itself, to be looked at.
fn read_back(name: &str, pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = std::env::var_os("YUCAN_PAPERS")
        .map_or_else(|| folder.path().to_owned(), Into::into)
        .join(name);
    std::fs::write(&path, pdf).unwrap();
    let read = Command::new("pdftotext")
        .arg("-raw")
        .arg(&path)
        .arg("-")
        .output();
    let read = read.expect("pdftotext, of Debian's poppler-utils");
    let text = String::from_utf8(read.stdout).unwrap();
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

#[tokio::test]
async fn what_was_told_can_be_read_on_paper() {
    let press = Press::new(&Fonts::debian());
    let (form, facts) = yangjiang();
    let mut matter = matter(form, &facts, told());
    matter.signature = Some(Signature::Typed("林建国".to_owned()));
    let unsent = matter.paper(Areas::built_in(), None).unwrap();
    let unsent = read_back("unsent.pdf", &press.print(unsent).await.unwrap());
    for there in [
        "第一联",
        "第二联",
        "另外告诉窗口",
        "13900139000",
        "配偶",
        "年月日",
    ] {
        assert!(unsent.contains(there), "{there}: {unsent}");
    }
    matter.sent = Some(sent(twins()));
    let paper = matter
        .paper(Areas::built_in(), Some("https://yucan.example.cn"))
        .unwrap();
    let read = read_back("form.pdf", &press.print(paper).await.unwrap());
    let told = told();
    let on_paper = form.fields.iter().filter(|field| field.on_paper);
    for field in on_paper {
        assert!(read.contains(&*field.label.zh), "{}", field.id);
        let value = told.get(&*field.id);
        let is_plain = !matches!(field.kind, Takes::Month | Takes::Year);
        assert!(
            value.is_none_or(|value| !is_plain || read.contains(value.as_str())),
            "{}: {read}",
            field.id
        );
    }
    for there in [
        "2027年1月",
        "2027年度",
        "441702199503081223x",
        "441702199503081223X",
        "YC-ABCDE-FGHJK",
        "2026年11月22日",
    ] {
        assert!(read.contains(there), "{there}: {read}");
    }
    for promise in form.promises.iter().chain(&form.notes) {
        assert!(read.contains(&*promise.zh), "{}", promise.zh);
    }
    matter.kind = Kind::Receipt;
    let receipt = matter.paper(Areas::built_in(), None).unwrap();
    let receipt = read_back("receipt.pdf", &press.print(receipt).await.unwrap());
    assert!(receipt.contains("2026年11月22日14:02"), "{receipt}");
    // A form without a layout.
    let (edition, area) = editions()
        .into_iter()
        .find(|(edition, _)| &*edition.rules == "jiangsu")
        .unwrap();
    for form in &edition.forms {
        let facts = super::facts(
            edition,
            area,
            form.service != policy::verdict::Service::PreEnrolment,
        );
        let slip = super::matter(form, &facts, everything(form, &facts));
        let paper = slip.paper(Areas::built_in(), None).unwrap();
        read_back(
            &format!("{}.pdf", form.service.as_str()),
            &press.print(paper).await.unwrap(),
        );
    }
}

#[tokio::test]
async fn a_paper_asked_for_again_is_not_drawn_again() {
    let press = Press::new(&Fonts::debian());
    let (form, facts) = yangjiang();
    let paper = |name: &str| {
        let mut told = told();
        told.insert("mother_name".to_owned(), name.to_owned());
        let matter = matter(form, &facts, told);
        matter.paper(Areas::built_in(), None).unwrap()
    };
    let first = press.print(paper("林晓梅")).await.unwrap();
    let another = press.print(paper("林晓海")).await.unwrap();
    let again = press.print(paper("林晓梅")).await.unwrap();
    assert_eq!(again.as_ptr(), first.as_ptr());
    assert_ne!(another, first);
}

#[tokio::test]
async fn missing_fonts_are_named_and_stop_nothing_else() {
    let press = Press::new(&["/nowhere/NotoSerifCJK-Regular.ttc".into()]);
    let (form, facts) = yangjiang();
    let paper = matter(form, &facts, told())
        .paper(Areas::built_in(), None)
        .unwrap();
    assert!(papers::html::sheet(&paper).contains("林晓梅"));
    let fault = press.print(paper).await.unwrap_err().to_string();
    assert!(fault.contains("fonts-noto-cjk"), "{fault}");
}

#[tokio::test]
async fn a_character_that_no_font_has_is_refused_on_the_page_as_in_the_pdf() {
    let press = Press::new(&Fonts::debian());
    let (form, facts) = yangjiang();
    for (name, is_printed) in [("林㛃梅", true), ("林𰻝梅", true), ("林\u{2EBF0}梅", false)]
    {
        let mut told = told();
        told.insert("mother_name".to_owned(), name.to_owned());
        let paper = matter(form, &facts, told)
            .paper(Areas::built_in(), None)
            .unwrap();
        let page = press.page(&paper).await;
        let pdf = press.print(paper).await;
        assert_eq!(
            (page.is_ok(), pdf.is_ok()),
            (is_printed, is_printed),
            "{name}"
        );
        if let (Err(page), Err(pdf)) = (page, pdf) {
            assert_eq!(page.to_string(), pdf.to_string());
        }
    }
    let without = Press::new(&["/nowhere/NotoSerifCJK-Regular.ttc".into()]);
    assert_eq!(
        without.lacking("林\u{2EBF0}".to_owned()).await.unwrap(),
        None
    );
}
