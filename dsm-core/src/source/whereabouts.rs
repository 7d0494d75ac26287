use crate::error::{At, Place};
use std::sync::Arc;

/// Where rows stand: in a text file, or on a sheet of a workbook, whose columns have letters of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whereabouts {
    file: Arc<str>,
    sheet: Option<Sheet>,
}

/// A sheet, and which of its columns the columns of the rows are, from one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sheet {
    name: Arc<str>,
    columns: Arc<[u32]>,
}

impl Whereabouts {
    /// In a text file.
    pub(crate) fn text(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), sheet: None }
    }

    /// On a sheet.
    #[cfg(feature = "xlsx")]
    pub(super) fn sheet(file: &Arc<str>, name: &Arc<str>, columns: Vec<u32>) -> Self {
        Self { file: file.clone(), sheet: Some(Sheet { name: name.clone(), columns: columns.into() }) }
    }

    /// The name of the file.
    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// Whether it is a sheet.
    pub(super) fn is_sheet(&self) -> bool {
        self.sheet.is_some()
    }

    /// A place by its row or line and its column, both from one; column 0 is the whole row.
    pub(crate) fn place(&self, line: u64, column: u32) -> Place {
        match &self.sheet {
            None => Place::line(self.file.clone(), line, column),
            Some(sheet) => {
                let own = usize::try_from(column).ok().and_then(|column| column.checked_sub(1));
                let column = own.and_then(|own| sheet.columns.get(own)).copied().unwrap_or(0);
                let row = u32::try_from(line).unwrap_or(u32::MAX);
                Place::new(self.file.clone(), At::Sheet { sheet: sheet.name.clone(), row, column })
            }
        }
    }
}
