//! The law in the browser: the same editions as the server's, baked into the WebAssembly. Absent on the server, where
//! a visit brings the law with it.

use std::sync::OnceLock;

use policy::Areas;

static LAW: OnceLock<Areas> = OnceLock::new();

/// Takes what [`Areas::bake`] made. Bytes that are no law leave the browser without one, and the plain form answers.
pub fn install(baked: &[u8]) {
    if let Ok(areas) = Areas::baked(baked) {
        // A second call brings the same law.
        let _ = LAW.set(areas);
    }
}

/// The law, where it was installed.
pub fn areas() -> Option<&'static Areas> {
    LAW.get()
}
