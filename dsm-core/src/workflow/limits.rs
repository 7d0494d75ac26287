use super::record;
use crate::{
    access::{Limits, World},
    error::{Error, Result, Safe, codes::wfl},
    time::Moment,
};

/// Refuses indicators that are not there, and an end that is not after the beginning.
pub(super) fn check(world: &World, limits: &Limits) -> Result<()> {
    limits.indicators.iter().try_for_each(|id| indicator(world, id))?;
    span(limits.from, limits.until)
}

/// Refuses an indicator that is not there.
pub(super) fn indicator(world: &World, id: &str) -> Result<()> {
    if world.indicators.contains_key(id) {
        return Ok(());
    }
    Err(Error::new(wfl::INDICATOR_UNKNOWN).with("indicator", Safe::term(id)))
}

/// Refuses an end that is not after the beginning.
pub(super) fn span(from: Option<Moment>, until: Option<Moment>) -> Result<()> {
    match (from, until) {
        (Some(from), Some(until)) if until <= from => Err(Error::new(wfl::END_BEFORE_BEGINNING)),
        _ => Ok(()),
    }
}

/// Refuses States that are not there.
pub(super) fn states<'a>(world: &World, mut states: impl Iterator<Item = &'a std::sync::Arc<str>>) -> Result<()> {
    if states.all(|state| world.countries.contains(state)) { Ok(()) } else { Err(record::nobody("country")) }
}
