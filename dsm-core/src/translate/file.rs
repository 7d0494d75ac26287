//! Specifications as files: TOML with `format = "dsm-translator/1"`.

use super::{Specification, declare::unreadable};
use crate::error::{Finding, Place, Result};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

const FORMAT: &str = "dsm-translator/1";
/// What a file of specifications says of itself and not of the figures.
const ABOUT: [&str; 3] = ["about", "format", "source"];

impl Specification {
    /// Reads a file of specifications. `name` is the name that places are given with.
    ///
    /// The parts are those of [`Specification::declare`]: a table holds ids and values, a table in it (`[labels.SEX]`) the part
    /// of that name; a list names several (`ignored = ["note"]`), and `fixed` lists columns with their widths
    /// (`fixed = [["YEAR", 4], ["SEX", 1]]`). `about` and `source` are for people and are passed over.
    ///
    /// ```
    /// use dsm_core::translate::Specification;
    /// let text = "format = \"dsm-translator/1\"\n[columns]\nSEX = \"Пол\"\n[labels.SEX]\n\"женщины\" = \"F\"\n";
    /// let _ = Specification::from_toml("national.toml", text)?;
    /// let wrong = Specification::from_toml("national.toml", &format!("{text}[colums]\nAGE = \"Возраст\"\n")).unwrap_err();
    /// assert_eq!(wrong.findings()[0].place().unwrap().to_string(), "national.toml:7");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `TRL-007`, with a finding for each line that says something else: its own code, such as `COD-008` for an unknown scheme.
    pub fn from_toml(name: &str, text: &str) -> Result<Self> {
        let at = |offset: usize| {
            let before = text.get(..offset).unwrap_or_default();
            Place::line(name, 1 + before.matches('\n').count() as u64, 0)
        };
        let parsed =
            DeTable::parse(text).map_err(|error| unreadable().at(at(error.span().map_or(0, |span| span.start))))?;
        let table = parsed.get_ref();
        if text_of(table.get("format")).as_deref() != Some(FORMAT) {
            return Err(unreadable().at(at(0)));
        }
        let mut file = File { specification: Self::tidy(), findings: Vec::new(), at: &at };
        for (part, value) in table.iter().filter(|(part, _)| !ABOUT.contains(&&**part.get_ref())) {
            file.part(part.get_ref(), value);
        }
        if file.findings.is_empty() {
            return Ok(file.specification);
        }
        // The parts come in the order of their names; what is wrong is told in the order of the file.
        file.findings.sort_by_key(|(start, _)| *start);
        let findings = file.findings.into_iter().map(|(_, finding)| finding).collect();
        Err(unreadable().at(Place::new(name, crate::error::At::Whole)).findings_of(findings))
    }
}

/// A file that is being read.
struct File<'a> {
    specification: Specification,
    /// What is wrong, each with where in the text.
    findings: Vec<(usize, Finding)>,
    at: &'a dyn Fn(usize) -> Place,
}

impl File<'_> {
    fn part(&mut self, part: &str, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                for (id, value) in table {
                    match value.get_ref() {
                        DeValue::Table(_) if !part.contains('.') => {
                            self.part(&format!("{part}.{}", id.get_ref()), value)
                        }
                        _ => self.line(part, id.get_ref(), text_of(Some(value)), value.span().start),
                    }
                }
            }
            DeValue::Array(list) => list.iter().for_each(|one| self.listed(part, one)),
            _ => match text_of(Some(value)) {
                Some(id) => self.line(part, &id, Some(String::new()), value.span().start),
                None => self.line(part, "", None, value.span().start),
            },
        }
    }

    /// An entry of a list: an id, or an id and its value.
    fn listed(&mut self, part: &str, one: &Spanned<DeValue<'_>>) {
        let start = one.span().start;
        let pair: Vec<Option<String>> = match one.get_ref() {
            DeValue::Array(pair) => pair.iter().map(|one| text_of(Some(one))).collect(),
            _ => vec![text_of(Some(one)), Some(String::new())],
        };
        match pair.as_slice() {
            [Some(id), value] => self.line(part, id, value.clone(), start),
            _ => self.line(part, "", None, start),
        }
    }

    fn line(&mut self, part: &str, id: &str, value: Option<String>, start: usize) {
        let declared = match value {
            Some(value) => self.specification.declare_in_place(part, id, &value),
            None => Err(unreadable()),
        };
        match declared {
            Ok(()) => {}
            Err(error) => {
                self.findings.push((start, Finding::from(&error).at((self.at)(start)).evidence_of(id)));
            }
        }
    }
}

/// A text or a whole number, as text.
fn text_of(value: Option<&Spanned<DeValue<'_>>>) -> Option<String> {
    match value?.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}
