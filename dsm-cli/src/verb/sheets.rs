use super::DONE;
use crate::{
    arguments::Sheets,
    console::{Console, plain},
    failure::{Done, unread},
};
use dsm_core::{
    error::Result,
    source::{Grid, Layout, Rows as _, Sheet, SheetLimits, SheetTable, SheetVisibility, Workbook},
    text::{Label, Phrase, Value, label, message, phrase},
};
use serde_json::json;
use std::{fs::File, io::BufReader};

pub(super) fn run(asked: &Sheets, console: &mut Console<'_>) -> Done<u8> {
    let file = File::open(&asked.file).map_err(|error| unread(&asked.file, error))?;
    let name = asked.file.display().to_string();
    let mut workbook = Workbook::open(BufReader::new(file), &name, SheetLimits::default())?;
    if let Some(sheet) = &asked.sheet {
        let sheet = workbook.find(sheet)?;
        return cells(&mut workbook, &sheet, console);
    }
    for sheet in workbook.sheets().to_vec() {
        let visibility = visibility(&sheet);
        let (about, object) = match table(&mut workbook, &sheet) {
            Ok(table) => {
                let area = table.area.to_string();
                let found = json!({ "area": area, "rows": table.rows, "totals": table.totals, "notes": table.notes });
                let values = [("area", Value::Text(&area)), ("rows", Value::Count(table.rows))];
                let object = json!({ "sheet": &**sheet.name(), "visibility": visibility.1, "table": found });
                (phrase(Phrase::TableOnSheet, console.lang, &values), object)
            }
            Err(error) => {
                let sentence = message(&error, console.lang);
                let refused = json!({ "code": error.code().to_string(), "sentence": sentence });
                let object = json!({ "sheet": &**sheet.name(), "visibility": visibility.1, "refused": refused });
                (sentence, object)
            }
        };
        let (sheet, shown) = (plain(sheet.name()), label(visibility.0, console.lang));
        let values =
            [("sheet", Value::Text(&sheet)), ("visibility", Value::Text(shown)), ("about", Value::Text(&about))];
        console.phrase(Phrase::SheetOf, &values, object)?;
    }
    Ok(DONE)
}

/// The table of a sheet, read to its end.
fn table<R: dsm_core::source::Input>(workbook: &mut Workbook<R>, sheet: &Sheet) -> Result<SheetTable> {
    let mut rows = workbook.rows(sheet, &Layout::default())?;
    let mut batch = Grid::new();
    while rows.next(&mut batch)? {}
    Ok(rows.table())
}

fn cells<R: dsm_core::source::Input>(workbook: &mut Workbook<R>, sheet: &Sheet, console: &mut Console<'_>) -> Done<u8> {
    let mut cells = workbook.cells(sheet)?;
    while let Some(cell) = cells.next()? {
        let (at, kind, text) = (cell.address(), cell.value.kind(), cell.value.text());
        let object = json!({ "cell": &at, "kind": kind, "value": &text, "formula": cell.formula.is_some() });
        // The file is of whoever runs the command.
        console.say(&format!("{at}\t{kind}\t{}", plain(&text)), object)?;
    }
    Ok(DONE)
}

/// Whether people see a sheet, as a word of the reader and of a program.
fn visibility(sheet: &Sheet) -> (Label, &'static str) {
    match sheet.visibility() {
        SheetVisibility::Visible => (Label::SheetVisible, "visible"),
        SheetVisibility::Hidden => (Label::SheetHidden, "hidden"),
        SheetVisibility::VeryHidden => (Label::SheetVeryHidden, "very-hidden"),
    }
}
