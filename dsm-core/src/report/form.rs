#[cfg(feature = "pdf")]
use super::pdf;
#[cfg(feature = "xlsx")]
use super::workbook;
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
    /// A workbook of Excel in one language.
    #[cfg(feature = "xlsx")]
    Workbook,
    /// PDF in one language, for paper and for those who listen.
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Form {
    /// The endings of files that say it.
    pub const ENDINGS: &[(&str, Self)] = &[
        (".html", Self::Html),
        (".md", Self::Markdown),
        (".shown.csv", Self::Shown),
        (".csv", Self::Tidy),
        #[cfg(feature = "xlsx")]
        (".xlsx", Self::Workbook),
        #[cfg(feature = "pdf")]
        (".pdf", Self::Pdf),
    ];

    /// The endings of forms that a build of DSM may be without.
    const OPTIONAL: &[(&str, &str)] = &[(".xlsx", "xlsx"), (".pdf", "pdf")];

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
    /// `REP-023` for a form that this build of DSM is without; `REP-012` for any other name.
    pub fn of(name: &str) -> Result<Self> {
        let name = name.to_ascii_lowercase();
        let said = Self::ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, form)| *form);
        let without = Self::OPTIONAL.iter().find(|(ending, _)| said.is_none() && name.ends_with(ending));
        if let Some((ending, feature)) = without {
            let error = Error::new(rep::FORM_NOT_BUILT).with("form", Safe::term(ending));
            return Err(error.with("feature", Safe::term(feature)));
        }
        let endings = || Safe::words(Self::ENDINGS.iter().map(|(ending, _)| *ending));
        said.ok_or_else(|| Error::new(rep::FORM_UNKNOWN).with("forms", endings()))
    }

    /// Writes a page in this form, in a language where it is in one, which is else the one in sight first.
    ///
    /// # Errors
    /// `REP-002` when the bytes cannot be written; `REP-020` where a character is in none of the fonts of a PDF; `EXC-003` when an axis has the name of another column.
    pub fn write(self, page: &Page, lang: Lang, out: &mut dyn Write) -> Result<()> {
        match self {
            Self::Html => html::write_whole(page, lang, out),
            Self::Markdown => markdown::write(page, lang, out),
            Self::Tidy => sheet::tidy(page, out),
            Self::Shown => sheet::shown(page, lang, out),
            #[cfg(feature = "xlsx")]
            Self::Workbook => workbook::write(page, lang, out),
            #[cfg(feature = "pdf")]
            Self::Pdf => pdf::write(page, lang, out),
        }
    }
}
