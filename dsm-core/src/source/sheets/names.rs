use super::Area;
use std::{fmt, sync::Arc};

/// A name that is defined for cells. Programs write the cells in several ways (`'Sheet'!$A$1:$A$4`, `Sheet!A1:A4`): it is read, never
/// compared.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetName {
    name: Box<str>,
    sheet: Option<Arc<str>>,
    hidden: bool,
    area: Option<(Box<str>, Area)>,
}

impl SheetName {
    pub(super) fn new(name: &str, sheet: Option<Arc<str>>, hidden: bool, area: Option<(Box<str>, Area)>) -> Self {
        Self { name: Box::from(name), sheet, hidden, area }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The sheet that the name is known on, where it is not known on all.
    #[must_use]
    pub fn known_on(&self) -> Option<&Arc<str>> {
        self.sheet.as_ref()
    }

    /// Whether people see the name.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// The sheet and the cells; none where it names something else: a constant, a formula, several areas, or cells that are gone.
    #[must_use]
    pub fn area(&self) -> Option<(&str, Area)> {
        self.area.as_ref().map(|(sheet, area)| (&**sheet, *area))
    }
}

impl fmt::Debug for SheetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SheetName")
    }
}

/// Reads `'It''s a sheet'!$A$1:$B$2`.
pub(super) fn area_of(text: &str) -> Option<(Box<str>, Area)> {
    let text = text.trim();
    let text = text.strip_prefix('=').unwrap_or(text);
    let (sheet, cells) = match text.strip_prefix('\'') {
        Some(quoted) => {
            let (sheet, cells) = quoted.rsplit_once("'!")?;
            (sheet.replace("''", "'"), cells)
        }
        None => {
            let (sheet, cells) = text.rsplit_once('!')?;
            (sheet.to_owned(), cells)
        }
    };
    let plain = !sheet.is_empty() && !sheet.contains(['[', '!']);
    Some((Box::from(sheet), Area::parse(cells)?)).filter(|_| plain)
}
