use super::{Specification, Values, specification::REPORTER, values::Which};
use crate::{
    code::{CodeList, Scheme},
    error::{Collected, Error, Result, codes::trl},
    source::{Encoding, Numbers, Separator},
    table::Absent,
    text::Tag,
};
use std::sync::Arc;

impl Specification {
    /// Adds one line of what a file of specifications says: in a part, of an id, a value.
    ///
    /// | part | id | value |
    /// |---|---|---|
    /// | `columns` | what it holds | the name of its column |
    /// | `stated` | what it is | the code of DSM for the whole file |
    /// | `schemes` | a column of codes | in whose codes: `iso3166-alpha3`, `m49`, `unhcr` … |
    /// | `names` | a column of names | their language: `ru`, `ro` … |
    /// | `labels.ID` | a word of the file | the code of DSM that it means |
    /// | `values.COLUMN` | what is stated for the figures in that column | the code of DSM |
    /// | `across` | what the names of all other columns are | |
    /// | `ignored` | a column that is of no use here | |
    /// | `marks` | what stands in place of a figure | a figure, or `O`, `L`, `M`, `Q` |
    /// | `figures` | `as-counted`: figures are not rounded as the publisher of the indicator does | |
    /// | `catalogue` | `preset` | of which preset the indicators are: `dsm`, `unhcr` |
    /// | `absent` | `rows` | what a row that is not there means: `missing`, `zero` |
    /// | `absent` | `blanks` | what a blank figure means: `refused`, `absent` |
    /// | `layout` | `encoding`, `separator`, `numbers`, `title_lines`, `header_lines`, `sheet` | as the room `source` writes them |
    /// | `fixed` | the name of the next column of fixed width | its width in characters |
    ///
    /// ```
    /// use dsm_core::translate::Specification;
    /// let national = Specification::tidy()
    ///     .declare("columns", "CITIZENSHIP", "Țara de origine")?
    ///     .declare("names", "CITIZENSHIP", "ro")?
    ///     .declare("values.Respinse", "DECISION", "REJ")?
    ///     .declare("stated", "REF_AREA", "MD")?;
    /// assert_eq!(national.declare("colums", "SEX", "Sexul").unwrap_err().code().id(), "TRL-007");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `TRL-007` for anything else; `CAT-008` for an unknown preset; the code of its room for an unknown scheme, language, encoding or way to write figures.
    pub fn declare(mut self, part: &str, id: &str, value: &str) -> Result<Self> {
        self.declare_in_place(part, id, value)?;
        Ok(self)
    }

    /// As [`Specification::declare`]; where it is refused, everything that was declared before stays.
    pub(super) fn declare_in_place(&mut self, part: &str, id: &str, value: &str) -> Result<()> {
        if let Some(of) = part.strip_prefix("labels.") {
            self.put_label(of, id, value);
            return Ok(());
        }
        // A file has thousands of labels and few other lines.
        *self = self.clone().declared(part, id, value)?;
        Ok(())
    }

    fn declared(self, part: &str, id: &str, value: &str) -> Result<Self> {
        if let Some(column) = part.strip_prefix("values.") {
            return Ok(self.value_stated(column, id, value));
        }
        match (part, id, value) {
            ("columns", _, _) => Ok(self.column(id, value)),
            ("stated", _, _) => Ok(self.stated(id, value)),
            ("schemes", REPORTER, _) => self.reporter_in(Scheme::parse(value)?),
            ("schemes", _, _) => {
                let own = CodeList::built_in(id)?.scheme();
                self.dimension_in(id, id, Scheme::parse(value)?, own)
            }
            ("names", _, _) => Ok(self.named_in(id, Tag::parse(value)?)),
            ("across", _, "") => Ok(self.values(Values::across(id))),
            ("ignored", _, "") => Ok(self.ignore(id)),
            ("marks", _, _) if is_mark(value) => Ok(self.mark(id, value)),
            ("figures", "as-counted", "") => Ok(self.as_counted()),
            ("catalogue", "preset", _) => self.of_preset(value),
            ("absent", "rows", "missing") => Ok(self.absent(Absent::Missing)),
            ("absent", "rows", "zero") => Ok(self.absent(Absent::Zero)),
            ("absent", "blanks", "absent") => Ok(self.blanks_are_absent()),
            ("absent", "blanks", "refused") => Ok(self),
            ("layout", _, _) => self.layout_declared(id, value),
            ("fixed", _, _) => {
                let mut this = self;
                this.fixed.push((Arc::from(id), value.parse().map_err(|_| unreadable())?));
                let fields: Vec<(&str, usize)> = this.fixed.iter().map(|(name, width)| (&**name, *width)).collect();
                let layout = this.layout.clone().fixed(&fields);
                Ok(this.laid_out(layout))
            }
            _ => Err(unreadable()),
        }
    }

    /// Adds several lines, each a part, an id and a value: what a specification says that was not read from a file.
    ///
    /// # Errors
    /// `TRL-007` with a finding for every line that says something else: its own code, as [`Specification::declare`].
    pub fn declare_all<S: AsRef<str>>(mut self, lines: &[(S, S, S)]) -> Result<Self> {
        let mut found = Collected::new();
        for (part, id, value) in lines {
            if let Err(error) = self.declare_in_place(part.as_ref(), id.as_ref(), value.as_ref()) {
                found.fault(&error, None, &format!("{}.{}", part.as_ref(), id.as_ref()));
            }
        }
        if found.findings().is_empty() { Ok(self) } else { Err(unreadable().findings_of(found.into_findings())) }
    }

    fn layout_declared(self, id: &str, value: &str) -> Result<Self> {
        let lines = || value.parse::<usize>().map_err(|_| unreadable());
        let layout = self.layout.clone();
        let layout = match id {
            "encoding" => layout.encoding(Encoding::parse(value)?),
            "numbers" => layout.numbers(Numbers::parse(value)?),
            "separator" => layout.separator(separator(value)?),
            "sheet" => layout.sheet(value),
            "title_lines" => layout.title_lines(lines()?),
            "header_lines" => layout.header_lines(lines()?),
            _ => return Err(unreadable()),
        };
        Ok(self.laid_out(layout))
    }

    /// States something for the figures of a column, which is one of those that hold figures from now on.
    fn value_stated(mut self, column: &str, id: &str, value: &str) -> Self {
        let of_column = |values: &&mut Values| matches!(&values.which, Which::Named(name) if **name == *column);
        match self.values.iter_mut().find(of_column) {
            Some(values) => *values = values.clone().stated(id, value),
            None => self.values.push(Values::in_column(column).stated(id, value)),
        }
        self
    }
}

/// A separator by itself or by its name.
fn separator(text: &str) -> Result<Separator> {
    let same = |separator: &Separator| separator.word() == text || text.bytes().eq([separator.byte()]);
    Separator::ALL.into_iter().find(same).ok_or_else(unreadable)
}

/// What may stand for a mark: a plain figure, or the letter that says why there is none.
fn is_mark(value: &str) -> bool {
    ["O", "L", "M", "Q"].contains(&value) || (!value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn unreadable() -> Error {
    Error::new(trl::SPECIFICATION_UNREADABLE)
}
