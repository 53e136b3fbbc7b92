//! What the agency asked back: marked at the fields that it named.

use policy::verdict::Service;

use super::{EXPECTING, FILLED, KEY, body, page, visit, with};
use crate::{
    Lang,
    pages::apply::{AskedBack, Known, submit},
};

fn mended(fields: &[&str], act: &str) -> String {
    sent_asked_back(fields, &[("mend", "YC-22222-22222"), ("act", act)])
}

fn sent_asked_back(fields: &[&str], more: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|field| (*field).to_owned()).collect();
    let known = Known {
        asked_back: Some(AskedBack {
            why: "请写全门牌号".to_owned(),
            fields,
        }),
        ..Known::default()
    };
    let sent = body(&with(&FILLED, more));
    let outcome = submit(
        &visit(Lang::Zh),
        Service::PreEnrolment,
        EXPECTING,
        &sent,
        KEY,
        known,
    );
    page(outcome).html
}

#[test]
fn what_the_agency_named_is_marked_at_its_field_and_reached_from_the_top() {
    let html = mended(
        &["mother_address", "due_month", "agent_name", "nothing"],
        "fill",
    );
    assert!(html.contains("原来交的都在"), "what need not be typed");
    let top = html.split("data-asked-back").nth(1).unwrap();
    let top = top.split("<form").next().unwrap();
    let ways: Vec<&str> = top.split("href=\"#").skip(1).collect();
    assert_eq!(
        ways.len(),
        2,
        "one that is typed, one that the check was told; none that is not asked"
    );
    for way in ways {
        let to = way.split('"').next().unwrap();
        assert_eq!(html.matches(&format!(" id=\"{to}\"")).count(), 1, "{to}");
    }
    assert_eq!(html.matches("经办机构说：请写全门牌号").count(), 2);
    let field = html.split("data-field=\"mother_address\"").nth(1).unwrap();
    let field = field.split("data-field=").next().unwrap();
    assert!(field.contains("经办机构说：请写全门牌号"));
    assert!(
        field.contains("aria-describedby=\"q-mother_address-why"),
        "it is heard with the field"
    );
    let fold = html.split("id=\"s-pregnancy\"").nth(1).unwrap();
    let fold = fold.split('>').next().unwrap();
    assert!(
        fold.contains(" open"),
        "the check's own is in sight: {fold}"
    );
    let unnamed = mended(&[], "fill");
    assert!(unnamed.contains("请写全门牌号") && !unnamed.contains("经办机构说"));
    assert!(!unnamed.contains("要改的是"));
}

#[test]
fn it_is_marked_where_the_field_alone_is_changed() {
    let html = mended(&["mother_address"], "review");
    assert!(
        !html.contains("经办机构说"),
        "what is looked over is mended already"
    );
    let html = sent_asked_back(&["mother_address"], &[("change", "mother_address")]);
    assert!(html.contains("经办机构说：请写全门牌号"));
}
