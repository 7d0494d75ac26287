use super::cell::Told;
use crate::{
    error::{Error, Result, codes},
    table::{Absence, Cell, Figure, Mask, State, Status},
};
use rust_decimal::Decimal;

/// The lines of the message that the rows of a table stand in: the row and the line that each run of rows in lines one after the other
/// begins with.
#[derive(Debug, Default)]
pub(super) struct Lines(Vec<(u32, u32)>);

impl Lines {
    /// Adds the line of a row; rows come in their order.
    pub(super) fn push(&mut self, row: usize, line: u64) {
        let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        let (row, line) = (number(row as u64), number(line));
        let follows = |(first, start): &(u32, u32)| start.checked_add(row - first) == Some(line);
        if !self.0.last().is_some_and(follows) {
            self.0.push((row, line));
        }
    }

    /// The lines of the rows that stay.
    pub(super) fn staying(&self, stay: &[bool]) -> Self {
        let mut lines = Self::default();
        let staying = stay.iter().enumerate().filter(|(_, stays)| **stays);
        for (row, (old, _)) in staying.enumerate() {
            lines.push(row, self.of(old as u64).unwrap_or(0));
        }
        lines
    }

    /// The line of a row.
    pub(super) fn of(&self, row: u64) -> Option<u64> {
        let run = self.0.partition_point(|(first, _)| u64::from(*first) <= row).checked_sub(1)?;
        self.0.get(run).map(|(first, line)| u64::from(*line) + (row - u64::from(*first)))
    }
}

/// The figures of a table while they come: whole columns of small integers, cells where these do not do.
#[derive(Debug, Default)]
pub(super) struct Figures {
    pub(super) scale: u32,
    pub(super) plain: Vec<i64>,
    pub(super) states: Vec<u8>,
    pub(super) statuses: Vec<u8>,
    pub(super) concealed: Vec<(u32, Decimal)>,
    /// Cells, from the first on that is neither exact nor absent, or too wide.
    pub(super) cells: Option<Vec<Cell>>,
}

impl Figures {
    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    pub(super) fn push(&mut self, told: &Told) -> Result<()> {
        let row = u32::try_from(self.len())
            .map_err(|_| Error::new(codes::tab::TABLE_TOO_LARGE).with("limit", u64::from(u32::MAX)))?;
        if let Some(figure) = told.concealed {
            self.concealed.push((row, figure));
        }
        self.statuses.push(told.status.bits());
        self.states.push(State::of(&told.cell) as u8);
        if self.cells.is_none() {
            match &told.cell {
                Cell::Figure(Figure::Exact(value)) => match self.narrow(*value) {
                    Some(figure) => self.plain.push(figure),
                    None => self.widen(),
                },
                Cell::Figure(_) => self.widen(),
                _ => self.plain.push(0),
            }
        }
        if let Some(cells) = &mut self.cells {
            cells.push(told.cell);
        }
        Ok(())
    }

    /// An exact whole figure of normal status.
    pub(super) fn push_whole(&mut self, figure: i64) -> bool {
        if self.cells.is_some() || self.scale != 0 {
            return false;
        }
        self.plain.push(figure);
        self.states.push(State::Exact as u8);
        self.statuses.push(0);
        true
    }

    /// The figure in the scale of the column, which grows where it must.
    fn narrow(&mut self, value: Decimal) -> Option<i64> {
        let power = |from: u32, to: u32| 10_i64.checked_pow(to.checked_sub(from)?);
        if value.scale() > self.scale {
            let factor = power(self.scale, value.scale())?;
            if self.plain.iter().any(|figure| figure.checked_mul(factor).is_none()) {
                return None;
            }
            self.plain.iter_mut().for_each(|figure| *figure = figure.saturating_mul(factor));
            self.scale = value.scale();
        }
        let mantissa = i64::try_from(value.mantissa()).ok()?;
        mantissa.checked_mul(power(value.scale(), self.scale)?).filter(|figure| *figure != i64::MAX)
    }

    /// From here on cells.
    pub(super) fn widen(&mut self) {
        let scale = self.scale;
        let cell = |(figure, state): (i64, &u8)| match State::from_byte(*state) {
            State::Suppressed => Cell::Masked(Mask::Suppressed),
            State::NotApplicable => Cell::Missing(Absence::NotApplicable),
            State::NotCollected => Cell::Missing(Absence::NotCollected),
            State::NotDelivered => Cell::Missing(Absence::NotDelivered),
            _ => Cell::Figure(Figure::Exact(Decimal::new(figure, scale))),
        };
        let plain = std::mem::take(&mut self.plain);
        self.cells = Some(plain.into_iter().zip(&self.states).map(cell).collect());
    }

    /// Takes out the rows that do not stay.
    pub(super) fn keep(&mut self, stay: &[bool]) {
        fn keep<T>(all: &mut Vec<T>, stay: &[bool]) {
            let mut stays = stay.iter();
            all.retain(|_| stays.next().copied().unwrap_or(false));
        }
        keep(&mut self.plain, stay);
        keep(&mut self.states, stay);
        keep(&mut self.statuses, stay);
        if let Some(cells) = &mut self.cells {
            keep(cells, stay);
        }
        let (mut row, mut places) = (0, Vec::with_capacity(stay.len()));
        for stays in stay {
            places.push(stays.then_some(row));
            row += u32::from(*stays);
        }
        let place = |row: u32| usize::try_from(row).ok().and_then(|row| places.get(row).copied().flatten());
        let concealed = std::mem::take(&mut self.concealed).into_iter();
        self.concealed = concealed.filter_map(|(row, figure)| Some((place(row)?, figure))).collect();
    }

    /// The statuses as they are.
    pub(super) fn all_statuses(&self) -> Vec<Status> {
        self.statuses.iter().map(|bits| Status::from_bits(*bits)).collect()
    }
}

/// A whole figure of at most eighteen digits.
pub(super) fn small(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
