//! Script on the pages that have no island and are no family's form or file: there must be none.

use crate::http::Page;
use crate::places::Places;
use crate::portal::{ANSWERED, Server};
use crate::rounds::Effort;
use crate::table::Row;
use anyhow::{Result, ensure};
use std::collections::BTreeSet;

/// Words by which a page would load or run script.
const SCRIPT_WORDS: [&str; 5] = ["<script", "modulepreload", ".wasm", ".js\"", "javascript:"];

/// Where the walk begins: these lead to every other page.
const FIRST: [&str; 2] = ["/", ANSWERED];

/// The one page that has an island.
const ISLAND: &str = "/check";

/// Pages with small scripts of their own, which `bundle` weighs: a family's form, and its file.
const SCRIPTED: [&str; 2] = ["/apply/", "/file"];

/// A page that leads nowhere and is reached from nowhere.
const MISSING: &str = "/no-such-page";

/// Walks from page to page by their links, each path once, and looks at each. A count, so effort changes nothing.
pub fn measure(places: &Places, _: Effort) -> Result<Vec<Row>> {
    let server = Server::portal(places)?;
    let visitor = server.visitor();
    let mut script = script_on(MISSING, &visitor.get(MISSING, 404)?);
    let mut pages = BTreeSet::from([MISSING.to_owned()]);
    let mut paths = BTreeSet::new();
    let mut unseen = FIRST.map(str::to_owned).to_vec();
    while let Some(link) = unseen.pop() {
        let path = path_of(&link).to_owned();
        if !paths.insert(path.clone()) {
            continue;
        }
        let page = visitor.get(&link, 200)?;
        // calendars and files to save hold nothing that runs
        if !page.is_html {
            continue;
        }
        unseen.extend(links(&page.text()));
        let is_scripted = SCRIPTED.iter().any(|own| path.starts_with(own));
        if path != ISLAND && !is_scripted {
            script += script_on(&path, &page);
            pages.insert(path);
        }
    }
    server.stop()?;
    ensure!(paths.contains(ISLAND), "no page leads to {ISLAND}");
    let figure = format!("script on the {} other pages", pages.len());
    let row = Row::told(figure, format!("{script} B"), "–", "");
    Ok(vec![row.at_most(0.0, "B", script as f64)])
}

/// Bytes by which a page loads or runs script; one where it only may.
fn script_on(path: &str, page: &Page) -> usize {
    let text = page.text();
    let found = SCRIPT_WORDS.map(|word| text.matches(word).count() * word.len());
    let bytes: usize = found.iter().sum();
    if bytes == 0 && page.policy.contains("script-src 'none'") {
        return 0;
    }
    eprintln!("  {path} may run script");
    bytes.max(1)
}

/// Where the page's own links lead in the portal.
fn links(page: &str) -> Vec<String> {
    page.split("<a ")
        .skip(1)
        .filter_map(|rest| {
            rest.split_once('>')?
                .0
                .split_once("href=\"")?
                .1
                .split('"')
                .next()
        })
        .filter(|link| link.starts_with('/'))
        .map(|link| link.split('#').next().unwrap_or(link).replace("&amp;", "&"))
        .collect()
}

fn path_of(link: &str) -> &str {
    link.split('?').next().unwrap_or(link)
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn links_are_those_of_the_portal_without_their_place() {
        let page = "<link href=\"/a.css\"><a class=\"b\" href=\"/law#YJ22\">x</a><a href=\"/c?d=1&amp;e=2\">y</a>\
            <a href=\"https://example.org\">z</a><a href=\"#top\">t</a>";
        assert_eq!(links(page), ["/law", "/c?d=1&e=2"]);
    }
}
