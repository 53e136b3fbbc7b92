//! A page of ours as a tree. It reads the HTML that the portal writes (every element closed, every value quoted, no
//! script or style inside) and nothing else; comments, which only Leptos needs, are left out.

use anyhow::{Context, Result, bail, ensure};

/// An element or a text, entities resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// Name, attributes (a bare one has no value), children.
    Element(String, Vec<(String, Option<String>)>, Vec<Node>),
    /// Never empty, and never beside another text.
    Text(String),
}

/// Elements without an end tag.
pub const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// The document's root element. Attributes are sorted, because their order says nothing.
pub fn parse(html: &str) -> Result<Node> {
    let rest = html
        .trim()
        .strip_prefix("<!DOCTYPE html>")
        .context("no document type")?;
    let mut reader = Reader { rest };
    let mut nodes = reader.nodes()?;
    ensure!(
        reader.rest.is_empty(),
        "more than one root: {:.60}",
        reader.rest
    );
    match (nodes.pop(), nodes.is_empty()) {
        (Some(root), true) => Ok(root),
        _ => bail!("a document has one root"),
    }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// Siblings, up to an end tag or the end.
    fn nodes(&mut self) -> Result<Vec<Node>> {
        let mut nodes = Vec::new();
        while !self.rest.is_empty() && !self.rest.starts_with("</") {
            if let Some(comment) = self.rest.strip_prefix("<!") {
                self.rest = comment.split_once('>').context("an open comment")?.1;
            } else if let Some(tag) = self.rest.strip_prefix('<') {
                self.rest = tag;
                nodes.push(self.element()?);
            } else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let text = resolve(self.take(end));
                match nodes.last_mut() {
                    Some(Node::Text(before)) => before.push_str(&text),
                    _ => nodes.push(Node::Text(text)),
                }
            }
        }
        Ok(nodes)
    }

    fn element(&mut self) -> Result<Node> {
        let end = self.rest.find(['>', ' ', '/']).context("an open tag")?;
        let name = self.take(end).to_owned();
        let mut attributes = Vec::new();
        let is_closed = loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                break true;
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                break false;
            }
            attributes.push(self.attribute()?);
        };
        attributes.sort();
        let mut children = Vec::new();
        if !is_closed && !VOID.contains(&&*name) {
            children = self.nodes()?;
            let close = format!("</{name}>");
            self.rest = self
                .rest
                .strip_prefix(&*close)
                .with_context(|| format!("no {close} at {:.60}", self.rest))?;
        }
        Ok(Node::Element(name, attributes, children))
    }

    fn attribute(&mut self) -> Result<(String, Option<String>)> {
        let end = self
            .rest
            .find(['=', ' ', '>', '/'])
            .context("an open attribute")?;
        let name = self.take(end).to_owned();
        let Some(value) = self.rest.strip_prefix("=\"") else {
            return Ok((name, None));
        };
        let (value, rest) = value.split_once('"').context("an open value")?;
        self.rest = rest;
        // Leptos writes an empty value for a bare attribute
        Ok((name, Some(resolve(value)).filter(|value| !value.is_empty())))
    }

    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

fn resolve(text: &str) -> String {
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text.to_owned(), |text, (entity, letter)| {
            text.replace(entity, letter)
        })
}
