use crate::{
    body::hex,
    identity::{Claim, Identity, Proof, Signer},
};
use dsm_core::error::{Error, Result, codes::sto};
use ed25519_dalek::Signer as _;
use std::{fmt, sync::Arc};

/// A key of Ed25519 by which a user proves who they are. The secret half stays with its user: it is in no error, log or `Debug`.
///
/// ```
/// use dsm_store::SigningKey;
/// let key = SigningKey::new("releaser@md", [7; 32]);
/// let read = SigningKey::read("releaser@md", &key.secret_text())?;
/// assert_eq!(read.public_text(), key.public_text());
/// assert_eq!(SigningKey::read("releaser@md", "guess").unwrap_err().code().id(), "STO-031");
/// # Ok::<(), dsm_core::error::Error>(())
/// ```
#[derive(Clone)]
pub struct SigningKey {
    user: Arc<str>,
    key: Arc<ed25519_dalek::SigningKey>,
}

/// What a file of a key begins with.
const FORMAT: &str = "format = \"dsm-key/1\"";

impl SigningKey {
    /// The key of a user, from 32 bytes that nobody can guess.
    #[must_use]
    pub fn new(user: &str, secret: [u8; 32]) -> Self {
        Self { user: Arc::from(user), key: Arc::new(ed25519_dalek::SigningKey::from_bytes(&secret)) }
    }

    /// Reads what [`SigningKey::secret_text`] wrote.
    ///
    /// # Errors
    /// `STO-031` when it is something else.
    pub fn read(user: &str, text: &str) -> Result<Self> {
        let unreadable = || Error::new(sto::KEY_UNREADABLE);
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if lines.next() != Some(FORMAT) {
            return Err(unreadable());
        }
        let secret = lines.next().and_then(|line| line.strip_prefix("secret = \"")?.strip_suffix('"'));
        let secret = secret.and_then(unhex::<32>).ok_or_else(unreadable)?;
        match lines.next() {
            None => Ok(Self::new(user, secret)),
            Some(_) => Err(unreadable()),
        }
    }

    /// The secret half as text for a file that its user alone can read.
    #[must_use]
    pub fn secret_text(&self) -> String {
        format!("{FORMAT}\nsecret = \"{}\"\n", hex(self.key.as_bytes()))
    }

    /// The public half, 64 hexadecimal digits: what the administrator puts on record.
    #[must_use]
    pub fn public_text(&self) -> String {
        hex(self.key.verifying_key().as_bytes())
    }
}

impl Identity for SigningKey {
    fn claim(&self, challenge: &[u8]) -> Result<Claim> {
        let signature = Box::new(self.sign(challenge)?);
        let signer: Arc<dyn Signer> = Arc::new(self.clone());
        let proof = Proof::SignedByKey { key: Arc::from(self.public_text()), signature, signer };
        Ok(Claim { user: self.user.clone(), proof })
    }
}

impl Signer for SigningKey {
    fn sign(&self, message: &[u8]) -> Result<[u8; 64]> {
        Ok(self.key.sign(message).to_bytes())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, {})", self.user, self.public_text())
    }
}

/// Whether a signature of a message was made with the secret half of a key.
pub(crate) fn is_signed(key: &str, message: &[u8], signature: &[u8]) -> bool {
    let public = unhex::<32>(key).and_then(|bytes| ed25519_dalek::VerifyingKey::from_bytes(&bytes).ok());
    let signature = ed25519_dalek::Signature::from_slice(signature).ok();
    public.zip(signature).is_some_and(|(public, signature)| public.verify_strict(message, &signature).is_ok())
}

/// Bytes of hexadecimal digits in small letters.
fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(b - b'0'),
        b'a'..=b'f' => Some(b - b'a' + 10),
        _ => None,
    };
    if text.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let &[high, low] = pair else { return None };
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(bytes)
}
