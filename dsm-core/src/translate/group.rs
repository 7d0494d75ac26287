use super::{
    coder::Coder,
    faults::{Faults, Spot},
    specification::{REPORTER, Specification, TIME},
};
use crate::{
    catalogue::{Dimension, Indicator},
    error::{Finding, Result, codes::tab},
    measure::{Making, Measure},
    table::{Absent, Axis, Cell, Figure, Status, Table},
    time::{Day, Moment, Period},
};
use std::{collections::BTreeSet, sync::Arc};

/// Rows that become one table: the figures of an indicator in one unit, with the spots that they stand at.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) measure: Measure,
    /// The reporting country, the dimensions in their order, the time.
    pub(super) axes: Vec<Coder>,
    figures: Figures,
    spots: Vec<Spot>,
}

/// Whole numbers as long as there is nothing else, since a column of them takes a fifth of the room.
#[derive(Debug, Default)]
struct Figures {
    whole: Vec<i64>,
    cells: Option<(Vec<Cell>, Vec<Status>)>,
}

impl Figures {
    /// The figures as cells, from now on.
    fn cells(&mut self) -> &mut (Vec<Cell>, Vec<Status>) {
        let whole = std::mem::take(&mut self.whole);
        self.cells.get_or_insert_with(|| {
            let statuses = vec![Status::NORMAL; whole.len()];
            (whole.into_iter().map(Cell::exact).collect(), statuses)
        })
    }
}

impl<'a> Group<'a> {
    pub(super) fn new(indicator: &'a Indicator, measure: Measure) -> Self {
        let axes = (0..indicator.dimensions().len() + 2).map(|_| Coder::default()).collect();
        Self { indicator, measure, axes, figures: Figures::default(), spots: Vec::new() }
    }

    /// What its figures are of and counted in: tables stand in this order.
    pub(super) fn kind(&self) -> (&'a str, String) {
        (self.indicator.id(), self.measure.unit().to_string())
    }

    /// How many rows it has.
    pub(super) fn len(&self) -> usize {
        self.spots.len()
    }

    /// Adds a row.
    pub(super) fn push(&mut self, places: &[u32], cell: Cell, status: Status, spot: Spot) {
        for (axis, place) in self.axes.iter_mut().zip(places) {
            axis.push(*place);
        }
        self.spots.push(spot);
        let cell = self.counted(cell);
        match (&self.figures.cells, whole(cell)) {
            (None, Some(figure)) if status == Status::NORMAL => self.figures.whole.push(figure),
            _ => {
                let (cells, statuses) = self.figures.cells();
                cells.push(cell);
                statuses.push(status);
            }
        }
    }

    /// Puts a figure into a row whose figure could not be read when the row was.
    pub(super) fn put(&mut self, row: usize, cell: Cell) {
        let cell = self.counted(cell);
        match (&self.figures.cells, whole(cell)) {
            (None, Some(figure)) => self.figures.whole.get_mut(row).into_iter().for_each(|slot| *slot = figure),
            _ => self.figures.cells().0.get_mut(row).into_iter().for_each(|slot| *slot = cell),
        }
    }

    /// A count that is written with decimals of zero, such as `115,0`, is the whole number that it is.
    fn counted(&self, cell: Cell) -> Cell {
        match cell {
            Cell::Figure(Figure::Exact(figure)) if figure.scale() > 0 && self.measure.is_count() => {
                Cell::exact(if figure.fract().is_zero() { figure.trunc() } else { figure })
            }
            other => other,
        }
    }

