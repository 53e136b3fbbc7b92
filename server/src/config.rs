//! What an operator can set: on the command line, else in the environment as `YUCAN_…`, else in `yucan.toml`, else as
//! it comes. One file a concern; each has what may be given (all optional) and what then holds.

mod caps;
mod edge;
mod file;
mod keeping;
mod rates;
mod settings;
mod timers;

pub use caps::{Caps, CapsGiven};
pub use edge::{Edge, EdgeGiven};
pub use file::{FileFault, read_file};
pub use keeping::{Keeping, KeepingGiven};
pub use rates::{Rate, Rates, RatesGiven};
pub use settings::{Given, Settings};
pub use timers::{Timers, TimersGiven};
