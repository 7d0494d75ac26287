//! Over time: dates and periods, windows, parts of a year.

use crate::{
    assume::{dsm_assume, stated},
    error::dsm_error,
    given::given,
    guard::guard,
    handle::give,
    operation::words,
    status::dsm_status,
    string::dsm_string,
    table::dsm_table,
};
use dsm_core::time::Frequency;

/// The cells of the first date or period.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_first(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.first(&assume)?));
    })
}

/// The cells of the last date or period.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_last(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.last(&assume)?));
    })
}

/// The mean over time. Of stocks: their average over the span of the dates, an estimate under `linear-between-dates`, or the
/// mean of the stated dates as a ratio. Of flows: a ratio per period, or per day where periods differ in length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_mean(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.mean(&assume)?));
    })
}

/// Persons times time from stocks, in `days` or `years`: exact when a stock is given for every day, else an estimate under
/// `linear-between-dates`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_person_time(
    table: *const dsm_table,
    timespan: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let timespan = words::timespan(given!(text timespan))?;
        result.put(give(table.person_time(timespan, &assume)?));
    })
}

/// Sums over windows of so many adjoining periods.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_rolling_sum(
    table: *const dsm_table,
    periods: usize,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.rolling_sum(periods, &assume)?));
    })
}

/// Means over centered windows of so many adjoining periods, an odd number; the ends are left out.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_moving_average(
    table: *const dsm_table,
    periods: usize,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.moving_average(periods, &assume)?));
    })
}

/// Sums from the start of the calendar year to the end of each period. Distinct persons are refused: they must be counted.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_year_to_date(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.year_to_date(&assume)?));
    })
}

/// The pieces of figures that run from the start of the year. `reading` says what a person of a piece is: `in-none-of-part`
/// (not seen earlier in the year) or `in-another-part`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_undo_year_to_date(
    table: *const dsm_table,
    reading: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let reading = words::reading(given!(text reading))?;
        result.put(give(table.undo_year_to_date(reading, &assume)?));
    })
}

/// Carries cases of a part of a year to the year, under `uniform-within-period` or `seasonal-share`. Persons are refused.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_annualize(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.annualize(&assume)?));
    })
}

/// The stock of 1 July between those of 1 January, an estimate under `linear-between-dates`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_mid_year(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.mid_year(&assume)?));
    })
}

/// The latest available period of each reporter, under `carried-forward`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_latest(
    table: *const dsm_table,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        result.put(give(table.latest(&assume)?));
    })
}

/// Divides the figures of periods into equal parts by days at a frequency such as `M`, under `uniform-within-period`. Persons
/// are refused.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_table_disaggregate(
    table: *const dsm_table,
    frequency: dsm_string,
    assume: *const dsm_assume,
    result: *mut *mut dsm_table,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (table, assume, result) = (given!(table), stated(given!(maybe assume)), given!(out result));
        let frequency = Frequency::parse(given!(text frequency))?;
        result.put(give(table.disaggregate(frequency, &assume)?));
    })
}
