//! The XML of a part: its tags and texts one after the other, with the limits of a token.

use super::{
    limits::TOKEN,
    unfit::{Unfit, of_input},
    zip::Unpacked,
};
use crate::error::{Error, Place, Result, Safe, codes::src};
use quick_xml::{
    Error as XmlError, Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};
use std::{
    borrow::Cow,
    io::{BufRead as _, Read, Seek},
};

/// How deep elements may stand in each other.
const NESTED: usize = 64;
/// How many attributes a tag may have.
const ATTRIBUTES: usize = 128;

/// Reads the XML of one part.
pub(super) struct Xml<R> {
    reader: Reader<Unpacked<R>>,
    buffer: Vec<u8>,
    place: Place,
    pub(super) depth: usize,
    begun: bool,
}

/// What comes next. Names are without their prefixes.
pub(super) enum Token<'a> {
    /// An element starts; whether it ends at once.
    Start(Tag<'a>, bool),
    /// The last element that started, and did not end at once, ends.
    End,
    /// A piece of text.
    Text(Cow<'a, str>),
    /// Nothing to be read.
    Nothing,
    /// The part ends.
    Done,
}

/// The start of an element.
pub(super) struct Tag<'a> {
    inner: BytesStart<'a>,
    place: &'a Place,
}

impl<R: Read + Seek> Xml<R> {
    /// Begins to read a part that is UTF-8, as the standard asks for; UTF-16 is refused with a sentence.
    pub(super) fn open(mut part: Unpacked<R>, place: Place) -> Result<Self> {
        part.token = TOKEN;
        let head = part.fill_buf().map_err(|error| of_input(&error, place.clone()))?;
        let wide = head.starts_with(b"\xFE\xFF") || head.starts_with(b"\xFF\xFE");
        if wide || head.get(..4).is_some_and(|four| four.contains(&0)) {
            return Err(Error::new(src::WORKBOOK_ENCODING).at(place));
        }
        if head.starts_with(b"\xEF\xBB\xBF") {
            part.consume(3);
        }
        let mut reader = Reader::from_reader(part);
        reader.config_mut().check_end_names = true;
        Ok(Self { reader, buffer: Vec::new(), place, depth: 0, begun: false })
    }

    /// Says where what is read from now on stands.
    pub(super) fn stand_at(&mut self, place: Place) {
        self.place = place;
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// The next tag or text.
    pub(super) fn next(&mut self) -> Result<Token<'_>> {
        self.buffer.clear();
        self.reader.get_mut().token = TOKEN;
        let Self { reader, buffer, place, depth, begun } = self;
        let broken = |what: &'static str| Unfit::Broken(what).refused(place.clone());
        match reader.read_event_into(buffer).map_err(|error| of_xml(&error, place))? {
            Event::Start(inner) => {
                *depth += 1;
                *begun = true;
                if *depth > NESTED {
                    return Err(Unfit::beyond("nested-elements", NESTED as u64).refused(place.clone()));
                }
                Ok(Token::Start(Tag { inner, place }, false))
            }
            Event::Empty(inner) => {
                *begun = true;
                Ok(Token::Start(Tag { inner, place }, true))
            }
            Event::End(_) => {
                *depth = depth.saturating_sub(1);
                Ok(Token::End)
            }
            Event::Text(text) => Ok(Token::Text(text.into_inner())),
            Event::CData(text) => Ok(Token::Text(text.into_inner())),
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => Ok(Token::Text(Cow::Owned(letter.to_string()))),
                Ok(None) => match resolve_xml_entity(&name) {
                    Some(letter) => Ok(Token::Text(Cow::Borrowed(letter))),
                    None => Err(Error::new(src::WORKBOOK_ENTITY).at(place.clone())),
                },
                Err(_) => Err(broken("xml-text")),
            },
            Event::DocType(_) => Err(Error::new(src::WORKBOOK_ENTITY).at(place.clone())),
            Event::Decl(declaration) => match declaration.encoding() {
                Some(Ok(name)) if !name.eq_ignore_ascii_case("utf-8") => {
                    Err(Error::new(src::WORKBOOK_ENCODING).at(place.clone()))
                }
                _ => Ok(Token::Nothing),
            },
            Event::Comment(_) | Event::PI(_) => Ok(Token::Nothing),
            Event::Eof if *depth > 0 || !*begun => Err(broken("xml-end")),
            Event::Eof => Ok(Token::Done),
        }
    }

    /// Reads every element with what it stands in: the names from the outermost to itself. It may take its text.
    pub(super) fn each(mut self, mut element: impl FnMut(&mut Self, &[Box<str>], Held) -> Result<()>) -> Result<()> {
        let mut path: Vec<Box<str>> = Vec::new();
        loop {
            let (held, empty) = match self.next()? {
                Token::Start(tag, empty) => (Held::of(&tag)?, empty),
                Token::End => {
                    path.pop();
                    continue;
                }
                Token::Done => return Ok(()),
                Token::Text(_) | Token::Nothing => continue,
            };
            path.push(held.name.clone());
            let depth = self.depth;
            element(&mut self, &path, held)?;
            if empty || self.depth < depth {
                path.pop();
            }
        }
    }

    /// The text of the element that started last and has an end, to its end, with the texts of elements in it.
    pub(super) fn text(&mut self, most: usize) -> Result<String> {
        let (depth, mut whole) = (self.depth, String::new());
        while self.depth >= depth {
            if let Token::Text(piece) = self.next()? {
                whole.push_str(&piece);
            }
            if whole.len() > most {
                return Err(Unfit::beyond("bytes-of-a-text", most as u64).refused(self.place.clone()));
            }
        }
        Ok(whole)
    }
}

