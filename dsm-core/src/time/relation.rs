use super::{Day, Period};

/// How two periods lie to each other, by days alone.
impl Period {
    /// Whether both have exactly the same days, whatever their frequency.
    #[must_use]
    pub fn same_days(&self, other: &Self) -> bool {
        self.first() == other.first() && self.last() == other.last()
    }

    /// Whether they have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first() <= other.last() && other.first() <= self.last()
    }

    /// Whether every day of the other is a day of this one. A period contains itself.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        self.first() <= other.first() && other.last() <= self.last()
    }

    /// Whether the day is one of its days.
    #[must_use]
    pub fn contains_day(&self, day: Day) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// Whether the day after one of them is the first day of the other.
    #[must_use]
    pub fn adjoins(&self, other: &Self) -> bool {
        self.last().until(other.first()) == 1 || other.last().until(self.first()) == 1
    }

    /// The shortest span of days that contains both, with the days between them; the calendar period of those days, where
    /// there is one.
    ///
    /// ```
    /// use dsm_core::time::Period;
    /// let span = |a, b| Ok::<_, dsm_core::error::Error>(Period::parse(a)?.span(&Period::parse(b)?).to_string());
    /// assert_eq!(span("2024-01", "2024-03")?, "2024-Q1");
    /// assert_eq!(span("2024-01", "2024-09")?, "2024-01-01/2024-09-30");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn span(&self, other: &Self) -> Self {
        // The first day of two is never after the last of them.
        Self::of_days(self.first().min(other.first()), self.last().max(other.last())).unwrap_or(*self)
    }
}
