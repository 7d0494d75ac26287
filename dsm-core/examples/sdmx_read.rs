//! Reads an SDMX-ML data message twice: first for the codes that are in it, then checked against them, as a message that comes
//! with its structure is. Given a second file, it writes the observations there.
//!
//! `sdmx_read MESSAGE [OUT [flat] [3.0]]`

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example talks to its caller")]

use dsm_core::{
    error::Collected,
    exchange::sdmx::{
        Header,
        data::{Batch, Layout, Observations},
        ml::{self, data::Options},
        ml21, ml30,
        structures::{Class, Component, DataStructure, Dataflow, Item, ItemScheme, Maintained, Reference},
        structures::{Identity, Representation, Role, Structures},
    },
};
use std::{collections::BTreeSet, error::Error, fs::File, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_default();
    let structures = structures(&path)?;
    let mut found = Collected::new();
    let begun = Instant::now();
    let mut reader = ml::data::open(File::open(&path)?, &path, &structures, &mut found)?;
    let (mut batch, mut rows) = (Batch::new(), 0);
    while reader.next(&mut batch, &mut found)?.is_some() {
        rows += batch.len();
    }
    println!("{rows} observations in {:.2} s", begun.elapsed().as_secs_f64());
    for (code, _, many) in dsm_core::error::FindingSink::tally(&found).iter() {
        println!("{many} × {}", code.id());
    }
    if let Some(out) = arguments.next() {
        let begun = Instant::now();
        let options = Options::new(Header::new("COPY", "DSM", "2026-01-01"));
        let rest: Vec<String> = arguments.collect();
        let asked = |word: &str| rest.iter().any(|other| other == word);
        let options = if asked("flat") { options.flat() } else { options };
        let mut reader = ml::data::open(File::open(&path)?, &path, &structures, &mut found)?;
        let write = if asked("3.0") { ml30::data::write } else { ml21::data::write };
        write(&mut reader, &options, &mut found, &mut File::create(&out)?)?;
        println!("read and written in {:.2} s", begun.elapsed().as_secs_f64());
    }
    Ok(())
}

/// A structure with a code list of what is in the message for every component but the figures.
fn structures(path: &str) -> Result<Structures, Box<dyn Error>> {
    let (mut found, mut batch) = (Collected::new(), Batch::new());
    let mut reader = ml::data::open(File::open(path)?, path, &Structures::none(), &mut found)?;
    let (mut codes, mut named): (Vec<BTreeSet<String>>, _) = (Vec::new(), None);
    let mut layout = None;
    while let Some(set) = reader.next(&mut batch, &mut found)? {
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
    let mut structure = DataStructure::new(Maintained::new(own.about.identity.clone()));
    for (component, codes) in Layout::structure(&layout).components().zip(codes) {
        let mut component = Component::new(&component.id, component.role.clone());
        if !matches!(component.role, Role::Measure { .. } | Role::Time) {
            let list = Identity::new("DSM", &format!("CL_{}", component.id), "1.0")?;
            let mut scheme = ItemScheme::new(Class::Codelist, Maintained::new(list.clone()));
            scheme.items = codes.iter().map(|code| Item::new(code)).collect();
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
        all.dataflows.push(Dataflow { about: Maintained::new(named.identity().clone()), structure: Some(reference) });
    }
    all.data_structures.push(structure);
    Ok(all)
}
