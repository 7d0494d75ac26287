//! The `dsm` command.
fn main() {}
