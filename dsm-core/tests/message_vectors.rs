//! The vectors of messages, run through the public interface: conversions, maps, changes, metadata reports.

use dsm_core::{
    catalogue::Catalogue,
    error::{Collected, Result},
    exchange::{
        Stated,
        sdmx::{
            Conversion, Format, Header, Revision, convert, open, read_documentation, read_structures, read_tables,
            structures::Structures,
        },
    },
    table::View,
    translate::Specification,
};
use dsm_spec::exchanged::{Act, MessageVector, load};
use std::{io::Cursor, path::Path};

fn input(text: &str) -> Box<Cursor<String>> {
    Box::new(Cursor::new(text.to_owned()))
}

fn header() -> Header {
    Header::new("V", "DSM", "2025-03-01")
}

fn view(text: &str) -> Result<View> {
    let (mut found, none) = (Collected::new(), Structures::none());
    let mut source = open(input(text), "m", &none, &mut found)?;
    let mut tables = read_tables(&mut *source, "m", &none, &Stated::nothing(), &mut found)?;
    tables.remove(0).table.disclose()
}

fn done(vector: &MessageVector, found: &mut Collected) -> Result<String> {
    let structures = match &vector.structures {
        Some(text) => read_structures(input(text), "s", found)?,
        None => Structures::none(),
    };
    let (message, mut out) = (vector.message.trim_start(), Vec::new());
    match vector.act {
        Act::Convert => {
            let map = vector.map.as_ref().map(|map| Specification::from_toml("map.toml", map)?.recoding());
            let conversion =
                Conversion { to: Format::Csv20, structure: None, flat: false, header: header(), map: map.transpose()? };
            convert(&mut || Ok(input(message)), "m", &conversion, &structures, found, &mut out)?;
        }
        Act::Changes => {
            let earlier = view(vector.earlier.as_deref().unwrap_or_default().trim_start())?;
            let later = view(message)?;
            let indicator = Catalogue::built_in("ASYLUM_APPLICATIONS")?;
            Revision::new(earlier, later, &indicator, "DSM")?.write(Format::Csv20, &header(), found, &mut out)?;
        }
        Act::Report => {
            for said in read_documentation(input(message), "m", &structures, [None, None], found)? {
                out.extend(format!("{} {}\n", said.country(), said.indicator()).bytes());
                for (field, answer) in said.answers() {
                    for (lang, text) in answer.written() {
                        let lang = if lang.is_empty() { "-" } else { &lang };
                        out.extend(format!("{} {lang} {}\n", field.id(), text.replace('\n', "\\n")).bytes());
                    }
                }
            }
        }
    }
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn every_vector_of_messages_gives_what_it_says() {
    let mut problems = Vec::new();
    let vectors = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut problems);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let mut wrong = Vec::new();
    for vector in &vectors {
        let mut found = Collected::new();
        let done = done(vector, &mut found).map_err(|error| error.code().id().to_owned());
        let place = |place: Option<&dsm_core::error::Place>| place.map(ToString::to_string).unwrap_or_default();
        let found: Vec<String> = found
            .findings()
            .iter()
            .map(|f| format!("{} {}", f.rule().id(), place(f.place())).trim_end().to_owned())
            .collect();
        let expected = match &vector.refused {
            Some(code) => Err(code.clone()),
            None => Ok(vector.text.clone().unwrap_or_default().trim_start().to_owned()),
        };
        if done != expected || (done.is_ok() && found != vector.findings) {
            wrong.push(format!("{}: {}\n{}\n{found:?}", vector.id, vector.says, done.unwrap_or_else(|code| code)));
        }
    }
    println!("{} vectors of messages", vectors.len());
    assert!(wrong.is_empty(), "{} of {} vectors disagree:\n{}", wrong.len(), vectors.len(), wrong.join("\n\n"));
}
