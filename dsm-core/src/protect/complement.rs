use super::{
    Audit, Holdings, Label, Pattern, Rule,
    audit::{judged, series, verdict},
    gauss::completed,
    mask::{is_small, primaries},
    web::{Known, Web, too_large},
};
use crate::{
    error::{Error, Finding, Result, codes::sdc},
    table::{Cell, Figure, Table},
};
use std::{collections::BTreeSet, sync::Arc};

/// A table of which no masked cell can be computed, with what was masked and how it was found.
#[derive(Clone, Debug)]
pub struct Protected {
    /// The table with its masked cells; their figures are concealed.
    pub table: Table,
    /// What is masked.
    pub pattern: Pattern,
    /// What a reader can tell.
    pub audit: Audit,
}

/// Masks the small figures, the named cells, and as many further ones as are needed so that no masked cell can be computed from
/// what is shown, also by who holds earlier tables.
///
/// Of the cells that would help the least figure is taken, inner cells before totals; the same table gives the same pattern.
///
/// # Errors
/// `SDC-009` as [`super::mask`]; `SDC-005` with a finding for every cell that no further mask hides; `SDC-008` beyond the stated limits.
///
/// # Disclosure
/// All masks are alike. The pattern depends on masked figures, as every pattern that saves the most does: the protection is
/// against readers who know the shown cells and the rule, not against those who turn the choice of cells around.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Holdings, Rule, mask, audit, protect};
/// use dsm_core::table::{Axis, Membership, Table};
/// let table = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("APPLICATIONS"))
///     .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
///     .axis(Axis::time("TIME_PERIOD"))
///     .row(&["AFG", "2024"], "3")
///     .row(&["SYR", "2024"], "40")
///     .row(&["UKR", "2024"], "20")
///     .row(&["_T", "2024"], "63")
///     .build()?;
/// let protected = protect(&table, &Rule::default(), &[], &Holdings::none())?;
/// assert_eq!(protected.table.at(&["UKR", "2024"])?.to_string(), "*");
/// assert!(protected.audit.holds());
/// // Who holds an earlier table that showed UKR computes AFG from it: then SYR is masked instead.
/// let earlier = Holdings::of(&table.slice("CITIZENSHIP", &["UKR"])?);
/// let again = protect(&table, &Rule::default(), &[], &earlier)?;
/// assert_eq!(again.table.at(&["SYR", "2024"])?.to_string(), "*");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, complementary suppression; semantics cases 88, 101, 117.
pub fn protect(table: &Table, rule: &Rule, named: &[Vec<Arc<str>>], held: &Holdings) -> Result<Protected> {
    let first = primaries(table, rule, named)?;
    let mut search = Search::new(table, rule, &first, held)?;
    let stuck = search.complete()?;
    if !stuck.is_empty() {
        let hopeless = |node: &usize| search.web.nodes.get(*node).and_then(|n| n.place);
        let finding = |place| Finding::new(sdc::CELL_NOT_PROTECTED).at(series(table, table.key(place)));
        let findings: Vec<Finding> = stuck.iter().filter_map(hopeless).map(finding).collect();
        return Err(Error::new(sdc::NO_PATTERN).with("count", findings.len()).findings_of(findings));
    }
    search.prune()?;
    let audit = judged(table, &search.web, &search.masked, rule, held)?;
    let pattern = search.pattern();
    Ok(Protected { table: pattern.apply(table)?, pattern, audit })
}

/// The cells that would have to be masked besides those that a table masks, so that none of these can be computed: the way out.
///
/// # Errors
/// As [`protect`].
pub(super) fn missing(table: &Table, rule: &Rule, masked: &Pattern, held: &Holdings) -> Result<Vec<Finding>> {
    let mut search = Search::new(table, rule, masked, held)?;
    search.complete()?;
    search.prune()?;
    let further = |key: &&[Arc<str>]| !masked.has(key);
    let found = search.pattern();
    let keys = found.cells().filter(further);
    Ok(keys.map(|key| Finding::new(sdc::MASK_TOO).at(series(table, key.to_vec()))).collect())
}

