use crate::text::Text;
use std::sync::Arc;

/// A section of a report: a title, a query, and how its figures are laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub(in crate::report) title: Text,
    pub(in crate::report) text: Option<Text>,
    pub(in crate::report) figures: Arc<str>,
    pub(in crate::report) chart: Option<Chart>,
    pub(in crate::report) rows: Option<usize>,
    pub(in crate::report) each: Option<Each>,
}

macro_rules! words {
    ($(#[$of:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$of])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $variant),+ }

        impl $name {
            /// The words for all of them.
            pub const WORDS: &[&str] = &[$($word),+];

            /// Reads the word.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)+ _ => None } }
        }
    };
}

words! {
    /// What is drawn above a table.
    Chart {
        /// A panel for each row of the table, all on one scale; no line crosses a break or a place without a figure.
        Lines = "lines",
        /// A bar for each code or period, where only one axis has several.
        Bars = "bars",
    }
}

words! {
    /// What a section is repeated for.
    Each {
        /// Each dimension of the indicator that its query does not keep already.
        Dimension = "dimension",
        /// Every set of these dimensions, from none to all of them: 32 of five. `{dimension}` names the set.
        CrossSection = "cross-section",
    }
}

impl Part {
    /// A section that shows the figures of a query as a table.
    #[must_use]
    pub fn new(title: Text, figures: &str) -> Self {
        Self { title, text: None, figures: Arc::from(figures), chart: None, rows: None, each: None }
    }

    /// Says what has to be known of the figures before they are read.
    #[must_use]
    pub fn text(mut self, text: Text) -> Self {
        self.text = Some(text);
        self
    }

    /// Draws a chart of the table.
    #[must_use]
    pub fn chart(mut self, chart: Chart) -> Self {
        self.chart = Some(chart);
        self
    }

    /// Shows only so many rows, those with the largest figures of the last period, and all totals; of several States each its own.
    #[must_use]
    pub fn rows(mut self, most: usize) -> Self {
        self.rows = Some(most);
        self
    }

    /// Repeats the section.
    #[must_use]
    pub fn each(mut self, each: Each) -> Self {
        self.each = Some(each);
        self
    }
}
