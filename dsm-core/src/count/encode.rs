//! Batches of records become packed records, apart by person.

use super::{
    coder::{Coder, Meaning, chosen, most},
    days::{self, Calendar, IMPOSSIBLE, MISSING, is_known},
    keys::Keys,
    layout::Layout,
    plan::{Plan, Resolution},
    quality::Notice,
    specification::Role,
};
use crate::{
    error::{Code, Error, Result, Safe, codes::cnt},
    source::{Batch, Column},
};

/// The fields of a packed record before those of the dimensions, which are followed by the rest.
pub(super) const TIME: usize = 0;
pub(super) const FIRST_DIMENSION: usize = 1;
/// The values of the field of the direction.
pub(super) const ENTRY: u32 = 1;
pub(super) const EXIT: u32 = 2;
/// So many days before the end of the records a birth may be at most: 150 years with all their leap days.
pub(super) const OLDEST: i32 = 150 * 365 + 39;

/// Packs records.
#[derive(Debug)]
pub(super) struct Encoder {
    pub(super) coders: Vec<Coder>,
    pub(super) layouts: Vec<Layout>,
    pub(super) bits: Vec<u8>,
    pub(super) calendar: Calendar,
    pub(super) rows: Rows,
    /// What a batch says of one thing, used again and again.
    pub(super) days: Vec<i64>,
    pub(super) ends: Vec<i64>,
    pub(super) meanings: Vec<Meaning>,
    pub(super) packed: Vec<u64>,
}

/// Packed records one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed<'a> {
    pub(super) layout: u16,
    pub(super) words: usize,
    pub(super) records: &'a [u64],
    pub(super) keep: &'a [bool],
}

/// The records of a batch while they are packed.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Whether the record is still wanted.
    pub(super) keep: Vec<bool>,
    /// The values of each field.
    pub(super) fields: Vec<Vec<u32>>,
    /// The day of each event, since 1970.
    pub(super) day: Vec<i32>,
    /// The last day of each interval as it is written; none where it is open.
    pub(super) end: Vec<Option<i32>>,
}

impl Encoder {
    pub(super) fn new(plan: &Plan) -> Self {
        let coders: Vec<Coder> = plan.dimensions.iter().map(Coder::new).collect();
        let bits = plan.bits(&coders);
        Self {
            layouts: vec![Layout::new(&bits)],
            bits,
            coders,
            calendar: Calendar::new(plan.until - OLDEST, plan.until + 1),
            rows: Rows::default(),
            days: Vec::new(),
            ends: Vec::new(),
            meanings: Vec::new(),
            packed: Vec::new(),
        }
    }

    /// The layout of what is packed now.
    pub(super) fn layout(&self) -> Option<(u16, &Layout)> {
        let at = self.layouts.len().checked_sub(1)?;
        Some((u16::try_from(at).ok()?, self.layouts.get(at)?))
    }

