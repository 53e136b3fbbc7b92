//! What whole pages say. They exist on the server alone, so that phones never load them.

mod accessibility;
mod apply;
mod changed;
mod check;
mod children;
mod compare;
mod drafts;
mod error;
mod file;
mod home;
mod law;
mod messages;
mod named;
mod papers;
mod privacy;
mod shell;
mod sign_in;
mod stages;
mod what_if;
mod wrong;

pub use accessibility::Accessibility;
pub use apply::Apply;
pub use changed::Changed;
pub use check::Check;
pub use children::Children;
pub use compare::Compare;
pub use drafts::Drafts;
pub use error::Error;
pub use file::File;
pub use home::Home;
pub use law::Law;
pub use messages::Messages;
pub use named::Named;
pub use papers::Papers;
pub use privacy::Privacy;
pub use shell::Shell;
pub use sign_in::SignIn;
pub use stages::{Entered, Stages};
pub use what_if::WhatIf;
pub use wrong::Wrong;

/// The groups of words, each listed once: no page's words can be left out of the tests that read all of them.
macro_rules! pages {
    ($($(#[$about:meta])* $page:ident: $group:ident;)*) => {
        /// Words of the pages, in one language.
        #[derive(Debug, Clone, Copy)]
        pub struct Pages {
            $($(#[$about])* pub $page: $group,)*
        }

        impl Pages {
            /// In simplified Chinese.
            pub const ZH: Self = Self { $($page: $group::ZH,)* };
            /// In English.
            pub const EN: Self = Self { $($page: $group::EN,)* };
            /// Each group's names, Chinese and English: what the tests read.
            #[cfg(test)]
            pub const PAIRS: &[&[(&str, &str, &str)]] = &[$($group::PAIRS,)*];
        }
    };
}

pages! {
    /// Around every page.
    shell: Shell;
    /// The front page.
    home: Home;
    /// The check.
    check: Check;
    /// The documents.
    law: Law;
    /// What is kept.
    privacy: Privacy;
    /// Children's data.
    children: Children;
    /// The statement of accessibility.
    accessibility: Accessibility;
    /// A service's form.
    apply: Apply;
    /// What is typed and not sent.
    drafts: Drafts;
    /// Comparing places.
    compare: Compare;
    /// The same question asked otherwise.
    what_if: WhatIf;
    /// A result that looks wrong.
    wrong: Wrong;
    /// The family's own page.
    file: File;
    /// An application's stages.
    stages: Stages;
    /// Telling what has changed.
    changed: Changed;
    /// Text messages.
    messages: Messages;
    /// Applications of another's file.
    named: Named;
    /// Papers.
    papers: Papers;
    /// Signing in.
    sign_in: SignIn;
    /// What went wrong.
    error: Error;
}
