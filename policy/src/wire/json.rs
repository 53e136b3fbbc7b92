//! A line of JSON as a tree that borrows from it. Unlike serde_json's own, it keeps a key given twice.

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Deeper lines aren't read.
const DEPTH_MAX: u16 = 128;

/// A JSON value.
#[derive(Debug)]
pub enum Json<'a> {
    Null,
    Bool(bool),
    /// A whole number; beyond 64 bits the nearest that fits.
    Whole(i64),
    /// Any other number.
    Fraction,
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    /// In the line's order, a key as often as it was given.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// Reads a line; nothing where it isn't JSON, or nested over 128 deep.
pub fn parse(line: &str) -> Option<Json<'_>> {
    let mut reader = serde_json::Deserializer::from_str(line);
    reader.disable_recursion_limit();
    let json = Depth(0).deserialize(&mut reader).ok()?;
    reader.end().ok().map(|()| json)
}

/// How many lists and objects stand around the value to be read.
#[derive(Clone, Copy)]
struct Depth(u16);

impl Depth {
    fn deeper<E: de::Error>(self) -> Result<Depth, E> {
        if self.0 < DEPTH_MAX {
            Ok(Depth(self.0 + 1))
        } else {
            Err(E::custom("too deep"))
        }
    }
}

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Json<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Keys and texts borrow from the line where they hold no escapes.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Whole(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json<'de>, E> {
        // serde_json gives whole numbers beyond 64 bits as fractions; nothing else is as large.
        let is_whole = value.abs() >= 9_223_372_036_854_775_808.0;
        Ok(match (is_whole, value < 0.0) {
            (false, _) => Json::Fraction,
            (true, true) => Json::Whole(i64::MIN),
            (true, false) => Json::Whole(i64::MAX),
        })
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let inside = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inside)? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json<'de>, A::Error> {
        let inside = self.deeper()?;
        let mut entries = Vec::with_capacity(8);
        while let Some(key) = access.next_key_seed(Text)? {
            entries.push((key, access.next_value_seed(inside)?));
        }
        Ok(Json::Object(entries))
    }
}
