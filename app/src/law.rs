//! The law in the browser: the same editions as the server's, baked into the WebAssembly. Absent on the server, where
//! a visit brings the law with it.

mod baked;

use std::sync::OnceLock;

use policy::Areas;

static LAW: OnceLock<Areas> = OnceLock::new();

/// Takes what [`Areas::bake`] made when this was built. Panics on any other bytes.
pub fn install(bytes: &[u8]) {
    // A second call brings the same law. `set` would hand it back, and the code that drops a law weighs three kilobytes.
    LAW.get_or_init(|| baked::read(bytes));
}

/// The law, where it was installed.
pub fn areas() -> Option<&'static Areas> {
    LAW.get()
}
