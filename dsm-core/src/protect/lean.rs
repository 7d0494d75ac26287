use super::{
    form::{Form, Row, factor},
    web::{Known, Says, Web},
};

/// Cells that cost more than this are looked at first where cheaper ones do not suffice.
const CHEAP: u64 = 256;

/// Which cells to mask besides those that are so that no target follows from the shown cells by adding and subtracting.
///
/// All cells of little cost are taken as masked first, as many as it takes; then, the dearest first, each is shown again unless a
/// target would follow. That gives what visiting all cells of the table in this order gives, without the dear ones.
///
/// `cost` is none for what can be neither masked nor shown. None where numbers or rows grow beyond bounds.
///
/// Source: the order of visits after Langsrud, Secondary Cell Suppression by Gaussian Elimination (2024), doi
/// 10.1007/978-3-031-69651-0_6.
pub(super) fn lean(
    web: &Web,
    target: &[bool],
    masked: &[bool],
    fixed: &[bool],
    cost: &[Option<u64>],
) -> Option<Vec<bool>> {
    let most = cost.iter().flatten().copied().max().unwrap_or(0);
    let mut masked = masked.to_vec();
    let (mut reach, mut first) = (16_u64, true);
    loop {
        let unknown = |node: usize| {
            if fixed.get(node) == Some(&true) {
                return false;
            }
            let hidden = masked.get(node) == Some(&true) || is_hidden(web, node);
            hidden || cost.get(node).copied().flatten().is_some_and(|cost| cost <= reach)
        };
        let unknown: Vec<bool> = (0..web.nodes.len()).map(unknown).collect();
        let mut held = Held::of(web, &unknown, target)?;
        let told = held.told();
        if first && told && reach < CHEAP.min(most) {
            reach = reach.saturating_mul(2);
            continue;
        }
        first = false;
        let last = !told || reach >= most;
        let price = |node: u32| cost.get(node as usize).copied().flatten();
        let open = |column: &u32| {
            let node = held.node(*column);
            target.get(node as usize) != Some(&true) && price(node).is_some_and(|cost| last || cost > CHEAP)
        };
        let count = u32::try_from(held.nodes.len()).ok()?;
        let mut order: Vec<u32> = (0..count).filter(open).collect();
        order.sort_by_key(|column| (std::cmp::Reverse(price(held.node(*column))), held.node(*column)));
        for column in order {
            let shown = held.show(column)?;
            if let Some(slot) = masked.get_mut(held.node(column) as usize) {
                *slot = !shown;
            }
        }
        if last {
            return Some(masked);
        }
        reach = reach.saturating_mul(4);
    }
}

/// Whether a reader does not see a cell anyway.
fn is_hidden(web: &Web, node: usize) -> bool {
    web.nodes.get(node).is_some_and(|node| !matches!(node.known, Known::Figure(_)))
}

/// The cells that are not shown, and the sums between them.
struct Held {
    form: Form,
    nodes: Vec<u32>,
    target: Vec<bool>,
}

impl Held {
    fn of(web: &Web, unknown: &[bool], target: &[bool]) -> Option<Self> {
        let mut columns: Vec<Option<u32>> = vec![None; unknown.len()];
        let mut nodes = Vec::new();
        for ((node, slot), _) in (0_u32..).zip(&mut columns).zip(unknown).filter(|(_, unknown)| **unknown) {
            *slot = u32::try_from(nodes.len()).ok();
            nodes.push(node);
        }
        let column = |node: u32| columns.get(node as usize).copied().flatten();
        let mut rows: Vec<(Row, i64)> = Vec::new();
        for sum in web.sums.iter().filter(|sum| sum.says == Says::Equal) {
            let parts = sum.parts.iter().filter_map(|part| Some((column(*part)?, 1)));
            let row: Row = parts.chain(column(sum.whole).map(|whole| (whole, -1))).collect();
            if !row.is_empty() {
                rows.push((row, 0));
            }
        }
        let (form, _) = Form::of(&rows, nodes.len())?;
        let target = nodes.iter().map(|node| target.get(*node as usize) == Some(&true)).collect();
        Some(Self { form, nodes, target })
    }

    fn node(&self, column: u32) -> u32 {
        self.nodes.get(column as usize).copied().unwrap_or(u32::MAX)
    }

    fn is_target(&self, column: u32) -> bool {
        self.target.get(column as usize) == Some(&true)
    }

    /// Whether a target follows.
    fn told(&self) -> bool {
        self.target.iter().zip(0_u32..).any(|(target, column)| *target && self.form.is_determined(column))
    }

    /// Shows a cell unless a target follows from it.
    fn show(&mut self, column: u32) -> Option<bool> {
        if self.tells(column) {
            return Some(false);
        }
        self.form.drop(column)?;
        Some(true)
    }

    /// Whether a target follows when a cell is shown: one that is a multiple of it.
    fn tells(&self, column: u32) -> bool {
        let lead_is_target = |row: u32| self.form.lead(row).is_some_and(|(lead, _)| self.is_target(lead));
        let Some(number) = self.form.row_of(column) else {
            let alone = |row: u32| matches!(self.form.row(row), [(only, _)] if *only == column);
            return self.form.rows_with(column).iter().any(|row| alone(*row) && lead_is_target(*row));
        };
        let row = self.form.row(number);
        let rarest = |(column, _): &&(u32, i64)| self.form.rows_with(*column).len();
        let Some((shared, own)) = row.iter().min_by_key(rarest) else { return false };
        if row.len() == 1 && self.is_target(*shared) {
            return true;
        }
        let multiple = |other: u32| {
            let theirs = self.form.row(other);
            let times = factor(theirs, *shared);
            theirs.len() == row.len()
                && row.iter().zip(theirs).all(|((a, f), (b, g))| a == b && f.checked_mul(times) == g.checked_mul(*own))
        };
        let others = self.form.rows_with(*shared).iter().filter(|other| **other != number);
        others.copied().any(|other| lead_is_target(other) && multiple(other))
    }
}
