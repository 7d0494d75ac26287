use super::{
    MOST_BYTES, MOST_NESTED, Mark, Prefixes, Tag, Utf8,
    input::Unfit,
    prefixes::{is_char, is_text},
};
use crate::{
    error::{Error, Place, Result, Safe, codes::exc, codes::src},
    source::Input,
};
use quick_xml::{Error as XmlError, Reader, escape::resolve_xml_entity, events::Event};
use std::{borrow::Cow, fmt, io, sync::Arc};

/// Reads the tags and texts of a message one after the other.
pub(in crate::exchange::sdmx) struct XmlReader<R> {
    reader: Reader<Utf8<R>>,
    buffer: Vec<u8>,
    file: Arc<str>,
    depth: usize,
    begun: bool,
    /// Whether something was read: what is said of the whole document stands before everything else.
    within: bool,
    /// Whether a text stands before the document.
    strayed: bool,
    prefixes: Prefixes,
}

/// What comes next in a message.
#[derive(Debug)]
pub(in crate::exchange::sdmx) enum Token<'a> {
    /// An element starts.
    Start(Tag<'a>),
    /// The last element that started and was not empty ends.
    End,
    /// A piece of text; a text may come in several pieces.
    Text(Cow<'a, str>),
    /// A comment, a declaration, an instruction: nothing to be read.
    Nothing,
    /// The message ends.
    Done,
}

impl<R: Input> XmlReader<R> {
    /// Opens a message; `file` is the name that places are given with.
    ///
    /// # Errors
    /// `EXC-345` where its encoding is not one that is read; `SRC-016` where the bytes cannot be read.
    pub(in crate::exchange::sdmx) fn open(input: R, file: &Arc<str>) -> Result<Self> {
        let utf8 = Utf8::open(input).map_err(|error| of_input(error, Place::line(file.clone(), 1, 0)))?;
        let mut reader = Reader::from_reader(utf8);
        reader.config_mut().check_end_names = true;
        reader.config_mut().check_comments = true;
        let (buffer, prefixes) = (Vec::new(), Prefixes::new());
        Ok(Self { reader, buffer, file: file.clone(), depth: 0, begun: false, within: false, strayed: false, prefixes })
    }

    /// The name that places are given with.
    pub(in crate::exchange::sdmx) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The line that was read to, from one.
    pub(in crate::exchange::sdmx) fn line(&self) -> u64 {
        self.reader.get_ref().line()
    }

    /// Where the last tag or text begins.
    pub(in crate::exchange::sdmx) fn mark(&self) -> Mark {
        self.reader.get_ref().mark()
    }

    /// The place that was read to.
    pub(in crate::exchange::sdmx) fn place(&self) -> Place {
        Place::line(self.file.clone(), self.line(), 0)
    }

    /// How many elements are open.
    pub(in crate::exchange::sdmx) fn depth(&self) -> usize {
        self.depth
    }

    /// The next tag or text.
    ///
    /// # Errors
    /// `EXC-216` where it is no XML, `EXC-217` for a document type or an entity, `EXC-218` beyond a limit, `EXC-221` where it ends
    /// before its end.
    pub(in crate::exchange::sdmx) fn next(&mut self) -> Result<Token<'_>> {
        self.buffer.clear();
        self.reader.get_mut().begin();
        let event = self.reader.read_event_into(&mut self.buffer);
        let (line, mark) = (self.reader.get_ref().line(), self.reader.get_ref().mark());
        let place = || Place::line(self.file.clone(), line, 0);
        let event = event.map_err(|error| of_xml(error, place()))?;
        // A document is one element; beside it stand comments at most.
        let stray = match &event {
            Event::Start(_) | Event::Empty(_) => self.strayed || (self.begun && self.depth == 0),
            Event::CData(_) | Event::GeneralRef(_) => self.depth == 0,
            Event::Text(text) if self.depth == 0 && text.bytes().any(|byte| !byte.is_ascii_whitespace()) => {
                // What has no element at all is no broken XML but none.
                self.strayed = true;
                self.begun
            }
            _ => false,
        };
        if stray {
            return Err(broken("xml-text", place()));
        }
        let fit = match &event {
            Event::Start(tag) | Event::Empty(tag) => is_text(tag),
            Event::Text(text) => is_text(text) && !text.contains("]]>"),
            Event::CData(text) => is_text(text),
            Event::Decl(_) => !self.within,
            Event::PI(text) => !text.target().eq_ignore_ascii_case("xml"),
            _ => true,
        };
        if !fit {
            return Err(broken(
                if matches!(event, Event::Decl(_) | Event::PI(_)) { "xml-markup" } else { "xml-text" },
                place(),
            ));
        }
        self.within = true;
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            self.prefixes.enter(self.depth, tag).map_err(|what| broken(what, place()))?;
        }
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.begun = true;
                if self.depth > MOST_NESTED {
                    let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("nested-elements"));
                    return Err(error.with("limit", MOST_NESTED).at(place()));
                }
                Ok(Token::Start(Tag::new(tag, (&self.file, &self.prefixes), (line, mark), false)))
            }
            Event::Empty(tag) => {
                self.begun = true;
                Ok(Token::Start(Tag::new(tag, (&self.file, &self.prefixes), (line, mark), true)))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Token::End)
            }
            Event::Text(text) => Ok(Token::Text(text.into_inner())),
            Event::CData(text) => Ok(Token::Text(text.into_inner())),
            Event::GeneralRef(name) => {
                let resolved = match name.resolve_char_ref() {
                    Ok(Some(char)) if is_char(char) => Some(char.to_string()),
                    Ok(Some(_)) => return Err(broken("xml-text", place())),
                    Ok(None) => resolve_xml_entity(&name).map(str::to_owned),
                    Err(_) => return Err(broken("xml-text", place())),
                };
                match resolved {
                    Some(text) => Ok(Token::Text(Cow::Owned(text))),
                    None => Err(Error::new(exc::XML_FORBIDDEN).at(place())),
                }
            }
            Event::DocType(_) => Err(Error::new(exc::XML_FORBIDDEN).at(place())),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => Ok(Token::Nothing),
            Event::Eof if self.depth > 0 || !self.begun => Err(Error::new(exc::MESSAGE_TRUNCATED).at(place())),
            Event::Eof => Ok(Token::Done),
        }
    }

    /// Passes over what is left of the element that started last and was not empty.
    ///
    /// # Errors
    /// As [`XmlReader::next`].
    pub(in crate::exchange::sdmx) fn skip(&mut self) -> Result<()> {
        let depth = self.depth;
        while self.depth >= depth {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the element that started last and was not empty, to its end; elements in it are passed over.
    ///
    /// # Errors
    /// As [`XmlReader::next`]; `EXC-218` where it is too long.
    pub(in crate::exchange::sdmx) fn text(&mut self) -> Result<String> {
        let (depth, mut whole) = (self.depth, String::new());
        while self.depth >= depth {
            let own = self.depth == depth;
            if let Token::Text(piece) = self.next()?
                && own
            {
                whole.push_str(&piece);
            }
            if whole.len() as u64 > MOST_BYTES {
                return Err(too_long(self.place()));
            }
        }
        Ok(whole)
    }
}

fn broken(what: &'static str, place: Place) -> Error {
    Error::new(exc::XML_BROKEN).with("what", Safe::word(what)).at(place)
}

fn too_long(place: Place) -> Error {
    let limit = MOST_BYTES >> 20;
    Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("mebibytes-of-a-value")).with("limit", limit).at(place)
}

fn of_input(error: io::Error, place: Place) -> Error {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Unfit>()) {
        Some(Unfit::TooLong) => too_long(place),
        Some(Unfit::Encoding(name)) => Error::new(exc::MESSAGE_ENCODING).with("encoding", Safe::term(name)).at(place),
        Some(Unfit::Undefined) => broken("xml-encoding", place),
        None => Error::new(src::READ_FAILED).at(place).caused_by(error),
    }
}

fn of_xml(error: XmlError, place: Place) -> Error {
    match error {
        XmlError::Io(error) => match error.get_ref().and_then(|inner| inner.downcast_ref::<Unfit>()) {
            Some(Unfit::TooLong) => too_long(place),
            Some(_) => broken("xml-encoding", place),
            None => Error::new(src::READ_FAILED).at(place),
        },
        XmlError::Syntax(_) => Error::new(exc::MESSAGE_TRUNCATED).at(place),
        XmlError::Encoding(_) => broken("xml-encoding", place),
        XmlError::InvalidAttr(_) => broken("xml-attribute", place),
        _ => broken("xml-markup", place),
    }
}

impl<R> fmt::Debug for XmlReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "XmlReader({})", self.file)
    }
}
