//! What a browser makes of a page: its tags with their attributes, and its text. As much of the standard's tokenizer as
//! decides whether something that was typed got out of the text it stands in.

/// A tag that opens.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

/// A page, taken apart.
#[derive(Debug, Default)]
pub struct Markup {
    pub tags: Vec<Tag>,
    pub comments: Vec<String>,
    /// All text, decoded, of the values of attributes too, each piece on lines of its own.
    pub text: String,
}

/// Elements in which nothing is a tag before their own end.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "iframe", "noembed"];

impl Markup {
    pub fn of(page: &str) -> Markup {
        let mut markup = Markup::default();
        let mut rest = page;
        while let Some(at) = rest.find('<') {
            markup.say(&rest[..at]);
            rest = markup.take(&rest[at..]);
        }
        markup.say(rest);
        markup
    }

    fn say(&mut self, text: &str) {
        self.text.push_str(&decoded(text));
        self.text.push('\n');
    }

    /// Takes what begins with `<`; what comes after it.
    fn take<'a>(&mut self, from: &'a str) -> &'a str {
        let next = from[1..].chars().next();
        if let Some(after) = from.strip_prefix("<!--") {
            let (comment, rest) = after.split_once("-->").unwrap_or((after, ""));
            self.comments.push(comment.to_owned());
            return rest;
        }
        if from.starts_with("</") || from.starts_with("<!") || from.starts_with("<?") {
            return from.split_once('>').map_or("", |(_, rest)| rest);
        }
        if !next.is_some_and(|letter| letter.is_ascii_alphabetic()) {
            self.say("<");
            return &from[1..];
        }
        let (tag, rest) = tag(&from[1..]);
        for (_, value) in &tag.attributes {
            self.text.push_str(value);
            self.text.push('\n');
        }
        let is_raw = RAW.contains(&&*tag.name);
        let end = format!("</{}", tag.name);
        self.tags.push(tag);
        if !is_raw {
            return rest;
        }
        let end = rest.to_ascii_lowercase().find(&end).unwrap_or(rest.len());
        self.say(&rest[..end]);
        &rest[end..]
    }
}

fn tag(from: &str) -> (Tag, &str) {
    let is_end = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>');
    let end = from.find(is_end).unwrap_or(from.len());
    let mut tag = Tag {
        name: from[..end].to_ascii_lowercase(),
        attributes: Vec::new(),
    };
    let mut rest = &from[end..];
    loop {
        rest =
            rest.trim_start_matches(|letter: char| letter.is_ascii_whitespace() || letter == '/');
        let Some(first) = rest.chars().next() else {
            return (tag, "");
        };
        if first == '>' {
            return (tag, &rest[1..]);
        }
        let is_end = |letter: char| is_end(letter) || letter == '=';
        // an equals sign that comes first belongs to the name
        let skip = first.len_utf8();
        let end = rest[skip..].find(is_end).map_or(rest.len(), |at| skip + at);
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start_matches(|letter: char| letter.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start_matches(|letter: char| letter.is_ascii_whitespace());
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    after[1..].split_once(quote).unwrap_or((&after[1..], ""))
                }
                _ => {
                    let is_end = |letter: char| letter.is_ascii_whitespace() || letter == '>';
                    after.split_at(after.find(is_end).unwrap_or(after.len()))
                }
            };
        }
        tag.attributes.push((name, decoded(value)));
    }
}

/// Character references, as far as anybody here writes them.
fn decoded(text: &str) -> String {
    let mut decoded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let found = after.split_once(';').and_then(|(name, rest)| {
            let number =
                |digits: &str, radix| char::from_u32(u32::from_str_radix(digits, radix).ok()?);
            let letter = match name {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                _ => match name.strip_prefix('#')? {
                    number_ if number_.starts_with(['x', 'X']) => number(&number_[1..], 16)?,
                    number_ => number(number_, 10)?,
                },
            };
            Some((letter, rest))
        });
        rest = match found {
            Some((letter, rest)) => {
                decoded.push(letter);
                rest
            }
            None => {
                decoded.push('&');
                after
            }
        };
    }
    decoded.push_str(rest);
    decoded
}

#[test]
fn a_page_is_taken_apart_as_a_browser_does() {
    let page = "<!doctype html><p class=a title=\"x &quot; y\">1 < 2 &lt;b&gt;<b onclick='go()'/>\
                <script src=\"/a.js\"></script><textarea><i></textarea><!-- <u> --><img src=x\tonerror=go()>";
    let markup = Markup::of(page);
    let tags: Vec<_> = markup
        .tags
        .iter()
        .map(|tag| {
            let attributes = tag.attributes.iter();
            let attributes: Vec<_> = attributes
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            format!("{} {}", tag.name, attributes.join(","))
        })
        .collect();
    let expected = [
        "p class=a,title=x \" y",
        "b onclick=go()",
        "script src=/a.js",
        "textarea ",
        "img src=x,onerror=go()",
    ];
    assert_eq!(tags, expected);
    assert_eq!(markup.comments, [" <u> "]);
    assert!(markup.text.contains("1 \n<\n 2 <b>") && markup.text.contains("<i>"));
}
