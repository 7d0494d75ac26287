use super::{
    Audit, Holdings, Judged, Label, Pattern, Rule, audit::series, mask::primaries, search::Search, together::Together,
    wish::Wished,
};
use crate::{
    error::{Error, Finding, Result, Safe, codes::sdc},
    table::Table,
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
    /// The sensitive cells of which it is not decided whether they are wide enough.
    pub(super) undecided: Vec<Vec<Arc<str>>>,
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
    completed(table, rule, &primaries(table, rule, named)?, held, false, &Wished::default())
}

/// Masks as many cells as are needed besides some; small differences of shown figures are hidden too where that is wanted.
pub(super) fn completed(
    table: &Table,
    rule: &Rule,
    first: &Pattern,
    held: &Holdings,
    differences: bool,
    wished: &Wished,
) -> Result<Protected> {
    let together = Together::of(table, held)?;
    let first = &together.with_small_changes(first, rule);
    let whole = together.whole(first, rule.shows_zeros());
    wished.allows(&together, table, &whole)?;
    let judging = held.judging(rule, true);
    let mut search = Search::new(&together, rule, &judging, &whole)?;
    search.wish(wished);
    if differences {
        search.hide_differences();
    }
    search.complete()?;
    let mut audit = search.settled()?;
    let proven = search.is_proven();
    let is_told = |audit: &Audit, pattern: &Pattern| {
        // What only hides what readers hold already is told to these, and cannot be otherwise.
        let told = |cell: &&Judged| match cell.label {
            Label::Exact => first.has(cell.key()) || !pattern.has(cell.key()),
            Label::Narrow => first.has(cell.key()),
            // Where figures are too great for whole tables all are open, whatever is masked; and what a move proves is safe.
            Label::Open => !proven && first.has(cell.key()) && audit.count(Label::Proven) > 0,
            Label::Proven => false,
        };
        audit.cells().iter().filter(told).map(|cell| together.extended(cell.key())).collect::<Vec<_>>()
    };
    let mut stuck = is_told(&audit, &together.pattern(&search.pattern()));
    // Moves are tried, not proven absent: where none was found all cells around are masked, wider and wider.
    for _ in 0..WIDER {
        if stuck.is_empty() && audit.beside.is_empty() {
            break;
        }
        let more = stuck.iter().chain(&audit.beside);
        if !search.widen(more) {
            break;
        }
        audit = search.judged()?;
        stuck = is_told(&audit, &together.pattern(&search.pattern()));
        if stuck.is_empty() && audit.beside.is_empty() {
            // What follows from the rest anyway is shown again, unless that tells more.
            let wide = search.masked();
            audit = search.settled()?;
            if !(is_told(&audit, &together.pattern(&search.pattern())).is_empty() && audit.beside.is_empty()) {
                search.mask_as(wide);
                audit = search.judged()?;
            }
        }
    }
    let pattern = together.pattern(&search.pattern());
    // What is undecided is the owner's to accept; see the audit.
    stuck.retain(|key| together.own(key).is_none_or(|own| !audit.is(own, Label::Open)));
    let mut findings: Vec<Finding> =
        stuck.iter().chain(&audit.beside).map(|key| hopeless(&together.table, key)).collect();
    findings.extend(search.told());
    if judging != *rule {
        // Of the own table by itself more is known.
        let alone = super::audit(&pattern.apply(table)?, rule)?;
        let exact = |cell: &&Judged| cell.label == Label::Exact && first.has(cell.key());
        findings.extend(alone.cells().iter().filter(exact).map(|cell| hopeless(table, cell.key())));
    }
    if !findings.is_empty() {
        let (count, again) = (findings.len(), |held: &Holdings, wished: &Wished| {
            completed(table, rule, first, held, differences, wished).is_err()
        });
        let wishes = wished.blamed(|wished| again(held, wished));
        if !wishes.is_empty() {
            findings.extend(wishes);
            return Err(Error::new(sdc::WISHES_INFEASIBLE).with("count", count).findings_of(findings));
        }
        findings.extend(blamed(held, |held| again(held, wished)));
        return Err(Error::new(sdc::NO_PATTERN).with("count", count).findings_of(findings));
    }
    let open = |cell: &&Judged| !proven && cell.label == Label::Open && first.has(cell.key());
    let undecided = audit.cells().iter().filter(open).map(|cell| cell.key().to_vec()).collect();
    Ok(Protected { table: pattern.apply(table)?, pattern, audit, undecided })
}

/// The tables beside without which it would not be told: those that a refusal names.
pub(super) fn blamed(held: &Holdings, is_told: impl Fn(&Holdings) -> bool) -> Vec<Finding> {
    let mut left = held.clone();
    for name in held.names() {
        let without = left.without(name);
        if without.names().next().is_some() && is_told(&without) {
            left = without;
        }
    }
    left.names().map(|name| Finding::new(sdc::TOLD_BESIDE).with("table", Safe::term(name))).collect()
}

/// How often all cells around those that are told are masked.
const WIDER: usize = 12;

fn hopeless(table: &Table, key: &[Arc<str>]) -> Finding {
    Finding::new(sdc::CELL_NOT_PROTECTED).at(series(table, key.to_vec()))
}

/// The cells that would have to be masked besides those that a table masks, so that none of these can be computed: the way out.
///
/// # Errors
/// As [`protect`].
pub(super) fn missing(
    together: &Together<'_>,
    table: &Table,
    (rule, judging): (&Rule, &Rule),
    masked: &Pattern,
    wished: &Wished,
) -> Result<Vec<Finding>> {
    let mut search = Search::new(together, rule, judging, &together.whole(masked, rule.shows_zeros()))?;
    search.wish(wished);
    search.complete()?;
    search.settled()?;
    let further = |key: &&[Arc<str>]| !masked.has(key);
    let found = together.pattern(&search.pattern());
    let keys = found.cells().filter(further);
    Ok(keys.map(|key| Finding::new(sdc::MASK_TOO).at(series(table, key.to_vec()))).collect())
}
