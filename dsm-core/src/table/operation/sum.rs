use super::super::{About, Axis, Membership, Origin, Table, columns::State};
use super::{
    ledger::Ledger,
    nature::Nature,
    outcome::Outcome,
    plan::{Asked, Plan},
    reduce::{Slot, UNBOUNDED},
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::{Assume, AssumptionName},
    time::Time,
};
use std::sync::Arc;

/// One run over parts or over published totals: the groups and what they rest on.
pub(super) struct Run {
    slots: Vec<Slot>,
    kept: Vec<usize>,
    /// How many cells a whole group has.
    expected: u64,
    /// Whether the parts are not declared to be all of the whole.
    listed: bool,
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
    /// Computed from what the table shows; a suppressed cell stands for anything from zero on.
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
        if assume.find(AssumptionName::SteadyState, None).is_some() {
            let name = Safe::word(AssumptionName::SteadyState.word());
            return Err(Error::new(codes::sem::ASSUMPTION_NEVER_SOUND).with("assumption", name));
        }
        let mut ledger = Ledger::new(assume);
        if self.places().any(|p| self.columns.state(p) == State::Estimate) && self.columns.states.is_some() {
            return self.sum_estimates(&removed, asked, ledger);
        }
        let published = self.published_run(&removed, asked, &mut ledger)?;
        let mut parts_ledger = ledger.clone();
        let parts = self.parts_run(&removed, asked, &mut parts_ledger);
        let (merged, kept, from_parts) = match (published, parts) {
            (Some(published), Ok(parts)) => self.prefer(published, parts, &removed, &mut ledger, &mut parts_ledger)?,
            (Some(published), Err(_)) => self.settled(published, &mut ledger).map(|(s, k)| (s, k, false))?,
            (None, parts) => self.settled(parts?, &mut parts_ledger).map(|(s, k)| (s, k, true))?,
        };
        let ledger = if from_parts { parts_ledger } else { ledger };
        let persons = Nature::of(self.measure()).of_persons();
        let reporters_joined = ledger
            .used()
            .iter()
            .any(|a| matches!(a.name, AssumptionName::NobodyCountedInTwo | AssumptionName::NobodyResidesInTwo));
        let axes = self.axes_of_result(&removed, persons && !reporters_joined)?;
        self.outcome(&merged, &kept, axes, ledger)
    }

    /// The place of an axis.
    pub(super) fn place_of(&self, id: &str) -> Result<usize> {
        let found = self.axes().iter().position(|a| a.id() == id);
        found.ok_or_else(|| Error::new(codes::tab::AXIS_UNKNOWN).with("axis", Safe::term(id)))
    }

    /// The axes of a sum: time and reporters keep one code; after reporters are joined, attributes of persons are not fixed.
    pub(super) fn axes_of_result(&self, removed: &[usize], loosen: bool) -> Result<Vec<Axis>> {
        let joined = |place: &usize| {
            self.axes().get(*place).is_some_and(Axis::is_reporter) && self.codes_in_effect(*place).len() > 1
        };
        let loosen = loosen && removed.iter().any(|p| joined(p));
        let mut axes = Vec::new();
        for (place, axis) in self.axes().iter().enumerate() {
            if !removed.contains(&place) {
                let mut axis = axis.with_positions(&self.codes_in_effect(place));
                if loosen {
                    axis = axis.loosened();
                }
                axes.push(axis);
            } else if axis.is_time() {
                axes.push(self.spanned(place, axis));
            } else if axis.is_reporter() {
                let codes: Vec<&str> = self
                    .codes_in_effect(place)
                    .iter()
                    .filter_map(|c| axis.codes().get(*c as usize))
                    .map(|c| &**c)
                    .collect();
                axes.push(axis.with_code(&joined_code(&codes), None));
            }
        }
        Ok(axes)
    }

    fn spanned(&self, place: usize, axis: &Axis) -> Axis {
        let codes = self.codes_in_effect(place);
        let times: Vec<Time> = codes.iter().filter_map(|c| axis.times().get(*c as usize)).copied().collect();
        let Some(first) = times.first().copied() else { return axis.with_positions(&[]) };
        let span = times.iter().fold(first, |span, time| match (span, time) {
            (Time::Period(a), Time::Period(b)) => Time::Period(a.span(b)),
            (a, b) => a.max(*b),
        });
        axis.with_code(&span.to_string(), Some(span))
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
        let slots = match self.reduce_plain(&plan)? {
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

    fn outcome(&self, slots: &[Slot], kept: &[usize], axes: Vec<Axis>, mut ledger: Ledger<'_>) -> Result<Self> {
        let mut outcome = Outcome::new(axes);
        let sizes: Vec<u64> =
            kept.iter().map(|a| self.axes().get(*a).map_or(1, |a| a.codes().len().max(1) as u64)).collect();
        let ranks: Vec<Vec<u32>> = kept.iter().map(|a| self.ranks(*a)).collect();
        let mut codes = vec![0_u32; kept.len()];
        let places: Vec<Option<usize>> = self.result_places(kept);
        for slot in slots {
            let mut rest = slot.key;
            for ((code, size), ranks) in codes.iter_mut().zip(&sizes).zip(&ranks).rev() {
                *code = usize::try_from(rest % size).ok().and_then(|c| ranks.get(c)).copied().unwrap_or(0);
                rest /= size;
            }
            let key = places.iter().map(|p| p.and_then(|p| codes.get(p)).copied().unwrap_or(0));
            let (state, high) = match slot.high {
                UNBOUNDED => (State::AtLeast, 0),
                high if high == slot.low => (State::Exact, 0),
                high => (State::Between, high),
            };
            outcome.push(key, slot.low, high, state, slot.status);
        }
        if slots.iter().any(|s| s.status & super::super::Status::PROVISIONAL.bits() != 0) {
            ledger.note(Finding::new(codes::sem::PROVISIONAL_PART));
        }
        let about = ledger.about(&[self]).ok_or_else(|| Error::new(codes::tab::AXES_WRONG))?;
        outcome.finish(self.columns.scale, About { making: crate::measure::Making::Exact, ..about })
    }

    /// For every code of an axis its rank among the codes in effect.
    fn ranks(&self, place: usize) -> Vec<u32> {
        let mut ranks = vec![0; self.axes().get(place).map_or(0, |a| a.codes().len())];
        for (rank, code) in self.codes_in_effect(place).into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(code as usize) {
                *slot = u32::try_from(rank).unwrap_or(u32::MAX);
            }
        }
        ranks
    }

    /// For every axis of the result its place among the kept ones; none for a collapsed time or reporter axis.
    fn result_places(&self, kept: &[usize]) -> Vec<Option<usize>> {
        let stays = |place: usize, axis: &Axis| kept.contains(&place) || axis.declared().is_none();
        let all = self.axes().iter().enumerate().filter(|(place, axis)| stays(*place, axis));
        all.map(|(place, _)| kept.iter().position(|k| *k == place)).collect()
    }

    /// Missing cells, absent keys and listed parts: what they make of the groups.
    fn settled(&self, run: Run, ledger: &mut Ledger<'_>) -> Result<(Vec<Slot>, Vec<usize>)> {
        let nature = Nature::of(self.measure());
        let signed = nature == Nature::Signed
            || (matches!(nature, Nature::AmountFlow | Nature::AmountStock) && self.has_negative());
        let unit = 10_i128.checked_pow(self.columns.scale).unwrap_or(i128::MAX);
        let made =
            self.about.making.absent().and_then(|(low, high)| Some((mantissa(low, unit)?, mantissa(high, unit)?)));
        let gaps = self.gap_in_time(&run.kept);
        let mut slots = run.slots;
        let mut missing_cells = 0_u64;
        for slot in &mut slots {
            let absent = run.expected.saturating_sub(slot.cells);
            let mut missing = slot.missing;
            match (absent, self.about.absent, made) {
                (0, ..) | (_, super::super::Absent::Zero, None) => {}
                (absent, _, Some((_, high))) => {
                    let more = high.checked_mul(i128::from(absent)).and_then(|m| slot.high.checked_add(m));
                    slot.high = if slot.high == UNBOUNDED { UNBOUNDED } else { more.unwrap_or(UNBOUNDED) };
                }
                (absent, ..) => missing += absent,
            }
            let zero = missing > 0 && !gaps && ledger.take(AssumptionName::MissingIsZero, None).is_some();
            let partial = gaps || (missing > 0 && !zero);
            if (partial || run.listed || slot.suppressed || slot.high == UNBOUNDED) && signed {
                return Err(Error::new(codes::sem::PARTIAL_AS_TOTAL));
            }
            if partial || run.listed {
                slot.high = UNBOUNDED;
                slot.status |= super::super::Status::PARTIAL.bits();
            }
            missing_cells += if zero { 0 } else { missing };
        }
        if missing_cells > 0 || (gaps && !slots.is_empty()) {
            let missing = self.missing_names(&run.kept, gaps);
            ledger.note(Finding::new(codes::sem::PARTIAL).with("missing", missing));
        }
        Ok((slots, run.kept))
    }

    /// Whether the periods that are summed leave gaps.
    fn gap_in_time(&self, kept: &[usize]) -> bool {
        let Some((place, _)) = self.time_axis() else { return false };
        if kept.contains(&place) {
            return false;
        }
        let periods = self.periods_in_effect(place);
        super::plan::overlapping_pair(&periods).is_none() && super::plan::gap(&periods).is_some()
    }

    /// The codes behind missing cells, or the gaps between periods.
    fn missing_names(&self, kept: &[usize], gaps: bool) -> Safe {
        if gaps && let Some((place, _)) = self.time_axis() {
            let periods = self.periods_in_effect(place);
            let span = periods.iter().skip(1).fold(periods.first().copied(), |s, p| s.map(|s| s.span(p)));
            let tiling = span.map(|s| s.tiles(&periods)).unwrap_or_default();
            return Safe::terms(tiling.gaps.iter().map(ToString::to_string));
        }
        let mut names: Vec<String> = Vec::new();
        for (place, axis) in self.axes().iter().enumerate().filter(|(p, _)| !kept.contains(p)) {
            let mut present = vec![0_u64; axis.codes().len()];
            for row in self.places().filter(|r| !self.columns.state(*r).is_missing()) {
                let code = self.columns.keys.get(place).map_or(0, |k| k.at(row) as usize);
                if let Some(count) = present.get_mut(code) {
                    *count += 1;
                }
            }
            let most = present.iter().copied().max().unwrap_or(0);
            let parts = self.parts_in_effect(place);
            let short = parts.iter().filter(|p| present.get(**p as usize).copied().unwrap_or(0) < most);
            names.extend(short.filter_map(|p| axis.codes().get(*p as usize)).map(ToString::to_string));
        }
        Safe::terms(names)
    }

    /// Published totals where they are there, the parts elsewhere; a contradiction between them is said.
    #[expect(clippy::type_complexity, reason = "the groups, their axes and whether any of them comes from parts")]
    fn prefer<'a>(
        &self,
        published: Run,
        parts: Run,
        removed: &[usize],
        ledger: &mut Ledger<'a>,
        parts_ledger: &mut Ledger<'a>,
    ) -> Result<(Vec<Slot>, Vec<usize>, bool)> {
        let whole = |s: &Slot, run: &Run| s.cells >= run.expected && s.missing == 0 && !s.suppressed;
        let usable: Vec<Slot> = published.slots.iter().filter(|s| whole(s, &published)).copied().collect();
        let find = |key: u64| usable.binary_search_by_key(&key, |s| s.key).ok().and_then(|i| usable.get(i));
        let listed = parts.listed;
        let expected = parts.expected;
        let (from_parts, kept) = self.settled(parts, parts_ledger)?;
        let contradicted = from_parts.iter().any(|p| {
            let complete = p.cells >= expected && p.missing == 0 && !listed;
            let below = |t: &Slot| !published.listed && t.high != UNBOUNDED && p.low > t.high;
            find(p.key).is_some_and(|t| below(t) || (complete && p.high < t.low))
        });
        if contradicted {
            if let Some(assumption) = parts_ledger.used().iter().find(|a| !ledger.used().contains(a)) {
                let name = Safe::word(assumption.name.word());
                return Err(Error::new(codes::sem::ASSUMPTION_CONTRADICTED).with("assumption", name));
            }
            let names =
                removed.iter().filter_map(|p| self.axes().get(*p)).filter(|a| a.declared().is_some()).map(|a| a.id());
            let note = Finding::new(codes::sem::TOTAL_DIFFERS).with("axis", Safe::terms(names));
            ledger.note(note.clone());
            parts_ledger.note(note);
        }
        let lacking: Vec<Slot> = from_parts.iter().filter(|p| find(p.key).is_none()).copied().collect();
        let any = !lacking.is_empty();
        let run = Run { slots: usable, ..published };
        let (mut slots, _) = self.settled(run, if any { parts_ledger } else { ledger })?;
        slots.extend(lacking);
        slots.sort_by_key(|s| s.key);
        Ok((slots, kept, any))
    }
}

