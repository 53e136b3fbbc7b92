//! What must hold of every page, whatever it says. Absent: how it looks.

use std::collections::BTreeSet;

use policy::Areas;

use super::{Ask, Trouble, accessibility, children, error, home, law, privacy};
use crate::{Lang, Reply, lang::tag, visit::Visit};

fn visit(lang: Lang, elder: bool) -> Visit {
    Visit {
        elder,
        ..Visit::sample(lang, "/a?b=c&d=\"'<")
    }
}

/// Every page in every state, by a name that a failing test can show.
fn pages(visit: &Visit) -> Vec<(String, Reply)> {
    let ask = |place: Option<&str>, area: Option<&str>| Ask {
        place: place.map(str::to_owned),
        area: area.map(str::to_owned),
    };
    let mut pages = vec![
        ("home".to_owned(), home(visit, &Ask::default())),
        (
            "home, place chosen".to_owned(),
            home(visit, &ask(None, Some("441700"))),
        ),
        (
            "home, place without rules".to_owned(),
            home(visit, &ask(None, Some("510100"))),
        ),
        (
            "home, place that is none".to_owned(),
            home(visit, &ask(None, Some("\"><script>"))),
        ),
        (
            "home, several found".to_owned(),
            home(visit, &ask(Some("yang"), None)),
        ),
        (
            "home, nothing found".to_owned(),
            home(visit, &ask(Some("<b onclick=x>"), None)),
        ),
        ("law".to_owned(), law::index(visit)),
        ("privacy".to_owned(), privacy(visit)),
        ("children".to_owned(), children(visit)),
        ("accessibility".to_owned(), accessibility(visit)),
    ];
    for clause in visit.areas.clauses() {
        pages.push((clause.id.to_string(), law::clause(visit, &clause.id)));
    }
    for trouble in Trouble::ALL {
        pages.push((
            trouble.status().to_string(),
            error(visit, trouble, Some("a1b2")),
        ));
    }
    pages
}

fn every_page(check: impl Fn(&str, &Visit, &Reply)) {
    for lang in [Lang::Zh, Lang::En] {
        for elder in [false, true] {
            let visit = visit(lang, elder);
            for (name, reply) in pages(&visit) {
                check(&[&name, " ", lang.as_str()].concat(), &visit, &reply);
            }
        }
    }
}

/// The opening tags, each without its angle brackets. Attribute values hold no raw `<`: the renderer escapes them.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .filter(|tag| tag.starts_with(char::is_alphabetic))
        .map(|tag| {
            let mut quoted = false;
            let end = tag.find(|c: char| {
                quoted ^= c == '"';
                c == '>' && !quoted
            });
            &tag[..end.unwrap_or(tag.len())]
        })
}

/// The values of an attribute, all over the page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = [" ", attribute, "=\""].concat();
    tags(html)
        .filter_map(|tag| tag.find(&start).map(|at| &tag[at + start.len()..]))
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

#[test]
fn every_page_is_one_whole_document_in_its_language() {
    every_page(|name, visit, reply| {
        let html = &reply.html;
        assert!(html.starts_with("<!DOCTYPE html><html lang=\""), "{name}");
        assert!(html.ends_with("</body></html>"), "{name}");
        assert_eq!(values(html, "lang")[0], tag(visit.lang), "{name}");
        assert_eq!(
            tags(html).next().expect("html").contains("data-elder"),
            visit.elder,
            "{name}"
        );
        assert_eq!(
            tags(html)
                .filter(|tag| *tag == "h1" || tag.starts_with("h1 "))
                .count(),
            1,
            "{name}: one h1"
        );
        assert_eq!(
            tags(html).filter(|tag| tag.starts_with("main")).count(),
            1,
            "{name}: one main"
        );
        assert!(
            !html.contains('{'),
            "{name}: a place in a sentence was not filled"
        );
    });
}

