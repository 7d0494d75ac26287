use super::{Change, Outcome, Record, Situation, Step, record, step::private, user::country_of};
use crate::{
    access::{Act, EVERYTHING, Request, Subject},
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};
use std::sync::Arc;

/// Puts the public key of a user on record: from now on only who signs with its secret half is that user, and what the user
/// does is signed in the history.
///
/// By who administers the user's State. The key is that of Ed25519, 64 hexadecimal digits in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetKey {
    user: Arc<str>,
    country: Arc<str>,
    key: Option<Arc<str>>,
}

impl SetKey {
    /// The key of a user, in the place of any before it.
    #[must_use]
    pub fn new(user: &str, key: &str) -> Self {
        Self { user: Arc::from(user), country: country_of(user), key: Some(Arc::from(key)) }
    }

    /// No key any more: the host asserts the user again.
    #[must_use]
    pub fn none(user: &str) -> Self {
        Self { user: Arc::from(user), country: country_of(user), key: None }
    }
}

impl private::Sealed for SetKey {}

impl Step for SetKey {
    type Done = ();

    fn request<'a>(&'a self, who: &'a Subject, _record: Option<&'a Record>, at: Moment) -> Request<'a> {
        Request { who, act: Act::Administer, country: &self.country, indicator: "", slice: &EVERYTHING, at }
    }

    fn apply(self, situation: &Situation<'_>, _record: Option<Record>) -> Result<Outcome<()>> {
        let world = situation.world;
        let nobody = |kind: &'static str| Error::new(wfl::NOBODY_THERE).with("kind", Safe::word(kind));
        if world.user(&self.user).is_none_or(|user| user.country.as_deref().unwrap_or_default() != &*self.country) {
            return Err(nobody("user"));
        }
        match &self.key {
            Some(key) if !is_key(key) => return Err(record::unreadable("key")),
            None if !world.keys.contains_key(&self.user) => return Err(nobody("key")),
            _ => {}
        }
        Ok(Outcome::of(Change::KeySet { user: self.user, key: self.key }))
    }
}

/// Whether a text is 32 bytes in hexadecimal digits, spelled in the one way.
fn is_key(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
