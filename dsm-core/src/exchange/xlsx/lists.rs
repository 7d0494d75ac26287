use super::{shape::capital, style::Style};
use crate::{
    code::CodeList,
    error::Error,
    text::{Label, Lang, label},
};
use rust_xlsxwriter::{DataValidation, Formula, Workbook, Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

/// The list of remarks on a row.
pub(super) const REMARKS: &str = "DSM_REMARKS";
/// What may be remarked of the figures of a row: codes of `OBS_STATUS`.
pub(super) const STATUSES: [&str; 6] = ["P", "E", "B", "U", "L", "M"];

/// Lists that cells are chosen from: what is shown, and the code that it stands for beside it. A drop-down refers to the name of its
/// list: a list that is written into a cell's rule itself may be no longer than 255 letters.
#[derive(Debug, Default)]
pub(super) struct Lists(Vec<List>);

#[derive(Debug)]
struct List {
    name: String,
    entries: Vec<(String, String)>,
}

impl Lists {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a list of codes and what they are called, where there is none of that name.
    pub(super) fn add(&mut self, name: &str, entries: impl FnOnce() -> Vec<(String, String)>) {
        if !self.0.iter().any(|list| list.name == name) {
            self.0.push(List { name: name.to_owned(), entries: entries() });
        }
    }

    /// The rule of a cell that is chosen from a list.
    pub(super) fn validation(&mut self, name: &str, lang: Lang) -> Result<DataValidation, XlsxError> {
        if name == REMARKS {
            self.add(REMARKS, || remarks(lang).unwrap_or_default());
        }
        DataValidation::new()
            .allow_list_formula(Formula::new(format!("={name}")))
            .set_error_title(label(Label::TemplateNotListedTitle, lang))?
            .set_error_message(label(Label::TemplateNotListed, lang))
    }

    /// Writes each list in two columns.
    pub(super) fn write(&self, sheet: &mut Worksheet, name: &str, style: &Style) -> Done {
        sheet.set_name(name)?.set_hidden(true);
        for (list, at) in self.0.iter().zip((0_u16..).step_by(2)) {
            sheet.write_string_with_format(0, at, &list.name, &style.key)?;
            for ((code, called), line) in list.entries.iter().zip(1_u32..) {
                sheet.write_string(line, at, called)?.write_string(line, at + 1, code)?;
            }
            sheet.set_column_width(at, 40)?;
        }
        sheet.protect();
        Ok(())
    }

    /// Gives each list its name, and the codes beside it theirs.
    pub(super) fn define(&self, workbook: &mut Workbook, name: &str) -> Done {
        for (list, at) in self.0.iter().zip((0_u16..).step_by(2)) {
            let last = list.entries.len() + 1;
            for (at, name_of) in [(at, list.name.clone()), (at + 1, format!("{}_CODES", list.name))] {
                let letters = rust_xlsxwriter::column_number_to_name(at);
                workbook.define_name(name_of, &format!("='{name}'!${letters}$2:${letters}${last}"))?;
            }
        }
        Ok(())
    }
}

/// The remarks on a row, with what they are called.
pub(super) fn remarks(lang: Lang) -> Result<Vec<(String, String)>, Error> {
    let list = CodeList::built_in("OBS_STATUS")?;
    let entry = |code: &&str| Ok((code.to_string(), capital(list.find(code)?.names().in_lang(lang))));
    STATUSES.iter().map(entry).collect()
}
