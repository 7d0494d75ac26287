use crate::error::{Error, Result, codes};
use std::io::Write;

/// Writes records of delimited text as RFC 4180 has it: a comma between fields, quotes where they are needed and doubled
/// inside. Lines end with a line feed, as the files of the statistical agencies do.
pub(super) struct Records<'a> {
    out: &'a mut dyn Write,
    line: String,
}

impl<'a> Records<'a> {
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out, line: String::new() }
    }

    pub(super) fn write<S: AsRef<str>>(&mut self, fields: &[S]) -> Result<()> {
        self.line.clear();
        for (at, field) in fields.iter().map(AsRef::as_ref).enumerate() {
            if at > 0 {
                self.line.push(',');
            }
            put_field(field, &mut self.line);
        }
        self.line.push('\n');
        self.out.write_all(self.line.as_bytes()).map_err(|error| Error::new(codes::exc::NOT_WRITTEN).caused_by(error))
    }

    pub(super) fn finish(self) -> Result<()> {
        self.out.flush().map_err(|error| Error::new(codes::exc::NOT_WRITTEN).caused_by(error))
    }
}

/// Adds a field to a line, in quotes where it needs them.
pub(super) fn put_field(field: &str, line: &mut String) {
    if field.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        line.push('"');
        line.push_str(&field.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(field);
    }
}
