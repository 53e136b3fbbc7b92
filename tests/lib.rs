//! The portal seen from outside; see `portal/main.rs`.
