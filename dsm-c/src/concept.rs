//! Concepts: the population that the figures are of.

use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::measure::Concept;
use std::ptr::null_mut;

/// Which population the figures of a table are of: a concept, its version, and what else defines it.
///
/// Written by one thread at a time, read by several; free it with `dsm_concept_free`.
#[derive(Debug)]
pub struct dsm_concept {
    _inside: [u8; 0],
}

impl Handle for dsm_concept {
    type Inside = Concept;
}
impl Owned for dsm_concept {}

/// A concept of an id such as `ASYLUM_APPLICATION`, version `1.0`, nothing special declared.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_concept_new(
    id: dsm_string,
    definition: *mut *mut dsm_concept,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let new = Concept::new(given!(text id));
        given!(out definition).put(give(new));
    })
}

/// Declares a property: `version`, `residence`, `duration` (`12:intended`), `coverage`, `territory`, `classification`,
/// `source`, or `relative` (`true` where "foreign" depends on the reporting country). MEA-001 for an unknown one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_concept_set(
    definition: *mut dsm_concept,
    property: dsm_string,
    value: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let concept = given!(mut definition);
        *concept = concept.clone().with(given!(text property), given!(text value))?;
    })
}

/// A property by its name, `id` included.
///
/// A text of the caller; NULL if `definition` is NULL or nothing is declared under this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_concept_property(definition: *const dsm_concept, property: dsm_string) -> *mut dsm_text {
    answer!(null_mut(), {
        let (concept, property) = (given!(definition), given!(text property));
        let declared = concept.properties().into_iter().find(|(name, _)| *name == property);
        let id = (property == "id").then(|| concept.id.to_string());
        id.or(declared.map(|(_, value)| value)).map_or(null_mut(), text)
    })
}

/// Frees a concept. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_concept_free(definition: *mut dsm_concept) {
    free!(definition);
}
