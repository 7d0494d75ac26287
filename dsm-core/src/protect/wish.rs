use super::{Pattern, audit::series, together::Together};
use crate::{
    error::{Error, Finding, Result, Safe, codes::sdc, codes::tab},
    table::{Cell, Table},
};
use std::sync::Arc;

/// What an owner wishes of the masks that hide others: cells that are never masked, and cells that are masked rather than others.
///
/// Cells are named by codes of axes: all of those that have them. Where a wish leaves no pattern the release is refused, and the wish
/// is named; a wish shows nothing that has to be masked.
///
/// # Disclosure
/// It names cells, so it is the owner's. A reader who knows that a cell was never to be masked learns nothing of the others that the
/// audit does not know: it judges what is shown.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Holdings, Protection, Rule, Wishes};
/// use dsm_core::table::{Axis, Membership, Table};
/// let table = Table::builder(Measure::parse("cases:permit:one", "flow")?, Concept::new("PERMITS"))
///     .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["AFG", "2024"], "3")
///     .row(&["SYR", "2024"], "40")
///     .row(&["UKR", "2024"], "20")
///     .row(&["_T", "2024"], "63")
///     .build()?;
/// // The least figure would be masked besides; it is wished to stay.
/// let wishes = Wishes::none().never(&[("CITIZENSHIP", "UKR")]);
/// let protected = Protection::by(Rule::default()).wishing(wishes).protect(&table, &Holdings::none())?;
/// assert_eq!(protected.table.at(&["SYR", "2024"])?.to_string(), "*");
/// // What is left without any pattern is refused.
/// let wishes = Wishes::none().never(&[("CITIZENSHIP", "UKR")]).never(&[("CITIZENSHIP", "SYR")]).never(&[("CITIZENSHIP", "_T")]);
/// let refused = Protection::by(Rule::default()).wishing(wishes).protect(&table, &Holdings::none()).unwrap_err();
/// assert_eq!(refused.code().id(), "SDC-035");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, wishes and INFEASIBLE; semantics case 117.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    never: Vec<Slice>,
    prefer: Vec<Slice>,
}

/// Codes of axes: all cells that have them.
type Slice = Vec<(Arc<str>, Arc<str>)>;

fn slice<A: AsRef<str>, C: AsRef<str>>(cells: &[(A, C)]) -> Slice {
    cells.iter().map(|(axis, code)| (Arc::from(axis.as_ref()), Arc::from(code.as_ref()))).collect()
}

impl Wishes {
    /// No wishes: the least figures are masked first, totals last.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Never masks the cells that have these codes.
    #[must_use]
    pub fn never<A: AsRef<str>, C: AsRef<str>>(mut self, cells: &[(A, C)]) -> Self {
        self.never.push(slice(cells));
        self
    }

    /// Masks the cells that have these codes rather than others.
    #[must_use]
    pub fn prefer<A: AsRef<str>, C: AsRef<str>>(mut self, cells: &[(A, C)]) -> Self {
        self.prefer.push(slice(cells));
        self
    }

    /// The cells of a table that they are about.
    ///
    /// # Errors
    /// `TAB-008` for an axis that the table does not have, `SDC-038` where no cell has the codes.
    pub(super) fn found(&self, table: &Table) -> Result<Wished> {
        let never = self.never.iter().map(|slice| Ok((said(slice), cells(table, slice)?)));
        let never = never.collect::<Result<Vec<_>>>()?;
        let prefer = self.prefer.iter().map(|slice| cells(table, slice)).collect::<Result<Vec<_>>>()?;
        let prefer = Pattern::new(prefer.iter().flat_map(Pattern::cells).map(<[_]>::to_vec));
        Ok(Wished { never, prefer })
    }
}

fn said(slice: &Slice) -> Safe {
    Safe::terms(slice.iter().map(|(axis, code)| format!("{axis}:{code}")))
}

fn cells(table: &Table, slice: &Slice) -> Result<Pattern> {
    let place = |(axis, code): &(Arc<str>, Arc<str>)| {
        let unknown = || Error::new(tab::AXIS_UNKNOWN).with("axis", Safe::term(axis));
        Ok((table.axes().iter().position(|own| own.id() == &**axis).ok_or_else(unknown)?, code.clone()))
    };
    let wanted = slice.iter().map(place).collect::<Result<Vec<_>>>()?;
    let has = |key: &Vec<Arc<str>>| wanted.iter().all(|(at, code)| key.get(*at) == Some(code));
    let found = Pattern::new(table.places().map(|place| table.key(place)).filter(has));
    match found.is_empty() {
        true => Err(Error::new(sdc::WISH_EMPTY).with("cells", said(slice))),
        false => Ok(found),
    }
}

/// The cells of one table that wishes are about.
#[derive(Default)]
pub(super) struct Wished {
    /// Each wish in words, and its cells.
    never: Vec<(Safe, Pattern)>,
    prefer: Pattern,
}

impl Wished {
    /// Whether a cell is never to be masked.
    pub(super) fn keeps(&self, key: &[Arc<str>]) -> bool {
        self.never.iter().any(|(_, cells)| cells.has(key))
    }

    /// Whether a cell is to be masked rather than others.
    pub(super) fn prefers(&self, key: &[Arc<str>]) -> bool {
        self.prefer.has(key)
    }

    /// Whether some cells are to be masked rather than others.
    pub(super) fn prefers_any(&self) -> bool {
        !self.prefer.is_empty()
    }

    /// Refuses wishes for what has to be masked: what the rule or a name says, and what was masked before.
    ///
    /// # Errors
    /// `SDC-035` with a finding (`SDC-037`) for each such cell.
    pub(super) fn allows(&self, together: &Together<'_>, table: &Table, masked: &Pattern) -> Result<()> {
        let has = |key: &[Arc<str>]| {
            let hidden = table.find(key).is_ok_and(|place| matches!(table.cell(place), Cell::Masked(_)));
            hidden || masked.has(&together.extended(key))
        };
        let against = self.never.iter().flat_map(|(said, cells)| {
            cells.cells().filter(|key| has(key)).map(move |key| {
                Finding::new(sdc::WISH_AGAINST_MASK).with("cells", said.clone()).at(series(table, key.to_vec()))
            })
        });
        let findings: Vec<Finding> = against.collect();
        match findings.len() {
            0 => Ok(()),
            count => Err(Error::new(sdc::WISHES_INFEASIBLE).with("count", count).findings_of(findings)),
        }
    }

    /// The wishes without which there would be a pattern, a finding each; none where they are not to blame. Of more than sixteen
    /// none is tried by itself: all are named.
    pub(super) fn blamed(&self, is_refused: impl Fn(&Self) -> bool) -> Vec<Finding> {
        if self.never.is_empty() || is_refused(&self.without(&vec![false; self.never.len()])) {
            return Vec::new();
        }
        let mut kept = vec![true; self.never.len()];
        if self.never.len() <= 16 {
            for number in 0..kept.len() {
                let mut fewer = kept.clone();
                fewer.get_mut(number).into_iter().for_each(|kept| *kept = false);
                if is_refused(&self.without(&fewer)) {
                    kept = fewer;
                }
            }
        }
        let named = self.never.iter().zip(kept).filter(|(_, kept)| *kept);
        named.map(|((said, _), _)| Finding::new(sdc::WISH_IN_THE_WAY).with("cells", said.clone())).collect()
    }

    fn without(&self, kept: &[bool]) -> Self {
        let never = self.never.iter().zip(kept).filter(|(_, kept)| **kept).map(|(wish, _)| wish.clone());
        Self { never: never.collect(), prefer: self.prefer.clone() }
    }
}
