use super::{DONE, FOUND};
use crate::{
    arguments::Convert,
    brief::Brief,
    console::Console,
    failure::{Done, unread},
    input,
    scratch::ScratchFiles,
    standard,
    verb::table::written,
    whole::{is_standard, written_whole},
};
use dsm_core::{
    error::{FindingSink as _, Result, Severity},
    exchange::{
        Stated, csv,
        sdmx::{self, Conversion, Format, Header, Mapped, Structure, structures::Structures},
    },
    source::Input,
    translate::{Recoding, Specification},
};
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

pub(super) fn run(asked: &Convert, console: &mut Console<'_>) -> Done<u8> {
    let to = target(asked)?;
    let map = asked.map.as_deref().map(recoding).transpose()?;
    let mut brief = Brief::of_stream(asked.all || console.is_json());
    let mut structures = Structures::none();
    for path in &asked.structures {
        structures.add(sdmx::read_structures(opened(path)?, &path.display().to_string(), &mut brief)?);
    }
    // What goes to standard output goes as it is made.
    let done = if is_standard(&asked.output) {
        convert(asked, to, map, &structures, &mut brief, &mut io::stdout().lock())
    } else {
        written_whole(&asked.output, |out| convert(asked, to, map, &structures, &mut brief, out))
    };
    console.listed(brief.tally(), &brief.kept, asked.all)?;
    done?;
    written(&asked.output.display().to_string(), console)?;
    Ok(if brief.tally().of_severity(Severity::Error) == 0 { DONE } else { FOUND })
}

/// What is written.
#[derive(Clone, Copy, Debug)]
enum Target {
    /// A message of SDMX.
    Sdmx(Format),
    /// Tidy CSV, which must know what it counts.
    Tidy,
}

fn target(asked: &Convert) -> Result<Target> {
    let name = asked.output.to_string_lossy().to_lowercase();
    match asked.to.as_deref() {
        Some("csv") => Ok(Target::Tidy),
        Some(word) => Format::parse(word).map(Target::Sdmx),
        None if name.ends_with(".sdmx.csv") => Ok(Target::Sdmx(Format::Csv20)),
        None if name.ends_with(".csv") => Ok(Target::Tidy),
        None if name.ends_with(".json") => Ok(Target::Sdmx(Format::Json20)),
        None if name.ends_with(".xml") => Ok(Target::Sdmx(Format::Ml21)),
        None => Format::parse("").map(Target::Sdmx),
    }
}

/// What a technical translator says of messages.
fn recoding(path: &Path) -> Result<Recoding> {
    let text = fs::read_to_string(path).map_err(|error| unread(path, error))?;
    Specification::from_toml(&path.display().to_string(), &text)?.recoding()
}

fn convert(
    asked: &Convert,
    to: Target,
    map: Option<Recoding>,
    structures: &Structures,
    brief: &mut Brief,
    out: &mut dyn Write,
) -> Result<()> {
    let name = asked.input.display().to_string();
    let structure = asked.dataflow.as_deref().map(Structure::dataflow).transpose()?;
    match to {
        Target::Tidy => {
            let mut source = sdmx::open(opened(&asked.input)?, &name, structures, brief)?;
            let stated = Stated::nothing();
            let arrived = match &map {
                Some(map) => {
                    let mut mapped = Mapped::new(&mut *source, map, structures, structure.as_ref(), &name);
                    sdmx::read_tables(&mut mapped, &name, structures, &stated, brief)?
                }
                None => sdmx::read_tables(&mut *source, &name, structures, &stated, brief)?,
            };
            csv::write(&sdmx::single_table(arrived, &name)?.table.disclose()?, out)
        }
        Target::Sdmx(to) => {
            let prepared = asked.prepared.clone().map_or_else(|| input::now().map(|now| now.to_string()), Ok)?;
            let header =
                Header::new(&stem(&asked.output), asked.sender.as_deref().unwrap_or("DSM"), &prepared).checked()?;
            let conversion = Conversion { to, structure, flat: asked.flat, header, map };
            // It is opened twice: standard input comes once.
            let piped = (asked.input == Path::new("-")).then(piped).transpose()?;
            let mut open = || piped.as_ref().map_or_else(|| opened(&asked.input), standard::Again::opened);
            sdmx::convert(&mut open, &name, &conversion, structures, brief, out)
        }
    }
}

/// The name of a file without its endings, as an id of a message.
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bare = name.split('.').next().unwrap_or_default();
    let id: String = bare.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '_' }).collect();
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id } else { format!("M{id}") }
}

/// Standard input, whole: messages are read from their start more than once.
fn piped() -> Result<standard::Again> {
    standard::Again::of(io::stdin(), &ScratchFiles::new(None))
}

fn opened(path: &Path) -> Result<Box<dyn Input>> {
    if path == Path::new("-") {
        return piped()?.opened();
    }
    Ok(Box::new(File::open(path).map_err(|error| unread(path, error))?))
}
