//! The property of workbooks.

use dsm_core::source::{Grid, Layout, Rows, SheetLimits, Workbook};
use made::workbook;
use std::io::Cursor;

#[path = "../../dsm-core/tests/workbooks.rs"]
pub(crate) mod made;
#[path = "../../dsm-core/tests/filled.rs"]
pub(crate) mod filled;

/// Small limits, so that the fuzzer looks at many files and not at large ones.
fn limits() -> SheetLimits {
    SheetLimits { file: 1 << 20, part: 4 << 20, whole: 8 << 20, cells: 20_000, ..SheetLimits::default() }
}

/// Whatever the bytes are, as a file and as the XML of a sheet: cells one behind the other, rows as long as their header, findings with their
/// places, the same again; or one error.
pub fn workbooks(data: &[u8]) {
    read(data.to_vec());
    if let Ok(text) = std::str::from_utf8(data) {
        read(workbook(text));
    }
}

fn read(bytes: Vec<u8>) {
    let Ok(mut book) = Workbook::open(Cursor::new(bytes), "fuzz", limits()) else { return };
    for sheet in book.sheets().to_vec().into_iter().take(4) {
        let mut last = (0, 0);
        if let Ok(mut cells) = book.cells(&sheet) {
            while let Ok(Some(cell)) = cells.next() {
                assert!((cell.row, cell.column) > last && cell.row <= 1 << 20 && cell.column <= 1 << 14);
                last = (cell.row, cell.column);
                let _ = (cell.address(), cell.value.text());
            }
        }
        let mut table = || {
            let mut rows = book.rows(&sheet, &Layout::default()).map_err(|error| error.to_string())?;
            let (mut batch, mut all) = (Grid::new(), Vec::new());
            while rows.next(&mut batch).map_err(|error| error.to_string())? {
                for row in batch.rows() {
                    assert_eq!(row.len(), rows.header().len());
                    all.extend((0..row.len()).map(|column| format!("{} {}", row.place(column), row.text(column))));
                }
            }
            assert!(rows.noticed().iter().all(|finding| finding.place().is_some()));
            Ok::<_, String>((all, rows.noticed().to_vec()))
        };
        let first = table();
        assert_eq!(first, table());
    }
}
