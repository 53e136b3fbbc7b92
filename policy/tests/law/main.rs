//! The law from outside: tables of cases, the documents' own words, the calendar's properties, wrong rule files.

mod cases;
mod clauses;
mod conditions;
mod course;
mod families;
mod forms;
mod limits;
mod lines;
mod reached;
mod rule_files;
mod samples;
mod schema;
mod told;
mod twins;
