use super::{
    bounds::{Bounds, propagated},
    field::Field,
    form::{Form, Row},
    moves::{Finder, LONG, Sought, USUAL},
    near::around,
    slots::Slots,
    start::{estimate, within_bounds},
    system::System,
    tableau::{End, FAR, Tableau},
};
use crate::error::Result;
use std::collections::BTreeSet;

/// Who reads a masked table and asks what can stand behind the masks.
///
/// Everything that is found is a function of the shown cells alone.
pub(super) struct Reader {
    /// What follows for each unknown from one sum after the other.
    pub(super) bounds: Vec<Bounds>,
    /// The rows that cannot hold beside the others.
    pub(super) dead: BTreeSet<u32>,
    inner: Option<Inner>,
}

/// The equations in whole numbers, where these are not too great.
struct Inner {
    tableau: Tableau,
    field: Field,
    /// Whether a whole table was found.
    stands: bool,
}

/// What is found of an unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Whether the equations determine it by themselves.
    pub(super) determined: bool,
    /// Nothing below or above can be.
    pub(super) certain: Bounds,
    /// The least and the greatest in whole tables that agree with all that is shown.
    pub(super) seen: Option<(i128, i128)>,
}

/// For how many steps the greatest or the least of an unknown is searched.
const STEPS: usize = 2_000;
/// How often a move is tried for each unknown, round by round.
const TRIES: [usize; 4] = [2, 8, 30, MANY];
const MANY: usize = 300;

impl Reader {
    pub(super) fn of(system: &System) -> Self {
        let (bounds, dead) = propagated(system);
        Self::between(system, bounds, dead)
    }

    /// A reader who only adds and subtracts.
    pub(super) fn adding(system: &System) -> Self {
        Self::between(system, system.bounds.clone(), BTreeSet::new())
    }

    fn between(system: &System, bounds: Vec<Bounds>, dead: BTreeSet<u32>) -> Self {
        let inner = Inner::of(system, &bounds, &dead);
        Self { bounds, dead, inner }
    }

    /// A whole table that agrees with all that is shown: a number for every unknown.
    pub(super) fn stand(&self) -> Option<&Slots<i64>> {
        self.inner.as_ref().filter(|inner| inner.stands).map(|inner| &inner.tableau.at)
    }

    /// What is found of each unknown. One that is found to be `range` wide is not searched further.
    pub(super) fn found(mut self, system: &System, range: i128) -> Result<Vec<Found>> {
        let certain = |column: usize| self.bounds.get(column).copied().unwrap_or_default();
        let plain = |column: usize| Found { certain: certain(column), ..Found::default() };
        let mut found: Vec<Found> = (0..self.bounds.len()).map(plain).collect();
        let Some(inner) = &mut self.inner else {
            // Beyond whole numbers of this size only the rank is looked at.
            let determined = system.determined()?;
            found.iter_mut().zip(determined).for_each(|(found, told)| found.determined = told);
            return Ok(found);
        };
        let range = i64::try_from(range).unwrap_or(FAR);
        inner.look(range);
        for (found, column) in found.iter_mut().zip(0_u32..) {
            inner.search(column, range, found);
        }
        Ok(found)
    }
}

impl Inner {
    fn of(system: &System, bounds: &[Bounds], dead: &BTreeSet<u32>) -> Option<Self> {
        let mut low = Slots::new(bounds.iter().map(|(low, _)| narrow(*low, -FAR)).collect::<Option<Vec<_>>>()?);
        let mut high = Slots::new(bounds.iter().map(|(_, high)| narrow(*high, FAR)).collect::<Option<Vec<_>>>()?);
        let mut rows: Vec<(Row, i64)> = Vec::with_capacity(system.rows.len());
        for (row, number) in system.rows.iter().zip(0_u32..) {
            let Some(constant) = row.constant.filter(|_| !dead.contains(&number)) else { continue };
            let mut constant = narrow(Some(constant), 0)?;
            let mut terms: Row = Vec::with_capacity(row.terms.len() + 1);
            for (column, factor) in &row.terms {
                if low.at(*column) == high.at(*column) {
                    constant = constant.checked_sub(i64::from(*factor).checked_mul(low.at(*column))?)?;
                } else {
                    terms.push((*column, i64::from(*factor)));
                }
            }
            if terms.is_empty() {
                continue;
            }
            if !row.equal {
                terms.push((u32::try_from(low.values().len()).ok()?, 1));
                low.push(0);
                high.push(FAR);
            }
            rows.push((terms, constant));
        }
        let (form, comes) = Form::of(&rows, low.values().len())?;
        let at = estimate(&rows, &low, &high);
        let field = Field::new(&rows.iter().map(|(row, _)| row).collect::<Vec<_>>(), low.clone(), high.clone());
        let mut tableau = Tableau::new(form, low, high, at);
        let stands = tableau.settle(&comes).is_some() && within_bounds(&mut tableau, &field);
        Some(Self { tableau, field, stands })
    }

    /// Looks for moves that show how wide the unknowns are.
    fn look(&mut self, range: i64) {
        if !self.stands {
            return;
        }
        self.tableau.begin();
        let step = if range > 4 { (range + 1) / 2 } else { 1 };
        let mut finder = Finder::new(&self.field, &self.tableau.at, step, 0);
        for tries in TRIES {
            finder.length = if tries < MANY { USUAL } else { LONG };
            for column in self.tableau.at.numbers() {
                if self.field.high.at(column) - self.field.low.at(column) >= range {
                    self.widen(&mut finder, column, range, step, tries);
                }
            }
        }
        self.tableau.center();
    }

    fn widen(&mut self, finder: &mut Finder, column: u32, range: i64, step: i64, tries: usize) {
        for way in [1, -1, 1, -1] {
            let sought = Sought { column, way, both: false, most: 0 };
            for _ in 0..range.min(8) {
                if self.tableau.width(column) >= range {
                    return;
                }
                let mut again = (0..tries).map(|_| ());
                if !again.any(|()| finder.find(&self.field, &self.tableau.at, sought)) {
                    break;
                }
                self.tableau.follow(&self.field, finder, step);
            }
        }
    }

    fn search(&mut self, column: u32, range: i64, found: &mut Found) {
        let (low, high) = (self.tableau.low.at(column), self.tableau.high.at(column));
        found.determined = self.tableau.is_determined(column) || low == high;
        if low == high {
            found.seen = Some((i128::from(low), i128::from(high)));
            return;
        }
        if !self.stands {
            return;
        }
        if self.tableau.width(column) < range {
            for (other, (least, greatest)) in around(&self.field, &self.tableau.at, column, range) {
                self.tableau.passed(other, (least, greatest));
            }
        }
        let up = self.tableau.reach(column, 1, range, STEPS);
        let down = self.tableau.reach(column, -1, range, STEPS);
        let (least, greatest) = self.tableau.seen.at(column);
        found.seen = Some((i128::from(least), i128::from(greatest)));
        if up == End::Reached {
            found.certain.1 = Some(i128::from(greatest));
        }
        if down == End::Reached {
            found.certain.0 = Some(i128::from(least));
        }
    }
}

/// A bound as a number of the tableau; `open` where there is none, and none where it is too great.
fn narrow(bound: Option<i128>, open: i64) -> Option<i64> {
    match bound {
        None => Some(open),
        Some(bound) => i64::try_from(bound).ok().filter(|bound| bound.abs() < FAR >> 4),
    }
}
