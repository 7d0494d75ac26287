use super::{
    filled::row_key,
    heads::{explained, headings},
    lists::{Lists, REMARKS},
    note::note,
    shape::{Adds, Item, Shape},
    sheet::{column, lines, row},
    style::Style,
    template::{Asked, Template},
};
use crate::{
    measure::Measure,
    text::{Label, Lang, label},
};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, Format, Formula, IgnoreError, ProtectionOptions,
    Worksheet, XlsxError, column_number_to_name,
};

type Done = Result<(), XlsxError>;

/// The first column of figures: before it stand the key of the row, which is hidden, and its name.
pub(super) const FIRST: usize = 2;
/// The first line of headings: above it stand the keys of the columns, which are hidden, the title and two lines.
pub(super) const HEADS: usize = 4;
/// Widths, in letters.
pub(super) const NAMES: f64 = 36.0;
pub(super) const REMARK: f64 = 14.0;
/// How a row is marked in the hidden column that holds no figures of its own.
pub(super) const HEAD_KEY: &str = "dsm-head";
pub(super) const END_KEY: &str = "dsm-end";
/// The name of what is read back.
pub(super) const SHEET_KEY: &str = "dsm-figures/1";

/// Where the rows of a sheet of figures stand.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// The line of the names of what is below: the last one of headings.
    pub(super) numbers: usize,
    /// Each code down, by its place in the shape.
    pub(super) rows: Vec<usize>,
    /// The line after the last row.
    pub(super) end: usize,
}

impl Places {
    /// The total first, so that it is in sight; then all others in their order.
    pub(super) fn new(shape: &Shape) -> Self {
        let numbers = HEADS + shape.across.len().max(1);
        let total = |item: &Item| matches!(item.adds, Adds::Sum | Adds::Open | Adds::Apart);
        let items = &shape.down.items;
        let (mut rows, mut next) = (vec![0; items.len()], numbers + 1);
        for first in [true, false] {
            for (place, _) in rows.iter_mut().zip(items).filter(|(_, item)| total(item) == first) {
                *place = next;
                next += 1;
            }
        }
        Self { numbers, rows, end: next }
    }

    /// The first row below the total.
    fn top(&self, shape: &Shape) -> usize {
        let entered = |(_, item): &(&usize, &Item)| matches!(item.adds, Adds::Entered | Adds::Group);
        self.rows.iter().zip(&shape.down.items).filter(entered).map(|(row, _)| *row).min().unwrap_or(self.numbers + 1)
    }
}

