use crate::{
    code::Scheme,
    error::{Collected, Error},
    exchange::sdmx::{Conversion, Format, Header, Structure, convert, structures::Structures},
    translate::Specification,
};
use std::io::Cursor;

fn mapped(text: &'static str, specification: &Specification) -> Result<(String, Vec<String>), Error> {
    let header = Header::new("M", "MDA", "2025-03-01");
    let map = Some(specification.recoding()?);
    let structure = Some(Structure::dataflow("DSM:ASYLUM_APPLICATIONS(1.0)")?);
    let conversion = Conversion { to: Format::Csv20, structure, flat: false, header, map };
    let (mut found, mut out) = (Collected::new(), Vec::new());
    convert(&mut || Ok(Box::new(Cursor::new(text))), "m.csv", &conversion, &Structures::none(), &mut found, &mut out)?;
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
