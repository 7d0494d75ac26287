//! Mappings from the codes of one list to those of another.

use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::code::{Mapping, Scheme};
use std::collections::BTreeMap;

/// Which code becomes which: one to one, many to one, or one to many under stated weights.
///
/// Written by one thread at a time, read by several; free it with `dsm_mapping_free`.
#[derive(Debug)]
pub struct dsm_mapping {
    _inside: [u8; 0],
}

impl Handle for dsm_mapping {
    type Inside = BTreeMap<String, Vec<String>>;
}
impl Owned for dsm_mapping {}

/// An empty mapping.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mapping_new(mapping: *mut *mut dsm_mapping, error: *mut *mut dsm_error) -> dsm_status {
    guard!(error, { given!(out mapping).put(give(BTreeMap::new())) })
}

/// Adds that a code becomes another. Said twice of one code, it becomes both, and its figure has to be split.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mapping_add(
    mapping: *mut dsm_mapping,
    from: dsm_string,
    to: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (from, to) = (given!(text from), given!(text to));
        given!(mut mapping).entry(from.to_owned()).or_default().push(to.to_owned());
    })
}

/// The mapping of a built-in list from one scheme to another, such as `CITIZENSHIP` from `unhcr` to `iso3166-alpha3`.
///
/// COD-009 where there is no such list, or where it has no codes of one of the schemes; COD-008 for an unknown scheme.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mapping_built_in(
    list: dsm_string,
    from: dsm_string,
    to: dsm_string,
    mapping: *mut *mut dsm_mapping,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (from, to) = (Scheme::parse(given!(text from))?, Scheme::parse(given!(text to))?);
        let made = Mapping::built_in(given!(text list), from, to)?;
        given!(out mapping).put(give(made.targets()));
    })
}

/// The code that a code becomes, lent by the mapping; none where it has no place or becomes several.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mapping_target(mapping: *const dsm_mapping, code: dsm_string) -> dsm_string {
    answer!(dsm_string::NONE, {
        match given!(mapping).get(given!(text code)).map(Vec::as_slice) {
            Some([one]) => dsm_string::lent(one),
            _ => dsm_string::NONE,
        }
    })
}

/// Frees a mapping. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_mapping_free(mapping: *mut dsm_mapping) {
    free!(mapping);
}
