use super::{
    broken,
    cell::{Letters, Numbers, Read, Told, letters, told},
    columns::Columns,
    figures::{Figures, Lines, small},
    in_message,
    key::{Key, NEW},
    taken::Taken,
    whole::{Runs, Whole},
};
use crate::{
    error::{Error, Finding, FindingSink, Place, Result, Safe, codes, codes::exc},
    exchange::{
        Stated,
        description::Description,
        sdmx::{
            Action,
            data::{Batch, Layout},
        },
    },
    measure::Making,
    table::{Coded, Parts, Table},
    time::Convention,
};
use rust_decimal::Decimal;
use std::{collections::HashMap, sync::Arc};

/// The rows of data sets of one structure, as columns.
pub(super) struct Gathered {
    pub(super) keys: Vec<Key>,
    pub(super) figures: Figures,
    pub(super) lines: Lines,
    /// What the rows say in each column that is said of the whole.
    pub(super) said: Vec<Runs>,
    /// The one value of each of these columns; none where it differs.
    pub(super) whole: Vec<Whole>,
    pub(super) taken: Taken,
    /// Whether the message says how the figures were made, and gives their bounds.
    made: bool,
    /// The action and number of the data set that the last rows came with, and how many rows came before these.
    pub(super) set: Option<(Action, u32)>,
    pub(super) before: usize,
    /// What a row without a key says anew of the whole, column by column.
    pub(super) renewed: Vec<Option<Arc<str>>>,
    others: Vec<bool>,
    /// What sets of letters say, so that each is read once.
    told: HashMap<[u32; 4], Read>,
    generation: Option<u64>,
    failed: u64,
}

impl Gathered {
    pub(super) fn new(layout: &Layout, columns: &Columns, stated: &Stated) -> Self {
        let mut figures = Figures::default();
        if !stated.is_exact() {
            figures.widen();
        }
        Self {
            keys: columns.axes.iter().map(|_| Key::default()).collect(),
            figures,
            lines: Lines::default(),
            said: columns.whole.iter().map(|_| Runs::default()).collect(),
            whole: vec![Whole::Unseen; columns.whole.len()],
            taken: Taken::default(),
            made: false,
            set: None,
            before: 0,
            renewed: vec![None; columns.whole.len()],
            others: vec![false; layout.parts().len()],
            told: HashMap::new(),
            generation: None,
            failed: 0,
        }
    }

    /// Adds the rows of a batch; rows without a dimension are about more than one cell and are passed over.
    pub(super) fn add(
        &mut self,
        batch: &Batch,
        (layout, action, set): (&Layout, Action, u32),
        columns: &Columns,
        file: &str,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        if self.generation != Some(batch.generation()) {
            self.generation = Some(batch.generation());
            self.keys.iter_mut().for_each(|key| key.of_batch.clear());
            self.told.clear();
        }
        if self.set.replace((action, set)) != Some((action, set)) {
            self.before = self.figures.len();
            self.renewed.fill(None);
        }
        let replaces = action == Action::Replace && self.before > 0;
        let none = |component: usize, row: usize| batch.rows_of(component).get(row).is_none_or(|place| *place == NEW);
        for row in 0..batch.len() {
            if columns.axes.iter().any(|axis| none(*axis, row)) {
                if self.renews() && columns.axes.iter().all(|axis| none(*axis, row)) {
                    self.renew(batch, row, columns);
                }
                continue;
            }
            for (key, axis) in self.keys.iter_mut().zip(&columns.axes) {
                let place = batch.rows_of(*axis).get(row).copied().unwrap_or(NEW);
                key.push(batch, *axis, place);
            }
            let number = self.figures.len();
            if replaces {
                let key: Vec<Option<u32>> = self.keys.iter().map(|key| Some(key.column.keys.at(number))).collect();
                self.taken.put(&key, (self.before, batch.line(row), Safe::terms([""; 0])), false)?;
            }
            self.lines.push(number, batch.line(row));
            for (runs, column) in self.said.iter_mut().zip(&columns.whole) {
                runs.see(number, batch.value(row, *column), || batch.shared(row, *column));
            }
            for other in &columns.others {
                let filled = !none(*other, row);
                if let Some(seen) = self.others.get_mut(*other).filter(|seen| filled && !**seen) {
                    *seen = true;
                    let id = layout.parts().get(*other).map_or("", |part| &part.id);
                    let finding = Finding::new(exc::ATTRIBUTE_NOT_KEPT).with("component", Safe::term(id));
                    let _ = findings.put(finding.at(Place::line(file, batch.line(row), 0)));
                }
            }
            self.cell(batch, row, columns, file, findings)?;
        }
        Ok(())
    }

