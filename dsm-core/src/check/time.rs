use super::{place, report};
use crate::{
    error::{Finding, FindingSink, Safe, codes::chk},
    table::{Status, Table},
    time::{Moment, Time},
};

/// Figures of a time that has not come, and of periods that are not over without saying so. Forecasts may.
pub(super) fn future(table: &Table, now: Moment, sink: &mut dyn FindingSink) {
    let Some((at, axis)) = table.axes().iter().enumerate().find(|(_, axis)| axis.is_time()) else { return };
    let begun = |time: &Time| match time {
        Time::Period(period) => (Moment::start_of(period.first()), Moment::end_of(period.last())),
        Time::Moment(moment) => (*moment, *moment),
    };
    // Most tables are of the past alone: their rows need not be looked at.
    if axis.times().iter().all(|time| begun(time).1 <= now) {
        return;
    }
    for row in table.rows().filter(|row| row.cell.figure().is_some()) {
        let Some(label) = row.key.get(at) else { continue };
        let Some(time) = axis.position(label).and_then(|place| axis.times().get(place as usize)) else { continue };
        let (begins, ends) = begun(time);
        let open = row.status.has(Status::PROVISIONAL) || row.status.has(Status::FORECAST);
        let rule = if begins > now && !row.status.has(Status::FORECAST) {
            chk::TIME_IN_FUTURE
        } else if ends > now && !open {
            chk::PERIOD_NOT_OVER
        } else {
            continue;
        };
        report(sink, Finding::new(rule).with("period", Safe::term(label)).at(place(table, &row.key)));
    }
}
