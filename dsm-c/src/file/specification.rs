//! Specifications: which column of a file holds what, and in whose codes.

use crate::{
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::translate::Specification;

/// How a delimited file is read: which column holds what, in whose codes, and what is stated for the whole file.
///
/// Written by one thread at a time, read by several; free it with `dsm_specification_free`.
#[derive(Debug)]
pub struct dsm_specification {
    _inside: [u8; 0],
}

impl Handle for dsm_specification {
    type Inside = Specification;
}
impl Owned for dsm_specification {}

/// A tidy file: every column has the id of what it holds, one row is one cell.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_specification_tidy(
    specification: *mut *mut dsm_specification,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, { given!(out specification).put(give(Specification::tidy())) })
}

/// Reads the text of a file of specifications, TOML of the format `dsm-translator/1`. `name` is what places are given with.
///
/// TRL-007 with a finding for each line that says something else, at its place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_specification_read(
    name: dsm_string,
    toml: dsm_string,
    specification: *mut *mut dsm_specification,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let read = Specification::from_toml(given!(text name), given!(text toml))?;
        given!(out specification).put(give(read));
    })
}

/// Declares a part: in `columns` the column of an id, in `stated` a value for the whole file, in `schemes` the scheme of a
/// column's codes such as `iso3166-alpha3`, in `absent` (`rows`) what a row that is not there means: `missing` or `zero`;
/// in `catalogue` (`preset`) of which preset the indicators are: `dsm` or `unhcr`; in `names` the language of a column of names, in
/// `labels.ID` what a word of the file means, and the other parts of a file of specifications.
///
/// TRL-007 for another part, COD-008 for an unknown scheme, COD-009 where a list has no codes of the scheme,
/// CAT-008 for an unknown preset.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_specification_declare(
    specification: *mut dsm_specification,
    part: dsm_string,
    id: dsm_string,
    value: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let specification = given!(mut specification);
        let (part, id, value) = (given!(text part), given!(text id), given!(text value));
        *specification = specification.clone().declare(part, id, value)?;
    })
}

/// Frees a specification. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_specification_free(specification: *mut dsm_specification) {
    free!(specification);
}
