use crate::provoked::{Example, error};
use dsm_core::error::{Result, codes::src};
use dsm_core::source::{Batch, ColumnType, ParquetRecords, Records, Wanted};
use std::io::Cursor;

/// Small files that the fuzzer starts from: without compression, and compressed with Brotli.
const PLAIN: &[u8] = include_bytes!("../../../fuzz/corpus/parquet/04");
const BROTLI: &[u8] = include_bytes!("../../../fuzz/corpus/parquet/13");

pub(super) const EXAMPLES: &[Example] = &[
    (src::PARQUET_UNREADABLE, || error(open(&PLAIN[..PLAIN.len() / 2]))),
    (src::PARQUET_BROKEN, || {
        let mut bytes = PLAIN.to_vec();
        bytes[4..200].fill(0xFF);
        let mut records = open(&bytes).unwrap();
        records.next(&mut Batch::new()).unwrap();
        error(records.refused().remove(0).into_error().map_or(Ok(()), Err))
    }),
    (src::PARQUET_CODEC, || error(open(BROTLI))),
];

fn open(bytes: &[u8]) -> Result<ParquetRecords> {
    let wanted = [Wanted::new("id", ColumnType::Text)];
    ParquetRecords::new(Box::new(Cursor::new(bytes.to_vec())), "f.parquet", &wanted)
}
