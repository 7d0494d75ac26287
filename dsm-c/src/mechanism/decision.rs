//! Decisions: whether something is allowed, and why or why not.

use super::session::{dsm_session, with};
use crate::{
    error::{dsm_error, language},
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    text::{dsm_text, text},
};
use dsm_core::{
    access::{Act, Decision, Slice},
    error::{Args, Code},
    text::{message, remedy},
};
use std::ptr::null_mut;

/// Whether something is allowed, and the rules that it rests on.
///
/// May be read by several threads; free it with `dsm_decision_free`. It is an answer, not a permit.
#[derive(Debug)]
pub struct dsm_decision {
    _inside: [u8; 0],
}

/// A decision as it may be told.
pub(crate) struct Told {
    allowed: bool,
    rules: Vec<(Code, Args)>,
}

impl Handle for dsm_decision {
    type Inside = Told;
}
impl Owned for dsm_decision {}

impl Told {
    fn of(decision: Decision) -> Self {
        match decision {
            Decision::Allow { because, .. } => {
                Self { allowed: true, rules: because.iter().map(|rule| (rule.rule(), rule.args().clone())).collect() }
            }
            Decision::Deny(denial) => Self { allowed: false, rules: vec![(denial.rule(), denial.args().clone())] },
        }
    }
}

/// Asks whether an act (`read`, `inspect`, `submit`, `return`, `verify`, `release`, `revise`, `withdraw`, `grant`,
/// `administer`) upon a State's figures of an indicator is allowed. ACC-020 for another act.
///
/// The answer is the same whether the figures exist or not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_session_why(
    session: *mut dsm_session,
    act: dsm_string,
    country: dsm_string,
    indicator: dsm_string,
    decision: *mut *mut dsm_decision,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (session, act) = (given!(mut session), Act::parse(given!(text act))?);
        let (country, indicator, decision) = (given!(text country), given!(text indicator), given!(out decision));
        let made = with(session, |session| session.why(act, country, indicator, &Slice::everything()))?;
        decision.put(give(Told::of(made)));
    })
}

/// Whether it is allowed: 1, or 0 (also for NULL).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_decision_allowed(decision: *const dsm_decision) -> i32 {
    answer!(0, { i32::from(given!(decision).allowed) })
}

/// How many rules it rests on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_decision_rule_count(decision: *const dsm_decision) -> usize {
    answer!(0, { given!(decision).rules.len() })
}

/// The id of a rule, counted from zero, such as `ACC-005`. Lives for ever; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_decision_code(decision: *const dsm_decision, position: usize) -> dsm_string {
    answer!(dsm_string::NONE, {
        given!(decision).rules.get(position).map_or(dsm_string::NONE, |(rule, _)| dsm_string::lent(rule.id()))
    })
}

/// What a rule says, in the language of a tag. A text of the caller; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_decision_sentence(
    decision: *const dsm_decision,
    position: usize,
    tag: dsm_string,
) -> *mut dsm_text {
    answer!(null_mut(), {
        let (rule, lang) = (given!(decision).rules.get(position), language(given!(text tag)));
        rule.map_or(null_mut(), |(rule, args)| text(message(&(*rule, args), lang)))
    })
}

/// What can be done, in the language of a tag. A text of the caller; NULL beyond the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_decision_remedy(
    decision: *const dsm_decision,
    position: usize,
    tag: dsm_string,
) -> *mut dsm_text {
    answer!(null_mut(), {
        let (rule, lang) = (given!(decision).rules.get(position), language(given!(text tag)));
        rule.map_or(null_mut(), |(rule, args)| text(remedy(&(*rule, args), lang)))
    })
}

/// Frees a decision. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_decision_free(decision: *mut dsm_decision) {
    free!(decision);
}
