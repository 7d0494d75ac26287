use super::{Indicator, Statement};
use crate::error::{Error, Place, Result, Safe, codes::cat};
use toml::de::{DeTable, DeValue};

impl Statement {
    /// Every statement of a TOML file, each at its line, in the order of the file. `name` is the name that places are given with.
    ///
    /// ```
    /// use dsm_core::{catalogue::Statement, error::{Error, codes::cat}};
    /// let refusal = || Error::new(cat::FORMAT_OTHER);
    /// let all = Statement::all_of_toml("form.toml", "format = \"x\"\n[name]\nen = \"Entries\"\n", refusal)?;
    /// assert_eq!((&*all[1].path, &*all[1].text, all[1].place.to_string()), ("name.en", "Entries", "form.toml:3".to_owned()));
    /// let wrong = Statement::all_of_toml("form.toml", "format = \"x\"\n[name\n", refusal).unwrap_err();
    /// assert_eq!(wrong.to_string(), "DSM-CAT-011 format-other at form.toml:2");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// What `refusal` says, at the line where the file is no TOML.
    pub fn all_of_toml(name: &str, text: &str, refusal: impl FnOnce() -> Error) -> Result<Vec<Self>> {
        let line = |at: usize| 1 + text.get(..at).unwrap_or_default().matches('\n').count() as u64;
        let table = DeTable::parse(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            refusal().at(Place::line(name, line(at), 0))
        })?;
        let mut all = Vec::new();
        let place = |at: usize| Place::line(name, line(at), 0);
        within("", table.get_ref(), &place, &mut all);
        all.sort_by_key(|(at, _): &(usize, Self)| *at);
        Ok(all.into_iter().map(|(_, statement)| statement).collect())
    }
}

impl Indicator {
    /// Reads a file of an indicator in TOML, with what it states. `name` is the name that places are given with.
    ///
    /// # Errors
    /// As [`Indicator::read`]; `CAT-011` at the line where the file is no TOML.
    pub fn from_toml(name: &str, text: &str) -> Result<(Self, Vec<Statement>)> {
        let refusal = || Error::new(cat::FORMAT_OTHER).with("known", Safe::word(super::file::FORMAT));
        let statements = Statement::all_of_toml(name, text, refusal)?;
        Ok((Self::read(&statements)?, statements))
    }
}

fn within(head: &str, table: &DeTable<'_>, place: &dyn Fn(usize) -> Place, all: &mut Vec<(usize, Statement)>) {
    for (key, value) in table {
        let path = if head.is_empty() { key.get_ref().to_string() } else { format!("{head}.{}", key.get_ref()) };
        one(&path, key.span().start, value.get_ref(), place, all);
    }
}

fn one(path: &str, at: usize, value: &DeValue<'_>, place: &dyn Fn(usize) -> Place, all: &mut Vec<(usize, Statement)>) {
    let mut state = |text: &str| all.push((at, Statement::new(path, text, place(at))));
    match value {
        DeValue::String(text) => state(text),
        DeValue::Integer(number) => state(number.as_str()),
        DeValue::Float(number) => state(number.as_str()),
        DeValue::Boolean(value) => state(if *value { "true" } else { "false" }),
        DeValue::Datetime(moment) => state(&moment.to_string()),
        DeValue::Array(values) => {
            for (number, value) in values.iter().enumerate() {
                one(&format!("{path}.{number}"), value.span().start, value.get_ref(), place, all);
            }
        }
        DeValue::Table(table) => within(path, table, place, all),
    }
}