    /// Packs a batch: [`Encoder::packed`] gives what came of it.
    pub(super) fn batch(&mut self, plan: &Plan, keys: &Keys, batch: &Batch, notice: &mut Notice<'_>) -> Result<()> {
        let rows = batch.rows;
        notice.quality.read += rows as u64;
        self.rows.keep.clear();
        self.rows.keep.resize(rows, true);
        let fields = self.bits.len();
        self.rows.fields.resize_with(fields, Vec::new);
        self.rows.fields.iter_mut().for_each(|field| field.clear());
        let unkept = |keep: &[bool]| keep.iter().filter(|keep| !**keep).count() as u64;
        for (column, values) in &plan.filters {
            let keep = &mut self.rows.keep;
            if let Some(column) = batch.columns.get(*column) {
                chosen(column, values, &mut |row, chosen| {
                    keep.get_mut(row).into_iter().for_each(|keep| *keep &= chosen)
                });
            }
        }
        notice.quality.filtered += unkept(&self.rows.keep);
        self.ends.clear();
        if let Some(column) = plan.roles.get(&Role::End).and_then(|column| batch.columns.get(*column)) {
            days::of_column(column, Resolution::Days, &mut self.ends);
        }
        self.times(plan, batch, notice)?;
        self.ends(plan, batch, notice)?;
        self.births(plan, batch);
        self.directions(plan, batch);
        let mut faulty = false;
        for at in 0..plan.dimensions.len() {
            faulty |= self.dimension(plan, batch, at);
        }
        if let Some((_, axis)) = self.coders.iter().zip(&plan.dimensions).find(|(coder, _)| coder.is_full) {
            let error = Error::new(cnt::CODES_UNBOUNDED).with("axis", Safe::term(axis.of.id()));
            return Err(error.with("limit", most(axis)));
        }
        if faulty {
            self.refuse_values(plan, batch, notice)?;
        }
        self.tell(plan, batch, faulty, notice)?;
        self.flags(plan, batch);
        if let (Some(column), Some(field)) = (plan.roles.get(&Role::Case), self.rows.fields.get_mut(plan.case_field()))
        {
            let mut cases = Vec::new();
            keys.of_column(batch.columns.get(*column).unwrap_or(&Column::default()), &mut cases);
            field.extend(cases.iter().map(|case| u32::try_from(case.map_or(0, |key| key[0] >> 32)).unwrap_or(0)));
        }
        if plan.specification.places {
            let row = |row| u32::try_from(batch.first + row as u64).unwrap_or(u32::MAX);
            let field = self.rows.fields.get_mut(plan.row_field());
            field.into_iter().for_each(|field| field.extend((0..rows).map(row)));
        }
        if plan.roles.contains_key(&Role::Date) {
            let before = self.rows.day.iter().zip(&self.rows.keep).filter(|(day, keep)| **keep && **day < plan.from);
            notice.counted(cnt::BEFORE_WINDOW, before.count() as u64)?;
        }
        notice.quality.used += rows as u64 - unkept(&self.rows.keep);
        self.widen();
        self.pack(rows);
        Ok(())
    }

    fn pack(&mut self, rows: usize) {
        let Some(layout) = self.layouts.last() else { return };
        let words = layout.words;
        self.packed.clear();
        self.packed.resize(rows * words, 0);
        for (field, values) in layout.fields.iter().zip(&self.rows.fields) {
            let shift = field.shift();
            if words == 1 {
                for (slot, value) in self.packed.iter_mut().zip(values) {
                    *slot |= u64::from(*value) << shift;
                }
                continue;
            }
            let slots = self.packed.iter_mut().skip(field.word()).step_by(words);
            for (slot, value) in slots.zip(values) {
                *slot |= u64::from(*value) << shift;
            }
        }
    }

    /// What a record of the last batch says, whatever it was packed in; the row that it stands in apart.
    pub(super) fn said(&self, plan: &Plan, row: usize) -> Vec<u32> {
        let own = self.rows.fields.iter().take(plan.row_field());
        own.map(|field| field.get(row).copied().unwrap_or(0)).collect()
    }

