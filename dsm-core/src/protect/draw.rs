use crate::{
    error::{Error, Result, codes::sdc},
    table::{Axis, Table},
};
use sha2::{Digest, Sha256};
use std::{fmt, sync::Arc};

/// The secret of an owner from which every draw of a rounding follows: the same cell is drawn the same in every release and table.
///
/// A draw is HMAC-SHA-256 (RFC 2104) over the concept, the base and the axes and codes of the cell. Codes that are totals are left
/// out, so that a total of one table and the cell of another table that is the same have the same draw.
///
/// # Disclosure
/// Who has the key undoes a rounding. `Debug` does not show it, and it is written nowhere.
///
/// # Example
/// ```
/// use dsm_core::protect::RoundingKey;
/// let key = RoundingKey::new(b"thirty-two bytes nobody can guess")?;
/// assert_eq!(format!("{key:?}"), "RoundingKey(…)");
/// // What can be tried out is no secret.
/// assert_eq!(RoundingKey::new(b"2024").unwrap_err().code().id(), "SDC-027");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
///
/// Source: protection, rounding; semantics case 122.
#[derive(Clone, PartialEq, Eq)]
pub struct RoundingKey {
    inner: [u8; BLOCK],
    outer: [u8; BLOCK],
}

impl fmt::Debug for RoundingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RoundingKey(…)")
    }
}

/// The block of SHA-256 in bytes.
const BLOCK: usize = 64;
/// The fewest bytes of a key.
const LEAST: usize = 16;
/// What the draws are for, so that no other use of a key gives the same.
const USE: &[u8] = b"dsm-rounding/1";

impl RoundingKey {
    /// Takes the secret bytes of an owner.
    ///
    /// # Errors
    /// `SDC-027` below 16 bytes.
    pub fn new(secret: &[u8]) -> Result<Self> {
        if secret.len() < LEAST {
            return Err(Error::new(sdc::ROUNDING_KEY_SHORT));
        }
        let mut block = [0_u8; BLOCK];
        let long = Sha256::digest(secret);
        let start = if secret.len() > BLOCK { long.as_slice() } else { secret };
        block.iter_mut().zip(start).for_each(|(slot, byte)| *slot = *byte);
        Ok(Self { inner: block.map(|byte| byte ^ 0x36), outer: block.map(|byte| byte ^ 0x5c) })
    }

    /// HMAC-SHA-256 of a message.
    fn code(&self, message: &[u8]) -> [u8; 32] {
        let inner = Sha256::new().chain_update(self.inner).chain_update(message).finalize();
        Sha256::new().chain_update(self.outer).chain_update(inner).finalize().into()
    }

    /// The draw of a cell: a whole number of 64 bits, each as likely as any other to who does not have the key.
    pub(super) fn draw(&self, table: &Table, base: u32, key: &[Arc<str>]) -> u64 {
        let total = |(axis, code): &(&Axis, &Arc<str>)| axis.is_total(code);
        let mut codes: Vec<(&str, &str)> =
            table.axes().iter().zip(key).filter(|pair| !total(pair)).map(|(axis, code)| (axis.id(), &**code)).collect();
        codes.sort_unstable();
        let base = base.to_string();
        let texts = [table.concept().id.as_ref(), base.as_str()];
        let mut message = USE.to_vec();
        for text in texts.into_iter().chain(codes.into_iter().flat_map(|(axis, code)| [axis, code])) {
            message.extend((text.len() as u64).to_be_bytes());
            message.extend(text.as_bytes());
        }
        self.code(&message).iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
    }
}

/// Whether a draw falls among so many of so many equal parts.
pub(super) fn falls(draw: u64, parts: u64, of: u64) -> bool {
    (u128::from(draw) * u128::from(of)) >> 64 < u128::from(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 4231, cases 1, 3 and 6.
    #[test]
    fn the_code_is_the_one_of_the_standard() {
        let code = |key: &[u8], message: &[u8]| hex(&RoundingKey::new(key).unwrap().code(message));
        let first = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(code(&[0x0b; 20], b"Hi There"), first);
        let third = "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe";
        assert_eq!(code(&[0xaa; 20], &[0xdd; 50]), third);
        let sixth = "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54";
        assert_eq!(code(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First"), sixth);
    }

    #[test]
    fn a_draw_falls_among_equal_parts() {
        assert!(falls(0, 1, 3) && !falls(u64::MAX, 2, 3) && !falls(0, 0, 3) && falls(u64::MAX, 3, 3));
        assert!(falls(u64::MAX / 3, 1, 3) && !falls(u64::MAX / 3 + 1, 1, 3));
    }
}
