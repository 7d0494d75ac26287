//! The property of messages.

use dsm_core::{
    catalogue::Catalogue,
    documentation::Documentation,
    error::{Collected, Finding},
    exchange::sdmx::{
        self, Format, Header, MetadataReport, Options,
        data::{Batch, Observations},
        structures::Structures,
    },
};
use std::io::Cursor;

fn open(data: &[u8], found: &mut Collected) -> dsm_core::error::Result<Box<dyn Observations>> {
    sdmx::open(Box::new(Cursor::new(data.to_vec())), "fuzz", &Structures::none(), found)
}

/// How many observations there are, what was found, how it ended.
fn read(data: &[u8]) -> (usize, Vec<Finding>, Option<&'static str>) {
    let (mut found, mut batch, mut rows) = (Collected::new(), Batch::new(), 0);
    let mut all = || {
        let mut reader = open(data, &mut found)?;
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
    for (format, flat) in [(Format::Ml30, false), (Format::Ml30, true), (Format::Json20, true)] {
        let mut found = Collected::new();
        let Ok(mut reader) = open(data, &mut found) else { return };
        let options = Options::new(Header::new("FUZZ", "DSM", "2025-03-01"));
        let options = if flat { options.flat() } else { options };
        let mut out = Vec::new();
        if sdmx::write(format, &mut *reader, &options, &Structures::none(), &mut found, &mut out).is_ok() {
            let (rows, _, code) = read(&out);
            // Without data sets a message of JSON describes nothing.
            assert!(code.is_none() || rows == 0 && told.0 == 0, "{code:?} {}", String::from_utf8_lossy(&out));
        }
    }
}

/// What a metadata report says, what was found, how it ended.
fn reported(data: &[u8]) -> (Vec<Documentation>, Vec<Finding>, Option<&'static str>) {
    let (mut found, input) = (Collected::new(), Box::new(Cursor::new(data.to_vec())));
    let stated = [Some("MD"), Some("ENTRIES")];
    match sdmx::read_documentation(input, "fuzz", &Structures::none(), stated, &mut found) {
        Ok(read) => (read, found.into_findings(), None),
        Err(error) => (Vec::new(), found.into_findings(), Some(error.code().id())),
    }
}

/// Whatever the bytes are: the same again; and the documentation that was read comes back from every format that reports are written in.
pub fn reports(data: &[u8]) {
    let told = reported(data);
    assert_eq!(told, reported(data));
    let Ok(indicator) = Catalogue::built_in("ENTRIES") else { return };
    for said in &told.0 {
        // A report may be about an indicator that nobody knows.
        let Ok(report) = MetadataReport::new("DSM").and_then(|report| report.with(said, &indicator)) else { return };
        for format in [Format::Ml30, Format::Csv20] {
            let mut out = Vec::new();
            // What XML cannot write is refused.
            if report.write(format, &Header::new("FUZZ", "DSM", "2025-03-01"), &mut Collected::new(), &mut out).is_ok()
            {
                let (read, found, code) = reported(&out);
                assert!(code.is_none() && found.is_empty() && read.len() == 1, "{code:?} {found:?}");
                assert!(read.iter().all(|read| read.answers().eq(said.answers())), "{}", String::from_utf8_lossy(&out));
            }
        }
    }
}

/// The structures of a message, what was found, how it ended.
fn artefacts(data: &[u8]) -> (Structures, Vec<Finding>, Option<&'static str>) {
    let mut found = Collected::new();
    match sdmx::read_structures(Box::new(Cursor::new(data.to_vec())), "fuzz", &mut found) {
        Ok(read) => (read, found.into_findings(), None),
        Err(error) => (Structures::none(), found.into_findings(), Some(error.code().id())),
    }
}

/// Whatever the bytes are: the same again; and the structures that were read are read again out of every format that has structures.
pub fn structures(data: &[u8]) {
    let told = artefacts(data);
    assert_eq!(told, artefacts(data));
    if told.2.is_some() {
        return;
    }
    for format in [Format::Ml21, Format::Ml30, Format::Json20] {
        let (header, mut found, mut out) = (Header::new("FUZZ", "DSM", "2025-03-01"), Collected::new(), Vec::new());
        // What XML cannot write is refused.
        if sdmx::write_structures(format, &told.0, &header, &mut found, &mut out).is_ok() {
            let (_, _, code) = artefacts(&out);
            assert!(code.is_none(), "{code:?} {}", String::from_utf8_lossy(&out));
        }
    }
}
