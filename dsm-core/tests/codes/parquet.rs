use crate::provoked::{Example, error};
use dsm_core::error::{Result, codes::src};
use dsm_core::source::{Batch, ColumnType, ParquetRecords, Records, Wanted};
use std::io::Cursor;

/// Small files that the fuzzer starts from: without compression, and compressed with Brotli.
const PLAIN: &[u8] = include_bytes!("../../../fuzz/corpus/parquet/04");
const BROTLI: &[u8] = include_bytes!("../../../fuzz/corpus/parquet/13");

pub(super) const EXAMPLES: &[Example] = &[
    (src::PARQUET_UNREADABLE, || error(read(&PLAIN[..PLAIN.len() / 2]))),
    (src::PARQUET_BROKEN, || {
        let mut bytes = PLAIN.to_vec();
        bytes[4..200].fill(0xFF);
        error(read(&bytes))
    }),
    (src::PARQUET_CODEC, || error(read(BROTLI))),
];

fn read(bytes: &[u8]) -> Result<bool> {
    let wanted = [Wanted::new("id", ColumnType::Text)];
    ParquetRecords::new(Box::new(Cursor::new(bytes.to_vec())), "f.parquet", &wanted)?.next(&mut Batch::new())
}
