//! What States say of their figures, in a mechanism.

use super::session::{dsm_session, with};
use crate::{
    documentation::{Documentations, dsm_documentation, dsm_documentations},
    error::dsm_error,
    given::given,
    guard::guard,
    handle::give,
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::workflow::Document;

/// Keeps what the own State says of an indicator. By who may submit its figures; it need not be complete.
///
/// It replaces the documentation of the indicator that is valid from the same day. ACC codes where it is not allowed, WFL-005 for an
/// indicator that the mechanism does not have.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_document(
    session: *mut dsm_session,
    documentation: *const dsm_documentation,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, documentation) = (given!(mut session), given!(documentation));
        with(session, |session| session.perform(Document::new(documentation.clone())))?;
    })
}

/// What a State says of an indicator, as far as the reader may see the figures that it is about. An empty list for whoever may see
/// none, as if there were none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_documentation(
    session: *mut dsm_session,
    country: dsm_string,
    indicator: dsm_string,
    documentations: *mut *mut dsm_documentations,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, country, indicator) = (given!(mut session), given!(text country), given!(text indicator));
        let documentations = given!(out documentations);
        documentations
            .put(give(Documentations::from(with(session, |session| session.documentation(country, indicator))?)));
    })
}

/// How many fields are required of the indicator of a documentation, and how many of them have an answer.
///
/// CAT-001 where the mechanism does not know what the indicator is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_completeness(
    session: *mut dsm_session,
    documentation: *const dsm_documentation,
    filled: *mut usize,
    required: *mut usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, documentation) = (given!(mut session), given!(documentation));
        let (filled, required) = (given!(out filled), given!(out required));
        let catalogue = with(session, |session| session.catalogue())?;
        let complete = documentation.completeness(catalogue.find(documentation.indicator())?);
        filled.put(complete.filled);
        required.put(complete.required);
    })
}
