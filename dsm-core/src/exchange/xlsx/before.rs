use super::{
    entry::{FIRST, HEADS, NAMES, count, whole},
    heads::headings,
    shape::{Adds, Shape},
    sheet::{column, lines, row},
    style::Style,
    template::Template,
};
use crate::{
    catalogue::Indicator,
    code::CodeId,
    error::{Error, Result, Safe, codes::exc},
    table::{Absence, Cell, Figure, View},
    text::{Label, Lang, Phrase, Value, label, number, phrase},
    time::words,
};
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The figures of last time, cell by cell as they stand in a view.
#[derive(Clone, Debug)]
pub(super) struct Before {
    /// Of which of the tables they are.
    pub(super) table: usize,
    pub(super) label: Arc<str>,
    said: String,
    /// By the code down and the codes across.
    cells: BTreeMap<(Arc<str>, Vec<Arc<str>>), Cell>,
}

impl Before {
    /// The figures of the last time in a view that the form does not ask for; none where there is no such time.
    pub(super) fn new(template: &Template, view: &View) -> Result<Option<Self>> {
        let other = || {
            let ids: Vec<&str> = template.tables.iter().map(|indicator| indicator.id()).collect();
            let indicator = match ids.as_slice() {
                [id] => Safe::term(id),
                _ => Safe::terms(&ids),
            };
            Error::new(exc::FORM_BESIDE_OTHER).with("indicator", indicator)
        };
        let free = |at: usize| template.alone().is_some() || template.before.iter().all(|before| before.table != at);
        let mut fitting =
            template.tables.iter().enumerate().filter(|(at, indicator)| free(*at) && counts(indicator, view));
        let Some((table, indicator)) = fitting.next() else { return Err(other()) };
        let axes = view.axes();
        let place = |id: &str| axes.iter().position(|axis| axis.id() == id);
        let reporter = axes.iter().position(crate::table::Axis::is_reporter);
        let own = |key: &[Arc<str>]| reporter.and_then(|at| key.get(at)).is_none_or(|code| *code == template.country);
        let Some((at, axis)) = axes.iter().enumerate().find(|(_, axis)| axis.is_time()) else { return Ok(None) };
        let own_sheets = || template.asked.iter().filter(|one| one.table == table);
        let asked: BTreeSet<_> = own_sheets().filter_map(|one| indicator.time(&one.label).ok()).collect();
        let used: BTreeSet<Arc<str>> =
            view.rows().filter(|row| own(&row.key)).filter_map(|row| row.key.get(at).cloned()).collect();
        if used.is_empty() && !view.is_empty() {
            return Err(other());
        }
        let times =
            axis.codes().iter().zip(axis.times()).filter(|(code, time)| used.contains(*code) && !asked.contains(time));
        let Some((code, time)) = times.max_by_key(|(_, time)| **time) else { return Ok(None) };
        let Some(first) = own_sheets().next() else { return Ok(None) };
        let (down, sides) = (place(first.shape.down.id()), &first.shape.across);
        let across: Vec<Option<usize>> = sides.iter().map(|side| place(side.id())).collect();
        let part = |key: &[Arc<str>], at: Option<usize>| {
            at.and_then(|at| key.get(at).cloned()).unwrap_or_else(|| Arc::from(CodeId::TOTAL))
        };
        let mut cells = BTreeMap::new();
        for row in view.rows().filter(|row| row.key.get(at) == Some(code) && own(&row.key)) {
            let codes = across.iter().map(|at| part(&row.key, *at)).collect();
            let down = if first.shape.down.id().is_empty() { Arc::from("") } else { part(&row.key, down) };
            cells.insert((down, codes), row.cell);
        }
        Ok(Some(Self { table, label: code.clone(), said: words::time(time, template.lang), cells }))
    }

