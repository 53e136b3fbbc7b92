//! Reads postcard's wire format without a way to fail: the bytes were written by the build that made this program.
//!
//! `postcard` itself would weigh eight kilobytes more in Brotli, because each field of the law could then be wrong and
//! all that was read before it would have to be dropped again. Absent: types that no rule file has.

use std::fmt;

use serde::{
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer,
        SeqAccess, VariantAccess, Visitor, value::U32Deserializer,
    },
    forward_to_deserialize_any,
};

/// What the bytes say. Panics where they say something else than a `T`.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> T {
    match T::deserialize(&mut Baked(bytes)) {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

/// An error that can't be, so that nothing is compiled for it.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl Error for Never {
    fn custom<T: fmt::Display>(_: T) -> Self {
        panic!("the baked law is the one that this build wrote")
    }
}

/// What is left to be read.
struct Baked<'de>(&'de [u8]);

impl<'de> Baked<'de> {
    fn take(&mut self, count: usize) -> &'de [u8] {
        let (taken, left) = self.0.split_at(count);
        self.0 = left;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    /// Numbers below zero stand between the others.
    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1) as i64 ^ -((number & 1) as i64)
    }

    fn text(&mut self) -> &'de str {
        let count = self.number() as usize;
        std::str::from_utf8(self.take(count)).expect("rule files are UTF-8")
    }
}

impl<'de> Deserializer<'de> for &mut Baked<'de> {
    type Error = Never;

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Never> {
        panic!("no rule file has such a value")
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_bool(self.byte() != 0)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u8(self.byte())
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u64(self.number())
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u64(self.number())
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_u64(self.number())
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_i64(self.signed())
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_i64(self.signed())
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_str(self.text())
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        visitor.visit_borrowed_str(self.text())
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        match self.byte() {
            0 => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Never> {
        let left = self.number() as usize;
        visitor.visit_seq(Items { baked: self, left })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        left: usize,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Items { baked: self, left })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields { baked: self })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! { i8 i16 i128 u128 f32 f64 bytes byte_buf unit unit_struct tuple_struct map identifier ignored_any }
}

/// The values of a record: as many as are asked for.
struct Fields<'a, 'de> {
    baked: &'a mut Baked<'de>,
}

impl<'de> SeqAccess<'de> for Fields<'_, 'de> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        seed.deserialize(&mut *self.baked).map(Some)
    }
}

/// The values of a list, one after the other.
struct Items<'a, 'de> {
    baked: &'a mut Baked<'de>,
    left: usize,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Never;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Never> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.baked).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> EnumAccess<'de> for &mut Baked<'de> {
    type Error = Never;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Never> {
        let place: U32Deserializer<Never> = (self.number() as u32).into_deserializer();
        Ok((seed.deserialize(place)?, self))
    }
}

impl<'de> VariantAccess<'de> for &mut Baked<'de> {
    type Error = Never;

    fn unit_variant(self) -> Result<(), Never> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Never> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Never> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Never> {
        visitor.visit_seq(Fields { baked: self })
    }
}

#[cfg(test)]
mod tests {
    use policy::{Areas, clause::Lang, decide};

    use crate::{
        answer::{self, Shown},
        parts::Look,
    };

    #[test]
    fn the_browser_reads_what_the_build_wrote() {
        let bytes = Areas::built_in()
            .bake(Lang::ALL)
            .expect("the law can be written");
        let read: Areas = super::read(&bytes);
        assert_eq!(read, Areas::baked(&bytes).expect("postcard reads it too"));
        for edition in Areas::built_in().editions() {
            // Forms, and how to pay, are for pages, which the server draws.
            let mut edition = edition.clone();
            edition.forms.clear();
            edition.paying = None;
            let there = read.editions().contains(&edition);
            assert!(there, "{}", edition.rules);
        }
    }

    #[test]
    fn the_law_of_one_language_answers_a_page_of_that_language_alike() {
        for lang in Lang::ALL {
            let bytes = Areas::built_in()
                .bake(&[*lang])
                .expect("the law can be written");
            let baked: Areas = super::read(&bytes);
            let shown = Shown {
                look: Look {
                    lang: *lang,
                    icons: "/icons.svg",
                },
                query: String::new(),
                places: Vec::new(),
                calendar: None,
                bookmark: None,
                is_wechat: false,
            };
            for (id, facts) in answer::cases() {
                let drawn = |areas| answer::html(&decide(&facts, areas), &shown);
                assert_eq!(drawn(&baked), drawn(Areas::built_in()), "{id}");
            }
        }
    }
}
