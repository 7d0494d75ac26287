use super::{reading::Reading, values::Values};
use crate::{
    catalogue::Catalogue,
    code::{Mapping, Scheme},
    error::Result,
    source::Layout,
    table::Absent,
    text::Tag,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The names of the columns that every plain table file has.
pub(super) const INDICATOR: &str = "INDICATOR";
pub(super) const REPORTER: &str = "REF_AREA";
pub(super) const TIME: &str = "TIME_PERIOD";
pub(super) const UNIT: &str = "UNIT";
pub(super) const VALUE: &str = "OBS_VALUE";
pub(super) const STATUS: &str = "OBS_STATUS";
pub(super) const CONFIDENTIALITY: &str = "CONF_STATUS";

/// What stands in place of a figure: the figure or status that it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) figure: Arc<str>,
    pub(super) status: Arc<str>,
}

/// How a file is read: which column holds what, what is stated for the whole file, and in whose codes, words and figures.
///
/// What a file holds is named by the ids of DSM: `INDICATOR`, `REF_AREA`, `TIME_PERIOD`, `UNIT`, `OBS_VALUE`, `OBS_STATUS`,
/// `CONF_STATUS` and the dimensions of its indicators. Nothing of it is guessed: a scheme, a language of names, and what a word of
/// the file means are stated.
#[derive(Clone, Debug)]
pub struct Specification {
    pub(super) columns: BTreeMap<Arc<str>, Arc<str>>,
    pub(super) stated: BTreeMap<Arc<str>, Arc<str>>,
    pub(super) readings: BTreeMap<Arc<str>, Reading>,
    pub(super) values: Vec<Values>,
    pub(super) marks: BTreeMap<Arc<str>, Mark>,
    pub(super) ignored: BTreeSet<Arc<str>>,
    pub(super) layout: Layout,
    pub(super) fixed: Vec<(Arc<str>, usize)>,
    pub(super) absent: Absent,
    pub(super) blanks_are_absent: bool,
    pub(super) counted: bool,
    preset: Option<Arc<str>>,
}

impl Default for Specification {
    fn default() -> Self {
        let marks = BTreeMap::from([(Arc::from("*"), Mark { figure: Arc::from(""), status: Arc::from("Q") })]);
        Self {
            columns: BTreeMap::new(),
            stated: BTreeMap::new(),
            readings: BTreeMap::new(),
            values: Vec::new(),
            marks,
            ignored: BTreeSet::new(),
            layout: Layout::default(),
            fixed: Vec::new(),
            absent: Absent::default(),
            blanks_are_absent: false,
            counted: false,
            preset: None,
        }
    }
}

impl Specification {
    /// A plain table file: every column has the id of what it holds, reporting countries by their two letters.
    #[must_use]
    pub fn tidy() -> Self {
        Self::default()
    }

    /// Says which column holds something.
    #[must_use]
    pub fn column(mut self, id: &str, column: &str) -> Self {
        self.columns.insert(Arc::from(id), Arc::from(column));
        self
    }

    /// States one value for the whole file, such as the indicator or the reporting country, in the codes of DSM. A column of it
    /// is not read.
    #[must_use]
    pub fn stated(mut self, id: &str, value: &str) -> Self {
        self.stated.insert(Arc::from(id), Arc::from(value));
        self
    }

    /// Says which code of DSM each code of a column is. A code that is not mapped is a finding.
    #[must_use]
    pub fn mapped(mut self, id: &str, mapping: Mapping) -> Self {
        self.reading(id).mapping = Some(mapping);
        self
    }

    /// Says in whose codes the reporting countries are written; a mechanism knows them by the two letters of ISO 3166.
    ///
    /// # Errors
    /// `COD-009` where the list of countries has no codes of that scheme; `COD-006` where a code would be split.
    pub fn reporter_in(self, scheme: Scheme) -> Result<Self> {
        Ok(self.mapped(REPORTER, Mapping::built_in("COUNTRY", scheme, Scheme::Iso3166Alpha2)?))
    }

