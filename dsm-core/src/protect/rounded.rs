use super::{
    Audit, Holdings, Rule,
    audit::judged,
    together::Together,
    web::{Known, Web},
};
use crate::{
    error::Result,
    table::{Cell, Figure, Row, Table},
};
use rust_decimal::Decimal;

/// A rounded table: the figures that are published, and the bounds that a reader has of the true ones.
///
/// # Disclosure
/// [`Self::table`] and [`Self::published`] hold no true figure where the rounding changes any; [`Self::farthest`] is for the owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Rounded {
    pub(super) table: Table,
    /// One for each row of the table; none where it has no figure.
    pub(super) figures: Vec<Option<Decimal>>,
    pub(super) farthest: Decimal,
}

impl Rounded {
    /// The table that knows it is rounded: each figure is the interval of the true ones, [`Table::making`] says by what.
    #[must_use]
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Every row with the figure that is published in place of the interval. Masks and missing figures stay.
    pub fn published(&self) -> impl Iterator<Item = Row> + '_ {
        let row = |(row, figure): (Row, &Option<Decimal>)| match figure {
            Some(figure) => Row { cell: Cell::Figure(Figure::Exact(*figure)), ..row },
            None => row,
        };
        self.table.rows().zip(&self.figures).map(row)
    }

    /// How far the farthest published figure is from the true one.
    ///
    /// # Disclosure
    /// It comes from the true figures: for the owner, who decides with it whether the rounding is good enough.
    #[must_use]
    pub fn farthest(&self) -> Decimal {
        self.farthest
    }

    /// What a reader can tell of the rounded figures: [`audit_rounded`] of the table.
    ///
    /// # Errors
    /// `SDC-008` for a table beyond the stated limits.
    pub fn audit(&self, rule: &Rule) -> Result<Audit> {
        audit_rounded(&self.table, rule)
    }
}

/// Audits a rounded table: which of its figures can a reader compute? Every figure that is an interval is judged as a masked one is.
///
/// That each figure lies within its interval and that true figures add up is taken together: EXACT is a figure that only one
/// whole number is left for, NARROW one of which fewer are left than the protection range asks for.
///
/// # Errors
/// `SDC-008` for a table beyond the stated limits.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Making, Measure};
/// use dsm_core::protect::{Label, Rule, audit_rounded};
/// use dsm_core::table::{Axis, Membership, Table};
/// let year = |total: &str| {
///     let begun = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("APPLICATIONS"))
///         .axis(Axis::category("SEX").membership(Membership::AtEvent).exhaustive(true))
///         .axis(Axis::time("TIME_PERIOD"))
///         .making(Making::Nearest(3));
///     begun.row(&["F", "2024"], "3").row(&["M", "2024"], "3").row(&["_T", "2024"], total).build()
/// };
/// // 2 to 4 and 2 to 4 can make 5, 6 and 7 …
/// assert_eq!(audit_rounded(&year("6")?, &Rule::default())?.count(Label::Proven), 3);
/// // … but 8 to 10 only as 4 and 4.
/// let told = audit_rounded(&year("9")?, &Rule::default())?;
/// assert_eq!((told.count(Label::Exact), told.findings()[0].rule().id()), (3, "SDC-002"));
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, rounding and audit; semantics case 116.
pub fn audit_rounded(table: &Table, rule: &Rule) -> Result<Audit> {
    let together = Together::of(table, &Holdings::none())?;
    let web = Web::of(&together)?;
    let interval = |place: usize| matches!(table.cell(place), Cell::Figure(Figure::Between { .. }));
    let rounded = web.nodes.iter().map(|n| matches!(n.known, Known::Within(..)) && n.place.is_some_and(interval));
    judged(&together, &web, &rounded.collect::<Vec<bool>>(), rule)
}
