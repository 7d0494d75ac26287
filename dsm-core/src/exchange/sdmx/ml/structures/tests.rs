use super::read;
use crate::{
    error::{Collected, Error, codes::exc},
    exchange::sdmx::{
        Header, json20, ml21, ml30,
        structures::{
            Annotation, Class, Component, CubeRegion, DataConstraint, DataStructure, Identity, Item, ItemScheme,
            KeySet, Maintained, Member, Reference, Relationship, Representation, Role, Structures, Wording,
        },
    },
};
use proptest::prelude::*;
use std::{io::Cursor, sync::Arc};

const HEAD: &str =
    "<m:Structure xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'>\n<m:Header/><m:Structures>";
const FOOT: &str = "</m:Structures></m:Structure>";

fn told(artefacts: &str) -> (Structures, Vec<String>) {
    let mut found = Collected::new();
    let message = format!("{HEAD}{artefacts}{FOOT}");
    let structures = read(Cursor::new(message), "m.xml", &mut found).unwrap();
    let header = |finding: &&crate::error::Finding| finding.rule() != exc::HEADER_INCOMPLETE;
    (structures, found.findings().iter().filter(header).map(ToString::to_string).collect())
}

fn identity(text: &str) -> Identity {
    Identity::parse(text).unwrap()
}

fn named(text: &str, name: &Wording) -> Maintained {
    Maintained::new(identity(text)).named(name.clone())
}

/// Structures of every kind of component, member and key, all called the same.
fn everything(name: &Wording) -> Structures {
    let mut list = ItemScheme::new(Class::Codelist, named("A:CL(1.0)", name));
    list.about.annotations =
        vec![Annotation { kind: Some(Arc::from("KIND")), texts: name.clone(), ..Annotation::default() }];
    list.items = vec![Item::new("B").named(name.clone()), Item::new("_T").named(name.clone())];
    list.items[1].parent = Some(Arc::from("B"));
    list.items[0].descriptions = name.clone();
    let mut categories = ItemScheme::new(Class::CategoryScheme, named("A:CATS(1.0)", name));
    categories.items = ["X", "X.Y", "X.Y.Z", "V"].map(|id| Item::new(id).named(name.clone())).to_vec();
    categories.items[1].parent = Some(Arc::from("X"));
    categories.items[2].parent = Some(Arc::from("X.Y"));
    let concept = |id: &str| Reference::to_item(Class::Concept, identity("A:CS(1.0)"), id);
    let of = |id: &str, role| Component::new(id, role).of_concept(concept(id));
    let codes = Representation::coded(Reference::to(Class::Codelist, identity("A:CL(1.0)")));
    let mut structure = DataStructure::new(named("A:DSD(1.0)", name));
    structure.dimensions = vec![of("DIM", Role::Dimension).written(codes), of("TIME_PERIOD", Role::Time)];
    structure.dimensions[1].representation = Some(Representation::text("ObservationalTimePeriod"));
    structure.measures = vec![of("OBS_VALUE", Role::Measure { mandatory: false })];
    let dimensions = Relationship::Dimensions(vec![Arc::from("DIM")]);
    let relationships = [Relationship::DataSet, dimensions, Relationship::Observation];
    for (at, of_what) in relationships.into_iter().enumerate() {
        structure.attributes.push(of(&format!("ATT{at}"), Role::Attribute { mandatory: at == 0, of: of_what }));
    }
    let times = Member {
        times: [Some(Arc::from("2020")), Some(Arc::from("2024"))],
        exclusive: [false, true],
        ..Member::new("TIME_PERIOD")
    };
    let values = Member { values: vec![Arc::from("B")], cascading: vec![Arc::from("B")], ..Member::new("DIM") };
    let constraint = DataConstraint {
        about: named("A:CC(1.0)", name),
        actual: false,
        attached: vec![Reference::to(Class::DataStructure, identity("A:DSD(1.0)"))],
        regions: vec![CubeRegion { included: false, members: vec![values, times] }],
        key_sets: vec![KeySet { included: true, keys: vec![vec![(Arc::from("DIM"), Arc::from("B"))]] }],
    };
    let (schemes, data_structures) = (vec![categories, list], vec![structure]);
    Structures { schemes, data_structures, constraints: vec![constraint], ..Structures::none() }
}