    /// The records of the last batch, and which of them are to be counted.
    pub(super) fn packed(&self) -> Packed<'_> {
        let layout = self.layout();
        Packed {
            layout: layout.map_or(0, |(number, _)| number),
            words: layout.map_or(1, |(_, layout)| layout.words),
            records: &self.packed,
            keep: &self.rows.keep,
        }
    }

    /// When each event was, or when each interval begins.
    fn times(&mut self, plan: &Plan, batch: &Batch, notice: &mut Notice<'_>) -> Result<()> {
        let column = plan.roles.get(&Role::Date).or_else(|| plan.roles.get(&Role::Start)).copied();
        let Some(values) = column.and_then(|column| batch.columns.get(column)) else { return Ok(()) };
        let whole = if plan.resolution == Resolution::Minutes { Resolution::Days } else { plan.resolution };
        days::of_column(values, whole, &mut self.days);
        let a_day = i64::from(plan.resolution.a_day());
        let minutes = plan.roles.get(&Role::Minute).and_then(|column| batch.columns.get(*column));
        if let (Some(minutes), Resolution::Minutes) = (minutes, plan.resolution) {
            for (row, value) in self.days.iter_mut().enumerate() {
                if is_known(*value) {
                    // Without a minute the instant is the day.
                    let minute = number_of(minutes, row).filter(|minute| (0..1440).contains(minute));
                    *value = *value * 1440 + minute.unwrap_or(0);
                }
            }
        }
        let (first, last) = (i64::from(plan.origin) * a_day, (i64::from(plan.until) + 1) * a_day);
        let Self { rows, days, ends, .. } = self;
        rows.day.clear();
        let Some(times) = rows.fields.get_mut(TIME) else { return Ok(()) };
        times.reserve(days.len());
        for (row, value) in days.iter().enumerate() {
            let known = (first..last).contains(value);
            times.push(if known { u32::try_from(value - first).unwrap_or(0) } else { 0 });
            rows.day.push(if known { i32::try_from(value.div_euclid(a_day)).unwrap_or(0) } else { plan.until });
            if !known && rows.keep.get(row) == Some(&true) {
                rows.keep.get_mut(row).into_iter().for_each(|keep| *keep = false);
                let fault = match *value {
                    MISSING => cnt::DATE_MISSING,
                    IMPOSSIBLE => cnt::DATE_IMPOSSIBLE,
                    _ if ends.get(row) == Some(&IMPOSSIBLE) => cnt::DATE_IMPOSSIBLE,
                    _ => cnt::DATE_NOT_OBSERVED,
                };
                refuse(notice, batch, row, column, fault, None)?;
            }
        }
        Ok(())
    }

    /// The last day of each interval.
    fn ends(&mut self, plan: &Plan, batch: &Batch, notice: &mut Notice<'_>) -> Result<()> {
        let Some(column) = plan.roles.get(&Role::End).copied() else { return Ok(()) };
        let open = i64::from(plan.until) + 1;
        let Self { rows, ends, .. } = self;
        let Some(field) = rows.fields.get_mut(plan.end_field()) else { return Ok(()) };
        rows.end.clear();
        rows.end.extend(ends.iter().map(|day| i32::try_from(*day).ok().filter(|_| is_known(*day))));
        for ((row, value), start) in ends.iter().enumerate().zip(&rows.day) {
            let end = match *value {
                MISSING => open,
                value => value.min(open),
            };
            let fault = match *value {
                MISSING => None,
                IMPOSSIBLE => Some(cnt::DATE_IMPOSSIBLE),
                _ if end < i64::from(*start) => Some(cnt::END_BEFORE_START),
                _ => None,
            };
            field.push(u32::try_from(end - i64::from(plan.origin)).unwrap_or(0));
            if let Some(fault) = fault.filter(|_| rows.keep.get(row) == Some(&true)) {
                rows.keep.get_mut(row).into_iter().for_each(|keep| *keep = false);
                refuse(notice, batch, row, Some(column), fault, None)?;
            }
        }
        Ok(())
    }
}

/// Refuses a record.
pub(super) fn refuse(
    notice: &mut Notice<'_>,
    batch: &Batch,
    row: usize,
    column: Option<usize>,
    rule: Code,
    axis: Option<&str>,
) -> Result<()> {
    *notice.quality.refused.entry(rule).or_default() += 1;
    notice.found(rule, axis, || Some(batch.place(row, column)))
}

/// The whole number in a row.
fn number_of(column: &Column, row: usize) -> Option<i64> {
    match column {
        Column::Texts(texts) => texts.get(row).parse().ok(),
        Column::Coded { keys, values } => values.get(*keys.get(row)? as usize)?.trim().parse().ok(),
        Column::Integers { values, missing } => {
            let none = missing.as_ref().is_some_and(|missing| missing.get(row) == Some(&true));
            values.get(row).copied().filter(|_| !none)
        }
        Column::Days { .. } | Column::Instants { .. } => None,
    }
}
