//! The main job on real figures: read, checked, submitted, verified by somebody else, released, viewed under reciprocity, added
//! where that is sound, published. Every number that is shown is computed from the files.

mod data;
mod files;
mod narrator;
mod released;
mod sums;
mod walk;

use super::DONE;
use crate::{arguments::Demo, console::Console, failure::Done};
use dsm_core::text::{Label, label};
use narrator::Narrator;

pub(super) fn run(demo: &Demo, console: &mut Console<'_>) -> Done<u8> {
    let data = data::load(demo.data.as_deref())?;
    let mechanism = files::fresh(&demo.dir)?;
    let mut narrator = Narrator::new(console)?;
    narrator.line(label(Label::DemoTitle, narrator.lang()))?;
    let walk = walk::Walk { data: &data, mechanism: &mechanism };
    walk.read(&mut narrator)?;
    walk.check(&mut narrator)?;
    walk.join(&mut narrator)?;
    let [owner, reader] = walk.both()?;
    walk.hand_in(owner, true, &mut narrator)?;
    walk.ask_too_early(&mut narrator)?;
    walk.hand_in(reader, false, &mut narrator)?;
    let released = walk.ask(&mut narrator)?;
    let answers = sums::add_up(&released, &mut narrator)?;
    let refusals = sums::refused(&released, &mut narrator)?;
    files::publish(&demo.dir, &released, answers, refusals, data.source.as_ref(), &mut narrator)?;
    Ok(DONE)
}
