use super::{Page, html, markdown, sheet};
use crate::{
    error::{Error, Result, Safe, codes::rep},
    text::Lang,
};
use std::io::Write;

/// A form in which a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// One HTML file with all languages, to read, print, sort, filter and take figures from.
    Html,
    /// Markdown in one language.
    Markdown,
    /// All figures as tidy CSV.
    Tidy,
    /// The tables as they are shown, as CSV in one language.
    Shown,
}

impl Form {
    /// The endings of files that say it.
    pub const ENDINGS: [(&str, Self); 4] =
        [(".html", Self::Html), (".md", Self::Markdown), (".shown.csv", Self::Shown), (".csv", Self::Tidy)];

    /// The form that the name of a file says.
    ///
    /// ```
    /// use dsm_core::report::Form;
    /// assert_eq!(Form::of("overview.shown.csv")?, Form::Shown);
    /// assert_eq!(Form::of("overview.docx").unwrap_err().code().id(), "REP-012");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `REP-012` for any other name.
    pub fn of(name: &str) -> Result<Self> {
        let name = name.to_ascii_lowercase();
        let said = Self::ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, form)| *form);
        let endings = || Safe::words(Self::ENDINGS.iter().map(|(ending, _)| *ending));
        said.ok_or_else(|| Error::new(rep::FORM_UNKNOWN).with("forms", endings()))
    }

    /// Writes a page in this form, in a language where it is in one, which is else the one in sight first.
    ///
    /// # Errors
    /// `REP-002` when the bytes cannot be written; `EXC-003` when an axis has the name of another column.
    pub fn write(self, page: &Page, lang: Lang, out: &mut dyn Write) -> Result<()> {
        match self {
            Self::Html => html::write_whole(page, lang, out),
            Self::Markdown => markdown::write(page, lang, out),
            Self::Tidy => sheet::tidy(page, out),
            Self::Shown => sheet::shown(page, lang, out),
        }
    }
}
