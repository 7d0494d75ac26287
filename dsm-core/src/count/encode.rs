//! Batches of records become packed records, apart by person.

use super::{
    coder::{Coder, MOST_CODES, Meaning, chosen},
    days::{self, Calendar, IMPOSSIBLE, MISSING, is_known},
    dimension::Of,
    keys::Keys,
    layout::Layout,
    plan::{Choice, Plan, Resolution},
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
/// So many days before the end of the records a birth may be.
const OLDEST: i32 = 150 * 365 + 36;

/// Packs records.
#[derive(Debug)]
pub(super) struct Encoder {
    pub(super) coders: Vec<Coder>,
    pub(super) layouts: Vec<Layout>,
    bits: Vec<u8>,
    pub(super) calendar: Calendar,
    rows: Rows,
    /// What a batch says of one thing, used again and again.
    days: Vec<i64>,
    ends: Vec<i64>,
    meanings: Vec<Meaning>,
    packed: Vec<u64>,
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
    keep: Vec<bool>,
    /// The values of each field.
    fields: Vec<Vec<u32>>,
    /// The day of each event, since 1970.
    day: Vec<i32>,
    /// The last day of each interval as it is written; none where it is open.
    end: Vec<Option<i32>>,
}

impl Plan {
    /// The place of a field behind those of the dimensions.
    fn rest(&self, at: usize) -> usize {
        FIRST_DIMENSION + self.dimensions.len() + at
    }
    pub(super) fn direction_field(&self) -> usize {
        self.rest(0)
    }
    pub(super) fn flags_field(&self) -> usize {
        self.rest(1)
    }
    /// The day of birth since the oldest that is known; zero where it is not.
    pub(super) fn birth_field(&self) -> usize {
        self.rest(2)
    }
    /// The last day since packed time begins; one more than `until` for all that is later or open.
    pub(super) fn end_field(&self) -> usize {
        self.rest(3)
    }
    /// A hash of the case, which tells equal records.
    pub(super) fn case_field(&self) -> usize {
        self.rest(4)
    }
    /// The row, where places are wanted.
    pub(super) fn row_field(&self) -> usize {
        self.rest(5)
    }

    /// The bits of each field as far as they are known at the start.
    fn bits(&self, coders: &[Coder]) -> Vec<u8> {
        let has = |role, bits| if self.roles.contains_key(&role) { bits } else { 0 };
        let time = match self.resolution {
            Resolution::Days => 16,
            Resolution::Minutes => 27,
            Resolution::Seconds => 32,
        };
        let mut bits = vec![time];
        for (axis, coder) in self.dimensions.iter().zip(coders) {
            let codes =
                axis.list.as_ref().map_or(0, |list| list.entries().len()).min(coder_room(axis.column.is_some()));
            bits.push(needed(codes.max(coder.codes.len()).max(if axis.column.is_some() { 200 } else { 0 })));
        }
        let flags = u8::try_from(self.flags.len()).unwrap_or(32);
        bits.push(has(Role::Direction, 2));
        bits.push(flags);
        bits.push(has(Role::Birth, 16));
        bits.push(has(Role::End, 16));
        bits.push(has(Role::Case, 32));
        bits.push(if self.specification.places { 32 } else { 0 });
        bits
    }
}

fn coder_room(open: bool) -> usize {
    if open { 1 << 12 } else { 0 }
}

/// The bits of so many codes.
fn needed(codes: usize) -> u8 {
    u8::try_from(usize::BITS - codes.leading_zeros()).unwrap_or(32)
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
        if self.coders.iter().any(|coder| coder.is_full) {
            return Err(Error::new(cnt::TOO_MANY).with("what", Safe::word("codes")).with("limit", MOST_CODES));
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
        notice.quality.used += rows as u64 - unkept(&self.rows.keep);
        self.widen();
        self.pack(rows);
        Ok(())
    }

    /// Makes a layout in which all codes fit that there are by now.
    fn widen(&mut self) {
        let Some(layout) = self.layouts.last() else { return };
        let mut wider = false;
        for ((coder, bits), at) in self.coders.iter().zip(self.bits.iter_mut().skip(FIRST_DIMENSION)).zip(1..) {
            let most = u32::try_from(coder.codes.len()).unwrap_or(u32::MAX);
            if !layout.field(at).holds(most) {
                // Room for many more: each new layout is another way to read what was packed.
                (*bits, wider) = (needed(coder.codes.len()) + 3, true);
            }
        }
        if wider {
            self.layouts.push(Layout::new(&self.bits));
        }
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

    /// The days of birth, as days since the oldest that is known; zero where none is.
    fn births(&mut self, plan: &Plan, batch: &Batch) {
        let Some(column) = plan.roles.get(&Role::Birth).and_then(|column| batch.columns.get(*column)) else { return };
        days::of_column(column, Resolution::Days, &mut self.days);
        let oldest = i64::from(plan.until - OLDEST);
        let Self { rows, days, .. } = self;
        let Some(field) = rows.fields.get_mut(plan.birth_field()) else { return };
        for (value, day) in days.iter().zip(&rows.day) {
            let known = *value > oldest && *value <= i64::from(*day);
            field.push(if known { u32::try_from(value - oldest).unwrap_or(0) } else { 0 });
        }
    }

    fn directions(&mut self, plan: &Plan, batch: &Batch) {
        let column = plan.roles.get(&Role::Direction).and_then(|column| batch.columns.get(*column));
        let Some(field) = self.rows.fields.get_mut(plan.direction_field()) else { return };
        let Some(values) = column else { return };
        field.resize(batch.rows, 0);
        if let Column::Coded { keys, values } = values {
            let (entry, exit) = (&plan.specification.entry, &plan.specification.exit);
            let of = |value: &str| if entry.contains(value) { ENTRY } else { EXIT * u32::from(exit.contains(value)) };
            let coded: Vec<u32> = values.iter().map(|value| of(value.trim())).collect();
            let none = of("");
            for (slot, key) in field.iter_mut().zip(keys) {
                *slot = coded.get(*key as usize).copied().unwrap_or(none);
            }
            return;
        }
        for (choice, value) in [(&plan.specification.entry, ENTRY), (&plan.specification.exit, EXIT)] {
            chosen(values, choice, &mut |row, chosen| {
                field.get_mut(row).into_iter().filter(|_| chosen).for_each(|slot| *slot = value);
            });
        }
    }

    /// The codes of a dimension, with what is wrong with them; whether anything is.
    fn dimension(&mut self, plan: &Plan, batch: &Batch, at: usize) -> bool {
        let (Some(axis), Some(coder)) = (plan.dimensions.get(at), self.coders.get_mut(at)) else { return false };
        let (meanings, rows) = (&mut self.meanings, &mut self.rows);
        meanings.clear();
        match &axis.of.of {
            Of::Column(_) => {
                let Some(column) = axis.column.and_then(|column| batch.columns.get(column)) else { return false };
                coder.of_column(axis, column, meanings);
            }
            Of::AgeAtEvent => {
                let births = rows.fields.get(plan.birth_field()).map(Vec::as_slice).unwrap_or_default();
                let calendar = &self.calendar;
                let age = |birth: &u32, day: i32| {
                    let birth = i32::try_from(*birth).ok().filter(|birth| *birth > 0);
                    birth.map_or(coder.not_known(), |birth| coder.group(axis, calendar.age(birth, day)))
                };
                if axis.of.at_end {
                    let ended = |(birth, end): (&u32, &Option<i32>)| {
                        end.filter(|end| *end <= plan.until).map_or(coder.not_known(), |end| age(birth, end))
                    };
                    meanings.extend(births.iter().zip(&rows.end).map(ended));
                } else {
                    meanings.extend(births.iter().zip(&rows.day).map(|(birth, day)| age(birth, *day)));
                }
            }
            Of::Days => {
                let length = |(end, day): (&Option<i32>, &i32)| match end {
                    Some(end) => coder.group(axis, u32::try_from(end - day).ok()),
                    None => coder.open(),
                };
                meanings.extend(rows.end.iter().zip(&rows.day).map(length));
            }
            // Its codes are found when the moment is known.
            Of::AgeAtMoment | Of::Nothing => return false,
        }
        let Some(field) = rows.fields.get_mut(FIRST_DIMENSION + at) else { return false };
        field.extend(meanings.iter().map(|meaning| meaning.bits()));
        Meaning::is_faulty(meanings.iter().fold(0, |all, meaning| all | meaning.bits()))
    }

    /// Refuses the records that have a value which is not to be counted: no code before none at all.
    fn refuse_values(&mut self, plan: &Plan, batch: &Batch, notice: &mut Notice<'_>) -> Result<()> {
        for wanted in [cnt::VALUE_IS_NO_CODE, cnt::VALUE_MISSING] {
            for (at, axis) in plan.dimensions.iter().enumerate().filter(|(_, axis)| axis.of.refuses()) {
                let Rows { fields, keep, .. } = &mut self.rows;
                let Some(field) = fields.get(FIRST_DIMENSION + at) else { continue };
                for (row, (bits, keep)) in field.iter().zip(keep.iter_mut()).enumerate() {
                    let meaning = Meaning::from_bits(*bits);
                    if *keep && meaning.code().is_none() && meaning.fault() == Some(wanted) {
                        *keep = false;
                        refuse(notice, batch, row, axis.column, wanted, Some(axis.of.id()))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Tells what is wrong with the records that are used, and takes the marks of it from the codes.
    fn tell(&mut self, plan: &Plan, batch: &Batch, faulty: bool, notice: &mut Notice<'_>) -> Result<()> {
        let Rows { fields, keep, end, .. } = &mut self.rows;
        let simple = [
            (Role::Birth, plan.birth_field(), cnt::AGE_NOT_KNOWN),
            (Role::Direction, plan.direction_field(), cnt::DIRECTION_UNKNOWN),
        ];
        for (role, field, rule) in simple {
            let Some(column) = plan.roles.get(&role) else { continue };
            let values = fields.get(field).map(Vec::as_slice).unwrap_or_default();
            for (row, _) in
                values.iter().zip(keep.iter()).enumerate().filter(|(_, (value, keep))| **value == 0 && **keep)
            {
                notice.found(rule, None, || Some(batch.place(row, Some(*column))))?;
            }
        }
        if !faulty {
            return Ok(());
        }
        for (at, axis) in plan.dimensions.iter().enumerate() {
            let Some(field) = fields.get_mut(FIRST_DIMENSION + at) else { continue };
            for (row, slot) in field.iter_mut().enumerate() {
                let meaning = Meaning::from_bits(*slot);
                *slot = meaning.code().unwrap_or(0);
                let Some(fault) = meaning.fault().filter(|_| keep.get(row) == Some(&true)) else { continue };
                // What is known at the end is not missing before it.
                let later = axis.of.at_end && fault == cnt::VALUE_MISSING && end.get(row) == Some(&None);
                if !later {
                    notice.found(fault, Some(axis.of.id()), || Some(batch.place(row, axis.column)))?;
                }
            }
        }
        Ok(())
    }

    /// Which counts a record is of, where these have filters of their own.
    fn flags(&mut self, plan: &Plan, batch: &Batch) {
        let Some(field) = self.rows.fields.get_mut(plan.flags_field()) else { return };
        if plan.flags.is_empty() {
            return;
        }
        field.resize(batch.rows, 0);
        for (at, choices) in plan.flags.iter().enumerate() {
            let mut flagged = vec![true; batch.rows];
            for (column, values) in choices as &Vec<Choice> {
                let Some(column) = batch.columns.get(*column) else { continue };
                chosen(column, values, &mut |row, chosen| {
                    flagged.get_mut(row).into_iter().for_each(|flag| *flag &= chosen);
                });
            }
            for (slot, flag) in field.iter_mut().zip(flagged) {
                *slot |= u32::from(flag) << at;
            }
        }
    }
}

/// Refuses a record.
fn refuse(
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
