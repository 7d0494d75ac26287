use super::super::{Axis, Origin, Table, columns::State};
use super::{
    ledger::Ledger,
    nature::Nature,
    plan::{Asked, Plan},
    reduce::Slot,
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, AssumptionName, Counted, Unit},
};
use std::{collections::BTreeMap, sync::Arc};

/// One run over parts or over published totals: the groups and what they rest on.
pub(super) struct Run {
    pub(super) slots: Vec<Slot>,
    pub(super) kept: Vec<usize>,
    /// How many cells a whole group has.
    pub(super) expected: u64,
    /// Whether the parts are not declared to be all of the whole.
    pub(super) listed: bool,
}

impl Table {
    /// The sum over axes, as one operation on the set of their cells.
    ///
    /// Exact where the cells surely hold different units, else bounds from the largest sum of cells that surely differ to the
    /// sum of all. A published total is preferred to a computed one. Sums of sums are one operation on the first cells, so the
    /// order in which axes are written never matters.
    ///
    /// # Units
    /// Those of the table. A category axis disappears; the time axis keeps the span of the periods, the axis of reporters their set.
    ///
    /// # Errors
    /// `SEM-002` stocks over dates, `SEM-003` overlapping periods, `SEM-004` period-pinned cells over periods, `SEM-005`–`SEM-008`
    /// changes and nets, `SEM-009` ratios, `SEM-010` amounts, `SEM-011` direction and reporters at once, `SEM-012` codes that
    /// contain one another, `SEM-027` a missing part of a signed figure, `SEM-037` medians, `SEM-050` cohorts of unequal age,
    /// `SEM-061` a measure nobody stated; `TAB-008` no such axis; `TAB-007` beyond 28 digits.
    ///
    /// # Disclosure
    /// Computed from what the table shows; a suppressed count stands for anything from zero on, a suppressed change, net or amount for
    /// anything at all.
    ///
    /// Source: semantics, rows 1–4 and 6 of the operation table; cases 17–29, 37–41, 77.
    pub fn sum<S: AsRef<str>>(&self, axes: &[S], assume: &Assume) -> Result<Self> {
        let axes: Vec<Arc<str>> = axes.iter().map(|a| Arc::from(a.as_ref())).collect();
        let Some(origin) = &self.origin else { return self.sum_once(&axes, assume) };
        let mut all = origin.axes.clone();
        for axis in axes {
            self.axis(&axis).ok_or_else(|| Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(&axis)))?;
            if !all.contains(&axis) {
                all.push(axis);
            }
        }
        let stated = origin.assume.all().iter().chain(assume.all().iter().filter(|a| !origin.assume.all().contains(a)));
        origin.source.sum_once(&all, &stated.cloned().collect())
    }

    fn sum_once(&self, axes: &[Arc<str>], assume: &Assume) -> Result<Self> {
        let mut table = self.combine(axes, Asked::Sum, assume)?;
        let origin = Origin { source: self.clone(), axes: axes.to_vec(), assume: assume.clone() };
        table.origin = Some(Arc::new(origin));
        Ok(table)
    }

    /// The units that are in at least one of the cells, whatever their periods.
    ///
    /// # Errors
    /// As [`Table::sum`], but for periods that overlap; `SEM-052` for changes, nets and amounts.
    ///
    /// Source: semantics case 22.
    pub fn union<S: AsRef<str>>(&self, axes: &[S], assume: &Assume) -> Result<Self> {
        let axes: Vec<Arc<str>> = axes.iter().map(|a| Arc::from(a.as_ref())).collect();
        self.combine(&axes, Asked::Union, assume)
    }

    fn combine(&self, axes: &[Arc<str>], asked: Asked, assume: &Assume) -> Result<Self> {
        let mut removed = axes.iter().map(|id| self.place_of(id)).collect::<Result<Vec<usize>>>()?;
        removed.sort_unstable();
        removed.dedup();
        let mut ledger = Ledger::open(assume)?;
        match self.at_one_moment(&removed, &mut ledger)? {
            Some(table) => table.combined(&removed, asked, ledger),
            None => self.combined(&removed, asked, ledger),
        }
    }

    fn combined(&self, removed: &[usize], asked: Asked, mut ledger: Ledger<'_>) -> Result<Self> {
        if self.places().any(|p| self.columns.state(p) == State::Estimate) && self.columns.states.is_some() {
            return self.sum_estimates(removed, asked, ledger);
        }
        let published = self.published_run(removed, asked, &mut ledger)?;
        let mut parts_ledger = ledger.clone();
        let parts = self.parts_run(removed, asked, &mut parts_ledger);
        let both = [published.as_ref(), parts.as_ref().ok()];
        let zeros = both.iter().flatten().any(|run| self.leaves_zeros_out(run));
        let (merged, kept, from_parts) = match (published, parts) {
            (Some(published), Ok(parts)) => self.prefer(published, parts, removed, &mut ledger, &mut parts_ledger)?,
            (Some(published), Err(_)) => self.settled(published, &mut ledger).map(|(s, k)| (s, k, false))?,
            (None, parts) => self.settled(parts?, &mut parts_ledger).map(|(s, k)| (s, k, true))?,
        };
        let ledger = if from_parts { parts_ledger } else { ledger };
        let several = removed
            .iter()
            .any(|p| self.axes().get(*p).is_some_and(Axis::is_reporter) && self.codes_in_effect(*p).len() > 1);
        let nature = Nature::of(self.measure());
        let told_apart = ledger
            .used()
            .iter()
            .any(|a| matches!(a.name, AssumptionName::NobodyCountedInTwo | AssumptionName::NobodyResidesInTwo));
        let joined = several && nature.of_persons() && !told_apart;
        let axes = self.axes_of_result(removed, joined, asked)?;
        let mut about = ledger.about(self, &[]);
        if joined && nature == Nature::Once {
            // Once in each country is not once in all of them.
            about.measure = self.measure().in_unit(Unit::Persons(Counted::Distinct));
        }
        if !zeros {
            about.absent = super::super::Absent::Missing;
        }
        self.outcome(&merged, &kept, axes, about)
    }

    /// The place of an axis.
    pub(super) fn place_of(&self, id: &str) -> Result<usize> {
        let found = self.axes().iter().position(|a| a.id() == id);
        found.ok_or_else(|| Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(id)))
    }

    /// The run over published totals, where every removed category that has one shows it.
    fn published_run(&self, removed: &[usize], asked: Asked, ledger: &mut Ledger<'_>) -> Result<Option<Run>> {
        let mut table = self.clone();
        let mut taken = Vec::new();
        for place in removed {
            let Some(axis) = self.axes().get(*place) else { continue };
            let Some(category) = axis.declared() else { continue };
            let here = self.codes_in_effect(*place);
            let total = category.totals.iter().filter_map(|t| axis.position(t)).find(|p| here.contains(p));
            if let Some(code) = total.and_then(|t| axis.codes().get(t as usize)) {
                table = table.slice(axis.id(), &[code])?;
                taken.push(axis.id().to_owned());
            }
        }
        if taken.is_empty() || table.is_empty() {
            return Ok(None);
        }
        let mut attempt = ledger.clone();
        let Ok(run) = table.run(removed, asked, &mut attempt) else { return Ok(None) };
        *ledger = attempt;
        for axis in &taken {
            ledger.note(Finding::new(codes::sem::TOTAL_TAKEN).with("axis", Safe::term(axis)));
        }
        Ok(Some(run))
    }

    /// The run over the parts, totals left out.
    fn parts_run(&self, removed: &[usize], asked: Asked, ledger: &mut Ledger<'_>) -> Result<Run> {
        let mut table = self.clone();
        for place in removed {
            let Some(axis) = self.axes().get(*place) else { continue };
            let (here, parts) = (self.codes_in_effect(*place), self.parts_in_effect(*place));
            let codes: Vec<&Arc<str>> = parts.iter().filter_map(|p| axis.codes().get(*p as usize)).collect();
            if parts.len() < here.len() {
                table = table.slice(axis.id(), &codes)?;
            }
        }
        table.run(removed, asked, ledger)
    }

    fn run(&self, removed: &[usize], asked: Asked, ledger: &mut Ledger<'_>) -> Result<Run> {
        self.refuse_groups(removed)?;
        let plan = self.plan(removed, asked, ledger)?;
        let mut expected = 1_u64;
        let mut listed = false;
        for place in plan.removed() {
            let here = self.codes_in_effect(place);
            expected = expected.saturating_mul(here.len() as u64);
            // Where the total alone is looked at, nothing is left out.
            let total_only = !here.is_empty() && self.parts_in_effect(place).is_empty();
            listed |= !total_only && self.lists_only(place, ledger);
        }
        let slots = match self.reduce_dense(&plan) {
            Some(slots) => slots,
            None => self.reduce(&plan)?,
        };
        let Plan { kept, .. } = plan;
        Ok(Run { slots, kept, expected, listed })
    }

    /// A group and a member of it are never added together.
    fn refuse_groups(&self, removed: &[usize]) -> Result<()> {
        for place in removed {
            let Some(axis) = self.axes().get(*place) else { continue };
            let parts = self.parts_in_effect(*place);
            let codes: Vec<&Arc<str>> = parts.iter().filter_map(|p| axis.codes().get(*p as usize)).collect();
            if axis.is_reporter() {
                refuse_joined(axis, &codes)?;
            }
            let groups: Vec<&Arc<str>> = codes.iter().copied().filter(|c| axis.is_group_of(c, &codes)).collect();
            if !groups.is_empty() {
                let error = Error::new(codes::sem::CODES_OVERLAP).with("axis", Safe::term(axis.id()));
                return Err(error.with("codes", Safe::terms(groups)));
            }
        }
        Ok(())
    }

    /// Whether the codes of a category are not known to be all of it.
    fn lists_only(&self, place: usize, ledger: &mut Ledger<'_>) -> bool {
        let Some((axis, category)) = self.axes().get(place).and_then(|a| a.declared().map(|c| (a, c))) else {
            return false;
        };
        let parts = axis.codes().iter().filter(|c| !axis.is_total(c)).count();
        let all = category.exhaustive && self.parts_in_effect(place).len() == parts;
        if all || ledger.take(AssumptionName::PartsExhaustive, Some(axis.id())).is_some() {
            return false;
        }
        ledger.note(Finding::new(codes::sem::LISTED_PARTS).with("axis", Safe::term(axis.id())));
        true
    }
}

/// Countries are never added to a set of countries that they are in.
fn refuse_joined(axis: &Axis, codes: &[&Arc<str>]) -> Result<()> {
    let mut seen: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
    for code in codes {
        for country in code.split('+') {
            if let Some(other) = seen.insert(country, code) {
                let error = Error::new(codes::sem::CODES_OVERLAP).with("axis", Safe::term(axis.id()));
                return Err(error.with("codes", Safe::terms([other, *code])));
            }
        }
    }
    Ok(())
}

impl Axis {
    /// Whether a code is a group of others of a list, or a group of their groups.
    fn is_group_of(&self, code: &Arc<str>, among: &[&Arc<str>]) -> bool {
        let Some(category) = self.declared() else { return false };
        let above = |other: &Arc<str>| {
            // As many steps as there are groups: a circle of groups ends too.
            let steps = std::iter::successors(category.parents.get(other), |group| category.parents.get(*group));
            steps.take(category.parents.len()).any(|group| group == code)
        };
        among.iter().any(|other| *other != code && above(other))
    }
}
