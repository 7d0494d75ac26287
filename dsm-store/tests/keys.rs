use crate::region::{INDICATOR, Region, code, submit};
use dsm_core::{
    error::{
        Result,
        codes::{acc, sto, wfl},
    },
    workflow::{Release, SetKey, Verify},
};
use dsm_store::{AssertedByHost, Claim, Identity, Mechanism, Proof, Query, Signer, SigningKey};
use std::sync::Arc;

fn key_of(user: &str) -> SigningKey {
    SigningKey::new(user, [7; 32])
}

/// MD, whose releaser has a key on record.
fn region() -> Region {
    let region = Region::of(&["MD"]);
    let key = key_of("releaser@md").public_text();
    region.take("administrator@md", SetKey::new("releaser@md", &key)).unwrap();
    region
}

#[test]
fn who_has_a_key_is_not_asserted_and_signs_what_it_does() {
    let region = region();
    let mechanism = &region.mechanism;
    assert_eq!(code(mechanism.session(&AssertedByHost::new("releaser@md"))), acc::KEY_REQUIRED);
    assert_eq!(code(mechanism.session(&SigningKey::new("releaser@md", [8; 32]))), acc::KEY_REQUIRED);
    // A key proves nothing of a user who has none on record, and not the user of another.
    assert_eq!(code(mechanism.session(&key_of("verifier@md"))), acc::KEY_REQUIRED);
    assert_eq!(code(mechanism.session(&key_of("nobody@md"))), acc::USER_UNKNOWN);
    let id = region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
    region.take("verifier@md", Verify::new(&id)).unwrap();
    let mut releaser = mechanism.session(&key_of("releaser@md")).unwrap();
    releaser.perform(Release::new(&id)).unwrap();
    let last = releaser.history().unwrap().pop().unwrap();
    assert_eq!((&*last.what, &*last.who, &*last.proof), ("released", "releaser@md", "signed-by-key"));
    region.verifies();
    assert!(!format!("{:?}", key_of("releaser@md")).contains("0707"), "the secret half is in no Debug");
}

#[test]
fn a_session_ends_where_the_key_is_replaced() {
    let region = region();
    let mut releaser = region.mechanism.session(&key_of("releaser@md")).unwrap();
    let mut verifier = region.session("verifier@md");
    let other = SigningKey::new("releaser@md", [9; 32]);
    region.take("administrator@md", SetKey::new("releaser@md", &other.public_text())).unwrap();
    assert_eq!(code(releaser.view(&Query::new(INDICATOR))), acc::KEY_REQUIRED);
    assert_eq!(code(releaser.perform(SetKey::none("releaser@md"))), acc::KEY_REQUIRED);
    let key = key_of("verifier@md").public_text();
    region.take("administrator@md", SetKey::new("verifier@md", &key)).unwrap();
    let id = region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
    assert_eq!(code(verifier.perform(Verify::new(&id))), acc::KEY_REQUIRED);
    region.take("administrator@md", SetKey::none("verifier@md")).unwrap();
    verifier.perform(Verify::new(&id)).unwrap();
    assert!(region.mechanism.session(&other).is_ok());
    region.verifies();
}

#[test]
fn keys_are_set_by_who_administers_the_state_and_are_keys() {
    let region = Region::of(&["KZ", "MD"]);
    let key = key_of("releaser@md").public_text();
    assert_eq!(code(region.take("administrator@kz", SetKey::new("releaser@md", &key))), acc::OTHER_STATE);
    assert_eq!(code(region.take("releaser@md", SetKey::new("releaser@md", &key))), acc::ROLE_MISSING);
    for wrong in ["", "0a", &key.to_uppercase(), &format!("{key}0a"), &"g".repeat(64)] {
        assert_eq!(code(region.take("administrator@md", SetKey::new("releaser@md", wrong))), wfl::NAME_UNREADABLE);
    }
    assert_eq!(code(region.take("administrator@md", SetKey::new("nobody@md", &key))), wfl::NOBODY_THERE);
    assert_eq!(code(region.take("administrator@md", SetKey::none("releaser@md"))), wfl::NOBODY_THERE);
    // The administrator of the whole has a key too.
    let whole = key_of("administrator@dsm").public_text();
    region.take("administrator@dsm", SetKey::new("administrator@dsm", &whole)).unwrap();
    assert!(region.mechanism.session(&key_of("administrator@dsm")).is_ok());
    region.verifies();
}

/// Claims one user with the key of another.
struct Borrowed;

impl Identity for Borrowed {
    fn claim(&self, challenge: &[u8]) -> Result<Claim> {
        let stale = [challenge, b"!"].concat();
        let key = key_of("releaser@md");
        let signature = Box::new(key.sign(&stale)?);
        let proof = Proof::SignedByKey { key: Arc::from(key.public_text()), signature, signer: Arc::new(key) };
        Ok(Claim { user: Arc::from("releaser@md"), proof })
    }
}

#[test]
fn a_signature_of_something_else_proves_nothing() {
    assert_eq!(code(region().mechanism.session(&Borrowed)), acc::KEY_REQUIRED);
}

#[test]
fn a_signed_entry_that_was_unsigned_is_found() {
    for statement in [
        "UPDATE history SET signature = NULL WHERE signature IS NOT NULL",
        "UPDATE history SET signature = zeroblob(64) WHERE signature IS NOT NULL",
        "UPDATE user SET key = NULL",
    ] {
        let region = region();
        let id = region.take("submitter@md", submit(&[("AFG", "2024", "3")])).unwrap();
        region.take("verifier@md", Verify::new(&id)).unwrap();
        region.mechanism.session(&key_of("releaser@md")).unwrap().perform(Release::new(&id)).unwrap();
        let raw = rusqlite::Connection::open(region.mechanism.path()).unwrap();
        raw.execute_batch("DROP TRIGGER history_stays").unwrap();
        raw.execute_batch(statement).unwrap();
        let found = code(Mechanism::open(region.mechanism.path()).unwrap().verify_history(None));
        assert!(found == sto::HISTORY_BROKEN || found == sto::CONTENT_DIFFERS, "{statement}");
    }
}
