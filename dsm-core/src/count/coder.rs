//! The values of a column become the numbers of their codes.

use super::{
    dimension::{Absence, Of},
    plan::Axis,
};
use crate::{
    code::CodeId,
    error::{Code, codes::cnt},
    source::Column,
};
use std::{collections::HashMap, sync::Arc};

/// At most so many codes come out of one dimension.
pub(super) const MOST_CODES: usize = 1 << 20;
/// At most so many out of one that nothing says the codes of: there are more names than this, and fewer municipalities.
pub(super) const MOST_UNSAID: usize = 50_000;
/// What is not known.
const NOT_KNOWN: &str = "_U";
/// The groups of so many numbers are looked up.
const SMALL: u32 = 256;
/// At most so many values of a column are remembered; what goes beyond is read anew each time.
const MOST_VALUES: usize = 1 << 20;

/// What a value is: the place of its code, or none where its record is refused, and whether something is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning(u32);

impl Meaning {
    const PLACE: u32 = (1 << 24) - 1;
    const UNKNOWN: u32 = 1 << 30;
    const MISSING: u32 = 1 << 31;

    fn of(place: u32) -> Self {
        Self(place & Self::PLACE)
    }

    fn absent(code: Option<u32>, fault: u32) -> Self {
        Self(code.unwrap_or(Self::PLACE) | fault)
    }

    /// As [`Meaning::bits`] gave it.
    pub(super) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The place of its code; none where its record is refused.
    #[inline]
    pub(super) fn code(self) -> Option<u32> {
        Some(self.0 & Self::PLACE).filter(|place| *place != Self::PLACE)
    }

    /// All of it, for columns without a fault.
    #[inline]
    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// Whether anything is wrong with one of several that were joined by or.
    pub(super) fn is_faulty(bits: u32) -> bool {
        bits >= Self::UNKNOWN
    }

    /// What is wrong.
    pub(super) fn fault(self) -> Option<Code> {
        match self.0 & (Self::UNKNOWN | Self::MISSING) {
            0 => None,
            Self::UNKNOWN => Some(cnt::VALUE_IS_NO_CODE),
            _ => Some(cnt::VALUE_MISSING),
        }
    }
}

/// The codes of a dimension in the order in which they came.
#[derive(Debug)]
pub(super) struct Coder {
    pub(super) codes: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u32>,
    values: HashMap<Box<str>, Meaning>,
    numbers: HashMap<i64, Meaning>,
    missing: Meaning,
    unknown: Meaning,
    /// What an age without a date of birth is, and a length without an end: nothing is wrong with these.
    not_known: Meaning,
    open: Meaning,
    /// The first place of the groups among the codes.
    groups: u32,
    /// What the small numbers are in groups.
    small: Vec<Meaning>,
    /// Whether there are more codes than there may be.
    pub(super) is_full: bool,
}

impl Coder {
    pub(super) fn new(axis: &Axis) -> Self {
        let none = Meaning::of(0);
        let mut coder = Self {
            codes: Vec::new(),
            places: HashMap::new(),
            values: HashMap::new(),
            numbers: HashMap::new(),
            missing: none,
            unknown: none,
            not_known: none,
            open: none,
            groups: 0,
            small: Vec::new(),
            is_full: false,
        };
        coder.missing = coder.absence(&axis.of.missing, Meaning::MISSING);
        coder.unknown = coder.absence(&axis.of.unknown, Meaning::UNKNOWN);
        if !matches!(axis.of.of, Of::Column(_)) {
            // An age or a length is not refused: what is not known of it counts.
            let plain = |coder: &mut Self, absence: &Absence| {
                let code = absence.code().cloned().unwrap_or_else(|| Arc::from(NOT_KNOWN));
                coder.place(&code)
            };
            coder.not_known = Meaning::of(coder.place(&Arc::from(NOT_KNOWN)));
            coder.open = Meaning::of(plain(&mut coder, &axis.of.missing));
            coder.unknown = Meaning::absent(Some(plain(&mut coder, &axis.of.unknown)), Meaning::UNKNOWN);
        }
        if !axis.of.groups.is_empty() {
            let letter = match axis.of.of {
                Of::AgeAtEvent | Of::AgeAtMoment => 'Y',
                Of::Days => 'D',
                _ => 'N',
            };
            coder.groups = u32::try_from(coder.codes.len()).unwrap_or(0);
            for code in axis.of.groups.codes(letter) {
                // Groups keep their places behind each other, even where one has the name of the unknown.
                coder.places.insert(code.clone(), u32::try_from(coder.codes.len()).unwrap_or(0));
                coder.codes.push(code);
            }
            coder.small = (0..SMALL).map(|number| coder.grouped(axis, number)).collect();
        }
        coder
    }

    fn absence(&mut self, absence: &Absence, fault: u32) -> Meaning {
        let code = absence.code().cloned().map(|code| self.place(&code));
        Meaning::absent(code, fault)
    }

    /// The place of a code, which is new or not.
    fn place(&mut self, code: &Arc<str>) -> u32 {
        if let Some(place) = self.places.get(code) {
            return *place;
        }
        let place = u32::try_from(self.codes.len()).unwrap_or(u32::MAX);
        self.codes.push(code.clone());
        self.places.insert(code.clone(), place);
        place
    }

    /// What an age without a date of birth is.
    pub(super) fn not_known(&self) -> Meaning {
        self.not_known
    }

