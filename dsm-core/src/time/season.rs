use super::{Day, Frequency, Period};
use crate::error::Result;

/// The same season in another year: what a seasonal comparison may set beside each other.
impl Period {
    /// Whether both have the same frequency and lie at the same place of two different years: the same months and days, or
    /// the same ISO week number. The last days of February agree, in leap years and others.
    #[must_use]
    pub fn same_season(&self, other: &Self) -> bool {
        let place = |period: &Self| match period.frequency() {
            Frequency::Week if period.is_calendar() => (0, period.first().iso_week().1, 0, 0, 0),
            _ => {
                let end = if period.last().ends_month() { 32 } else { period.last().day() };
                let end = if period.frequency() == Frequency::Day { period.last().day() } else { end };
                let years = period.last().year() - period.first().year();
                (period.first().month(), period.first().day(), period.last().month(), end, years)
            }
        };
        self.frequency() == other.frequency()
            && self.is_calendar() == other.is_calendar()
            && self.first() != other.first()
            && place(self) == place(other)
    }

    /// The same season one year earlier; none where that year has no such day or week.
    ///
    /// ```
    /// use dsm_core::time::Period;
    /// let before = |text| Ok::<_, dsm_core::error::Error>(Period::parse(text)?.year_before().map(|p| p.to_string()));
    /// assert_eq!(before("2025-02")?.as_deref(), Some("2024-02"));
    /// assert_eq!(before("2024-02-29")?, None);
    /// assert_eq!(before("2020-W53")?, None);
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    #[must_use]
    pub fn year_before(&self) -> Option<Self> {
        let earlier = match self.frequency() {
            Frequency::Week if self.is_calendar() => {
                let (year, week) = self.first().iso_week();
                Self::week(year - 1, week)
            }
            Frequency::Other => self.first_year_before().and_then(|first| Self::new(first, self.last_year_before()?)),
            frequency => self.first_year_before().and_then(|first| Self::starting(first, frequency)),
        };
        earlier.ok().filter(|earlier| earlier.same_season(self))
    }

    fn first_year_before(&self) -> Result<Day> {
        Day::new(self.first().year() - 1, self.first().month(), self.first().day())
    }

    /// The last day a year earlier: the end of a month stays the end of that month.
    fn last_year_before(&self) -> Result<Day> {
        let (year, last) = (self.last().year() - 1, self.last());
        if last.ends_month() {
            return Self::month(year, last.month()).map(|month| month.last());
        }
        Day::new(year, last.month(), last.day())
    }
}
