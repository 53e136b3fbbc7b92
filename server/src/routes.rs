//! What answers: from an address you know the file, `routes/<noun>/<verb>.rs`. Each reads the request, calls what
//! knows, and shows the result; limits, headers and problems are not its business.

pub mod accessibility;
pub mod apply;
pub mod areas;
pub mod calendar;
pub mod check;
pub mod compare;
pub mod decide;
pub mod figures;
pub mod file;
pub mod health;
pub mod home;
pub mod law;
pub mod preferences;
pub mod privacy;
pub mod sign_in;
pub mod site;
