//! The law as data and one function over it.
