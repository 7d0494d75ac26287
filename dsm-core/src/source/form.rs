use crate::error::{Code, Error, Place, Safe, codes::src};
use std::sync::Arc;

/// What a file is that is no text in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Bytes that are no text.
    Binary,
    /// A thing to be looked at or kept in: a document, a picture, a database.
    Document(&'static str),
    /// A container that has to be unpacked.
    Packed(&'static str),
    /// Sheets.
    Workbook(&'static str),
    /// A message in XML or JSON, which may hold case files.
    Message(&'static str),
}

/// The first bytes of what is met in place of text, as the makers of the formats publish them.
const BEGINNINGS: &[(&[u8], Form)] = &[
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Form::Workbook("old-office-file")),
    (b"\x1F\x8B", Form::Packed("gzip-file")),
    (b"7z\xBC\xAF\x27\x1C", Form::Packed("seven-zip-archive")),
    (b"Rar!\x1A\x07", Form::Packed("rar-archive")),
    (b"BZh", Form::Packed("bzip-file")),
    (b"\xFD7zXZ\0", Form::Packed("xz-file")),
    (b"\x28\xB5\x2F\xFD", Form::Packed("zstandard-file")),
    (b"%PDF-", Form::Document("pdf-document")),
    (b"{\\rtf", Form::Document("rtf-document")),
    (b"\x89PNG\r\n", Form::Document("picture")),
    (b"\xFF\xD8\xFF", Form::Document("picture")),
    (b"GIF8", Form::Document("picture")),
    (b"SQLite format 3\0", Form::Document("database")),
    (b"PAR1", Form::Document("parquet-file")),
    (b"ARROW1\0", Form::Document("arrow-file")),
];

/// What the bytes at the start of a file say that it is; none where it may be text.
pub(super) fn of(head: &[u8]) -> Option<Form> {
    if head.starts_with(b"PK\x03\x04") {
        return Some(zip(head));
    }
    BEGINNINGS.iter().find(|(first, _)| head.starts_with(first)).map(|(_, form)| *form)
}

/// Whether the bytes at the start of a file may be those of a workbook: an archive that is not something else, or an old Office file.
#[cfg(feature = "xlsx")]
pub(super) fn is_workbook(head: &[u8]) -> bool {
    match of(head) {
        Some(Form::Workbook(_)) => true,
        // The names of a workbook may stand further on.
        Some(Form::Packed("zip-archive")) => head.windows(3).any(|part| part == b"xl/"),
        _ => false,
    }
}

/// What a ZIP archive holds, by the names at its start.
fn zip(head: &[u8]) -> Form {
    let holds = |name: &[u8]| head.windows(name.len()).take(4096).any(|part| part == name);
    if holds(b"opendocument.spreadsheet") {
        return Form::Workbook("opendocument-spreadsheet");
    }
    if holds(b"word/") {
        return Form::Document("word-document");
    }
    if holds(b"[Content_Types].xml") || holds(b"xl/") {
        return Form::Workbook("excel-workbook");
    }
    Form::Packed("zip-archive")
}

/// What text says that it is where it is no rows.
pub(super) fn of_text(text: &str) -> Option<Form> {
    let start: String = text.trim_start().chars().take(64).collect::<String>().to_ascii_lowercase();
    let after = |first: char| start.strip_prefix(first).map(str::trim_start);
    if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<table") {
        return Some(Form::Document("html-page"));
    }
    if after('<').is_some_and(|next| next.starts_with(|c: char| c == '?' || c == '!' || c.is_alphabetic())) {
        return Some(Form::Message("xml-message"));
    }
    let key = |text: &str| text.starts_with('"') || text.starts_with('}');
    let json = after('{').is_some_and(key) || after('[').is_some_and(|next| next.starts_with(['{', '[', '"']));
    json.then_some(Form::Message("json-message"))
}

impl Form {
    /// The refusal of a file of this form.
    pub(super) fn refused(self, file: &Arc<str>) -> Error {
        let (rule, form): (Code, &'static str) = match self {
            Self::Binary => (src::FILE_IS_BINARY, ""),
            Self::Document(form) => (src::FILE_IS_DOCUMENT, form),
            Self::Packed(form) => (src::FILE_IS_PACKED, form),
            Self::Workbook(form) => (src::FILE_IS_WORKBOOK, form),
            Self::Message(form) => (src::FILE_IS_MESSAGE, form),
        };
        let error = Error::new(rule).at(Place::new(file.clone(), crate::error::At::Whole));
        if form.is_empty() { error } else { error.with("form", Safe::word(form)) }
    }
}
