use super::{Column, Measure, Temporality, Unit};

impl Column {
    /// The column of the operation table that a measure falls into; none where nobody stated what is counted.
    ///
    /// With it the table can be asked before a figure is there: a screen offers only what will not be refused, and says of the
    /// rest why.
    ///
    /// # Units
    /// Cases, person-events and person-time of a period are flows of cases; distinct persons, persons of an event that happens
    /// once, and whatever is in a state during a period are flows of persons; averages stand with the stocks; money is an amount
    /// at a moment as in a period, its changes too.
    ///
    /// # Example
    /// ```
    /// use dsm_core::error::codes::sem;
    /// use dsm_core::measure::{Column, Measure, Operation, Verdict, verdict};
    ///
    /// let applications = Column::of(&Measure::parse("cases:application:many", "flow")?).ok_or("unstated")?;
    /// assert_eq!(verdict(Operation::SumPeriods, applications), Verdict::Exact);
    ///
    /// // A hundred persons on each of twelve dates are not twelve hundred persons.
    /// let residents = Column::of(&Measure::parse("persons-distinct", "stock")?).ok_or("unstated")?;
    /// assert_eq!(verdict(Operation::SumPeriods, residents), Verdict::Refused(sem::STOCK_OVER_TIME));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// Source: semantics, "Operations"; `spec/vectors/README.md`.
    #[must_use]
    pub fn of(measure: &Measure) -> Option<Self> {
        let persons = measure.unit().is_of_persons();
        Some(match (measure.unit(), measure.temporality()) {
            (Unit::Unstated, _) => return None,
            (Unit::Ratio(_), _) => Self::Ratio,
            (Unit::Amount { .. }, _) => Self::Amount,
            (_, Temporality::Change | Temporality::Net) => Self::Signed,
            (_, Temporality::During) => Self::FlowPersons,
            (_, Temporality::Stock | Temporality::Average) if persons => Self::StockPersons,
            (_, Temporality::Stock | Temporality::Average) => Self::StockCases,
            (_, Temporality::Flow) if persons => Self::FlowPersons,
            (_, Temporality::Flow) => Self::FlowCases,
        })
    }
}
