use crate::error::{Error, Result, Safe, codes::exc};
use std::{fmt, io::Write};

/// Writes tags and texts, one element a line where elements hold elements. The same calls give the same bytes.
pub(in crate::exchange::sdmx) struct XmlWriter<'a> {
    out: &'a mut dyn Write,
    buffer: String,
    open: Vec<&'static str>,
    /// Whether the last start tag still lacks its end.
    pending: bool,
    /// Whether text was written since the last tag.
    inline: bool,
}

const FULL: usize = 64 << 10;

impl<'a> XmlWriter<'a> {
    /// Begins a message with its declaration.
    pub(in crate::exchange::sdmx) fn new(out: &'a mut dyn Write) -> Self {
        let buffer = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        Self { out, buffer, open: Vec::new(), pending: false, inline: false }
    }

    /// Starts an element.
    pub(in crate::exchange::sdmx) fn start(&mut self, name: &'static str) -> Result<()> {
        self.line();
        self.buffer.push('<');
        self.buffer.push_str(name);
        self.open.push(name);
        self.pending = true;
        self.flush_if_full()
    }

    /// Adds an attribute to the element that was started last. A name that is not written in the source of DSM must be a name of
    /// XML.
    ///
    /// # Errors
    /// `EXC-234` where the value holds a character that XML cannot write.
    pub(in crate::exchange::sdmx) fn attribute(&mut self, name: &str, value: &str) -> Result<()> {
        self.buffer.push(' ');
        self.buffer.push_str(name);
        self.buffer.push_str("=\"");
        escape(&mut self.buffer, value, true).map_err(|()| forbidden(name))?;
        self.buffer.push('"');
        Ok(())
    }

    /// Adds an attribute where it has a value.
    ///
    /// # Errors
    /// As [`XmlWriter::attribute`].
    pub(in crate::exchange::sdmx) fn maybe(&mut self, name: &str, value: Option<&str>) -> Result<()> {
        value.map_or(Ok(()), |value| self.attribute(name, value))
    }

    /// Adds text to the element that is open.
    ///
    /// # Errors
    /// As [`XmlWriter::attribute`].
    pub(in crate::exchange::sdmx) fn text(&mut self, text: &str) -> Result<()> {
        if std::mem::take(&mut self.pending) {
            self.buffer.push('>');
        }
        self.inline = true;
        escape(&mut self.buffer, text, false).map_err(|()| forbidden(self.open.last().copied().unwrap_or_default()))
    }

    /// Ends the element that is open.
    pub(in crate::exchange::sdmx) fn end(&mut self) -> Result<()> {
        let Some(name) = self.open.pop() else { return Err(Error::defect("xml::writer")) };
        if std::mem::take(&mut self.pending) {
            self.buffer.push_str("/>");
        } else {
            if !self.inline {
                self.buffer.push('\n');
            }
            self.buffer.push_str("</");
            self.buffer.push_str(name);
            self.buffer.push('>');
        }
        self.inline = false;
        self.flush_if_full()
    }

    /// An element that holds text only.
    ///
    /// # Errors
    /// As [`XmlWriter::attribute`].
    pub(in crate::exchange::sdmx) fn leaf(&mut self, name: &'static str, text: &str) -> Result<()> {
        self.start(name)?;
        self.text(text)?;
        self.end()
    }

    /// Ends every element that is open, and the message.
    ///
    /// # Errors
    /// `EXC-001` when the bytes cannot be written.
    pub(in crate::exchange::sdmx) fn finish(mut self) -> Result<()> {
        while !self.open.is_empty() {
            self.end()?;
        }
        self.buffer.push('\n');
        self.flush()?;
        self.out.flush().map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
    }

    fn line(&mut self) {
        if std::mem::take(&mut self.pending) {
            self.buffer.push('>');
        }
        if !self.inline {
            self.buffer.push('\n');
        }
    }

    fn flush_if_full(&mut self) -> Result<()> {
        if self.buffer.len() < FULL { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<()> {
        let written = self.out.write_all(self.buffer.as_bytes());
        self.buffer.clear();
        written.map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))
    }
}

fn forbidden(name: &str) -> Error {
    Error::new(exc::CHARACTER_FORBIDDEN).with("component", Safe::term(name))
}

/// Writes a text so that it is read as it is: in attributes line ends and tabs as references too.
fn escape(into: &mut String, text: &str, attribute: bool) -> std::result::Result<(), ()> {
    let plain = |byte: &u8| !matches!(byte, b'<' | b'>' | b'&' | b'"' | 0..0x20 | 0xEF);
    if text.as_bytes().iter().all(plain) {
        into.push_str(text);
        return Ok(());
    }
    for char in text.chars() {
        match char {
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '&' => into.push_str("&amp;"),
            '"' if attribute => into.push_str("&quot;"),
            '\t' if attribute => into.push_str("&#9;"),
            '\n' if attribute => into.push_str("&#10;"),
            '\r' => into.push_str("&#13;"),
            '\t' | '\n' => into.push(char),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => return Err(()),
            other => into.push(other),
        }
    }
    Ok(())
}

impl fmt::Debug for XmlWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "XmlWriter({} open)", self.open.len())
    }
}
