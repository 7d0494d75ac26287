use super::web::{Known, Node};

/// What a reader loses with a cell, about; none where it is no figure. Figures of the same five leading bits cost the same, so that
/// the choice of masks says little of what is behind them.
pub(super) fn cost(node: &Node) -> Option<u64> {
    match node.known {
        Known::Figure(value) => {
            let cost = u64::try_from(value.unsigned_abs()).ok()?.checked_add(1)?;
            let rest = 64_u32.saturating_sub(cost.leading_zeros()).saturating_sub(5);
            Some(cost >> rest << rest)
        }
        _ => None,
    }
}

/// What the owner would rather have masked than anything else; empty where there is no such wish.
#[derive(Default)]
pub(super) struct Preferred(Vec<bool>);

impl Preferred {
    pub(super) fn of(nodes: Vec<bool>) -> Self {
        Self(nodes)
    }

    /// What a reader loses with a cell, and less than with any other where the owner would rather have it masked.
    pub(super) fn price(&self, (number, node): (usize, &Node)) -> Option<u64> {
        match self.0.get(number) {
            None if self.0.is_empty() => cost(node),
            Some(true) => cost(node).map(|_| 1),
            _ => cost(node).map(|cost| cost.saturating_add(1)),
        }
    }
}
