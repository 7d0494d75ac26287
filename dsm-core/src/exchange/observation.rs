use crate::{
    measure::Making,
    table::{Absence, Cell, Figure, Row, Status},
};

/// A cell as SDMX says it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Observation {
    /// The figure, empty where there is none or where only bounds are known; of a figure that is inexact by making what was published.
    pub(super) value: String,
    pub(super) lower: String,
    pub(super) upper: String,
    pub(super) error: String,
    /// One code of `CL_OBS_STATUS`, empty where none applies.
    pub(super) status: &'static str,
    /// All statuses of the cell in the fixed order, by the letters of DSM.
    pub(super) statuses: String,
    /// `C` for every suppressed cell alike, so that nobody sees which ones are small.
    pub(super) confidentiality: &'static str,
}

impl Observation {
    /// A cell of a table that was made so.
    pub(super) fn of(row: &Row, making: &Making) -> Self {
        let mut observation = Self { statuses: row.status.to_string(), ..Self::default() };
        match row.cell {
            Cell::Figure(figure) => {
                observation.figure(figure, row.status);
                // Small figures that were altered are no figures: what was published stands for all of its interval.
                if let Figure::Between { low, high } = figure
                    && !matches!(making, Making::Small { .. })
                    && let Some(published) = making.published(low, high)
                {
                    observation.value = published.to_string();
                }
            }
            Cell::Missing(Absence::NotApplicable) => observation.status = "M",
            Cell::Missing(Absence::NotCollected) => observation.status = "L",
            Cell::Missing(Absence::NotDelivered) => observation.status = "O",
            Cell::Masked(_) => (observation.status, observation.confidentiality) = ("Q", "C"),
        }
        observation
    }

    fn figure(&mut self, figure: Figure, status: Status) {
        self.status = one_code(status);
        match figure {
            Figure::Exact(value) => {
                self.value = value.to_string();
                if status == Status::NORMAL {
                    self.status = "A";
                }
            }
            Figure::Between { low, high } => (self.lower, self.upper) = (low.to_string(), high.to_string()),
            Figure::AtLeast(low) => self.lower = low.to_string(),
            Figure::Estimate { value, standard_error } => {
                (self.value, self.error) = (value.to_string(), standard_error.to_string());
                if self.status.is_empty() {
                    self.status = "E";
                }
            }
        }
    }
}

/// The one code of a set of statuses: the first that SDMX knows in the fixed order of export. A partial figure has no code
/// there (`I` is "imputed"): it leaves as a lower bound without a value, and among all statuses.
fn one_code(status: Status) -> &'static str {
    let known = [
        (Status::BREAK, "B"),
        (Status::PROVISIONAL, "P"),
        (Status::ESTIMATED, "E"),
        (Status::FORECAST, "F"),
        (Status::LOW_RELIABILITY, "U"),
    ];
    known.into_iter().find(|(one, _)| status.has(*one)).map_or("", |(_, code)| code)
}

/// Which columns a file needs beside those that every file has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Needed {
    pub(super) bounds: bool,
    pub(super) error: bool,
    pub(super) statuses: bool,
}

impl Needed {
    pub(super) fn by(rows: impl Iterator<Item = Row>) -> Self {
        rows.fold(Self::default(), |needed, row| {
            let figure = row.cell.figure();
            Self {
                bounds: needed.bounds || matches!(figure, Some(Figure::Between { .. } | Figure::AtLeast(_))),
                error: needed.error || matches!(figure, Some(Figure::Estimate { .. })),
                // An estimate is `E` whatever its statuses are.
                statuses: needed.statuses
                    || one_code(row.status) != row.status.to_string()
                    || matches!(figure, Some(Figure::Estimate { .. })),
            }
        })
    }
}
