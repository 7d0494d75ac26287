//! The days of birth, directions and codes of a batch, and what is wrong with them.

use super::{
    coder::{Meaning, chosen},
    days,
    dimension::Of,
    encode::{ENTRY, EXIT, Encoder, FIRST_DIMENSION, OLDEST, Rows, refuse},
    plan::{Choice, Plan, Resolution},
    quality::Notice,
    specification::Role,
};
use crate::{
    error::{Result, codes::cnt},
    source::{Batch, Column},
};

impl Encoder {
    /// The days of birth, as days since the oldest that is known; zero where none is.
    pub(super) fn births(&mut self, plan: &Plan, batch: &Batch) {
        let Some(column) = plan.roles.get(&Role::Birth).and_then(|column| batch.columns.get(*column)) else { return };
        days::of_column(column, Resolution::Days, &mut self.days);
        let oldest = i64::from(plan.until - OLDEST);
        let Self { rows, days, .. } = self;
        let Some(field) = rows.fields.get_mut(plan.birth_field()) else { return };
        for (value, day) in days.iter().zip(&rows.day) {
            let known = *value >= i64::from(plan.eldest) && *value <= i64::from(*day);
            field.push(if known { u32::try_from(value - oldest).unwrap_or(0) } else { 0 });
        }
    }

    pub(super) fn directions(&mut self, plan: &Plan, batch: &Batch) {
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
    pub(super) fn dimension(&mut self, plan: &Plan, batch: &Batch, at: usize) -> bool {
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
    pub(super) fn refuse_values(&mut self, plan: &Plan, batch: &Batch, notice: &mut Notice<'_>) -> Result<()> {
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
    pub(super) fn tell(&mut self, plan: &Plan, batch: &Batch, faulty: bool, notice: &mut Notice<'_>) -> Result<()> {
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
    pub(super) fn flags(&mut self, plan: &Plan, batch: &Batch) {
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
