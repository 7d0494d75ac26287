use dsm_core::{
    error::{Error, Result, codes},
    time::Moment,
};
use sha2::{Digest, Sha256};
use std::{
    fmt,
    hash::{BuildHasher, RandomState},
    path::Path,
    sync::Arc,
};

/// How somebody says who they are.
pub trait Identity {
    /// Claims a user id, with what proves it. Who proves it with a key signs the challenge.
    ///
    /// # Errors
    /// Where the proof cannot be given.
    fn claim(&self, challenge: &[u8]) -> Result<Claim>;
}

/// Signs what a session writes, with the key that proved who it is: a key in memory, a card, a service.
pub trait Signer: Send + Sync {
    /// The signature of a message by Ed25519.
    ///
    /// # Errors
    /// Where the key cannot be used.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64]>;
}

/// A user id and what proves it. The history keeps both.
#[derive(Clone)]
pub struct Claim {
    /// The user id, such as `verifier@md`.
    pub user: Arc<str>,
    /// What proves it.
    pub proof: Proof,
}

/// What proves who somebody is.
#[derive(Clone)]
#[non_exhaustive]
pub enum Proof {
    /// The host program says so: it has let the user in.
    AssertedByHost,
    /// The challenge is signed with the key on record.
    SignedByKey {
        /// The public key, 64 hexadecimal digits.
        key: Arc<str>,
        /// The signature of the challenge.
        signature: Box<[u8; 64]>,
        /// What signs every entry that the session writes.
        signer: Arc<dyn Signer>,
    },
}

impl Proof {
    /// The word in the history.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::AssertedByHost => "asserted-by-host",
            Self::SignedByKey { .. } => "signed-by-key",
        }
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Claim({}, {:?})", self.user, self.proof)
    }
}

/// The host program asserts who is there, and the history says that it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssertedByHost(Arc<str>);

impl AssertedByHost {
    /// Asserts a user.
    #[must_use]
    pub fn new(user: &str) -> Self {
        Self(Arc::from(user))
    }

    /// Asserts a user where the host is whoever can open the file, such as a command: only of a file that its owner alone can open,
    /// as far as the system says so.
    ///
    /// # Errors
    /// `STO-032` where others can open the file too.
    pub fn of_own_file(user: &str, path: &Path) -> Result<Self> {
        if is_shared(path) { Err(Error::new(codes::sto::FILE_SHARED)) } else { Ok(Self::new(user)) }
    }
}

/// Whether others than its owner can open a file.
#[cfg(unix)]
fn is_shared(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
}

/// Other systems say it in other ways, which are not looked at.
#[cfg(not(unix))]
fn is_shared(_path: &Path) -> bool {
    false
}

impl Identity for AssertedByHost {
    fn claim(&self, _challenge: &[u8]) -> Result<Claim> {
        Ok(Claim { user: self.0.clone(), proof: Proof::AssertedByHost })
    }
}

/// What a session asks to be signed: something that was not asked before.
pub(crate) fn challenge(now: Moment) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(now.seconds().to_be_bytes());
    for part in 0..4_u8 {
        digest.update(RandomState::new().hash_one(part).to_be_bytes());
    }
    [b"dsm-challenge/1 ", &digest.finalize()[..]].concat()
}

/// What is signed of an entry: nothing that a challenge could be.
pub(crate) fn entry_message(hash: &[u8; 32]) -> Vec<u8> {
    [b"dsm-entry/1 ", &hash[..]].concat()
}

/// The key that was proven, where one was.
pub(crate) fn proven<'a>(proof: &'a Proof, challenge: &[u8]) -> Result<Option<&'a str>> {
    match proof {
        Proof::AssertedByHost => Ok(None),
        Proof::SignedByKey { key, signature, .. } if is_signed(key, challenge, &signature[..])? => Ok(Some(key)),
        Proof::SignedByKey { .. } => Err(Error::new(codes::acc::KEY_REQUIRED)),
    }
}

/// Whether a signature of a message was made with the secret half of a key.
#[cfg(feature = "sign")]
pub(crate) fn is_signed(key: &str, message: &[u8], signature: &[u8]) -> Result<bool> {
    Ok(crate::key::is_signed(key, message, signature))
}

/// A build that cannot check signatures says so.
#[cfg(not(feature = "sign"))]
pub(crate) fn is_signed(_key: &str, _message: &[u8], _signature: &[u8]) -> Result<bool> {
    Err(Error::new(codes::sto::SIGNATURES_UNCHECKED))
}
