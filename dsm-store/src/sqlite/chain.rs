use sha2::{Digest, Sha256};

/// What an entry is hashed with: each part with its length before it, so that no two entries read alike.
pub(super) struct Link<'a> {
    pub(super) entry: i64,
    pub(super) at: i64,
    pub(super) who: &'a str,
    pub(super) proof: &'a str,
    pub(super) country: &'a str,
    pub(super) body: &'a str,
    /// On whose behalf; an entry without one is hashed without it.
    pub(super) behalf: Option<&'a str>,
}

impl Link<'_> {
    /// The hash of the entry on top of the one before.
    pub(super) fn hash(&self, before: &[u8]) -> [u8; 32] {
        let mut digest = Parts::new();
        digest.add(before);
        digest.add(&self.entry.to_be_bytes());
        digest.add(&self.at.to_be_bytes());
        [self.who, self.proof, self.country, self.body].iter().for_each(|part| digest.add(part.as_bytes()));
        self.behalf.iter().for_each(|giver| digest.add(giver.as_bytes()));
        digest.done()
    }
}

/// A digest over parts.
pub(super) struct Parts(Sha256);

impl Parts {
    pub(super) fn new() -> Self {
        Self(Sha256::new())
    }

    pub(super) fn add(&mut self, part: &[u8]) {
        self.0.update((part.len() as u64).to_be_bytes());
        self.0.update(part);
    }

    /// A part that may be missing is another thing than an empty one.
    pub(super) fn add_optional(&mut self, part: Option<&str>) {
        match part {
            Some(part) => self.add(part.as_bytes()),
            None => self.0.update(u64::MAX.to_be_bytes()),
        }
    }

    pub(super) fn done(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}
