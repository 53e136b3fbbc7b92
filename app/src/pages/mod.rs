//! Pages, one a file; each a plain function from values to a [`crate::Reply`].
