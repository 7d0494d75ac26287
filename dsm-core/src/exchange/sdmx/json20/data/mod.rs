//! SDMX-JSON 2.0 data messages. Few tools read them, so exchange is better done in SDMX-ML or SDMX-CSV.

mod begin;
mod described;
mod head;
mod observe;
mod open;
mod read;
mod resolve;
#[cfg(test)]
mod tests;
mod values;
mod walk;
mod work;
mod write;

pub use open::open;
pub use read::JsonReader;
pub use write::write;
