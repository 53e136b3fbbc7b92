//! One integration binary; each module is a surface.

mod cases_command;
mod cases_http;
mod copies;
mod tables;
