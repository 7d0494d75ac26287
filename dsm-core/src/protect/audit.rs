use super::{
    Rule,
    bounds::Bounds,
    holdings::Holdings,
    label::{Judged, Label},
    reader::{Found, Reader},
    system::{System, behind_mask},
    together::Together,
    web::{Known, Web},
};
use crate::{
    error::{Finding, Place, Result, Safe, codes::sdc},
    table::Table,
};
use rust_decimal::Decimal;
use std::{collections::BTreeSet, sync::Arc};

/// What a reader can compute of the masked cells of a table.
///
/// # Disclosure
/// A function of the shown cells and the rule alone: two tables that show the same have the same audit. Findings hold no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    pub(super) cells: Vec<Judged>,
    pub(super) findings: Vec<Finding>,
    /// The masked cells of tables beside that can be computed with this one.
    pub(super) beside: Vec<Vec<Arc<str>>>,
}

impl Audit {
    /// The masked cells in the order of their keys.
    #[must_use]
    pub fn cells(&self) -> &[Judged] {
        &self.cells
    }

    /// Whether no masked cell can be computed, neither of the table nor with it of those beside.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.told() == 0
    }

    /// How many masked cells can be computed, those of tables beside among them.
    pub(super) fn told(&self) -> usize {
        self.count(Label::Exact).saturating_add(self.beside.len())
    }

    /// Whether a cell has a label.
    pub(super) fn is(&self, key: &[Arc<str>], label: Label) -> bool {
        let found = self.cells.binary_search_by(|cell| cell.key().cmp(key)).ok();
        found.and_then(|at| self.cells.get(at)).is_some_and(|cell| cell.label == label)
    }

    /// How many masked cells have a label.
    #[must_use]
    pub fn count(&self, label: Label) -> usize {
        self.cells.iter().filter(|cell| cell.label == label).count()
    }

    /// A finding for each cell that can be computed or nearly so, and for each total that contradicts others.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// Audits a masked table: which of its masked cells can a reader compute?
///
/// Everything that the table says is taken together, over all axes at once: totals of categories whose parts are all there are,
/// groups of hierarchies, years and their months where the figures add up over time. Parts that are not all there are, or that
/// overlap, only bound each other. Of a missing cell a reader knows nothing; of a rounded one its interval.
///
/// # Units
/// Sums that the measure does not allow (distinct persons over months, stocks over dates) are no equations.
///
/// # Errors
/// `SDC-008` for a table beyond the stated limits.
///
/// # Disclosure
/// See [`Audit`]. A figure concealed in the table is not looked at.
///
/// # Example
/// ```
/// use dsm_core::measure::{Concept, Measure};
/// use dsm_core::protect::{Label, Rule, audit};
/// use dsm_core::table::{Axis, Membership, Table};
/// let begun = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("APPLICATIONS"))
///     .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
///     .axis(Axis::time("TIME_PERIOD"));
/// let table = begun
///     .row(&["AFG", "2024"], "*")
///     .row(&["SYR", "2024"], "40")
///     .row(&["UKR", "2024"], "*")
///     .row(&["_T", "2024"], "63")
///     .build()?;
/// assert!(audit(&table, &Rule::default())?.holds());
/// // With only one cell masked the total tells it.
/// let one = table.slice("CITIZENSHIP", &["AFG", "SYR", "_T"])?;
/// assert!(audit(&one, &Rule::default())?.holds(), "what was left out may be anything");
/// # let begun = Table::builder(Measure::parse("cases:application:many", "flow")?, Concept::new("APPLICATIONS"))
/// #     .axis(Axis::category("CITIZENSHIP").membership(Membership::AtEvent).exhaustive(true))
/// #     .axis(Axis::time("TIME_PERIOD"));
/// let naive = begun.row(&["AFG", "2024"], "*").row(&["SYR", "2024"], "60").row(&["_T", "2024"], "63").build()?;
/// let told = audit(&naive, &Rule::default())?;
/// assert_eq!(told.cells()[0].label(), Label::Exact);
/// assert_eq!(told.findings()[0].rule().id(), "SDC-002");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, audit; semantics cases 83–90, 102.
pub fn audit(table: &Table, rule: &Rule) -> Result<Audit> {
    audit_beside(table, rule, &Holdings::none())
}

