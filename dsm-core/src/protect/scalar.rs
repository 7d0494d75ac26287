use std::ops::Neg;

/// Numbers that a system of sums can be solved in. None where the result cannot be held.
pub(super) trait Scalar: Copy + PartialEq + Neg<Output = Self> {
    const ZERO: Self;
    const ONE: Self;
    /// A number that a column is given by its place: never zero, and unlike that of others.
    fn drawn(place: usize) -> Self;
    fn plus(self, other: Self) -> Option<Self>;
    fn times(self, other: Self) -> Option<Self>;
    /// Divided by what is not zero.
    fn over(self, other: Self) -> Option<Self>;
}

/// The prime 2^61 − 1.
pub(super) const MERSENNE: u64 = (1 << 61) - 1;
/// The greatest prime below 2^64.
pub(super) const GREATEST: u64 = u64::MAX - 58;

/// A residue modulo a prime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Residue<const PRIME: u64>(u64);

impl<const PRIME: u64> Residue<PRIME> {
    fn reduced(wide: u128) -> Self {
        Self(u64::try_from(wide % u128::from(PRIME)).unwrap_or(0))
    }

    fn product(self, other: Self) -> Self {
        Self::reduced(u128::from(self.0) * u128::from(other.0))
    }
}

impl<const PRIME: u64> Neg for Residue<PRIME> {
    type Output = Self;

    fn neg(self) -> Self {
        if self.0 == 0 { self } else { Self(PRIME - self.0) }
    }
}

impl<const PRIME: u64> Scalar for Residue<PRIME> {
    const ZERO: Self = Self(0);
    const ONE: Self = Self(1);

    fn drawn(place: usize) -> Self {
        Self::reduced(u128::from(mixed(place as u64)) % u128::from(PRIME - 1) + 1)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let (sum, over) = self.0.overflowing_add(other.0);
        Some(if over || sum >= PRIME { Self(sum.wrapping_sub(PRIME)) } else { Self(sum) })
    }

    fn times(self, other: Self) -> Option<Self> {
        // Nearly every factor is one or minus one.
        Some(match (self.0, other.0) {
            (1, _) => other,
            (_, 1) => self,
            _ => self.product(other),
        })
    }

    fn over(self, other: Self) -> Option<Self> {
        // By Fermat: the inverse is the power of two less than the prime.
        let (mut inverse, mut base, mut power) = (Self::ONE, other, PRIME - 2);
        while power > 0 {
            if power & 1 == 1 {
                inverse = inverse.product(base);
            }
            base = base.product(base);
            power >>= 1;
        }
        Some(self.product(inverse))
    }
}

/// A fraction in lowest terms with a positive denominator: exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fraction(i128, i128);

impl Fraction {
    fn lowest(over: i128, under: i128) -> Option<Self> {
        let shared = divisor(over.unsigned_abs(), under.unsigned_abs());
        let shared = i128::try_from(shared).ok().filter(|d| *d > 0)?;
        let (over, under) = (over.checked_div(shared)?, under.checked_div(shared)?);
        if under < 0 { Some(Self(over.checked_neg()?, under.checked_neg()?)) } else { Some(Self(over, under)) }
    }
}

impl Neg for Fraction {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg(), self.1)
    }
}

impl Scalar for Fraction {
    const ZERO: Self = Self(0, 1);
    const ONE: Self = Self(1, 1);

    fn drawn(place: usize) -> Self {
        Self(i128::from(mixed(place as u64) >> 24) + 1, 1)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let over = self.0.checked_mul(other.1)?.checked_add(other.0.checked_mul(self.1)?)?;
        Self::lowest(over, self.1.checked_mul(other.1)?)
    }

    fn times(self, other: Self) -> Option<Self> {
        Self::lowest(self.0.checked_mul(other.0)?, self.1.checked_mul(other.1)?)
    }

    fn over(self, other: Self) -> Option<Self> {
        Self::lowest(self.0.checked_mul(other.1)?, self.1.checked_mul(other.0)?)
    }
}

/// The greatest common divisor.
fn divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// A number whose bits follow from the place and look like drawn ones (splitmix64).
fn mixed(place: u64) -> u64 {
    let mut bits = place.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
