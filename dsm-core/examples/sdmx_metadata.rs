//! Writes documentation as metadata reports of SDMX, for readers that share no code with DSM: `sdmx_metadata OUT`.
//!
//! OUT gets `report.xml`, `report.csv`, the structures of them in `structures.xml`, and `answers.json` with the answers that went in, by
//! the id of the report and the place of the attribute. `sdmx_metadata read FILE [STRUCTURES]` prints the answers that a report
//! holds, and what was found.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example is a host: it makes files and prints")]

use dsm_core::{
    catalogue::Catalogue,
    documentation::{Documentation, Kind, fields},
    error::Collected,
    exchange::sdmx::{Format, Header, MetadataReport, read_documentation, read_structures, structures::Structures},
    text::Lang,
    time::Day,
};
use serde_json::{Map, Value, json};
use std::{error::Error, fs, fs::File, path::Path};

type Done<T> = Result<T, Box<dyn Error>>;

/// What tools of the field break: quotes, apostrophes, separators, blanks of every kind, other scripts, markup.
const HARD: &str =
    "Cote d'Ivoire; the \"first\" permit, en:\u{A0}\u{AD}\u{200D}\\ <b>&amp;</b>\nновая строка ქართული 漢字";

fn all() -> Done<Vec<Documentation>> {
    let mut whole = Documentation::new("MD", "ASYLUM_DECISIONS")?;
    whole = whole.valid(Some(Day::parse("2019-01-01")?), Some(Day::parse("2025-12-31")?))?;
    for field in fields() {
        whole = match field.kind() {
            Kind::Text => whole.say(field.id(), Lang::En, HARD)?.say(field.id(), Lang::Ru, "так; и так")?,
            Kind::Code => whole.answer(field.id(), field.codes().first().ok_or("no code")?)?,
            Kind::Period => whole.answer(field.id(), "2003")?,
            Kind::Day => whole.answer(field.id(), "2026-01-15")?,
            Kind::Link => whole.answer(field.id(), "https://example.org/act?a=1&b=2")?,
        };
    }
    let part =
        Documentation::new("KZ", "ENTRIES")?.answer("UNIT", "PERSON_EVENTS")?.write("SOURCE", "kk", "Кәртішке")?;
    Ok(vec![whole, part, Documentation::new("KG", "ENTRIES")?])
}

fn answers(said: &Documentation) -> Value {
    let answer = |(tag, text): (String, String)| (tag, Value::from(text));
    let answers = said.answers().map(|(field, one)| {
        let texts: Map<String, Value> = one.written().into_iter().map(answer).collect();
        (field.concept().to_owned(), Value::from(texts))
    });
    Value::from(answers.collect::<Map<String, Value>>())
}

fn written(out: &Path) -> Done<()> {
    let (catalogue, mut report, mut by_report) = (Catalogue::preset("dsm")?, MetadataReport::new("DSM")?, Map::new());
    for one in all()? {
        report = report.with(&one, catalogue.find(one.indicator())?)?;
        let id = report.sets().last().and_then(|set| set.identity.as_ref()).map(ToString::to_string);
        by_report.insert(id.ok_or("no report")?, answers(&one));
    }
    let header = Header::new("DOCUMENTATION", "DSM", "2026-06-01T00:00:00").to("ESTAT");
    let mut found = Collected::new();
    report.write(Format::Ml30, &header, &mut found, &mut File::create(out.join("report.xml"))?)?;
    report.write(Format::Csv20, &header, &mut found, &mut File::create(out.join("report.csv"))?)?;
    let mut structures = File::create(out.join("structures.xml"))?;
    report.write_structures(Format::Ml30, &header, &mut found, &mut structures)?;
    found.findings().iter().for_each(|finding| println!("{finding}"));
    Ok(fs::write(out.join("answers.json"), serde_json::to_string(&by_report)?)?)
}

fn main() -> Done<()> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    match asked.as_slice() {
        [out] => written(Path::new(out)),
        [_, file, structures @ ..] => {
            let (mut found, mut known) = (Collected::new(), Structures::none());
            for path in structures {
                known.add(read_structures(Box::new(File::open(path)?), path, &mut Collected::new())?);
            }
            let stated = [Some("MD"), Some("ENTRIES")];
            let read = read_documentation(Box::new(File::open(file)?), file, &known, stated, &mut found)?;
            let read: Vec<Value> = read.iter().map(answers).collect();
            let found: Vec<String> = found.findings().iter().map(ToString::to_string).collect();
            println!("{}", json!({ "answers": read, "found": found }));
            Ok(())
        }
        _ => Err("sdmx_metadata OUT, or sdmx_metadata read FILE [STRUCTURES]".into()),
    }
}
