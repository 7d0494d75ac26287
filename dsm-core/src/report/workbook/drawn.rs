//! Charts of Excel, and the figures that they are drawn of. These stand on a sheet of their own: a sign in a table would be drawn as
//! a zero, and a line over a break would be drawn at all.

use super::{
    super::{
        below::capital,
        chart::{Bar, bars},
        grid::Grid,
        lines::PANELS,
        page::{Drawn, Section},
    },
    looks::Looks,
    sheet::{exact, shown},
};
use crate::{
    table::Status,
    text::{Label, Lang, Phrase, Value, label, phrase},
};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFormat, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartType,
    Worksheet, XlsxError,
};

/// What tells lines apart without color.
const MARKS: [ChartMarkerType; 4] =
    [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Triangle, ChartMarkerType::Diamond];
const DASHES: [ChartLineDashType; 3] = [ChartLineDashType::Solid, ChartLineDashType::Dash, ChartLineDashType::RoundDot];

/// Of the text in place of a chart Excel takes so many signs.
const LONGEST: usize = 255;

/// Figures that are drawn, block after block.
pub(super) struct Blocks {
    sheet: String,
    rows: Vec<Vec<Entry>>,
}

enum Entry {
    Text(String),
    Number(f64),
    Gap,
}

impl Blocks {
    pub(super) fn new(sheet: String) -> Self {
        Self { sheet, rows: Vec::new() }
    }

