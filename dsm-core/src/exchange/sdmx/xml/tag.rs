use crate::error::{Error, Place, Result, Safe, codes::exc};
use quick_xml::{XmlVersion, events::BytesStart};
use std::{borrow::Cow, sync::Arc};

/// The start of an element.
#[derive(Debug)]
pub(in crate::exchange::sdmx) struct Tag<'a> {
    inner: BytesStart<'a>,
    file: &'a Arc<str>,
    /// The line that its end stands in, from one.
    pub(in crate::exchange::sdmx) line: u64,
    /// Whether it has no end tag: `<Obs/>`.
    pub(in crate::exchange::sdmx) empty: bool,
}

/// An attribute: prefix, name without it, value.
pub(in crate::exchange::sdmx) type Attribute<'a> = (&'a str, &'a str, Cow<'a, str>);

impl<'a> Tag<'a> {
    pub(super) fn new(inner: BytesStart<'a>, file: &'a Arc<str>, line: u64, empty: bool) -> Self {
        Self { inner, file, line, empty }
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
    pub(in crate::exchange::sdmx) fn attributes(&self) -> impl Iterator<Item = Result<Attribute<'_>>> {
        self.inner.attributes().map(|attribute| {
            let broken = || {
                Error::new(exc::XML_BROKEN).with("what", Safe::word("xml-attribute")).at(Place::line(
                    self.file.clone(),
                    self.line,
                    0,
                ))
            };
            let attribute = attribute.map_err(|_| broken())?;
            let (prefix, local) = split(attribute.key.into_inner());
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| broken())?;
            Ok((prefix, local, value))
        })
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

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}
