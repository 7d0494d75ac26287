use super::*;
use crate::{
    catalogue::Catalogue,
    documentation::{Field, Kind, fields},
    error::Collected,
    exchange::sdmx::{
        Header,
        structures::{Class, MetadataAttribute},
    },
    text::Lang,
    time::Day,
};
use proptest::prelude::*;
use std::io::Cursor;

const FORMATS: [(Format, &str); 2] = [(Format::Ml30, "d.xml"), (Format::Csv20, "d.csv")];

fn header() -> Header {
    Header::new("DOC", "MDA", "2026-06-01T00:00:00").to("DSM")
}

fn written(format: Format, all: &[Documentation]) -> Result<Vec<u8>> {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let mut report = MetadataReport::new("DSM")?;
    for one in all {
        report = report.with(one, catalogue.find(one.indicator()).unwrap())?;
    }
    let (mut found, mut out) = (Collected::new(), Vec::new());
    report.write(format, &header(), &mut found, &mut out)?;
    assert_eq!(found.findings(), []);
    Ok(out)
}

fn read(file: &str, bytes: &[u8], stated: [Option<&str>; 2]) -> (Result<Vec<Documentation>>, Vec<String>) {
    read_of(file, bytes, &Structures::none(), stated)
}

fn read_of(
    file: &str,
    bytes: &[u8],
    structures: &Structures,
    stated: [Option<&str>; 2],
) -> (Result<Vec<Documentation>>, Vec<String>) {
    let mut found = Collected::new();
    let all = read_documentation(Box::new(Cursor::new(bytes.to_vec())), file, structures, stated, &mut found);
    let said = |finding: &crate::error::Finding| {
        let place = finding.place().map(ToString::to_string).unwrap_or_default();
        format!("{} {place}", finding.rule().id())
    };
    (all, found.findings().iter().map(said).collect())
}

/// Every field answered, texts in two languages.
fn filled() -> Documentation {
    let day = |text: &str| Some(Day::parse(text).unwrap());
    let begun = Documentation::new("MD", "ASYLUM_DECISIONS").unwrap();
    let begun = begun.valid(day("2019-01-01"), day("2025-12-31")).unwrap();
    fields().iter().fold(begun, |said, field| match field.kind() {
        Kind::Text => {
            let said = said.say(field.id(), Lang::En, &format!("{}; en:x, \"y\"\nz", field.id())).unwrap();
            said.say(field.id(), Lang::Ru, "так; и так").unwrap()
        }
        Kind::Code => said.answer(field.id(), field.codes()[0]).unwrap(),
        Kind::Period => said.answer(field.id(), "2003").unwrap(),
        Kind::Day => said.answer(field.id(), "2026-01-15").unwrap(),
        Kind::Link => said.answer(field.id(), "https://example.org/act").unwrap(),
    })
}

#[test]
fn every_field_comes_back_from_every_format() {
    let blank = Documentation::new("KZ", "ENTRIES").unwrap();
    let dated = blank.clone().valid(Some(Day::parse("2020-01-01").unwrap()), None).unwrap();
    let not_stated = Documentation::new("KZ", "ASYLUM_DECISIONS").unwrap().answer("INSTANCE", "unstated").unwrap();
    let all = [filled(), blank, dated, not_stated];
    for (format, file) in FORMATS {
        let bytes = written(format, &all).unwrap();
        let (back, found) = read(file, &bytes, [None, None]);
        assert_eq!((back.unwrap(), found), (all.to_vec(), vec![]));
    }
}

fn text() -> impl Strategy<Value = String> {
    "[ \t\r\n\u{A0}]{0,2}[\\PC]{0,12}[;,:\"'<&>\n\t\u{A0}\u{AD}\u{200D}\\\\]{0,4}(en:|ru:|\\]\\]>)?\\PC{0,8}[ \t\r\n\u{A0}]{0,2}"
        .prop_filter("a text says something", |text| !text.trim().is_empty())
}

