use super::{Absence, Axis, Cell, Figure, Mask};
use rust_decimal::Decimal;

/// The keys of one axis, as narrow as its dictionary allows.
#[derive(Clone, Debug)]
pub(crate) enum Keys {
    Byte(Vec<u8>),
    Short(Vec<u16>),
    Word(Vec<u32>),
}

impl Keys {
    /// Narrows keys that are all below `codes`.
    pub(super) fn narrow(keys: Vec<u32>, codes: usize) -> Self {
        if codes <= 1 << 8 {
            Self::Byte(keys.iter().map(|k| u8::try_from(*k).unwrap_or(u8::MAX)).collect())
        } else if codes <= 1 << 16 {
            Self::Short(keys.iter().map(|k| u16::try_from(*k).unwrap_or(u16::MAX)).collect())
        } else {
            Self::Word(keys)
        }
    }

    /// The key of a row; 0 beyond the end.
    pub(crate) fn at(&self, row: usize) -> u32 {
        match self {
            Self::Byte(keys) => keys.get(row).copied().map_or(0, u32::from),
            Self::Short(keys) => keys.get(row).copied().map_or(0, u32::from),
            Self::Word(keys) => keys.get(row).copied().unwrap_or(0),
        }
    }

    /// Adds `key × stride` of every row of a range to the slots.
    pub(super) fn add_strided(&self, from: usize, stride: u32, slots: &mut [u32]) {
        fn add<K: Copy + Into<u32>>(keys: Option<&[K]>, stride: u32, slots: &mut [u32]) {
            for (slot, key) in slots.iter_mut().zip(keys.unwrap_or_default()) {
                *slot = slot.wrapping_add((*key).into().wrapping_mul(stride));
            }
        }
        match self {
            Self::Byte(keys) => add(keys.get(from..), stride, slots),
            Self::Short(keys) => add(keys.get(from..), stride, slots),
            Self::Word(keys) => add(keys.get(from..), stride, slots),
        }
    }

    /// Adds `key × stride` of the given rows to the slots.
    pub(super) fn gather_strided(&self, rows: &[u32], stride: u32, slots: &mut [u32]) {
        fn add<K: Copy + Into<u32>>(keys: &[K], rows: &[u32], stride: u32, slots: &mut [u32]) {
            for (slot, row) in slots.iter_mut().zip(rows) {
                let key = keys.get(*row as usize).map_or(0, |k| (*k).into());
                *slot = slot.wrapping_add(key.wrapping_mul(stride));
            }
        }
        match self {
            Self::Byte(keys) => add(keys, rows, stride, slots),
            Self::Short(keys) => add(keys, rows, stride, slots),
            Self::Word(keys) => add(keys, rows, stride, slots),
        }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Byte(keys) => keys.len(),
            Self::Short(keys) => keys.len(),
            Self::Word(keys) => keys.len(),
        }
    }

    /// Adds the key of a row; where it is too wide for those before, they become wider.
    pub(crate) fn push(&mut self, key: u32) {
        match self {
            Self::Byte(keys) => match u8::try_from(key) {
                Ok(key) => keys.push(key),
                Err(_) => {
                    *self = Self::Short(keys.iter().copied().map(u16::from).collect());
                    self.push(key);
                }
            },
            Self::Short(keys) => match u16::try_from(key) {
                Ok(key) => keys.push(key),
                Err(_) => {
                    *self = Self::Word(keys.iter().copied().map(u32::from).collect());
                    self.push(key);
                }
            },
            Self::Word(keys) => keys.push(key),
        }
    }

    /// The keys as words.
    pub(crate) fn into_words(self) -> Vec<u32> {
        match self {
            Self::Byte(keys) => keys.into_iter().map(u32::from).collect(),
            Self::Short(keys) => keys.into_iter().map(u32::from).collect(),
            Self::Word(keys) => keys,
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Byte(keys) => keys.len(),
            Self::Short(keys) => keys.len() * 2,
            Self::Word(keys) => keys.len() * 4,
        }
    }
}

/// Mantissas of one scale: 64 bits, promoted once to 128 where a figure needs it.
#[derive(Clone, Debug)]
pub(super) enum Mantissas {
    Narrow(Vec<i64>),
    Wide(Vec<i128>),
}

