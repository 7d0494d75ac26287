use super::{
    Audit, Pattern, Rule,
    audit::{Verdict, verdict, written},
    complete::{Completion, Ground},
    cost::{Preferred, cost},
    difference::{difference_told, small_differences, with_rests},
    lean::lean,
    reader::Reader,
    slots::Slots,
    system::{System, behind_mask},
    tableau::FAR,
    together::Together,
    web::{Known, Web, too_large},
    wish::Wished,
};
use crate::{
    error::{Finding, Result},
    table::{Cell, Figure},
};
use std::sync::Arc;

/// Tables of less than this many cells are tried more than once, the smaller the more often.
const TRIED: usize = 30_000;
/// No table is tried more often.
const ATTEMPTS: usize = 24;

/// The search for what is masked besides.
pub(super) struct Search<'t> {
    together: &'t Together<'t>,
    /// The rule that a reader knows.
    rule: &'t Rule,
    web: Web,
    /// What is masked now, and what is to be in any case.
    masked: Vec<bool>,
    primary: Vec<bool>,
    /// What the rule shows in any case, or what is no exact figure.
    shown: Vec<bool>,
    /// What was shown before.
    held: Vec<bool>,
    /// What the owner would rather have masked; empty where there is no such wish.
    preferred: Preferred,
    /// The small differences that are told in spite of all masks.
    told: Vec<Finding>,
    /// Whether for every target a move was found that proves it wide enough.
    proven: bool,
}

impl<'t> Search<'t> {
    pub(super) fn new(together: &'t Together<'t>, owner: &Rule, rule: &'t Rule, first: &Pattern) -> Result<Self> {
        let table = &*together.table;
        let web = Web::of(together)?;
        let of = |place: Option<usize>| place.is_some_and(|p| first.has(&table.key(p)));
        let figure = |known: Known| matches!(known, Known::Figure(_));
        let masked: Vec<bool> = web.nodes.iter().map(|n| figure(n.known) && of(n.place)).collect();
        let held = together.held.nodes(table, &web);
        let shown = |node: &super::web::Node| {
            let Known::Figure(value) = node.known else { return false };
            let exact = node.place.is_some_and(|p| matches!(table.cell(p), Cell::Figure(Figure::Exact(_))));
            !exact || (value == 0 && owner.shows_zeros())
        };
        let shown = web.nodes.iter().map(shown).collect();
        let (primary, preferred, told) = (masked.clone(), Preferred::default(), Vec::new());
        Ok(Self { together, rule, primary, masked, shown, held, preferred, web, told, proven: false })
    }

    /// Takes what the owner wishes into account.
    pub(super) fn wish(&mut self, wished: &Wished) {
        let own = |place: Option<usize>| place.map(|place| self.together.table.key(place));
        let own = |place| own(place).and_then(|key| self.together.own(&key).map(<[_]>::to_vec));
        let keys: Vec<_> = self.web.nodes.iter().map(|node| own(node.place)).collect();
        for ((slot, key), masked) in self.shown.iter_mut().zip(&keys).zip(&self.masked) {
            *slot |= !masked && key.as_ref().is_some_and(|key| wished.keeps(key));
        }
        if wished.prefers_any() {
            let preferred = keys.iter().map(|key| key.as_ref().is_some_and(|key| wished.prefers(key)));
            self.preferred = Preferred::of(preferred.collect());
        }
    }

    /// Takes the small differences of shown figures for targets.
    pub(super) fn hide_differences(&mut self) {
        with_rests(&mut self.web);
        self.held = self.together.held.nodes(&self.together.table, &self.web);
        for flags in [&mut self.primary, &mut self.masked, &mut self.shown] {
            flags.resize(self.web.nodes.len(), false);
        }
        // What the tables beside tell by themselves is told in any case.
        let own = |node: &super::web::Node| {
            let key = node.place.map(|place| self.together.table.key(place));
            key.is_some_and(|key| self.together.own(&key).is_some())
        };
        let free = self.web.nodes.iter().zip(&self.held).map(|(node, held)| !held && own(node)).collect::<Vec<_>>();
        let told = small_differences(&self.web, self.rule, &free);
        let small = small_differences(&self.web, self.rule, &[]);
        let small = small.into_iter().zip(told).map(|(small, told)| small && !told);
        self.primary.iter_mut().zip(small).for_each(|(primary, small)| *primary |= small);
    }

