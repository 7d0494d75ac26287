use super::{
    field::Field,
    form::Row,
    moves::{Finder, LONG, Sought, USUAL},
    slots::{Lists, Slots},
    tableau::FAR,
    web::{Says, Web},
};

/// Masks further cells so that every target is as wide as the protection range, and shows again what this does not need.
///
/// A target is wide enough where a move leads from the table to another that agrees with all that is shown and differs there by
/// the range. Of the moves that are found the one is taken that masks the least.
///
/// Source: protection, singleton and bound logic; semantics cases 88, 117.
pub(super) struct Completion<'w> {
    field: Field,
    at: Slots<i64>,
    /// It knows what it costs to use a column: nothing where it is not shown, none where it must be shown.
    finder: Finder,
    cost: &'w [Option<u64>],
    patience: usize,
    /// For each target the columns of its move, and for each column the targets that use it.
    proof: Lists<u32>,
    users: Lists<u32>,
}

/// What stands behind the cells, and how far each may move.
pub(super) struct Ground {
    pub(super) at: Slots<i64>,
    pub(super) low: Slots<i64>,
    pub(super) high: Slots<i64>,
}

/// How often a move is tried where nothing needs to be masked for it, where something does, and where a mask may go for it.
const FREE: usize = 4;
const PRICED: usize = 100;
/// Where so many tries find none at a price, none is sought at it, in tables of more cells than this.
const PATIENCE: usize = 40;
const LARGE: usize = 30_000;
const INSTEAD: usize = 40;
/// From which cost on others are masked instead, and how often a move is tried for that.
const DEAR: u64 = 64;
const TRADED: usize = 24;
/// From half of which cost on longer moves are tried, and how often.
const DEAREST: u64 = 512;
const LONG_TRADED: usize = 300;

impl<'w> Completion<'w> {
    /// `hidden` are the cells that are not shown, `cost` what it costs to mask one, `fixed` what is known in any case.
    pub(super) fn new(
        web: &Web,
        hidden: &[bool],
        fixed: &[bool],
        cost: &'w [Option<u64>],
        ground: Ground,
        (range, attempt): (i64, u64),
    ) -> Self {
        let Ground { mut at, mut low, mut high } = ground;
        let is = |flags: &[bool], node: u32| flags.get(node as usize) == Some(&true);
        let mut rows: Vec<Row> = Vec::with_capacity(web.sums.len());
        for sum in &web.sums {
            let sign = if sum.says == Says::WholeAtMostParts { -1 } else { 1 };
            let terms = sum.parts.iter().map(|part| (*part, sign)).chain([(sum.whole, -sign)]);
            let mut row: Row = terms.clone().filter(|(node, _)| !is(fixed, *node)).collect();
            if row.is_empty() {
                continue;
            }
            if sum.says != Says::Equal {
                let room: i64 = terms.map(|(node, factor)| -factor * at.at(node)).sum();
                row.push((u32::try_from(at.values().len()).unwrap_or(u32::MAX), 1));
                at.push(room);
                low.push(0);
                high.push(FAR);
            }
            rows.push(row);
        }
        let price = |column: u32| match cost.get(column as usize) {
            None => Some(0),
            Some(_) if is(hidden, column) => Some(0),
            Some(cost) => cost.map(|cost| cost.max(1)),
        };
        let columns = at.values().len();
        let field = Field::new(&rows.iter().collect::<Vec<_>>(), low, high);
        let mut finder = Finder::new(&field, &at, range, attempt);
        at.numbers().for_each(|column| finder.cost(column, price(column)));
        let patience = if web.nodes.len() > LARGE { PATIENCE } else { usize::MAX };
        Self { field, at, finder, cost, patience, proof: Lists::empty(columns), users: Lists::empty(columns) }
    }

    /// The cheapest of the moves that are found: what it costs, and its columns.
    fn cheapest(&mut self, column: u32, tries: usize, most: u64) -> Option<(u64, Vec<u32>)> {
        let mut best: Option<(u64, Vec<u32>)> = None;
        for number in 0..tries {
            if number >= self.patience && best.is_none() {
                return None;
            }
            for (way, both) in [(1, false), (-1, false), (1, true)] {
                if !self.finder.find(&self.field, &self.at, Sought { column, way, both, most }) {
                    continue;
                }
                let columns: Vec<u32> = self.finder.changes().map(|(column, _)| column).collect();
                let total: u64 = columns.iter().filter_map(|column| self.finder.price(*column)).sum();
                if best.as_ref().is_none_or(|(least, _)| total < *least) {
                    best = Some((total, columns));
                }
                if total == 0 {
                    return best;
                }
            }
        }
        best
    }