impl Mantissas {
    /// As narrow as the figures allow.
    pub(super) fn from_wide(wide: Vec<i128>) -> Self {
        if wide.iter().all(|v| i64::try_from(*v).is_ok_and(|v| v != i64::MAX)) {
            Self::Narrow(wide.iter().map(|v| i64::try_from(*v).unwrap_or(0)).collect())
        } else {
            Self::Wide(wide)
        }
    }

    /// The mantissa of a row; 0 beyond the end.
    pub(super) fn at(&self, row: usize) -> i128 {
        match self {
            Self::Narrow(values) => values.get(row).copied().map_or(0, i128::from),
            Self::Wide(values) => values.get(row).copied().unwrap_or(0),
        }
    }

    /// Takes the mantissa of a row away.
    pub(super) fn clear(&mut self, row: usize) {
        match self {
            Self::Narrow(values) => values.get_mut(row).map_or((), |v| *v = 0),
            Self::Wide(values) => values.get_mut(row).map_or((), |v| *v = 0),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Narrow(values) => values.len(),
            Self::Wide(values) => values.len(),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Narrow(values) => values.len() * 8,
            Self::Wide(values) => values.len() * 16,
        }
    }
}

/// What a cell is, as it stands in the column of states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum State {
    Exact = 0,
    Between = 1,
    AtLeast = 2,
    Estimate = 3,
    NotApplicable = 4,
    NotCollected = 5,
    NotDelivered = 6,
    Suppressed = 7,
}

impl State {
    /// What a cell is.
    pub(crate) fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Figure(Figure::Exact(_)) => Self::Exact,
            Cell::Figure(Figure::Between { .. }) => Self::Between,
            Cell::Figure(Figure::AtLeast(_)) => Self::AtLeast,
            Cell::Figure(Figure::Estimate { .. }) => Self::Estimate,
            Cell::Missing(Absence::NotApplicable) => Self::NotApplicable,
            Cell::Missing(Absence::NotCollected) => Self::NotCollected,
            Cell::Missing(Absence::NotDelivered) => Self::NotDelivered,
            Cell::Masked(Mask::Suppressed) => Self::Suppressed,
        }
    }

    pub(crate) fn from_byte(byte: u8) -> Self {
        match byte {
            1 => Self::Between,
            2 => Self::AtLeast,
            3 => Self::Estimate,
            4 => Self::NotApplicable,
            5 => Self::NotCollected,
            6 => Self::NotDelivered,
            7 => Self::Suppressed,
            _ => Self::Exact,
        }
    }
}

/// The columns of a table. Rows stand in the order of their keys, the first axis first.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) axes: Vec<Axis>,
    pub(super) keys: Vec<Keys>,
    pub(super) scale: u32,
    /// The figure, its lower bound, or the value of an estimate.
    pub(super) low: Mantissas,
    /// The upper bound, or the standard error of an estimate; absent where every cell is exact or empty.
    pub(super) high: Option<Mantissas>,
    /// `State` by row; absent where every cell is an exact figure.
    pub(super) states: Option<Vec<u8>>,
    /// `Status` bits by row; absent where every status is normal.
    pub(super) statuses: Option<Vec<u8>>,
    /// Concealed figures by row, sorted: their owner's alone. A `View` has none.
    pub(super) concealed: Vec<(u32, Decimal)>,
}

impl Columns {
    pub(super) fn rows(&self) -> usize {
        self.low.len()
    }

    pub(super) fn state(&self, row: usize) -> State {
        self.states.as_ref().and_then(|s| s.get(row)).map_or(State::Exact, |s| State::from_byte(*s))
    }

    pub(super) fn status(&self, row: usize) -> u8 {
        self.statuses.as_ref().and_then(|s| s.get(row)).copied().unwrap_or(0)
    }

    /// The bytes that keys, figures, states and statuses take.
    pub(super) fn bytes(&self) -> usize {
        let keys: usize = self.keys.iter().map(Keys::bytes).sum();
        let marks = self.states.as_ref().map_or(0, Vec::len) + self.statuses.as_ref().map_or(0, Vec::len);
        keys + self.low.bytes() + self.high.as_ref().map_or(0, Mantissas::bytes) + marks + self.concealed.len() * 24
    }
}
