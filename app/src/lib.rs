//! What people see: pages, islands, forms and words.
