use super::{
    Audit, Holdings, Label, Pattern, Rule,
    audit::{series, verdict, written},
    complete::{Completion, Ground},
    difference::{difference_told, small_differences, with_rests},
    lean::lean,
    mask::primaries,
    reader::Reader,
    slots::Slots,
    system::{System, behind_mask},
    tableau::FAR,
    web::{Known, Web, too_large},
};
use crate::{
    error::{Error, Finding, Result, codes::sdc},
    table::{Cell, Figure, Table},
};
use std::sync::Arc;

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
    completed(table, rule, &primaries(table, rule, named)?, held, false)
}

/// Masks as many cells as are needed besides some; small differences of shown figures are hidden too where that is wanted.
pub(super) fn completed(
    table: &Table,
    rule: &Rule,
    first: &Pattern,
    held: &Holdings,
    differences: bool,
) -> Result<Protected> {
    let mut search = Search::new(table, rule, first, held)?;
    if differences {
        search.hide_differences(held);
    }
    search.complete()?;
    let audit = search.settled(held)?;
    let pattern = search.pattern();
    // What only hides what readers hold already is told to these, and cannot be otherwise.
    let exact =
        |cell: &&super::Judged| cell.label == Label::Exact && (first.has(cell.key()) || !pattern.has(cell.key()));
    let stuck = audit.cells().iter().filter(exact).map(|cell| hopeless(table, cell.key()));
    let stuck: Vec<Finding> = stuck.chain(search.told.clone()).collect();
    if !stuck.is_empty() {
        return Err(Error::new(sdc::NO_PATTERN).with("count", stuck.len()).findings_of(stuck));
    }
    Ok(Protected { table: pattern.apply(table)?, pattern, audit })
}

fn hopeless(table: &Table, key: &[Arc<str>]) -> Finding {
    Finding::new(sdc::CELL_NOT_PROTECTED).at(series(table, key.to_vec()))
}

/// The cells that would have to be masked besides those that a table masks, so that none of these can be computed: the way out.
///
/// # Errors
/// As [`protect`].
pub(super) fn missing(table: &Table, rule: &Rule, masked: &Pattern, held: &Holdings) -> Result<Vec<Finding>> {
    let mut search = Search::new(table, rule, masked, held)?;
    search.complete()?;
    search.settled(held)?;
    let further = |key: &&[Arc<str>]| !masked.has(key);
    let found = search.pattern();
    let keys = found.cells().filter(further);
    Ok(keys.map(|key| Finding::new(sdc::MASK_TOO).at(series(table, key.to_vec()))).collect())
}

struct Search<'t> {
    table: &'t Table,
    rule: &'t Rule,
    web: Web,
    /// What is masked now, and what is to be in any case.
    masked: Vec<bool>,
    primary: Vec<bool>,
    /// What the rule shows in any case, or what is no exact figure.
    shown: Vec<bool>,
    /// What was shown before.
    held: Vec<bool>,
    /// The small differences that are told in spite of all masks.
    told: Vec<Finding>,
}

impl<'t> Search<'t> {
    fn new(table: &'t Table, rule: &'t Rule, first: &Pattern, held: &Holdings) -> Result<Self> {
        let web = Web::of(table)?;
        let of = |place: Option<usize>| place.is_some_and(|p| first.has(&table.key(p)));
        let figure = |known: Known| matches!(known, Known::Figure(_));
        let masked: Vec<bool> = web.nodes.iter().map(|n| figure(n.known) && of(n.place)).collect();
        let held = held.nodes(table, &web);
        let shown = |node: &super::web::Node| {
            let Known::Figure(value) = node.known else { return false };
            let exact = node.place.is_some_and(|p| matches!(table.cell(p), Cell::Figure(Figure::Exact(_))));
            !exact || (value == 0 && rule.shows_zeros())
        };
        let shown = web.nodes.iter().map(shown).collect();
        Ok(Self { table, rule, primary: masked.clone(), masked, shown, held, web, told: Vec::new() })
    }

    /// Takes the small differences of shown figures for targets.
    fn hide_differences(&mut self, held: &Holdings) {
        with_rests(&mut self.web);
        self.held = held.nodes(self.table, &self.web);
        for flags in [&mut self.primary, &mut self.masked, &mut self.shown] {
            flags.resize(self.web.nodes.len(), false);
        }
        let small = small_differences(&self.web, self.rule);
        self.primary.iter_mut().zip(small).for_each(|(primary, small)| *primary |= small);
    }

    fn pattern(&self) -> Pattern {
        let chosen = self.web.nodes.iter().zip(&self.masked).filter(|(_, masked)| **masked);
        Pattern::new(chosen.filter_map(|(node, _)| node.place).map(|place| self.table.key(place)))
    }

    /// What a reader loses when a cell is masked; none where it can be neither masked nor shown.
    fn costs(&self, fixed: &[bool]) -> Vec<Option<u64>> {
        let cost = |((node, fixed), masked): ((&super::web::Node, &bool), &bool)| match node.known {
            Known::Figure(value) if !fixed && !masked => u64::try_from(value.unsigned_abs()).ok()?.checked_add(1),
            _ => None,
        };
        self.web.nodes.iter().zip(fixed).zip(&self.masked).map(cost).collect()
    }

