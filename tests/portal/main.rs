//! One integration binary; each module is a surface.

mod copies;
