use super::{
    super::template::Template,
    answers::Answers,
    found::told,
    grid::{Figures, Put, REASONS},
};
use crate::error::{At, Finding, FindingSink, Place, Severity, Tally};
use std::ops::ControlFlow;

/// About how long a line of the file is.
const LINE: usize = 72;

/// What was filled in, as the plain table file that is kept, with the cell that each of its lines came from.
#[derive(Debug, Default)]
pub(super) struct Entries {
    pub(super) text: String,
    /// The sheet, the row and the column of the shape for each line below the names.
    cells: Vec<[u32; 3]>,
    /// In which columns the figure and its status stand, from one.
    value: u32,
}

impl Entries {
    pub(super) fn new(template: &Template, sheets: &[Figures<'_>], answers: &Answers) -> Self {
        let mut dimensions: Vec<&str> = Vec::new();
        for one in template.tables.iter().flat_map(|indicator| indicator.dimensions()) {
            if !dimensions.contains(&one.id()) {
                dimensions.push(one.id());
            }
        }
        let mut entries = Self::default();
        entries.names(&dimensions);
        // Room for all lines at once: what is not written to takes none.
        let most: usize = sheets.iter().map(|figures| figures.rows.len() * figures.columns.len()).sum();
        entries.text.reserve(most.saturating_mul(LINE));
        entries.cells.reserve(most);
        for (number, figures) in sheets.iter().enumerate() {
            for item in 0..figures.rows.len() {
                for column in 0..figures.columns.len() {
                    if let Some((figure, status)) = said(figures, item, column, answers) {
                        entries.line(template, figures, (item, column), &dimensions, answers, (&figure, &status));
                        entries.cells.push([number, item, column].map(|at| u32::try_from(at).unwrap_or(u32::MAX)));
                    }
                }
            }
        }
        entries
    }

    fn names(&mut self, dimensions: &[&str]) {
        let names: Vec<&str> = ["INDICATOR", "REF_AREA"]
            .into_iter()
            .chain(dimensions.iter().copied())
            .chain(["TIME_PERIOD", "UNIT", "OBS_VALUE", "OBS_STATUS"])
            .collect();
        self.value = u32::try_from(names.len()).unwrap_or(u32::MAX).saturating_sub(1);
        self.text = names.join(",");
        self.text.push('\n');
    }

    fn line(
        &mut self,
        template: &Template,
        figures: &Figures<'_>,
        (item, column): (usize, usize),
        dimensions: &[&str],
        answers: &Answers,
        (figure, status): (&str, &str),
    ) {
        let shape = figures.shape();
        let mut put = |text: &str, sign: char| {
            self.text.push_str(text);
            self.text.push(sign);
        };
        put(figures.asked.indicator.id(), ',');
        put(&template.country, ',');
        for dimension in dimensions {
            let across = shape
                .columns
                .get(column)
                .and_then(|one| shape.codes(one).find(|(id, _)| id == dimension).map(|(_, code)| code));
            // What a table does not have stays empty.
            let down =
                shape.down.items.get(item).filter(|_| shape.down.id() == *dimension).map_or("", |item| &*item.code);
            put(across.unwrap_or(down), ',');
        }
        put(&figures.asked.label, ',');
        put(answers.unit(figures.asked.table), ',');
        put(figure, ',');
        put(status, '\n');
    }

    /// The place of the form that a line and column of the file came from.
    fn place(&self, sheets: &[Figures<'_>], line: u64, column: u32) -> Option<Place> {
        let at = usize::try_from(line).ok()?.checked_sub(2)?;
        let [number, item, of] = self.cells.get(at)?.map(|at| usize::try_from(at).unwrap_or(usize::MAX));
        let figures = sheets.get(number)?;
        let place = figures.place(item, of);
        match place.position() {
            At::Sheet { row, .. } if column > self.value => Some(figures.spot(*row, figures.remark)),
            _ => Some(place),
        }
    }
}

/// The figure of a cell and its status, as a plain table file writes them; none where the file does not have the cell.
fn said(figures: &Figures<'_>, item: usize, column: usize, answers: &Answers) -> Option<(String, String)> {
    let remark = figures.remarks.get(item).copied().flatten();
    let mut status = String::from(remark.unwrap_or_default());
    let provisional = answers.status.as_deref() == Some("P") && remark != Some("P");
    match figures.at(item, column) {
        Put::Entered(figure) => {
            if provisional {
                status.push('P');
            }
            Some((figure.to_string(), status))
        }
        Put::Empty if figures.is_zero_where_empty(item, column) => {
            if provisional {
                status.push('P');
            }
            Some(("0".to_owned(), status))
        }
        Put::Empty if remark.is_some_and(|code| REASONS.contains(&code)) && !figures.adds(item, column).is_sum() => {
            Some((String::new(), status))
        }
        Put::Empty | Put::Reckoned(_) | Put::Unknown => None,
    }
}

/// Puts findings about the file of entries where the form has them.
pub(super) struct Placed<'a, 's> {
    entries: &'a Entries,
    sheets: &'a [Figures<'a>],
    sink: &'s mut dyn FindingSink,
    tally: Tally,
    /// How many findings of the form were told.
    told: u64,
}

impl<'a, 's> Placed<'a, 's> {
    pub(super) fn new(
        entries: &'a Entries,
        sheets: &'a [Figures<'a>],
        sink: &'s mut dyn FindingSink,
        told: u64,
    ) -> Self {
        Self { entries, sheets, sink, tally: Tally::default(), told }
    }

    pub(super) fn errors(&self) -> u64 {
        self.tally.of_severity(Severity::Error)
    }
}

impl FindingSink for Placed<'_, '_> {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        self.tally.count(&finding);
        let place = match finding.place().map(Place::position) {
            Some(At::Line { line, column }) => self.entries.place(self.sheets, *line, *column),
            _ => None,
        };
        let placed = match place {
            Some(place) => finding.at(place),
            None => finding,
        };
        match told(&mut self.told, placed) {
            Some(finding) => self.sink.put(finding),
            None => ControlFlow::Break(()),
        }
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}
