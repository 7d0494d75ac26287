//! Formulas that officials type where a number is asked for.

use rust_decimal::Decimal;

/// How deep brackets may stand in brackets.
const DEPTH: u8 = 32;

/// Whether a number is what a formula of numbers alone comes to; none where the formula names cells or functions: what it came to when the
/// file was saved is not known.
pub(super) fn comes_to(formula: &str, shown: Decimal) -> Option<bool> {
    let mut reader = Reader { rest: formula, depth: 0 };
    let own = reader.sum().filter(|_| reader.rest.trim().is_empty())?;
    // Programs reckon in binary and keep fifteen digits.
    let near = own.abs().max(Decimal::ONE).checked_mul(Decimal::new(1, 12))?;
    Some(own.checked_sub(shown)?.abs() <= near)
}

struct Reader<'a> {
    rest: &'a str,
    depth: u8,
}

impl Reader<'_> {
    /// Takes a sign, if it is the next.
    fn take(&mut self, signs: [char; 2]) -> Option<char> {
        let rest = self.rest.trim_start();
        let sign = rest.chars().next().filter(|sign| signs.contains(sign))?;
        self.rest = rest.strip_prefix(sign).unwrap_or_default();
        Some(sign)
    }

    fn sum(&mut self) -> Option<Decimal> {
        let mut sum = self.product()?;
        while let Some(sign) = self.take(['+', '-']) {
            let next = self.product()?;
            sum = if sign == '+' { sum.checked_add(next) } else { sum.checked_sub(next) }?;
        }
        Some(sum)
    }

    fn product(&mut self) -> Option<Decimal> {
        let mut product = self.signed()?;
        while let Some(sign) = self.take(['*', '/']) {
            let next = self.signed()?;
            product = if sign == '*' { product.checked_mul(next) } else { product.checked_div(next) }?;
        }
        Some(product)
    }

    fn signed(&mut self) -> Option<Decimal> {
        let mut negative = false;
        while let Some(sign) = self.take(['+', '-']) {
            negative ^= sign == '-';
        }
        let mut one = self.one()?;
        while self.take(['%', '%']).is_some() {
            one = one.checked_div(Decimal::ONE_HUNDRED)?;
        }
        Some(if negative { -one } else { one })
    }

    fn one(&mut self) -> Option<Decimal> {
        if self.take(['(', '(']).is_some() {
            self.depth = self.depth.checked_add(1).filter(|depth| *depth <= DEPTH)?;
            let inner = self.sum()?;
            self.depth = self.depth.saturating_sub(1);
            return self.take([')', ')']).map(|_| inner);
        }
        let rest = self.rest.trim_start();
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(rest.len());
        let (number, rest) = rest.split_at_checked(end)?;
        self.rest = rest;
        Decimal::from_str_exact(number).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::comes_to;
    use rust_decimal::Decimal;

    #[test]
    fn numbers_are_reckoned_again_and_cells_are_not_known() {
        let of = |formula: &str, shown: &str| comes_to(formula, shown.parse::<Decimal>().unwrap());
        for (formula, shown) in [
            ("3+4", "7"),
            ("(3+4)*2", "14"),
            (" 10 / 3 ", "3.33333333333333"),
            ("-2--3", "1"),
            ("50%*8", "4"),
            ("1.5", "1.5"),
        ] {
            assert_eq!(of(formula, shown), Some(true), "{formula}");
            assert_eq!(of(formula, "8"), Some(false), "{formula}");
        }
        for formula in ["", "A1", "3+A1", "SUM(3,4)", "1/0", "2^3", "(3", "3)", "1E5", "$3", &"(".repeat(400)] {
            assert_eq!(of(formula, "7"), None, "{formula}");
        }
    }
}
