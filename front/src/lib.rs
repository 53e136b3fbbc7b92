//! Makes `app`'s islands into WebAssembly. Nothing else lives here.
