use crate::provoked::{Example, Provoked, error, finding};
use dsm_core::error::{Code, Collected, Result, codes::exc};
use dsm_core::exchange::{
    Stated,
    sdmx::{
        self, Action, Format, Header, Options, Structure, ViewObservations,
        data::{Batch, Observations},
        structures::{
            Class, Component, CubeRegion, DataConstraint, DataStructure, Identity, Item, ItemScheme, Maintained,
            Member, Reference, Relationship, Representation, Role, Structures, TextFormat,
        },
    },
};
use dsm_core::measure::{Concept, Measure};
use dsm_core::table::{Axis, Table, View};
use dsm_core::translate::Specification;
use std::io::Cursor;

fn identity(text: &str) -> Identity {
    Identity::parse(text).unwrap()
}

/// By sex (two codes) and period, the status mandatory, the note a number, men not allowed.
fn structures() -> Structures {
    let list = identity("DSM:CL_SEX(1.0)");
    let mut sexes = ItemScheme::new(Class::Codelist, Maintained::new(list.clone()));
    sexes.items = vec![Item::new("F"), Item::new("M")];
    let mut structure = DataStructure::new(Maintained::new(identity("DSM:S(1.0)")));
    let coded = Representation::coded(Reference::to(Class::Codelist, list));
    structure.dimensions =
        vec![Component::new("SEX", Role::Dimension).written(coded), Component::new("TIME_PERIOD", Role::Time)];
    structure.measures = vec![Component::new("OBS_VALUE", Role::Measure { mandatory: false })];
    let attribute = |mandatory| Role::Attribute { mandatory, of: Relationship::Observation };
    structure.attributes = vec![
        Component::new("OBS_STATUS", attribute(true)),
        Component::new("NOTED", attribute(false)).written(Representation::text("Boolean")),
    ];
    let women = Member { values: vec!["F".into()], ..Member::new("SEX") };
    let constraint = DataConstraint {
        about: Maintained::new(identity("DSM:ONLY_WOMEN(1.0)")),
        actual: false,
        attached: vec![Reference::to(Class::DataStructure, identity("DSM:S(1.0)"))],
        regions: vec![CubeRegion { included: true, members: vec![women] }],
        key_sets: Vec::new(),
    };
    Structures {
        schemes: vec![sexes],
        data_structures: vec![structure],
        constraints: vec![constraint],
        ..Structures::none()
    }
}

fn opened(text: &str, sink: &mut Collected) -> Result<Box<dyn Observations>> {
    sdmx::open(Box::new(Cursor::new(text.to_owned())), "m.csv", &structures(), sink)
}

/// What is found in lines under the usual names.
fn found(rule: Code, lines: &str) -> Provoked {
    named(rule, "SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,NOTED", "DSM:S(1.0)", lines)
}

/// What is found in lines under names.
fn named(rule: Code, names: &str, structure: &str, lines: &str) -> Provoked {
    let lines: String = lines.split('|').map(|line| format!("datastructure,{structure},{line}\n")).collect();
    let mut sink = Collected::new();
    let mut reader = opened(&format!("STRUCTURE,STRUCTURE_ID,ACTION,{names}\n{lines}"), &mut sink).unwrap();
    let mut batch = Batch::new();
    while reader.next(&mut batch, &mut sink).unwrap().is_some() {}
    finding(sink.findings(), rule)
}

/// What is found, or refused, while a file of a flow becomes a table.
fn tabled(names: &str, lines: &str, sink: &mut Collected) -> Result<Vec<sdmx::Arrived>> {
    let lines: String = lines.split('|').map(|line| format!("DSM:F(1.0),{line}\n")).collect();
    let mut reader = opened(&format!("DATAFLOW,{names}\n{lines}"), sink)?;
    sdmx::read_tables(&mut *reader, "m.csv", &Structures::none(), &Stated::nothing(), sink)
}

fn found_in_table(rule: Code, names: &str, lines: &str) -> Provoked {
    let mut sink = Collected::new();
    tabled(names, lines, &mut sink).unwrap();
    finding(sink.findings(), rule)
}

