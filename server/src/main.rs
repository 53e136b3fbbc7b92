//! The `yucan` command.
fn main() {}
