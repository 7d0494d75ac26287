//! What makes a text XML: its characters, its names, and the prefixes that are declared where they are used.

use super::tag::split;
use quick_xml::events::BytesStart;

/// The prefixes that are declared around an element, each with the depth of the element that declares it.
#[derive(Debug)]
pub(super) struct Prefixes(Vec<(Box<str>, usize)>);

impl Prefixes {
    pub(super) fn new() -> Self {
        Self(Vec::new())
    }

    /// Takes up what an element declares that stands in `depth` others, and drops what those declared that have ended.
    ///
    /// # Errors
    /// What is broken: its name, or a prefix that nobody declared. Attributes are looked at where they are read.
    pub(super) fn enter(&mut self, depth: usize, tag: &BytesStart<'_>) -> Result<(), &'static str> {
        while self.0.last().is_some_and(|(_, own)| *own > depth) {
            self.0.pop();
        }
        // Almost no element declares anything.
        let mut rest = tag.attributes_raw();
        while let Some((_, after)) = rest.split_once("xmlns:") {
            let end = after.bytes().position(|byte| matches!(byte, b'=' | b' ' | b'\t' | b'\r' | b'\n'));
            let Some((prefix, after)) = end.and_then(|end| after.split_at_checked(end)) else { break };
            self.0.push((prefix.into(), depth + 1));
            rest = after;
        }
        let name = tag.name().into_inner();
        if !is_name(name) {
            return Err("xml-markup");
        }
        let (prefix, _) = split(name);
        if prefix.is_empty() || self.has(prefix) { Ok(()) } else { Err("xml-markup") }
    }

    /// Whether a prefix is declared.
    pub(super) fn has(&self, prefix: &str) -> bool {
        prefix == "xml" || self.0.iter().rev().any(|(own, _)| **own == *prefix)
    }
}

/// Whether a name begins and goes on as names do. Signs beyond ASCII are taken for letters.
pub(super) fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    let first =
        bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || byte >= 0x80);
    first && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':') || byte >= 0x80)
}

/// Whether a character may stand in XML.
pub(super) fn is_char(char: char) -> bool {
    !matches!(char, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether every character of a text may stand in XML.
pub(super) fn is_text(text: &str) -> bool {
    // In one pass without branches: almost every text has neither.
    let odd = text.bytes().fold(false, |odd, byte| {
        odd | (byte == 0xEF) | ((byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r'))
    });
    !odd || text.chars().all(is_char)
}
