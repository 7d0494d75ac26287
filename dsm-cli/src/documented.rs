use crate::{
    arguments::SaidDocumentation,
    failure::{unread, unwritten},
    input::now,
    whole::{is_standard, written_whole},
};
use dsm_core::{
    catalogue::Indicator,
    documentation::Documentation,
    error::{At, Collected, Error, Place, Result, Safe, codes::exc},
    exchange::{
        sdmx::{Format, Header, MetadataReport, read_documentation, read_structures, structures::Structures},
        xlsx::DocumentationAnswers,
    },
    source::Input,
};
use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
};

/// Whether a file of documentation is a metadata report by its ending.
pub(crate) fn is_report(path: &Path) -> bool {
    format(path).is_ok()
}

/// Whether a file of documentation is a workbook by its ending: .ods is how LibreOffice saves one.
pub(crate) fn is_workbook(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    name.ends_with(".xlsx") || name.ends_with(".ods")
}

/// The answers of a form.
pub(crate) fn answers(path: &Path) -> Result<DocumentationAnswers> {
    let (file, name) = (File::open(path).map_err(|error| unread(path, error))?, path.display().to_string());
    let none = || Error::new(exc::FORM_NONE).at(Place::new(&*name, At::Whole));
    DocumentationAnswers::open(BufReader::new(file), &name)?.ok_or_else(none)
}

fn format(path: &Path) -> Result<Format> {
    let name = path.to_string_lossy().to_lowercase();
    match () {
        () if name.ends_with(".xml") => Ok(Format::Ml30),
        () if name.ends_with(".csv") => Ok(Format::Csv20),
        () => {
            let formats = Safe::words([Format::Ml30.word(), Format::Csv20.word()]);
            Err(Error::new(exc::REPORT_NOT_IN_FORMAT).with("formats", formats))
        }
    }
}

fn opened(path: &Path) -> Result<Box<dyn Input>> {
    Ok(Box::new(File::open(path).map_err(|error| unread(path, error))?))
}

/// Reads the documentation that the metadata reports of a file hold.
pub(crate) fn read(said: &SaidDocumentation, found: &mut Collected) -> Result<Vec<Documentation>> {
    let mut structures = Structures::none();
    for path in &said.structures {
        structures.add(read_structures(opened(path)?, &path.display().to_string(), found)?);
    }
    let stated = [said.country.as_deref(), said.indicator.as_deref()];
    read_documentation(opened(&said.file)?, &said.file.display().to_string(), &structures, stated, found)
}

/// Writes documentation of an indicator as metadata reports, as the ending of the file says; the structures of them stand beside
/// SDMX-ML as `NAME.structures.xml`. Standard output, which has no ending, is SDMX-CSV.
pub(crate) fn write(path: &Path, all: &[Documentation], indicator: &Indicator) -> Result<()> {
    let format = if is_standard(path) { Format::Csv20 } else { format(path)? };
    let mut report = MetadataReport::new("DSM")?;
    for documentation in all {
        report = report.with(documentation, indicator)?;
    }
    let header = Header::new(&format!("MDS_{}", indicator.id()), "DSM", &now()?.to_string());
    let (mut found, mut data, mut structures) = (Collected::new(), Vec::new(), Vec::new());
    report.write(format, &header, &mut found, &mut data)?;
    if format == Format::Ml30 {
        report.write_structures(format, &header, &mut found, &mut structures)?;
        let beside = path.with_extension("structures.xml");
        fs::write(&beside, structures).map_err(|error| unwritten(&beside, error))?;
    }
    written_whole(path, |out| out.write_all(&data).map_err(|error| unwritten(path, error)))
}
