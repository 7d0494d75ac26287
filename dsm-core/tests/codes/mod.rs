//! Every code of the core can be provoked through the public interface. One file per room that has codes.

mod access;
#[cfg(feature = "arrow")]
mod arrow;
mod catalogue;
mod check;
mod code;
mod count;
mod documentation;
mod error;
mod exchange;
#[cfg(feature = "xlsx")]
mod forms;
mod measure;
mod messages;
#[cfg(feature = "parquet")]
mod parquet;
mod protect;
mod report;
mod sdmx;
mod semantics;
#[cfg(feature = "xlsx")]
mod sheets;
mod source;
mod statement;
mod structures;
mod table;
mod text;
mod time;
mod translate;
mod workflow;

use crate::provoked::{Example, faults};

/// The examples of every room, in the order of the rooms.
fn examples() -> Vec<Example> {
    #[cfg(feature = "arrow")]
    let arrow = arrow::EXAMPLES;
    #[cfg(not(feature = "arrow"))]
    let arrow: &[Example] = &[];
    #[cfg(feature = "parquet")]
    let parquet = parquet::EXAMPLES;
    #[cfg(not(feature = "parquet"))]
    let parquet: &[Example] = &[];
    #[cfg(feature = "xlsx")]
    let sheets = sheets::EXAMPLES;
    #[cfg(not(feature = "xlsx"))]
    let sheets: &[Example] = &[];
    #[cfg(feature = "xlsx")]
    let forms = forms::EXAMPLES;
    #[cfg(not(feature = "xlsx"))]
    let forms: &[Example] = &[];
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
        documentation::EXAMPLES,
        translate::EXAMPLES,
        count::EXAMPLES,
        statement::EXAMPLES,
        check::EXAMPLES,
        access::EXAMPLES,
        protect::EXAMPLES,
        workflow::EXAMPLES,
        exchange::EXAMPLES,
        messages::EXAMPLES,
        sdmx::EXAMPLES,
        structures::EXAMPLES,
        report::EXAMPLES,
        arrow,
        parquet,
        sheets,
        forms,
    ]
    .concat()
}

#[test]
fn every_example_provokes_its_code_with_all_arguments() {
    let faults = faults(&examples());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
