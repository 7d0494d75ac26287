//! Every structure message of the specimens is read, or refused with a sentence, and what was read is the same after it was
//! written and read again: in SDMX-ML 2.1, 3.0 and SDMX-JSON 2.0.

use dsm_core::{
    error::{Collected, Error, Finding, Safe, codes::exc},
    exchange::sdmx::{
        Header, json20, ml, ml21, ml30,
        structures::{Class, Structures},
    },
    text::{Lang, message},
};
use std::{
    fs::{File, read_dir},
    io::Cursor,
    path::{Path, PathBuf},
};

/// The files of the specimens with an ending, in their order.
fn specimens(ending: &str) -> Vec<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("DSM_SPECIMENS").map_or_else(beside, PathBuf::from).join("corpora");
    let mut found = Vec::new();
    walk(&folder, ending, &mut found);
    found.sort();
    if found.is_empty() {
        println!("skipped: the messages of corpora (DSM_SPECIMENS)");
    }
    found
}

fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, ending, found);
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
}

type Writer = fn(&Structures, &Header, &mut Vec<u8>, &mut Collected) -> Result<(), Error>;
type Reader = fn(&[u8], &mut Collected) -> Result<Structures, Error>;

fn read_ml(bytes: &[u8], found: &mut Collected) -> Result<Structures, Error> {
    ml::structures::read(Cursor::new(bytes.to_vec()), "again", found)
}

const VERSIONS: [(&str, Writer, Reader); 3] = [
    ("2.1", |all, header, out, found| ml21::structures::write(all, header, out, found), read_ml),
    ("3.0", |all, header, out, found| ml30::structures::write(all, header, out, found), read_ml),
    (
        "JSON 2.0",
        |all, header, out, found| json20::structures::write(all, header, out, found),
        |bytes, found| json20::structures::read(Cursor::new(bytes.to_vec()), "again", found),
    ),
];

/// The same in one order of artefacts, because messages order them in their own way.
fn ordered(mut all: Structures) -> Structures {
    all.schemes.sort_by_key(|scheme| (scheme.class, scheme.about.identity.clone()));
    all
}

/// Without the artefacts that a finding names.
fn apart(mut all: Structures, findings: &[Finding]) -> Structures {
    let named: Vec<String> =
        findings.iter().filter_map(|finding| Some(finding.args().named("artefact")?.to_string())).collect();
    let kept = |about: &dsm_core::exchange::sdmx::structures::Maintained| {
        let name = format!("{}:{}", about.identity.agency(), about.identity.id());
        // A name with other characters than a message may show is not told.
        !named.contains(&Safe::term(&name).to_string())
    };
    all.schemes.retain(|one| kept(&one.about));
    all.categorisations.retain(|one| kept(&one.about));
    all.data_structures.retain(|one| kept(&one.about));
    all.dataflows.retain(|one| kept(&one.about));
    all.constraints.retain(|one| kept(&one.about));
    all.agreements.retain(|one| kept(&one.about));
    all.metadata_structures.retain(|one| kept(&one.about));
    all.metadataflows.retain(|one| kept(&one.about));
    all
}

/// What was read is written and read in every version.
fn through_every_version(file: &str, read: &Structures) {
    let header = Header::new("AGAIN", "DSM", "2025-01-01T00:00:00Z");
    for (version, write, again) in VERSIONS {
        let (mut out, mut found) = (Vec::new(), Collected::new());
        write(read, &header, &mut out, &mut found).unwrap_or_else(|error| panic!("{file} {version}: {error}"));
        let mut none = Collected::new();
        let second = again(&out, &mut none).unwrap_or_else(|error| panic!("{file} {version}: {error}"));
        let strange = |finding: &&Finding| finding.rule() != exc::ARTEFACT_LEFT_OUT;
        assert_eq!(none.findings().iter().find(strange), None, "{file} {version}: what was written is odd");
        assert!(found.findings().iter().all(|finding| finding.rule() == exc::NOT_SAYABLE));
        let (before, after) = (ordered(read.clone()), ordered(second.clone()));
        let (before, after) = (apart(before, found.findings()), apart(after, found.findings()));
        assert_eq!(before.schemes, after.schemes, "{file} {version}");
        assert_eq!(before.data_structures, after.data_structures, "{file} {version}");
        assert!(before == after, "{file} {version}: {before:#?} {after:#?}");
        // What is left is said whole.
        let (mut third, mut said) = (Vec::new(), Collected::new());
        write(&second, &header, &mut third, &mut said).unwrap();
        assert!(again(&third, &mut none).unwrap() == second, "{file} {version}: not the same a second time");
    }
}

#[test]
fn every_structure_message_is_read_or_refused_and_survives_every_version() {
    let files = specimens("xml");
    let (mut read, mut refused, mut codes) = (0, 0, 0);
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        let mut found = Collected::new();
        match ml::structures::read(File::open(path).unwrap(), &name, &mut found) {
            Ok(structures) => {
                read += 1;
                let lists = structures.schemes.iter().filter(|scheme| scheme.class == Class::Codelist);
                codes += lists.map(|list| list.items.len()).sum::<usize>();
                assert!(found.findings().iter().all(|finding| finding.place().is_some()), "{name}");
                through_every_version(&name, &structures);
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.code(), exc::NOT_SDMX, "{name}: {error}");
                assert!(message(&error, Lang::En).ends_with('.') && message(&error, Lang::Ru).ends_with('.'));
            }
        }
    }
    println!("structure messages of SDMX-ML: {read} read with {codes} codes, {refused} others refused");
    assert!(files.is_empty() || (read, refused) == (94, 51), "{read} read, {refused} refused");
}

#[test]
fn every_structure_message_of_json_is_read_or_refused_and_survives_every_version() {
    let files = specimens("json");
    let (mut read, mut refused) = (0, 0);
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        let mut found = Collected::new();
        match json20::structures::read(File::open(path).unwrap(), &name, &mut found) {
            Ok(structures) => {
                read += 1;
                through_every_version(&name, &structures);
            }
            Err(error) => {
                refused += 1;
                assert_eq!(error.code(), exc::NOT_SDMX, "{name}: {error}");
            }
        }
    }
    println!("structure messages of SDMX-JSON: {read} read, {refused} others refused");
    assert!(files.is_empty() || read == 4, "{read} read, {refused} refused");
}