/// What was written and read again, in every version.
fn through(all: &Structures) -> Result<Vec<Structures>, Error> {
    let header = Header::new("M", "A", "2025-01-01T00:00:00Z").to("B").test();
    let (mut found, mut read_again) = (Collected::new(), Vec::new());
    let mut out = Vec::new();
    ml21::structures::write(all, &header, &mut out, &mut found)?;
    read_again.push(read(Cursor::new(std::mem::take(&mut out)), "m.xml", &mut found)?);
    ml30::structures::write(all, &header, &mut out, &mut found)?;
    read_again.push(read(Cursor::new(std::mem::take(&mut out)), "m.xml", &mut found)?);
    json20::structures::write(all, &header, &mut out, &mut found)?;
    read_again.push(json20::structures::read(Cursor::new(out), "m.json", &mut found)?);
    assert!(found.findings().is_empty(), "{:?}", found.findings());
    Ok(read_again)
}

proptest! {
    #[test]
    fn every_name_in_any_script_survives_every_version(
        name in "[^\u{0}-\u{8}\u{B}\u{C}\u{E}-\u{1F}\u{FFFE}\u{FFFF}]{0,12}",
        lang in "[a-z]{2,3}(-[A-Z][a-z]{3})?",
    ) {
        let wording = Wording::none().with("en", &name).with(&lang, &format!("{name}<&>\"'\r\n\t\u{A0}"));
        let all = everything(&wording);
        for again in through(&all).unwrap() {
            prop_assert_eq!(&again, &all);
        }
    }

    #[test]
    fn a_message_cut_or_changed_anywhere_is_read_or_refused(at in 0_usize..9000, byte in any::<u8>(), cut in any::<bool>()) {
        let all = everything(&Wording::none().with("en", "name"));
        for write in [ml21::structures::write, ml30::structures::write, json20::structures::write] {
            let mut out = Vec::new();
            write(&all, &Header::new("M", "A", "2025-01-01"), &mut out, &mut Collected::new()).unwrap();
            let at = at % out.len();
            if cut {
                out.truncate(at);
            } else {
                out[at] = byte;
            }
            let mut found = Collected::new();
            let xml = read(Cursor::new(out.clone()), "m", &mut found).is_ok();
            let json = json20::structures::read(Cursor::new(out), "m", &mut found).is_ok();
            prop_assert!(!(xml && json));
        }
    }
}

#[test]
fn what_does_not_belong_is_said_with_its_line() {
    let (all, said) = told(
        "<Codelists>\n<Codelist agencyID='A' id='L'>\n<Name>n</Name>\n<Banana/><Code id='1'/>\n<Code id='1'/><Code/>\n</Codelist>\n\
         <Codelist agencyID='A' id='L'/><Codelist agencyID='a b' id='L'/></Codelists><Processes>\n<Process/></Processes>",
    );
    assert_eq!(
        said,
        [
            "DSM-EXC-220 element-unexpected (element=Banana) at m.xml:5",
            "DSM-EXC-242 artefact-double (element=Code) at m.xml:6",
            "DSM-EXC-241 identity-unreadable (element=Code) at m.xml:6",
            "DSM-EXC-242 artefact-double (element=Codelist) at m.xml:8",
            "DSM-EXC-241 identity-unreadable (element=Codelist) at m.xml:8",
            "DSM-EXC-225 artefact-left-out (element=Process) at m.xml:9",
        ]
    );
    assert_eq!(all.schemes[0].items.len(), 1);
}

#[test]
fn references_stand_as_parts_as_urn_or_as_text() {
    let urn = "urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=A:D(1.0)";
    for structure in [
        "<Ref agencyID='A' id='D' version='1.0' class='DataStructure'/>".to_owned(),
        "<Ref agencyID='A' id='D'></Ref>".to_owned(),
        format!("<URN>{urn}</URN>"),
        format!("\n {urn} \n"),
    ] {
        let flow = format!(
            "<Dataflows><Dataflow agencyID='A' id='F'><Name>f</Name><Structure>{structure}</Structure></Dataflow></Dataflows>"
        );
        let (all, said) = told(&flow);
        assert_eq!(all.dataflows[0].structure.as_ref().map(ToString::to_string).as_deref(), Some(urn), "{structure}");
        assert!(said.is_empty(), "{said:?}");
    }
}

