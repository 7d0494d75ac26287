use crate::{
    code::Scheme,
    error::{Collected, Error},
    exchange::sdmx::{
        Conversion, Format, Header, Structure, convert,
        structures::{Component, DataStructure, Group, Identity, Maintained, Relationship, Role, Structures},
    },
    translate::Specification,
};
use std::io::Cursor;

fn mapped(text: &'static str, specification: &Specification) -> Result<(String, Vec<String>), Error> {
    let structure = Structure::dataflow("DSM:ASYLUM_APPLICATIONS(1.0)")?;
    mapped_to(text, specification, structure, &Structures::none())
}

fn mapped_to(
    text: &'static str,
    specification: &Specification,
    structure: Structure,
    structures: &Structures,
) -> Result<(String, Vec<String>), Error> {
    let header = Header::new("M", "MDA", "2025-03-01");
    let map = Some(specification.recoding()?);
    let conversion = Conversion { to: Format::Csv20, structure: Some(structure), flat: false, header, map };
    let (mut found, mut out) = (Collected::new(), Vec::new());
    convert(&mut || Ok(Box::new(Cursor::new(text))), "m.csv", &conversion, structures, &mut found, &mut out)?;
    Ok((String::from_utf8(out).unwrap(), found.findings().iter().map(ToString::to_string).collect()))
}

const NATIONAL: &str = "DATAFLOW,tara,citizen,gen,TIME_PERIOD,OBS_VALUE,OBS_STATUS,nota\n\
    BNS:AZIL(1.0),UZB,AFG,femei,2024,12,,x\n\
    BNS:AZIL(1.0),UZB,AFG,barbati,2024,*,,\n\
    BNS:AZIL(1.0),ROU,AFG,femei,2024,..,,\n\
    BNS:AZIL(1.0),QQQ,AFG,copii,2024,4,,\n";

fn national() -> Specification {
    let begun = Specification::tidy().column("REF_AREA", "tara").column("CITIZENSHIP", "citizen").column("SEX", "gen");
    let begun = begun.label("SEX", "femei", "F").label("SEX", "barbati", "M").ignore("nota");
    begun.reporter_in(Scheme::Iso3166Alpha3).unwrap().mark("..", "L").stated("FREQ", "A")
}

