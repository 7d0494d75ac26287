use crate::{
    catalogue::Catalogue,
    code::{CodeList, Mapping, Scheme},
    error::{Error, Result, codes::trl},
    source::Layout,
    table::Absent,
};
use std::{collections::BTreeMap, sync::Arc};

/// The names of the columns that every plain table file has.
pub(super) const INDICATOR: &str = "INDICATOR";
pub(super) const REPORTER: &str = "REF_AREA";
pub(super) const TIME: &str = "TIME_PERIOD";
pub(super) const UNIT: &str = "UNIT";
pub(super) const VALUE: &str = "OBS_VALUE";
pub(super) const STATUS: &str = "OBS_STATUS";
pub(super) const CONFIDENTIALITY: &str = "CONF_STATUS";

/// How a file is read: which column holds what, what is stated for the whole file, and in whose codes.
///
/// What a file holds is named by the ids of DSM: `INDICATOR`, `REF_AREA`, `TIME_PERIOD`, `UNIT`, `OBS_VALUE`, `OBS_STATUS`,
/// `CONF_STATUS` and the dimensions of its indicators.
#[derive(Clone, Debug, Default)]
pub struct Specification {
    pub(super) columns: BTreeMap<Arc<str>, Arc<str>>,
    pub(super) stated: BTreeMap<Arc<str>, Arc<str>>,
    pub(super) mappings: BTreeMap<Arc<str>, Mapping>,
    pub(super) layout: Layout,
    pub(super) absent: Absent,
    preset: Option<Arc<str>>,
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

    /// States one value for the whole file, such as the indicator or the reporting country. A column of it is not read.
    #[must_use]
    pub fn stated(mut self, id: &str, value: &str) -> Self {
        self.stated.insert(Arc::from(id), Arc::from(value));
        self
    }

    /// Says which code of DSM each code of a column is. A code that is not mapped is a finding.
    #[must_use]
    pub fn mapped(mut self, id: &str, mapping: Mapping) -> Self {
        self.mappings.insert(Arc::from(id), mapping);
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

    /// Says how the text is laid out: separator, limits.
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

    /// Adds what a file of specifications says: in the part `columns` the column of an id, in `stated` a value for the whole
    /// file, in `schemes` in whose codes a column is written, in `absent` (`rows`) what a row that is not there means: `missing` or
    /// `zero`; in `catalogue` (`preset`) of which preset the indicators are.
    ///
    /// ```
    /// use dsm_core::translate::Specification;
    /// let national = Specification::tidy()
    ///     .declare("columns", "CITIZENSHIP", "Herkunft")?
    ///     .declare("schemes", "CITIZENSHIP", "unhcr")?
    ///     .declare("stated", "REF_AREA", "MD")?;
    /// assert_eq!(national.declare("colums", "SEX", "Geschlecht").unwrap_err().code().id(), "TRL-007");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `TRL-007` for another part; `COD-008` for an unknown scheme; `COD-009` where a list has no codes of the scheme;
    /// `CAT-008` for an unknown preset.
    pub fn declare(self, part: &str, id: &str, value: &str) -> Result<Self> {
        match (part, id, value) {
            ("columns", _, _) => Ok(self.column(id, value)),
            ("stated", _, _) => Ok(self.stated(id, value)),
            ("schemes", REPORTER, _) => self.reporter_in(Scheme::parse(value)?),
            ("schemes", _, _) => {
                let own = CodeList::built_in(id)?.scheme();
                self.dimension_in(id, id, Scheme::parse(value)?, own)
            }
            ("catalogue", "preset", _) => self.of_preset(value),
            ("absent", "rows", "missing") => Ok(self.absent(Absent::Missing)),
            ("absent", "rows", "zero") => Ok(self.absent(Absent::Zero)),
            _ => Err(Error::new(trl::SPECIFICATION_UNREADABLE)),
        }
    }

    /// The name of the column that holds something.
    pub(super) fn column_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.columns.get(id).map_or(id, |column| column)
    }
}
