//! The only place where foreign bytes become rows.
//!
//! Everything streams under stated [`Limits`], and every value knows its place. What was read is foreign text until a code
//! list, a period or [`figure`] has read it: no `Debug` here shows it and no error repeats it.
//!
//! ```
//! use dsm_core::source::{Delimited, Grid, Layout, Rows};
//! use std::io::Cursor;
//!
//! let bytes = "CITIZENSHIP,TIME_PERIOD,OBS_VALUE\nAFG,2023,98\n\"XXA\",2023,5\n";
//! let mut rows = Delimited::open(Cursor::new(bytes), "kaz.csv", &Layout::default())?;
//! let value = rows.header().need("OBS_VALUE")?;
//! let (mut batch, mut figures) = (Grid::new(), Vec::new());
//! while rows.next(&mut batch)? {
//!     for row in batch.rows() {
//!         figures.push(row.figure(value)?);
//!     }
//! }
//! assert_eq!(figures, [98.into(), 5.into()]);
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

mod delimited;
mod figure;
mod grid;
mod header;
mod input;
mod means;
#[cfg(test)]
mod tests;

pub use delimited::{Delimited, Layout, Limits, Separator};
pub use figure::figure;
pub use grid::{Grid, Row};
pub use header::Header;
pub use input::{Input, Rows};
pub use means::{Means, Memory, Quiet, Scratch, Spool, Watch};
