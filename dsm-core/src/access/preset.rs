use super::{
    Act::{Administer, Grant, Inspect, Read, Release, Return, Revise, SignOff, Submit, Verify, Withdraw},
    Mode, Reciprocity, Role,
};
use crate::catalogue::Catalogue;
use std::{collections::BTreeMap, sync::Arc};

/// Both role sets of the handbook.
///
/// Annex 14 section 8: `user`, `data-submitter`, `data-verifier`, `content-manager`, `national-administrator`. Box 2.16:
/// `system-administrator`, `country-administrator`, `data-submitter`, `data-approver`, `normal-user`. The system
/// administrator administers and reads no figures.
#[must_use]
pub fn roles() -> Vec<Role> {
    vec![
        Role::new("content-manager", &[Read, Inspect, Return, Release, Withdraw, SignOff]),
        Role::new("country-administrator", &[Read, Grant, Administer]),
        Role::new("data-approver", &[Read, Inspect, Return, Verify, Release, Withdraw, SignOff]),
        Role::new("data-submitter", &[Read, Inspect, Submit, Revise]),
        Role::new("data-verifier", &[Read, Inspect, Return, Verify, SignOff]),
        Role::new("national-administrator", &[Read, Grant, Administer]),
        Role::new("normal-user", &[Read]),
        Role::new("system-administrator", &[Administer]),
        Role::new("user", &[Read]),
    ]
}

/// The indicators of a catalogue, each open under reciprocity per indicator.
///
/// Source: handbook annex 11 paragraph 43.
#[must_use]
pub fn reciprocal_indicators(catalogue: &Catalogue) -> BTreeMap<Arc<str>, Option<Reciprocity>> {
    let terms = Reciprocity::per(Mode::Indicator);
    catalogue.iter().map(|indicator| (Arc::from(indicator.id()), Some(terms.clone()))).collect()
}