    fn cell(
        &mut self,
        batch: &Batch,
        row: usize,
        columns: &Columns,
        file: &str,
        findings: &mut dyn FindingSink,
    ) -> Result<()> {
        let place =
            |column: Option<usize>| column.and_then(|column| batch.rows_of(column).get(row)).copied().unwrap_or(NEW);
        let text = |column: Option<usize>| column.and_then(|column| batch.value(row, column));
        let key = [columns.status, columns.statuses, columns.flag, columns.confidentiality].map(place);
        let read = *self.told.entry(key).or_insert_with(|| {
            letters(Letters {
                status: text(columns.status).unwrap_or(""),
                statuses: text(columns.statuses),
                flag: text(columns.flag).unwrap_or(""),
                confidentiality: text(columns.confidentiality).unwrap_or(""),
            })
        });
        // Of a multiple every figure is as exact as it is written, whatever the others are.
        if !matches!(text(columns.multiple).map(str::trim), None | Some("0")) && self.figures.cells.is_none() {
            self.figures.widen();
        }
        let value = text(columns.value);
        let bounded = [columns.lower, columns.upper, columns.error].iter().any(|column| place(*column) != NEW);
        if read == Read::default()
            && !bounded
            && let Some(figure) = value.and_then(small)
            && self.figures.push_whole(figure)
        {
            return Ok(());
        }
        let mut broken = false;
        let mut number = |column: Option<usize>| {
            let text = text(column).filter(|text| !text.is_empty() && *text != "NaN")?;
            let read = Decimal::from_str_exact(text.trim()).or_else(|_| Decimal::from_scientific(text.trim())).ok();
            broken = broken || read.is_none();
            read
        };
        let [value, lower, upper, error] =
            [columns.value, columns.lower, columns.upper, columns.error].map(&mut number);
        let made = place(columns.making) != NEW;
        self.made |= made;
        // An estimate is `E` without a status of its own where the message says all statuses.
        let estimate = error.is_some() && columns.statuses.is_some() && place(columns.statuses) == NEW;
        let read = if estimate { read.of_estimate() } else { read };
        let told = told(read, Numbers { value, lower, upper, error, made });
        let at = || Place::line(file, batch.line(row), 0);
        let Told { stranger, contradictory, .. } = told;
        if let Some(of) = stranger {
            let finding = Finding::new(exc::STATUS_NOT_KNOWN).with("component", Safe::term(of));
            let _ = findings.put(finding.at(at()));
        }
        if contradictory {
            let columns = Safe::terms(["OBS_VALUE", "OBS_STATUS"]);
            let _ = findings.put(Finding::new(exc::CELL_CONTRADICTORY).with("columns", columns).at(at()));
        }
        if broken {
            let _ = findings.put(Finding::new(codes::tab::FIGURE_UNREADABLE).at(at()));
        }
        self.failed = self.failed.saturating_add(u64::from(broken || contradictory));
        self.figures.push(&told)
    }

    /// The line of the message that the first row comes from; 0 where there is none.
    pub(super) fn line(&self) -> u64 {
        self.lines.of(0).unwrap_or(0)
    }

    /// Makes moments of the labels of periods, along the axis of time.
    ///
    /// # Errors
    /// `CAT-003` where no convention is known, `TIM-011` where the day that it names is not in a period, each at the line of the label.
    pub(super) fn moments(
        &mut self,
        layout: &Layout,
        columns: &Columns,
        convention: Option<Convention>,
        file: &str,
    ) -> Result<()> {
        let time = columns.axes.iter().zip(&mut self.keys).find(|(at, _)| layout.time() == Some(**at));
        let Some((_, key)) = time else { return Ok(()) };
        let indicator = layout.structure().about.identity.id();
        key.moments(convention, indicator)
            .map_err(|(error, row)| error.at(Place::line(file, self.lines.of(row as u64).unwrap_or(0), 0)))
    }

    /// The table of a description.
    pub(super) fn table(
        self,
        said: Description,
        layout: &Layout,
        file: &str,
        findings: &mut dyn FindingSink,
    ) -> Result<Table> {
        let Description { measure, concept, axes, vintage, making, absent, notes, assumptions } = said;
        let builder = Table::builder(measure, concept).vintage(&vintage).absent(absent).notes(notes);
        let mut builder = builder.assumptions(assumptions);
        let described = super::said::describes_itself(layout) || self.made;
        builder = match (described, &making) {
            (true, _) => builder.made_by(making.clone()),
            (false, _) => builder.making(making.clone()),
        };
        for axis in axes {
            builder = builder.axis(axis);
        }
        let lines = self.lines;
        let keys: Vec<Coded> = self.keys.into_iter().map(|key| key.column).collect();
        let mut each = |finding: Finding| {
            let _ = findings.put(in_message(finding, file, &lines));
        };
        let plain = self.figures.cells.is_none() && (making == Making::Exact);
        let built = if plain {
            let Figures { scale, plain: figures, states, statuses, concealed, .. } = self.figures;
            builder.build_parts_to(Parts { keys, scale, figures, states, statuses, concealed }, &mut each)
        } else {
            let mut figures = self.figures;
            if figures.cells.is_none() {
                figures.widen();
            }
            let statuses = figures.all_statuses();
            let concealed = std::mem::take(&mut figures.concealed);
            builder.concealing(concealed).build_columns_to(
                keys.into_iter().map(Into::into).collect(),
                figures.cells.unwrap_or_default(),
                Some(statuses),
                &mut each,
            )
        };
        match (built, self.failed) {
            (Ok(table), 0) => Ok(table),
            (Ok(_), failed) => Err(broken(failed)),
            (Err(error), failed) => Err(with_failed(error, failed)),
        }
    }
}

fn with_failed(error: Error, failed: u64) -> Error {
    let count = error.args().named("count").and_then(Safe::as_count);
    match count {
        Some(count) if error.code() == codes::tab::TABLE_INVALID => broken(count.saturating_add(failed)),
        _ => error,
    }
}
