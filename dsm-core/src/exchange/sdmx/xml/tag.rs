use super::{
    MOST_ATTRIBUTES, Prefixes,
    prefixes::{is_name, is_text},
};
use crate::error::{Error, Place, Result, Safe, codes::exc};
use quick_xml::{XmlVersion, events::BytesStart, events::attributes::Attribute as Raw, name::QName};
use std::{borrow::Cow, sync::Arc};

/// Where something begins: a line and a sign of it, both from one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::exchange::sdmx) struct Mark {
    pub(in crate::exchange::sdmx) line: u64,
    pub(in crate::exchange::sdmx) column: u32,
}

/// The start of an element.
#[derive(Debug)]
pub(in crate::exchange::sdmx) struct Tag<'a> {
    inner: BytesStart<'a>,
    file: &'a Arc<str>,
    prefixes: &'a Prefixes,
    /// The line that its end stands in, from one.
    pub(in crate::exchange::sdmx) line: u64,
    /// Where it begins.
    pub(in crate::exchange::sdmx) mark: Mark,
    /// Whether it has no end tag: `<Obs/>`.
    pub(in crate::exchange::sdmx) empty: bool,
}

/// An attribute: prefix, name without it, value.
pub(in crate::exchange::sdmx) type Attribute<'a> = (&'a str, &'a str, Cow<'a, str>);

/// The attributes of a tag in their order.
#[derive(Debug)]
pub(in crate::exchange::sdmx) struct Attributes<'t> {
    rest: &'t str,
    names: [&'t str; 16],
    others: Vec<&'t str>,
    many: usize,
    file: &'t Arc<str>,
    prefixes: &'t Prefixes,
    line: u64,
}

impl<'a> Tag<'a> {
    pub(super) fn new(
        inner: BytesStart<'a>,
        (file, prefixes): (&'a Arc<str>, &'a Prefixes),
        (line, mark): (u64, Mark),
        empty: bool,
    ) -> Self {
        Self { inner, file, prefixes, line, mark, empty }
    }

    /// The name without its prefix.
    pub(in crate::exchange::sdmx) fn local(&self) -> &str {
        split(self.inner.name().into_inner()).1
    }

    /// The prefix of the name, empty where there is none.
    pub(in crate::exchange::sdmx) fn prefix(&self) -> &str {
        split(self.inner.name().into_inner()).0
    }

    /// Its attributes in their order; namespace declarations have the prefix `xmlns`.
    pub(in crate::exchange::sdmx) fn attributes(&self) -> Attributes<'_> {
        let rest = self.inner.attributes_raw();
        let (file, prefixes, line) = (self.file, self.prefixes, self.line);
        Attributes { rest, names: [""; 16], others: Vec::new(), many: 0, file, prefixes, line }
    }

    /// The value of the attribute of a name, whatever its prefix.
    pub(in crate::exchange::sdmx) fn attribute(&self, name: &str) -> Result<Option<Cow<'_, str>>> {
        for attribute in self.attributes() {
            let (prefix, local, value) = attribute?;
            if local == name && prefix != "xmlns" {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }
}

impl<'t> Attributes<'t> {
    fn take(&mut self) -> Option<Attribute<'t>> {
        let at = self.rest.bytes().position(|byte| matches!(byte, b'=' | b' ' | b'\t' | b'\r' | b'\n'))?;
        let (name, after) = self.rest.split_at_checked(at)?;
        if !is_name(name) {
            return None;
        }
        let mut after = after;
        if !after.starts_with("=\"") {
            after = after.trim_ascii_start();
            let rest = after.strip_prefix('=')?;
            after = rest.trim_ascii_start();
        } else {
            after = after.get(1..)?;
        }
        let quote = *after.as_bytes().first()?;
        if quote != b'"' && quote != b'\'' {
            return None;
        }
        let after = after.get(1..)?;
        let mut plain = true;
        let end = after.bytes().position(|byte| {
            plain &= !matches!(byte, b'&' | b'<' | 0..0x20);
            byte == quote
        })?;
        let (value, rest) = after.split_at_checked(end)?;
        self.rest = rest.get(1..)?;
        let value = if plain { Cow::Borrowed(value) } else { slow(name, value)? };
        let (prefix, local) = split(name);
        let bound = prefix.is_empty() || prefix == "xmlns" || self.prefixes.has(prefix);
        (bound && self.known(name)).then_some((prefix, local, value))
    }

    /// Puts a name down; false where it came before.
    fn known(&mut self, name: &'t str) -> bool {
        let first = self.names.get(..self.many.min(16)).unwrap_or_default();
        let same = |other: &&str| other.len() == name.len() && **other == *name;
        if first.iter().any(&same) || self.others.iter().any(same) {
            return false;
        }
        match self.names.get_mut(self.many) {
            Some(slot) => *slot = name,
            None => self.others.push(name),
        }
        self.many += 1;
        true
    }
}

/// A value with references, or with line ends and tabs, which count as spaces.
fn slow<'t>(name: &'t str, value: &'t str) -> Option<Cow<'t, str>> {
    if value.contains('<') {
        return None;
    }
    let raw = Raw { key: QName(name), value: Cow::Borrowed(value) };
    let value = raw.normalized_value(XmlVersion::Implicit1_0).ok()?;
    is_text(&value).then(|| Cow::Owned(value.into_owned()))
}

impl<'t> Iterator for Attributes<'t> {
    type Item = Result<Attribute<'t>>;

    fn next(&mut self) -> Option<Self::Item> {
        let glued = self.many > 0 && !self.rest.starts_with([' ', '\t', '\r', '\n']);
        self.rest = self.rest.trim_ascii_start();
        if self.rest.is_empty() {
            return None;
        }
        let place = || Place::line(self.file.clone(), self.line, 0);
        if self.many >= MOST_ATTRIBUTES {
            let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("attributes-of-an-element"));
            let error = error.with("limit", MOST_ATTRIBUTES).at(place());
            self.rest = "";
            return Some(Err(error));
        }
        if !glued && let Some(attribute) = self.take() {
            return Some(Ok(attribute));
        }
        let error = Error::new(exc::XML_BROKEN).with("what", Safe::word("xml-attribute"));
        let error = error.at(Place::line(self.file.clone(), self.line, 0));
        self.rest = "";
        Some(Err(error))
    }
}

/// Prefix and name.
pub(super) fn split(name: &str) -> (&str, &str) {
    match name.bytes().position(|byte| byte == b':') {
        Some(at) => (name.get(..at).unwrap_or_default(), name.get(at + 1..).unwrap_or_default()),
        None => ("", name),
    }
}
