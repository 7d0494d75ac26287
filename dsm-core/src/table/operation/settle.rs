use super::super::{Absent, Status, Table, columns::State};
use super::{
    ledger::Ledger,
    plan::{gap, overlapping_pair},
    reduce::{Slot, UNBOUNDED},
    sum::Run,
};
use crate::{
    error::{Error, Finding, Result, Safe, codes},
    measure::AssumptionName,
};

impl Table {
    /// Missing cells, absent keys and listed parts: what they make of the groups.
    pub(super) fn settled(&self, run: Run, ledger: &mut Ledger<'_>) -> Result<(Vec<Slot>, Vec<usize>)> {
        let signed = self.may_be_negative();
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
                (0, ..) | (_, Absent::Zero, None) => {}
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
                slot.status |= Status::PARTIAL.bits();
            }
            missing_cells += if zero { 0 } else { missing };
        }
        if missing_cells > 0 || (gaps && !slots.is_empty()) {
            let missing = self.missing_names(&run.kept, gaps);
            ledger.note(Finding::new(codes::sem::PARTIAL).with("missing", missing));
        }
        Ok((slots, run.kept))
    }

    /// Whether a group of which no cell is there is surely zero.
    pub(super) fn leaves_zeros_out(&self, run: &Run) -> bool {
        let nothing = self.about.making.absent().is_none_or(|(_, high)| high.is_zero());
        self.about.absent == Absent::Zero && nothing && !run.listed && !self.gap_in_time(&run.kept)
    }

    /// Whether the periods that are summed leave gaps.
    fn gap_in_time(&self, kept: &[usize]) -> bool {
        let Some((place, _)) = self.time_axis() else { return false };
        if kept.contains(&place) {
            return false;
        }
        let periods = self.periods_in_effect(place);
        overlapping_pair(&periods).is_none() && gap(&periods).is_some()
    }

    /// The codes behind missing cells, or the gaps between periods.
    pub(super) fn missing_names(&self, kept: &[usize], gaps: bool) -> Safe {
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
    pub(super) fn prefer<'a>(
        &self,
        published: Run,
        parts: Run,
        removed: &[usize],
        ledger: &mut Ledger<'a>,
        parts_ledger: &mut Ledger<'a>,
    ) -> Result<(Vec<Slot>, Vec<usize>, bool)> {
        let zeros = self.leaves_zeros_out(&published);
        let whole = |s: &Slot, run: &Run| (zeros || s.cells >= run.expected) && s.missing == 0 && !s.suppressed;
        let usable: Vec<Slot> = published.slots.iter().filter(|s| whole(s, &published)).copied().collect();
        let find = |key: u64| usable.binary_search_by_key(&key, |s| s.key).ok().and_then(|i| usable.get(i));
        let listed = parts.listed;
        let expected = parts.expected;
        let unneeded = parts.slots.iter().all(|p| find(p.key).is_some()) && usable.len() == published.slots.len();
        let kept = parts.kept.clone();
        let from_parts = match self.settled(parts, parts_ledger) {
            Ok((slots, _)) => slots,
            // What the parts lack does not matter where every total is published.
            Err(_) if unneeded => Vec::new(),
            Err(error) => return Err(error),
        };
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
        // A total that is published in part only still says more than nothing, where no part is there.
        let with_parts = |key: u64| from_parts.binary_search_by_key(&key, |p| p.key).is_ok();
        let totals = |s: &&Slot| whole(s, &published) || !with_parts(s.key);
        let totals: Vec<Slot> = published.slots.iter().filter(totals).copied().collect();
        let run = Run { slots: totals, ..published };
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

impl State {
    /// Whether a figure belongs there and is not there.
    fn is_missing(self) -> bool {
        matches!(self, Self::NotCollected | Self::NotDelivered)
    }
}
