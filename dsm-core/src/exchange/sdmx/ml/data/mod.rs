//! Data messages of SDMX-ML: structure-specific 2.1, 3.0 and 3.1 and generic 2.1 are read, structure-specific 2.1 and 3.0 are
//! written ([`ml21::data`](crate::exchange::sdmx::ml21::data), [`ml30::data`](crate::exchange::sdmx::ml30::data)).

mod apart;
mod deletions;
mod dialect;
mod elements;
mod ends;
mod gathered;
mod head;
mod infer;
mod kept;
mod level;
mod message;
mod names;
mod open;
mod options;
mod plan;
mod read;
mod take;
#[cfg(test)]
mod tests;
mod values;
mod work;
mod write;

pub(in crate::exchange::sdmx) use dialect::Edition;
pub use open::open;
pub use options::Options;
pub use read::MlReader;
pub(in crate::exchange::sdmx) use write::write;