    /// Masks what the targets need; those for which nothing was found are left as they are: how many.
    pub(super) fn complete(&mut self, targets: &[u32]) -> usize {
        let mut left = 0_usize;
        let mut weak = Vec::new();
        for target in targets {
            match self.cheapest(*target, FREE, 0) {
                Some((_, columns)) => self.proof.put(*target, columns),
                None => weak.push(*target),
            }
        }
        let dearest = self.at.numbers().filter_map(|column| self.finder.price(column)).max().unwrap_or(0);
        for target in weak {
            let mut found = self.cheapest(target, FREE, 0);
            for length in [USUAL, LONG] {
                self.finder.length = length;
                let mut most = 4_u64;
                while found.is_none() && most < dearest.saturating_mul(2) {
                    found = self.cheapest(target, PRICED, most);
                    most = most.saturating_mul(2);
                }
            }
            self.finder.length = USUAL;
            let Some((_, columns)) = found else {
                left = left.saturating_add(1);
                continue;
            };
            columns.iter().for_each(|column| self.finder.cost(*column, Some(0)));
            self.proof.put(target, columns);
        }
        left
    }

    /// Shows again what no target needs, the dearest first.
    pub(super) fn prune(&mut self, targets: &[u32]) {
        for target in targets {
            for column in self.proof.of(*target).to_vec() {
                self.users.push(column, *target);
            }
        }
        let is_target: std::collections::BTreeSet<u32> = targets.iter().copied().collect();
        let cost = |column: u32| self.cost.get(column as usize).copied().flatten();
        let further = |column: &u32| {
            self.finder.price(*column) == Some(0) && cost(*column).is_some() && !is_target.contains(column)
        };
        let mut further: Vec<u32> = self.at.numbers().filter(further).collect();
        further.sort_by_key(|column| (std::cmp::Reverse(cost(*column)), *column));
        let mut instead = Vec::new();
        for column in further.iter().copied() {
            self.finder.cost(column, None);
            let mut users = self.users.of(column).to_vec();
            users.sort_unstable();
            users.dedup();
            users.retain(|target| self.proof.of(*target).contains(&column));
            let mut other = Vec::with_capacity(users.len());
            for target in &users {
                let Some((_, columns)) = self.cheapest(*target, INSTEAD, 0) else { break };
                other.push(columns);
            }
            if other.len() < users.len() {
                let Some((paid, columns)) = self.cheaper(column, &users) else {
                    self.finder.cost(column, Some(0));
                    continue;
                };
                instead.extend(paid);
                other = columns;
            }
            self.show_again(column);
            for (target, columns) in users.into_iter().zip(other) {
                columns.iter().for_each(|column| self.users.push(*column, target));
                self.proof.put(target, columns);
            }
        }
        // A target that goes another way now leaves what was kept for it.
        let used: std::collections::BTreeSet<u32> =
            targets.iter().flat_map(|target| self.proof.of(*target)).copied().collect();
        for column in further.into_iter().chain(instead).filter(|column| !used.contains(column)) {
            self.show_again(column);
        }
    }

    /// The cheapest of the moves that are found with more patience and of more columns, where a column is that dear.
    fn at_length(&mut self, column: u32, dear: bool, most: u64) -> Option<(u64, Vec<u32>)> {
        if !dear {
            return self.cheapest(column, TRADED, most);
        }
        let patience = std::mem::replace(&mut self.patience, usize::MAX);
        self.finder.length = LONG;
        let found = self.cheapest(column, LONG_TRADED, most);
        self.finder.length = USUAL;
        self.patience = patience;
        found
    }

    /// In tables that are tried once: moves for all who use a dear column that mask other ones for less than half of what it costs.
    /// These are masked then; else nothing is.
    fn cheaper(&mut self, column: u32, users: &[u32]) -> Option<(Vec<u32>, Vec<Vec<u32>>)> {
        let budget = self.cost.get(column as usize).copied().flatten().filter(|cost| *cost >= DEAR)? / 2;
        if self.patience == usize::MAX {
            return None;
        }
        let dear = budget >= DEAREST;
        let (mut spent, mut paid, mut all) = (0_u64, Vec::new(), Vec::with_capacity(users.len()));
        for target in users {
            let found = self.at_length(*target, dear, (budget - spent) / 2);
            let found = found.filter(|(total, _)| spent.saturating_add(*total) <= budget);
            let Some((total, columns)) = found else {
                for (column, price) in paid {
                    self.finder.cost(column, Some(price));
                }
                return None;
            };
            spent += total;
            for column in &columns {
                if let Some(price) = self.finder.price(*column).filter(|price| *price > 0) {
                    paid.push((*column, price));
                    self.finder.cost(*column, Some(0));
                }
            }
            all.push(columns);
        }
        Some((paid.into_iter().map(|(column, _)| column).collect(), all))
    }

    /// A column costs again what showing it is worth.
    fn show_again(&mut self, column: u32) {
        let cost = self.cost.get(column as usize).copied().flatten();
        self.finder.cost(column, cost.map(|cost| cost.max(1)));
    }

    /// Whether a column is masked now.
    pub(super) fn is_masked(&self, column: u32) -> bool {
        self.finder.price(column) == Some(0)
    }
}