    /// The table; what is wrong with its cells goes to the faults, at the spots of the file.
    pub(super) fn table(mut self, specification: &Specification, faults: &mut Faults<'_>) -> Result<Option<Table>> {
        let absent = specification.absent;
        let making = if specification.counted { &Making::Exact } else { self.indicator.making() }.clone();
        let sound = self.valid(faults) & self.as_made(&making, faults);
        let builder = Table::builder(self.measure.clone(), self.indicator.concept().clone());
        // What cannot have been made as declared was said; the builder goes on to what else is wrong.
        let nobody = absent == Absent::Zero && making.absent().is_none();
        let builder = if sound { builder.making(making) } else { builder.made_by(making) };
        let builder = builder.absent(absent).axis(Axis::reporter(REPORTER));
        let dimensions = self.indicator.dimensions().iter().zip(1..);
        let builder =
            dimensions.fold(builder, |builder, (dimension, at)| builder.axis(self.axis(dimension, at, nobody)));
        let builder = builder.axis(Axis::time(TIME));
        let keys = self.axes.into_iter().map(Coder::into_column).collect();
        let spots = &self.spots;
        let mut each = |finding: Finding| faults.built(finding, spots);
        let built = match self.figures.cells {
            None => builder.build_whole_to(keys, self.figures.whole, &mut each),
            Some((cells, statuses)) => builder.build_columns_to(keys, cells, Some(statuses), &mut each),
        };
        match built {
            Ok(table) => Ok(sound.then_some(table)),
            Err(error) if error.code() == tab::TABLE_INVALID => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Finds codes at a time at which they do not stand, such as a former State today; false where there are any.
    fn valid(&self, faults: &mut Faults<'_>) -> bool {
        let mut valid = true;
        let Some(times) = self.axes.last() else { return true };
        for (axis, dimension) in self.axes.iter().skip(1).zip(self.indicator.dimensions()) {
            let limited = |code: &Arc<str>| {
                let entry = dimension.list().get(code);
                entry.is_some_and(|entry| entry.valid_from().is_some() || entry.valid_until().is_some())
            };
            if !axis.codes().iter().any(limited) {
                continue;
            }
            for (row, spot) in self.spots.iter().enumerate() {
                let (Some(code), Some(time)) = (axis.code(row), times.code(row)) else { continue };
                let Some((first, last)) = years(time).filter(|_| limited(code)) else { continue };
                if let Err(error) = dimension.list().find_in(code, first, last) {
                    valid = false;
                    faults.error(&error, axis.column.map_or(*spot, |column| spot.in_column(column)), code);
                }
            }
        }
        valid
    }

    /// Turns figures into the intervals that they stand for, where the indicator declares how they were made; false where one
    /// cannot have been made like that.
    fn as_made(&mut self, making: &Making, faults: &mut Faults<'_>) -> bool {
        if *making == Making::Exact {
            return true;
        }
        let (mut codes, mut possible) = (Vec::new(), true);
        let (cells, _) = self.figures.cells();
        for (row, cell) in cells.iter_mut().enumerate() {
            let Some(published) = cell.figure().and_then(|figure| figure.exact()) else { continue };
            // No count is negative or has decimals, however it was made: the builder says so.
            if self.measure.is_count() && (published.is_sign_negative() || !published.fract().is_zero()) {
                continue;
            }
            codes.clear();
            let own = self.axes.iter().skip(1).take(self.indicator.dimensions().len());
            codes.extend(own.filter_map(|axis| axis.code(row)).cloned());
            match self.indicator.interval(&codes, published) {
                Ok(None) => {}
                Ok(Some((low, high))) => *cell = Cell::Figure(Figure::interval(low, Some(high))),
                Err(error) => {
                    possible = false;
                    self.spots.get(row).into_iter().for_each(|spot| faults.error(&error, *spot, ""));
                }
            }
        }
        possible
    }

    /// The axis of a dimension, with what its list declares.
    ///
    /// Where an exhaustive list has codes that no row has, and a row that is not there may stand for somebody, the codes that
    /// are there are not all there are: a sum of them says "at least".
    fn axis(&self, dimension: &Dimension, at: usize, nobody: bool) -> Axis {
        let list = dimension.list();
        let codes = self.axes.get(at).map_or(&[][..], Coder::codes);
        let seen: BTreeSet<&str> = codes.iter().map(|code| &**code).collect();
        // A former State that no row names is not missing.
        let present = list.leaves().filter(|entry| entry.valid_until().is_none());
        let mut plain = present.map(|entry| entry.id().as_str()).filter(|code| !code.starts_with('_'));
        let exhaustive = list.is_exhaustive() && (nobody || plain.all(|code| seen.contains(code)));
        let axis = Axis::category(dimension.id()).membership(dimension.membership()).exhaustive(exhaustive);
        let parents = list.entries().iter().filter_map(|entry| Some((entry.id(), entry.parent()?)));
        parents
            .filter(|(_, parent)| !parent.is_total())
            .fold(axis, |axis, (code, parent)| axis.parent(code.as_str(), parent.as_str()))
    }
}

/// The years of a period from its first day to its last, or that of a moment.
fn years(time: &str) -> Option<(u16, u16)> {
    let year = |day: Day| u16::try_from(day.year()).ok();
    match Period::parse(time) {
        Ok(period) => Some((year(period.first())?, year(period.last())?)),
        Err(_) => Moment::parse(time).ok().and_then(|moment| year(moment.day())).map(|year| (year, year)),
    }
}

/// The figure, where it is an exact whole number of 64 bits.
fn whole(cell: Cell) -> Option<i64> {
    let exact = cell.figure()?.exact()?;
    if exact.scale() == 0 { i64::try_from(exact.mantissa()).ok() } else { None }
}
