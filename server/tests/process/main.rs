//! The process from outside: by raw connections to a portal on a free port, and by the command itself.

mod command;
mod connections;
mod crowds;
mod headers;
mod journal;
mod portal;
mod refusals;
mod rules;