    /// Says in whose codes a dimension is written, whose own codes are those of a built-in list.
    ///
    /// # Errors
    /// As [`Specification::reporter_in`].
    pub fn dimension_in(self, id: &str, list: &str, scheme: Scheme, own: Scheme) -> Result<Self> {
        Ok(self.mapped(id, Mapping::built_in(list, scheme, own)?))
    }

    /// Says that a column holds names of a list in a language, such as `Австрия`. A name that nobody has, or that two places
    /// share, is a finding: it is never guessed.
    #[must_use]
    pub fn named_in(mut self, id: &str, language: Tag) -> Self {
        self.reading(id).names = Some(language);
        self
    }

    /// Says what a word of the file means, such as `отказано` for `REJ`. It goes before names and schemes.
    #[must_use]
    pub fn label(mut self, id: &str, word: &str, code: &str) -> Self {
        self.put_label(id, word, code);
        self
    }

    pub(super) fn put_label(&mut self, id: &str, word: &str, code: &str) {
        self.reading(id).labels.insert(Box::from(word), Arc::from(code));
    }

    /// Adds columns that hold figures, each with what is stated for it. Without any, `OBS_VALUE` is the only one.
    #[must_use]
    pub fn values(mut self, values: Values) -> Self {
        self.values.push(values);
        self
    }

    /// Says what stands in place of a figure: a figure such as `0` for `-`, or a status (`O`, `L`, `M`, `Q`) for why there is
    /// none. `*` is `Q` unless something else is said.
    #[must_use]
    pub fn mark(mut self, text: &str, meaning: &str) -> Self {
        let is_figure = meaning.starts_with(|c: char| c.is_ascii_digit());
        let (figure, status) = if is_figure { (meaning, "") } else { ("", meaning) };
        self.marks.insert(Arc::from(text), Mark { figure: Arc::from(figure), status: Arc::from(status) });
        self
    }

    /// Says that a column is of no use here, on purpose.
    #[must_use]
    pub fn ignore(mut self, column: &str) -> Self {
        self.ignored.insert(Arc::from(column));
        self
    }

    /// Says how the text is laid out: encoding, separator or widths, lines above the header, how figures are written, limits.
    #[must_use]
    pub fn laid_out(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// Says what a row that is not there means: not delivered until stated otherwise; zero where the source leaves zeros out.
    #[must_use]
    pub fn absent(mut self, absent: Absent) -> Self {
        self.absent = absent;
        self
    }

    /// Says that a blank figure is a row that is not there, as in a cross table. Otherwise a blank has to give its reason.
    #[must_use]
    pub fn blanks_are_absent(mut self) -> Self {
        self.blanks_are_absent = true;
        self
    }

    /// Says that figures are as they were counted: what the indicator declares of how its publisher rounds does not hold for them.
    ///
    /// It is so for what an office enters into a form, and for the entries that are kept of it; a file of specifications says
    /// `figures = "as-counted"`. Every other file, one that DSM wrote of rounded figures too, is read as its publisher made it.
    #[must_use]
    pub fn as_counted(mut self) -> Self {
        self.counted = true;
        self
    }

    /// Says of which preset its indicators are.
    ///
    /// # Errors
    /// `CAT-008` where there is no such preset.
    pub fn of_preset(mut self, name: &str) -> Result<Self> {
        Catalogue::preset(name)?;
        self.preset = Some(Arc::from(name));
        Ok(self)
    }

    /// The preset of its indicators, where it is said.
    #[must_use]
    pub fn preset(&self) -> Option<&str> {
        self.preset.as_deref()
    }

    /// The indicators that the file is read for: of the stated preset, else of the handbook's, `dsm`.
    ///
    /// # Errors
    /// None that a build of DSM which passes its tests can have.
    pub fn catalogue(&self) -> Result<Catalogue> {
        Catalogue::preset(self.preset().unwrap_or("dsm"))
    }

    /// The name of the column that holds something.
    pub(super) fn column_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.columns.get(id).map_or(id, |column| column)
    }

    fn reading(&mut self, id: &str) -> &mut Reading {
        self.readings.entry(Arc::from(id)).or_default()
    }
}
