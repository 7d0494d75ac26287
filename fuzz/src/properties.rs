//! The properties that the fuzz targets hold. They are plain functions, so that the gate replays the corpus without a fuzzer.

#[path = "counted.rs"]
mod counted_properties;
#[path = "messages.rs"]
mod messages_properties;
#[path = "records.rs"]
mod records_properties;
#[cfg(feature = "xlsx")]
#[path = "sheets.rs"]
pub(crate) mod sheets_properties;
#[path = "source.rs"]
mod source_properties;

#[cfg(feature = "toml")]
pub use counted_properties::count_toml;
pub use counted_properties::part;
pub use messages_properties::{messages, reports, structures};
pub use records_properties::copied;
#[cfg(feature = "parquet")]
pub use records_properties::parquet;
#[cfg(feature = "xlsx")]
pub use sheets_properties::{forms, workbooks};
pub use source_properties::{encodings, fixed, guard, numbers};

use dsm_core::catalogue::Catalogue;
use dsm_core::measure::{Assume, Basis, Concept, Duration, Making, Measure};
use dsm_core::source::{self, Grid, Layout, Rows, figure as read_figure};
use dsm_core::table::{Axis, Cell, Membership, Status, Table};
use dsm_core::time::{Convention, Moment, Period};
use dsm_core::translate::{self, Specification};

/// `parse ∘ display = id` for periods, moments and conventions; nothing else is read.
pub fn period(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(period) = Period::parse(text) {
        assert_eq!(Period::parse(&period.to_string()).ok(), Some(period));
        assert!(period.first() <= period.last());
        assert!(Moment::of(&period, Convention::Start).is_ok());
    }
    if let Ok(moment) = Moment::parse(text) {
        assert_eq!(Moment::parse(&moment.to_string()).ok(), Some(moment));
    }
}

/// Whatever the bytes are: rows or one error, in bounded memory, and every row as long as the header.
pub fn delimited(data: &[u8]) {
    let input = Box::new(std::io::Cursor::new(data.to_vec()));
    let Ok(mut rows) = source::open(input, "fuzz", &Layout::default()) else { return };
    let columns = rows.header().len();
    let mut batch = Grid::new();
    while let Ok(true) = rows.next(&mut batch) {
        for row in batch.rows() {
            for column in 0..columns {
                let _ = (row.text(column), row.place(column), row.figure(column).is_ok());
            }
        }
    }
}

/// A figure is read exactly or not at all: what is read prints as the same number.
pub fn figure(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(value) = read_figure(text) {
        assert_eq!(read_figure(&value.to_string()).ok(), Some(value));
    }
    if let Some(cell) = Cell::parse(text) {
        assert_eq!(Cell::parse(&cell.to_string()), Some(cell));
    }
    if let Some(status) = Status::parse(text) {
        assert_eq!(Status::parse(&status.to_string()), Some(status));
    }
}

/// Lines `SEX TIME FIGURE` as a table: built or refused with findings; sums never panic, and their order never matters.
pub fn table(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut lines = text.lines();
    let (unit, temporality) = lines.next().and_then(|l| l.split_once(' ')).unwrap_or(("persons-distinct", "flow"));
    let Ok(measure) = Measure::parse(unit, temporality) else { return };
    let sex = Axis::category("SEX").membership(Membership::AtEvent).exhaustive(true);
    let mut builder = Table::builder(measure, Concept::new("C")).axis(sex).axis(Axis::time("TIME_PERIOD"));
    for line in lines.take(200) {
        let mut parts = line.splitn(3, ' ');
        let (Some(sex), Some(time), Some(figure)) = (parts.next(), parts.next(), parts.next()) else { continue };
        builder = builder.row(&[sex, time], figure);
    }
    let Ok(table) = builder.build() else { return };
    let none = Assume::nothing();
    let rows = |t: dsm_core::error::Result<Table>| t.map(|t| t.rows().collect::<Vec<_>>()).map_err(|e| e.code());
    assert_eq!(rows(table.sum(&["SEX", "TIME_PERIOD"], &none)), rows(table.sum(&["TIME_PERIOD", "SEX"], &none)));
    let _ = (table.mean(&none), table.share("SEX", &none), table.rank("SEX", &none), table.rolling_sum(2, &none));
    let _ = (table.last(&none), table.year_to_date(&none), table.union(&["TIME_PERIOD"], &none));
}

/// Declarations print as they are read.
pub fn declared(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(making) = Making::parse(text) {
        assert_eq!(Making::parse(&making.to_string()).ok(), Some(making));
    }
    if let Ok(basis) = Basis::parse(text) {
        assert_eq!(Basis::parse(&basis.to_string()).ok(), Some(basis));
    }
    if let Ok(duration) = Duration::parse(text) {
        assert_eq!(Duration::parse(&duration.to_string()).ok(), Some(duration));
    }
    if let Ok(measure) = Measure::parse(text, "flow") {
        assert_eq!(Measure::parse(&measure.unit().to_string(), "flow").ok(), Some(measure));
    }
}

/// Whatever the bytes are: typed tables, or one error whose findings each have a place; nothing that was read is in a message.
pub fn translated(data: &[u8]) {
    let Ok(catalogue) = Catalogue::preset("unhcr") else { return };
    match translate::read(std::io::Cursor::new(data.to_vec()), "fuzz", &Specification::tidy(), &catalogue) {
        Ok(read) => {
            let cells: usize = read.tables.iter().map(|table| table.table.len()).sum();
            assert_eq!(u64::try_from(cells).ok(), Some(read.rows));
        }
        Err(error) => assert!(error.findings().iter().all(|finding| finding.place().is_some())),
    }
}
