use crate::{
    error::{Error, Result, Safe, codes},
    text::{Label, Lang, label},
    time::Moment,
};
use std::fmt;

/// The error for a word that is none of the known ones of its kind.
pub(super) fn word_error(kind: &'static str) -> Error {
    Error::new(codes::mea::WORD_UNKNOWN).with("kind", Safe::word(kind))
}

/// Declares an enum whose variants are written as words in files.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// All of them, in the order of the specification.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word as it stands in files and in the other languages.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word.
            ///
            /// # Errors
            /// `MEA-001` when it is none of the known ones.
            pub fn parse(word: &str) -> Result<Self> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err(word_error($kind)) }
            }

            /// What it is called in a language.
            #[must_use]
            pub fn title(self, lang: Lang) -> &'static str {
                let named = match self { $(Self::$variant => concat!($kind, "-", $word)),+ };
                Label::named(named).map_or(self.word(), |title| label(title, lang))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.word()) }
        }
    };
}

words! {
    /// Whether figures belong to a moment or to a period, and how.
    ///
    /// Source: handbook box 2.9; semantics cases 5 and 7.
    Temporality, "temporality" {
        /// Units at a moment.
        Stock = "stock",
        /// Events in a period.
        Flow = "flow",
        /// Units in a state at any time in a period.
        During = "during",
        /// A mean of stocks over a period: decimal, a denominator.
        Average = "average",
        /// A stock minus a stock.
        Change = "change",
        /// Entries minus exits of a period, signed.
        Net = "net",
    }
}

words! {
    /// The level of the body that decides. Not the type of application.
    ///
    /// Source: annex 5 question 6; semantics case 4.
    Level, "level" {
        /// The first administrative or judicial body.
        First = "first",
        /// Administrative review.
        AdministrativeReview = "administrative-review",
        /// Judicial review.
        JudicialReview = "judicial-review",
        /// Appeal, unspecified.
        Appeal = "appeal",
        /// Final: no longer open to remedy.
        Final = "final",
        /// All levels together.
        All = "all",
        /// The measure has no level.
        NotApplicable = "na",
        /// Not stated by the source.
        Unstated = "unstated",
    }
}

words! {
    /// The type of application. Not the level of decision.
    ///
    /// Source: annex 12's footnote on first instances; semantics case 4.
    ApplicationType, "application-type" {
        /// For the first time in this State.
        FirstTime = "first-time",
        /// A further application after a decision.
        Repeat = "repeat",
        /// A closed file opened again.
        Reopened = "reopened",
        /// An appeal lodged.
        AppealLodged = "appeal-lodged",
        /// Backlog and other.
        Backlog = "backlog",
        /// All types together.
        All = "all",
        /// The measure has no type of application.
        NotApplicable = "na",
        /// Not stated by the source.
        Unstated = "unstated",
    }
}

words! {
    /// Whose rows these are in cases of several persons.
    ///
    /// Source: semantics case 15.
    Role, "role" {
        /// Principal applicants.
        Principal = "principal",
        /// Their dependants.
        Dependant = "dependant",
        /// All persons.
        All = "all",
        /// The measure has no role.
        NotApplicable = "na",
    }
}

words! {
    /// The form of a ratio: what is divided by what.
    ///
    /// Source: semantics cases 31, 35, 54–62, 78.
    RatioForm, "ratio form" {
        /// A part of a published whole.
        Share = "share",
        /// Events per population at risk.
        Rate = "rate",
        /// Decisions of some types among decisions of listed types.
        Proportion = "proportion",
        /// Anything else, with both units.
        Ratio = "ratio",
        /// A pending stock over monthly decisions.
        MonthsOnHand = "months-on-hand",
        /// Percentage points.
        Points = "points",
        /// Relative growth.
        Growth = "growth",
        /// An index, base 100.
        Index = "index",
        /// A mean of the stated dates.
        MeanOfDates = "mean-of-dates",
        /// A mean per period.
        PerPeriod = "per-period",
        /// A mean per day.
        PerDay = "per-day",
        /// A rank.
        Rank = "rank",
        /// Whether a figure changed: 1, 0, or between.
        Changed = "changed",
        /// A difference of two vintages of one figure.
        Revision = "revision",
        /// A rate weighted by a standard population.
        Standardized = "standardized",
        /// A mean of a group.
        Mean = "mean",
        /// A median of a group.
        Median = "median",
    }
}

/// Calendar or cohort. The two are never combined.
///
/// Source: semantics case 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// Events of the period, whenever the persons entered.
    Calendar,
    /// Events of those who entered in the period, observed until a date: cohorts of unequal age.
    CohortUntil(Moment),
    /// Events of those who entered in the period, within so many months of entry: cohorts of equal age.
    CohortAfter(u16),
}

impl Basis {
    /// Reads `calendar`, `cohort:until:2024-12-31` or `cohort:after:12`.
    ///
    /// # Errors
    /// `MEA-001`, or a code of room `time` for the date.
    pub fn parse(text: &str) -> Result<Self> {
        if text == "calendar" {
            return Ok(Self::Calendar);
        }
        if let Some(date) = text.strip_prefix("cohort:until:") {
            return Ok(Self::CohortUntil(Moment::parse(date)?));
        }
        let months = text.strip_prefix("cohort:after:").and_then(|m| m.parse().ok());
        months.map(Self::CohortAfter).ok_or_else(|| word_error("time basis"))
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Calendar => f.write_str("calendar"),
            Self::CohortUntil(moment) => write!(f, "cohort:until:{moment}"),
            Self::CohortAfter(months) => write!(f, "cohort:after:{months}"),
        }
    }
}
