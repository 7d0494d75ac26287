use super::{
    super::{documented, entry::SHEET_KEY, identity::Identity, template::Template},
    lines::Lines,
    read,
    said::Said,
    taken::Filled,
};
use crate::{
    catalogue::{Catalogue, Indicator},
    error::{
        At, Error, FindingSink, Place, Result, Safe,
        codes::{exc, src},
    },
    source::{Input, SheetLimits, Workbook},
    text::Lang,
};
use std::{
    fmt,
    io::{Read as _, SeekFrom},
    sync::Arc,
};

/// A workbook that says which form it is: of one indicator or several, a State, and periods.
///
/// # Example
/// ```
/// use dsm_core::{catalogue::Catalogue, error::Collected, exchange::xlsx::{Form, Template}, text::Lang};
/// use std::io::Cursor;
/// let catalogue = Catalogue::preset("dsm")?;
/// let mut workbook = Vec::new();
/// Template::new(catalogue.find("ENTRIES")?, "MD", &["2006"], Lang::En)?.write(&mut workbook)?;
/// let form = Form::open(Cursor::new(workbook), "form.xlsx")?.unwrap();
/// assert_eq!((form.indicators(), form.country(), form.periods()), (vec!["ENTRIES"], "MD", vec!["2006"]));
/// // Nobody has filled it in yet.
/// let mut found = Collected::new();
/// let refused = form.read(&catalogue, &mut found).unwrap_err();
/// assert_eq!(refused.code().id(), "EXC-310");
/// assert!(found.findings().iter().any(|finding| finding.rule().id() == "EXC-329"));
/// // A file of another kind is no form.
/// assert!(Form::open(Cursor::new("A,B\n1,2\n"), "f.csv")?.is_none());
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub struct Form<R> {
    pub(super) workbook: Workbook<R>,
    pub(super) file: Arc<str>,
    said: Said,
}

impl<R: Input> Form<R> {
    /// Opens a form; none where the bytes are something else, another workbook too. `file` is the name that places are given with.
    ///
    /// # Errors
    /// `EXC-306` where sheets of a form stand in a workbook that does not say which it is; `EXC-307` where what it says contradicts
    /// itself; `EXC-380` where it is the form of a documentation table; `SRC-016` where the bytes cannot be read.
    pub fn open(mut input: R, file: &str) -> Result<Option<Self>> {
        let mut head = Vec::new();
        let read = input.seek(SeekFrom::Start(0)).and_then(|_| input.by_ref().take(4).read_to_end(&mut head));
        read.map_err(|error| Error::new(src::READ_FAILED).at(Place::new(file, At::Whole)).caused_by(error))?;
        if head != b"PK\x03\x04" {
            return Ok(None);
        }
        // What is no workbook that can be read is refused by whoever reads it as a table, with what to do.
        let Ok(mut workbook) = Workbook::open(input, file, SheetLimits::default()) else { return Ok(None) };
        if documented::is_form(&workbook) {
            return Err(Error::new(exc::FORM_OF_DOCUMENTATION).at(Place::new(file, At::Whole)));
        }
        match Said::read(&mut workbook, file)? {
            Some(said) => Ok(Some(Self { workbook, file: Arc::from(file), said })),
            None if has_figures(&mut workbook) => {
                Err(Error::new(exc::FORM_WITHOUT_IDENTITY).at(Place::new(file, At::Whole)))
            }
            None => Ok(None),
        }
    }

    /// The ids of its indicators: of a questionnaire several, in the order of its tables.
    #[must_use]
    pub fn indicators(&self) -> Vec<&str> {
        self.said.indicators()
    }

    /// The State that it asks, by its two letters.
    #[must_use]
    pub fn country(&self) -> &str {
        self.said.country()
    }

    /// Its periods, as they stand in the column `TIME_PERIOD`.
    #[must_use]
    pub fn periods(&self) -> Vec<&str> {
        self.said.periods()
    }

    /// Refuses a form of other indicators, another State or other periods than are expected; what is none is not looked at.
    ///
    /// # Errors
    /// `EXC-309`.
    pub fn expect(&self, indicators: Option<&[&str]>, country: Option<&str>, periods: Option<&[&str]>) -> Result<()> {
        let refused = |expected: Safe, found: Safe| {
            let error = Error::new(exc::FORM_OTHER).with("expected", expected).with("found", found);
            Err(error.at(Place::new(self.file.clone(), At::Whole)))
        };
        let several = [(indicators, self.indicators()), (periods, self.periods())];
        for (expected, found) in several {
            if let Some(expected) = expected.filter(|expected| *expected != found) {
                return refused(Safe::terms(expected), Safe::terms(found));
            }
        }
        match country.filter(|country| *country != self.country()) {
            Some(country) => refused(Safe::term(country), Safe::term(self.country())),
            None => Ok(()),
        }
    }

    /// The form as it was made, where its indicator is defined as it was then.
    ///
    /// # Errors
    /// `CAT-001` where the catalogue does not have the indicator; `EXC-308` where it is defined otherwise; the codes of
    /// [`Template::new`].
    pub fn template(&self, catalogue: &Catalogue) -> Result<Template> {
        let ids = self.indicators();
        let indicators: Vec<&Indicator> = ids.iter().map(|id| catalogue.find(id)).collect::<Result<_>>()?;
        let other = || {
            let indicator = match ids.as_slice() {
                [id] => Safe::term(id),
                _ => Safe::terms(&ids),
            };
            let error = Error::new(exc::FORM_OF_OTHER_DEFINITION).with("indicator", indicator);
            error.at(Place::new(self.file.clone(), At::Whole))
        };
        let lang = Lang::parse(self.said.language()).map_err(|_| other())?;
        let template = Template::questionnaire(&indicators, self.country(), &self.periods(), lang)?;
        if self.said.is_as(&Identity::of(&template)) { Ok(template) } else { Err(other()) }
    }

    /// The preset that the form was made from; the handbook's, `dsm`, where none has such an indicator.
    ///
    /// # Errors
    /// None that a build of DSM which passes its tests can have.
    pub fn catalogue(&self) -> Result<Catalogue> {
        for preset in Catalogue::PRESETS {
            let catalogue = Catalogue::preset(preset)?;
            if self.template(&catalogue).is_ok() {
                return Ok(catalogue);
            }
        }
        Catalogue::preset("dsm")
    }

    /// Reads what was filled in, whole or not at all. Every finding goes to the sink as it is made.
    ///
    /// # Errors
    /// As [`Form::template`]; `EXC-310` where anything is wrong in the form; `TRL-008` where its rows look like persons; the codes
    /// of [`Workbook`] where it is damaged.
    pub fn read(mut self, catalogue: &Catalogue, sink: &mut dyn FindingSink) -> Result<Filled> {
        let template = self.template(catalogue)?;
        read::read(&mut self.workbook, &self.file, template, catalogue, sink)
    }
}

/// Whether any sheet says that it is one of figures of a form.
fn has_figures<R: Input>(workbook: &mut Workbook<R>) -> bool {
    workbook.sheets().to_vec().iter().any(|sheet| {
        let first = |lines: &mut Lines<&mut R>| {
            let mut line = Vec::new();
            lines.next(&mut line).ok().flatten().map(|_| line)
        };
        let line = workbook.cells(sheet).ok().and_then(|cells| first(&mut Lines::new(cells)));
        line.is_some_and(|line| line.iter().any(|content| content.held.text().trim() == SHEET_KEY))
    })
}

impl<R> fmt::Debug for Form<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Form").field("file", &self.file).finish_non_exhaustive()
    }
}
