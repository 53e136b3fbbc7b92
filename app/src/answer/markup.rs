//! Writes the answer's HTML as text. Every word and every value is escaped on its way in.
//!
//! A view of Leptos for each kind of element would cost the phone three times as much, and the server too: the answer
//! has no handlers, so it needs none. Absent: any way to write what is not escaped.

use crate::parts::{Icon, Look};

/// Attributes in order; one without a name is left out.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

/// HTML being written.
pub struct Markup {
    html: String,
    icons: &'static str,
}

impl Markup {
    /// Nothing written yet.
    pub fn new(look: Look) -> Self {
        Self {
            html: String::with_capacity(4096),
            icons: look.icons,
        }
    }

    /// All that was written.
    pub fn finish(self) -> String {
        self.html
    }

    /// An element and what is in it.
    pub fn inside(
        &mut self,
        tag: &'static str,
        attributes: Attributes<'_>,
        body: impl FnOnce(&mut Self),
    ) {
        self.open(tag, attributes);
        body(self);
        self.close(tag);
    }

    /// An element with nothing but words in it.
    pub fn leaf(&mut self, tag: &'static str, attributes: Attributes<'_>, words: &str) {
        self.open(tag, attributes);
        self.text(words);
        self.close(tag);
    }

    /// Words.
    pub fn text(&mut self, words: &str) {
        self.escape(words);
    }

    /// An icon, in the colour and size of the text around it.
    pub fn icon(&mut self, icon: Icon) {
        let address = [self.icons, "#", icon.id()].concat();
        self.inside(
            "svg",
            &[
                ("class", "icon"),
                ("aria-hidden", "true"),
                ("focusable", "false"),
            ],
            |svg| {
                svg.leaf("use", &[("href", &address), ("xlink:href", &address)], "");
            },
        );
    }

    fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.html.push('<');
        self.html.push_str(tag);
        for (name, value) in attributes.iter().filter(|(name, _)| !name.is_empty()) {
            self.html.push(' ');
            self.html.push_str(name);
            self.html.push_str("=\"");
            self.escape(value);
            self.html.push('"');
        }
        self.html.push('>');
    }

    fn close(&mut self, tag: &'static str) {
        self.html.push_str("</");
        self.html.push_str(tag);
        self.html.push('>');
    }

    fn escape(&mut self, words: &str) {
        let mut rest = words;
        while let Some(at) = rest
            .bytes()
            .position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\''))
        {
            self.html.push_str(&rest[..at]);
            self.html.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                _ => "&#39;",
            });
            rest = &rest[at + 1..];
        }
        self.html.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn what_is_typed_stays_words() {
        let mut markup = Markup::new(Look {
            lang: Lang::Zh,
            icons: "/i.svg",
        });
        markup.leaf(
            "data",
            &[("value", "a\"b'c&d"), ("", "left out")],
            "<b>林晓梅</b> & 1 > 0",
        );
        assert_eq!(
            markup.finish(),
            "<data value=\"a&quot;b&#39;c&amp;d\">&lt;b&gt;林晓梅&lt;/b&gt; &amp; 1 &gt; 0</data>"
        );
    }

    #[test]
    fn an_icon_is_hidden_from_readers() {
        let mut markup = Markup::new(Look {
            lang: Lang::Zh,
            icons: "/i.svg",
        });
        markup.icon(Icon::Tick);
        assert_eq!(
            markup.finish(),
            "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\">\
             <use href=\"/i.svg#tick\" xlink:href=\"/i.svg#tick\"></use></svg>"
        );
    }
}
