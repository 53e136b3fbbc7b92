//! Writes HTML from literal pieces with open places. A piece is ours and stands as it is; what is put into its places is
//! escaped, always.
//!
//! An answer and a question have no handlers, so they need no view of Leptos for each element: a phone would have to load
//! code for every kind of it, and the server to box each one. Absent: any way to write a value that is not escaped.

use crate::parts::{Icon, Look};

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

    /// A piece of HTML, each `{}` in it filled with the next value: in an element or between the quotes of an attribute.
    #[inline(never)]
    pub fn put(&mut self, piece: &'static str, values: &[&str]) {
        let mut rest = piece;
        for value in values {
            let Some(place) = rest.bytes().position(|byte| byte == b'{') else {
                break;
            };
            self.html.push_str(&rest[..place]);
            self.escape(value);
            rest = &rest[place + "{}".len()..];
        }
        self.html.push_str(rest);
    }

    /// A piece whose one place has a value, or nothing.
    #[cfg(feature = "ssr")]
    pub fn put_some(&mut self, piece: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.put(piece, &[value]);
        }
    }

    /// An icon, in the colour and size of the text around it.
    pub fn icon(&mut self, icon: Icon) {
        let address = [self.icons, "#", icon.id()].concat();
        self.put(
            r#"<svg class="icon" aria-hidden="true" focusable="false"><use href="{}" xlink:href="{}"></use></svg>"#,
            &[&address, &address],
        );
    }

    fn escape(&mut self, words: &str) {
        let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
        // nearly all words stand as they are: they are looked over at once, not byte by byte
        if !words
            .bytes()
            .fold(false, |any, byte| any | is_special(byte))
        {
            return self.html.push_str(words);
        }
        let mut rest = words;
        while let Some(at) = rest.bytes().position(is_special) {
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

    fn markup() -> Markup {
        Markup::new(Look {
            lang: Lang::Zh,
            icons: "/i.svg",
        })
    }

    #[test]
    fn what_is_typed_stays_words() {
        let mut markup = markup();
        markup.put(
            r#"<data value="{}">{}</data>"#,
            &["a\"b'c&d", "<b>林晓梅</b> {} > 0"],
        );
        assert_eq!(
            markup.finish(),
            "<data value=\"a&quot;b&#39;c&amp;d\">&lt;b&gt;林晓梅&lt;/b&gt; {} &gt; 0</data>"
        );
    }

    #[test]
    fn a_place_without_a_value_shows_itself() {
        let mut markup = markup();
        markup.put("<p>{} {}</p>", &["one"]);
        assert_eq!(markup.finish(), "<p>one {}</p>");
    }

    #[test]
    fn an_icon_is_hidden_from_readers() {
        let mut markup = markup();
        markup.icon(Icon::Tick);
        assert_eq!(
            markup.finish(),
            "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\">\
             <use href=\"/i.svg#tick\" xlink:href=\"/i.svg#tick\"></use></svg>"
        );
    }
}
