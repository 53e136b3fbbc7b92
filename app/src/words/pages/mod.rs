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

/// Words of the pages, in one language.
#[derive(Debug, Clone, Copy)]
pub struct Pages {
    /// Around every page.
    pub shell: Shell,
    /// The front page.
    pub home: Home,
    /// The check.
    pub check: Check,
    /// The documents.
    pub law: Law,
    /// What is kept.
    pub privacy: Privacy,
    /// Children's data.
    pub children: Children,
    /// The statement of accessibility.
    pub accessibility: Accessibility,
    /// A service's form.
    pub apply: Apply,
    /// What is typed and not sent.
    pub drafts: Drafts,
    /// Comparing places.
    pub compare: Compare,
    /// The same question asked otherwise.
    pub what_if: WhatIf,
    /// A result that looks wrong.
    pub wrong: Wrong,
    /// The family's own page.
    pub file: File,
    /// An application's stages.
    pub stages: Stages,
    /// Telling what has changed.
    pub changed: Changed,
    /// Text messages.
    pub messages: Messages,
    /// Applications of another's file.
    pub named: Named,
    /// Papers.
    pub papers: Papers,
    /// Signing in.
    pub sign_in: SignIn,
    /// What went wrong.
    pub error: Error,
}

impl Pages {
    /// In simplified Chinese.
    pub const ZH: Self = Self {
        shell: Shell::ZH,
        home: Home::ZH,
        check: Check::ZH,
        law: Law::ZH,
        privacy: Privacy::ZH,
        children: Children::ZH,
        accessibility: Accessibility::ZH,
        apply: Apply::ZH,
        drafts: Drafts::ZH,
        compare: Compare::ZH,
        what_if: WhatIf::ZH,
        wrong: Wrong::ZH,
        file: File::ZH,
        stages: Stages::ZH,
        changed: Changed::ZH,
        messages: Messages::ZH,
        named: Named::ZH,
        papers: Papers::ZH,
        sign_in: SignIn::ZH,
        error: Error::ZH,
    };
    /// In English.
    pub const EN: Self = Self {
        shell: Shell::EN,
        home: Home::EN,
        check: Check::EN,
        law: Law::EN,
        privacy: Privacy::EN,
        children: Children::EN,
        accessibility: Accessibility::EN,
        apply: Apply::EN,
        drafts: Drafts::EN,
        compare: Compare::EN,
        what_if: WhatIf::EN,
        wrong: Wrong::EN,
        file: File::EN,
        stages: Stages::EN,
        changed: Changed::EN,
        messages: Messages::EN,
        named: Named::EN,
        papers: Papers::EN,
        sign_in: SignIn::EN,
        error: Error::EN,
    };
}
