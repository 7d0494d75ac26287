use super::{Contribution, Slice, slice::days, word_error};
use crate::{
    error::Result,
    time::{Day, Moment, Time},
};

/// The terms under which States open an indicator to those who release theirs: they stand in the agreement.
///
/// Source: handbook annex 11 paragraph 43; semantics case 99.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reciprocity {
    /// Per indicator, or per indicator and period.
    pub mode: Mode,
    /// Whether the reader's releases must have at least the dimensions asked for.
    pub same_detail: bool,
    /// At least so many per cent of the cells must hold a figure.
    pub least_figures: u8,
    /// Whether provisional figures count.
    pub provisional_counts: bool,
    /// For so many days a release counts that was withdrawn because it was wrong.
    pub grace_days: u16,
}

/// What has to be released to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The indicator, for any period (annex 11).
    Indicator,
    /// The indicator, for the days of the periods that are read.
    IndicatorAndPeriod,
}

impl Mode {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Indicator => "indicator",
            Self::IndicatorAndPeriod => "indicator-and-period",
        }
    }

    /// Reads the word.
    ///
    /// # Errors
    /// `ACC-020` when it is none.
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "indicator" => Ok(Self::Indicator),
            "indicator-and-period" => Ok(Self::IndicatorAndPeriod),
            _ => Err(word_error("reciprocity-mode")),
        }
    }
}

impl Reciprocity {
    /// Terms of a mode: any detail, at least one figure, provisional ones count.
    #[must_use]
    pub fn per(mode: Mode) -> Self {
        Self { mode, same_detail: false, least_figures: 0, provisional_counts: true, grace_days: 0 }
    }

    /// Whether the releases of the reader's State fulfil the terms for what is asked, at a moment.
    ///
    /// A release in which no cell holds a figure never counts, and neither does one of a dimension less than asked for where
    /// the agreement wants the same detail.
    #[must_use]
    pub fn fulfilled(&self, contributions: &[Contribution], asked: &Slice, at: Moment) -> bool {
        let grace = i64::from(self.grace_days).saturating_mul(SECONDS_OF_A_DAY);
        let given = |c: &Contribution| c.ended.is_none_or(|ended| at.seconds().saturating_sub(ended.seconds()) < grace);
        let counts = |c: &&Contribution| {
            let figures = if self.provisional_counts { c.figures } else { c.figures.saturating_sub(c.provisional) };
            let enough =
                figures > 0 && figures.saturating_mul(100) >= c.cells.saturating_mul(u64::from(self.least_figures));
            given(c) && enough && (!self.same_detail || asked.named_dimensions().is_subset(&c.dimensions))
        };
        let mut counting = contributions.iter().filter(counts);
        match (self.mode, asked.named_times()) {
            (Mode::Indicator, _) | (Mode::IndicatorAndPeriod, None) => counting.next().is_some(),
            (Mode::IndicatorAndPeriod, Some(times)) => {
                let mut spans: Vec<(Day, Day)> = counting.flat_map(|c| c.times.iter().map(days)).collect();
                spans.sort_unstable();
                !spans.is_empty() && times.iter().all(|time| covered(time, &spans))
            }
        }
    }
}

const SECONDS_OF_A_DAY: i64 = 86_400;

/// Whether every day of a period is in one of the spans, which are sorted: equal, containing or tiling it.
fn covered(time: &Time, spans: &[(Day, Day)]) -> bool {
    let (first, last) = days(time);
    let mut next = first;
    for (from, to) in spans {
        if *from > next {
            return false;
        }
        if *to >= last {
            return true;
        }
        if *to >= next {
            match to.plus(1) {
                Ok(day) => next = day,
                Err(_) => return true,
            }
        }
    }
    false
}
