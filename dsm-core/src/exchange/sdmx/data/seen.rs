use std::collections::HashMap;

/// Which keys came already: for each series the times it has, in two words where it has few.
#[derive(Debug, Default)]
pub(in crate::exchange::sdmx) struct Seen {
    times: HashMap<u64, u32>,
    series: HashMap<u64, Times>,
}

#[derive(Debug, Default)]
struct Times {
    first: u64,
    /// A bit for each time from the 65th on.
    others: Vec<u64>,
}

impl Seen {
    /// Puts down a key by the numbers of its series and its time; false where it came already.
    pub(in crate::exchange::sdmx) fn put(&mut self, series: u64, time: u64) -> bool {
        let next = u32::try_from(self.times.len()).unwrap_or(u32::MAX);
        let at = *self.times.entry(time).or_insert(next);
        let times = self.series.entry(series).or_default();
        let bit = 1_u64 << (at % 64);
        let word = match (at / 64).checked_sub(1).and_then(|word| usize::try_from(word).ok()) {
            None => &mut times.first,
            Some(word) => {
                if times.others.len() <= word {
                    times.others.resize(word + 1, 0);
                }
                let Some(word) = times.others.get_mut(word) else { return true };
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