/// At most so many cells are looked at to find out whether a mask is needed after all.
const MOST_PRUNING: usize = 1 << 20;

struct Search<'t> {
    table: &'t Table,
    rule: &'t Rule,
    web: Web,
    masked: Vec<bool>,
    primary: Vec<bool>,
    held: Vec<bool>,
}

impl<'t> Search<'t> {
    fn new(table: &'t Table, rule: &'t Rule, first: &Pattern, held: &Holdings) -> Result<Self> {
        let web = Web::of(table)?;
        let of = |place: Option<usize>| place.is_some_and(|p| first.has(&table.key(p)));
        let figure = |known: Known| matches!(known, Known::Figure(_));
        let masked: Vec<bool> = web.nodes.iter().map(|n| figure(n.known) && of(n.place)).collect();
        let held = held.nodes(table, &web);
        Ok(Self { table, rule, primary: masked.clone(), masked, held, web })
    }

    fn pattern(&self) -> Pattern {
        let chosen = self.web.nodes.iter().zip(&self.masked).filter(|(_, masked)| **masked);
        Pattern::new(chosen.filter_map(|(node, _)| node.place).map(|place| self.table.key(place)))
    }

    /// The masked cells that are hidden too little: those that can be computed, and small ones that nearly can.
    fn weak(&self) -> Result<Vec<(usize, Label)>> {
        let verdict = verdict(&self.web, &self.masked, self.rule, &self.held)?;
        let label = |node: usize| {
            let already = self.web.nodes.get(node).is_some_and(|n| n.known == Known::Masked);
            let (masked, primary) = (self.masked.get(node) == Some(&true), self.primary.get(node) == Some(&true));
            if !masked && !already {
                return None;
            }
            match verdict.of(&self.web, self.rule, node).0 {
                Label::Exact => Some((node, Label::Exact)),
                Label::Narrow if primary || already => Some((node, Label::Narrow)),
                _ => None,
            }
        };
        Ok((0..self.web.nodes.len()).filter_map(label).collect())
    }

    /// Masks further cells until none is weak, and gives the cells that can be computed still because nothing is left to mask.
    ///
    /// First what adding and subtracting tells, over all totals at once; then, where a masked cell is bounded too closely, one
    /// more cell of its total is masked, and where that one can be computed another, until none can.
    fn complete(&mut self) -> Result<BTreeSet<usize>> {
        let fixed = |n: usize| self.masked.get(n) != Some(&true) && self.is_fixed(n);
        let fixed: Vec<bool> = (0..self.web.nodes.len()).map(fixed).collect();
        let fixed: Vec<bool> = fixed.iter().zip(&self.held).map(|(fixed, held)| *fixed || *held).collect();
        self.masked = completed(&self.web, &self.masked, &fixed).ok_or_else(too_large)?;
        loop {
            let weak = self.weak()?;
            let helpers = self.helpers();
            let mut touched: BTreeSet<u32> = BTreeSet::new();
            let (mut stuck, mut chosen) = (BTreeSet::new(), Vec::new());
            for (node, label) in weak {
                let sums: Vec<u32> = self.web.of.get(node).cloned().unwrap_or_default();
                if sums.iter().any(|sum| touched.contains(sum)) {
                    continue;
                }
                match self.best(&sums, &helpers) {
                    Some(further) => {
                        chosen.push(further);
                        touched.extend(sums);
                        touched.extend(self.web.of.get(further).into_iter().flatten());
                    }
                    None if label == Label::Exact => {
                        stuck.insert(node);
                    }
                    None => {}
                }
            }
            if chosen.is_empty() {
                return Ok(stuck);
            }
            for node in chosen {
                set(&mut self.masked, node, true);
            }
        }
    }

    /// Whether a shown cell cannot be masked: a zero that the rule shows, or no exact figure.
    fn is_fixed(&self, node: usize) -> bool {
        let Some(found) = self.web.nodes.get(node) else { return false };
        let Known::Figure(value) = found.known else { return false };
        let exact = found.place.is_some_and(|p| matches!(self.table.cell(p), Cell::Figure(Figure::Exact(_))));
        !exact || (value == 0 && self.rule.shows_zeros())
    }

