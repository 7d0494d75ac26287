use crate::provoked::{Example, error};
use dsm_core::error::{Result, codes::src};
use dsm_core::source::{Delimited, Grid, Layout, Limits, Means, Rows, Watch, figure};
use dsm_core::time::Moment;
use std::io::{Cursor, Error, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

pub(super) const EXAMPLES: &[Example] = &[
    (src::FIGURE_UNREADABLE, || error(figure("NaN"))),
    (src::FIGURE_TOO_LONG, || error(figure(&"9".repeat(1_000_000)))),
    (src::FIGURE_NOT_EXACT, || error(figure(&"9".repeat(30)))),
    (src::NOT_UTF8, || error(read(b"A,B\n1,\xFF\n"))),
    (src::QUOTE_OPEN, || error(read(b"A,B\n1,\"2\n"))),
    (src::QUOTE_STRAY, || error(read(b"A,B\n1,2\"\n"))),
    (src::ROW_TOO_LONG, || error(read(b"A,B\n1234567890,1234567890\n"))),
    (src::VALUE_TOO_LONG, || error(read(b"A,B\n12345678901,2\n"))),
    (src::TOO_MANY_COLUMNS, || error(read(b"A,B,C,D\n"))),
    (src::SEPARATOR_UNCLEAR, || error(read(b"A,B;C\n"))),
    (src::FILE_EMPTY, || error(read(b""))),
    (src::COLUMN_MISSING, || error(open(b"A,B\n").unwrap().header().need("OBS_VALUE"))),
    (src::COLUMN_TWICE, || error(read(b"A,A\n"))),
    (src::COLUMN_UNNAMED, || error(read(b"A,\n"))),
    (src::ROW_LENGTH, || {
        let (mut rows, mut batch) = (open(b"A,B\n1\n").unwrap(), Grid::new());
        rows.next(&mut batch).unwrap();
        error(batch.rows().next().unwrap().complete(rows.header()))
    }),
    (src::READ_FAILED, || error(source::open(Gone, "gone.csv", &Layout::default()))),
    (src::STOPPED, || {
        let means = Means { watch: &Stop, ..Means::quiet(Moment::parse("2024-01-01").unwrap()) };
        error(means.step(1, None))
    }),
];

fn open(bytes: &[u8]) -> Result<Delimited<Cursor<Vec<u8>>>> {
    let layout = Layout::default().limits(Limits { row: 20, value: 10, columns: 3 });
    Delimited::open(Cursor::new(bytes.to_vec()), "f.csv", &layout)
}

fn read(bytes: &[u8]) -> Result<bool> {
    open(bytes)?.next(&mut Grid::new())
}

struct Gone;

impl Read for Gone {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(Error::other("gone"))
    }
}

impl Seek for Gone {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Ok(0)
    }
}

struct Stop;

impl Watch for Stop {
    fn step(&self, _: u64, _: Option<u64>) -> ControlFlow<()> {
        ControlFlow::Break(())
    }
}
