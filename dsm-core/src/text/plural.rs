use super::Lang;
use rust_decimal::Decimal;

/// The form of a word beside a number (CLDR plural categories).
///
/// English has `One` and `Other`; Russian has `One` (1, 21), `Few` (2–4, 22), `Many` (0, 5–20) and `Other` (fractions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Plural {
    /// 1 person; 21 лицо.
    One,
    /// 2 лица.
    Few,
    /// 5 лиц.
    Many,
    /// 2 persons; 1,5 лица.
    Other,
}

impl Plural {
    /// The form beside a whole number.
    #[must_use]
    pub fn of_count(count: u64, lang: Lang) -> Self {
        match lang {
            Lang::En if count == 1 => Self::One,
            Lang::En => Self::Other,
            Lang::Ru => match (count % 10, count % 100) {
                (1, tens) if tens != 11 => Self::One,
                (2..=4, tens) if !(12..=14).contains(&tens) => Self::Few,
                _ => Self::Many,
            },
        }
    }

    /// The form beside a decimal: one with digits after the mark is a fraction, even `1.0`. The sign does not matter.
    #[must_use]
    pub fn of_number(number: Decimal, lang: Lang) -> Self {
        if number.scale() > 0 {
            return Self::Other;
        }
        let size = number.mantissa().unsigned_abs();
        // Only the last two digits and "exactly one" matter, so a large number is replaced by a small one like it.
        let like = if size < 1000 { size } else { 1000 + size % 100 };
        u64::try_from(like).map_or(Self::Other, |count| Self::of_count(count, lang))
    }
}
