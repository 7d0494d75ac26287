use super::TOTAL;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A column and one that groups its codes, with what the file says of them.
pub(super) struct Pair {
    pub(super) column: usize,
    pub(super) group: usize,
    of: BTreeMap<Arc<str>, Arc<str>>,
    /// Whether a code stands beside the total.
    pub(super) of_total: bool,
}

impl Pair {
    pub(super) fn new(column: usize, group: usize) -> Self {
        Self { column, group, of: BTreeMap::new(), of_total: false }
    }

    /// Takes what a row says; false where the code has another group already. Rows of groups and totals say nothing.
    pub(super) fn take(&mut self, code: &str, group: &str) -> bool {
        self.of_total |= group == TOTAL && code != TOTAL;
        let says = group != code && !group.is_empty() && code != TOTAL && group != TOTAL;
        !says || **self.of.entry(Arc::from(code)).or_insert_with(|| Arc::from(group)) == *group
    }
}

/// A column of groups, and the group of each code or group below.
type Level = (usize, BTreeMap<Arc<str>, Arc<str>>);

/// One grouping of the codes of an axis: groups, groups of these, and so on.
#[derive(Clone)]
pub(super) struct Tree {
    /// For each level its column and the group of each code or group below.
    levels: Vec<Level>,
    groups: BTreeSet<Arc<str>>,
}

impl Tree {
    fn new(levels: Vec<Level>) -> Self {
        let groups = levels.iter().flat_map(|(_, up)| up.values().cloned()).collect();
        Self { levels, groups }
    }

    /// Whether a code is one of its groups.
    pub(super) fn has(&self, code: &str) -> bool {
        self.groups.contains(code)
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = &Arc<str>> {
        self.groups.iter()
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.levels.iter().map(|(column, _)| *column)
    }

    /// The groups above a code or group, the lowest first.
    pub(super) fn above(&self, code: &Arc<str>) -> impl Iterator<Item = Arc<str>> {
        let mut at = code;
        let mut found = Vec::new();
        for (_, up) in &self.levels {
            if let Some(group) = up.get(at) {
                found.push(group.clone());
                at = group;
            }
        }
        found.into_iter()
    }

    /// What belongs to what, from a level on.
    pub(super) fn parents(&self, from: usize) -> impl Iterator<Item = (&str, &str)> {
        let levels = self.levels.get(from..).unwrap_or_default();
        levels.iter().flat_map(|(_, up)| up.iter().map(|(code, group)| (&**code, &**group)))
    }

    /// What stands in the column of a level beside a code: its group there, or itself where it is one.
    pub(super) fn beside(&self, code: &Arc<str>, column: usize) -> Option<Arc<str>> {
        let (at, (_, up)) = self.levels.iter().enumerate().find(|(_, (of, _))| *of == column)?;
        if up.values().any(|group| group == code) {
            return Some(code.clone());
        }
        let lower = self.levels.get(..=at)?;
        let mut found = code;
        let mut known = !self.has(code);
        for (_, up) in lower {
            known |= up.contains_key(found);
            found = up.get(found).unwrap_or(found);
        }
        (known && up.values().any(|group| group == found)).then(|| found.clone())
    }
}

/// The groupings of a column: one for each way up, without what an earlier way has already.
pub(super) fn trees(column: usize, pairs: &[Pair]) -> Vec<Tree> {
    let mut ways: Vec<Vec<usize>> = Vec::new();
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    while let Some(way) = open.pop() {
        let top = way.last().and_then(|at| pairs.get(*at)).map_or(column, |pair| pair.group);
        let next = pairs.iter().enumerate().filter(|(at, pair)| pair.column == top && !way.contains(at));
        let longer: Vec<Vec<usize>> = next.map(|(at, _)| way.iter().copied().chain([at]).collect()).collect();
        if longer.is_empty() && !way.is_empty() {
            ways.push(way);
        } else {
            open.extend(longer.into_iter().rev());
        }
    }
    let mut taken = BTreeSet::new();
    let mut trees = Vec::new();
    for way in ways {
        let mut below: Option<BTreeMap<Arc<str>, Arc<str>>> = None;
        let mut levels = Vec::new();
        for pair in way.iter().filter_map(|at| pairs.get(*at)) {
            // What an earlier grouping has is gone through.
            let up = match below.take() {
                None => pair.of.clone(),
                Some(below) => below.iter().filter_map(|(c, g)| Some((c.clone(), pair.of.get(g)?.clone()))).collect(),
            };
            if taken.insert(pair.group) {
                levels.push((pair.group, up));
            } else if levels.is_empty() {
                below = Some(up);
            }
        }
        if !levels.is_empty() {
            trees.push(Tree::new(levels));
        }
    }
    trees
}

/// How many groups stand in two groupings, so that nobody can tell which is meant.
pub(super) fn doubtful(trees: &[Tree]) -> usize {
    let mut seen = BTreeSet::new();
    trees.iter().flat_map(Tree::groups).filter(|group| !seen.insert(*group)).count()
}
