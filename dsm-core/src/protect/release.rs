use super::{
    Holdings, Pattern, Rule, Sensitivity,
    audit::judged,
    complement::missing,
    web::{Known, Web},
};
use crate::{
    error::{Error, Result, codes::sdc},
    table::{Cell, Table},
};
use std::sync::Arc;

/// How an owner wants a release protected.
///
/// # Disclosure
/// It names cells, so it is the owner's; what others learn is which cells are masked.
///
/// # Example
/// ```
/// use dsm_core::protect::{Protection, Rule};
/// // Everything below ten is masked, with what it takes to keep it hidden, and one cell besides.
/// let protection = Protection::by(Rule::below(10)?).also(&["AFG", "2024"]);
/// assert_eq!(protection.rule().threshold(), 10);
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, "protect"; semantics cases 84, 88.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    rule: Rule,
    named: Vec<Vec<Arc<str>>>,
    sensitivity: Sensitivity,
    completed: bool,
}

impl Default for Protection {
    /// Nothing is masked that is not masked already.
    fn default() -> Self {
        Self { rule: Rule::named_only(), named: Vec::new(), sensitivity: Sensitivity::default(), completed: false }
    }
}

impl Protection {
    /// By a rule; further cells are masked as needed, so that no masked cell can be computed.
    #[must_use]
    pub fn by(rule: Rule) -> Self {
        Self { rule, named: Vec::new(), sensitivity: Sensitivity::default(), completed: true }
    }

    /// Masks a cell besides, by its key: one code for each axis.
    #[must_use]
    pub fn also<S: AsRef<str>>(mut self, key: &[S]) -> Self {
        self.named.push(key.iter().map(|code| Arc::from(code.as_ref())).collect());
        self
    }

    /// Says what makes a cell sensitive besides a small figure of its own.
    #[must_use]
    pub fn sensitive(mut self, sensitivity: Sensitivity) -> Self {
        self.sensitivity = sensitivity;
        self
    }

    /// Masks what the rule and the names say and nothing else. Where that can be computed the release is refused, with the cells
    /// that would have to be masked too.
    #[must_use]
    pub fn nothing_else(mut self) -> Self {
        self.completed = false;
        self
    }

    /// The rule.
    #[must_use]
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// What of a table is masked, so that nothing masked can be computed, also by who holds an earlier table.
    ///
    /// A cell that an earlier pattern masks stays masked, unless it is a zero now that the rule shows.
    ///
    /// # Errors
    /// `SDC-001` with a finding for every cell that can be computed (`SDC-002`) and every cell that would have to be masked too
    /// (`SDC-004`); `SDC-005`, `SDC-008` and `SDC-009` as [`super::protect`],
    /// and what [`Sensitivity::primaries`] refuses.
    pub fn pattern(&self, table: &Table, held: &Holdings, earlier: Option<&Pattern>) -> Result<Pattern> {
        let mut named = self.named.clone();
        let figure = |key: &&[Arc<str>]| {
            let cell = table.find(key).map(|place| table.cell(place));
            let exact = cell.ok().and_then(|cell| cell.figure()).and_then(|figure| figure.exact());
            exact.is_some_and(|figure| !(figure.is_zero() && self.rule.shows_zeros()))
        };
        named.extend(earlier.into_iter().flat_map(Pattern::cells).filter(figure).map(<[_]>::to_vec));
        if self.completed {
            let protected = self.sensitivity.protect(table, &self.rule, &named, held)?;
            return Ok(protected.pattern);
        }
        let pattern = self.sensitivity.primaries(table, &self.rule, &named)?;
        if pattern.is_empty() && !table.cells().any(|cell| matches!(cell, Cell::Masked(_))) {
            return Ok(pattern);
        }
        let web = Web::of(table)?;
        let masks = |place: usize| pattern.has(&table.key(place));
        let masked: Vec<bool> =
            web.nodes.iter().map(|n| matches!(n.known, Known::Figure(_)) && n.place.is_some_and(masks)).collect();
        let audit = judged(table, &web, &masked, &self.rule, held)?;
        if audit.holds() {
            return Ok(pattern);
        }
        let mut findings = audit.findings().to_vec();
        findings.extend(missing(table, &self.rule, &pattern, held)?);
        let exact = audit.count(super::Label::Exact);
        Err(Error::new(sdc::MASKS_COMPUTABLE).with("count", exact).findings_of(findings))
    }
}
