//! Codes about messages, each provoked by a message of SDMX-ML.

use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::{
    error::{Code, Collected, Error, Result, codes::exc},
    exchange::sdmx::{
        Header, csv,
        data::{Batch, Observations},
        ml::{self, data::Options},
        ml21,
        structures::{
            Class, Component, DataStructure, Identity, Item, ItemScheme, Maintained, Reference, Relationship,
            Representation, Role, Structures,
        },
    },
};
use std::io::Cursor;

/// `DSM:P(1.0)`: SEX with its codes, TIME_PERIOD, OBS_VALUE, the mandatory attributes OF_SET and OF_OBS.
fn structures() -> Result<Structures> {
    let (list, own) = (Identity::parse("DSM:CL_SEX(1.0)")?, Identity::parse("DSM:P(1.0)")?);
    let mut sexes = ItemScheme::new(Class::Codelist, Maintained::new(list.clone()));
    sexes.items.push(Item::new("F"));
    let mut structure = DataStructure::new(Maintained::new(own));
    let coded = Representation::coded(Reference::to(Class::Codelist, list));
    structure.dimensions.push(Component::new("SEX", Role::Dimension).written(coded));
    structure.dimensions.push(Component::new("TIME_PERIOD", Role::Time));
    structure.measures.push(Component::new("OBS_VALUE", Role::Measure { mandatory: false }));
    let attribute = |id: &str, of| Component::new(id, Role::Attribute { mandatory: true, of });
    structure.attributes.push(attribute("OF_SET", Relationship::DataSet));
    let number = Representation::text("Boolean");
    structure.attributes.push(attribute("OF_OBS", Relationship::Observation).written(number));
    Ok(Structures { schemes: vec![sexes], data_structures: vec![structure], ..Structures::none() })
}

fn message(root: &str, version: &str, body: &str) -> String {
    let schemas = format!("http://www.sdmx.org/resources/sdmxml/schemas/{version}");
    format!(
        "<m:{root} xmlns:m=\"{schemas}/message\" xmlns:c=\"{schemas}/common\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{body}</m:{root}>"
    )
}

/// A data set under a whole header.
fn set(body: &str) -> String {
    let structure = |id: &str| {
        format!(
            "<m:Structure structureID=\"{id}\" namespace=\"urn:x\" dimensionAtObservation=\"TIME_PERIOD\">\
             <c:Structure><Ref agencyID=\"DSM\" id=\"{id}\" version=\"1.0\"/></c:Structure></m:Structure>"
        )
    };
    let header = format!("<m:Header>{}{}</m:Header>", structure("P"), structure("Q"));
    message("StructureSpecificData", "v3_0", &format!("{header}<m:DataSet structureRef=\"P\">{body}</m:DataSet>"))
}

fn read(message: &str, found: &mut Collected) -> Result<()> {
    let (structures, mut batch) = (structures()?, Batch::new());
    let mut reader = ml::data::open(Cursor::new(message.to_owned()), "m.xml", &structures, found)?;
    while reader.next(&mut batch, found)?.is_some() {}
    Ok(())
}

fn write(message: &str, found: &mut Collected) -> Result<()> {
    let mut reader = ml::data::open(Cursor::new(message.to_owned()), "m.xml", &structures()?, &mut Collected::new())?;
    let options = Options::new(Header::new("M", "DSM", "2025-03-01"));
    ml21::data::write(&mut reader, &options, found, &mut Vec::new())
}

fn found(code: Code, how: fn(&str, &mut Collected) -> Result<()>, message: &str) -> Provoked {
    let mut found = Collected::new();
    match how(message, &mut found) {
        Ok(()) => finding(found.findings(), code),
        Err(error) => Error::into(error),
    }
}

fn refused(message: &str) -> Provoked {
    error(read(message, &mut Collected::new()))
}

const OBS: &str = "<Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"4\" OF_OBS=\"true\"/>";

fn series(obs: &str) -> String {
    set(&format!("<Series SEX=\"F\">{obs}</Series>"))
}