proptest! {
    #[test]
    fn any_text_comes_back_in_every_language(
        texts in prop::collection::btree_map("[a-z]{2,3}(-[a-z]{4})?", text(), 1..5), at in 0_usize..64,
    ) {
        let of_text: Vec<&Field> = fields().iter().filter(|field| field.kind() == Kind::Text).collect();
        let field = of_text[at % of_text.len()];
        let begun = Documentation::new("MD", "ENTRIES").unwrap();
        let said = texts.iter().fold(begun, |said, (lang, text)| said.write(field.id(), lang, text).unwrap());
        for (format, file) in FORMATS {
            let (back, found) = read(file, &written(format, std::slice::from_ref(&said)).unwrap(), [None, None]);
            prop_assert_eq!(back.unwrap(), std::slice::from_ref(&said));
            prop_assert_eq!(found, Vec::<String>::new());
        }
    }

    #[test]
    fn whatever_stands_there_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read("x", &bytes, [Some("MD"), Some("ENTRIES")]);
        let csv = [b"MDSTRUCTURE[;],MDSTRUCTURE_ID,TARGET_TYPES,TARGET_IDS,A.B[][en;ru],A\n", bytes.as_slice()].concat();
        let _ = read("x", &csv, [Some("MD"), Some("ENTRIES")]);
    }
}

const XML: &str = "<m:GenericMetadata xmlns:m='urn:m'><m:Header/>\n<m:MetadataSet agencyID='ESTAT' id='S' version='1.0' reportingBeginDate='2019'>\n";

fn xml(attributes: &str) -> String {
    format!("{XML}{attributes}</m:MetadataSet></m:GenericMetadata>")
}

const STATED: [Option<&str>; 2] = [Some("MD"), Some("ENTRIES")];

#[test]
fn known_concepts_are_taken_wherever_they_stand_and_unknown_ones_are_told() {
    let message = xml(
        "<Attribute id='STAT_PRES'>\n<Attribute id='STAT_CONC_DEF'><Text>Who &amp; what</Text><Text xml:lang='ru'>Кто</Text></Attribute>\n\
        <Attribute id='COST_BURDEN'><Value>low</Value></Attribute></Attribute>\n\
        <Attribute id='COMPILING_ORG'><Value>Migration Office</Value></Attribute>\n\
        <Attribute id='UNIT_MEASURE'><Text>Number of persons</Text></Attribute>\n\
        <Attribute id='META_CERTIFIED'><Value>2026-01-15</Value><Value>2027-01-15</Value></Attribute>\n\
        <Attribute id='SOURCE_TYPE'><StructuredText><p>A <b>register</b>\n of</p><ul><li>cards</li></ul></StructuredText></Attribute>",
    );
    let (all, found) = read("e.xml", message.as_bytes(), STATED);
    let all = all.unwrap();
    let said = Documentation::new("MD", "ENTRIES").unwrap().valid(Some(Day::parse("2019-01-01").unwrap()), None);
    let said = said.unwrap().say("NATIONAL_DEFINITION", Lang::En, "Who & what").unwrap();
    let said = said.say("NATIONAL_DEFINITION", Lang::Ru, "Кто").unwrap().say("AGENCY", Lang::En, "Migration Office");
    let said = said.unwrap().answer("CERTIFIED", "2026-01-15").unwrap();
    assert_eq!(all, [said.say("SOURCE", Lang::En, "A register of\ncards").unwrap()]);
    assert_eq!(
        found,
        [
            "EXC-280 e.xml:5:STAT_PRES.COST_BURDEN",
            "EXC-284 e.xml:6:COMPILING_ORG",
            "DOC-005 e.xml:7:UNIT_MEASURE",
            "EXC-282 e.xml:8:META_CERTIFIED",
            "EXC-283 e.xml:9:SOURCE_TYPE",
        ]
    );
}

