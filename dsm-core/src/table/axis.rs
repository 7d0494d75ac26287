use crate::{measure::Membership, time::Time};
use std::{collections::BTreeMap, sync::Arc};

/// An axis of a table: its id, its kind, and the codes that stand in the table, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    pub(super) id: Arc<str>,
    pub(super) kind: AxisKind,
    pub(super) codes: Vec<Arc<str>>,
    pub(super) times: Vec<Time>,
}

/// What an axis is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AxisKind {
    /// Categories of the counted units.
    Category(Category),
    /// Periods of a flow or moments of a stock.
    Time,
    /// The reporting countries.
    Reporter,
}

/// What is declared about a category.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Category {
    /// How units fall into the codes.
    pub membership: Membership,
    /// Whether the codes, totals aside, are all there are.
    pub exhaustive: bool,
    /// The codes that are totals of the axis, the preferred one first.
    pub totals: Vec<Arc<str>>,
    /// The group that a code belongs to.
    pub parents: BTreeMap<Arc<str>, Arc<str>>,
    /// Whether the axis is the direction of a move (entry, exit).
    pub direction: bool,
    /// The code of the unknown part.
    pub unknown: Option<Arc<str>>,
}

impl Axis {
    /// A category axis, overlapping and not exhaustive until declared otherwise, with `_T` as its total and `_U` as unknown.
    #[must_use]
    pub fn category(id: &str) -> Self {
        let category = Category {
            membership: Membership::Overlapping,
            exhaustive: false,
            totals: vec![Arc::from("_T")],
            parents: BTreeMap::new(),
            direction: false,
            unknown: Some(Arc::from("_U")),
        };
        Self { id: Arc::from(id), kind: AxisKind::Category(category), codes: Vec::new(), times: Vec::new() }
    }

    /// The time axis: periods for flows, moments for stocks.
    #[must_use]
    pub fn time(id: &str) -> Self {
        Self { id: Arc::from(id), kind: AxisKind::Time, codes: Vec::new(), times: Vec::new() }
    }

    /// The axis of reporting countries.
    #[must_use]
    pub fn reporter(id: &str) -> Self {
        Self { id: Arc::from(id), kind: AxisKind::Reporter, codes: Vec::new(), times: Vec::new() }
    }

    /// Declares how units fall into the codes. No effect on time and reporters.
    #[must_use]
    pub fn membership(self, membership: Membership) -> Self {
        self.declare(|c| c.membership = membership)
    }

    /// Declares the codes, totals aside, to be all there are.
    #[must_use]
    pub fn exhaustive(self, exhaustive: bool) -> Self {
        self.declare(|c| c.exhaustive = exhaustive)
    }

    /// Declares which codes are totals of the axis, the preferred one first.
    #[must_use]
    pub fn totals(self, codes: &[&str]) -> Self {
        self.declare(|c| c.totals = codes.iter().map(|c| Arc::from(*c)).collect())
    }

    /// Declares that a code belongs to a group.
    #[must_use]
    pub fn parent(self, code: &str, group: &str) -> Self {
        self.declare(|c| {
            c.parents.insert(Arc::from(code), Arc::from(group));
        })
    }

    /// Declares the axis to be the direction of a move.
    #[must_use]
    pub fn direction(self, direction: bool) -> Self {
        self.declare(|c| c.direction = direction)
    }

    /// Declares which code is the unknown part.
    #[must_use]
    pub fn unknown(self, code: &str) -> Self {
        self.declare(|c| c.unknown = Some(Arc::from(code)))
    }

    fn declare(mut self, change: impl FnOnce(&mut Category)) -> Self {
        if let AxisKind::Category(category) = &mut self.kind {
            change(category);
        }
        self
    }

    /// The id, such as `SEX`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the axis is.
    #[must_use]
    pub fn kind(&self) -> &AxisKind {
        &self.kind
    }

    /// What is declared about it, where it is a category.
    #[must_use]
    pub fn declared(&self) -> Option<&Category> {
        match &self.kind {
            AxisKind::Category(category) => Some(category),
            _ => None,
        }
    }

    /// Whether it is the time axis.
    #[must_use]
    pub fn is_time(&self) -> bool {
        matches!(self.kind, AxisKind::Time)
    }

    /// Whether it is the axis of reporters.
    #[must_use]
    pub fn is_reporter(&self) -> bool {
        matches!(self.kind, AxisKind::Reporter)
    }

    /// The codes that stand in the table, in order: categories by text, times by time.
    #[must_use]
    pub fn codes(&self) -> &[Arc<str>] {
        &self.codes
    }

    /// The periods or moments of the time axis, in the order of its codes.
    #[must_use]
    pub fn times(&self) -> &[Time] {
        &self.times
    }

    /// The place of a code in the axis.
    #[must_use]
    pub fn position(&self, code: &str) -> Option<u32> {
        let found = if self.is_time() {
            self.codes.iter().position(|c| **c == *code)
        } else {
            self.codes.binary_search_by(|c| (**c).cmp(code)).ok()
        };
        found.and_then(|p| u32::try_from(p).ok())
    }

    /// Whether a code is a declared total of the axis.
    #[must_use]
    pub fn is_total(&self, code: &str) -> bool {
        self.declared().is_some_and(|c| c.totals.iter().any(|t| **t == *code))
    }

    /// Whether a code is a group of other codes that stand in the table.
    #[must_use]
    pub fn is_group(&self, code: &str) -> bool {
        let Some(category) = self.declared() else { return false };
        let here = |child: &Arc<str>| self.position(child).is_some();
        category.parents.iter().any(|(child, group)| **group == *code && here(child))
    }
}