/// Writes the sheet on which the figures of a period are entered.
pub(super) fn write(
    template: &Template,
    asked: &Asked,
    sheet: &mut Worksheet,
    style: &Style,
    lists: &mut Lists,
) -> Done {
    let (shape, lang) = (&asked.shape, template.lang);
    let places = Places::new(shape);
    let remark = column(FIRST + shape.columns.len());
    headings(template, &asked.indicator, (&asked.said, shape), sheet, style)?;
    sheet.write_string(0, 0, SHEET_KEY)?.write_string(0, 1, format!("TIME_PERIOD={}", template.key(asked)))?;
    sheet.write_string_with_format(3, 1, label(Label::TemplateStepZero, lang), &style.hint.clone().set_text_wrap())?;
    sheet.merge_range(3, 1, 3, remark, label(Label::TemplateStepZero, lang), &style.hint)?.set_row_height(3, 26)?;
    sheet.write_string(0, remark, "OBS_STATUS")?.set_column_width(remark, REMARK)?;
    head_box(sheet, (HEADS, places.numbers), remark, label(Label::TemplateRemark, lang), &style.head)?;
    sheet.insert_note(row(HEADS), remark, &note(label(Label::TemplateRemarkNote, lang)))?;
    for (item, place) in shape.down.items.iter().zip(&places.rows) {
        rows(template, shape, &places, (item, *place), sheet, style)?;
        sheet.write_blank(row(*place), remark, &style.choice)?;
    }
    sheet.write_string(row(places.end), 0, END_KEY)?;
    sheet.write_string_with_format(row(places.end), 1, label(Label::TemplateEnd, lang), &style.end)?;
    let (top, last) = (places.top(shape), places.end.saturating_sub(1));
    let measure = asked.indicator.measure();
    rules((lang, measure), (top, last), (column(FIRST), remark.saturating_sub(1)), sheet, style)?;
    let remarks = lists.validation(REMARKS, lang)?;
    sheet.add_data_validation(row(top.min(places.numbers + 1)), remark, row(last), remark, &remarks)?;
    sheet.set_freeze_panes(row(top), column(FIRST))?.set_selection(row(top), column(FIRST), row(top), column(FIRST))?;
    let (numbers, last) = (row(places.numbers), column(FIRST + shape.columns.len()));
    sheet.set_repeat_rows(row(HEADS), numbers)?.set_repeat_columns(1, 1)?.set_print_area(
        1,
        1,
        row(places.end),
        last,
    )?;
    sheet.protect_with_options(&ProtectionOptions {
        insert_rows: true,
        format_rows: true,
        format_columns: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

/// A cell over several lines.
fn head_box(sheet: &mut Worksheet, (from, to): (usize, usize), at: u16, text: &str, format: &Format) -> Done {
    sheet.merge_range(row(from), at, row(to), at, text, format).map(|_| ())
}

/// A row: its key, its name, and what is entered or adds up.
fn rows(
    template: &Template,
    shape: &Shape,
    places: &Places,
    (item, place): (&Item, usize),
    sheet: &mut Worksheet,
    style: &Style,
) -> Done {
    let line = row(place);
    let key = row_key(shape, item);
    let side = if item.adds == Adds::Entered { &style.side } else { &style.side_total };
    let side = side.clone().set_indent(item.depth);
    let name = name_of(item, template.lang);
    sheet.write_string(line, 0, key)?.write_string_with_format(line, 1, name, &side)?;
    let high = lines(name, whole(NAMES * 1.15));
    if high > 1 {
        sheet.set_row_height(line, 13.5 * count(high) + 2.0)?;
    }
    if let Some(text) = explained(item) {
        sheet.insert_note(line, 1, &note(label(text, template.lang)))?;
    }
    for (at, one) in shape.columns.iter().enumerate() {
        let here = column(FIRST + at);
        let adds = item.adds.max(one.adds);
        let format = match adds {
            Adds::Entered | Adds::Apart => &style.entry,
            Adds::Group | Adds::Open => &style.open,
            Adds::Sum => &style.total,
        };
        let parts = if !adds.is_sum() {
            sheet.write_blank(line, here, format)?;
            continue;
        } else if item.adds == adds {
            down(places, item, here)
        } else {
            across(&one.parts, place)
        };
        let formula = Formula::new(format!("=IF(COUNT({parts})=0,\"\",SUM({parts}))")).set_result("");
        sheet.write_formula_with_format(line, here, formula, format)?;
    }
    Ok(())
}

/// What a row is called.
pub(super) fn name_of(item: &Item, lang: Lang) -> &str {
    if item.label.is_empty() { label(Label::Total, lang) } else { &item.label }
}

/// The cells of a column that a row is the sum of. The line below the last row is among them, so that rows put above it count.
fn down(places: &Places, item: &Item, at: u16) -> String {
    let name = column_number_to_name(at);
    let mut rows: Vec<usize> = item.parts.iter().filter_map(|part| places.rows.get(*part).copied()).collect();
    rows.sort_unstable();
    if rows.last().is_some_and(|last| last + 1 == places.end) {
        rows.push(places.end);
    }
    joined(&rows, |row| format!("{name}{}", row + 1))
}

/// The cells of a row that a column is the sum of.
fn across(parts: &[usize], place: usize) -> String {
    joined(parts, |part| format!("{}{}", column_number_to_name(column(FIRST + part)), place + 1))
}

/// Places as ranges, each as long as it can be: a formula takes so many arguments only.
fn joined(places: &[usize], cell: impl Fn(usize) -> String) -> String {
    let runs = places.chunk_by(|one, next| one + 1 == *next);
    let range = |run: &[usize]| match (run.first(), run.last()) {
        (Some(first), Some(last)) if first != last => format!("{}:{}", cell(*first), cell(*last)),
        (Some(first), _) => cell(*first),
        _ => String::new(),
    };
    runs.map(range).collect::<Vec<_>>().join(",")
}

/// What may be entered, and what is colored because it is no number.
fn rules(
    (lang, measure): (Lang, &Measure),
    (top, last): (usize, usize),
    (from, to): (u16, u16),
    sheet: &mut Worksheet,
    style: &Style,
) -> Done {
    let rule = DataValidation::new();
    let (rule, title, message) = match (measure.is_count(), measure.is_signed()) {
        (true, false) => (
            rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
            Label::TemplateWholeTitle,
            Label::TemplateWhole,
        ),
        (true, true) => (
            rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(i32::MIN)),
            Label::TemplateWholeTitle,
            Label::TemplateWholeSigned,
        ),
        (false, _) => (
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(-1e15)),
            Label::TemplateDecimalTitle,
            Label::TemplateDecimal,
        ),
    };
    let rule = rule.set_error_title(label(title, lang))?.set_error_message(label(message, lang))?;
    let (top, last) = (row(top), row(last));
    sheet.add_data_validation(top, from, last, to, &rule)?;
    let text = format!(
        "=ISTEXT({}{})*(LEN({}{})>0)",
        column_number_to_name(from),
        top + 1,
        column_number_to_name(from),
        top + 1
    );
    let wrong = ConditionalFormatFormula::new().set_rule(text.as_str()).set_format(&style.wrong);
    sheet.add_conditional_format(top, from, last, to, &wrong)?;
    // A total leaves out other totals on purpose: no reason for a mark at each of them.
    sheet.ignore_error_range(0, from, last, to, IgnoreError::FormulaOmitsCells)?;
    Ok(())
}

/// A small number as a measure of the page.
pub(super) fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

/// How many letters fit into a width.
pub(super) fn whole(width: f64) -> usize {
    (1..=1000).take_while(|letters| count(*letters) <= width).last().unwrap_or(1)
}
