//! Writes structure messages of SDMX: `sdmx_structures 2.1|3.0|json IN OUT`, where IN is a message in any version, `preset:dsm`
//! for the structures of every indicator of a preset, or `view` for those of a small table. What was found out is printed.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "an example is a host: it opens files and prints"
)]

use dsm_core::{
    catalogue::Catalogue,
    error::{Collected, Error, codes::exc, codes::src},
    exchange::sdmx::{Header, json20, ml, ml21, ml30, structures::Structures},
    table::{Axis, Table},
};
use std::{env::args, fs::File, io::BufWriter, process::ExitCode};

fn of_preset(name: &str) -> Result<Structures, Error> {
    let mut all = Structures::none();
    for indicator in Catalogue::preset(name)?.iter() {
        all.add(Structures::of_indicator(indicator, "DSM")?);
    }
    Ok(all)
}

fn of_view() -> Result<Structures, Error> {
    let catalogue = Catalogue::preset("dsm")?;
    let indicator = catalogue.find("ASYLUM_APPLICATIONS")?;
    let table = Table::builder(indicator.measure().clone(), indicator.concept().clone());
    let table = table.axis(Axis::reporter("REF_AREA")).axis(Axis::category("SEX")).axis(Axis::time("TIME_PERIOD"));
    let table = table.row(&["MDA", "F", "2023"], "4104").row(&["GEO", "M", "2024"], "99");
    Structures::of_view(&table.build()?.disclose()?, indicator, "DSM")
}

fn given(from: &str, found: &mut Collected) -> Result<Structures, Error> {
    if let Some(preset) = from.strip_prefix("preset:") {
        return of_preset(preset);
    }
    if from == "view" {
        return of_view();
    }
    let input = File::open(from).map_err(|error| Error::new(src::READ_FAILED).caused_by(error))?;
    if from.ends_with(".json") {
        json20::structures::read(input, from, found)
    } else {
        ml::structures::read(input, from, found)
    }
}

fn write(version: &str, from: &str, to: &str, found: &mut Collected) -> Result<(), Error> {
    let structures = given(from, found)?;
    let file = File::create(to).map_err(|error| Error::new(exc::NOT_WRITTEN).caused_by(error))?;
    let mut out = BufWriter::new(file);
    let header = Header::new("STRUCTURES", "DSM", "2025-01-01T00:00:00Z");
    match version {
        "2.1" => ml21::structures::write(&structures, &header, &mut out, found),
        "json" => json20::structures::write(&structures, &header, &mut out, found),
        _ => ml30::structures::write(&structures, &header, &mut out, found),
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = args().skip(1).collect();
    let [version, from, to] = words.as_slice() else {
        eprintln!("sdmx_structures 2.1|3.0|json IN OUT");
        return ExitCode::FAILURE;
    };
    let mut found = Collected::new();
    let done = write(version, from, to, &mut found);
    found.findings().iter().for_each(|finding| println!("{finding}"));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
