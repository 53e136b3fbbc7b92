//! A form that is left for the check, and come back to.

use policy::verdict::Service;

use super::{EXPECTING, FILLED, KEY, kind, page, sent, visit, with};
use crate::{
    Lang,
    pages::{
        apply::{ApplyOutcome, show},
        check,
    },
};

const DRAFT: &str = "abababababababababababababababab";
const NUMBER: &str = "YC-22222-22222";

/// What the first tag with this attribute says there.
fn said<'a>(html: &'a str, attribute: &str) -> Option<&'a str> {
    let mark = [" ", attribute, "=\""].concat();
    let (_, rest) = html.split_once(&mark)?;
    rest.split('"').next()
}

/// Leaves a filled form for the check; where that leads.
fn leave(more: &[(&str, &str)], kept: Option<&str>) -> String {
    let change = [more, &[("change", "due_month")]].concat();
    match sent(EXPECTING, &with(&FILLED, &change)) {
        ApplyOutcome::Leave(leaving) => leaving.to(kept.map(str::to_owned)),
        other => panic!("{} is no leaving", kind(&other)),
    }
}

fn fresh(query: &str) -> String {
    let visit = visit(Lang::Zh);
    show(&visit, Service::PreEnrolment, query, KEY, &[], None).html
}

#[test]
fn a_fact_is_changed_in_the_check_and_the_check_leads_back_to_this_very_form() {
    let mark = said(&fresh(EXPECTING), "data-keep").unwrap().to_owned();
    for (name, more, kept, of) in [
        ("a form", &[][..], None, ""),
        ("one that is kept on leaving", &[], Some(DRAFT), DRAFT),
        ("a draft", &[("draft", DRAFT)], None, DRAFT),
        ("a strange draft", &[("draft", "<b>")], None, "none"),
        ("mended", &[("mend", NUMBER)], None, NUMBER),
        ("mended, kept", &[("mend", NUMBER)], Some(DRAFT), DRAFT),
    ] {
        let to = leave(more, kept);
        let query = to.strip_prefix("/check?").expect(name);
        assert!(query.starts_with(EXPECTING), "{name}: {query}");
        let bookmark = query.split_once("&bookmark=").map(|(_, mark)| mark);
        if of == "none" {
            assert_eq!(bookmark, None, "{name}");
            continue;
        }
        let bookmark = bookmark.expect(name);
        let is_new = !more.contains(&("mend", NUMBER));
        assert_eq!(bookmark.starts_with(&mark), is_new, "{name}: {bookmark}");
        let tail = [".", of].concat();
        assert_eq!(bookmark.ends_with(&tail), !of.is_empty(), "{name}");
        // the check carries it to the form it came from, whatever is changed there, and to no other
        let moved = query.replace("2027-01-10", "2027-01-24");
        let page = check::render(&visit(Lang::Zh), &moved).html;
        let carried = ["name=\"bookmark\" value=\"", bookmark, "\""].concat();
        assert!(page.contains(&carried), "{name}");
        let links: Vec<&str> = page.split("href=\"/apply/").skip(1).collect();
        assert!(links.len() > 1, "{name}");
        for link in links {
            let link = link.split('"').next().unwrap_or_default();
            let is_its_own = link.starts_with("pre_enrolment?");
            assert_eq!(link.contains(bookmark), is_its_own, "{name}: {link}");
            assert!(link.contains("2027-01-24"), "{name}: {link}");
        }
    }
}

#[test]
fn what_the_device_keeps_follows_a_bookmark_and_nothing_else() {
    let to = leave(&[], None);
    let marked = to.strip_prefix("/check?").unwrap();
    let kept = |html: &str| said(html, "data-keep").unwrap().to_owned();
    let first = kept(&fresh(EXPECTING));
    let other = EXPECTING.replace("2027-01-10", "2027-01-24");
    let elsewhere = EXPECTING.replace("area=441702&due", "area=441704&due");
    for (name, query, from) in [
        (
            "a due date that moved",
            marked.replace("2027-01-10", "2027-01-24"),
            Some(&*first),
        ),
        ("nothing was changed", marked.to_owned(), None),
        ("another check, of another child", other.clone(), None),
        ("elsewhere", elsewhere, None),
        (
            "another service's bookmark",
            marked
                .replace("2027-01-10", "2027-01-24")
                .replace("bookmark=pre_enrolment", "bookmark=refund"),
            None,
        ),
    ] {
        let html = fresh(&query);
        assert_eq!(said(&html, "data-keep-from"), from, "{name}");
        let is_same = query.starts_with(EXPECTING);
        assert_eq!(kept(&html) == first, is_same, "{name}");
    }
}

#[test]
fn who_mends_is_led_back_to_the_file_and_who_may_lose_words_is_told() {
    for (name, more, to) in [
        ("new", &[][..], "/check?"),
        ("mended", &[("mend", NUMBER)], "/file"),
        ("from the file", &[], "/file"),
    ] {
        let from = match name {
            "from the file" => "&from=file",
            _ => "",
        };
        for act in ["fill", "review"] {
            let html = page(sent(
                &[EXPECTING, from].concat(),
                &with(&FILLED, &[more, &[("act", act)]].concat()),
            ))
            .html;
            let at = html.find("class=\"back\"").expect(name);
            let back = &html[html[..at].rfind("<a").expect(name)..];
            assert!(said(back, "href").unwrap().starts_with(to), "{name}, {act}");
            let label = if to == "/file" {
                "回到我家的办理"
            } else {
                "回到查询结果"
            };
            let back = back.split("</a>").next().unwrap_or_default();
            assert!(back.contains(label), "{name}, {act}");
            assert!(html.contains("data-kept-unsaved"), "{name}, {act}");
            assert!(
                html.contains("name=\"change\" value=\"due_month\""),
                "{name}, {act}"
            );
        }
    }
}
