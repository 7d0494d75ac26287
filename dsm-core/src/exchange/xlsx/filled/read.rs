use super::{
    super::template::Template,
    amount::{Settled, Spelling},
    answers,
    entries::{Entries, Placed},
    found::Found,
    grid::{Figures, Put},
    lines::Lines,
    mark::Marked,
    others,
    places::Places,
    sheet::{self, Waiting},
    taken::Filled,
    totals,
};
use crate::{
    catalogue::{Catalogue, Identity},
    error::{
        At, Error, Finding, FindingSink, Place, Result,
        codes::{exc, trl},
    },
    source::{Input, Layout, Numbers, Sheet, Workbook},
    translate::{Specification, read_into},
};
use std::{io::Cursor, sync::Arc};

/// Reads a form whole.
pub(super) fn read<R: Input>(
    workbook: &mut Workbook<R>,
    file: &Arc<str>,
    template: Template,
    catalogue: &Catalogue,
    sink: &mut dyn FindingSink,
) -> Result<Filled> {
    let mut found = Found::new(sink);
    let mut sheets = figures(workbook, file, &template, &mut found)?;
    let lacking = sheets.iter().any(is_lacking);
    let answers = answers::read(workbook, &template, file, lacking, &mut found)?;
    for figures in &mut sheets {
        figures.nobody = answers.empty.as_deref() == Some("0");
        if !figures.is_filled() {
            let period = template.named(figures.asked);
            found.add(Finding::new(exc::FORM_EMPTY).with("period", period).at(figures.spot(0, 0)));
        }
        totals::check(figures, &mut found);
    }
    let entries = Entries::new(&template, &sheets, &answers);
    let (mut errors, told) = (found.errors, found.told);
    let specification = Specification::tidy().as_counted().laid_out(Layout::default().numbers(Numbers::Point));
    let mut placed = Placed::new(&entries, &sheets, sink, told);
    let input = Cursor::new(entries.text.as_bytes());
    let read = match read_into(input, file, &specification, catalogue, &mut placed) {
        Ok((tables, rows)) => Some((tables, rows)),
        Err(error) if [trl::FILE_REFUSED, trl::NO_ROWS].contains(&error.code()) => None,
        Err(error) => return Err(error),
    };
    errors = errors.saturating_add(placed.errors());
    match read.filter(|_| errors == 0) {
        Some((tables, rows)) => {
            let has = |id: &str| template.tables.iter().any(|indicator| indicator.id() == id);
            let own = |identity: &&Identity| identity.terms().iter().all(|term| has(&term.indicator));
            let identities = catalogue.identities().iter().filter(own).cloned().collect();
            let sheets = sheets.iter().map(super::places::Sheet::of).collect();
            let places = Places { template, sheets, identities };
            Ok(Filled { tables, rows, entries: entries.text, places })
        }
        None => {
            let error = Error::new(exc::FORM_SET_ASIDE).with("count", errors.max(1));
            Err(error.at(Place::new(file.clone(), At::Whole)))
        }
    }
}

/// The sheets of figures, in the order of the periods of the form.
fn figures<'a, R: Input>(
    workbook: &mut Workbook<R>,
    file: &Arc<str>,
    template: &'a Template,
    found: &mut Found<'_>,
) -> Result<Vec<Figures<'a>>> {
    let (mut all, mut spelling, mut waiting): (Vec<Option<Figures<'a>>>, _, _) =
        (template.asked.iter().map(|_| None).collect(), Spelling::default(), Vec::new());
    for sheet in workbook.sheets().to_vec().iter().filter(|sheet| &**sheet.name() != "_meta") {
        let mut lines = Lines::new(workbook.cells(sheet)?);
        let Some(marked) = Marked::find(&mut lines)? else {
            drop(lines);
            others::say(workbook, sheet, found)?;
            continue;
        };
        let Some((number, asked)) = period(template, &marked, sheet, file, found) else { continue };
        let Some(slot) = all.get_mut(number) else { continue };
        if slot.is_some() {
            let twice = Finding::new(exc::FORM_SHEET_TWICE).with("period", template.named(asked));
            found.add(twice.at(place(file, sheet, 0, 0)));
            continue;
        }
        let to = (&mut *found, &mut spelling, &mut waiting);
        let figures = sheet::read(template, asked, (file, sheet.name(), number), &marked, &mut lines, to)?;
        drop(lines);
        others::merged(&figures, &workbook.merged(sheet)?, found);
        *slot = Some(figures);
    }
    let missing = template.asked.iter().zip(&all).filter(|(_, figures)| figures.is_none());
    for (asked, _) in missing {
        let missing = Finding::new(exc::FORM_SHEET_MISSING).with("period", template.named(asked));
        found.add(missing.at(Place::new(file.clone(), At::Whole)));
    }
    settle(&mut all, spelling.settle().as_ref(), waiting, found);
    Ok(all.into_iter().flatten().collect())
}

/// Which of the asked periods a sheet is of.
fn period<'a>(
    template: &'a Template,
    marked: &Marked,
    sheet: &Sheet,
    file: &Arc<str>,
    found: &mut Found<'_>,
) -> Option<(usize, &'a super::super::template::Asked)> {
    let (column, label) = marked.period().unwrap_or((0, ""));
    let asked = template.asked.iter().enumerate().find(|(_, asked)| template.key(asked) == label);
    if asked.is_none() {
        found.add(Finding::new(exc::FORM_KEY_UNKNOWN).at(place(file, sheet, marked.row, column)).evidence_of(label));
    }
    asked
}

fn place(file: &Arc<str>, sheet: &Sheet, row: u32, column: u32) -> Place {
    Place::new(file.clone(), At::Sheet { sheet: sheet.name().clone(), row, column })
}

/// Reads the figures that waited, now that it is known how figures are written in the texts of the form, or says that it is not.
fn settle(all: &mut [Option<Figures<'_>>], numbers: Option<&Settled>, waiting: Vec<Waiting>, found: &mut Found<'_>) {
    for one in waiting {
        let Some(figures) = all.get_mut(one.sheet).and_then(Option::as_mut) else { continue };
        let (rule, put) = match numbers.and_then(|numbers| numbers.figure(&one.text)) {
            Some(figure) => (exc::FORM_NUMBER_AS_TEXT, Put::Entered(figure)),
            None => (exc::FORM_NUMBER_UNCLEAR, Put::Unknown),
        };
        found.add(Finding::new(rule).at(figures.place(one.item, one.column)).evidence_of(&one.text));
        figures.put(one.item, one.column, put);
    }
}

/// Whether any place for a figure is empty and no remark says why.
fn is_lacking(figures: &Figures<'_>) -> bool {
    let reason = |item: usize| {
        figures.remarks.get(item).copied().flatten().is_some_and(|code| super::grid::REASONS.contains(&code))
    };
    (0..figures.rows.len()).filter(|item| !reason(*item)).any(|item| {
        (0..figures.columns.len())
            .any(|column| figures.at(item, column) == Put::Empty && !figures.adds(item, column).is_sum())
    })
}
