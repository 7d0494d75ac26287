use crate::error::{Error, Result, Safe, codes};
use rust_decimal::Decimal;

/// No figure of statistics has more signs; nothing longer is looked at.
pub(super) const LONGEST: usize = 64;

/// Reads a figure exactly as it stands: digits, at most one point with digits on both sides, a minus sign before a negative one.
///
/// No plus sign, no blank, no grouping, no exponent, no infinity: what is written otherwise has to be translated by a rule that
/// somebody stated. Decimal places that are written are kept (`1.10` stays at two places). A figure that could only be held
/// rounded is refused.
///
/// # Errors
/// `SRC-001` where it is not written like that; `SRC-002` where it is longer than 64 signs; `SRC-003` where it does not fit
/// exactly (28 or 29 digits).
///
/// ```
/// use dsm_core::source::figure;
/// assert_eq!(figure("-12.50")?.to_string(), "-12.50");
/// for text in ["+5", "1_000", "1e3", "NaN", "1,5", " 7", ".5", ""] {
///     assert_eq!(figure(text).unwrap_err().code().id(), "SRC-001");
/// }
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
pub fn figure(text: &str) -> Result<Decimal> {
    if text.len() > LONGEST {
        return Err(Error::new(codes::src::FIGURE_TOO_LONG).with("limit", Safe::from(LONGEST)));
    }
    let plain = text.strip_prefix('-').unwrap_or(text);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, places) = plain.split_once('.').unwrap_or((plain, "0"));
    if !digits(whole) || !digits(places) {
        return Err(Error::new(codes::src::FIGURE_UNREADABLE));
    }
    let mut figure = Decimal::from_str_exact(text).map_err(|_| Error::new(codes::src::FIGURE_NOT_EXACT))?;
    if figure.is_zero() {
        figure.set_sign_positive(true);
    }
    Ok(figure)
}
