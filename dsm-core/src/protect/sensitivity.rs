use super::{
    Dominance, Holdings, Pattern, Protected, Rule,
    audit::series,
    complement::completed,
    dominance::dominated,
    group::{Alone, Beside, alone},
    mask::{checked, is_small},
    wish::Wished,
};
use crate::{
    error::{Error, Finding, Result, Safe, codes::sdc},
    table::{Figure, Table},
};
use rust_decimal::Decimal;
use std::sync::Arc;

/// What makes a cell sensitive besides a small figure of its own. It is the owner's: a reader sees masks, which are all alike.
///
/// Beside the figures stand what only the owner has: how many distinct persons are behind each cell, and what the greatest
/// contributors gave to it.
///
/// # Disclosure
/// It holds unmasked tables of the owner. `Debug` shows their shapes only.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Holdings, Rule, Sensitivity};
/// use dsm_core::table::{Axis, Membership, Table};
/// let counted = |unit: &str, figures: [&str; 4]| {
///     let begun = Table::builder(Measure::parse(unit, "flow")?, Concept::new("CROSSINGS"))
///         .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
///         .axis(Axis::time("TIME_PERIOD"));
///     let rows = ["AFG", "SYR", "UKR", "_T"].into_iter().zip(figures);
///     rows.fold(begun, |table, (code, figure)| table.row(&[code, "2024"], figure)).build()
/// };
/// let crossings = counted("person-events:crossing", ["7", "60", "40", "107"])?;
/// let persons = counted("persons-distinct", ["1", "30", "22", "53"])?;
/// // Seven crossings of one person are one person.
/// let behind = Sensitivity::threshold_alone().persons(persons);
/// let protected = behind.protect(&crossings, &Rule::default(), &[], &Holdings::none())?;
/// assert_eq!(protected.table.at(&["AFG", "2024"])?.to_string(), "*");
/// // Persons along other axes are those of other cells.
/// let one = Table::builder(Measure::parse("persons-distinct", "flow")?, Concept::new("CROSSINGS"))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["2024"], "53")
///     .build()?;
/// let refused = Sensitivity::threshold_alone().persons(one).protect(&crossings, &Rule::default(), &[], &Holdings::none());
/// assert_eq!(refused.unwrap_err().code().id(), "SDC-020");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, primary rules; semantics case 90.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sensitivity {
    persons: Option<Table>,
    groups: Vec<Arc<str>>,
    dominance: Option<(Dominance, Vec<Table>)>,
    differences: bool,
}

// Figures are decimals: each equals itself.
impl Eq for Sensitivity {}

impl Sensitivity {
    /// Only the threshold of the rule, on the figures themselves.
    #[must_use]
    pub fn threshold_alone() -> Self {
        Self::default()
    }

    /// Holds the threshold against the distinct persons behind each cell, as `Counted::persons_behind` gives them. Where the
    /// table of persons has no figure that of the cell itself counts; of bounds the lower one.
    #[must_use]
    pub fn persons(mut self, persons: Table) -> Self {
        self.persons = Some(persons);
        self
    }

    /// A cell is sensitive, however large, where everyone of a total along this axis is in it. May be said of several axes.
    ///
    /// Then one of the zeros beside it is masked too, so that nobody knows that there are no others.
    #[must_use]
    pub fn group(mut self, axis: &str) -> Self {
        self.groups.push(Arc::from(axis));
        self
    }

    /// A cell is sensitive where its greatest contributors make up so much of it that one of them could estimate another. The tables
    /// have the contribution of the greatest to each cell, of the second greatest, and so on.
    ///
    /// # Errors
    /// `SDC-025` unless there is one table for each contributor that the rule looks at.
    pub fn dominance(mut self, rule: Dominance, contributors: Vec<Table>) -> Result<Self> {
        if contributors.len() != rule.contributors() {
            return Err(Error::new(sdc::DOMINANCE_UNREADABLE));
        }
        self.dominance = Some((rule, contributors));
        Ok(self)
    }

