//! The property of messages.

use dsm_core::{
    error::{Collected, Finding},
    exchange::sdmx::{
        Header,
        data::{Batch, Observations},
        ml::{self, data::Options},
        ml30,
        structures::Structures,
    },
};
use std::io::Cursor;

/// How many observations there are, what was found, how it ended.
fn read(data: &[u8]) -> (usize, Vec<Finding>, Option<&'static str>) {
    let (mut found, mut batch, mut rows) = (Collected::new(), Batch::new(), 0);
    let mut all = || {
        let mut reader = ml::data::open(Cursor::new(data), "fuzz", &Structures::none(), &mut found)?;
        while reader.next(&mut batch, &mut found)?.is_some() {
            rows += batch.len();
        }
        Ok::<(), dsm_core::error::Error>(())
    };
    let code = all().err().map(|error| error.code().id());
    (rows, found.into_findings(), code)
}

/// Whatever the bytes are: the same again; and what was read to its end is written and read again.
pub fn messages(data: &[u8]) {
    let told = read(data);
    assert_eq!(told, read(data));
    if told.2.is_some() {
        return;
    }
    for flat in [false, true] {
        let mut found = Collected::new();
        let Ok(mut reader) = ml::data::open(Cursor::new(data), "fuzz", &Structures::none(), &mut found) else { return };
        let options = Options::new(Header::new("FUZZ", "DSM", "2025-03-01"));
        let options = if flat { options.flat() } else { options };
        let mut out = Vec::new();
        if ml30::data::write(&mut reader, &options, &mut found, &mut out).is_ok() {
            let (_, _, code) = read(&out);
            assert_eq!(code, None, "{}", String::from_utf8_lossy(&out));
        }
    }
}
