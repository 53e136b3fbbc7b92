//! 书签: the form that a family left to change a fact in the check, so that the check leads back to that very form. It goes
//! along in addresses, so it is of one closed pattern, and nothing that was typed is in it.
//!
//! `pre_enrolment.0123456789abcdef`, then where there is one the draft's name or the number of what is mended.

use policy::verdict::Service;

use super::check::pairs;

/// Its name in a query.
pub const BOOKMARK: &str = "bookmark";

/// Digits of the name under which a device keeps what was typed.
#[cfg(feature = "ssr")]
const LEFT_DIGITS: usize = 16;
/// Digits of a draft's name.
#[cfg(feature = "ssr")]
const DRAFT_DIGITS: usize = 32;
/// `YC-22222-22222`.
#[cfg(feature = "ssr")]
const NUMBER_LETTERS: usize = 14;

/// A form that was left for the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    text: String,
}

impl Bookmark {
    /// The one that a page carries, which the server read before.
    pub fn of_page(query: &str) -> Option<Bookmark> {
        let (_, text) = pairs(query).find(|(name, _)| name == BOOKMARK)?;
        Some(Bookmark {
            text: text.into_owned(),
        })
    }

    /// As it stands in a query, where nothing of it needs escaping.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Is it of this service's form?
    pub fn is_of(&self, service: Service) -> bool {
        let rest = self.text.strip_prefix(service.as_str());
        rest.is_some_and(|rest| rest.starts_with('.'))
    }
}

#[cfg(feature = "ssr")]
impl Bookmark {
    /// Of a form that a device keeps under `left`, and that goes on with `of`: a draft, an application that is mended, or
    /// nothing. None where one of them is not of the pattern.
    pub fn new(service: Service, left: &str, of: &str) -> Option<Bookmark> {
        let mark = [service.as_str(), ".", left].concat();
        Bookmark::parse(match of {
            "" => mark,
            of => [&mark, ".", of].concat(),
        })
    }

    /// Reads the one in a query; any other text is none.
    pub fn read(query: &str) -> Option<Bookmark> {
        Bookmark::parse(Bookmark::of_page(query)?.text)
    }

    fn parse(text: String) -> Option<Bookmark> {
        let mut parts = text.split('.');
        let is_service = Service::parse(parts.next()?).is_ok();
        let is_left = is_hex(parts.next()?, LEFT_DIGITS);
        let is_of = parts
            .next()
            .is_none_or(|of| is_hex(of, DRAFT_DIGITS) || is_number(of));
        let is_all = parts.next().is_none();
        (is_service && is_left && is_of && is_all).then_some(Bookmark { text })
    }

    /// The service whose form it is.
    pub fn service(&self) -> Option<Service> {
        Service::parse(self.part(0)?).ok()
    }

    /// Under what the device kept what was typed before the fact changed.
    pub fn left(&self) -> &str {
        self.part(1).unwrap_or_default()
    }

    /// The draft's name, where it goes on with one.
    pub fn draft(&self) -> Option<&str> {
        self.part(2).filter(|of| !is_number(of))
    }

    /// The number of the application that it mends, where it does.
    pub fn mend(&self) -> Option<&str> {
        self.part(2).filter(|of| is_number(of))
    }

    fn part(&self, at: usize) -> Option<&str> {
        self.text.split('.').nth(at)
    }
}

/// An address with a query behind it that takes the bookmark along.
pub fn marked(address: String, bookmark: Option<&Bookmark>) -> String {
    match bookmark {
        Some(bookmark) => [&address, "&", BOOKMARK, "=", bookmark.as_str()].concat(),
        None => address,
    }
}

#[cfg(feature = "ssr")]
fn is_hex(text: &str, digits: usize) -> bool {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.len() == digits && text.bytes().all(is_digit)
}

/// An application's number as it is written; whether there is such a one is the file's to say.
#[cfg(feature = "ssr")]
fn is_number(text: &str) -> bool {
    let is_letter = |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b'-');
    text.len() == NUMBER_LETTERS && text.starts_with("YC-") && text.bytes().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: &str = "0123456789abcdef";
    const DRAFT: &str = "0123456789abcdef0123456789abcdef";
    const NUMBER: &str = "YC-22222-22222";

    #[test]
    fn it_leads_back_to_one_form_and_is_of_one_pattern() {
        let rows = [
            ("a form", "", None, None),
            ("a draft", DRAFT, Some(DRAFT), None),
            ("one that is mended", NUMBER, None, Some(NUMBER)),
        ];
        for (name, of, draft, mend) in rows {
            let bookmark = Bookmark::new(Service::PreEnrolment, LEFT, of).expect(name);
            let query = marked("area=441702".to_owned(), Some(&bookmark));
            let read = Bookmark::read(&query).expect(name);
            assert_eq!(read, bookmark, "{name}");
            assert_eq!(read.service(), Some(Service::PreEnrolment), "{name}");
            assert!(
                read.is_of(Service::PreEnrolment) && !read.is_of(Service::Refund),
                "{name}"
            );
            assert_eq!(
                (read.left(), read.draft(), read.mend()),
                (LEFT, draft, mend),
                "{name}"
            );
        }
        for (name, text) in [
            ("nothing", String::new()),
            ("no service", ["nothing.", LEFT].concat()),
            ("nothing left", "refund".to_owned()),
            ("too short", "refund.0123".to_owned()),
            ("large letters", "refund.0123456789ABCDEF".to_owned()),
            ("a name", ["refund.", LEFT, ".林晓梅"].concat()),
            (
                "an ID number",
                ["refund.", LEFT, ".441702199503081223"].concat(),
            ),
            ("markup", ["refund.", LEFT, ".YC-22222-2\"><b"].concat()),
            (
                "more behind it",
                ["refund.", LEFT, ".", DRAFT, ".x"].concat(),
            ),
        ] {
            let query = ["bookmark=", &text].concat();
            assert_eq!(Bookmark::read(&query), None, "{name}");
        }
    }
}