    /// A difference of shown figures that is itself small is hidden too: a total without its shown parts, where those are not all
    /// there are or one of them is not in the table.
    #[must_use]
    pub fn differences(mut self) -> Self {
        self.differences = true;
        self
    }

    /// The cells that are masked first, and those that are named.
    ///
    /// # Errors
    /// `SDC-009` as [`super::mask`]; `SDC-020` where a table of the owner has other axes; `SDC-021` with a finding (`SDC-022`) for each
    /// cell with everyone of a total that nothing can hide; `SDC-023` with a finding (`SDC-024`) for each cell whose contributions
    /// are not known; `TAB-008` for an axis that the table does not have.
    pub fn primaries(&self, table: &Table, rule: &Rule, named: &[Vec<Arc<str>>]) -> Result<Pattern> {
        checked(table, rule, named)?;
        let mut cells: Vec<Vec<Arc<str>>> = named.to_vec();
        match &self.persons {
            Some(persons) => {
                same_axes(table, persons, "persons-behind")?;
                cells.extend(table.rows().filter(|row| self.is_few(row, persons, rule)).map(|row| row.key));
            }
            None => cells.extend(table.rows().filter(|row| is_small(&row.cell, rule)).map(|row| row.key)),
        }
        if let Some((dominance, contributors)) = &self.dominance {
            contributors.iter().try_for_each(|other| same_axes(table, other, "contributors"))?;
            cells.extend(dominated(table, *dominance, contributors)?);
        }
        let mut open: Vec<Finding> = Vec::new();
        for axis in &self.groups {
            for Alone { key, beside } in alone(table, axis, rule)? {
                match beside {
                    Beside::Zero(zero) => cells.push(zero),
                    Beside::Open => {}
                    Beside::Nothing => {
                        let finding = Finding::new(sdc::GROUP_DISCLOSED).with("axis", Safe::term(axis));
                        open.push(finding.at(series(table, key.clone())));
                    }
                }
                cells.push(key);
            }
        }
        if !open.is_empty() {
            return Err(Error::new(sdc::GROUPS_DISCLOSED).with("count", open.len()).findings_of(open));
        }
        Ok(Pattern::new(cells))
    }

    fn is_few(&self, row: &crate::table::Row, persons: &Table, rule: &Rule) -> bool {
        let behind = persons.at(&row.key).ok().and_then(|cell| cell.figure()).and_then(|figure| figure.low());
        let counts = matches!(row.cell.figure(), Some(Figure::Exact(figure)) if !figure.is_zero());
        match behind {
            Some(persons) => counts && persons < Decimal::from(rule.threshold()),
            None => is_small(&row.cell, rule),
        }
    }

    /// Masks the sensitive cells, those that are named, and as many further ones as are needed so that no masked cell can be
    /// computed from what is shown: as [`super::protect`].
    ///
    /// # Errors
    /// As [`Self::primaries`] and [`super::protect`]; with `SDC-005` a finding (`SDC-029`) for each small difference that is told.
    pub fn protect(&self, table: &Table, rule: &Rule, named: &[Vec<Arc<str>>], held: &Holdings) -> Result<Protected> {
        self.wished(table, rule, named, held, &Wished::default())
    }

    /// As [`Self::protect`], with the owner's wishes.
    pub(super) fn wished(
        &self,
        table: &Table,
        rule: &Rule,
        named: &[Vec<Arc<str>>],
        held: &Holdings,
        wished: &Wished,
    ) -> Result<Protected> {
        completed(table, rule, &self.primaries(table, rule, named)?, held, self.differences, wished)
    }
}

/// Refuses a table of the owner that does not have the same axes in the same order.
fn same_axes(table: &Table, other: &Table, what: &'static str) -> Result<()> {
    let ids = |table: &Table| table.axes().iter().map(|axis| axis.id().to_owned()).collect::<Vec<_>>();
    if ids(table) == ids(other) {
        return Ok(());
    }
    Err(Error::new(sdc::COMPANION_DIFFERS).with("what", Safe::word(what)))
}
