use super::grid::Figures;
use super::{found::Found, lines::Lines};
use crate::{
    error::{
        Finding, Result,
        codes::{exc, src},
    },
    source::{Area, Input, Sheet, Workbook},
};

/// How the marks of sheets begin that the form has beside those of figures.
const BEFORE: &str = "dsm-before/";
pub(super) const DOCUMENTATION: &str = "dsm-documentation/";
/// The mark of the sheet of findings in a marked copy.
pub(in crate::exchange::xlsx) const FINDINGS: &str = "dsm-findings/1";
/// Where new answers stand on the sheet of the documentation.
pub(super) const ANSWERS: [u32; 2] = [5, 6];

/// Says what stands on a sheet that holds no figures: a sheet that the form does not have, and answers that do not go with figures.
pub(super) fn say<R: Input>(workbook: &mut Workbook<R>, sheet: &Sheet, found: &mut Found<'_>) -> Result<()> {
    let own = |named: &crate::source::SheetName| {
        named.name().starts_with("DSM_") && named.area().is_some_and(|(name, _)| name == &**sheet.name())
    };
    let named = workbook.names().iter().any(own);
    let (whole, mut answered) = (workbook.place(sheet, 0, 0), None);
    let (mut lines, mut line, mut mark) = (Lines::new(workbook.cells(sheet)?), Vec::new(), None);
    while let Some(row) = lines.next(&mut line)? {
        let Some(first) = line.first() else { continue };
        let mark = mark.get_or_insert_with(|| first.held.text().trim().to_owned());
        if !mark.starts_with(DOCUMENTATION) {
            break;
        }
        let is_field = first.column == 1 && !first.held.is_blank();
        let new = line.iter().find(|content| ANSWERS.contains(&content.column) && !content.held.is_blank());
        if let Some(new) = new.filter(|_| is_field && answered.is_none()) {
            answered = Some((row, new.column));
        }
    }
    match mark {
        Some(mark) if !named && mark != FINDINGS && !mark.starts_with(BEFORE) && !mark.starts_with(DOCUMENTATION) => {
            found.add(Finding::new(exc::FORM_SHEET_NOT_READ).at(whole));
        }
        _ => {}
    }
    if let Some((row, column)) = answered {
        found.add(Finding::new(exc::FORM_DOCUMENTATION_APART).at(workbook.place(sheet, row, column)));
    }
    Ok(())
}

/// Finds merged cells among the figures: a figure in them belongs to no one cell.
pub(super) fn merged(figures: &Figures<'_>, areas: &[Area], found: &mut Found<'_>) {
    let mut rows: Vec<u32> = figures.rows.iter().copied().filter(|row| *row != 0).collect();
    rows.sort_unstable();
    let mut columns: Vec<u32> = figures.columns.iter().copied().filter(|column| *column != 0).collect();
    columns.sort_unstable();
    let first = |places: &[u32], from: u32, to: u32| {
        let at = places.partition_point(|place| *place < from);
        places.get(at).copied().filter(|place| *place <= to)
    };
    for area in areas {
        let row = first(&rows, area.first_row, area.last_row);
        let column = first(&columns, area.first_column, area.last_column);
        let several = (area.first_row, area.first_column) != (area.last_row, area.last_column);
        if let (true, Some(row), Some(column)) = (several, row, column) {
            found.add(Finding::new(src::FIGURE_MERGED).at(figures.spot(row, column)));
        }
    }
}
