//! Protections: how a release hides small figures.

use crate::{
    error::dsm_error,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::protect::{Dominance, Protection, Rule, Sensitivity, Wishes, Zeros};

/// How an owner wants a release protected: which small figures are masked, which cells besides, and whether DSM masks further
/// cells so that no masked one can be computed.
///
/// It names cells, so it is the owner's; what others learn is which cells are masked. Written by one thread at a time, read by
/// several; free it with `dsm_protection_free`.
#[derive(Debug)]
pub struct dsm_protection {
    _inside: [u8; 0],
}

/// What was said of a protection.
pub(crate) struct Stated {
    rule: Rule,
    named: Vec<Vec<String>>,
    sensitivity: Sensitivity,
    completed: bool,
    wishes: Wishes,
    open: Option<String>,
}

impl Handle for dsm_protection {
    type Inside = Stated;
}
impl Owned for dsm_protection {}

impl Stated {
    /// The rule that was stated.
    pub(crate) fn rule(&self) -> &Rule {
        &self.rule
    }

    fn of(rule: Rule) -> Self {
        Self {
            rule,
            named: Vec::new(),
            sensitivity: Sensitivity::threshold_alone(),
            completed: true,
            wishes: Wishes::none(),
            open: None,
        }
    }

    /// The protection that was stated, of a table by itself.
    pub(crate) fn of_table(&self) -> Protection {
        let begun = Protection::by(self.rule).sensitive(self.sensitivity.clone()).wishing(self.wishes.clone());
        self.named.iter().fold(begun, |all, key| all.also(key))
    }

    /// The protection that was stated; a release hides small differences in any case.
    pub(crate) fn protection(&self) -> Protection {
        let stated = self.of_table().sensitive(self.sensitivity.clone().differences());
        let stated = self.open.iter().fold(stated, |all, reason| all.accepting_open(reason));
        if self.completed { stated } else { stated.nothing_else() }
    }
}

/// Masks figures from one to below a threshold, and further cells as needed, so that no masked one can be computed. Zeros stay in
/// sight. SDC-006 for a threshold below two or above a million.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_below(
    threshold: u32,
    protection: *mut *mut dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let rule = Rule::below(threshold)?;
        given!(out protection).put(give(Stated::of(rule)));
    })
}

/// No threshold: masks the cells that are named with `dsm_protection_also`, and further ones as needed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_named(
    protection: *mut *mut dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let rule = Rule::named_only();
        given!(out protection).put(give(Stated::of(rule)));
    })
}

/// Says whether zeros stay in sight (`shown`) or may be masked to protect others (`maskable`). SDC-006 for another word.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_zeros(
    protection: *mut dsm_protection,
    zeros: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, zeros) = (given!(mut protection), Zeros::parse(given!(text zeros))?);
        protection.rule = protection.rule.zeros(zeros);
    })
}

/// Sets the protection range: behind every mask the possible figures differ by at least this much; 2 where it is not said. SDC-006
/// above a million.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_range(
    protection: *mut dsm_protection,
    range: u32,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let protection = given!(mut protection);
        protection.rule = protection.rule.wide(range)?;
    })
}

/// Masks a cell besides, by its key: one code for each axis.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_also(
    protection: *mut dsm_protection,
    key: *const dsm_string,
    code_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, key) = (given!(mut protection), given!(texts key, code_count));
        protection.named.push(key.into_iter().map(str::to_owned).collect());
    })
}

/// Holds the threshold against the distinct persons behind each cell, as `dsm_counted_persons_behind` gives them: many crossings of few
/// persons are masked. The table has the axes of the one that is protected (SDC-020 where it is protected), and stays the caller's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_persons(
    protection: *mut dsm_protection,
    persons: *const dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, persons) = (given!(mut protection), given!(persons));
        protection.sensitivity = protection.sensitivity.clone().persons(persons.clone());
    })
}

/// Masks a figure, however large, where everyone of a total along this axis is in it. May be said of several axes.
///
/// TAB-008 for an axis that the table does not have, SDC-021 where nothing can hide it: both where it is protected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_group(
    protection: *mut dsm_protection,
    axis: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, axis) = (given!(mut protection), given!(text axis));
        protection.sensitivity = protection.sensitivity.clone().group(axis);
    })
}

/// Masks amounts of which the greatest contributors make up so much that one could estimate another: `p:10` is the p% rule, `nk:2:85` the
/// (n, k) rule. The tables have the contribution of the greatest to each cell, of the second greatest, and so on; they stay the
/// caller's. SDC-025 for another rule or another number of tables.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_dominance(
    protection: *mut dsm_protection,
    rule: dsm_string,
    contributors: *const *const dsm_table,
    contributor_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, rule) = (given!(mut protection), Dominance::parse(given!(text rule))?);
        let contributors = given!(many contributors, contributor_count);
        let contributors = contributors.into_iter().map(|table| (*table).clone()).collect();
        protection.sensitivity = protection.sensitivity.clone().dominance(rule, contributors)?;
    })
}

/// Hides small differences of shown figures too: a total without its shown parts, where those are not all that there are. A release does
/// so in any case.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_differences(
    protection: *mut dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let protection = given!(mut protection);
        protection.sensitivity = protection.sensitivity.clone().differences();
    })
}

/// Never masks the cells that have these codes, one for each of these axes, to hide others. Where that leaves no pattern it is refused with
/// SDC-035, with the cells and the wishes; SDC-038 where no cell has the codes, TAB-008 for an axis that the table does not have: all
/// where it is protected.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_never(
    protection: *mut dsm_protection,
    axes: *const dsm_string,
    codes: *const dsm_string,
    code_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (axes, codes) = (given!(texts axes, code_count), given!(texts codes, code_count));
        let (protection, cells) = (given!(mut protection), axes.into_iter().zip(codes).collect::<Vec<_>>());
        protection.wishes = protection.wishes.clone().never(&cells);
    })
}

/// Masks the cells that have these codes, one for each of these axes, rather than others. Errors as `dsm_protection_never`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_prefer(
    protection: *mut dsm_protection,
    axes: *const dsm_string,
    codes: *const dsm_string,
    code_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (axes, codes) = (given!(texts axes, code_count), given!(texts codes, code_count));
        let (protection, cells) = (given!(mut protection), axes.into_iter().zip(codes).collect::<Vec<_>>());
        protection.wishes = protection.wishes.clone().prefer(&cells);
    })
}

/// Accepts, for a release, sensitive cells of which it is not decided whether they are wide enough (OPEN), with the reason, which stands
/// in the history for the own State. Without it such a release is refused (SDC-039).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_accept_open(
    protection: *mut dsm_protection,
    reason: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (protection, reason) = (given!(mut protection), given!(text reason));
        protection.open = Some(reason.to_owned());
    })
}

/// Masks what the rule and the names say and nothing else: where a masked cell can be computed then, the release is refused with
/// the cells that would have to be masked too.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_nothing_else(
    protection: *mut dsm_protection,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        given!(mut protection).completed = false;
    })
}

/// Frees a protection. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_protection_free(protection: *mut dsm_protection) {
    free!(protection);
}
