//! Forms that officials fill in.

use crate::{
    documentation::dsm_documentation,
    error::{dsm_error, language},
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::{
    catalogue::{Catalogue, Indicator},
    error::{At, Error, Place, codes::exc},
    exchange::xlsx::{DocumentationAnswers, DocumentationForm, Template, mark},
};
use std::{io::Cursor, ptr::null};

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

/// Makes the questionnaire of several indicators of a preset for a State and periods that all of them are asked for: one workbook with one first
/// sheet, and a table for each of them.
///
/// `beside` are tables of figures of earlier periods, for orientation; the array may be NULL where `beside_count` is 0. EXC-384 where there is no
/// indicator, EXC-385 for one that stands twice, and as `dsm_template_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_template_new_questionnaire(
    indicators: *const dsm_string,
    indicator_count: usize,
    preset: dsm_string,
    country: dsm_string,
    periods: *const dsm_string,
    period_count: usize,
    tag: dsm_string,
    beside: *const *const dsm_table,
    beside_count: usize,
    template: *mut *mut dsm_template,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let template = given!(out template);
        let catalogue = Catalogue::preset(given!(text preset))?;
        let indicators = given!(texts indicators, indicator_count);
        let indicators: Vec<&Indicator> =
            indicators.iter().map(|id| catalogue.find(id)).collect::<Result<_, Error>>()?;
        let (periods, country) = (given!(texts periods, period_count), given!(text country));
        let mut form = Template::questionnaire(&indicators, country, &periods, language(given!(text tag)))?;
        for table in given!(many beside, beside_count) {
            form = form.beside(&table.clone().disclose()?)?;
        }
        let mut bytes = Vec::new();
        form.write(&mut bytes)?;
        template.put(give(bytes));
    })
}

/// Makes the form of the documentation table of an indicator of a preset for a State, in the language of a tag.
///
/// `said` is what the State has said until now, to be changed; it may be NULL. CAT-001 where there is no such indicator, COD-002 no such
/// State; EXC-309 where `said` is of another State or indicator.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_template_new_documentation(
    indicator: dsm_string,
    preset: dsm_string,
    country: dsm_string,
    tag: dsm_string,
    said: *const dsm_documentation,
    template: *mut *mut dsm_template,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let template = given!(out template);
        let catalogue = Catalogue::preset(given!(text preset))?;
        let indicator = catalogue.find(given!(text indicator))?;
        let mut form = DocumentationForm::new(indicator, given!(text country), language(given!(text tag)))?;
        if let Some(said) = given!(maybe said) {
            form = form.said(said)?;
        }
        let mut bytes = Vec::new();
        form.write(&mut bytes)?;
        template.put(give(bytes));
    })
}

/// Reads what was answered in the form of a documentation table, or what has changed by a form for figures. `name` is what places are given
/// with.
///
/// `before` is what was said before: what a form for figures says is on top of it; it may be NULL. DOC-014 with a finding at each cell that
/// cannot be an answer; EXC-386 where it is a questionnaire, EXC-307 where the workbook contradicts itself, EXC-331 where it is no form.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_documentation_read_form(
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    before: *const dsm_documentation,
    documentation: *mut *mut dsm_documentation,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let (before, documentation) = (given!(maybe before), given!(out documentation));
        let none = || Error::new(exc::FORM_NONE).at(Place::new(name, At::Whole));
        let answers = DocumentationAnswers::open(Cursor::new(bytes), name)?.ok_or_else(none)?;
        documentation.put(give(answers.documentation(before)?));
    })
}

/// Makes a copy of a form that was filled in, with the cells with which something is the matter colored and commented, in the language of the
/// form, and a sheet that lists everything that was found. It may be corrected and sent back itself.
///
/// `bytes` are those of the form, `name` is what places are given with. EXC-331 where they are no form; EXC-332 with the findings where the form
/// itself is damaged: a copy would hide what stood where.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_template_marked(
    bytes: *const u8,
    byte_count: usize,
    name: dsm_string,
    template: *mut *mut dsm_template,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (bytes, name) = (given!(array bytes, byte_count), given!(text name));
        let (template, mut copy) = (given!(out template), Vec::new());
        mark(Cursor::new(bytes), name, None, None, &mut copy)?;
        template.put(give(copy));
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
