use super::{
    bounds::Bounds,
    echelon::{Equation, Order, solution},
    scalar::{Fraction, GREATEST, MERSENNE, Residue, Scalar},
    web::{Known, Says, Web, too_large},
};
use crate::error::Result;

/// Unknowns with factors, and what they come to.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) terms: Equation,
    /// None where it cannot be held: it binds nothing then.
    pub(super) constant: Option<i128>,
    /// Whether they come to exactly the constant, else at most to it.
    pub(super) equal: bool,
    /// The sum that it was made of.
    pub(super) sum: u32,
}

/// What a reader of the masked table has: unknowns, and the sums that hold between them.
pub(super) struct System {
    /// For each cell its column, where the reader does not see it.
    pub(super) column: Vec<Option<u32>>,
    /// For each column what is known of it at first.
    pub(super) bounds: Vec<Bounds>,
    pub(super) rows: Vec<Row>,
    /// For each column the rows that it stands in.
    pub(super) of: Vec<Vec<u32>>,
}

impl System {
    /// The system of a web in which some cells are masked besides those that are masked already.
    pub(super) fn of(web: &Web, masked: &[bool], zeros_shown: bool) -> Self {
        let mut system = Self { column: vec![None; web.nodes.len()], bounds: vec![], rows: vec![], of: vec![] };
        let behind_mask = behind_mask(web, zeros_shown);
        for (sum, number) in web.sums.iter().zip(0_u32..) {
            let sign = if sum.says == Says::WholeAtMostParts { -1 } else { 1 };
            let (mut terms, mut constant) = (Equation::new(), Some(0_i128));
            let parts = sum.parts.iter().map(|part| (*part, sign));
            for (node, factor) in parts.chain([(sum.whole, -sign)]) {
                let Some(found) = web.nodes.get(node as usize) else { continue };
                let hidden = masked.get(node as usize) == Some(&true);
                match found.known {
                    Known::Figure(value) if !hidden => {
                        let value = if factor > 0 { value.checked_neg() } else { Some(value) };
                        constant = constant.and_then(|c| value.and_then(|v| c.checked_add(v)));
                    }
                    Known::Figure(_) | Known::Masked => terms.push((system.unknown(node, behind_mask), factor)),
                    Known::Within(low, high) => terms.push((system.unknown(node, (low, high)), factor)),
                }
            }
            if !terms.is_empty() {
                system.rows.push(Row { terms, constant, equal: sum.says == Says::Equal, sum: number });
            }
        }
        system.of = vec![Vec::new(); system.bounds.len()];
        for (row, number) in system.rows.iter().zip(0_u32..) {
            for (column, _) in &row.terms {
                if let Some(of) = system.of.get_mut(*column as usize) {
                    of.push(number);
                }
            }
        }
        system
    }

    fn unknown(&mut self, node: u32, bounds: Bounds) -> u32 {
        let next = u32::try_from(self.bounds.len()).unwrap_or(u32::MAX);
        match self.column.get_mut(node as usize) {
            Some(Some(column)) => *column,
            Some(slot) => {
                *slot = Some(next);
                self.bounds.push(bounds);
                next
            }
            None => next,
        }
    }

    /// For each column whether the equations determine it, by the rank of what they say.
    ///
    /// A column is determined where every solution of the equations without their constants has zero there. A drawn solution is
    /// looked at modulo two primes; a column that is zero under either is looked at once more in exact fractions, which may
    /// only acquit it. Where exact arithmetic does not reach, the prime's word stands.
    ///
    /// # Errors
    /// `SDC-008` where the elimination would take more memory or time than is stated.
    pub(super) fn determined(&self) -> Result<Vec<bool>> {
        let equations: Vec<Equation> = self.rows.iter().filter(|row| row.equal).map(|row| row.terms.clone()).collect();
        let columns = self.bounds.len();
        let order = Order::of(&equations, columns);
        let zero = |found: Vec<bool>, other: Vec<bool>| found.iter().zip(other).map(|(a, b)| *a || b).collect();
        let first = zeros::<Residue<MERSENNE>>(&equations, columns, &order).ok_or_else(too_large)?;
        let second = zeros::<Residue<GREATEST>>(&equations, columns, &order).ok_or_else(too_large)?;
        let either: Vec<bool> = zero(first, second);
        if !either.contains(&true) {
            return Ok(either);
        }
        Ok(match zeros::<Fraction>(&equations, columns, &order) {
            Some(exact) => either.iter().zip(exact).map(|(a, b)| *a && b).collect(),
            None => either,
        })
    }
}

/// Between what a figure lies behind a mask, as far as everybody knows.
pub(super) fn behind_mask(web: &Web, zeros_shown: bool) -> Bounds {
    match (web.signed, web.one) {
        (true, _) => (None, None),
        (false, Some(one)) if zeros_shown => (Some(one), None),
        (false, _) => (Some(0), None),
    }
}

fn zeros<S: Scalar>(equations: &[Equation], columns: usize, order: &Order) -> Option<Vec<bool>> {
    Some(solution::<S>(equations, columns, order)?.iter().map(|value| *value == S::ZERO).collect())
}
