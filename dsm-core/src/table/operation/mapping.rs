use super::super::{Status, Table};
use super::{groups::missing, ledger::Ledger, nature::Nature, outcome::Cells, range::Range};
use crate::{
    error::{Error, Result, Safe, codes},
    measure::{Assume, Assumption, AssumptionName},
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, sync::Arc};

/// A code that a code becomes, with the weight of its part where it becomes several.
type Route = (Arc<str>, Option<Decimal>);
/// A code, the figure that goes there, and whether it is an estimate.
type Routed = (Arc<str>, Option<Range>, bool);

impl Table {
    /// The codes of a category under another list. Many to one is exact where units have one code each; one to many is an
    /// estimate under `split` with weights. Codes that the mapping does not name stay as they are.
    ///
    /// # Errors
    /// `SEM-051` for one to many without weights, `MEA-003` for weights that do not sum to one, `SEM-005` for changes over overlapping
    /// codes, `SEM-010` for amounts below zero over such codes, `SEM-009` for ratios, `SEM-027` where a figure is missing.
    ///
    /// Source: semantics cases 43, 70.
    pub fn crosswalk(&self, axis: &str, mapping: &BTreeMap<String, Vec<String>>, assume: &Assume) -> Result<Self> {
        self.needs_measure("crosswalk")?;
        let mut ledger = Ledger::open(assume)?;
        if self.nature() == Nature::Ratio {
            return Err(self.ratio_refusal());
        }
        let place = self.place_of(axis)?;
        let declared =
            self.axes().get(place).filter(|a| a.declared().is_some()).ok_or_else(|| self.undefined("crosswalk"))?;
        let exclusive = self.nature().exclusive(declared);
        let split =
            mapping.values().any(|to| to.len() > 1).then(|| ledger.take(AssumptionName::Split, Some(axis))).flatten();
        // Codes that a slice left out are not there under the other list either.
        let mut target = declared.with_positions(&self.codes_in_effect(place));
        let mut routes: BTreeMap<u32, Vec<Route>> = BTreeMap::new();
        for code in self.codes_in_effect(place) {
            let Some(name) = declared.codes().get(code as usize) else { continue };
            routes.insert(code, route(name, mapping.get(&**name), split.as_ref())?);
        }
        target.codes = routes.values().flatten().map(|(to, _)| to.clone()).collect();
        target.codes.sort();
        target.codes.dedup();
        let axes = self.axes().iter().map(|a| if a.id() == axis { target.clone() } else { a.clone() }).collect();
        let mut cells = Cells::new(axes);
        cells.zeros = true;
        for (outer, inner) in self.grouped(&[place]) {
            let mut sums: BTreeMap<u32, Merged> = BTreeMap::new();
            for (code, route) in &routes {
                let row = inner.get(&vec![*code]).copied();
                let status = row.map_or(Status::NORMAL, |row| self.status(row));
                for (to, range, estimated) in self.routed(row, route)? {
                    let status = status.and(if estimated { Status::ESTIMATED } else { Status::NORMAL });
                    let merged = sums.entry(target.position(&to).unwrap_or(0)).or_default();
                    merged.add(range, status, exclusive)?;
                    merged.there |= row.is_some();
                }
            }
            for (code, merged) in sums.into_iter().filter(|(_, merged)| merged.there) {
                if merged.count > 1 && !exclusive && self.nature() == Nature::Signed {
                    return Err(Error::new(codes::sem::SIGNED_OVERLAPPING).with("axis", Safe::term(axis)));
                }
                if merged.count > 1 && !exclusive && self.may_be_negative() && self.has_negative() {
                    return Err(Error::new(codes::sem::AMOUNT_MIXED));
                }
                let mut key = outer.clone();
                key.insert(place, code);
                cells.push(key, merged.range.map_or_else(missing, Range::cell), merged.status);
            }
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }

    /// Where the figure of a row goes, with its part of it.
    fn routed(&self, row: Option<usize>, route: &[Route]) -> Result<Vec<Routed>> {
        let range = row.map_or_else(|| Ok(self.absent_range()), |row| self.range(row))?;
        let weights: Option<Vec<Decimal>> = route.iter().map(|(_, w)| *w).collect();
        match (range, weights) {
            (Some(range), Some(weights)) => {
                let shares = self.shared_out(range, &weights)?;
                Ok(route.iter().zip(shares).map(|((to, _), share)| (to.clone(), Some(share), true)).collect())
            }
            (range, _) => Ok(route.iter().map(|(to, _)| (to.clone(), range, false)).collect()),
        }
    }

    /// The unknown part of a category distributed like the known parts: an estimate.
    ///
    /// # Errors
    /// `SEM-033` without `unknown-as-known`, `SEM-052` on an overlapping axis, `SEM-018` where nothing is known, `SEM-027`.
    ///
    /// Source: semantics case 71.
    pub fn spread_unknown(&self, axis: &str, assume: &Assume) -> Result<Self> {
        self.needs_measure("spread-unknown")?;
        let mut ledger = Ledger::open(assume)?;
        match self.nature() {
            Nature::Ratio => return Err(self.ratio_refusal()),
            Nature::Signed => return Err(self.undefined("spread-unknown")),
            _ => {}
        }
        ledger.need(AssumptionName::UnknownAsKnown, Some(axis))?;
        let place = self.place_of(axis)?;
        let declared = self
            .axes()
            .get(place)
            .filter(|a| self.nature().exclusive(a))
            .ok_or_else(|| self.undefined("spread-unknown"))?;
        let unknown = declared.declared().and_then(|c| c.unknown.as_deref()).unwrap_or("_U");
        let unknown = self.code_of(place, unknown)?;
        let exhaustive = declared.declared().is_some_and(|c| c.exhaustive);
        let known: Vec<u32> = self.parts_in_effect(place).into_iter().filter(|c| *c != unknown).collect();
        let kept: Vec<u32> = self.codes_in_effect(place).into_iter().filter(|c| *c != unknown).collect();
        let axes = self
            .axes()
            .iter()
            .map(|a| if a.id() == axis { declared.with_positions(&kept).exhaustive(exhaustive) } else { a.clone() })
            .collect();
        let mut cells = Cells::new(axes);
        let exact = |row: usize| {
            self.whole_range(row)?
                .and_then(|r| r.exact())
                .ok_or_else(|| Error::new(codes::sem::PARTIAL_AS_TOTAL).at(self.series(row)))
        };
        for (outer, inner) in self.grouped(&[place]) {
            let row = |code: u32| inner.get(&vec![code]).copied();
            let lost = row(unknown).map_or(Ok(Decimal::ZERO), exact)?;
            let present: Vec<(u32, usize)> = known.iter().filter_map(|c| row(*c).map(|r| (*c, r))).collect();
            let values = present.iter().map(|(_, r)| exact(*r)).collect::<Result<Vec<_>>>()?;
            let shares = if lost.is_zero() {
                vec![Range::point(Decimal::ZERO); values.len()]
            } else {
                self.shared_out(Range::point(lost), &values)?
            };
            for (code, row) in
                inner.iter().filter_map(|(k, row)| k.first().map(|c| (*c, *row))).filter(|(c, _)| *c != unknown)
            {
                let mut key = outer.clone();
                key.insert(place, u32::try_from(kept.iter().position(|k| *k == code).unwrap_or(0)).unwrap_or(0));
                let share = present.iter().position(|(c, _)| *c == code).and_then(|i| values.get(i).zip(shares.get(i)));
                match share {
                    Some((value, share)) => {
                        let sum = Range::point(*value).plus(*share)?;
                        cells.push(key, sum.cell(), self.status(row).and(Status::ESTIMATED));
                    }
                    None => cells.push(key, self.cell(row), self.status(row)),
                }
            }
        }
        self.conclude(cells, self.measure().clone(), ledger, &[])
    }
}

/// Where a code goes; parts of it with their weights where it becomes several.
fn route(code: &Arc<str>, to: Option<&Vec<String>>, split: Option<&Assumption>) -> Result<Vec<Route>> {
    match to.map(Vec::as_slice) {
        None | Some([]) => Ok(vec![(code.clone(), None)]),
        Some([one]) => Ok(vec![(Arc::from(one.as_str()), None)]),
        Some(several) => {
            let split = split.ok_or_else(|| Error::new(codes::sem::WEIGHTS_NEEDED).with("code", Safe::term(code)))?;
            let weight = |to: &String| {
                split.weights.get(format!("{code}>{to}").as_str()).copied().filter(|w| *w >= Decimal::ZERO)
            };
            let weights = several.iter().map(weight).collect::<Option<Vec<_>>>().ok_or_else(|| split.unusable())?;
            if weights.iter().sum::<Decimal>() != Decimal::ONE {
                return Err(split.unusable());
            }
            Ok(several.iter().zip(weights).map(|(to, w)| (Arc::from(to.as_str()), Some(w))).collect())
        }
    }
}

/// Figures that come under one code.
#[derive(Default)]
struct Merged {
    range: Option<Range>,
    broken: bool,
    /// Whether any of them has a cell.
    there: bool,
    count: usize,
    status: Status,
}

impl Merged {
    /// Adds a figure; where units may be in both, only the largest is sure.
    fn add(&mut self, range: Option<Range>, status: Status, exclusive: bool) -> Result<()> {
        self.status = self.status.and(status);
        self.count += 1;
        self.broken |= range.is_none();
        self.range = match (self.range, range) {
            _ if self.broken => None,
            (None, range) => range,
            (Some(a), Some(b)) if exclusive => Some(a.plus(b)?),
            (Some(a), Some(b)) => Some(Range { low: a.low.max(b.low), ..a.plus(b)? }),
            (a, None) => a,
        };
        Ok(())
    }
}
