use super::{
    Audit, Holdings, Pattern, Rule, Sensitivity,
    audit::judged,
    complement::{blamed, missing},
    together::Together,
    web::{Known, Web},
};
use crate::{
    error::{Error, Result, codes::sdc},
    table::Table,
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
    /// By a rule; further cells are masked as needed, so that no masked cell can be computed. Small differences of shown figures
    /// are hidden too ([`Sensitivity::differences`]), unless [`Self::sensitive`] says otherwise.
    #[must_use]
    pub fn by(rule: Rule) -> Self {
        let sensitivity = Sensitivity::threshold_alone().differences();
        Self { rule, named: Vec::new(), sensitivity, completed: true }
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

    /// What of a table is masked, so that nothing masked can be computed, also by who holds other tables.
    ///
    /// A cell that an earlier table masked stays masked, unless it is a zero now that the rule shows.
    ///
    /// # Errors
    /// `SDC-001` with a finding for every cell that can be computed (`SDC-002`) or nearly so (`SDC-003`), every cell that would have to
    /// be masked too (`SDC-004`) and every table that tells with it (`SDC-017`); `SDC-005`, `SDC-008` and `SDC-009` as [`super::protect`], and
    /// what [`Sensitivity::primaries`] refuses.
    pub fn pattern(&self, table: &Table, held: &Holdings) -> Result<Pattern> {
        if self.completed {
            return Ok(self.sensitivity.protect(table, &self.rule, &self.named, held)?.pattern);
        }
        let together = Together::of(table, held)?;
        let pattern =
            together.whole(&self.sensitivity.primaries(table, &self.rule, &self.named)?, self.rule.shows_zeros());
        let pattern = together.pattern(&pattern);
        if pattern.is_empty() && !table.has_masks() && !held.tables().any(Table::has_masks) {
            return Ok(pattern);
        }
        let own_masks = table.has_masks() || !pattern.is_empty();
        let judging = held.judging(&self.rule, own_masks);
        let audit = self.audited(&together, &pattern, &judging)?;
        if audit.holds() {
            return Ok(pattern);
        }
        let mut findings = audit.findings().to_vec();
        findings.extend(missing(&together, table, (&self.rule, &judging), &pattern)?);
        let is_told = |held: &Holdings| {
            let audit = Together::of(table, held)
                .and_then(|together| self.audited(&together, &pattern, &held.judging(&self.rule, own_masks)));
            audit.is_ok_and(|audit| !audit.holds())
        };
        findings.extend(blamed(held, is_told));
        Err(Error::new(sdc::MASKS_COMPUTABLE).with("count", audit.told()).findings_of(findings))
    }

    /// What can be computed of a table when a pattern masks it.
    fn audited(&self, together: &Together<'_>, pattern: &Pattern, judging: &Rule) -> Result<Audit> {
        let web = Web::of(together)?;
        let whole = together.whole(pattern, self.rule.shows_zeros());
        let masks = |place: usize| whole.has(&together.table.key(place));
        let figure = |known: Known| matches!(known, Known::Figure(_));
        let masked: Vec<bool> = web.nodes.iter().map(|n| figure(n.known) && n.place.is_some_and(masks)).collect();
        judged(together, &web, &masked, judging)
    }
}