/// A decimal in units of the scale, where it is whole there.
fn mantissa(value: rust_decimal::Decimal, unit: i128) -> Option<i128> {
    let factor = 10_i128.checked_pow(value.scale())?;
    let product = value.mantissa().checked_mul(unit)?;
    (product % factor == 0).then_some(product / factor)
}

/// The name of a set of reporters: joined where that is short, else the first and how many more.
fn joined_code(codes: &[&str]) -> String {
    let joined = codes.join("+");
    match codes.first() {
        Some(first) if joined.len() > 64 => format!("{}+{}", first, codes.len() - 1),
        _ => joined,
    }
}

impl Axis {
    /// Whether a code is a group of others of a list.
    fn is_group_of(&self, code: &Arc<str>, among: &[&Arc<str>]) -> bool {
        let Some(category) = self.declared() else { return false };
        among.iter().any(|other| category.parents.get(*other) == Some(code))
    }

    /// An attribute that two reporters may record differently: of persons in both it is no longer fixed.
    fn loosened(mut self) -> Self {
        if let super::super::AxisKind::Category(category) = &mut self.kind
            && category.membership != Membership::Overlapping
        {
            category.membership = Membership::Overlapping;
        }
        self
    }
}

impl State {
    /// Whether a figure belongs there and is not there.
    fn is_missing(self) -> bool {
        matches!(self, Self::NotCollected | Self::NotDelivered)
    }
}
