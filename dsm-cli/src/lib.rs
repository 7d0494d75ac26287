//! The `dsm` command: words of the library at a terminal. It has no logic of its own.
#![forbid(unsafe_code)]

mod arguments;
mod brief;
mod console;
mod documented;
mod failure;
mod input;
mod form;
mod instruct;
mod noticed;
mod output;
mod scratch;
mod sections;
mod standard;
mod verb;
mod whole;

pub use noticed::{Noticed, Places};
pub use scratch::ScratchFiles;
pub use whole::written_whole;

use clap::{CommandFactory as _, FromArgMatches as _};
use std::{ffi::OsString, io::Write};

/// Runs the command with its arguments, the first of which is its name, and gives its exit status: 0 done; 1 done, with
/// findings of severity error; 2 wrong usage; 3 denied; 4 could not.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let mut command = instruct::with_verbs(arguments::Arguments::command());
    let asked = command.try_get_matches_from_mut(arguments).and_then(|matches| {
        let spoken = arguments::Spoken::from_arg_matches(&matches)?;
        Ok((
            spoken,
            match instruct::told(&matches) {
                Some(told) => Asked::Told(told),
                None => Asked::Verb(Box::new(arguments::Arguments::from_arg_matches(&matches)?.verb)),
            },
        ))
    });
    let (spoken, asked) = match asked {
        Ok(asked) => asked,
        Err(usage) => {
            let usage = usage.format(&mut command);
            let to: &mut dyn Write = if usage.use_stderr() { err } else { out };
            // Where even the usage cannot be said, the status still says it.
            let _ = write!(to, "{usage}");
            return u8::from(usage.use_stderr()) * failure::USAGE;
        }
    };
    // Where figures go to standard output, nothing else does.
    let figures = matches!(&asked, Asked::Verb(verb) if verb::writes_to_standard(verb));
    let to: &mut dyn Write = if figures { &mut *err } else { out };
    let mut console = console::Console::new(spoken.lang(), spoken.format, to);
    let done = match &asked {
        Asked::Told(told) => instruct::run(told, &mut console),
        Asked::Verb(verb) => verb::run(verb, &mut console),
    };
    match done.and_then(|status| console.finish().map(|()| status)) {
        Ok(status) => status,
        Err(failure) => failure.say(spoken.lang(), spoken.format, err),
    }
}

/// What is asked of the command: a verb of its own, or a step in words.
enum Asked {
    Verb(Box<arguments::Verb>),
    Told(instruct::Told),
}