    pub(super) fn name(&self) -> &str {
        &self.sheet
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn write(&self, lang: Lang, looks: &Looks, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_column_width(0, 40)?;
        sheet.write_string_with_format(0, 0, label(Label::WorkbookExactAlone, lang), &looks.quiet)?;
        for (row, entries) in (1..).zip(&self.rows) {
            for (column, entry) in (0_u16..).zip(entries) {
                match entry {
                    Entry::Text(text) => drop(sheet.write_string(row, column, text)?),
                    Entry::Number(number) => drop(sheet.write_number(row, column, *number)?),
                    Entry::Gap => {}
                }
            }
        }
        Ok(())
    }

    /// Draws the chart of a section at a place of its sheet, where one was asked for and there is something to draw.
    pub(super) fn draw(
        &mut self,
        section: &Section,
        grid: &Grid,
        lang: Lang,
        at: (u32, u16),
        sheet: &mut Worksheet,
    ) -> Result<(), XlsxError> {
        let chart = match section.chart {
            Some(Drawn::Lines) if grid.columns.len() > 1 && grid.rows.len() <= PANELS && drawable(grid) => {
                self.lines(section, grid, lang)
            }
            Some(Drawn::Bars(_)) => self.bars(section, lang),
            _ => None,
        };
        let Some(mut chart) = chart else { return Ok(()) };
        chart.set_width(760).set_height(380);
        chart.title().set_name(section.title.in_lang(lang));
        chart.show_empty_cells_as(ChartEmptyCells::Gaps);
        sheet.insert_chart(at.0, at.1, &chart)?;
        Ok(())
    }

    /// A line for each row; it ends at a break, and another begins.
    fn lines(&mut self, section: &Section, grid: &Grid, lang: Lang) -> Option<Chart> {
        let mut chart = Chart::new(ChartType::Line);
        let head = self.row(std::iter::once(Entry::Gap).chain(grid.columns.iter().cloned().map(Entry::Text)))?;
        let last = u16::try_from(grid.columns.len()).ok()?;
        let (mut spoken, mut again, mut number) = (Vec::new(), Vec::new(), 0);
        for (place, line) in grid.rows.iter().enumerate() {
            let name = line.names.join(", ");
            let name = if name.is_empty() { section.title.in_lang(lang).to_owned() } else { name };
            let said = grid.columns.iter().zip(&line.cells).map(|(time, entry)| format!("{time}: {}", shown(entry)));
            spoken.push(format!("{}: {}", capital(&name), said.collect::<Vec<_>>().join("; ")));
            let breaks = line.cells.iter().enumerate().filter(|(at, entry)| *at > 0 && entry.status.has(Status::BREAK));
            let mut ends: Vec<usize> = breaks.map(|(at, _)| at).collect();
            ends.push(line.cells.len());
            let mut begin = 0;
            for end in ends {
                let cells = line.cells.iter().enumerate().map(|(at, entry)| {
                    let within = (begin..end).contains(&at);
                    let value = exact(entry).filter(|_| within).and_then(|value| value.to_f64());
                    value.map_or(Entry::Gap, Entry::Number)
                });
                let row = self.row(std::iter::once(Entry::Text(name.clone())).chain(cells))?;
                let mark = *MARKS.get(place % MARKS.len())?;
                let line = ChartLine::new().set_dash_type(*DASHES.get(place % DASHES.len())?).set_width(1.75).clone();
                let series = chart.add_series();
                series.set_name((self.sheet.as_str(), row, 0));
                series.set_categories((self.sheet.as_str(), head, 1, head, last));
                series.set_values((self.sheet.as_str(), row, 1, row, last));
                series.set_marker(ChartMarker::new().set_type(mark).set_size(6));
                series.set_format(ChartFormat::new().set_line(&line));
                if begin > 0 {
                    again.push(number);
                }
                (begin, number) = (end, number + 1);
            }
        }
        if grid.rows.iter().flat_map(|line| &line.cells).filter_map(exact).all(|value| !value.is_sign_negative()) {
            chart.y_axis().set_min(0);
        }
        if !again.is_empty() {
            chart.legend().delete_entries(&again);
        }
        let of = phrase(Phrase::LinesOf, lang, &[("title", Value::Text(section.title.in_lang(lang)))]);
        chart.set_alt_text(alternative(of, &spoken, ". "));
        Some(chart)
    }

    /// A bar for each code; what has no exact figure has a name with its sign and no bar.
    fn bars(&mut self, section: &Section, lang: Lang) -> Option<Chart> {
        let certain = |bar: &Bar| bar.sure.filter(|_| bar.may.is_none() && !bar.open);
        let bars =
            bars(section, lang).filter(|bars| bars.len() > 1 && bars.iter().any(|bar| certain(bar).is_some()))?;
        let mut spoken = Vec::new();
        let (mut first, mut last) = (None, 0);
        for bar in &bars {
            spoken.push(format!("{}: {}", bar.name, bar.said));
            let exact = certain(bar);
            let name = if exact.is_some() { bar.name.clone() } else { format!("{} ({})", bar.name, bar.said) };
            let row = self.row([Entry::Text(name), exact.map_or(Entry::Gap, Entry::Number)])?;
            first.get_or_insert(row);
            last = row;
        }
        let mut chart = Chart::new(ChartType::Bar);
        let series = chart.add_series();
        series.set_categories((self.sheet.as_str(), first?, 0, last, 0));
        series.set_values((self.sheet.as_str(), first?, 1, last, 1));
        chart.legend().set_hidden();
        // As the rows of the table: the first on top.
        chart.x_axis().set_reverse();
        if bars.iter().filter_map(|bar| bar.sure).all(|value| value >= 0.0) {
            chart.y_axis().set_min(0);
        }
        let of = phrase(Phrase::ChartOf, lang, &[("title", Value::Text(section.title.in_lang(lang)))]);
        chart.set_alt_text(alternative(of, &spoken, "; "));
        Some(chart)
    }

    /// Takes a row of figures, and says where it stands.
    fn row(&mut self, entries: impl IntoIterator<Item = Entry>) -> Option<u32> {
        self.rows.push(entries.into_iter().collect());
        u32::try_from(self.rows.len()).ok()
    }
}

/// Whether a figure is exact: nothing else is drawn.
fn drawable(grid: &Grid) -> bool {
    grid.rows.iter().flat_map(|line| &line.cells).any(|entry| exact(entry).is_some())
}

/// The text in place of a chart: what it is of, and as many of its figures as Excel takes. All of them stand in the table above it.
pub(super) fn alternative(of: String, spoken: &[String], between: &str) -> String {
    let (mut text, mut separator) = (of, ". ");
    let mut length = text.chars().count();
    for one in spoken {
        length += separator.chars().count() + one.chars().count();
        if length > LONGEST {
            return if text.chars().count() < LONGEST { text + "…" } else { text };
        }
        text = text + separator + one;
        separator = between;
    }
    text
}
