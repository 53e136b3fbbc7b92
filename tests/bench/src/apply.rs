//! What a family's form loads to run, against what the check does.

use crate::bundle::brotli;
use crate::places::Places;
use crate::portal::Server;
use crate::rounds::Effort;
use crate::table::Row;
use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;

/// The form as the check leads to it.
const FORM: &str = "/apply/pre_enrolment?area=441702&asked_on=2026-11-22&due_date=2027-02-08\
    &mother_insurance=resident&mother_area=441702&mother_year=2026";

/// What the form may cost beyond the check, in Brotli.
const MORE_BYTES: f64 = 25.0 * 1024.0;

/// A count, so effort changes nothing.
pub fn measure(places: &Places, _: Effort) -> Result<Vec<Row>> {
    let server = Server::portal(places)?;
    let page = server.visitor().get(FORM, 200)?.text();
    server.stop()?;
    let loaded = loads(&page);
    let mut form = 0;
    for url in &loaded {
        form += brotli(&fs::read(places.site.join(url.trim_start_matches('/')))?)?;
    }
    let mut check = 0;
    for name in ["boot.js", "front.zh.js", "front.zh.wasm"] {
        check += brotli(&fs::read(places.site_file(name)?)?)?;
    }
    let more = form as f64 - check as f64;
    let row = Row::told(
        format!("script on /apply, Brotli ({} files)", loaded.len()),
        format!("{form} B"),
        format!("{check} B, the check's own"),
        format!("{:.2} ×", form as f64 / check as f64),
    );
    Ok(vec![row.at_most(MORE_BYTES, "B more", more)])
}

/// Every script and module that the page names: loaded at once, ahead, or by another of them.
fn loads(page: &str) -> BTreeSet<&str> {
    page.split('"')
        .filter(|value| value.starts_with("/pkg/"))
        .filter(|value| value.ends_with(".js") || value.ends_with(".wasm"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::loads;

    #[test]
    fn what_a_page_names_is_what_it_loads() {
        let page = r#"<link href="/pkg/a.css"><script src="/pkg/b.js"></script><i data-wasm="/pkg/c.wasm" data-glue="/pkg/b.js">"#;
        assert_eq!(
            loads(page).into_iter().collect::<Vec<_>>(),
            ["/pkg/b.js", "/pkg/c.wasm"]
        );
    }
}
