use super::audit::series;
use crate::{
    error::{Error, Finding, Result, codes::sdc},
    table::{Absent, Figure, Table},
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// When the greatest contributors to an amount make up too much of it.
///
/// # Units
/// For amounts, of which one contributor can give most: money spent, hours worked. Persons are counted by the threshold.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Dominance, Rule, Sensitivity};
/// use dsm_core::table::{Axis, Membership, Table};
/// let amounts = |figures: [&str; 2]| {
///     let begun = Table::builder(Measure::parse("amount:EUR:current", "flow")?, Concept::new("FEES"))
///         .axis(Axis::category("CARRIER").membership(Membership::AtEvent))
///         .axis(Axis::time("TIME_PERIOD"));
///     let rows = ["AIR", "SEA"].into_iter().zip(figures);
///     rows.fold(begun, |table, (code, figure)| table.row(&[code, "2024"], figure)).build()
/// };
/// let (fees, first, second) = (amounts(["1000", "1000"])?, amounts(["700", "300"])?, amounts(["250", "200"])?);
/// // Of the first cell 50 is left beside the two greatest: the second greatest knows the greatest to within ten percent.
/// let sensitive = Sensitivity::threshold_alone().dominance(Dominance::percent(10)?, vec![first, second])?;
/// let primaries = sensitive.primaries(&fees, &Rule::default(), &[])?;
/// assert!(primaries.has(&["AIR".into(), "2024".into()]) && primaries.len() == 1);
/// assert_eq!(Dominance::percent(0).unwrap_err().code().id(), "SDC-025");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, dominance; Hundepool and others, Statistical Disclosure Control (2012), sensitivity rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dominance(Limit);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    Percent(u32),
    Share { contributors: usize, percent: u32 },
}

impl Dominance {
    /// The p% rule: sensitive where all but the two greatest give less than p percent of the greatest, so that the second knows the
    /// greatest to within p percent.
    ///
    /// # Errors
    /// `SDC-025` unless p is from 1 to 100.
    pub fn percent(p: u32) -> Result<Self> {
        Self::checked(p, Limit::Percent(p))
    }

    /// The (n, k) rule: sensitive where the n greatest give more than k percent.
    ///
    /// # Errors
    /// `SDC-025` unless n is from 1 to 10 and k from 1 to 100.
    pub fn share(n: usize, k: u32) -> Result<Self> {
        Self::checked(if (1..=10).contains(&n) { k } else { 0 }, Limit::Share { contributors: n, percent: k })
    }

    /// The rule as it is written: `p:10` is the p% rule, `nk:2:85` the (n, k) rule.
    ///
    /// ```
    /// use dsm_core::protect::Dominance;
    /// assert_eq!(Dominance::parse("p:10")?, Dominance::percent(10)?);
    /// assert_eq!(Dominance::parse("nk:2:85")?, Dominance::share(2, 85)?);
    /// assert_eq!(Dominance::parse("10%").unwrap_err().code().id(), "SDC-025");
    /// # Ok::<(), dsm_core::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `SDC-025` for anything else.
    pub fn parse(text: &str) -> Result<Self> {
        let refused = || Error::new(sdc::DOMINANCE_UNREADABLE);
        let parts: Vec<&str> = text.trim().split(':').collect();
        match parts.as_slice() {
            ["p", percent] => Self::percent(percent.parse().map_err(|_| refused())?),
            ["nk", n, k] => Self::share(n.parse().map_err(|_| refused())?, k.parse().map_err(|_| refused())?),
            _ => Err(refused()),
        }
    }

    fn checked(percent: u32, limit: Limit) -> Result<Self> {
        if (1..=100).contains(&percent) { Ok(Self(limit)) } else { Err(Error::new(sdc::DOMINANCE_UNREADABLE)) }
    }

    /// How many of the greatest contributors it looks at.
    #[must_use]
    pub fn contributors(&self) -> usize {
        match self.0 {
            Limit::Percent(_) => 2,
            Limit::Share { contributors, .. } => contributors,
        }
    }

    /// Whether a figure is sensitive, by the greatest contributions to it; none where these do not fit it.
    fn of(self, figure: Decimal, greatest: &[Decimal]) -> Option<bool> {
        let together = greatest.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(*one))?;
        let falling = greatest.iter().zip(greatest.iter().skip(1)).all(|(a, b)| a >= b);
        let first = greatest.first().copied()?;
        if !falling || together > figure || first <= Decimal::ZERO || greatest.iter().any(Decimal::is_sign_negative) {
            return None;
        }
        let parts = |value: Decimal, percent: u32| value.checked_mul(Decimal::from(percent));
        match self.0 {
            Limit::Percent(p) => Some(parts(figure.checked_sub(together)?, 100)? < parts(first, p)?),
            Limit::Share { percent, .. } => Some(parts(together, 100)? > parts(figure, percent)?),
        }
    }
}

/// The cells that are dominated, by the contribution of the greatest to each cell, of the second, and so on.
pub(super) fn dominated(table: &Table, rule: Dominance, contributors: &[Table]) -> Result<Vec<Vec<Arc<str>>>> {
    let (mut cells, mut faults) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let Some(Figure::Exact(figure)) = row.cell.figure().filter(|figure| figure.exact() != Some(Decimal::ZERO))
        else {
            continue;
        };
        let given = |table: &Table| match table.at(&row.key) {
            Ok(cell) => cell.figure().and_then(|figure| figure.exact()),
            // There is no further contributor.
            Err(_) => (table.absent() == Absent::Zero).then_some(Decimal::ZERO),
        };
        let greatest: Option<Vec<Decimal>> = contributors.iter().map(given).collect();
        match greatest.and_then(|greatest| rule.of(figure, &greatest)) {
            Some(true) => cells.push(row.key),
            Some(false) => {}
            None => faults.push(Finding::new(sdc::CONTRIBUTION_UNFIT).at(series(table, row.key))),
        }
    }
    if faults.is_empty() {
        Ok(cells)
    } else {
        Err(Error::new(sdc::CONTRIBUTIONS_UNFIT).with("count", faults.len()).findings_of(faults))
    }
}
