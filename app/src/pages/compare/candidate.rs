//! The places that may take a child, and as what each was told. Two of one pooling area (统筹区) are one place.

use policy::AreaCode;

use crate::{
    Lang, area_names,
    forms::check::{Field, Typed},
    words::pages::Compare,
};

/// As what a place was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// Where the family lives, or the place the check was about.
    Residence,
    /// 母亲的户籍地.
    MotherHukou,
    /// 父亲的户籍地.
    FatherHukou,
    /// 母亲的参保地.
    MotherArea,
    /// 父亲的参保地.
    FatherArea,
}

/// The controls that tell places, in the order in which they are compared.
pub const FIELDS: [(Field, As); 5] = [
    (Field::Area, As::Residence),
    (Field::MotherHukou, As::MotherHukou),
    (Field::FatherHukou, As::FatherHukou),
    (Field::MotherArea, As::MotherArea),
    (Field::FatherArea, As::FatherArea),
];

impl As {
    /// Its word.
    pub fn word(self, words: &'static Compare) -> &'static str {
        match self {
            Self::Residence => words.as_residence,
            Self::MotherHukou => words.as_mother_hukou,
            Self::FatherHukou => words.as_father_hukou,
            Self::MotherArea => words.as_mother_area,
            Self::FatherArea => words.as_father_area,
        }
    }
}

/// A place to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The first code told of its pooling area.
    pub code: AreaCode,
    /// As what it was told.
    pub told_as: Vec<As>,
}

impl Candidate {
    /// Its name, with what it lies in.
    pub fn name(&self, lang: Lang) -> Option<String> {
        area_names::name(self.code.as_str()).map(|place| place.whole(lang))
    }
}

/// The distinct places told; those that are no codes are left out.
pub fn candidates(typed: &Typed) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (field, told_as) in FIELDS {
        let Ok(code) = AreaCode::parse(typed.value(field).trim()) else {
            continue;
        };
        match candidates
            .iter_mut()
            .find(|known| known.code.is_same_pool(code))
        {
            Some(known) => known.told_as.push(told_as),
            None => candidates.push(Candidate {
                code,
                told_as: vec![told_as],
            }),
        }
    }
    candidates
}
