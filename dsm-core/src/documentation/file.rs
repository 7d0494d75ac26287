use super::{Documentation, fields::VERSION};
use crate::{
    catalogue::Statement,
    error::{Collected, Error, Place, Result, Safe, codes::doc},
    time::Day,
};

/// The format of a file of documentation.
pub(super) const FORMAT: &str = "dsm-documentation/1";
/// What a file states beside its answers.
const HEAD: [&str; 6] = ["format", "template", "country", "indicator", "valid_from", "valid_until"];

impl Documentation {
    /// The version of the template.
    pub const TEMPLATE: &str = VERSION;

    /// Reads a file of documentation in TOML. `name` is the name that places are given with.
    ///
    /// ```
    /// use dsm_core::documentation::Documentation;
    /// let text = "format = \"dsm-documentation/1\"\ntemplate = \"1.0\"\ncountry = \"MD\"\nindicator = \"ENTRIES\"\n";
    /// assert_eq!(Documentation::from_toml("md.toml", text)?.country(), "MD");
    /// let wrong = Documentation::from_toml("md.toml", &format!("{text}[answers]\nUNIT = \"FAMILIES\"\n")).unwrap_err();
    /// assert_eq!(wrong.findings()[0].place().unwrap().to_string(), "md.toml:6");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Documentation::read`]; `DOC-015` at the line where the file is no TOML.
    #[cfg(feature = "toml")]
    pub fn from_toml(name: &str, text: &str) -> Result<Self> {
        Self::read(&Statement::all_of_toml(name, text, other)?)
    }

    /// Reads what a file states: `format`, `template`, `country`, `indicator`, `valid_from`, `valid_until`, and the answers by their
    /// fields, `NATIONAL_NAME.ru` for texts and `answers.UNIT` for all else. An answer that is left empty is no answer.
    ///
    /// # Errors
    /// `DOC-014` with a finding for everything that cannot be read, each at its place; `DOC-015` for a file of another format or a newer
    /// template, which is not read at all.
    ///
    /// Source: spec/documentation/README.md.
    pub fn read(statements: &[Statement]) -> Result<Self> {
        let file = File(statements);
        file.is_of("format", FORMAT)?;
        file.is_of("template", VERSION)?;
        let mut found = Collected::new();
        let (country, indicator) = (file.text("country"), file.text("indicator"));
        if let Err(error) = Self::new(country, indicator) {
            found.fault(&error, file.place("country"), country);
        }
        if indicator.is_empty() {
            found.fault(&Error::new(doc::INDICATOR_NOT_SAID), file.place("indicator"), "");
        }
        let mut day = |path: &str| {
            let day = file.find(path).map(|statement| Day::parse(&statement.text)).transpose();
            day.unwrap_or_else(|error| {
                found.fault(&error, file.place(path), file.text(path));
                None
            })
        };
        let (from, until) = (day("valid_from"), day("valid_until"));
        let mut documentation = Self::blank(country, indicator);
        match documentation.clone().valid(from, until) {
            Ok(valid) => documentation = valid,
            Err(error) => found.fault(&error, file.place("valid_from"), file.text("valid_from")),
        }
        let answers = statements.iter().filter(|statement| !HEAD.contains(&&*statement.path));
        for statement in answers.filter(|statement| !statement.text.trim().is_empty()) {
            let (head, rest) = statement.path.split_once('.').unwrap_or((&statement.path, ""));
            let (field, language) = if head == "answers" { (rest, "") } else { (head, rest) };
            match documentation.clone().write(field, language, &statement.text) {
                Ok(answered) => documentation = answered,
                Err(error) => found.fault(&error, Some(&statement.place), &statement.text),
            }
        }
        if found.findings().is_empty() {
            return Ok(documentation);
        }
        let count = found.findings().len();
        Err(Error::new(doc::FILE_REFUSED).with("count", count).findings_of(found.into_findings()))
    }
}

/// It is not what this version reads.
fn other() -> Error {
    Error::new(doc::FORMAT_OTHER).with("known", Safe::word(FORMAT)).with("template", Safe::word(VERSION))
}

/// The statements of a file.
struct File<'a>(&'a [Statement]);

impl File<'_> {
    fn find(&self, path: &str) -> Option<&Statement> {
        self.0.iter().find(|statement| *statement.path == *path)
    }

    fn text(&self, path: &str) -> &str {
        self.find(path).map_or("", |statement| &statement.text)
    }

    /// Where it is stated, else where the file begins.
    fn place(&self, path: &str) -> Option<&Place> {
        self.find(path).or(self.0.first()).map(|statement| &statement.place)
    }

    fn is_of(&self, path: &str, known: &'static str) -> Result<()> {
        if self.text(path) == known {
            return Ok(());
        }
        Err(match self.place(path) {
            Some(place) => other().at(place.clone()),
            None => other(),
        })
    }
}