    /// Writes them in the shape of the form, rows without a figure left out. Nothing in it is filled in.
    pub(super) fn write(
        &self,
        template: &Template,
        sheet: &mut Worksheet,
        style: &Style,
    ) -> std::result::Result<(), XlsxError> {
        let Some(asked) = template.asked.iter().find(|asked| asked.table == self.table) else { return Ok(()) };
        let (lang, shape) = (template.lang, &asked.shape);
        headings(template, &asked.indicator, (&self.said, shape), sheet, style)?;
        sheet.write_string(0, 0, "dsm-before/1")?;
        let last = column(FIRST + shape.columns.len().max(1)).saturating_sub(1);
        let hint = format!("{} {}", label(Label::TemplateBeforeHint, lang), label(Label::TemplateBeforeSigns, lang));
        sheet.merge_range(3, 1, 3, last, &hint, &style.hint)?.set_row_height(3, 40)?;
        let mut line = HEADS + shape.across.len().max(1) + 1;
        let mut shown = 0_usize;
        let (total, others): (Vec<_>, Vec<_>) =
            shape.down.items.iter().partition(|item| matches!(item.adds, Adds::Sum | Adds::Open | Adds::Apart));
        for item in total.into_iter().chain(others) {
            let figures = self.figures(shape, &item.code);
            if figures.iter().all(Option::is_none) {
                continue;
            }
            let name = if item.label.is_empty() { label(Label::Total, lang) } else { &item.label };
            let side = if item.adds == Adds::Entered { &style.side } else { &style.side_total };
            sheet.write_string_with_format(row(line), 1, name, &side.clone().set_indent(item.depth))?;
            let high = lines(name, whole(NAMES * 1.15));
            sheet.set_row_height(row(line), 13.5 * count(high) + 2.0)?;
            for (cell, at) in figures.iter().zip(FIRST..) {
                shown += usize::from(cell.is_some());
                write_cell(cell.as_ref(), (row(line), column(at)), lang, sheet, style)?;
            }
            line += 1;
        }
        let hidden = self.cells.len().saturating_sub(shown);
        if hidden > 0 {
            let hidden = Value::Count(u64::try_from(hidden).unwrap_or(u64::MAX));
            let text = phrase(Phrase::TemplateBeforeOthers, lang, &[("count", hidden)]);
            sheet.write_string_with_format(row(line), 1, text, &style.end)?;
        }
        let heads = HEADS + shape.across.len().max(1);
        sheet.set_freeze_panes(row(heads + 1), column(FIRST))?.set_repeat_rows(row(HEADS), row(heads))?;
        sheet.set_repeat_columns(1, 1)?.set_print_area(1, 1, row(line), last)?.protect();
        Ok(())
    }

    /// The cells of a code down, in the order of the columns.
    fn figures(&self, shape: &Shape, code: &Arc<str>) -> Vec<Option<Cell>> {
        let cell = |one| {
            let codes = shape.codes(one).map(|(_, code)| Arc::from(code)).collect();
            self.cells.get(&(code.clone(), codes)).copied()
        };
        shape.columns.iter().map(cell).collect()
    }
}

/// Whether an indicator counts what stands in a view, in its own unit or in another that it may be stated in.
fn counts(indicator: &Indicator, view: &View) -> bool {
    let mut units = indicator.units();
    let of = |code: &str| indicator.measure_in(code).is_ok_and(|measure| measure == *view.measure());
    let same = view.measure() == indicator.measure() || units.any(|(code, _)| of(code));
    same && view.concept().differences(indicator.concept()).is_empty()
}

/// A figure as a number; all else as the sign for it.
fn write_cell(
    cell: Option<&Cell>,
    (line, at): (u32, u16),
    lang: Lang,
    sheet: &mut Worksheet,
    style: &Style,
) -> std::result::Result<(), XlsxError> {
    let text = match cell {
        None => String::new(),
        Some(Cell::Figure(Figure::Exact(value))) => match value.to_f64() {
            Some(value) => return sheet.write_number_with_format(line, at, value, &style.shown).map(|_| ()),
            None => number(*value, lang),
        },
        Some(Cell::Figure(Figure::Between { low, high })) => format!("{}–{}", number(*low, lang), number(*high, lang)),
        Some(Cell::Figure(Figure::AtLeast(low))) => format!("≥ {}", number(*low, lang)),
        Some(Cell::Figure(Figure::Estimate { value, standard_error })) => {
            format!("{} ± {}", number(*value, lang), number(*standard_error, lang))
        }
        Some(Cell::Masked(_)) => "*".to_owned(),
        Some(Cell::Missing(Absence::NotDelivered)) => "…".to_owned(),
        Some(Cell::Missing(Absence::NotCollected)) => ":".to_owned(),
        Some(Cell::Missing(Absence::NotApplicable)) => "×".to_owned(),
    };
    sheet.write_string_with_format(line, at, text, &style.shown).map(|_| ())
}