#[test]
fn a_component_without_an_id_has_that_of_its_concept() {
    let concept =
        "<ConceptIdentity><Ref agencyID='A' maintainableParentID='CS' id='FREQ' class='Concept'/></ConceptIdentity>";
    let (all, said) = told(&format!(
        "<DataStructures><DataStructure agencyID='A' id='D'><Name>d</Name><DataStructureComponents><DimensionList><TimeDimension/>\
         <Dimension>{concept}</Dimension><Dimension>{concept}</Dimension></DimensionList></DataStructureComponents></DataStructure>\
         </DataStructures>"
    ));
    let ids: Vec<&str> = all.data_structures[0].dimensions.iter().map(|one| &*one.id).collect();
    assert_eq!(ids, ["FREQ", "TIME_PERIOD"]);
    assert_eq!(said, ["DSM-EXC-242 artefact-double (element=Dimension) at m.xml:2"]);
}

#[test]
fn other_versions_are_refused_by_their_name() {
    for (version, code) in [("v2_0", "EXC-229"), ("v1_0", "EXC-229"), ("v3_1", "EXC-229"), ("v9_9", "EXC-215")] {
        let message = format!("<Structure xmlns='http://www.SDMX.org/resources/SDMXML/schemas/{version}/message'/>");
        assert_eq!(read(Cursor::new(message), "m", &mut Collected::new()).unwrap_err().code().id(), code);
    }
    let data = "<m:GenericData xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'/>";
    assert_eq!(read(Cursor::new(data), "m", &mut Collected::new()).unwrap_err().code(), exc::NOT_SDMX);
}

#[test]
fn a_list_of_two_hundred_thousand_codes_is_read_whole() {
    let codes: String = (0..200_000).map(|n| format!("<Code id='C{n}'><Name>n</Name></Code>")).collect();
    let (all, said) =
        told(&format!("<Codelists><Codelist agencyID='A' id='L'><Name>l</Name>{codes}</Codelist></Codelists>"));
    assert_eq!((all.schemes[0].items.len(), said.len()), (200_000, 0));
}

#[test]
fn findings_of_json_say_where_they_are() {
    let message = r#"{"data":{"codelists":[{"id":"L","agencyID":"A","name":"l","banana":1,"codes":[{"id":"1","name":"n"},{"name":"n"}]}],
        "processes":[{}],"bananas":[{}]}}"#;
    let mut found = Collected::new();
    json20::structures::read(Cursor::new(message), "m.json", &mut found).unwrap();
    let said: Vec<String> = found
        .findings()
        .iter()
        .filter(|finding| finding.rule() != exc::HEADER_INCOMPLETE)
        .map(|finding| format!("{} {}", finding.rule().id(), finding.place().unwrap()))
        .collect();
    assert_eq!(said, ["EXC-220 m.json:1:59", "EXC-241 m.json:1:101", "EXC-225 m.json:2:22", "EXC-220 m.json:2:37"]);
}

#[test]
fn what_stands_twice_in_json_or_is_of_another_kind_is_said_at_its_place() {
    let message = "{\"data\":{\"codelists\":[7,\n{\"id\":\"L\",\"agencyID\":\"A\",\"name\":\"l\",\"name\":\"m\",\"isPartial\":1,\n\"codes\":3}]}}";
    let mut found = Collected::new();
    let all = json20::structures::read(Cursor::new(message), "m", &mut found).unwrap();
    assert_eq!(all.schemes[0].about.names.best("en"), Some("l"));
    let mut said: Vec<String> = found
        .findings()
        .iter()
        .filter(|finding| finding.rule() != exc::HEADER_INCOMPLETE)
        .map(|finding| format!("{} {}", finding.rule().id(), finding.place().unwrap()))
        .collect();
    said.sort();
    assert_eq!(said, ["EXC-243 m:1:23", "EXC-243 m:2:60", "EXC-243 m:3:9", "EXC-264 m:2:37"]);
}

#[test]
fn broken_json_of_structures_is_refused_at_its_line_and_column() {
    let refused = |message: &str| {
        let error = json20::structures::read(Cursor::new(message.to_owned()), "m", &mut Collected::new()).unwrap_err();
        format!("{} {}", error.code().id(), error.place().unwrap())
    };
    assert_eq!(refused("{\"data\":\n {\"codelists\": [,]}}"), "EXC-230 m:2:17");
    assert_eq!(refused("{\"data\": {}} x"), "EXC-230 m:1:14");
    assert_eq!(refused("{\"data\":\n"), "EXC-221 m:2:1");
    assert_eq!(refused(&format!("{{\"data\": {}", "[".repeat(100_000))), "EXC-218 m:1:73");
    assert_eq!(refused("\n {\"banana\": 1}"), "EXC-215 m:2:2");
}
