//! SDMX-JSON 2.0 data messages, written: for publication. Few tools read them, so exchange is better done in SDMX-ML or SDMX-CSV.

#[cfg(test)]
mod tests;
mod values;
mod write;

pub use write::write;
