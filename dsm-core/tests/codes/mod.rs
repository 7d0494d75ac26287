//! Every code of the core can be provoked through the public interface. One file per room that has codes.

mod catalogue;
mod code;
mod error;
#[cfg(feature = "arrow")]
mod exchange;
mod measure;
mod semantics;
mod source;
mod table;
mod text;
mod time;

use crate::provoked::{Example, faults};

/// The examples of every room, in the order of the rooms.
fn examples() -> Vec<Example> {
    #[cfg(feature = "arrow")]
    let exchanged = exchange::EXAMPLES;
    #[cfg(not(feature = "arrow"))]
    let exchanged: &[Example] = &[];
    [
        error::EXAMPLES,
        text::EXAMPLES,
        code::EXAMPLES,
        time::EXAMPLES,
        source::EXAMPLES,
        measure::EXAMPLES,
        catalogue::EXAMPLES,
        semantics::EXAMPLES,
        table::EXAMPLES,
        exchanged,
    ]
    .concat()
}

#[test]
fn every_example_provokes_its_code_with_all_arguments() {
    let faults = faults(&examples());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
