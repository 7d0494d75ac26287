use super::Numbers;
use crate::{
    error::{Error, Result, Safe, codes::src},
    source::figure::{LONGEST, figure},
};
use rust_decimal::Decimal;

impl Numbers {
    /// Reads a figure that is written like this, exactly.
    ///
    /// Groups have three digits and one sign between them, or there are none; a figure in groups does not begin with a zero.
    /// Scientific notation (`5e+05`) is read as it stands, since statistical packages write large round figures so;
    /// [`is_scientific`] tells which they are, because what wrote them may have rounded.
    ///
    /// # Errors
    /// `SRC-001` where it is not written like that; `SRC-002` where it is longer than 64 letters and signs; `SRC-003` where it does not fit
    /// exactly.
    pub fn figure(self, text: &str) -> Result<Decimal> {
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return figure(text);
        }
        if text.chars().take(LONGEST + 1).count() > LONGEST {
            return Err(Error::new(src::FIGURE_TOO_LONG).with("limit", Safe::from(LONGEST)));
        }
        if let Some((mantissa, power)) = scientific(text) {
            return raised(figure(&self.plain(mantissa, false)?)?, power);
        }
        figure(&self.plain(text, true)?)
    }

    /// Whether a text is written like this, whether or not it fits.
    pub(super) fn reads(self, text: &str) -> bool {
        let (mantissa, grouped) = scientific(text).map_or((text, true), |(mantissa, _)| (mantissa, false));
        self.plain(mantissa, grouped).is_ok()
    }

    /// The same figure with a point and without groups.
    fn plain(self, text: &str, grouped: bool) -> Result<String> {
        let unreadable = || Error::new(src::FIGURE_UNREADABLE);
        let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (whole, places) = text.split_once(self.mark()).map_or((text, None), |(whole, rest)| (whole, Some(rest)));
        let between = whole.chars().find(|c| self.groups().contains(c));
        let mut out = String::from(sign);
        match between {
            Some(between) if grouped => {
                for (at, group) in whole.split(between).enumerate() {
                    let well = if at == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
                    if !well || !digits(group) || (at == 0 && group.starts_with('0')) {
                        return Err(unreadable());
                    }
                    out.push_str(group);
                }
            }
            None if digits(whole) => out.push_str(whole),
            _ => return Err(unreadable()),
        }
        if let Some(places) = places {
            if !digits(places) {
                return Err(unreadable());
            }
            out.push('.');
            out.push_str(places);
        }
        Ok(out)
    }
}

/// Whether a figure is written in scientific notation: `5e+05`, `1.5E7`.
///
/// Deserves a finding where it is read (`SRC-033`): the program that wrote it may have rounded.
#[must_use]
pub fn is_scientific(text: &str) -> bool {
    let Some((mantissa, _)) = scientific(text) else { return false };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let mut parts = mantissa.splitn(2, ['.', ',']);
    parts.all(digits)
}

/// The parts before and after the letter e, where the second is a power of ten of at most three digits.
fn scientific(text: &str) -> Option<(&str, i32)> {
    let (mantissa, power) = text.split_once(['e', 'E'])?;
    let plain = power.strip_prefix(['+', '-']).unwrap_or(power);
    if !digits(plain) || plain.len() > 3 {
        return None;
    }
    let size: i32 = plain.parse().ok()?;
    Some((mantissa, if power.starts_with('-') { -size } else { size }))
}

/// The figure times a power of ten, exactly.
fn raised(figure: Decimal, power: i32) -> Result<Decimal> {
    let too_long = || Error::new(src::FIGURE_NOT_EXACT);
    if figure.is_zero() {
        return Ok(Decimal::ZERO);
    }
    let scale = i32::try_from(figure.scale()).map_err(|_| too_long())? - power;
    let mut raised = figure;
    if let Ok(scale) = u32::try_from(scale) {
        raised.set_scale(scale).map_err(|_| too_long())?;
        return Ok(raised);
    }
    raised.set_scale(0).map_err(|_| too_long())?;
    let factor =
        10_i128.checked_pow(scale.unsigned_abs()).and_then(|factor| Decimal::try_from_i128_with_scale(factor, 0).ok());
    factor.and_then(|factor| raised.checked_mul(factor)).ok_or_else(too_long)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
