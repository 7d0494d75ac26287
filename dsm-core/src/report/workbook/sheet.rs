//! The sheet of a section: the table first, so that its head stays in sight; below it what has to be known of it, and the chart.

use super::{
    super::{
        below::{capital, left_out, signs},
        footnote::footnotes,
        grid::{Entry, Grid, grid},
        page::Section,
        words,
    },
    A4,
    drawn::Blocks,
    looks::Looks,
};
use crate::{
    measure::Measure,
    table::{Cell, Figure},
    text::{Label, Lang, label},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// The row in which the heads stand.
const HEADS: u32 = 2;

pub(super) fn write(
    section: &Section,
    lang: Lang,
    looks: &Looks,
    blocks: &mut Blocks,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let grid = grid(section, lang);
    let measure = section.view.measure();
    sheet.write_string_with_format(0, 0, section.title.in_lang(lang), &looks.title)?;
    sheet.write_string_with_format(1, 0, counted(section, &grid, lang), &looks.quiet)?;
    let heads = grid.heads.iter().map(|head| capital(head)).chain(grid.columns.iter().cloned());
    for (head, column) in heads.zip(0_u16..) {
        sheet.write_string_with_format(HEADS, column, head, &looks.head)?;
    }
    let side = u16::try_from(grid.heads.len()).unwrap_or(u16::MAX);
    let mut row = HEADS + 1;
    for line in &grid.rows {
        for (name, column) in line.names.iter().zip(0_u16..) {
            sheet.write_string_with_format(row, column, name, &Looks::of(&looks.side, line.total))?;
        }
        for (entry, column) in line.cells.iter().zip(side..) {
            let figure = Looks::of(&looks.figure, line.total);
            match number(entry, measure) {
                Some((value, format)) => {
                    sheet.write_number_with_format(row, column, value, &figure.set_num_format(format))?
                }
                None => sheet.write_string_with_format(row, column, shown(entry), &figure)?,
            };
        }
        row += 1;
    }
    for column in 0..side {
        sheet.set_column_width(column, 28)?;
    }
    for (_, column) in grid.columns.iter().zip(side..) {
        sheet.set_column_width(column, 13)?;
    }
    sheet.set_freeze_panes(HEADS + 1, side)?;
    sheet.set_repeat_rows(0, HEADS)?.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    row += 1;
    for said in below(section, &grid, lang) {
        sheet.write_string_with_format(row, 0, said, &looks.quiet)?;
        row += 1;
    }
    blocks.draw(section, &grid, lang, (row + 1, 0), sheet)
}

/// What the figures count, on one line.
fn counted(section: &Section, grid: &Grid, lang: Lang) -> String {
    let mut all: Vec<String> = grid.fixed.iter().map(|(axis, code)| format!("{axis}: {code}")).collect();
    let measure = crate::measure::counted(section.view.measure(), lang);
    all.extend(measure.into_iter().map(|(name, value)| format!("{name}: {value}")));
    capital(&all.join("; "))
}

fn below(section: &Section, grid: &Grid, lang: Lang) -> Vec<String> {
    let mut all: Vec<String> = section.text.iter().map(|text| text.in_lang(lang).to_owned()).collect();
    all.extend(left_out(section, grid, lang));
    let signs = signs(grid, lang).into_iter().map(|(sign, meaning)| format!("{sign} — {}", label(meaning, lang)));
    let signs: Vec<String> = signs.collect();
    if !signs.is_empty() {
        all.push(format!("{}: {}.", label(Label::Signs, lang), signs.join("; ")));
    }
    all.extend((1..).zip(footnotes(section, lang)).map(|(number, note)| format!("{number}. {note}")));
    all
}

/// An exact figure as a number, and how it is shown: with its statuses, parts of a whole as percentages.
fn number(entry: &Entry, measure: &Measure) -> Option<(f64, String)> {
    let value = exact(entry)?;
    let shown = words::drawn(&Figure::Exact(value), measure).exact()?;
    let part = words::is_percentage(measure);
    let places = usize::try_from(shown.scale()).unwrap_or_default();
    let places = if places == 0 { String::new() } else { format!(".{}", "0".repeat(places)) };
    let percent = if part { "%" } else { "" };
    let letters = if entry.letters.is_empty() { String::new() } else { format!("\" {}\"", entry.letters) };
    Some(((if part { value } else { shown }).to_f64()?, format!("#,##0{places}{percent}{letters}")))
}

/// The figure of a place, where it is exact.
pub(super) fn exact(entry: &Entry) -> Option<Decimal> {
    match entry.cell? {
        Cell::Figure(figure) => figure.exact(),
        Cell::Masked(_) | Cell::Missing(_) => None,
    }
}

/// What stands in a place that has no exact figure.
pub(super) fn shown(entry: &Entry) -> String {
    if entry.letters.is_empty() { entry.text.clone() } else { format!("{} {}", entry.text, entry.letters) }
}
