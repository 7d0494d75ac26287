use crate::provoked::{Example, error};
use dsm_core::error::codes::exc;
use dsm_core::exchange::{csv, sdmx::Structure};
use dsm_core::measure::{Concept, Measure};
use dsm_core::table::{Axis, Table, View};
use std::io::{Cursor, Write};

fn view(axis: &str) -> View {
    let begun = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"));
    let begun = begun.axis(Axis::category(axis)).axis(Axis::time("TIME_PERIOD"));
    begun.row(&["F", "2024"], "3").build().unwrap().disclose().unwrap()
}

pub(super) const EXAMPLES: &[Example] = &[
    (exc::NOT_WRITTEN, || {
        // A place with room for ten bytes.
        let mut place = [0_u8; 10];
        let mut small = Cursor::new(place.as_mut_slice());
        error(csv::write(&view("SEX"), &mut small as &mut dyn Write))
    }),
    (exc::STRUCTURE_UNREADABLE, || error(Structure::dataflow("asylum decisions"))),
    (exc::AXIS_IS_COLUMN, || error(csv::write(&view("OBS_VALUE"), &mut Vec::new()))),
];
