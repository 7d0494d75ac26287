use super::{
    super::{
        SheetDate, SheetLook, SheetValue,
        dates::Shown,
        number::is_number,
        xml::{Tag, Xml},
    },
    text,
};
use crate::error::Result;
use std::io::{Read, Seek};

/// How many bytes of a formula are kept, as of those of Excel.
use super::super::cells::MOST_FORMULA;

/// A cell of a row, which may stand for several beside each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) column: u32,
    pub(super) repeat: u32,
    kind: Kind,
    text: String,
    date: Option<SheetDate>,
    formula: Option<Box<str>>,
    pub(super) look: SheetLook,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Nothing,
    Number,
    Text,
    Bool,
    Error,
    Date,
    Unreckoned,
    Broken,
}

/// What the tag of a cell says.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) repeat: u32,
    pub(super) spans: [u32; 2],
    pub(super) style: Option<String>,
    kind: String,
    failed: bool,
    value: Option<String>,
    formula: Option<String>,
}

impl Head {
    pub(super) fn of(tag: &Tag<'_>) -> Result<Self> {
        let mut head = Self { repeat: 1, spans: [1, 1], ..Self::default() };
        tag.attributes(|name, value| {
            let number = || value.parse::<u32>().unwrap_or(u32::MAX).max(1);
            match name {
                "number-columns-repeated" => head.repeat = number(),
                "number-rows-spanned" => head.spans[0] = number(),
                "number-columns-spanned" => head.spans[1] = number(),
                "style-name" => head.style = Some(value.into_owned()),
                // LibreOffice says it twice, once as what older programs understand.
                "value-type" if value == "error" => head.failed = true,
                "value-type" => head.kind = value.into_owned(),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    head.value = Some(value.into_owned());
                }
                "formula" => head.formula = Some(value.into_owned()),
                _ => {}
            }
            Ok(())
        })?;
        Ok(head)
    }
}

impl Cell {
    /// Reads a cell to its end; `most` is how long its text may be. `shown` is what its style shows of a date.
    pub(super) fn read<R: Read + Seek>(
        head: Head,
        (shown, look): (Shown, SheetLook),
        empty: bool,
        xml: &mut Xml<R>,
        most: usize,
    ) -> Result<Self> {
        let text = if empty { String::new() } else { text::of_cell(xml, most)? };
        let Head { repeat, kind, failed, value, formula, .. } = head;
        let mut cell = Self { repeat, look, ..Self::default() };
        // A result that is no number is one to some programs, beside the word that people see.
        let failed = failed || formula.is_some() && kind == "float" && text.starts_with(['#', 'E']);
        cell.formula = formula.map(|formula| stated(&formula).into());
        (cell.kind, cell.text) = match (&*kind, value) {
            _ if failed => (Kind::Error, text),
            ("float" | "percentage" | "currency", Some(value)) if is_number(&value) => (Kind::Number, value),
            ("date" | "time", Some(value)) => {
                cell.date = SheetDate::stated(&value, shown);
                (if cell.date.is_some() { Kind::Date } else { Kind::Text }, value)
            }
            ("boolean", Some(value)) if ["true", "false"].contains(&&*value) => (Kind::Bool, value),
            ("float" | "percentage" | "currency" | "date" | "time" | "boolean", _) => (Kind::Broken, text),
            ("string", Some(value)) => (Kind::Text, value),
            ("string", None) => (Kind::Text, text),
            _ if !text.is_empty() => (Kind::Text, text),
            _ if cell.formula.is_some() => (Kind::Unreckoned, text),
            _ => (Kind::Nothing, text),
        };
        if cell.kind == Kind::Text && cell.text.is_empty() && cell.formula.is_none() {
            cell.kind = Kind::Nothing;
        }
        Ok(cell)
    }

    /// Whether anything stands in it.
    pub(super) fn is_filled(&self) -> bool {
        self.kind != Kind::Nothing
    }

    /// How many bytes it holds.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn formula(&self) -> Option<&str> {
        self.formula.as_deref()
    }

    /// What stands in it; none where it is not as the standard says.
    pub(super) fn value(&self) -> Option<SheetValue<'_>> {
        Some(match self.kind {
            Kind::Number => SheetValue::Number(&self.text),
            Kind::Text => SheetValue::Text(&self.text),
            Kind::Bool => SheetValue::Bool(self.text == "true"),
            Kind::Error => SheetValue::Error(&self.text),
            Kind::Date => SheetValue::Date(self.date?),
            Kind::Unreckoned => SheetValue::Unreckoned,
            Kind::Nothing | Kind::Broken => return None,
        })
    }
}

/// A formula without the name of its language and the sign of equality: `of:=3+4`.
fn stated(formula: &str) -> &str {
    let own = formula.split_once('=').map_or("", |(_, own)| own);
    if own.len() > MOST_FORMULA { "" } else { own }
}