#[test]
fn blanks_around_a_text_are_part_of_it() {
    for text in [" lead", "trail ", "\u{A0}nb\u{A0}", "\n\nx\n", "\r\na\r\nb\r\n", "\ta  b\t"] {
        let said = Documentation::new("MD", "ENTRIES").unwrap().say("TITLE", Lang::En, text).unwrap();
        assert_eq!(said.text("TITLE").unwrap().in_lang(Lang::En), text);
        for (format, file) in FORMATS {
            let bytes = written(format, std::slice::from_ref(&said)).unwrap();
            assert_eq!(read(file, &bytes, [None, None]).0.unwrap(), std::slice::from_ref(&said));
        }
    }
    let plain = xml("<Attribute id='TITLE'><StructuredText> lead </StructuredText></Attribute>");
    let (all, found) = read("e.xml", plain.as_bytes(), STATED);
    assert_eq!(all.unwrap()[0].text("TITLE").unwrap().in_lang(Lang::En), " lead ");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn without_a_structure_an_id_may_be_a_path() {
    let message = xml("<Attribute id='STAT_PRES.STAT_CONC_DEF'><Text>Who</Text></Attribute>\n\
        <Attribute id='STAT_PRES.COST_BURDEN'><Value>low</Value></Attribute>");
    let (all, found) = read("e.xml", message.as_bytes(), STATED);
    let said = Documentation::new("MD", "ENTRIES").unwrap().valid(Some(Day::parse("2019-01-01").unwrap()), None);
    assert_eq!(all.unwrap(), [said.unwrap().say("NATIONAL_DEFINITION", Lang::En, "Who").unwrap()]);
    assert_eq!(found, ["EXC-280 e.xml:4:STAT_PRES.COST_BURDEN"]);
}

#[test]
fn a_structure_says_which_concept_an_attribute_has() {
    let mut structures = Structures::of_documentation("ESTAT").unwrap();
    let structure = &mut structures.metadata_structures[0];
    structure.attributes.retain(|attribute| &*attribute.id == "META_CERTIFIED");
    let certified = MetadataAttribute { id: "CERTIFIED".into(), ..structure.attributes[0].clone() };
    structure.attributes =
        vec![MetadataAttribute { id: "META".into(), attributes: vec![certified], ..structure.attributes[0].clone() }];
    let message = xml(
        "<Metadataflow>urn:sdmx:org.sdmx.infomodel.metadatastructure.Metadataflow=ESTAT:MDF_DOCUMENTATION(1.0)</Metadataflow>\
        <Attribute id='META'><Attribute id='CERTIFIED'><Value>2026-01-15</Value></Attribute></Attribute>",
    );
    let (all, found) = read_of("e.xml", message.as_bytes(), &structures, STATED);
    assert!(found.is_empty() && all.unwrap()[0].find("CERTIFIED").is_some());
    let (all, found) = read("e.xml", message.as_bytes(), STATED);
    assert_eq!(found, ["EXC-280 e.xml:3:META.CERTIFIED"]);
    assert_eq!(all.unwrap()[0].answers().count(), 0);
}

#[test]
fn the_examples_of_the_guide_are_read() {
    let guide = "MDSTRUCTURE[;],MDSTRUCTURE_ID,METADATASET_ID,TARGET_TYPES,TARGET_IDS,ATTRIBUTE_1,ATTRIBUTE_1.ATTRIBUTE_1_2[][en;fr],ATTRIBUTE_2[],ATTRIBUTE_3[]\n\
        metadataflow,OECD:MDF(1.0.0),OECD:MDS(1.0.0),dataflow;dataflow,OECD:DF(1.0.0);OECD:DF(1.1.0),CODE_ID,\"\"\"en:\"\"\"\"<p>An XHTML text</p>\"\"\"\";fr:\"\"\"\"<p>Un texte XHTML</p>\"\"\"\"\"\";\"\"en:\"\"\"\"<p>Another; text</p>\"\"\"\"\"\"\",\"\"\"Text with \"\"\"\"quotes\"\"\"\"\"\";\"\"Another text\"\"\",123;456\n";
    let mut found = Collected::new();
    let sets = read_metadata(Box::new(Cursor::new(guide)), "g.csv", &mut found).unwrap();
    assert_eq!(found.findings(), []);
    let set = &sets[0];
    assert_eq!(
        set.targets.iter().map(|urn| urn.rsplit('=').next().unwrap()).collect::<Vec<_>>(),
        ["OECD:DF(1.0.0)", "OECD:DF(1.1.0)"]
    );
    assert_eq!(set.flow.as_ref().unwrap().class(), Class::Metadataflow);
    let first = &set.attributes[0];
    assert_eq!((first.value.as_deref(), first.attributes.len()), (Some("CODE_ID"), 2));
    let texts: Vec<_> = first.attributes.iter().flat_map(|one| one.texts.iter()).collect();
    let shown = [("en", "<p>An XHTML text</p>"), ("fr", "<p>Un texte XHTML</p>"), ("en", "<p>Another; text</p>")];
    assert_eq!(texts, shown);
    let values: Vec<_> = set.attributes[1..].iter().map(|one| one.value.as_deref().unwrap()).collect();
    assert_eq!(values, ["Text with \"quotes\"", "Another text", "123", "456"]);
    assert_eq!(set.attributes[4].place.as_ref().unwrap().to_string(), "g.csv:2:9");
}

#[test]
fn labels_beside_ids_and_names_in_columns_are_passed_over() {
    let labels = "MDSTRUCTURE[;],MDSTRUCTURE_ID,MDSTRUCTURE_NAME,METADATASET_ID,METADATASET_NAME,ACTION,IS_PARTIAL_LANGUAGE,TARGET_TYPES,TARGET_IDS,TARGET_NAMES,UNIT_MEASURE,Unit,FREQ_DISS: Frequency,Name\n\
        metadataflow,A:F(1.0): x,Flow,A:S(1.0),Set,I,0,dataflow,A:D(1.0),Data,CASES,Cases,M: Monthly,Monthly\n\
        metadataflow,A:F(1.0),Flow,A:S(1.0),Set,D,0,dataflow,A:D(1.0),Data,CASES,Cases,,\n";
    let (all, found) = read("l.csv", labels.as_bytes(), STATED);
    let said = Documentation::new("MD", "ENTRIES").unwrap().answer("UNIT", "CASES").unwrap();
    assert_eq!(all.unwrap(), [said.answer("PERIODICITY", "M").unwrap()]);
    assert_eq!(found, ["EXC-285 l.csv:3"]);
}

#[test]
fn hostile_messages_are_refused() {
    let refused = |bytes: &[u8]| read("h", bytes, STATED).0.unwrap_err().code().id().to_owned();
    assert_eq!(refused(b"<!DOCTYPE a [<!ENTITY b 'bbbb'>]><GenericMetadata>&b;</GenericMetadata>"), "EXC-217");
    assert_eq!(refused(b"<Structure/>"), "EXC-215");
    assert_eq!(refused(XML.as_bytes()), "EXC-221");
    assert_eq!(refused(b"A,B\n1,2\n"), "EXC-215");
    assert_eq!(refused(b"{\"meta\":{},\"data\":{\"metadataSets\":[]}}"), "EXC-229");
    let nested = xml(&"<Attribute id='A'>".repeat(100));
    assert_eq!(refused(nested.as_bytes()), "EXC-218");
    let text = "x".repeat(15 << 20);
    let long = xml(&format!("<Attribute id='A'><Value>{text}</Value></Attribute>").repeat(5));
    assert_eq!(refused(long.as_bytes()), "EXC-218");
    let many = xml(&"<Attribute id='A'/>".repeat(600_000));
    assert_eq!(refused(many.as_bytes()), "EXC-218");
}

#[test]
fn control_characters_cannot_be_said_in_xml_and_can_in_csv() {
    let said = Documentation::new("MD", "ENTRIES").unwrap().say("SOURCE", Lang::En, "a\u{1}b").unwrap();
    assert_eq!(
        written(Format::Ml30, std::slice::from_ref(&said)).unwrap_err().to_string(),
        "DSM-EXC-234 character-forbidden (component=common:Text)"
    );
    assert_eq!(
        read("c.csv", &written(Format::Csv20, std::slice::from_ref(&said)).unwrap(), [None, None]).0.unwrap(),
        [said]
    );
    assert_eq!(written(Format::Json20, &[]).unwrap_err().code().id(), "EXC-286");
}

#[test]
fn the_structure_has_a_place_for_every_field() {
    let all = Structures::of_documentation("DSM").unwrap();
    fn paths(attributes: &[MetadataAttribute], above: &str, into: &mut Vec<String>) {
        for one in attributes {
            let path = if above.is_empty() { one.id.to_string() } else { format!("{above}.{}", one.id) };
            let concept = one.concept.as_ref().unwrap();
            assert_eq!(concept.item(), Some(&*one.id));
            if !one.presentational {
                into.push(path.clone());
            }
            paths(&one.attributes, &path, into);
        }
    }
    let mut own = Vec::new();
    paths(&all.metadata_structures[0].attributes, "", &mut own);
    own.sort();
    let mut asked: Vec<String> = fields().iter().map(|field| field.concept().to_owned()).collect();
    asked.sort();
    assert_eq!(own, asked);
    for attribute in &all.metadata_structures[0].attributes {
        let concept = attribute.concept.as_ref().unwrap();
        assert!(all.scheme(Class::ConceptScheme, concept.identity()).unwrap().item(&attribute.id).is_some());
    }
    // Every code of every field has a name in both languages.
    let lists = all.schemes.iter().filter(|scheme| scheme.class == Class::Codelist);
    for item in lists.flat_map(|list| &list.items) {
        assert!(item.names.iter().map(|(lang, _)| lang).eq(["en", "ru"]), "{}", item.id);
    }
}