pub(super) const EXAMPLES: &[Example] = &[
    (exc::COMPONENT_UNKNOWN, || found(exc::COMPONENT_UNKNOWN, read, &series("<Obs WHAT=\"1\"/>"))),
    (exc::CODE_UNKNOWN, || found(exc::CODE_UNKNOWN, read, &set("<Series SEX=\"X\"/>"))),
    (exc::KEY_CONTRADICTED, || {
        found(exc::KEY_CONTRADICTED, read, &series("<Obs SEX=\"M\" TIME_PERIOD=\"2024\" OBS_VALUE=\"4\"/>"))
    }),
    (exc::HEADER_INVALID, || error(Header::new("M", "DSM", "yesterday").checked())),
    (exc::VALUES_MANY, || {
        let twice = "<Comp id=\"OF_OBS\"><Value>true</Value><Value>false</Value></Comp>";
        found(exc::VALUES_MANY, read, &series(&format!("<Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"4\">{twice}</Obs>")))
    }),
    (exc::REPRESENTATION_WRONG, || found(exc::REPRESENTATION_WRONG, read, &series("<Obs OF_OBS=\"maybe\"/>"))),
    (exc::DIMENSION_MISSING, || found(exc::DIMENSION_MISSING, read, &series("<Obs OBS_VALUE=\"4\"/>"))),
    (exc::ATTRIBUTE_MISSING, || found(exc::ATTRIBUTE_MISSING, read, &series("<Obs TIME_PERIOD=\"2024\"/>"))),
    (exc::OBSERVATION_TWICE, || found(exc::OBSERVATION_TWICE, read, &series(&OBS.repeat(2)))),
    (exc::PERIOD_WRONG, || found(exc::PERIOD_WRONG, read, &series("<Obs TIME_PERIOD=\"24\"/>"))),
    (exc::VALUE_NO_NUMBER, || found(exc::VALUE_NO_NUMBER, read, &series("<Obs OBS_VALUE=\"four\"/>"))),
    (exc::ATTRIBUTE_LEVEL, || found(exc::ATTRIBUTE_LEVEL, read, &series("<Obs OF_SET=\"x\"/>"))),
    (exc::STRUCTURE_NOT_THERE, || found(exc::STRUCTURE_NOT_THERE, read, &set(""))),
    (exc::STRUCTURE_NOT_NAMED, || {
        let message = message("StructureSpecificData", "v2_1", "<m:DataSet><Series SEX=\"F\"/></m:DataSet>");
        found(exc::STRUCTURE_NOT_NAMED, read, &message)
    }),
    (exc::ACTION_UNKNOWN, || {
        found(exc::ACTION_UNKNOWN, read, &set("").replace("structureRef", "action=\"Merge\" structureRef"))
    }),
    (exc::NOT_SDMX, || refused("<html/>")),
    (exc::XML_BROKEN, || refused(&set("</Series>"))),
    (exc::MESSAGE_ENCODING, || refused("<?xml version=\"1.0\" encoding=\"KOI8-R\"?><a/>")),
    (exc::XML_FORBIDDEN, || refused("<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>")),
    (exc::MESSAGE_LIMIT, || refused(&set(&"<Series>".repeat(100)))),
    (exc::LAYOUT_CONTRADICTED, || found(exc::LAYOUT_CONTRADICTED, read, &set(OBS))),
    (exc::ELEMENT_UNEXPECTED, || found(exc::ELEMENT_UNEXPECTED, read, &set("<Other/>"))),
    (exc::MESSAGE_TRUNCATED, || refused(&set("<Series>").replace("</m:DataSet></m:StructureSpecificData>", ""))),
    (exc::OUTSIDE_REPORTING, || {
        let message = series(OBS).replace("</m:Header>", "<m:ReportingBegin>2025</m:ReportingBegin></m:Header>");
        found(exc::OUTSIDE_REPORTING, read, &message)
    }),
    (exc::NOT_SAYABLE, || {
        let several =
            "<Obs TIME_PERIOD=\"2024\"><Comp id=\"OF_OBS\"><Value>true</Value><Value>false</Value></Comp></Obs>";
        found(exc::NOT_SAYABLE, write, &series(several))
    }),
    (exc::GROUP_UNKNOWN, || found(exc::GROUP_UNKNOWN, read, &set("<Group type=\"Siblings\" SEX=\"F\"/>"))),
    (exc::ARTEFACT_LEFT_OUT, || found(exc::ARTEFACT_LEFT_OUT, read, &set("<Metadata/>"))),
    (exc::HEADER_INCOMPLETE, || found(exc::HEADER_INCOMPLETE, read, &set(""))),
    (exc::VERSION_NOT_READ, || refused(&message("CompactData", "v2_0", ""))),
    (exc::SERIES_AGAIN, || found(exc::SERIES_AGAIN, read, &set(&"<Series SEX=\"F\"/>".repeat(2)))),
    (exc::DATA_SET_OTHER, || {
        let both = set(&format!("{OBS}</m:DataSet><m:DataSet structureRef=\"Q\"><Series X=\"1\"/>"));
        found(exc::DATA_SET_OTHER, write, &both)
    }),
    // XML that holds it is none, so it comes out of another format.
    (exc::CHARACTER_FORBIDDEN, || {
        let text = "DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE,NOTED\nDSM:P(1.0),F,2024,4,a\u{1}\n";
        let mut reader = csv::open(Cursor::new(text), "m.csv", &Structures::none()).unwrap();
        let options = Options::new(Header::new("M", "DSM", "2025-03-01"));
        error(ml21::data::write(&mut reader, &options, &mut Collected::new(), &mut Vec::new()))
    }),
    (exc::LANGUAGES_NOT_KEPT, || {
        let texts = "<Obs><Comp id=\"OF_OBS\"><Value><c:Text xml:lang=\"ru\">true</c:Text></Value></Comp></Obs>";
        found(exc::LANGUAGES_NOT_KEPT, read, &series(texts))
    }),
    (exc::FOOTER_SAYS, || {
        let footer = "</m:DataSet><Footer><Message code=\"413\"/></Footer><m:DataSet>";
        found(exc::FOOTER_SAYS, read, &set(footer))
    }),
    (exc::ATTRIBUTE_DIFFERS, || {
        let other =
            format!("<Series SEX=\"F\" OF_SET=\"a\">{OBS}</Series><Series SEX=\"F\" OF_SET=\"b\">{OBS}</Series>");
        found(exc::ATTRIBUTE_DIFFERS, write, &set(&other))
    }),
];
