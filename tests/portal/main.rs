//! One integration binary; each module is a surface.

mod cases_command;
mod copies;
mod tables;