/// Audits a masked table against who holds other tables too: what they tell together of the masked cells of any of them.
///
/// # Errors
/// As [`audit`].
///
/// # Disclosure
/// As [`audit`]: a function of what is shown in all of them.
///
/// Source: protection, over time and readers; semantics cases 91, 101.
pub fn audit_beside(table: &Table, rule: &Rule, held: &Holdings) -> Result<Audit> {
    let together = Together::of(table, held)?;
    let web = Web::of(&together)?;
    let masked = vec![false; web.nodes.len()];
    judged(&together, &web, &masked, rule)
}

/// What can be computed of the cells that are masked, those of the tables and some more, by who holds earlier tables too.
pub(super) fn judged(together: &Together<'_>, web: &Web, masked: &[bool], rule: &Rule) -> Result<Audit> {
    let verdict = verdict(web, masked, rule, &together.held.nodes(&together.table, web))?;
    Ok(written(together, web, masked, rule, &verdict))
}

/// A verdict as it is given out: the masked cells, and the findings about them.
pub(super) fn written(together: &Together<'_>, web: &Web, masked: &[bool], rule: &Rule, verdict: &Verdict) -> Audit {
    let table = &*together.table;
    let mut audit = Audit { cells: Vec::new(), findings: Vec::new(), beside: Vec::new() };
    let decimal = |m: i128| Decimal::try_from_i128_with_scale(m, table.decimals()).ok();
    for (node, place) in web.nodes.iter().zip(0_usize..).filter_map(|(n, at)| Some((at, n.place?))) {
        let hidden = masked.get(node) == Some(&true) || web.nodes.get(node).is_some_and(|n| n.known == Known::Masked);
        let key = table.key(place);
        let shown_beside = !hidden && together.is_told(&key);
        if !hidden && !shown_beside {
            continue;
        }
        let Cell { label, bounds, seen } = match web.nodes.get(node).map(|node| node.known) {
            Some(Known::Figure(value)) if shown_beside => Cell::told(value),
            _ => verdict.of(web, rule, node),
        };
        let Some(own) = together.own(&key).map(<[_]>::to_vec) else {
            // Who holds still earlier tables had it before this one.
            if label == Label::Exact && verdict.tells_all(web, rule, node) {
                audit.findings.push(told(table, web, node, sdc::CELL_COMPUTABLE, &key));
                audit.beside.push(key);
            }
            continue;
        };
        match label {
            Label::Exact => audit.findings.push(told(table, web, node, sdc::CELL_COMPUTABLE, &key)),
            Label::Narrow => audit.findings.push(told(table, web, node, sdc::CELL_NARROW, &key)),
            Label::Open | Label::Proven => {}
        }
        let bounds = (bounds.0.and_then(decimal), bounds.1.and_then(decimal));
        let possible = seen.and_then(|(low, high)| decimal(low).zip(decimal(high)));
        audit.cells.push(Judged { key: own, label, bounds, possible });
    }
    for sum in verdict.contradicted.iter().filter_map(|sum| web.sums.get(*sum as usize)) {
        let place = web.nodes.get(sum.whole as usize).and_then(|n| n.place);
        let axis = table.axes().get(sum.axis).map_or("", |a| a.id());
        let finding = Finding::new(sdc::TOTAL_CONTRADICTED).with("axis", Safe::term(axis));
        audit.findings.push(match place {
            Some(place) => finding.at(series(table, table.key(place))),
            None => finding,
        });
    }
    audit
}

/// What a system says of the cells of a web.
pub(super) struct Verdict {
    alone: Readings,
    /// For who holds earlier tables.
    with_held: Option<Readings>,
    /// The sums that cannot hold beside the others.
    contradicted: BTreeSet<u32>,
}

/// What one reader finds.
struct Readings {
    column: Vec<Option<u32>>,
    found: Vec<Found>,
}

/// What is said of one cell.
pub(super) struct Cell {
    pub(super) label: Label,
    bounds: Bounds,
    seen: Option<(i128, i128)>,
}

impl Cell {
    /// Of one that another table shows.
    fn told(value: i128) -> Self {
        Self { label: Label::Exact, bounds: (Some(value), Some(value)), seen: Some((value, value)) }
    }
}

