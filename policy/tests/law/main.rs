//! The law from outside: the shared cases, the documents' own words, the calendar's properties.

mod cases;
mod clauses;
