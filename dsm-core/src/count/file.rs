//! Specifications as files: TOML with `format = "dsm-count/1"`.

use super::{Specification, declare::unreadable};
use crate::error::{At, Error, Finding, Place, Result, Safe, codes::cnt};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

const FORMAT: &str = "dsm-count/1";
/// What a file says of itself and not of the count.
const ABOUT: [&str; 2] = ["about", "format"];

impl Specification {
    /// Reads a file of specifications. `name` is the name that places are given with.
    ///
    /// ```
    /// use dsm_core::count::Specification;
    /// let text = "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2024-01-01\"\nuntil = \"2024-12-31\"\ndate = \"day\"\n";
    /// let _ = Specification::from_toml("cards.toml", text)?;
    /// let wrong = Specification::from_toml("cards.toml", &format!("{text}datum = \"x\"\n")).unwrap_err();
    /// assert_eq!(wrong.findings()[0].place().unwrap().to_string(), "cards.toml:7");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `CNT-001`, with a finding for each line that says something that no specification does; `CNT-038` where it is no TOML, `CNT-039`
    /// where it is of another format.
    pub fn from_toml(name: &str, text: &str) -> Result<Self> {
        let at = |offset: usize| {
            let before = text.get(..offset).unwrap_or_default();
            Place::line(name, 1 + before.matches('\n').count() as u64, 0)
        };
        let parsed =
            DeTable::parse(text).map_err(|error| no_toml(name, text, error.span().map_or(0, |span| span.start)))?;
        let table = parsed.get_ref();
        if table.get("format").and_then(text_of).as_deref() != Some(FORMAT) {
            return Err(Error::new(cnt::SPECIFICATION_OF_OTHER_FORMAT).with("known", Safe::word(FORMAT)).at(at(0)));
        }
        let mut file = File { specification: Self::default(), findings: Vec::new(), at: &at };
        // Parts stand in the order of the file, so that dimensions and counts keep theirs.
        let mut parts: Vec<_> = table.iter().filter(|(part, _)| !ABOUT.contains(&&**part.get_ref())).collect();
        parts.sort_by_key(|(part, _)| part.span().start);
        parts.into_iter().for_each(|(part, value)| file.value("", part.get_ref(), value));
        if file.findings.is_empty() {
            return Ok(file.specification);
        }
        file.findings.sort_by_key(|(start, _)| *start);
        let findings = file.findings.into_iter().map(|(_, finding)| finding).collect();
        Err(unreadable().at(Place::new(name, At::Whole)).findings_of(findings))
    }
}

/// Where a text is no TOML, by line and column.
fn no_toml(name: &str, text: &str, offset: usize) -> Error {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let column = u32::try_from(line.chars().count()).unwrap_or(u32::MAX).saturating_add(1);
    Error::new(cnt::SPECIFICATION_NO_TOML).at(Place::line(name, 1 + before.matches('\n').count() as u64, column))
}

/// Lists that choose something.
const CHOSEN: [&str; 5] = ["units", "fatal", "entry", "exit", "groups"];

/// A file that is being read.
struct File<'a> {
    specification: Specification,
    /// What is wrong, each with where in the text.
    findings: Vec<(usize, Finding)>,
    at: &'a dyn Fn(usize) -> Place,
}

impl File<'_> {
    fn value(&mut self, part: &str, id: &str, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                let inner = if part.is_empty() { id.to_owned() } else { format!("{part}.{id}") };
                self.specification.lines.put(&inner, "", (self.at)(value.span().start));
                let mut lines: Vec<_> = table.iter().collect();
                lines.sort_by_key(|(id, _)| id.span().start);
                lines.into_iter().for_each(|(id, value)| self.value(&inner, id.get_ref(), value));
            }
            // No value is not every value: what is chosen by none would choose all.
            DeValue::Array(list)
                if list.is_empty() && (CHOSEN.contains(&id) || part == "filter" || part.ends_with(".only")) =>
            {
                let place = (self.at)(value.span().start);
                self.findings.push((value.span().start, Finding::from(&unreadable().at(place))));
            }
            DeValue::Array(list) => list.iter().for_each(|one| self.line(part, id, one)),
            _ => self.line(part, id, value),
        }
    }

    fn line(&mut self, part: &str, id: &str, value: &Spanned<DeValue<'_>>) {
        self.specification.lines.put(part, id, (self.at)(value.span().start));
        let declared = match text_of(value) {
            Some(value) => self.specification.put(part, id, &value),
            None => Err(unreadable()),
        };
        if let Err(error) = declared {
            let start = value.span().start;
            self.findings.push((start, Finding::from(&error).at((self.at)(start)).evidence_of(id)));
        }
    }
}

/// A text or a whole number, as text.
fn text_of(value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}
