use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// Which keys came already: for each series the times it has, in two words where it has few.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct Seen {
    times: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    series: HashMap<u64, Times, BuildHasherDefault<Mixed>>,
}

#[derive(Debug, Default)]
struct Times {
    first: u64,
    /// A bit for each time from the 65th on, in words that have one, in their order.
    others: Vec<(u32, u64)>,
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
    /// Puts down a series by its number; false where it came already.
    pub(in crate::exchange::sdmx) fn put_series(&mut self, series: u64) -> bool {
        let many = self.series.len();
        self.series.entry(series).or_default();
        self.series.len() > many
    }

    /// Puts down a key by the numbers of its series and its time; false where it came already.
    pub(in crate::exchange::sdmx) fn put(&mut self, series: u64, time: u64) -> bool {
        let next = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        let at = *self.times.entry(time).or_insert(next);
        let times = self.series.entry(series).or_default();
        let bit = 1_u64 << (at % 64);
        let word = match at / 64 {
            0 => &mut times.first,
            word => {
                let place = times.others.binary_search_by_key(&word, |(word, _)| *word);
                let place = place.unwrap_or_else(|place| {
                    times.others.insert(place, (word, 0));
                    place
                });
                let Some((_, word)) = times.others.get_mut(place) else { return true };
                word
            }
        };
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }
}

/// The number of a key out of the numbers of its parts, in their order.
pub(in crate::exchange::sdmx) fn mixed(whole: u64, part: u64) -> u64 {
    let mixed = (whole ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9).rotate_left(23)
}