/// Judges the cells that are masked. `held` are the cells that an earlier table showed.
pub(super) fn verdict(web: &Web, masked: &[bool], rule: &Rule, held: &[bool]) -> Result<Verdict> {
    let range = web.range(rule);
    let readings = |masked: &[bool]| -> Result<(Readings, BTreeSet<u32>)> {
        let system = System::of(web, masked, rule.shows_zeros());
        let reader = if range == 0 { Reader::adding(&system) } else { Reader::of(&system) };
        let dead = reader.dead.iter().filter_map(|row| system.rows.get(*row as usize).map(|r| r.sum));
        let dead: BTreeSet<u32> = dead.collect();
        let found = reader.found(&system, range)?;
        Ok((Readings { found, column: system.column }, dead))
    };
    let (alone, contradicted) = readings(masked)?;
    let mut with_held = None;
    if held.contains(&true) {
        // A figure that was shown and did not change is known still.
        let shown = |(node, mask): (usize, &bool)| *mask && held.get(node) != Some(&true);
        let left: Vec<bool> = masked.iter().enumerate().map(shown).collect();
        with_held = Some(readings(&left)?.0);
    }
    Ok(Verdict { alone, with_held, contradicted })
}

impl Readings {
    fn of(&self, node: usize) -> Option<Found> {
        let column = self.column.get(node).copied().flatten()?;
        self.found.get(column as usize).copied()
    }
}

impl Verdict {
    /// Whether everybody who sees the table can compute a masked cell.
    pub(super) fn tells_all(&self, web: &Web, rule: &Rule, node: usize) -> bool {
        self.alone.of(node).is_some_and(|found| label(&found, web.range(rule)) == Label::Exact)
    }

    /// The label of a masked cell and its bounds.
    pub(super) fn of(&self, web: &Web, rule: &Rule, node: usize) -> Cell {
        let range = web.range(rule);
        let Some(found) = self.alone.of(node) else {
            // It stands in no sum: anything between its bounds can be behind it.
            let (low, high) = match web.nodes.get(node).map(|node| node.known) {
                Some(Known::Within(low, high)) => (low, high),
                _ => behind_mask(web, rule.shows_zeros()),
            };
            let least = low.unwrap_or(0);
            let seen = Some((least, high.unwrap_or_else(|| least.saturating_add(range))));
            let found = Found { certain: (low, high), seen, ..Found::default() };
            return Cell { label: label(&found, range), bounds: (low, high), seen };
        };
        let held = self.with_held.as_ref().and_then(|held| held.of(node));
        let label = held.map_or(Label::Proven, |held| label(&held, range)).min(label(&found, range));
        Cell { label, bounds: found.certain, seen: found.seen }
    }
}

fn label(found: &Found, range: i128) -> Label {
    let width = |low: i128, high: i128| high.saturating_sub(low);
    let most = found.certain.0.zip(found.certain.1).map(|(low, high)| width(low, high));
    match most {
        _ if found.determined => Label::Exact,
        // Protected against adding and subtracting alone.
        _ if range == 0 => Label::Proven,
        Some(0) => Label::Exact,
        _ if found.seen.is_some_and(|(low, high)| width(low, high) >= range) => Label::Proven,
        Some(most) if most < range => Label::Narrow,
        _ => Label::Open,
    }
}

/// The finding about a cell: the axes along which a total tells it, and the codes of the first such total.
fn told(table: &Table, web: &Web, node: usize, code: crate::error::Code, key: &[Arc<str>]) -> Finding {
    let sums = || web.of.get(node).into_iter().flatten().filter_map(|s| web.sums.get(*s as usize));
    let mut axes: Vec<&str> = Vec::new();
    for sum in sums() {
        let id = table.axes().get(sum.axis).map_or("", |a| a.id());
        if !axes.contains(&id) {
            axes.push(id);
        }
    }
    let shown = |sum: &&super::web::Sum| web.nodes.get(sum.whole as usize).is_some_and(|n| n.place.is_some());
    let whole = sums().find(shown).and_then(|sum| web.nodes.get(sum.whole as usize)?.place);
    let total = whole.map_or_else(|| key.to_vec(), |place| table.key(place));
    let finding = Finding::new(code).with("axes", Safe::terms(axes)).with("total", Safe::terms(total));
    finding.at(series(table, key.to_vec()))
}

/// The id of the time axis of figures without a time.
pub(crate) const NO_TIME: &str = "_TIME";

/// The place of a cell in findings.
pub(super) fn series(table: &Table, mut key: Vec<Arc<str>>) -> Place {
    let time = table.axes().iter().position(crate::table::Axis::is_time).filter(|at| *at < key.len());
    let timeless = time.and_then(|at| table.axes().get(at)).is_some_and(|axis| axis.id() == NO_TIME);
    let period = time.map(|at| key.remove(at)).filter(|_| !timeless);
    Place::series(table.concept().id.clone(), key, period)
}
