//! Writes the page that `TWIN_DOCUMENT` names as one maud template: its elements, classes and ids stand in it, as an
//! author would have written them; every word, date, address and value is spliced in when it runs, and escaped then.

#[path = "html.rs"]
mod html;

use anyhow::{Context, Result, bail};
use html::{Node, VOID};
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Attributes whose values an author writes down; those of all others depend on the family, its area or the language.
const STRUCTURE: [&str; 24] = [
    "aria-describedby",
    "aria-hidden",
    "aria-labelledby",
    "autocapitalize",
    "autocomplete",
    "charset",
    "class",
    "data-component",
    "data-question",
    "data-service",
    "focusable",
    "for",
    "id",
    "inputmode",
    "maxlength",
    "media",
    "method",
    "name",
    "rel",
    "role",
    "spellcheck",
    "tabindex",
    "translate",
    "type",
];

fn main() -> Result<()> {
    println!("cargo::rerun-if-env-changed=TWIN_DOCUMENT");
    println!("cargo::rerun-if-changed=html.rs");
    let out = env::var("OUT_DIR")?;
    let mut template = Template::default();
    // without a page there is a twin of nothing, so that the workspace builds by itself
    if let Ok(document) = env::var("TWIN_DOCUMENT") {
        println!("cargo::rerun-if-changed={document}");
        let page =
            fs::read_to_string(&document).with_context(|| format!("cannot read {document}"))?;
        template.node(&html::parse(&page)?)?;
    }
    let Template { maud, words } = template;
    fs::write(
        Path::new(&out).join("document.rs"),
        format!("maud::html! {{ (maud::DOCTYPE)\n{maud} }}\n"),
    )?;
    fs::write(
        Path::new(&out).join("words.json"),
        serde_json::to_string(&words)?,
    )?;
    Ok(())
}

#[derive(Default)]
struct Template {
    maud: String,
    words: Vec<String>,
}

impl Template {
    fn node(&mut self, node: &Node) -> Result<()> {
        let (name, attributes, children) = match node {
            Node::Text(text) => {
                let splice = self.splice(text);
                writeln!(self.maud, "{splice}")?;
                return Ok(());
            }
            Node::Element(name, attributes, children) => (name, attributes, children),
        };
        write!(self.maud, "{name}")?;
        for (name, value) in attributes {
            match value {
                None => write!(self.maud, " {name}")?,
                Some(value) if STRUCTURE.contains(&&**name) => {
                    write!(self.maud, " {name}={value:?}")?
                }
                Some(value) => {
                    let splice = self.splice(value);
                    write!(self.maud, " {name}={splice}")?;
                }
            }
        }
        if VOID.contains(&&**name) {
            if !children.is_empty() {
                bail!("{name} has children");
            }
            writeln!(self.maud, ";")?;
            return Ok(());
        }
        writeln!(self.maud, " {{")?;
        for child in children {
            self.node(child)?;
        }
        writeln!(self.maud, "}}")?;
        Ok(())
    }

    fn splice(&mut self, word: &str) -> String {
        self.words.push(word.to_owned());
        format!("(words[{}])", self.words.len() - 1)
    }
}