#[test]
fn components_and_codes_become_those_of_the_translator() {
    let (text, found) = mapped(NATIONAL, &national()).unwrap();
    let expected = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,CITIZENSHIP,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
        dataflow,DSM:ASYLUM_APPLICATIONS(1.0),I,A,UZ,AFG,F,2024,12,\n\
        dataflow,DSM:ASYLUM_APPLICATIONS(1.0),I,A,UZ,AFG,M,2024,,Q\n\
        dataflow,DSM:ASYLUM_APPLICATIONS(1.0),I,A,RO,AFG,F,2024,,L\n\
        dataflow,DSM:ASYLUM_APPLICATIONS(1.0),I,A,QQQ,AFG,copii,2024,4,\n";
    assert_eq!(text, expected);
    let expected = [
        "DSM-EXC-210 structure-not-there (structure=AZIL) at m.csv:1",
        "DSM-COD-007 code-unmapped (from=iso3166-alpha3, to=iso3166-alpha2) at m.csv:5",
        "DSM-COD-007 code-unmapped (from=words-of-translator, to=SEX) at m.csv:5",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_would_become_the_same_observation_is_found() {
    let merged = national().label("SEX", "barbati", "F");
    let (_, found) = mapped(NATIONAL, &merged).unwrap();
    assert!(found.iter().any(|one| one.starts_with("DSM-EXC-206 observation-twice")), "{found:?}");
    let (_, found) = mapped(NATIONAL, &national().column("AGE", "varsta")).unwrap();
    assert!(found.iter().any(|one| one.starts_with("DSM-EXC-201 component-unknown")), "{found:?}");
    let refused = mapped(NATIONAL, &national().ignore("gen")).unwrap_err();
    assert_eq!(refused.code().id(), "EXC-270");
}

#[test]
fn structures_are_not_mapped() {
    let refused = mapped("{\"data\": {\"codelists\": []}}", &national()).unwrap_err();
    assert_eq!(refused.code().id(), "EXC-269");
}

/// `DSM:S(1.0)`, with a mandatory attribute at every level.
fn strict() -> Structures {
    let mut structure = DataStructure::new(Maintained::new(Identity::parse("DSM:S(1.0)").unwrap()));
    structure.dimensions = ["SEX", "AREA"].map(|id| Component::new(id, Role::Dimension)).into();
    structure.dimensions.push(Component::new("TIME_PERIOD", Role::Time));
    structure.measures.push(Component::new("OBS_VALUE", Role::Measure { mandatory: false }));
    structure.groups.push(Group { id: "OF_SEX".into(), dimensions: vec!["SEX".into()] });
    let all = [
        ("COMMENT_DSET", Relationship::DataSet),
        ("TITLE", Relationship::Group("OF_SEX".into())),
        ("UNIT", Relationship::Dimensions(vec!["SEX".into(), "AREA".into()])),
        ("OBS_STATUS", Relationship::Observation),
    ];
    for (id, of) in all {
        structure.attributes.push(Component::new(id, Role::Attribute { mandatory: true, of }));
    }
    let mut structures = Structures::none();
    structures.data_structures.push(structure);
    structures
}

#[test]
fn attributes_that_are_missing_at_any_level_are_found_of_what_the_data_become() {
    let to = || Structure::data_structure("DSM:S(1.0)").unwrap();
    let words = Specification::tidy().column("SEX", "gen").label("SEX", "femei", "F").label("SEX", "barbati", "M");
    let bare = "DATAFLOW,gen,AREA,TIME_PERIOD,OBS_VALUE,TITLE,UNIT\nBNS:X(1.0),femei,MD,2023,1,,\n\
        BNS:X(1.0),femei,MD,2024,2,t,\nBNS:X(1.0),barbati,MD,2024,3,,p\n";
    let (_, found) = mapped_to(bare, &words, to(), &strict()).unwrap();
    let missing = |component: &str, level: &str| -> Vec<String> {
        let is = |one: &&String| {
            one.starts_with("DSM-EXC-205 ")
                && one.contains(&format!("component={component},"))
                && one.contains(&format!("level={level})"))
        };
        found.iter().filter(is).map(|one| one.rsplit(' ').next().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(missing("OBS_STATUS", "observation"), ["m.csv:2", "m.csv:3", "m.csv:4"], "{found:?}");
    assert_eq!(missing("COMMENT_DSET", "data-set"), ["m.csv:2"], "{found:?}");
    assert_eq!(missing("UNIT", "series"), ["m.csv:2"], "{found:?}");
    assert_eq!(missing("TITLE", "group"), ["m.csv:4"], "{found:?}");
    // What the translator states is not missing.
    let stated = words.stated("COMMENT_DSET", "c").stated("TITLE", "t").stated("UNIT", "p").stated("OBS_STATUS", "A");
    let (_, found) =
        mapped_to("DATAFLOW,gen,AREA,TIME_PERIOD,OBS_VALUE\nBNS:X(1.0),femei,MD,2023,1\n", &stated, to(), &strict())
            .unwrap();
    assert!(!found.iter().any(|one| one.starts_with("DSM-EXC-205 ")), "{found:?}");
}

#[test]
fn what_a_data_set_without_rows_lacks_is_told() {
    let message = "<m:StructureSpecificData xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message' \
        xmlns:c='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common'><m:Header><m:Structure structureID='S' \
        dimensionAtObservation='TIME_PERIOD'><c:Structure><Ref agencyID='DSM' id='S' version='1.0'/></c:Structure>\
        </m:Structure></m:Header><m:DataSet structureRef='S'/></m:StructureSpecificData>";
    let to = Structure::data_structure("DSM:S(1.0)").unwrap();
    let words = Specification::tidy().label("SEX", "femei", "F");
    let (_, found) = mapped_to(message, &words, to, &strict()).unwrap();
    let missing = found.iter().filter(|one| one.starts_with("DSM-EXC-205 ") && one.contains("COMMENT_DSET"));
    assert_eq!(missing.count(), 1, "{found:?}");
}

#[test]
fn what_rows_say_otherwise_of_their_group_is_told_once() {
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,AREA,TIME_PERIOD,OBS_VALUE,COMMENT_DSET,TITLE,UNIT,OBS_STATUS\n\
        datastructure,DSM:S(1.0),I,femei,MD,2023,1,c,t,p,A\ndatastructure,DSM:S(1.0),I,femei,RO,2023,1,c,u,p,A\n";
    let words = Specification::tidy().label("SEX", "femei", "F");
    let to = Structure::data_structure("DSM:S(1.0)").unwrap();
    let (_, found) = mapped_to(text, &words, to, &strict()).unwrap();
    let told: Vec<&String> = found.iter().filter(|one| one.starts_with("DSM-EXC-355 ")).collect();
    assert!(told.len() == 1 && told[0].ends_with("at m.csv:3"), "{found:?}");
}
