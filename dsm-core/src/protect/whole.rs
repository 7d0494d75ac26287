use super::web::{Known, Says, Sum, Web};
use std::collections::HashMap;

impl Web {
    /// Takes parts that come to their whole for all there are, also where only other sums tell the whole: a reader will try that.
    ///
    /// `truth` is what stands behind masks, where the owner knows; `adds` says over which axes parts are added.
    pub(super) fn take_for_all(&mut self, truth: &HashMap<u32, i128>, adds: impl Fn(usize) -> bool) {
        let open = |sum: &Sum| sum.says == Says::PartsAtMostWhole && adds(sum.axis);
        if !self.sums.iter().any(open) {
            return;
        }
        let known = |(node, number): (&super::web::Node, u32)| match node.known {
            Known::Figure(figure) => Some(figure),
            _ => truth.get(&number).copied(),
        };
        let mut figures: Vec<Option<i128>> = self.nodes.iter().zip(0_u32..).map(known).collect();
        loop {
            self.follow(&mut figures);
            let mut more = false;
            for sum in self.sums.iter_mut().filter(|sum| open(sum)) {
                let figure = |node: u32| figures.get(node as usize).copied().flatten();
                let parts = sum.parts.iter().try_fold(0_i128, |parts, part| parts.checked_add(figure(*part)?));
                if parts.is_some() && parts == figure(sum.whole) {
                    (sum.says, more) = (Says::Equal, true);
                }
            }
            if !more {
                return;
            }
        }
    }

    /// Computes what follows from the equations in which one figure alone is not known.
    fn follow(&self, figures: &mut [Option<i128>]) {
        loop {
            let mut more = false;
            for sum in self.sums.iter().filter(|sum| sum.says == Says::Equal) {
                let figure = |node: u32| figures.get(node as usize).copied().flatten();
                let cells = sum.parts.iter().copied().chain([sum.whole]);
                let mut missing = cells.filter(|node| figure(*node).is_none());
                let (Some(node), None) = (missing.next(), missing.next()) else { continue };
                let mut parts = sum.parts.iter().filter(|part| **part != node);
                let parts = parts.try_fold(0_i128, |parts, part| parts.checked_add(figure(*part)?));
                let found = match figure(sum.whole) {
                    None => parts,
                    Some(whole) => parts.and_then(|parts| whole.checked_sub(parts)),
                };
                if let Some(slot) = figures.get_mut(node as usize).filter(|_| found.is_some()) {
                    (*slot, more) = (found, true);
                }
            }
            if !more {
                return;
            }
        }
    }
}
