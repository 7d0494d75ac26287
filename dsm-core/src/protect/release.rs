use super::{
    Audit, Holdings, Label, Pattern, Protected, Rule, Sensitivity, Wishes,
    audit::{judged, series},
    complement::{blamed, missing},
    together::Together,
    web::{Known, Web},
};
use crate::{
    error::{Error, Finding, Result, codes::sdc},
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
    wishes: Wishes,
    open: Option<Arc<str>>,
}

/// What is masked, and what of it the owner accepted as undecided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What is masked.
    pub pattern: Pattern,
    /// How many sensitive cells are OPEN and accepted so, and why; none where all are decided.
    pub open: Option<(u64, Arc<str>)>,
}

impl Default for Protection {
    /// Nothing is masked that is not masked already.
    fn default() -> Self {
        Self::begun(Rule::named_only(), Sensitivity::default(), false)
    }
}

impl Protection {
    /// By a rule; further cells are masked as needed, so that no masked cell can be computed. Small differences of shown figures
    /// are hidden too ([`Sensitivity::differences`]), unless [`Self::sensitive`] says otherwise.
    #[must_use]
    pub fn by(rule: Rule) -> Self {
        let sensitivity = Sensitivity::threshold_alone().differences();
        Self::begun(rule, sensitivity, true)
    }

    fn begun(rule: Rule, sensitivity: Sensitivity, completed: bool) -> Self {
        Self { rule, named: Vec::new(), sensitivity, completed, wishes: Wishes::none(), open: None }
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

    /// Keeps to what the owner wishes of the masks that hide others.
    #[must_use]
    pub fn wishing(mut self, wishes: Wishes) -> Self {
        self.wishes = wishes;
        self
    }

    /// Accepts sensitive cells that are OPEN, with the reason, which is kept with the release: of these it is neither proven nor
    /// refuted that many figures are possible behind the mask.
    #[must_use]
    pub fn accepting_open(mut self, reason: &str) -> Self {
        self.open = Some(Arc::from(reason.trim())).filter(|reason: &Arc<str>| !reason.is_empty());
        self
    }

    /// Masks what is sensitive, what is named, and as much as it takes, by the wishes: as [`Sensitivity::protect`].
    ///
    /// # Errors
    /// As [`Sensitivity::protect`]; `SDC-035` where wishes leave no pattern, with the cells and the wishes; `SDC-038` and `TAB-008` for a
    /// wish about no cell.
    pub fn protect(&self, table: &Table, held: &Holdings) -> Result<Protected> {
        self.sensitivity.wished(table, &self.rule, &self.named, held, &self.wishes.found(table)?)
    }

    /// What of a table is masked: [`Self::decided`], without what was accepted.
    ///
    /// # Errors
    /// As [`Self::decided`].
    pub fn pattern(&self, table: &Table, held: &Holdings) -> Result<Pattern> {
        Ok(self.decided(table, held)?.pattern)
    }

    /// What of a table is masked, so that nothing masked can be computed, also by who holds other tables.
    ///
    /// A cell that an earlier table masked stays masked, unless it is a zero now that the rule shows.
    ///
    /// # Errors
    /// `SDC-001` with a finding for every cell that can be computed (`SDC-002`) or nearly so (`SDC-003`), every cell that would have to
    /// be masked too (`SDC-004`) and every table that tells with it (`SDC-017`); `SDC-005`, `SDC-008` and `SDC-009` as [`super::protect`],
    /// `SDC-035` and `SDC-038` as [`Self::protect`], `SDC-039` with a finding (`SDC-040`) for every sensitive cell that is OPEN where
    /// that is not accepted, and what [`Sensitivity::primaries`] refuses.
    pub fn decided(&self, table: &Table, held: &Holdings) -> Result<Decided> {
        if self.completed {
            let Protected { pattern, undecided, .. } = self.protect(table, held)?;
            return self.accepted(table, pattern, &undecided);
        }
        let together = Together::of(table, held)?;
        let primaries = self.sensitivity.primaries(table, &self.rule, &self.named)?;
        let (whole, wished) = (together.whole(&primaries, self.rule.shows_zeros()), self.wishes.found(table)?);
        wished.allows(&together, table, &whole)?;
        let pattern = together.pattern(&whole);
        if pattern.is_empty() && !table.has_masks() && !held.tables().any(Table::has_masks) {
            return self.accepted(table, pattern, &[]);
        }
        let own_masks = table.has_masks() || !pattern.is_empty();
        let judging = held.judging(&self.rule, own_masks);
        let audit = self.audited(&together, &pattern, &judging)?;
        let told = |audit: &Audit| {
            let narrow = audit.cells().iter().filter(|c| c.label() == Label::Narrow && pattern.has(c.key())).count();
            audit.told().saturating_add(narrow)
        };
        if told(&audit) == 0 {
            let open = audit.cells().iter().filter(|c| c.label() == Label::Open && pattern.has(c.key()));
            let open: Vec<Vec<Arc<str>>> = open.map(|cell| cell.key().to_vec()).collect();
            return self.accepted(table, pattern, &open);
        }
        let mut findings = audit.findings().to_vec();
        findings.extend(missing(&together, table, (&self.rule, &judging), &pattern, &wished)?);
        let is_told = |held: &Holdings| {
            let audit = Together::of(table, held)
                .and_then(|together| self.audited(&together, &pattern, &held.judging(&self.rule, own_masks)));
            audit.is_ok_and(|audit| told(&audit) > 0)
        };
        findings.extend(blamed(held, is_told));
        Err(Error::new(sdc::MASKS_COMPUTABLE).with("count", told(&audit)).findings_of(findings))
    }

    /// A pattern of which some sensitive cells are undecided, where the owner accepts that.
    fn accepted(&self, table: &Table, pattern: Pattern, undecided: &[Vec<Arc<str>>]) -> Result<Decided> {
        let open = match (&self.open, undecided.len()) {
            (_, 0) => None,
            (Some(reason), count) => Some((count as u64, reason.clone())),
            (None, count) => {
                let cell = |key: &Vec<Arc<str>>| Finding::new(sdc::CELL_OPEN).at(series(table, key.clone()));
                let error = Error::new(sdc::OPEN_NOT_ACCEPTED).with("count", count);
                return Err(error.findings_of(undecided.iter().map(cell).collect()));
            }
        };
        Ok(Decided { pattern, open })
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