    /// The small differences that are told in spite of all masks.
    pub(super) fn told(&self) -> Vec<Finding> {
        self.told.clone()
    }

    pub(super) fn pattern(&self) -> Pattern {
        let chosen = self.web.nodes.iter().zip(&self.masked).filter(|(_, masked)| **masked);
        Pattern::new(chosen.filter_map(|(node, _)| node.place).map(|place| self.together.table.key(place)))
    }

    /// What a reader loses when a cell is masked; none where it can be neither masked nor shown.
    fn costs(&self, fixed: &[bool]) -> Vec<Option<u64>> {
        let open = |((node, fixed), masked): (((usize, &super::web::Node), &bool), &bool)| {
            if *fixed || *masked { None } else { self.preferred.price(node) }
        };
        self.web.nodes.iter().enumerate().zip(fixed).zip(&self.masked).map(open).collect()
    }

    /// Masks further cells: first against those who hold earlier tables, then, for what these know already, against all others.
    ///
    /// Small tables are tried several times, and the least loss is taken.
    pub(super) fn complete(&mut self) -> Result<()> {
        let hidden = |n: &super::web::Node| n.known == Known::Masked;
        let wanted = self.web.nodes.iter().zip(&self.primary).zip(&self.held);
        let (mut new, mut old) = (Vec::new(), Vec::new());
        for ((node, primary), held) in wanted {
            new.push((*primary || hidden(node)) && !held);
            old.push(*primary && *held);
        }
        let first = self.masked.clone();
        let mut best: Option<((usize, u64), Vec<bool>)> = None;
        let bounded = self.web.range(self.rule) > 0 && self.ground().is_some();
        let attempts =
            if self.rule.range() == 0 { 1 } else { (TRIED / self.web.nodes.len().max(1)).clamp(1, ATTEMPTS) };
        for attempt in 0..attempts as u64 {
            self.masked.clone_from(&first);
            let mut left = 0;
            for (target, held_is_known) in [(&new, true), (&old, false)] {
                if target.contains(&true) {
                    let fixed = self.known(held_is_known);
                    left += self.protect(target, &fixed, attempt)?;
                }
            }
            let score = (left, self.lost());
            if best.as_ref().is_none_or(|(least, _)| score < *least) {
                best = Some((score, self.masked.clone()));
            }
        }
        if let Some(((left, _), masked)) = best {
            self.masked = masked;
            self.proven = bounded && left == 0;
        }
        Ok(())
    }

    /// What is known in any case, to who holds earlier tables or to everybody.
    fn known(&self, held_is_known: bool) -> Vec<bool> {
        let cells = self.shown.iter().zip(&self.held).zip(&self.masked);
        cells.map(|((shown, held), masked)| (*held && (held_is_known || !masked)) || (!masked && *shown)).collect()
    }

    /// What readers lose by the masks that no rule asks for.
    fn lost(&self) -> u64 {
        let further = self.web.nodes.iter().enumerate().zip(&self.masked).zip(&self.primary);
        let further = further.filter(|((_, masked), primary)| **masked && !**primary);
        let further = further.map(|((node, _), _)| self.preferred.price(node));
        further.flatten().fold(0, u64::saturating_add)
    }

