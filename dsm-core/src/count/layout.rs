//! How a record becomes a few words: the time on top, so that words sort by it; then codes, direction, flags, days.

/// A field of a packed record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Field {
    /// As many ones as it has bits, at most 32.
    ones: u32,
    word: u8,
    shift: u8,
}

impl Field {
    /// The value of the field.
    #[inline]
    pub(super) fn get(self, words: &[u64]) -> u32 {
        let word = words.get(usize::from(self.word)).copied().unwrap_or(0);
        u32::try_from(word.wrapping_shr(self.shift()) & u64::from(self.ones)).unwrap_or(u32::MAX)
    }

    /// Puts a value into a field that is zero.
    #[inline]
    pub(super) fn put(self, words: &mut [u64], value: u32) {
        if let Some(word) = words.get_mut(usize::from(self.word)) {
            *word |= u64::from(value) << self.shift;
        }
    }

    /// The bits of its word that it is.
    pub(super) fn mask(self) -> u64 {
        u64::from(self.ones) << self.shift
    }

    pub(super) fn word(self) -> usize {
        usize::from(self.word)
    }

    pub(super) fn shift(self) -> u32 {
        u32::from(self.shift)
    }

    /// Whether a value fits.
    pub(super) fn holds(self, value: u32) -> bool {
        value <= self.ones
    }
}

/// The fields of packed records, in an order of their own: the first is on top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) fields: Vec<Field>,
    pub(super) words: usize,
}

impl Layout {
    /// Fields of so many bits each, at most 32.
    pub(super) fn new(bits: &[u8]) -> Self {
        let (mut fields, mut word, mut left) = (Vec::new(), 0_u8, 64_u8);
        for bits in bits.iter().map(|bits| (*bits).min(32)) {
            if bits > left {
                (word, left) = (word.saturating_add(1), 64);
            }
            left -= bits;
            fields.push(Field {
                ones: u32::try_from((1_u64 << bits) - 1).unwrap_or(u32::MAX),
                word,
                shift: left.min(63),
            });
        }
        // Two sizes of records are sorted, and one for what has very much to say.
        let words = match usize::from(word) + 1 {
            1 => 1,
            2 => 2,
            _ => 4,
        };
        Self { fields, words }
    }

    /// Whether all fields fit into the words that there are.
    pub(super) fn fits(&self) -> bool {
        self.fields.iter().all(|field| field.word() < self.words)
    }

    pub(super) fn field(&self, at: usize) -> Field {
        self.fields.get(at).copied().unwrap_or_default()
    }

    /// The words of a record in another layout of the same fields.
    pub(super) fn carry(&self, words: &[u64], to: &Self, into: &mut Vec<u64>) {
        let start = into.len();
        into.resize(start + to.words, 0);
        let Some(into) = into.get_mut(start..) else { return };
        for (own, other) in self.fields.iter().zip(&to.fields) {
            other.put(into, own.get(words));
        }
    }
}
