//! The main job on real figures: the files of States as they really come, read, checked, submitted, verified by somebody else,
//! released, viewed under reciprocity, protected, added where that is sound, published. Every number that is shown is computed
//! from the files.

mod data;
mod files;
mod narrator;
mod refusals;
mod region;
mod register;
mod road;
mod sums;
mod walk;

use super::DONE;
use crate::{arguments::Demo, console::Console, failure::Done};
use dsm_core::text::{Label, label};
use narrator::Narrator;

pub(super) fn run(demo: &Demo, console: &mut Console<'_>) -> Done<u8> {
    let data = data::load(demo.data.as_deref())?;
    let mechanism = files::fresh(&demo.dir)?;
    let mut narrator = Narrator::new(console, data.catalogue.clone())?;
    narrator.line(label(Label::DemoTitle, narrator.lang()))?;
    let walk = walk::Walk { data: &data, mechanism: &mechanism };
    walk.read(&mut narrator)?;
    walk.check(&mut narrator)?;
    walk.refuse_individuals(&mut narrator)?;
    walk.begin(&mut narrator)?;
    narrator.step(label(Label::DemoDocument, narrator.lang()))?;
    for state in data.states.iter().filter(|state| !state.stop.late) {
        walk.document(state, &mut narrator)?;
    }
    for (number, state) in data.states.iter().filter(|state| !state.stop.late).enumerate() {
        walk.hand_in(state, |one| !is_later(state, one), number == 0, &mut narrator)?;
    }
    for state in data.states.iter().filter(|state| !state.stop.later.is_empty() && !state.stop.late) {
        let indicators = state.indicators();
        narrator.step(label(Label::DemoShare, narrator.lang()))?;
        walk.ask(state, &indicators, &mut narrator)?;
        walk.hand_in(state, |one| is_later(state, one), false, &mut narrator)?;
        let later: Vec<&str> = indicators.into_iter().filter(|one| is_later(state, one)).collect();
        walk.ask(state, &later, &mut narrator)?;
    }
    for state in data.states.iter().filter(|state| state.stop.late) {
        narrator.step(label(Label::DemoLate, narrator.lang()))?;
        walk.join(state, &mut narrator)?;
        walk.document(state, &mut narrator)?;
        walk.ask(state, &state.indicators(), &mut narrator)?;
        walk.hand_in(state, |_| true, false, &mut narrator)?;
        walk.ask(state, &state.indicators(), &mut narrator)?;
    }
    let region = walk.region()?;
    let answers = sums::add_up(&region, &mut narrator)?;
    let register = register::share(&walk, &mut narrator)?;
    let refused = refusals::refused(&region, &mut narrator)?;
    let told = files::Told { answers, register, refused };
    files::publish(&demo.dir, &region, told, data.source.as_ref(), &mut narrator)?;
    Ok(DONE)
}

/// Whether a State hands an indicator in only after it has asked for those of others.
fn is_later(state: &data::National, indicator: &str) -> bool {
    state.stop.later.iter().any(|one| one == indicator)
}
