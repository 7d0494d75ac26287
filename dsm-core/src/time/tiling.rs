use super::{Day, Period};

/// How parts cover a whole, by days.
///
/// Each list holds the longest possible spans of days, in order of time; a span that is a calendar period is spelled as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiling {
    /// Days of the whole that no part covers.
    pub gaps: Vec<Period>,
    /// Days that more than one part covers.
    pub overlaps: Vec<Period>,
    /// Days that a part covers and the whole does not have.
    pub outside: Vec<Period>,
}

impl Tiling {
    /// Whether the parts cover every day of the whole exactly once and no other day.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.gaps.is_empty() && self.overlaps.is_empty() && self.outside.is_empty()
    }
}

impl Period {
    /// Compares parts with this whole, day by day, in whatever order and frequency they come.
    ///
    /// ```
    /// use dsm_core::time::Period;
    /// let weeks = (1..=52).map(|week| Period::week(2025, week)).collect::<Result<Vec<_>, _>>()?;
    /// let tiling = Period::year(2025)?.tiles(&weeks);
    /// assert!(!tiling.is_exact());
    /// assert_eq!(tiling.outside, [Period::parse("2024-12-30/2024-12-31")?]);
    /// assert_eq!(tiling.gaps, [Period::parse("2025-12-29/2025-12-31")?]);
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn tiles(&self, parts: &[Self]) -> Tiling {
        // Every day on which the cover changes, as numbers of days: the day after the last may be beyond what can be written.
        let mut changes: Vec<(i32, i32)> = vec![(self.first().number(), 0), (self.last().number() + 1, 0)];
        changes.extend(parts.iter().flat_map(|part| [(part.first().number(), 1), (part.last().number() + 1, -1)]));
        changes.sort_unstable();
        let (mut gaps, mut overlaps, mut outside) = (Spans::default(), Spans::default(), Spans::default());
        let mut depth = 0;
        for (change, next) in changes.iter().zip(changes.iter().skip(1)) {
            depth += change.1;
            let (from, to) = (change.0, next.0 - 1);
            let inside = self.first().number() <= from && to <= self.last().number();
            gaps.add(from, to, inside && depth == 0);
            overlaps.add(from, to, depth > 1);
            outside.add(from, to, !inside && depth > 0);
        }
        Tiling { gaps: gaps.periods(), overlaps: overlaps.periods(), outside: outside.periods() }
    }
}

/// Spans of days, merged where they adjoin.
#[derive(Default)]
struct Spans(Vec<(i32, i32)>);

impl Spans {
    fn add(&mut self, from: i32, to: i32, wanted: bool) {
        if !wanted || to < from {
            return;
        }
        match self.0.last_mut() {
            Some(before) if before.1 + 1 == from => before.1 = to,
            _ => self.0.push((from, to)),
        }
    }

    fn periods(self) -> Vec<Period> {
        let period = |(from, to)| Period::of_days(Day::from_number(from)?, Day::from_number(to)?);
        self.0.into_iter().filter_map(|span| period(span).ok()).collect()
    }
}
