use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// Which keys came already: for each series the times it has, a bit each, 64 to a word.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct Seen {
    times: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    /// The first word of a series under its number; another under the number of both.
    words: HashMap<u64, u64, BuildHasherDefault<Mixed>>,
    /// Whether something came for which there was no room, and whether that was said.
    full: bool,
    told: bool,
}

/// Numbers that are mixed already.
#[derive(Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = mixed(self.0, u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

impl Seen {
    /// So many words and times are kept at most, so that memory does not grow with the message.
    pub(in crate::exchange::sdmx) const MOST: usize = 7 << 18;

    /// Puts down a series by its number; false where it came already.
    pub(in crate::exchange::sdmx) fn put_series(&mut self, series: u64) -> bool {
        if self.words.contains_key(&series) {
            return false;
        }
        if self.words.len() < Self::MOST {
            self.words.insert(series, 0);
        } else {
            self.full = true;
        }
        true
    }

    /// Puts down a key by the numbers of its series and its time; false where it came already.
    pub(in crate::exchange::sdmx) fn put(&mut self, series: u64, time: u64) -> bool {
        let next = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        let at = match self.times.get(&time) {
            Some(at) => *at,
            None if self.times.len() < Self::MOST => *self.times.entry(time).or_insert(next),
            None => return self.no_room(),
        };
        let bit = 1_u64 << (at % 64);
        let own = if at < 64 { series } else { mixed(series, u64::from(at / 64)) };
        if let Some(word) = self.words.get_mut(&own) {
            let fresh = *word & bit == 0;
            *word |= bit;
            return fresh;
        }
        if self.words.len() >= Self::MOST {
            return self.no_room();
        }
        self.words.insert(own, bit);
        true
    }

    /// Takes a key out again.
    pub(super) fn take(&mut self, series: u64, time: u64) {
        let Some(at) = self.times.get(&time) else { return };
        let own = if *at < 64 { series } else { mixed(series, u64::from(at / 64)) };
        if let Some(word) = self.words.get_mut(&own) {
            *word &= !(1_u64 << (at % 64));
        }
    }

    /// Takes all out again.
    pub(super) fn forget(&mut self) {
        (self.times, self.words) = (HashMap::default(), HashMap::default());
    }

    fn no_room(&mut self) -> bool {
        self.full = true;
        true
    }

    /// Whether there was no room for something, which is to be said once.
    pub(in crate::exchange::sdmx) fn is_passed(&mut self) -> bool {
        self.full && !std::mem::replace(&mut self.told, true)
    }
}

/// The number of a key out of the numbers of its parts, in their order.
pub(in crate::exchange::sdmx) fn mixed(whole: u64, part: u64) -> u64 {
    let mixed = (whole ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9).rotate_left(23)
}