    /// Masks further cells: first against those who hold earlier tables, then, for what these know already, against all others.
    fn complete(&mut self) -> Result<()> {
        let hidden = |n: &super::web::Node| n.known == Known::Masked;
        let known = |search: &Self, held_is_known: bool| -> Vec<bool> {
            let cells = search.shown.iter().zip(&search.held).zip(&search.masked);
            cells.map(|((shown, held), masked)| (*held && (held_is_known || !masked)) || (!masked && *shown)).collect()
        };
        let wanted = self.web.nodes.iter().zip(&self.primary).zip(&self.held);
        let (mut new, mut old) = (Vec::new(), Vec::new());
        for ((node, primary), held) in wanted {
            new.push((*primary || hidden(node)) && !held);
            old.push(*primary && *held);
        }
        for (target, held_is_known) in [(new, true), (old, false)] {
            if target.contains(&true) {
                let fixed = known(self, held_is_known);
                self.protect(&target, &fixed)?;
            }
        }
        Ok(())
    }

    /// Masks as much as it takes for some targets: first against adding and subtracting, over all totals at once, then against
    /// bounds.
    fn protect(&mut self, target: &[bool], fixed: &[bool]) -> Result<()> {
        let costs = self.costs(fixed);
        self.masked = lean(&self.web, target, &self.masked, fixed, &costs).ok_or_else(too_large)?;
        let range = self.web.range(self.rule);
        let Some((ground, range)) = self.ground().zip(i64::try_from(range).ok().filter(|range| *range > 0)) else {
            return Ok(());
        };
        let unseen = |node: &super::web::Node| !matches!(node.known, Known::Figure(_));
        let hidden: Vec<bool> =
            self.web.nodes.iter().zip(&self.masked).map(|(n, masked)| *masked || unseen(n)).collect();
        let targets: Vec<u32> = target.iter().zip(0_u32..).filter(|(t, _)| **t).map(|(_, node)| node).collect();
        let mut completion = Completion::new(&self.web, &hidden, fixed, &costs, ground, range);
        completion.complete(&targets);
        completion.prune(&targets);
        for ((slot, fixed), (node, number)) in self.masked.iter_mut().zip(fixed).zip(self.web.nodes.iter().zip(0_u32..))
        {
            if matches!(node.known, Known::Figure(_)) && !fixed {
                *slot = completion.is_masked(number);
            }
        }
        Ok(())
    }

    /// What stands behind every cell, and between which bounds it would lie behind a mask. Where figures are masked already, or
    /// totals are not in the table, some whole table that agrees with it is taken.
    fn ground(&self) -> Option<Ground> {
        let system = System::of(&self.web, &[], self.rule.shows_zeros());
        let reader = Reader::of(&system);
        let stand = if system.bounds.is_empty() { None } else { Some(reader.stand()?) };
        let (below, above) = behind_mask(&self.web, self.rule.shows_zeros());
        let number = |bound: Option<i128>, open: i64| bound.map_or(Some(open), |b| i64::try_from(b).ok());
        let (mut at, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
        for (node, number_of) in self.web.nodes.iter().zip(0_usize..) {
            let column = system.column.get(number_of).copied().flatten();
            let (value, bounds) = match (node.known, column) {
                (Known::Figure(value), _) => {
                    (i64::try_from(value).ok().filter(|v| v.abs() < FAR >> 4)?, (below, above))
                }
                (_, None) => (0, (Some(0), Some(0))),
                (Known::Masked, Some(column)) => (stand?.at(column), (below, above)),
                (Known::Within(low, high), Some(column)) => (stand?.at(column), (low, high)),
            };
            at.push(value);
            low.push(number(bounds.0, -FAR)?);
            high.push(number(bounds.1, FAR)?);
        }
        Some(Ground { at: Slots::new(at), low: Slots::new(low), high: Slots::new(high) })
    }

    /// Shows again what follows from the rest anyway, and audits what is left.
    fn settled(&mut self, held: &Holdings) -> Result<Audit> {
        let verdict = verdict(&self.web, &self.masked, self.rule, &held.nodes(self.table, &self.web))?;
        for (node, (slot, primary)) in self.masked.iter_mut().zip(&self.primary).enumerate() {
            if *slot && !primary && verdict.tells_all(&self.web, self.rule, node) {
                *slot = false;
            }
        }
        let difference =
            |node: &usize| self.web.nodes.get(*node).is_some_and(|node| matches!(node.known, Known::Within(..)));
        let targets = self.primary.iter().enumerate().filter(|(_, primary)| **primary).map(|(node, _)| node);
        let told = |node: &usize| verdict.tells_all(&self.web, self.rule, *node);
        self.told =
            targets.filter(difference).filter(told).map(|node| difference_told(self.table, &self.web, node)).collect();
        Ok(written(self.table, &self.web, &self.masked, self.rule, &verdict))
    }
}
