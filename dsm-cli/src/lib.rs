//! The `dsm` command: words of the library at a terminal. It has no logic of its own.
#![forbid(unsafe_code)]

mod arguments;
mod brief;
mod console;
mod failure;
mod input;
mod sections;
mod verb;

use clap::Parser as _;
use std::{ffi::OsString, io::Write};

/// Runs the command with its arguments, the first of which is its name, and gives its exit status: 0 done; 1 done, with
/// findings of severity error; 2 wrong usage; 3 denied; 4 could not.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let parsed = match arguments::Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(usage) => {
            let to: &mut dyn Write = if usage.use_stderr() { err } else { out };
            // Where even the usage cannot be said, the status still says it.
            let _ = write!(to, "{usage}");
            return u8::from(usage.use_stderr()) * failure::USAGE;
        }
    };
    let mut console = console::Console::new(parsed.lang(), parsed.format, out);
    match verb::run(&parsed.verb, &mut console).and_then(|status| console.finish().map(|()| status)) {
        Ok(status) => status,
        Err(failure) => failure.say(parsed.lang(), parsed.format, err),
    }
}
