//! What an operator can set: on the command line, else in the environment as `YUCAN_…`, else in `yucan.toml`, else as
//! it comes. One file a concern; each has what may be given (all optional) and what then holds.

mod calls;
mod caps;
mod edge;
mod file;
mod identity;
mod keeping;
mod messages;
mod outside;
mod platform;
mod printing;
mod rates;
mod settings;
mod timers;

pub use calls::{Calls, CallsGiven};
pub use caps::{Caps, CapsGiven};
pub use edge::{Edge, EdgeGiven};
pub use file::{FileFault, read_file};
pub use identity::{IdentityGiven, IdentitySettings};
pub use keeping::{Keeping, KeepingGiven};
pub use messages::{MessagesGiven, MessagesSettings};
pub use outside::{OutsideFault, OutsideGiven, OutsideSettings};
pub use platform::{PlatformGiven, PlatformSettings, Premiums};
pub use printing::{Printing, PrintingGiven};
pub use rates::{Rate, Rates, RatesGiven};
pub use settings::{Given, Settings};
pub use timers::{Timers, TimersGiven};