    /// Masks all that may be masked in the sums of some cells; false where nothing is left to mask.
    pub(super) fn widen<'k>(&mut self, keys: impl Iterator<Item = &'k Vec<Arc<str>>>) -> bool {
        self.proven = false;
        let table = &self.together.table;
        let nodes: Vec<usize> = keys.filter_map(|key| table.find(key).ok()).collect();
        let sums = nodes.iter().flat_map(|node| self.web.of.get(*node).into_iter().flatten());
        let cells = sums.filter_map(|sum| self.web.sums.get(*sum as usize));
        let cells: Vec<u32> = cells.flat_map(|sum| sum.parts.iter().copied().chain([sum.whole])).collect();
        let fixed = self.known(true);
        let mask = |node: usize, masked: &mut [bool]| {
            let figure = self.web.nodes.get(node).is_some_and(|node| cost(node).is_some() && node.place.is_some());
            let slot = masked.get_mut(node).filter(|slot| !**slot && figure && fixed.get(node) == Some(&false));
            slot.map(|slot| *slot = true).is_some()
        };
        let mut count = cells.iter().filter(|node| mask(**node as usize, &mut self.masked)).count();
        if count == 0 {
            // Nothing is left beside them: whatever there is.
            count = (0..self.web.nodes.len()).filter(|node| mask(*node, &mut self.masked)).count();
        }
        count > 0
    }

    /// Masks as much as it takes for some targets: first against adding and subtracting, over all totals at once, then against
    /// bounds. For how many nothing was found?
    fn protect(&mut self, target: &[bool], fixed: &[bool], attempt: u64) -> Result<usize> {
        let costs = self.costs(fixed);
        let range = self.web.range(self.rule);
        let bounded = self.ground().zip(i64::try_from(range).ok().filter(|range| *range > 0));
        // What is as wide as the range does not follow either: every other attempt goes without this step.
        if bounded.is_none() || attempt.is_multiple_of(2) {
            self.masked = lean(&self.web, target, &self.masked, fixed, &costs).ok_or_else(too_large)?;
        }
        let Some((ground, range)) = bounded else { return Ok(0) };
        let unseen = |node: &super::web::Node| !matches!(node.known, Known::Figure(_));
        let hidden: Vec<bool> =
            self.web.nodes.iter().zip(&self.masked).map(|(n, masked)| *masked || unseen(n)).collect();
        let targets: Vec<u32> = target.iter().zip(0_u32..).filter(|(t, _)| **t).map(|(_, node)| node).collect();
        let mut completion = Completion::new(&self.web, &hidden, fixed, &costs, ground, (range, attempt));
        let left = completion.complete(&targets);
        completion.prune(&targets);
        for ((slot, fixed), (node, number)) in self.masked.iter_mut().zip(fixed).zip(self.web.nodes.iter().zip(0_u32..))
        {
            if matches!(node.known, Known::Figure(_)) && !fixed {
                *slot = completion.is_masked(number);
            }
        }
        Ok(left)
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

    /// Whether every target was proven wide enough by a move from what stands behind the cells. A reader who does not know this
    /// may leave it open; further masks would not change what is true.
    pub(super) fn is_proven(&self) -> bool {
        self.proven
    }

    /// What is masked, to be taken back with [`Self::mask_as`].
    pub(super) fn masked(&self) -> Vec<bool> {
        self.masked.clone()
    }

    /// Masks as it was masked before.
    pub(super) fn mask_as(&mut self, masked: Vec<bool>) {
        self.masked = masked;
    }

    /// Audits what is masked.
    pub(super) fn judged(&mut self) -> Result<Audit> {
        let found = verdict(&self.web, &self.masked, self.rule, &self.held)?;
        Ok(self.written(&found))
    }

    /// Shows again what follows from the rest anyway, and audits what is left.
    pub(super) fn settled(&mut self) -> Result<Audit> {
        if self.proven {
            // What is masked besides changes in the move of some target: nothing of it follows.
            return self.judged();
        }
        let mut found = verdict(&self.web, &self.masked, self.rule, &self.held)?;
        let mut again = false;
        for (node, (slot, primary)) in self.masked.iter_mut().zip(&self.primary).enumerate() {
            if *slot && !primary && found.tells_all(&self.web, self.rule, node) {
                (*slot, again) = (false, true);
            }
        }
        if again {
            // A reader sees these now, and may go other ways.
            found = verdict(&self.web, &self.masked, self.rule, &self.held)?;
        }
        Ok(self.written(&found))
    }

    fn written(&mut self, found: &Verdict) -> Audit {
        let difference =
            |node: &usize| self.web.nodes.get(*node).is_some_and(|node| matches!(node.known, Known::Within(..)));
        let targets = self.primary.iter().enumerate().filter(|(_, primary)| **primary).map(|(node, _)| node);
        let told = targets.filter(difference).filter(|node| found.tells_all(&self.web, self.rule, *node));
        self.told = told.map(|node| difference_told(&self.together.table, &self.web, node)).collect();
        written(self.together, &self.web, &self.masked, self.rule, found)
    }
}
