//! Individual records in, tables out.

mod outputs;
mod places;
mod progress;
mod quality;
mod statement;

use super::{DONE, FOUND};
use crate::{
    Noticed, ScratchFiles,
    arguments::Count,
    console::Console,
    failure::{Done, unread},
    input::now,
    standard,
};
use dsm_core::{
    count::{Counted, Counter, Specification},
    error::{Finding, Result, Severity},
    source::{Input, Layout, Limits, Means, Wanted, open_records},
};
use outputs::write;
use places::Places;
use progress::Progress;
use std::{
    fs::{self, File},
    io,
    path::Path,
};

pub(super) fn run(asked: &Count, console: &mut Console<'_>) -> Done<u8> {
    let text = fs::read_to_string(&asked.specification).map_err(|error| unread(&asked.specification, error))?;
    let specification = Specification::from_toml(&asked.specification.display().to_string(), &text)?;
    if let Some(dialect) = asked.statement.sql {
        statement::say(&asked.statement, dialect, &specification, console)?;
        return Ok(DONE);
    }
    outputs::check(asked)?;
    let mut places = asked.places.as_deref().map(Places::create).transpose()?;
    let (counted, found) = counted(asked, &specification, places.as_mut(), console)?;
    if let Some(places) = places {
        places.finish()?;
    }
    write(asked, &counted, console)?;
    quality::say(&counted, &found, console)?;
    if let Some(path) = &asked.quality {
        quality::write(path, &counted, &found, console)?;
    }
    // A record that is refused is counted under its reason: what is not to be passed over is said in the specification.
    let refused = &counted.quality().refused;
    let grave = |finding: &Finding| finding.severity() == Severity::Error && !refused.contains_key(&finding.rule());
    let grave = found.iter().any(|(finding, _)| grave(finding));
    Ok(if grave { FOUND } else { DONE })
}

/// Counts all inputs, and what was found by what it says.
fn counted(
    asked: &Count,
    specification: &Specification,
    places: Option<&mut Places>,
    console: &Console<'_>,
) -> Result<(Counted, Vec<(Finding, u64)>)> {
    let (scratch, watch) = (ScratchFiles::new(asked.scratch.clone()), Progress::new(console));
    let available = || std::thread::available_parallelism().map_or(1, usize::from);
    let means = Means {
        scratch: &scratch,
        watch: &watch,
        threads: asked.threads.unwrap_or_else(available).max(1),
        memory: asked.memory.saturating_mul(1 << 20),
        now: now()?,
    };
    let mut counter = Counter::new(specification, &specification.catalogue()?, means)?;
    let mut hand_on;
    let mut noticed = match places {
        Some(places) => {
            hand_on = |finding: &Finding| places.put(finding);
            Noticed::with_places(&mut hand_on)
        }
        None => Noticed::default(),
    };
    if let Some(path) = &asked.links {
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut *open(path, asked, &wanted)?, &mut noticed)?;
    }
    let wanted = counter.wanted().to_vec();
    // A file that is not what the specification says is told before any record is counted; standard input is read once.
    let mut again = asked.inputs.iter().filter(|path| asked.inputs.len() > 1 && path.to_str() != Some("-"));
    again.try_for_each(|path| open(path, asked, &wanted).map(drop))?;
    for path in &asked.inputs {
        counter.read(&mut *open(path, asked, &wanted)?, &mut noticed)?;
    }
    let counted = counter.finish(&mut noticed)?;
    let found = noticed.counted(counted.quality());
    Ok((counted, found))
}

fn open(path: &Path, asked: &Count, wanted: &[Wanted]) -> Result<Box<dyn dsm_core::source::Records>> {
    // Registers are larger than files of figures.
    let mut layout = Layout::default().limits(Limits { file: u64::MAX, ..Limits::default() });
    if let Some(separator) = asked.separator {
        layout = layout.separator(separator);
    }
    if let Some(encoding) = asked.encoding {
        layout = layout.encoding(encoding);
    }
    let input: Box<dyn Input> = match path.to_str() {
        Some("-") => standard::input(io::stdin())?,
        _ => Box::new(File::open(path).map_err(|error| unread(path, error))?),
    };
    open_records(input, &path.display().to_string(), &layout, wanted)
}
