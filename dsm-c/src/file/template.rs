//! Forms that officials fill in.

use crate::{
    error::{dsm_error, language},
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{catalogue::Catalogue, exchange::xlsx::Template};
use std::ptr::null;

/// The workbook of a form: the bytes of an `.xlsx` file.
///
/// May be read by several threads; free it with `dsm_template_free`.
#[derive(Debug)]
pub struct dsm_template {
    _inside: [u8; 0],
}

impl Handle for dsm_template {
    type Inside = Vec<u8>;
}
impl Owned for dsm_template {}

/// Makes the form of an indicator of a preset (`dsm`, `unhcr`) for a State, by its two letters, and its periods, in the language of a tag.
///
/// `beside` holds figures of earlier periods for orientation, masked where they are masked; it may be NULL. CAT-001 where there is no such
/// indicator, COD-002 no such State; EXC-300 for a period of another length, EXC-301 for none, EXC-302 for one that stands twice, EXC-305 for
/// one before the indicator's first; EXC-303 where the form would be too large, EXC-304 where `beside` counts something else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_template_new(
    indicator: dsm_string,
    preset: dsm_string,
    country: dsm_string,
    periods: *const dsm_string,
    period_count: usize,
    tag: dsm_string,
    beside: *const dsm_table,
    template: *mut *mut dsm_template,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let template = given!(out template);
        let catalogue = Catalogue::preset(given!(text preset))?;
        let indicator = catalogue.find(given!(text indicator))?;
        let periods = given!(texts periods, period_count);
        let mut form = Template::new(indicator, given!(text country), &periods, language(given!(text tag)))?;
        if let Some(table) = given!(maybe beside) {
            form = form.beside(&table.clone().disclose()?)?;
        }
        let mut bytes = Vec::new();
        form.write(&mut bytes)?;
        template.put(give(bytes));
    })
}

/// The bytes of the workbook, which live as long as the form does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_template_bytes(template: *const dsm_template) -> *const u8 {
    answer!(null(), { given!(template).as_ptr() })
}

/// How many bytes the workbook has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_template_length(template: *const dsm_template) -> usize {
    answer!(0, { given!(template).len() })
}

/// Frees a form. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_template_free(template: *mut dsm_template) {
    free!(template);
}
