//! What individual records are, and which tables are wanted.

use crate::{
    error::dsm_error,
    given::given,
    guard::{answer, free, guard},
    handle::{Handle, Owned, give},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{count::Specification, error::Result};

/// What individual records are, which column holds what, and which tables are wanted.
///
/// Written by one thread at a time, read by several; free it with `dsm_count_specification_free`.
#[derive(Debug)]
pub struct dsm_count_specification {
    _inside: [u8; 0],
}

impl Handle for dsm_count_specification {
    type Inside = Specification;
}
impl Owned for dsm_count_specification {}

/// Declares lines of one part, each an id and its values; all of them or none.
pub(super) fn declare(specification: &mut Specification, part: &str, lines: &[(&str, &[&str])]) -> Result<()> {
    let lines: Vec<[&str; 3]> =
        lines.iter().flat_map(|(id, values)| values.iter().map(|value| [part, *id, *value])).collect();
    let lines: Vec<(&str, &str, &str)> = lines.into_iter().map(|[part, id, value]| (part, id, value)).collect();
    *specification = specification.clone().declare_all(&lines)?;
    Ok(())
}

/// Records of a kind of case, such as `crossing`, that cover the days from one to another, such as `2024-01-01`; both count.
/// CNT-001 for what is no day.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_new(
    kind: dsm_string,
    from: dsm_string,
    until: dsm_string,
    specification: *mut *mut dsm_count_specification,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let mut new = Specification::default();
        let (kind, from, until) = (given!(text kind), given!(text from), given!(text until));
        declare(&mut new, "records", &[("kind", &[kind]), ("from", &[from]), ("until", &[until])])?;
        given!(out specification).put(give(new));
    })
}

/// Reads the text of a specification, TOML of the format `dsm-count/1`. `name` is what places are given with.
///
/// CNT-001 with a finding for each line that says something else, at its place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_read(
    name: dsm_string,
    toml: dsm_string,
    specification: *mut *mut dsm_count_specification,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let read = Specification::from_toml(given!(text name), given!(text toml))?;
        given!(out specification).put(give(read));
    })
}

/// Declares one line of what a file says: in a part such as `records` or `count.entries`, of an id, a value. A list is its values one
/// after the other. CNT-001 for anything else.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_declare(
    specification: *mut dsm_count_specification,
    part: dsm_string,
    id: dsm_string,
    value: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (part, id, value) = (given!(text part), given!(text id), given!(text value));
        declare(given!(mut specification), part, &[(id, &[value])])?;
    })
}

/// The column of the person number, or of the number of a document where there is a link table. It is only compared.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_person(
    specification: *mut dsm_count_specification,
    column: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, { declare(given!(mut specification), "records", &[("person", &[given!(text column)])])? })
}

/// The column that says when the event was; its type is `date` or `datetime`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_date(
    specification: *mut dsm_count_specification,
    column: dsm_string,
    kind: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (column, kind) = (given!(text column), given!(text kind));
        let lines = [("records", "date", column), ("types", column, kind)];
        let specification = given!(mut specification);
        *specification = specification.clone().declare_all(&lines)?;
    })
}

/// The column of the direction of a crossing, with its values that are entries and those that are exits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_direction(
    specification: *mut dsm_count_specification,
    column: dsm_string,
    entries: *const dsm_string,
    entry_count: usize,
    exits: *const dsm_string,
    exit_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (entries, exits) = (given!(texts entries, entry_count), given!(texts exits, exit_count));
        let lines: [(&str, &[&str]); 3] =
            [("direction", &[given!(text column)]), ("entry", &entries), ("exit", &exits)];
        declare(given!(mut specification), "records", &lines)?;
    })
}

/// The columns of the first and the last day of an interval. An empty last day is still open.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_interval(
    specification: *mut dsm_count_specification,
    start: dsm_string,
    end: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let lines: [(&str, &[&str]); 2] = [("start", &[given!(text start)]), ("end", &[given!(text end)])];
        declare(given!(mut specification), "records", &lines)?;
    })
}

/// The column of the date of birth.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_birth(
    specification: *mut dsm_count_specification,
    column: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, { declare(given!(mut specification), "records", &[("birth", &[given!(text column)])])? })
}

/// A dimension of the codes of a column, and how a person falls into them: `fixed`, `at-event`, `pinned` or `overlapping`. More about it
/// is declared in the part `dimension.ID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_dimension(
    specification: *mut dsm_count_specification,
    id: dsm_string,
    column: dsm_string,
    membership: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let part = format!("dimension.{}", given!(text id));
        let (column, membership) = (given!(text column), given!(text membership));
        declare(given!(mut specification), &part, &[("column", &[column]), ("membership", &[membership])])?;
    })
}

/// The age in completed years, in groups such as `0-17`, `65+`: at the `event`, or at the `moment` of a stock.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_age(
    specification: *mut dsm_count_specification,
    id: dsm_string,
    at: dsm_string,
    groups: *const dsm_string,
    group_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let part = format!("dimension.{}", given!(text id));
        let groups = given!(texts groups, group_count);
        let lines: [(&str, &[&str]); 2] = [("age", &[given!(text at)]), ("groups", &groups)];
        declare(given!(mut specification), &part, &lines)?;
    })
}

/// A table that is wanted: `flow`, `stock`, `during`, `residence`, `cohort`, `processing` or `balance`, in units (`cases`, `person-events`, `persons`), by
/// dimensions, in the periods of a frequency such as `M`, with `all` or `none` of the totals. More about it is declared in the part `count.ID`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_count(
    specification: *mut dsm_count_specification,
    id: dsm_string,
    what: dsm_string,
    units: *const dsm_string,
    unit_count: usize,
    dimensions: *const dsm_string,
    dimension_count: usize,
    every: dsm_string,
    totals: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let part = format!("count.{}", given!(text id));
        let (units, by) = (given!(texts units, unit_count), given!(texts dimensions, dimension_count));
        let lines: [(&str, &[&str]); 5] = [
            ("what", &[given!(text what)]),
            ("units", &units),
            ("by", &by),
            ("every", &[given!(text every)]),
            ("totals", &[given!(text totals)]),
        ];
        declare(given!(mut specification), &part, &lines)?;
    })
}

/// How many columns are read: nothing else of a record is.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_column_count(specification: *const dsm_count_specification) -> usize {
    answer!(0, { given!(specification).columns().len() })
}

/// A column that is read, in the order of their names. No text where there are not so many.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_column(
    specification: *const dsm_count_specification,
    index: usize,
) -> dsm_string {
    answer!(dsm_string::NONE, {
        given!(specification).columns().get(index).map_or(dsm_string::NONE, |column| dsm_string::lent(column))
    })
}

/// Frees a specification. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_free(specification: *mut dsm_count_specification) {
    free!(specification);
}