/// What is found in rows with an attribute of the series.
fn leveled(rule: Code, lines: &str) -> Provoked {
    let (mut structures, mut sink) = (structures(), Collected::new());
    let of = Relationship::Dimensions(vec!["SEX".into()]);
    structures.data_structures[0].attributes = vec![Component::new("TITLE", Role::Attribute { mandatory: false, of })];
    let lines: String = lines.split('|').map(|line| format!("datastructure,DSM:S(1.0),{line}\n")).collect();
    let text = format!("STRUCTURE,STRUCTURE_ID,SEX,TIME_PERIOD,OBS_VALUE,TITLE\n{lines}");
    let mut reader = sdmx::open(Box::new(Cursor::new(text)), "m.csv", &structures, &mut sink).unwrap();
    while reader.next(&mut Batch::new(), &mut sink).unwrap().is_some() {}
    finding(sink.findings(), rule)
}

/// What is found while rows with actions become a table.
fn acted(rule: Code, lines: &str) -> Provoked {
    let lines: String = lines.split('|').map(|line| format!("dataflow,DSM:F(1.0),{line}\n")).collect();
    let mut sink = Collected::new();
    let text = format!("STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n{lines}");
    let mut reader = opened(&text, &mut sink).unwrap();
    sdmx::read_tables(&mut *reader, "m.csv", &Structures::none(), &Stated::nothing(), &mut sink).unwrap();
    finding(sink.findings(), rule)
}

/// What is found in a flat message of SDMX-JSON with this data set.
fn in_json(rule: Code, set: &str) -> Provoked {
    let mut sink = Collected::new();
    json(set, STRUCTURES, &mut sink).unwrap();
    finding(sink.findings(), rule)
}

const STRUCTURES: &str = r#"{"dimensions":{"observation":[{"id":"SEX","values":[{"id":"F"}]},{"id":"TIME_PERIOD","values":[{"id":"2024"}]}]}}"#;

