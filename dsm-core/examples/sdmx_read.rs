//! Reads SDMX data of any format, checked against a structure, and says how many observations there were, what their whole figures add
//! up to, what was found, and how much memory was needed.
//!
//! - `sdmx_read structures MESSAGE OUT.xml` writes the structure that the codes of a message suggest: a code list for every component.
//! - `sdmx_read check MESSAGE STRUCTURES` reads it.
//! - `sdmx_read table MESSAGE STRUCTURES` reads it as a table.
//! - `sdmx_read convert MESSAGE OUT FORMAT` makes another message of it, without a structure.
//! - `sdmx_read write MESSAGE STRUCTURES OUT FORMAT [flat]` reads and writes it.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example talks to its caller")]

use dsm_core::{
    error::{Collected, Error as DsmError, FindingSink, codes::src::READ_FAILED},
    exchange::{
        Stated,
        sdmx::{
            Conversion, Format, Header, Options, convert,
            data::{Batch, Observations},
            ml21, open, read_structures, read_tables,
            structures::{Class, Component, DataStructure, Dataflow, Identity, Item, ItemScheme, Maintained},
            structures::{Reference, Representation, Role, Structures, Wording},
        },
    },
};
use std::{collections::BTreeSet, error::Error, fs::File, io::BufWriter};

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut found = Collected::new();
    match words.as_slice() {
        ["structures", message, out] => {
            let header = Header::new("STRUCTURES", "DSM", "2026-01-01");
            let all = suggested(message)?;
            ml21::structures::write(&all, &header, &mut BufWriter::new(File::create(out)?), &mut found)?;
        }
        ["check", message, structures] => {
            let structures = read(structures)?;
            let mut source = opened(message, &structures, &mut found)?;
            let (mut batch, mut rows, mut total) = (Batch::new(), 0, 0_i64);
            while let Some(set) = source.next(&mut batch, &mut found)? {
                let measure = set.layout.measure().unwrap_or(usize::MAX);
                rows += batch.len();
                let figures = (0..batch.len()).filter_map(|row| batch.value(row, measure));
                total += figures.filter_map(|figure| figure.parse::<i64>().ok()).sum::<i64>();
            }
            println!("observations {rows}\ntotal {total}");
        }
        ["table", message, structures] => {
            let structures = read(structures)?;
            let mut source = opened(message, &structures, &mut found)?;
            let tables = read_tables(&mut *source, message, &structures, &Stated::nothing(), &mut found)?;
            drop(source);
            println!("observations {}", tables.iter().map(|one| one.table.len()).sum::<usize>());
            println!("own {}", tables.iter().map(|one| one.table.bytes()).sum::<usize>());
        }
        ["convert", message, out, format] => {
            let header = Header::new("COPY", "DSM", "2026-01-01");
            let conversion = Conversion { to: Format::parse(format)?, structure: None, flat: false, map: None, header };
            let mut input =
                || Ok(Box::new(File::open(message).map_err(|e| DsmError::new(READ_FAILED).caused_by(e))?) as _);
            let mut out = BufWriter::new(File::create(out)?);
            convert(&mut input, message, &conversion, &Structures::none(), &mut found, &mut out)?;
        }
        ["write", message, structures, out, format, rest @ ..] => {
            let structures = read(structures)?;
            let mut source = opened(message, &structures, &mut found)?;
            let options = Options::new(Header::new("COPY", "DSM", "2026-01-01"));
            let options = if rest.contains(&"flat") { options.flat() } else { options };
            let (format, mut out) = (Format::parse(format)?, BufWriter::new(File::create(out)?));
            dsm_core::exchange::sdmx::write(format, &mut *source, &options, &structures, &mut found, &mut out)?;
        }
        _ => println!("sdmx_read structures|check|table|write MESSAGE …"),
    }
    for (code, _, many) in found.tally().iter() {
        println!("finding {} {many}", code.id());
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("peak {}", peak.trim().trim_end_matches(" kB").parse::<u64>()? * 1024);
    }
    Ok(())
}

fn read(path: &str) -> Done<Structures> {
    Ok(read_structures(Box::new(File::open(path)?), path, &mut Collected::new())?)
}

fn opened(path: &str, structures: &Structures, found: &mut Collected) -> Done<Box<dyn Observations>> {
    Ok(open(Box::new(File::open(path)?), path, structures, found)?)
}

/// A structure with a code list of what is in the message for every component but the figures.
fn suggested(path: &str) -> Done<Structures> {
    let (mut found, mut batch) = (Collected::new(), Batch::new());
    let mut source = opened(path, &Structures::none(), &mut found)?;
    let (mut codes, mut named): (Vec<BTreeSet<String>>, _) = (Vec::new(), None);
    let mut layout = None;
    while let Some(set) = source.next(&mut batch, &mut found)? {
        named = set.structure.clone();
        codes.resize(set.layout.parts().len(), BTreeSet::new());
        for (at, own) in codes.iter_mut().enumerate() {
            (0..batch.len()).filter_map(|row| batch.value(row, at)).for_each(|value| {
                if !own.contains(value) {
                    own.insert(value.to_owned());
                }
            });
        }
        layout = Some(set.layout.clone());
    }
    let mut all = Structures::none();
    let Some(layout) = layout else { return Ok(all) };
    let own = layout.structure();
    let named_as = |id: &str| Wording::none().with("en", id);
    let about = |identity: Identity| Maintained::new(identity.clone()).named(named_as(identity.id()));
    let mut structure = DataStructure::new(about(own.about.identity.clone()));
    let mut concepts = ItemScheme::new(Class::ConceptScheme, about(Identity::new("DSM", "CONCEPTS", "1.0")?));
    for (component, codes) in own.components().zip(codes) {
        concepts.items.push(Item::new(&component.id).named(named_as(&component.id)));
        let concept = Reference::to_item(Class::Concept, concepts.about.identity.clone(), &component.id);
        let mut component = Component::new(&component.id, component.role.clone()).of_concept(concept);
        if !matches!(component.role, Role::Measure { .. } | Role::Time) {
            let list = Identity::new("DSM", &format!("CL_{}", component.id), "1.0")?;
            let mut scheme = ItemScheme::new(Class::Codelist, about(list.clone()));
            scheme.items = codes.iter().map(|code| Item::new(code).named(named_as(code))).collect();
            all.schemes.push(scheme);
            component = component.written(Representation::coded(Reference::to(Class::Codelist, list)));
        }
        match component.role {
            Role::Measure { .. } => structure.measures.push(component),
            Role::Attribute { .. } => structure.attributes.push(component),
            _ => structure.dimensions.push(component),
        }
    }
    if let Some(named) = named {
        let reference = Reference::to(Class::DataStructure, structure.about.identity.clone());
        all.dataflows.push(Dataflow { about: about(named.identity().clone()), structure: Some(reference) });
    }
    all.schemes.push(concepts);
    all.data_structures.push(structure);
    Ok(all)
}