    /// What a length without an end is.
    pub(super) fn open(&self) -> Meaning {
        self.open
    }

    /// A number in groups; what is in none is unknown.
    #[inline]
    pub(super) fn group(&self, axis: &Axis, number: Option<u32>) -> Meaning {
        let Some(number) = number else { return self.unknown };
        self.small.get(number as usize).copied().unwrap_or_else(|| self.grouped(axis, number))
    }

    fn grouped(&self, axis: &Axis, number: u32) -> Meaning {
        let place = axis.of.groups.find(number).and_then(|at| u32::try_from(at).ok()).map(|at| at + self.groups);
        place.map_or(self.unknown, Meaning::of)
    }

    /// What a text is.
    fn text(&mut self, axis: &Axis, value: &str) -> Meaning {
        if let Some(meaning) = self.values.get(value) {
            return *meaning;
        }
        let meaning = self.read(axis, value);
        if self.values.len() < MOST_VALUES {
            self.values.insert(Box::from(value), meaning);
        }
        meaning
    }

    fn read(&mut self, axis: &Axis, value: &str) -> Meaning {
        if value.is_empty() {
            return self.missing;
        }
        let mapped = axis.of.codes.get(value);
        if !axis.of.groups.is_empty() && mapped.is_none() {
            let digits = value.bytes().all(|b| b.is_ascii_digit());
            return self.group(axis, value.parse().ok().filter(|_| digits));
        }
        let code = mapped.map_or(value, |code| code);
        let valid = match &axis.list {
            Some(list) => list.get(code).is_some(),
            None => mapped.is_some() || (axis.of.themselves && CodeId::parse(code).is_ok()),
        };
        self.is_full |= valid && self.codes.len() >= most(axis) && !self.places.contains_key(code);
        if !valid || code == CodeId::TOTAL || self.is_full {
            return self.unknown;
        }
        Meaning::of(self.place(&Arc::from(code)))
    }

    fn number(&mut self, axis: &Axis, number: i64) -> Meaning {
        if !axis.of.groups.is_empty() && axis.of.codes.is_empty() {
            return self.group(axis, u32::try_from(number).ok());
        }
        if let Some(meaning) = self.numbers.get(&number) {
            return *meaning;
        }
        let meaning = self.read(axis, &number.to_string());
        if self.numbers.len() < MOST_VALUES {
            self.numbers.insert(number, meaning);
        }
        meaning
    }

    /// What the rows of a column are.
    pub(super) fn of_column(&mut self, axis: &Axis, column: &Column, meanings: &mut Vec<Meaning>) {
        meanings.clear();
        match column {
            Column::Texts(texts) => {
                meanings.extend((0..texts.len()).map(|row| self.text(axis, texts.get(row))));
            }
            Column::Coded { keys, values } => {
                let read: Vec<Meaning> = values.iter().map(|value| self.text(axis, value.trim())).collect();
                let missing = self.missing;
                meanings.extend(keys.iter().map(|key| read.get(*key as usize).copied().unwrap_or(missing)));
            }
            Column::Integers { values, missing } | Column::Instants { values, missing } => {
                meanings.extend(values.iter().map(|value| self.number(axis, *value)));
                self.forget(meanings, missing.as_deref());
            }
            Column::Days { values, missing } => {
                meanings.extend(values.iter().map(|value| self.number(axis, i64::from(*value))));
                self.forget(meanings, missing.as_deref());
            }
        }
    }

    fn forget(&self, meanings: &mut [Meaning], missing: Option<&[bool]>) {
        for (meaning, missing) in meanings.iter_mut().zip(missing.unwrap_or_default()) {
            if *missing {
                *meaning = self.missing;
            }
        }
    }
}

/// How many codes may come out of a dimension.
pub(super) fn most(axis: &Axis) -> usize {
    let said = axis.list.is_some() || !axis.of.themselves;
    if said { MOST_CODES } else { MOST_UNSAID }
}

/// Which rows of a column have one of the values.
pub(super) fn chosen(
    column: &Column,
    values: &std::collections::BTreeSet<Arc<str>>,
    each: &mut dyn FnMut(usize, bool),
) {
    match column {
        Column::Texts(texts) => (0..texts.len()).for_each(|row| each(row, values.contains(texts.get(row)))),
        Column::Coded { keys, values: dictionary } => {
            let chosen: Vec<bool> = dictionary.iter().map(|value| values.contains(value.trim())).collect();
            let found = |key: &u32| chosen.get(*key as usize).copied().unwrap_or_else(|| values.contains(""));
            keys.iter().enumerate().for_each(|(row, key)| each(row, found(key)));
        }
        Column::Integers { values: numbers, missing } | Column::Instants { values: numbers, missing } => {
            let wanted: Vec<i64> = values.iter().filter_map(|value| value.parse().ok()).collect();
            for (row, number) in numbers.iter().enumerate() {
                let none = missing.as_ref().is_some_and(|missing| missing.get(row) == Some(&true));
                each(row, if none { values.contains("") } else { wanted.contains(number) });
            }
        }
        Column::Days { values: days, missing } => {
            for (row, day) in days.iter().enumerate() {
                let none = missing.as_ref().is_some_and(|missing| missing.get(row) == Some(&true));
                let text = crate::time::Day::from_number(*day).map(|day| day.to_string()).unwrap_or_default();
                each(row, if none { values.contains("") } else { values.contains(text.as_str()) });
            }
        }
    }
}
