//! The library as C sees it: its header, and the names that it exports.

#[cfg(test)]
#[path = "../examples/header/generate.rs"]
mod generate;
#[cfg(test)]
mod header;
#[cfg(test)]
mod symbols;
