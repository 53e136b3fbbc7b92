//! The law from outside: tables of cases, the documents' own words, the calendar's properties, wrong rule files.

mod cases;
mod clauses;
mod reached;
mod samples;
mod schema;
