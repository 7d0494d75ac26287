use crate::source::Row;
use std::collections::BTreeMap;

/// Whether there is a row for each person.
///
/// A statistic has one row for each combination of what it tells apart. Rows of persons repeat each other: the same sex, age and
/// citizenship again and again, with nothing but a running number to tell them apart, or not even that.
#[derive(Debug)]
pub(super) struct Persons {
    rows: u64,
    /// The columns that may number the rows.
    candidates: Vec<Candidate>,
    whole: Sample,
    /// The rows without the columns that may number them.
    rest: Sample,
}

/// A column that may number the rows.
#[derive(Debug)]
struct Candidate {
    column: usize,
    /// Whether its title says so.
    titled: bool,
    /// The number that follows on the last one, while every one does.
    next: Option<u64>,
    values: Sample,
    blank: bool,
}

impl Persons {
    /// Fewer rows may repeat each other by chance.
    const REPEATED: u64 = 30;

    /// For each column that may number rows, whether its title says so.
    pub(super) fn new(candidates: impl Iterator<Item = (usize, bool)>) -> Self {
        let candidate =
            |(column, titled)| Candidate { column, titled, next: None, values: Sample::default(), blank: false };
        let candidates = candidates.map(candidate).collect();
        Self { rows: 0, candidates, whole: Sample::default(), rest: Sample::default() }
    }

    /// Looks at a row.
    pub(super) fn see(&mut self, row: &Row<'_>) {
        self.rows = self.rows.saturating_add(1);
        let first = self.rows == 1;
        self.whole.see(hash(row.whole()));
        self.candidates.retain_mut(|candidate| candidate.see(row.text(candidate.column), first));
        // Most statistics have no column that numbers the rows: then the rest is the whole.
        if self.candidates.is_empty() {
            return;
        }
        let mut rest = 0;
        for column in 0..row.len() {
            if !self.candidates.iter().any(|candidate| candidate.column == column) {
                rest = mix(rest, hash(row.text(column)));
            }
        }
        self.rest.see(rest);
    }

    /// Whether the rows are persons; `figures` are the columns of figures.
    pub(super) fn are_rows(&self, figures: &[usize]) -> bool {
        let numbering: Vec<usize> = self.candidates.iter().filter_map(|each| each.numbers(self.rows)).collect();
        let repeated = |sample: &Sample| self.rows >= Self::REPEATED && sample.repeats(3);
        let besides = figures.iter().any(|column| !numbering.contains(column));
        repeated(&self.whole) || (!numbering.is_empty() && (!besides || repeated(&self.rest)))
    }
}

impl Candidate {
    /// Fewer rows may be numbered by chance: where the title says that they are, and where it does not.
    const FEWEST: (u64, u64) = (3, 10);

    /// Looks at its value in a row; false where it does not number rows.
    fn see(&mut self, text: &str, first: bool) -> bool {
        let number: Option<u64> = text.trim().parse().ok();
        let follows = if first { number.is_some_and(|number| number < 2) } else { number == self.next };
        self.next = number.filter(|_| follows).and_then(|number| number.checked_add(1));
        self.blank |= text.trim().is_empty();
        if self.titled {
            self.values.see(hash(text));
        }
        self.next.is_some() || (self.titled && !self.blank && self.values.is_unique())
    }

    /// The column, where it numbers so many rows.
    fn numbers(&self, rows: u64) -> Option<usize> {
        let titled = self.titled && rows >= Self::FEWEST.0 && (self.next.is_some() || self.values.is_unique());
        (titled || (self.next.is_some() && rows >= Self::FEWEST.1)).then_some(self.column)
    }
}

/// A sample of different hashes, with how often each came: those that are divisible by a power of two, which is doubled where
/// there are too many. All occurrences of a hash are in it or none.
#[derive(Debug, Default)]
struct Sample {
    power: u32,
    counts: BTreeMap<u64, u64>,
    twice: bool,
}

impl Sample {
    const MOST: usize = 1 << 13;

    fn see(&mut self, hash: u64) {
        if hash.trailing_zeros() < self.power {
            return;
        }
        let count = self.counts.entry(hash).or_insert(0);
        *count = count.saturating_add(1);
        self.twice |= *count > 1;
        while self.counts.len() > Self::MOST {
            self.power += 1;
            let power = self.power;
            self.counts.retain(|hash, _| hash.trailing_zeros() >= power);
        }
    }

    /// Whether none came twice.
    fn is_unique(&self) -> bool {
        !self.twice
    }

    /// Whether each came so many times in the mean.
    fn repeats(&self, times: u64) -> bool {
        let all: u64 = self.counts.values().fold(0, |sum, count| sum.saturating_add(*count));
        let different = u64::try_from(self.counts.len()).unwrap_or(u64::MAX);
        different > 0 && all >= different.saturating_mul(times)
    }
}

/// A hash of a text, eight bytes at a time. It need not resist anybody: who makes two rows alike is only looked at more closely.
fn hash(text: &str) -> u64 {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let hash = words
        .iter()
        .fold(mix(0, rest.len().try_into().unwrap_or(0)), |hash, word| mix(hash, u64::from_le_bytes(*word)));
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    mix(hash, u64::from_le_bytes(last))
}

/// The finisher of the generator SplitMix64, over both.
fn mix(hash: u64, word: u64) -> u64 {
    let z = (hash ^ word).wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