/// The start of an element, kept.
pub(super) struct Held {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, String)>,
}

impl Held {
    pub(super) fn of(tag: &Tag<'_>) -> Result<Self> {
        let mut attributes = Vec::new();
        tag.attributes(|name, value| {
            attributes.push((Box::from(name), value.into_owned()));
            Ok(())
        })?;
        Ok(Self { name: Box::from(tag.name()), attributes })
    }

    /// The value of the first attribute of a name, whatever its prefix.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| **own == *name).map(|(_, value)| value.as_str())
    }
}

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        local(self.inner.name().into_inner())
    }

    /// Hands over the attributes with their names without prefixes; declarations of namespaces are left out.
    pub(super) fn attributes<'t>(&'t self, mut each: impl FnMut(&'t str, Cow<'t, str>) -> Result<()>) -> Result<()> {
        let broken = || Unfit::Broken("xml-attribute").refused(self.place.clone());
        for (many, attribute) in self.inner.attributes().with_checks(false).enumerate() {
            let attribute = attribute.map_err(|_| broken())?;
            if many >= ATTRIBUTES {
                let error = Error::new(src::WORKBOOK_LIMIT).with("what", Safe::word("attributes-of-an-element"));
                return Err(error.with("limit", ATTRIBUTES).at(self.place.clone()));
            }
            let name = attribute.key.into_inner();
            if !name.starts_with("xmlns") {
                let value = match attribute.value {
                    Cow::Borrowed(plain) if !plain.contains(['&', '<', '\t', '\n', '\r']) => Cow::Borrowed(plain),
                    _ => Cow::Owned(
                        attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| broken())?.into_owned(),
                    ),
                };
                each(local(name), value)?;
            }
        }
        Ok(())
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn of_xml(error: &XmlError, place: &Place) -> Error {
    match error {
        XmlError::Io(error) => of_input(error, place.clone()),
        XmlError::Syntax(_) => Unfit::Broken("xml-end").refused(place.clone()),
        XmlError::Encoding(_) => Error::new(src::WORKBOOK_ENCODING).at(place.clone()),
        XmlError::InvalidAttr(_) => Unfit::Broken("xml-attribute").refused(place.clone()),
        _ => Unfit::Broken("xml-markup").refused(place.clone()),
    }
}
