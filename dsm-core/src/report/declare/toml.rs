use super::Report;
use crate::{
    catalogue::Statement,
    error::{Error, Result, codes::rep},
};

impl Report {
    /// Reads a file of a report in TOML. `name` is the name that places are given with.
    ///
    /// ```
    /// use dsm_core::report::Report;
    /// let text = r#"
    /// format = "dsm-report/1"
    /// id = "applications"
    /// title.en = "Applications"
    /// title.ru = "Ходатайства"
    /// [query.applied]
    /// indicator = "ASYLUM_APPLICATIONS"
    /// [[section]]
    /// title.en = "By State and year"
    /// title.ru = "По государствам и годам"
    /// figures = "applied"
    /// "#;
    /// let report = Report::from_toml("own.toml", text)?;
    /// assert_eq!(report.id(), "applications");
    /// let wrong = Report::from_toml("own.toml", &text.replace("figures =", "figure =")).unwrap_err();
    /// assert_eq!(wrong.findings()[1].to_string(), "DSM-REP-005 key-unknown at own.toml:11");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Report::read`]; `REP-017` at the line where the file is no TOML.
    pub fn from_toml(name: &str, text: &str) -> Result<Self> {
        Self::read(&Statement::all_of_toml(name, text, || Error::new(rep::NO_TOML))?)
    }
}
