use dsm_core::{
    error::{Error, Result, Safe, codes::acc},
    time::Moment,
};
use std::time::{SystemTime, UNIX_EPOCH};

/// What time it is, passed in by the host so that a test or a register can say so.
pub trait Clock: Send + Sync {
    /// Now, in UTC.
    ///
    /// # Errors
    /// `TIM-005` where the clock is outside of the years that can be written.
    fn now(&self) -> Result<Moment>;
}

/// The clock of the machine, in UTC.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Result<Moment> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map(|d| d.as_secs()).unwrap_or_default();
        Moment::from_seconds(i64::try_from(since).unwrap_or(i64::MAX))
    }
}

/// Refuses a moment that has not come yet.
pub(crate) fn past(moment: Moment, now: Moment) -> Result<()> {
    if moment > now {
        return Err(Error::new(acc::MOMENT_TO_COME).with("moment", Safe::term(&moment.to_string())));
    }
    Ok(())
}
