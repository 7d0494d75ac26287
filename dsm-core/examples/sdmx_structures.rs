//! Reads structure messages of SDMX and writes them in another version, with all that was found out on the way:
//! `sdmx_structures 2.1|3.0|json IN OUT`.

use dsm_core::{
    error::{Collected, Error},
    exchange::sdmx::{Header, json20, ml, ml21, ml30},
};
use std::{env::args, fs::File, io::BufWriter, process::ExitCode};

fn convert(version: &str, from: &str, to: &str, found: &mut Collected) -> Result<(), Error> {
    let input = File::open(from).expect("the message cannot be opened");
    let structures = match from.ends_with(".json") {
        true => json20::structures::read(input, from, found)?,
        false => ml::structures::read(input, from, found)?,
    };
    let mut out = BufWriter::new(File::create(to).expect("the place cannot be written to"));
    let header = Header::new("STRUCTURES", "DSM", "2025-01-01T00:00:00Z");
    match version {
        "2.1" => ml21::structures::write(&structures, &header, &mut out, found),
        "json" => json20::structures::write(&structures, &header, &mut out, found),
        _ => ml30::structures::write(&structures, &header, &mut out, found),
    }
}

fn main() -> ExitCode {
    let given: Vec<String> = args().skip(1).collect();
    let [version, from, to] = given.as_slice() else {
        eprintln!("sdmx_structures 2.1|3.0|json IN OUT");
        return ExitCode::FAILURE;
    };
    let mut found = Collected::new();
    let done = convert(version, from, to, &mut found);
    found.findings().iter().for_each(|finding| println!("{finding}"));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
