//! What few specifications say: the indicator, cases, a link table, filters, mappings, groups, moments, rules.

use super::specification::{declare, dsm_count_specification};
use crate::{error::dsm_error, given::given, guard::guard, status::dsm_status, string::dsm_string};

/// The indicator that the tables are of, out of a preset such as `dsm`, and the State that counts. Its definition says what may be counted:
/// what it does not support is refused where counting begins.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_indicator(
    specification: *mut dsm_count_specification,
    preset: dsm_string,
    indicator: dsm_string,
    reporter: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (preset, indicator, reporter) = (given!(text preset), given!(text indicator), given!(text reporter));
        let lines: [(&str, &[&str]); 3] =
            [("preset", &[preset]), ("indicator", &[indicator]), ("reporter", &[reporter])];
        declare(given!(mut specification), "", &lines)?;
    })
}

/// The column of the number of a case: one case may be many records, and one record more than one person's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_case(
    specification: *mut dsm_count_specification,
    column: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, { declare(given!(mut specification), "records", &[("case", &[given!(text column)])])? })
}

/// The columns of the link table, which says the person of each document; it is read by `dsm_counter_links_file` or
/// `dsm_counter_links_stream`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_links(
    specification: *mut dsm_count_specification,
    document: dsm_string,
    person: dsm_string,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (document, person) = (given!(text document), given!(text person));
        declare(given!(mut specification), "links", &[("document", &[document]), ("person", &[person])])?;
    })
}

/// Only records whose column has one of the values are used. The column may not be one of persons, cases or births (CNT-003 where
/// counting begins).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_filter(
    specification: *mut dsm_count_specification,
    column: dsm_string,
    values: *const dsm_string,
    value_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let values = given!(texts values, value_count);
        declare(given!(mut specification), "filter", &[(given!(text column), &values)])?;
    })
}

/// The codes of a dimension for the values of its column: the value at a place is the code at the same place.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_codes(
    specification: *mut dsm_count_specification,
    dimension: dsm_string,
    values: *const dsm_string,
    codes: *const dsm_string,
    count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let part = format!("dimension.{}.codes", given!(text dimension));
        let (values, codes) = (given!(texts values, count), given!(texts codes, count));
        let pairs: Vec<(&str, [&str; 1])> =
            values.iter().zip(codes.iter()).map(|(value, code)| (*value, [*code])).collect();
        let lines: Vec<(&str, &[&str])> = pairs.iter().map(|(value, code)| (*value, code.as_slice())).collect();
        declare(given!(mut specification), &part, &lines)?;
    })
}

/// The days from the start of an interval to its end in groups such as `0-89`, `90+`: a dimension that is known at the end.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_days(
    specification: *mut dsm_count_specification,
    id: dsm_string,
    groups: *const dsm_string,
    group_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let part = format!("dimension.{}", given!(text id));
        let groups = given!(texts groups, group_count);
        declare(given!(mut specification), &part, &[("days", &groups)])?;
    })
}

/// The moments of a stock that was declared by `dsm_count_specification_count`: the `start` or `end` of its periods, or days.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_moments(
    specification: *mut dsm_count_specification,
    id: dsm_string,
    moments: *const dsm_string,
    moment_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let part = format!("count.{}", given!(text id));
        let moments = given!(texts moments, moment_count);
        declare(given!(mut specification), &part, &[("at", &moments)])?;
    })
}

/// The rules of residence of a count that was declared by `dsm_count_specification_count`: months, such as `12`, or months of a window, such
/// as `12/16`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_count_specification_rules(
    specification: *mut dsm_count_specification,
    id: dsm_string,
    rules: *const dsm_string,
    rule_count: usize,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let part = format!("count.{}", given!(text id));
        let rules = given!(texts rules, rule_count);
        declare(given!(mut specification), &part, &[("rules", &rules)])?;
    })
}
