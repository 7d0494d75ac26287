//! Pages for readers: figures with what they count in words, tables, charts and footnotes, in each language of DSM.
//!
//! A [`Report`] is data: queries and a layout. Filled for a reader through [`Figures`] it gives a page; DSM brings some along.
//!
//! A page is made of [`View`](crate::table::View)s only, so that nothing that the reader may not see can get into it. Bounds,
//! suppressed and missing cells are shown as what they are, and what a figure rests on stands below it. The same page gives
//! the same bytes.
//!
//! ```
//! use dsm_core::report::{Names, Page, Section, html};
//! use dsm_core::{measure::{Concept, Measure}, table::{Axis, Table}, text::{Lang, Text}};
//! let view = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("WORK_PERMIT"))
//!     .axis(Axis::time("TIME_PERIOD"))
//!     .row(&["2023"], "10..20")
//!     .row(&["2024"], "*")
//!     .build()?
//!     .disclose()?;
//! let section = Section::new(Text::both("Work permits", "Разрешения на работу"), view, Names::new()).chart("TIME_PERIOD")?;
//! let page = Page::new(Text::both("Permits <2024>", "Разрешения <2024>")).section(section);
//! let mut written = Vec::new();
//! html::write(&page, Lang::Ru, &mut written)?;
//! let text = String::from_utf8_lossy(&written);
//! assert!(text.contains("Разрешения &lt;2024&gt;") && text.contains("от 10 до 20") && text.contains("скрыто"));
//! # Ok::<(), dsm_core::error::Error>(())
//! ```

pub mod html;
pub mod markdown;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod plain;
pub mod sheet;
#[cfg(feature = "xlsx")]
pub mod workbook;

mod below;
mod chart;
mod declare;
mod fill;
mod footnote;
mod form;
mod grid;
mod lines;
mod names;
mod page;
mod scale;
mod scene;
mod stamp;
mod words;
#[cfg(test)]
mod tests;

pub use crate::measure::counted;
pub use crate::time::words::{period, time};
pub use declare::{Ask, Chart, Each, Made, Part, Report};
pub use fill::{Figures, Scope, Seen};
pub use form::Form;
pub use names::Names;
pub use page::{Page, Section};
pub use words::figure;