#[test]
fn no_page_carries_script_or_style_of_its_own() {
    every_page(|name, _, reply| {
        assert!(!reply.has_island, "{name}");
        for tag in tags(&reply.html) {
            assert!(
                !tag.starts_with("script") && !tag.starts_with("style"),
                "{name}: <{tag}>"
            );
            let bare: String = tag.split('"').step_by(2).collect();
            let is_own =
                |word: &str| word.starts_with("on") && word.ends_with('=') || word == "style=";
            assert!(!bare.split(' ').skip(1).any(is_own), "{name}: <{tag}>");
        }
    });
}

#[test]
fn ids_are_unique_and_whatever_is_pointed_at_is_there() {
    every_page(|name, _, reply| {
        let ids = values(&reply.html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: {ids:?}");
        for attribute in ["for", "aria-labelledby", "aria-describedby"] {
            for value in values(&reply.html, attribute) {
                assert!(
                    value.split(' ').all(|id| unique.contains(id)),
                    "{name}: {attribute}={value}"
                );
            }
        }
        for href in values(&reply.html, "href") {
            if let Some(id) = href.strip_prefix('#') {
                assert!(unique.contains(id), "{name}: {href}");
            }
        }
    });
}

#[test]
fn links_lead_to_pages_that_are_there() {
    let known = [
        "/",
        "/check",
        "/law",
        "/privacy",
        "/privacy/children",
        "/accessibility",
        "/preferences",
    ];
    let clauses: BTreeSet<String> = Areas::built_in()
        .clauses()
        .iter()
        .map(|clause| clause.id.to_string())
        .collect();
    every_page(|name, _, reply| {
        for href in tags(&reply.html)
            .filter(|tag| tag.starts_with("a "))
            .flat_map(|tag| {
                let whole = ["<", tag, ">"].concat();
                values(&whole, "href")
                    .into_iter()
                    .map(str::to_owned)
                    .collect::<Vec<_>>()
            })
        {
            let path = href.split(['?', '#']).next().unwrap_or_default();
            let is_clause = path
                .strip_prefix("/law/")
                .is_some_and(|id| clauses.contains(id));
            let is_known =
                path.is_empty() || known.contains(&path) || is_clause || href == "tel:12393";
            assert!(is_known, "{name}: {href}");
        }
    });
}

#[test]
fn statuses_are_told() {
    let visit = visit(Lang::Zh, false);
    for (name, reply) in pages(&visit) {
        assert_eq!(reply.status, name.parse().unwrap_or(200), "{name}");
    }
    assert_eq!(law::clause(&visit, "ZZ99-1").status, 404);
    assert_eq!(law::clause(&visit, "").status, 404);
}

#[test]
fn what_was_typed_comes_back_as_text() {
    let page = home(
        &visit(Lang::Zh, false),
        &Ask {
            place: Some("<i>\"x".to_owned()),
            area: None,
        },
    );
    assert!(!page.html.contains("<i>"), "escaped in the sentence");
    assert_eq!(
        values(&page.html, "value"),
        ["&lt;i&gt;&quot;x"],
        "and in the field"
    );
}

#[test]
fn the_switches_lead_back_to_the_same_page() {
    let page = privacy(&visit(Lang::Zh, false));
    let back = "&amp;to=%2Fa%3Fb%3Dc%26d%3D%22%27%3C";
    let links = values(&page.html, "href");
    assert!(
        links.contains(&["/preferences?lang=en", back].concat().as_str()),
        "{links:?}"
    );
    assert!(
        links.contains(&["/preferences?elder=on", back].concat().as_str()),
        "{links:?}"
    );
}

#[test]
fn an_area_with_rules_of_its_own_is_offered_and_one_without_is_told_so() {
    let visit = visit(Lang::Zh, false);
    let offered = home(&visit, &Ask::default());
    assert!(values(&offered.html, "href").contains(&"/?area=441700"));
    let national = home(
        &visit,
        &Ask {
            area: Some("510100".to_owned()),
            place: None,
        },
    );
    assert!(
        national
            .html
            .contains(visit.look().words().pages.home.place_national)
    );
    let local = home(
        &visit,
        &Ask {
            area: Some("441702".to_owned()),
            place: None,
        },
    );
    assert!(
        !local
            .html
            .contains(visit.look().words().pages.home.place_national)
    );
    assert!(values(&local.html, "href").contains(&"/check?area=441702&amp;door=expecting"));
}
