//! What becomes of messages: `sdmx_told FILE…` prints a line for each, `FILE | structures N`, `FILE | observations N`, `FILE | reports N` or
//! the code of the refusal, then how many findings of each code there are. Data are read without their structures.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example is a host: it opens files and prints")]

use dsm_core::{
    error::{Collected, Error, FindingSink, codes::exc, codes::src},
    exchange::sdmx::{data::Batch, open, read_metadata, read_structures, structures::Structures},
    source::Input,
};
use std::fs::File;

fn opened(path: &str) -> Result<Box<dyn Input>, Error> {
    Ok(Box::new(File::open(path).map_err(|error| Error::new(src::READ_FAILED).caused_by(error))?))
}

fn told(path: &str, found: &mut Collected) -> Result<String, Error> {
    let mut of_structures = Collected::new();
    match read_structures(opened(path)?, path, &mut of_structures) {
        Ok(read) => {
            of_structures.findings().iter().for_each(|finding| {
                let _ = found.put(finding.clone());
            });
            let links = read.categorisations.len() + read.constraints.len() + read.agreements.len();
            let flows = read.dataflows.len() + read.metadataflows.len() + read.metadata_structures.len();
            return Ok(format!("structures {}", read.schemes.len() + read.data_structures.len() + flows + links));
        }
        Err(error) if error.code() == exc::NOT_SDMX => {}
        Err(error) => return Err(error),
    }
    let mut source = match open(opened(path)?, path, &Structures::none(), found) {
        Err(error) if error.code() == exc::NOT_SDMX => {
            let reports = read_metadata(opened(path)?, path, found);
            return reports.map(|reports| format!("reports {}", reports.len())).map_err(|_| error);
        }
        opened => opened?,
    };
    let (mut batch, mut rows) = (Batch::new(), 0);
    while source.next(&mut batch, found)?.is_some() {
        rows += batch.len();
    }
    Ok(format!("observations {rows}"))
}

fn main() {
    for path in std::env::args().skip(1) {
        let mut found = Collected::new();
        let said = told(&path, &mut found).unwrap_or_else(|error| error.code().id().to_owned());
        let codes: Vec<String> = found.tally().iter().map(|(code, _, many)| format!("{}×{many}", code.id())).collect();
        println!("{path} | {}", [vec![said], codes].concat().join(" "));
    }
}
