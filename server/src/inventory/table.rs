//! The table itself.

use axum::routing::on;

use super::{
    ADDRESS_BYTES_MAX,
    Class::{Probe, Read, Static, Write},
    Method::{Get, Post},
    Role::{Anyone, Family, Operator},
    Route, row,
};
use crate::routes;

/// The longest query where little or nothing is read: messengers hang marks of their own on every link.
const LINK: usize = 1024;

/// The longest query that tells a family's facts.
const FACTS: usize = 6 * 1024;

/// The longest body of a form with a word or two in it.
const SHORT: usize = 16 * 1024;

/// The longest form: nine babies, each answer escaped threefold, and a signature drawn with a finger.
const FORM: usize = 64 * 1024;

/// The longest case, as on the command line.
const CASE: usize = crate::batch::LINE_BYTES_MAX;

/// Every route. What is not here is not there. Sizes are in bytes.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    //  asked path                      who       class   body  query
    row(Get,  "/",                      Anyone,   Read,   0,    LINK, |m| on(m, routes::home::show)),
    row(Get,  "/check",                 Anyone,   Read,   0,    FACTS, |m| on(m, routes::check::show)),
    row(Get,  "/check/wrong",           Anyone,   Read,   0,    FACTS, |m| on(m, routes::check::wrong)),
    row(Get,  "/check/case.json",       Anyone,   Read,   0,    FACTS, |m| on(m, routes::check::case)),
    row(Get,  "/apply/{service}",       Anyone,   Read,   0,    FACTS, |m| on(m, routes::apply::show)),
    row(Post, "/apply/{service}",       Anyone,   Write,  FORM, FACTS, |m| on(m, routes::apply::send)),
    row(Get,  "/compare",               Anyone,   Read,   0,    FACTS, |m| on(m, routes::compare::show)),
    row(Get,  "/calendar/{file}",       Anyone,   Read,   0,    LINK, |m| on(m, routes::calendar::show)),
    row(Get,  "/law",                   Anyone,   Read,   0,    LINK, |m| on(m, routes::law::index)),
    row(Get,  "/law/{clause}",          Anyone,   Read,   0,    LINK, |m| on(m, routes::law::show)),
    row(Get,  "/privacy",               Anyone,   Read,   0,    LINK, |m| on(m, routes::privacy::show)),
    row(Get,  "/privacy/children",      Anyone,   Read,   0,    LINK, |m| on(m, routes::privacy::children)),
    row(Get,  "/accessibility",         Anyone,   Read,   0,    LINK, |m| on(m, routes::accessibility::show)),
    row(Get,  "/preferences",           Anyone,   Read,   0,    ADDRESS_BYTES_MAX, |m| on(m, routes::preferences::set)),
    row(Get,  "/sign-in",               Anyone,   Read,   0,    FACTS, |m| on(m, routes::sign_in::show)),
    row(Post, "/sign-in",               Anyone,   Write,  SHORT, 0,   |m| on(m, routes::sign_in::phone)),
    row(Post, "/sign-in/code",          Anyone,   Write,  SHORT, 0,   |m| on(m, routes::sign_in::code)),
    row(Post, "/sign-in/stay",          Family,   Write,  SHORT, 0,   |m| on(m, routes::sign_in::stay)),
    row(Post, "/sign-out",              Anyone,   Write,  SHORT, 0,   |m| on(m, routes::sign_in::leave)),
    row(Post, "/sign-out/everywhere",   Family,   Write,  SHORT, 0,   |m| on(m, routes::sign_in::everywhere)),
    row(Get,  "/file",                  Family,   Read,   0,    LINK, |m| on(m, routes::file::show)),
    row(Post, "/file/withdraw",         Family,   Write,  SHORT, 0,   |m| on(m, routes::file::withdraw)),
    row(Post, "/file/draft",            Family,   Write,  SHORT, 0,   |m| on(m, routes::file::draft)),
    row(Post, "/file/consent",          Family,   Write,  SHORT, 0,   |m| on(m, routes::file::consent)),
    row(Get,  "/file/changed",          Family,   Read,   0,    LINK, |m| on(m, routes::file::ask_changed)),
    row(Post, "/file/changed",          Family,   Write,  SHORT, 0,   |m| on(m, routes::file::tell_changed)),
    row(Get,  "/file/data",             Family,   Read,   0,    LINK, |m| on(m, routes::file::record)),
    row(Post, "/file/data",             Family,   Write,  SHORT, 0,   |m| on(m, routes::file::prove)),
    row(Post, "/file/data.json",        Family,   Write,  SHORT, 0,   |m| on(m, routes::file::take_along)),
    row(Post, "/file/data.html",        Family,   Write,  SHORT, 0,   |m| on(m, routes::file::take_page)),
    row(Post, "/file/paper",            Family,   Write,  SHORT, 0,   |m| on(m, routes::file::ask_paper)),
    row(Get,  "/file/paper/{token}",    Anyone,   Read,   0,    LINK, |m| on(m, routes::file::paper)),
    row(Get,  "/file/delete",           Family,   Read,   0,    LINK, |m| on(m, routes::file::ask)),
    row(Post, "/file/delete",           Family,   Write,  SHORT, 0,   |m| on(m, routes::file::delete)),
    row(Post, "/api/decide",            Anyone,   Write,  CASE, 0,    |m| on(m, routes::decide::answer)),
    row(Get,  "/api/areas",             Anyone,   Read,   0,    LINK, |m| on(m, routes::areas::search)),
    row(Get,  "/pkg/{*file}",           Anyone,   Static, 0,    LINK, |m| on(m, routes::site::file)),
    row(Get,  "/favicon.ico",           Anyone,   Static, 0,    LINK, |m| on(m, routes::site::favicon)),
    row(Get,  "/robots.txt",            Anyone,   Static, 0,    LINK, |m| on(m, routes::site::robots)),
    row(Get,  "/healthz",               Anyone,   Probe,  0,    LINK, |m| on(m, routes::health::live)),
    row(Get,  "/readyz",                Anyone,   Probe,  0,    LINK, |m| on(m, routes::health::ready)),
    row(Get,  "/metrics",               Operator, Read,   0,    LINK, |m| on(m, routes::figures::show)),
];