fn json(set: &str, structures: &str, sink: &mut Collected) -> Result<()> {
    let text = format!(r#"{{"data":{{"structures":[{structures}],"dataSets":[{{{set}}}]}}}}"#);
    let mut reader = opened(&text, sink)?;
    let mut batch = Batch::new();
    while reader.next(&mut batch, sink)?.is_some() {}
    Ok(())
}

/// A message that is converted with a translator.
fn mapped(text: &'static str, specification: Specification) -> Result<()> {
    converted(text, Some(specification.recoding()?))
}

fn converted(text: &'static str, map: Option<dsm_core::translate::Recoding>) -> Result<()> {
    let conversion =
        sdmx::Conversion { to: Format::Ml21, structure: None, flat: false, header: Header::default(), map };
    let mut input = || Ok::<Box<dyn dsm_core::source::Input>, _>(Box::new(Cursor::new(text)));
    sdmx::convert(&mut input, "m", &conversion, &Structures::none(), &mut Collected::new(), &mut Vec::new())
}

fn view() -> View {
    let begun = Table::builder(Measure::parse("cases:permit:one", "flow").unwrap(), Concept::new("PERMITS"));
    let begun = begun.axis(Axis::category("BORDER")).axis(Axis::time("TIME_PERIOD"));
    begun.row(&["X", "2024"], "3").build().unwrap().disclose().unwrap()
}

/// What is found in a message of more series than are kept.
fn of_many_series() -> Provoked {
    let lines: String = (0..1_840_000).map(|series| format!("DSM:F(1.0),{series},2024,1\n")).collect();
    let mut sink = Collected::new();
    let mut reader = opened(&format!("DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\n{lines}"), &mut sink).unwrap();
    let mut batch = Batch::new();
    while reader.next(&mut batch, &mut sink).unwrap().is_some() {}
    finding(sink.findings(), exc::KEYS_NOT_KEPT)
}

/// Reads a report of an attribute: its action, and what stands there.
/// A note of one sign, held against a pattern.
fn patterned(rule: Code, pattern: &str) -> Provoked {
    let (mut structures, mut sink) = (structures(), Collected::new());
    let format = TextFormat { pattern: Some(pattern.into()), ..TextFormat::default() };
    let written = Representation { format: Some(format), ..Representation::default() };
    structures.data_structures[0].attributes[1].representation = Some(written);
    let text =
        "STRUCTURE,STRUCTURE_ID,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,NOTED\ndatastructure,DSM:S(1.0),F,2024,3,A,7\n";
    let mut reader = sdmx::open(Box::new(Cursor::new(text)), "m.csv", &structures, &mut sink).unwrap();
    while reader.next(&mut Batch::new(), &mut sink).unwrap().is_some() {}
    finding(sink.findings(), rule)
}

fn report(
    attribute: &str,
    line: &str,
    stated: [Option<&str>; 2],
    sink: &mut Collected,
) -> Result<Vec<dsm_core::documentation::Documentation>> {
    let (action, said) = line.split_once(',').unwrap();
    let text = format!(
        "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,ACTION,TARGET_TYPES,TARGET_IDS,{attribute}\n\
         metadataflow,ESTAT:ESMS(1.0),ESTAT:S(1.0),{action},dataflow,ESTAT:D(1.0),{said}\n"
    );
    sdmx::read_documentation(Box::new(Cursor::new(text)), "m.csv", &Structures::none(), stated, sink)
}

fn reported(rule: Code, attribute: &str, said: &str) -> Provoked {
    let mut sink = Collected::new();
    report(attribute, &format!("I,{said}"), [Some("MD"), Some("ENTRIES")], &mut sink).unwrap();
    finding(sink.findings(), rule)
}

pub(super) const EXAMPLES: &[Example] = &[
    (exc::STRUCTURES_NOT_IN_CSV, || {
        let (header, mut found) = (Header::new("S", "DSM", "2025-03-01"), Collected::new());
        error(sdmx::write_structures(Format::Csv20, &structures(), &header, &mut found, &mut Vec::new()))
    }),
    (exc::KEYS_NOT_KEPT, of_many_series),
    (exc::COMPONENT_UNKNOWN, || named(exc::COMPONENT_UNKNOWN, "SEX,AGE", "DSM:S(1.0)", "A,F,3")),
    (exc::CODE_UNKNOWN, || found(exc::CODE_UNKNOWN, "A,X,2024,3,A,")),
    (exc::REPRESENTATION_WRONG, || found(exc::REPRESENTATION_WRONG, "A,F,2024,3,A,perhaps")),
    (exc::DIMENSION_MISSING, || found(exc::DIMENSION_MISSING, "A,F,,3,A,")),
    (exc::ATTRIBUTE_MISSING, || found(exc::ATTRIBUTE_MISSING, "A,F,2024,3,,")),
    (exc::OBSERVATION_REPLACED, || {
        named(
            exc::OBSERVATION_REPLACED,
            "SEX,TIME_PERIOD,OBS_VALUE,VINTAGE",
            "DSM:P(1.0)",
            "R,F,2024,3,v1|R,F,2024,4,v2",
        )
    }),
    (exc::OBSERVATION_TWICE, || found(exc::OBSERVATION_TWICE, "A,F,2024,3,A,|A,F,2024,4,A,")),
    (exc::PERIOD_WRONG, || found(exc::PERIOD_WRONG, "A,F,2024-13,3,A,")),
    (exc::VALUE_NO_NUMBER, || found(exc::VALUE_NO_NUMBER, "A,F,2024,three,A,")),
    (exc::KEY_EXCLUDED, || found(exc::KEY_EXCLUDED, "A,M,2024,3,A,")),
    (exc::ACTION_UNKNOWN, || found(exc::ACTION_UNKNOWN, "Z,F,2024,3,A,")),
    (exc::STRUCTURE_NOT_THERE, || named(exc::STRUCTURE_NOT_THERE, "SEX", "DSM:OTHER(1.0)", "A,F")),
    (exc::STRUCTURE_NOT_NAMED, || named(exc::STRUCTURE_NOT_NAMED, "SEX", "", "A,F")),
    (exc::COLUMN_LACKING, || named(exc::COLUMN_LACKING, "SEX,OBS_VALUE,OBS_STATUS", "DSM:S(1.0)", "A,F,3,A")),
    (exc::NOT_SDMX, || error(opened("A,B\n1,2\n", &mut Collected::new()))),
    (exc::VERSION_NOT_READ, || error(opened("{\"header\":{},\"dataSets\":[]}", &mut Collected::new()))),
    (exc::NOT_SAYABLE, || {
        let mut sink = Collected::new();
        let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE\ndataflow,DSM:F(1.0),D,F,2024,\n";
        let mut reader = opened(text, &mut sink).unwrap();
        sdmx::write(Format::Csv10, &mut *reader, &Options::default(), &Structures::none(), &mut sink, &mut Vec::new())
            .unwrap();
        finding(sink.findings(), exc::NOT_SAYABLE)
    }),
    (exc::DATA_SET_OTHER, || {
        let mut sink = Collected::new();
        let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,WHAT\n\
            dataflow,DSM:F(1.0),A,F,2024,1,A,x\ndatastructure,DSM:S(1.0),A,F,2024,1,A,\n";
        let mut reader = opened(text, &mut sink).unwrap();
        sdmx::write(Format::Csv20, &mut *reader, &Options::default(), &Structures::none(), &mut sink, &mut Vec::new())
            .unwrap();
        finding(sink.findings(), exc::DATA_SET_OTHER)
    }),
    (exc::TABLES_SEVERAL, || {
        let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,TIME_PERIOD,OBS_VALUE\n\
            dataflow,DSM:F(1.0),R,F,2024,1\ndataflow,DSM:G(1.0),R,F,2024,1\n";
        let mut sink = Collected::new();
        let mut reader = opened(text, &mut sink).unwrap();
        let (nothing, structures) = (Stated::nothing(), Structures::none());
        let tables = sdmx::read_tables(&mut *reader, "m", &structures, &nothing, &mut sink).unwrap();
        error(sdmx::single_table(tables, "m"))
    }),
    (exc::OBSERVATIONS_LACKING, || error(converted("DATAFLOW,SEX,TIME_PERIOD,OBS_VALUE\n", None))),
    (exc::MEASURE_NOT_STATED, || found_in_table(exc::MEASURE_NOT_STATED, "SEX,TIME_PERIOD,OBS_VALUE", "F,2024,3")),
    (exc::ATTRIBUTE_NOT_KEPT, || {
        found_in_table(exc::ATTRIBUTE_NOT_KEPT, "SEX,TIME_PERIOD,OBS_VALUE,COMMENT", "F,2024,3,see the yearbook")
    }),
    (exc::STATUS_NOT_KNOWN, || {
        found_in_table(exc::STATUS_NOT_KNOWN, "SEX,TIME_PERIOD,OBS_VALUE,OBS_FLAG", "F,2024,3,d")
    }),
    (exc::MEASURE_VARIES, || {
        let lines = "F,2024,3,0|M,2024,4,3";
        error(tabled("SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT", lines, &mut Collected::new()))
    }),
    (exc::MULTIPLE_NOT_HELD, || {
        error(tabled("SEX,TIME_PERIOD,OBS_VALUE,UNIT_MULT", "F,2024,300,-2", &mut Collected::new()))
    }),
    (exc::AXES_DIFFER, || {
        let structure = Structure::data_structure("DSM:S(1.0)").unwrap();
        error(ViewObservations::new(view(), structure, &structures(), Header::default(), Action::Append))
    }),
    (exc::NUMBER_OF_NO_VALUE, || in_json(exc::NUMBER_OF_NO_VALUE, r#""observations":{"0:7":[1]}"#)),
    (exc::PROPERTY_TWICE, || in_json(exc::PROPERTY_TWICE, r#""action":"Append","action":"Delete""#)),
    (exc::KEY_UNEVEN, || in_json(exc::KEY_UNEVEN, r#""observations":{"0:0:0":[1]}"#)),
    (exc::VALUE_SURPLUS, || in_json(exc::VALUE_SURPLUS, r#""observations":{"0:0":[1,2]}"#)),
    (exc::DATA_UNDESCRIBED, || error(json(r#""observations":{"0:0":[1]}"#, "", &mut Collected::new()))),
    (exc::VINTAGES_DIFFER, || {
        let catalogue = dsm_core::catalogue::Catalogue::preset("dsm").unwrap();
        let indicator = catalogue.find("FOREIGNERS").unwrap();
        let begun = Table::builder(Measure::parse("cases:permit:many", "flow").unwrap(), Concept::new("PERMITS"));
        let other = begun.axis(Axis::time("TIME_PERIOD")).row(&["2024"], "3").build().unwrap().disclose().unwrap();
        error(sdmx::Revision::new(view(), other, indicator, "DSM"))
    }),
    (exc::MAP_NEEDS_DATA, || error(mapped("{\"data\":{\"codelists\":[]}}", Specification::tidy()))),
    (exc::DIMENSION_IGNORED, || {
        error(mapped("DATAFLOW,SEX,OBS_VALUE\nDSM:F(1.0),F,3\n", Specification::tidy().ignore("SEX")))
    }),
    (exc::DELETION_OF_ELSEWHERE, || acted(exc::DELETION_OF_ELSEWHERE, "D,F,2024,,")),
    (exc::DELETION_OF_ATTRIBUTES, || acted(exc::DELETION_OF_ATTRIBUTES, "A,F,2024,3,P|D,F,2024,,-")),
    (exc::VERSION_OTHER, || named(exc::VERSION_OTHER, "SEX", "DSM:S(1.1)", "A,F")),
    (exc::STRUCTURE_KIND_UNKNOWN, || {
        let mut sink = Collected::new();
        let text = "STRUCTURE,STRUCTURE_ID,SEX,TIME_PERIOD,OBS_VALUE\ndataflux,DSM:F(1.0),F,2024,3\n";
        let mut reader = opened(text, &mut sink).unwrap();
        while reader.next(&mut Batch::new(), &mut sink).unwrap().is_some() {}
        finding(sink.findings(), exc::STRUCTURE_KIND_UNKNOWN)
    }),
    (exc::COMPONENT_TWICE, || named(exc::COMPONENT_TWICE, "SEX,sex", "DSM:S(1.0)", "A,F,M")),
    (exc::LABEL_MALFORMED, || {
        named(exc::LABEL_MALFORMED, "SEX: Sex,TIME_PERIOD: Time", "DSM:S(1.0)", "A,: Female,2024")
    }),
    (exc::ATTRIBUTE_OTHERWISE, || leveled(exc::ATTRIBUTE_OTHERWISE, "F,2023,1,a|F,2024,1,b")),
    (exc::FORMAT_UNKNOWN, || error(Format::parse("edifact"))),
    (exc::CONCEPT_WITHOUT_FIELD, || reported(exc::CONCEPT_WITHOUT_FIELD, "COST_BURDEN", "low")),
    (exc::REPORT_ABOUT_UNKNOWN, || error(report("COST_BURDEN", "I,low", [None, None], &mut Collected::new()))),
    (exc::ANSWER_TWICE, || reported(exc::ANSWER_TWICE, "UNIT_MEASURE[]", "CASES;PERSONS")),
    (exc::LAYOUT_LEFT_OUT, || {
        let attribute = "<Attribute id='REF_AREA'><StructuredText><p>all</p></StructuredText></Attribute>";
        let message = format!("<GenericMetadata><MetadataSet>{attribute}</MetadataSet></GenericMetadata>");
        let mut sink = Collected::new();
        let (input, none) = (Box::new(Cursor::new(message)), Structures::none());
        sdmx::read_documentation(input, "m.xml", &none, [Some("MD"), Some("ENTRIES")], &mut sink).unwrap();
        finding(sink.findings(), exc::LAYOUT_LEFT_OUT)
    }),
    (exc::ANSWER_WITHOUT_LANGUAGE, || reported(exc::ANSWER_WITHOUT_LANGUAGE, "REF_AREA", "all")),
    (exc::REPORT_DELETED, || {
        let mut sink = Collected::new();
        report("UNIT_MEASURE", "D,-", [None, None], &mut sink).unwrap();
        finding(sink.findings(), exc::REPORT_DELETED)
    }),
    (exc::PATTERN_UNCHECKED, || patterned(exc::PATTERN_UNCHECKED, "\\w+")),
    (exc::PATTERN_NOT_FOLLOWED, || patterned(exc::PATTERN_NOT_FOLLOWED, "[A-Z]{3}")),
    (exc::REPORT_NOT_IN_FORMAT, || {
        let (report, mut sink) = (sdmx::MetadataReport::new("DSM").unwrap(), Collected::new());
        error(report.write(Format::Ml21, &Header::default(), &mut sink, &mut Vec::new()))
    }),
];
