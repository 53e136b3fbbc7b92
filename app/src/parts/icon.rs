//! Our own icons, from one sprite. Absent: meaning. An icon always stands beside its word, so it is hidden from readers.

#[cfg(feature = "ssr")]
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::Look;

/// A symbol of `public/icons.svg`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Filled disc: can be done.
    Disc,
    /// Clock: not yet.
    Clock,
    /// Barred disc: its time is over.
    Barred,
    /// Cross in a square: not possible.
    Cross,
    /// Tick: done.
    Tick,
    /// Empty ring: something is missing.
    Ring,
    /// Speech mark: ask the desk.
    Speech,
    /// A ring with a dash in it: not offered.
    None,
    /// A calendar leaf.
    Calendar,
    /// A sheet of paper.
    Paper,
    /// A telephone.
    Phone,
    /// A printer.
    Printer,
    /// An arrow to the left.
    Back,
    /// An arrow to the right: a door.
    Forward,
    /// Large letters: elder mode.
    Elder,
    /// A globe: language.
    Globe,
    /// More.
    Plus,
    /// Less.
    Minus,
    /// A place on the map: the area.
    Place,
    /// A child in a womb's curve: expecting.
    Expecting,
    /// A child: born.
    Born,
    /// An umbrella: something went wrong.
    Umbrella,
    /// The portal's own mark: the line, with today's ring on it.
    Mark,
}

impl Icon {
    /// Every icon, for the test that looks each up in the sprite.
    pub const ALL: [Self; 23] = [
        Self::Disc,
        Self::Clock,
        Self::Barred,
        Self::Cross,
        Self::Tick,
        Self::Ring,
        Self::Speech,
        Self::None,
        Self::Calendar,
        Self::Paper,
        Self::Phone,
        Self::Printer,
        Self::Back,
        Self::Forward,
        Self::Elder,
        Self::Globe,
        Self::Plus,
        Self::Minus,
        Self::Place,
        Self::Expecting,
        Self::Born,
        Self::Umbrella,
        Self::Mark,
    ];

    /// Its id in the sprite.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disc => "disc",
            Self::Clock => "clock",
            Self::Barred => "barred",
            Self::Cross => "cross",
            Self::Tick => "tick",
            Self::Ring => "ring",
            Self::Speech => "speech",
            Self::None => "none",
            Self::Calendar => "calendar",
            Self::Paper => "paper",
            Self::Phone => "phone",
            Self::Printer => "printer",
            Self::Back => "back",
            Self::Forward => "forward",
            Self::Elder => "elder",
            Self::Globe => "globe",
            Self::Plus => "plus",
            Self::Minus => "minus",
            Self::Place => "place",
            Self::Expecting => "expecting",
            Self::Born => "born",
            Self::Umbrella => "umbrella",
            Self::Mark => "mark",
        }
    }
}

/// Draws an icon in the colour and size of the text around it.
#[cfg(feature = "ssr")]
pub fn icon(look: Look, icon: Icon) -> AnyView {
    let address = [look.icons, "#", icon.id()].concat();
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=address.clone() xlink:href=address></use>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::Icon;

    #[test]
    fn every_icon_is_in_the_sprite_and_every_symbol_of_the_sprite_is_an_icon() {
        let sprite = include_str!("../../../public/icons.svg");
        let symbols: Vec<&str> = sprite
            .split("<symbol id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let icons: Vec<&str> = Icon::ALL.iter().map(|icon| icon.id()).collect();
        assert_eq!(symbols, icons);
    }
}