    /// The figure that a reader loses when a cell is masked; none where it cannot be masked, or would not help.
    fn loss(&self, node: usize) -> Option<u128> {
        let hidden = self.masked.get(node) == Some(&true) || self.held.get(node) == Some(&true);
        match self.web.nodes.get(node)?.known {
            Known::Figure(value) if !hidden && !self.is_fixed(node) => Some(value.unsigned_abs()),
            _ => None,
        }
    }

    /// For each sum the two least losses in it, and none where something in it is hidden already: then a further mask needs no
    /// other beside it there.
    fn helpers(&self) -> Vec<Option<[u128; 2]>> {
        let least = |sum: &super::web::Sum| {
            let mut least = [u128::MAX; 2];
            for node in sum.parts.iter().chain([&sum.whole]).map(|n| *n as usize) {
                let masked = self.masked.get(node) == Some(&true);
                if masked || !matches!(self.web.nodes.get(node)?.known, Known::Figure(_)) {
                    return None;
                }
                if let Some(loss) = self.loss(node) {
                    let [first, second] = least;
                    least = if loss < first { [loss, first] } else { [first, second.min(loss)] };
                }
            }
            Some(least)
        };
        self.web.sums.iter().map(least).collect()
    }

    /// The cell that costs least: inner ones before totals, with what will have to be masked beside it.
    fn best(&self, sums: &[u32], helpers: &[Option<[u128; 2]>]) -> Option<usize> {
        let mut best: Option<(u32, u128, usize)> = None;
        for sum in sums.iter().filter_map(|s| self.web.sums.get(*s as usize)) {
            for node in sum.parts.iter().chain([&sum.whole]).map(|n| *n as usize) {
                let Some(loss) = self.loss(node) else { continue };
                let others = self.web.of.get(node).into_iter().flatten().filter(|s| !sums.contains(s));
                let beside = others.filter_map(|s| helpers.get(*s as usize).copied().flatten());
                let cost = beside.fold(loss, |cost, [first, second]| {
                    cost.saturating_add(if first == loss { second } else { first })
                });
                let level = self.web.nodes.get(node).map_or(0, |n| n.level);
                let candidate = (level, cost, node);
                best = Some(best.map_or(candidate, |b| b.min(candidate)));
            }
        }
        best.map(|(_, _, node)| node)
    }

    /// Shows again what need not have been masked, the greatest figures first.
    fn prune(&mut self) -> Result<()> {
        let further = |node: &usize| self.masked.get(*node) == Some(&true) && self.primary.get(*node) != Some(&true);
        let mut further: Vec<usize> = (0..self.web.nodes.len()).filter(further).collect();
        if further.len().saturating_mul(self.web.nodes.len()) > MOST_PRUNING {
            return Ok(());
        }
        let value = |node: usize| match self.web.nodes.get(node).map(|n| n.known) {
            Some(Known::Figure(value)) => value.unsigned_abs(),
            _ => 0,
        };
        further.sort_by_key(|node| (std::cmp::Reverse(value(*node)), *node));
        // As many that can be computed, and as many that nearly can: no more of either.
        let grade = |weak: Vec<(usize, Label)>| (weak.iter().filter(|w| w.1 == Label::Exact).count(), weak.len());
        let before = grade(self.weak()?);
        for node in further {
            let small = self.web.nodes.get(node).and_then(|n| n.place);
            if small.is_some_and(|place| is_small(&self.table.cell(place), self.rule)) {
                continue;
            }
            set(&mut self.masked, node, false);
            let after = grade(self.weak()?);
            if after.0 > before.0 || after.1 > before.1 {
                set(&mut self.masked, node, true);
            }
        }
        Ok(())
    }
}

fn set(masked: &mut [bool], node: usize, value: bool) {
    if let Some(slot) = masked.get_mut(node) {
        *slot = value;
    }
}
