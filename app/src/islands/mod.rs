//! What runs in the browser beside a page that is already whole. Absent: anything a family could not do without it.

pub mod check;
