use super::{Edition, Options, open, write};
use crate::{
    error::{Collected, Error, Result},
    exchange::sdmx::{
        Header,
        data::{Batch, DataSet, Observations},
        structures::{
            Class, Component, DataStructure, Dataflow, Group, Identity, Item, ItemScheme, Maintained, Reference,
            Relationship, Representation, Role, Structures,
        },
    },
};
use proptest::prelude::*;
use std::io::Cursor;

/// Every row as `ID=value` of what it has, several values with `|` between, with the number and action of its data set.
fn rows(set: &DataSet, batch: &Batch, lines: bool) -> Vec<String> {
    let told = |row: usize| {
        let mut said = format!("{}{}", set.number, set.action.letter());
        if lines {
            said += &format!("@{}", batch.line(row));
        }
        for (at, part) in set.layout.parts().iter().enumerate() {
            if let Some(value) = batch.value(row, at) {
                said += &format!(" {}={value}", part.id);
                batch.more(row, at).iter().for_each(|value| said += &format!("|{value}"));
            }
        }
        said
    };
    (0..batch.len()).map(told).collect()
}

struct Told {
    rows: Vec<String>,
    found: Vec<String>,
    error: Option<Error>,
}

fn read_with(bytes: &[u8], structures: &Structures, lines: bool) -> Told {
    let (mut found, mut all) = (Collected::new(), Vec::new());
    let mut read = || -> Result<()> {
        let mut reader = open(Cursor::new(bytes.to_vec()), "m.xml", structures, &mut found)?;
        let mut batch = Batch::new();
        while let Some(set) = reader.next(&mut batch, &mut found)? {
            all.extend(rows(set, &batch, lines));
        }
        Ok(())
    };
    let error = read().err();
    // Columns have a test of their own, beside the checks.
    let short = |finding: &crate::error::Finding| {
        let told = finding.to_string().trim_start_matches("DSM-").to_owned();
        match told.rsplitn(3, ':').collect::<Vec<_>>().as_slice() {
            [path, column, before] if column.parse::<u32>().is_ok() && before.contains("m.xml:") => {
                format!("{before}:{path}")
            }
            _ => told,
        }
    };
    Told { rows: all, found: found.findings().iter().map(short).collect(), error }
}

fn read(message: &str, structures: &Structures) -> Told {
    read_with(message.as_bytes(), structures, true)
}

/// The codes of the findings, and of the error at the end.
fn codes(told: &Told) -> Vec<String> {
    let found = told.found.iter().map(|finding| finding.split(' ').next().unwrap().to_owned());
    found.chain(told.error.iter().map(|error| error.code().id().to_owned())).collect()
}

/// `DSM:PERMITS(1.0)`: FREQ, SEX, AREA, TIME_PERIOD; OBS_VALUE; attributes at every level.
fn permits() -> Structures {
    let mut all = Structures::none();
    let list = Identity::parse("DSM:CL_SEX(1.0)").unwrap();
    let mut sexes = ItemScheme::new(Class::Codelist, Maintained::new(list.clone()));
    sexes.items = ["F", "M", "_T"].map(Item::new).into();
    all.schemes.push(sexes);
    let identity = Identity::parse("DSM:DSD_PERMITS(1.0)").unwrap();
    let mut structure = DataStructure::new(Maintained::new(identity.clone()));
    let dimension = |id: &str| Component::new(id, Role::Dimension);
    let coded = Representation::coded(Reference::to(Class::Codelist, list));
    structure.dimensions = vec![dimension("FREQ"), dimension("SEX").written(coded), dimension("AREA")];
    structure.dimensions.push(Component::new("TIME_PERIOD", Role::Time));
    structure.measures.push(Component::new("OBS_VALUE", Role::Measure { mandatory: false }));
    structure.groups.push(Group { id: "Sibling".into(), dimensions: vec!["SEX".into(), "AREA".into()] });
    let series = || Relationship::Dimensions(["FREQ", "SEX", "AREA"].map(Into::into).into());
    let mut add = |id: &str, mandatory: bool, of: Relationship| {
        structure.attributes.push(Component::new(id, Role::Attribute { mandatory, of }));
    };
    add("COMMENT_DSET", false, Relationship::DataSet);
    add("TITLE", false, Relationship::Group("Sibling".into()));
    add("UNIT_MULT", false, series());
    add("OBS_STATUS", false, Relationship::Observation);
    let many = Representation { max_occurs: Some(u32::MAX), ..Representation::text("String") };
    let of = Relationship::Observation;
    structure.attributes.push(Component::new("NOTES", Role::Attribute { mandatory: false, of }).written(many));
    all.data_structures.push(structure);
    let about = Maintained::new(Identity::parse("DSM:PERMITS(1.0)").unwrap());
    all.dataflows.push(Dataflow { about, structure: Some(Reference::to(Class::DataStructure, identity)) });
    all
}

/// The same with every attribute but the notes mandatory.
fn strict() -> Structures {
    let mut all = permits();
    for attribute in &mut all.data_structures[0].attributes {
        if let Role::Attribute { mandatory, .. } = &mut attribute.role {
            *mandatory = &*attribute.id != "NOTES";
        }
    }
    all
}

const STRUCTURE: &str =
    "<c:StructureUsage><Ref agencyID=\"DSM\" id=\"PERMITS\" version=\"1.0\" class=\"Dataflow\"/></c:StructureUsage>";

fn header(at: &str, namespace: &str, named: &str) -> String {
    format!(
        "<m:Header><m:ID>X</m:ID><m:Test>false</m:Test><m:Prepared>2025-03-01</m:Prepared><m:Sender id=\"DSM\"/>\
         <m:Structure structureID=\"S\" {namespace} dimensionAtObservation=\"{at}\">{named}</m:Structure></m:Header>\n"
    )
}

fn message(root: &str, version: &str, header: &str, body: &str) -> String {
    let schemas = format!("http://www.sdmx.org/resources/sdmxml/schemas/{version}");
    format!(
        "<m:{root} xmlns:m=\"{schemas}/message\" xmlns:c=\"{schemas}/common\" xmlns:g=\"{schemas}/data/generic\" \
         xmlns:ss=\"{schemas}/data/structurespecific\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{header}\
         {body}</m:{root}>"
    )
}

fn specific_at(at: &str, body: &str) -> String {
    message("StructureSpecificData", "v2_1", &header(at, "namespace=\"urn:x\"", STRUCTURE), body)
}

/// In series; the body begins in line 2.
fn specific(body: &str) -> String {
    specific_at("TIME_PERIOD", &format!("<m:DataSet ss:structureRef=\"S\">\n{body}\n</m:DataSet>"))
}

fn generic(at: &str, body: &str) -> String {
    let body = format!("<m:DataSet structureRef=\"S\" action=\"Replace\">\n{body}\n</m:DataSet>");
    message("GenericData", "v2_1", &header(at, "", STRUCTURE), &body)
}

const F: &str = "FREQ=\"A\" SEX=\"F\" AREA=\"MD\"";

#[test]
fn series_of_2_1_are_read_with_their_lines() {
    let told = read(
        &specific(&format!(
            "<Series {F} UNIT_MULT=\"0\">\n<Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"4\"/>\n\
             <Obs TIME_PERIOD=\"2024\" OBS_STATUS=\"Q\"></Obs>\n</Series>"
        )),
        &permits(),
    );
    assert_eq!(
        told.rows,
        [
            "0I@4 FREQ=A SEX=F AREA=MD TIME_PERIOD=2023 OBS_VALUE=4 UNIT_MULT=0",
            "0I@5 FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 UNIT_MULT=0 OBS_STATUS=Q",
        ]
    );
    assert!(told.found.is_empty() && told.error.is_none(), "{:?}", told.found);
}

#[test]
fn a_flat_message_in_the_namespace_of_its_structure_with_small_letters() {
    let body = "<u:DataSet xmlns:u=\"urn:u\" ss:structureRef=\"S\" ss:action=\"Append\" xsi:type=\"u:DataSetType\">\
         <Obs freq=\"A\" sex=\"F\" area=\"MD\" TIME_PERIOD=\"2024\" OBS_VALUE=\"4\" xsi:type=\"u:ObsType\"/></u:DataSet>";
    let told = read(&specific_at("AllDimensions", body), &permits());
    assert_eq!(told.rows, ["0A@2 FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 OBS_VALUE=4"]);
    assert!(told.found.is_empty(), "{:?}", told.found);
}

/// What two data sets say of their structures, which the header names one of; one observation of the same key in each.
fn two_sets(first: &str, second: &str) -> String {
    let set = |of: &str, more: &str| {
        format!(
            "<m:DataSet ss:structureRef=\"{of}\"><Series {F}{more}><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/></Series></m:DataSet>"
        )
    };
    specific_at("TIME_PERIOD", &format!("{}\n{}", set(first, ""), set(second, " WHAT=\"x\"")))
}

#[test]
fn a_data_set_of_a_structure_that_the_header_does_not_name_is_of_its_own() {
    for (first, second) in [("S", "T"), ("T", "S")] {
        let told = read(&two_sets(first, second), &Structures::none());
        let keys = "FREQ=A SEX=F AREA=MD";
        let rows = [
            format!("0I@2 {keys} TIME_PERIOD=2024 OBS_VALUE=1"),
            format!("1I@3 {keys} WHAT=x TIME_PERIOD=2024 OBS_VALUE=1"),
        ];
        assert_eq!(told.rows, rows);
        let found = [
            "EXC-210 structure-not-there (structure=PERMITS) at m.xml",
            "EXC-211 structure-not-named at m.xml:3:DataSet",
        ];
        assert_eq!(told.found, found);
    }
}

#[test]
fn data_sets_that_refer_to_none_are_of_the_only_structure_unless_their_dimensions_part() {
    let set = |keys: &str| {
        format!("<m:DataSet><Series {keys}><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/></Series></m:DataSet>\n")
    };
    let read_two = |first: &str, second: &str| {
        read(&specific_at("TIME_PERIOD", &(set(first) + &set(second))), &Structures::none())
    };
    let told = read_two("FREQ=\"A\" SEX=\"F\"", "FREQ=\"A\" AGE=\"Y1\"");
    let rows = ["0I@2 FREQ=A SEX=F TIME_PERIOD=2024 OBS_VALUE=1", "1I@3 FREQ=A AGE=Y1 TIME_PERIOD=2024 OBS_VALUE=1"];
    assert_eq!(told.rows, rows);
    let found =
        ["EXC-210 structure-not-there (structure=PERMITS) at m.xml", "EXC-211 structure-not-named at m.xml:3:DataSet"];
    assert_eq!(told.found, found);
    // One that lacks what the other has, or has the same, is of the same structure.
    let told = read_two("FREQ=\"A\" SEX=\"F\"", "FREQ=\"Q\"");
    assert_eq!(told.rows[0], "0I@2 FREQ=A TIME_PERIOD=2024 OBS_VALUE=1 SEX=F");
    assert_eq!(codes(&told), ["EXC-210"]);
    let told = read_two("FREQ=\"A\" SEX=\"F\"", "FREQ=\"A\" SEX=\"F\"");
    assert_eq!(codes(&told), ["EXC-210", "EXC-232", "EXC-206"]);
}

#[test]
fn beside_a_structure_that_is_there_a_data_set_of_another_is_left_out() {
    let told = read(&two_sets("S", "T"), &permits());
    assert_eq!(told.rows, ["0I@2 FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 OBS_VALUE=1"]);
    assert_eq!(told.found, ["EXC-233 data-set-other at m.xml:3:DataSet"]);
    // Where the first calls the only structure by another name, and the second too, both are of it.
    let told = read(&two_sets("T", "T").replace(" WHAT=\"x\"", "").replace("SEX=\"M\"", ""), &permits());
    assert_eq!((told.rows.len(), codes(&told)), (2, vec!["EXC-232".to_owned(), "EXC-206".to_owned()]));
}

#[test]
fn of_more_structures_than_are_kept_data_sets_are_left_out() {
    let set = |of: usize| format!("<m:DataSet ss:structureRef=\"T{of}\"><Series {F}/></m:DataSet>");
    let all: String = (0..100).map(set).collect();
    let told = read(&specific_at("TIME_PERIOD", &all), &Structures::none());
    let many = |code: &str| codes(&told).iter().filter(|own| *own == code).count();
    assert_eq!((told.rows.len(), many("EXC-210"), many("EXC-211"), many("EXC-233")), (65, 1, 64, 35));
}

#[test]
fn values_are_judged_each_with_its_place() {
    let told = read(
        &specific(&format!(
            "<Series FREQ=\"A\" SEX=\"X\" AREA=\"MD\" WHAT=\"1\">\n<Obs TIME_PERIOD=\"2023-99\" OBS_VALUE=\"four\"/></Series>\n\
             <Series {F}><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/>\n<Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/></Series>\n\
             <Series {F}><Obs OBS_VALUE=\"1\"/></Series>"
        )),
        &permits(),
    );
    assert_eq!(
        told.found,
        [
            "EXC-202 code-unknown (component=SEX, key=A, X, …, …, list=CL_SEX) at m.xml:3:Series@SEX".to_owned(),
            "EXC-201 component-unknown (component=WHAT, key=A, X, MD, …) at m.xml:3:Series@WHAT".to_owned(),
            "EXC-207 period-wrong (component=TIME_PERIOD, key=A, X, MD, 2023-99) at m.xml:4:Obs@TIME_PERIOD".to_owned(),
            "EXC-208 value-no-number (component=OBS_VALUE, key=A, X, MD, 2023-99) at m.xml:4:Obs@OBS_VALUE".to_owned(),
            "EXC-206 observation-twice (key=A, F, MD, 2024) at m.xml:6:Obs".to_owned(),
            "EXC-232 series-again (key=A, F, MD, …) at m.xml:7:Series".to_owned(),
            "EXC-204 dimension-missing (component=TIME_PERIOD, key=A, F, MD, …) at m.xml:7:Obs@TIME_PERIOD".to_owned(),
        ]
    );
}

#[test]
fn mandatory_attributes_are_asked_at_their_level() {
    let told =
        read(&specific(&format!("<Series {F}>\n<Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/></Series>")), &strict());
    let lacks = |id: &str, key: &str, level: &str, at: &str| {
        format!("EXC-205 attribute-missing (component={id}, key={key}, level={level}) at m.xml:{at}@{id}")
    };
    assert_eq!(
        told.found,
        [
            lacks("TITLE", "A, F, MD, …", "group", "3:Series"),
            lacks("UNIT_MULT", "A, F, MD, …", "series", "3:Series"),
            lacks("OBS_STATUS", "A, F, MD, 2024", "observation", "4:Obs"),
            lacks("COMMENT_DSET", "…, …, …, …", "data-set", "2:DataSet"),
        ]
    );
    let body = format!(
        "<m:DataSet ss:structureRef=\"S\" COMMENT_DSET=\"c\"><Group xsi:type=\"Sibling\" SEX=\"F\" AREA=\"MD\" TITLE=\"t\"/>\
         <Series {F} UNIT_MULT=\"0\"><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\" OBS_STATUS=\"A\"/></Series></m:DataSet>"
    );
    let told = read(&specific_at("TIME_PERIOD", &body), &strict());
    assert!(told.found.is_empty(), "{:?}", told.found);
    let whole = "FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 OBS_VALUE=1 COMMENT_DSET=c TITLE=t UNIT_MULT=0 OBS_STATUS=A";
    assert_eq!(told.rows, [format!("0I@2 {whole}")]);
}

#[test]
fn attributes_at_a_level_of_another_are_kept_and_said() {
    let told = read(
        &specific(&format!(
            "<Series {F} OBS_STATUS=\"A\" COMMENT_DSET=\"c\"><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\" UNIT_MULT=\"0\"/></Series>"
        )),
        &permits(),
    );
    assert_eq!(codes(&told), ["EXC-209", "EXC-209", "EXC-209"]);
    assert!(told.rows[0].ends_with("OBS_VALUE=1 COMMENT_DSET=c UNIT_MULT=0 OBS_STATUS=A"), "{}", told.rows[0]);
}

#[test]
fn what_is_said_of_no_observation_is_a_row_without_those_dimensions() {
    let body = format!(
        "<m:DataSet ss:structureRef=\"S\" COMMENT_DSET=\"c\"></m:DataSet>\
         <m:DataSet ss:structureRef=\"S\"><Group SEX=\"M\" AREA=\"MD\" TITLE=\"t\"/><Series {F} UNIT_MULT=\"3\"/></m:DataSet>"
    );
    let told = read(&specific_at("TIME_PERIOD", &body), &permits());
    let expected = ["0I@2 COMMENT_DSET=c", "1I@2 FREQ=A SEX=F AREA=MD UNIT_MULT=3", "1I@2 SEX=M AREA=MD TITLE=t"];
    assert_eq!(told.rows, expected);
    assert!(told.found.is_empty(), "{:?}", told.found);
}

#[test]
fn layouts_that_are_not_as_said() {
    let flat =
        "<m:DataSet ss:structureRef=\"S\"><Obs FREQ=\"A\" SEX=\"F\" AREA=\"MD\" TIME_PERIOD=\"2024\"/></m:DataSet>";
    let told = read(&specific_at("TIME_PERIOD", flat), &permits());
    assert_eq!((told.rows.len(), codes(&told)), (1, vec!["EXC-219".to_owned()]));
    let series =
        format!("<m:DataSet ss:structureRef=\"S\"><Series {F}><Obs TIME_PERIOD=\"2024\"/></Series></m:DataSet>");
    let told = read(&specific_at("AllDimensions", &series), &permits());
    assert_eq!((told.rows.len(), codes(&told)), (1, vec!["EXC-219".to_owned()]));
}

#[test]
fn cross_sections_have_another_dimension_at_the_observation() {
    let series = "<Series FREQ=\"A\" AREA=\"MD\" TIME_PERIOD=\"2024\">\n<Obs SEX=\"F\" OBS_VALUE=\"1\" UNIT_MULT=\"0\"/>\
                  <Obs xsi:type=\"u:M\" OBS_VALUE=\"2\"/></Series>";
    let set = |body: &str| format!("<m:DataSet ss:structureRef=\"S\">{body}</m:DataSet>");
    let group = "<Group SEX=\"M\" AREA=\"MD\" TITLE=\"t\"/>";
    let told = read(&specific_at("SEX", &set(&format!("{group}{series}{series}"))), &permits());
    assert_eq!(
        told.rows[..2],
        [
            "0I@3 FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 OBS_VALUE=1 UNIT_MULT=0",
            "0I@3 FREQ=A SEX=M AREA=MD TIME_PERIOD=2024 OBS_VALUE=2 TITLE=t",
        ]
    );
    assert_eq!(codes(&told), ["EXC-232", "EXC-206", "EXC-206"]);
}

#[test]
fn generic_data_of_2_1_are_read() {
    let value = |id: &str, value: &str| format!("<g:Value id=\"{id}\" value=\"{value}\"/>");
    let key = [value("FREQ", "A"), value("SEX", "F"), value("AREA", "MD")].concat();
    let series = format!(
        "<g:Attributes>{}</g:Attributes>\
         <g:Group type=\"Sibling\"><g:GroupKey>{}{}</g:GroupKey><g:Attributes>{}</g:Attributes></g:Group>\
         <g:Series><g:SeriesKey>{key}</g:SeriesKey><g:Attributes>{}</g:Attributes>\n\
         <g:Obs><g:ObsDimension value=\"2024\"></g:ObsDimension><g:ObsValue value=\"1\"/><g:Attributes>{}</g:Attributes></g:Obs>\
         </g:Series>",
        value("COMMENT_DSET", "c"),
        value("SEX", "F"),
        value("AREA", "MD"),
        value("TITLE", "t"),
        value("UNIT_MULT", "0"),
        value("OBS_STATUS", "A"),
    );
    let whole = "FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 OBS_VALUE=1 COMMENT_DSET=c TITLE=t UNIT_MULT=0 OBS_STATUS=A";
    let told = read(&generic("TIME_PERIOD", &series), &strict());
    assert_eq!((told.rows, told.found), (vec![format!("0R@4 {whole}")], vec![]));
    let flat =
        format!("<g:Obs><g:ObsKey>{key}{}</g:ObsKey><g:ObsValue value=\"1\"/></g:Obs>", value("TIME_PERIOD", "2024"));
    let told = read(&generic("AllDimensions", &flat), &permits());
    assert_eq!(
        (told.rows, told.found),
        (vec!["0R@3 FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 OBS_VALUE=1".to_owned()], vec![])
    );
}

#[test]
fn messages_of_3_0_have_parts_in_any_order_and_several_values() {
    let urn =
        "<c:StructureUsage>urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=DSM:PERMITS(1.0)</c:StructureUsage>";
    let body = format!(
        "<m:DataSet ss:structureRef=\"S\" ss:action=\"Append\">\n<Atts COMMENT_DSET=\"c\"/>\
         <Series {F}><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"><Comp id=\"NOTES\" xsi:type=\"n:NOTES_ATTRIBUTE\">\
         <Value>a</Value><Value><c:Text xml:lang=\"en\">b</c:Text><c:Text xml:lang=\"fr\">c</c:Text></Value></Comp></Obs></Series>\n\
         <Group SEX=\"F\" AREA=\"MD\" TITLE=\"late\"/>\
         <Obs FREQ=\"A\" SEX=\"M\" AREA=\"MD\" TIME_PERIOD=\"2024\" OBS_VALUE=\"2\"/></m:DataSet>"
    );
    let header = header("TIME_PERIOD", "namespace=\"urn:x\"", urn);
    let told = read(&message("StructureSpecificData", "v3_0", &header, &body), &permits());
    assert_eq!(
        told.rows,
        [
            "0A@3 FREQ=A SEX=F AREA=MD TIME_PERIOD=2024 OBS_VALUE=1 COMMENT_DSET=c NOTES=a|b|c",
            "0A@4 FREQ=A SEX=M AREA=MD TIME_PERIOD=2024 OBS_VALUE=2 COMMENT_DSET=c",
            "0A@4 SEX=F AREA=MD COMMENT_DSET=c TITLE=late",
        ]
    );
    assert_eq!(codes(&told), ["EXC-260", "EXC-219"]);
    let merge = body.replace("Append", "Merge");
    assert_eq!(codes(&read(&message("StructureSpecificData", "v3_0", &header, &merge), &permits()))[0], "EXC-214");
    assert_eq!(codes(&read(&message("StructureSpecificData", "v3_1", &header, &merge), &permits()))[0], "EXC-260");
}

#[test]
fn without_its_structure_a_message_is_read_by_an_inferred_one() {
    let body = "<Series citizen=\"AF\" sex=\"F\" DECIMALS=\"0\"><Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"1\" OBS_FLAG=\"p\"/></Series>\
                <Series citizen=\"AF\" sex=\"M\" DECIMALS=\"0\" TITLE_X=\"a b\"><Obs TIME_PERIOD=\"2023\"/></Series>";
    let told = read(&specific(body), &Structures::none());
    assert_eq!(
        told.rows,
        [
            "0I@3 citizen=AF sex=F TIME_PERIOD=2023 OBS_VALUE=1 DECIMALS=0 OBS_FLAG=p",
            "0I@3 citizen=AF sex=M TIME_PERIOD=2023 DECIMALS=0 TITLE_X=a b",
        ]
    );
    assert_eq!(told.found, ["EXC-210 structure-not-there (structure=PERMITS) at m.xml"]);
    let bare = message("StructureSpecificData", "v2_1", "", &format!("<m:DataSet>{body}</m:DataSet>"));
    let told = read(&bare, &permits());
    assert_eq!((told.rows.len(), codes(&told)), (2, vec!["EXC-211".to_owned(), "EXC-228".to_owned()]));
}

#[test]
fn a_code_in_any_script_is_of_a_dimension() {
    let body = "<Series geo=\"FR\"><Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"1\"/></Series>\
                <Series geo=\"Я\"><Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"1\"/></Series>";
    let told = read(&specific(body), &Structures::none());
    assert_eq!(told.found, ["EXC-210 structure-not-there (structure=PERMITS) at m.xml"]);
    assert_eq!(told.rows.len(), 2);
}

#[test]
fn a_header_says_what_it_lacks_and_an_agreement_is_found_however_it_is_spelled() {
    let lacking = "<m:Header><m:ID>X</m:ID><m:Structure structureID=\"S\">\
         <c:ProvisionAgrement><URN>urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=DSM:DSD_PERMITS(1.0)</URN>\
         </c:ProvisionAgrement></m:Structure></m:Header>\n";
    let body = format!("<m:DataSet ss:structureRef=\"S\"><Series {F}><Obs TIME_PERIOD=\"2024\"/></Series></m:DataSet>");
    let told = read(&message("StructureSpecificData", "v2_1", lacking, &body), &permits());
    let lacks = |element: &str| format!("EXC-228 header-incomplete (element={element}) at m.xml:1:Header");
    let elements = ["namespace", "dimensionAtObservation", "Test", "Prepared", "Sender"];
    assert_eq!((told.rows.len(), told.found), (1, elements.map(lacks).to_vec()));
}

#[test]
fn several_data_sets_each_with_its_action() {
    let obs = |value: &str| format!("<Series {F}><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"{value}\"/></Series>");
    let body = format!(
        "<m:DataSet ss:structureRef=\"S\" ss:action=\"Delete\">{}</m:DataSet>\
         <m:DataSet ss:structureRef=\"S\" ss:action=\"Replace\">{}</m:DataSet>\
         <m:DataSet ss:structureRef=\"S\" ss:action=\"Update\">{}</m:DataSet>",
        obs("1"),
        obs("2"),
        obs("3").replace("2024", "2025"),
    );
    let told = read(&specific_at("TIME_PERIOD", &body), &permits());
    let starts: Vec<&str> = told.rows.iter().map(|row| row.get(..4).unwrap()).collect();
    assert_eq!((starts, codes(&told)), (vec!["0D@2", "1R@2", "2A@2"], vec!["EXC-214".to_owned()]));
}

#[test]
fn what_does_not_belong_is_said_and_passed_over() {
    let told = read(
        &specific(&format!(
            "stray<c:Annotations><c:Annotation/></c:Annotations><Other><Obs/></Other><Series {F}><Obs TIME_PERIOD=\"2024\"/></Series>"
        )),
        &permits(),
    );
    assert_eq!((told.rows.len(), codes(&told)), (1, ["EXC-220", "EXC-225", "EXC-220"].map(str::to_owned).to_vec()));
    let footer = "<m:DataSet ss:structureRef=\"S\"/><f:Footer xmlns:f=\"x\">\n<f:Message code=\"413\"><c:Text>big</c:Text></f:Message></f:Footer>";
    let told = read(&specific_at("TIME_PERIOD", footer), &permits());
    assert_eq!(told.found, ["EXC-261 footer-says (code=413) at m.xml:3:Footer"]);
}

#[test]
fn periods_that_the_message_does_not_report() {
    let reporting =
        "<m:ReportingBegin>2023-01-01T00:00:00</m:ReportingBegin><m:ReportingEnd>2024</m:ReportingEnd></m:Header>";
    let obs = |year: u16| format!("<Obs TIME_PERIOD=\"{year}\"/>\n");
    let series = [2022, 2023, 2024, 2025].map(obs).concat();
    let body = format!("<m:DataSet ss:structureRef=\"S\"><Series {F}>\n{series}</Series></m:DataSet>");
    let told = read(&specific_at("TIME_PERIOD", &body).replace("</m:Header>", reporting), &permits());
    assert_eq!(
        told.found,
        [
            "EXC-222 outside-reporting (component=TIME_PERIOD, key=A, F, MD, 2022) at m.xml:3:Obs@TIME_PERIOD",
            "EXC-222 outside-reporting (component=TIME_PERIOD, key=A, F, MD, 2025) at m.xml:6:Obs@TIME_PERIOD",
        ]
    );
}

#[test]
fn what_is_no_data_message_is_refused() {
    let refused = |root: &str, version: &str| codes(&read(&message(root, version, "", ""), &permits())).pop().unwrap();
    assert_eq!(refused("Structure", "v2_1"), "EXC-215");
    assert_eq!(refused("Error", "v2_1"), "EXC-215");
    assert_eq!(refused("RegistryInterface", "v3_0"), "EXC-215");
    assert_eq!(refused("GenericData", "v3_0"), "EXC-215");
    assert_eq!(refused("CompactData", "v2_0"), "EXC-229");
    assert_eq!(refused("GenericData", "v1_0"), "EXC-229");
    assert_eq!(codes(&read("", &permits())), ["EXC-221"]);
    assert_eq!(codes(&read("not xml", &permits()))[0], "EXC-221");
    assert_eq!(codes(&read("<html/>", &permits())), ["EXC-215"]);
}

#[test]
fn a_message_that_breaks_off_gives_what_came_before() {
    let whole = specific(&format!("<Series {F}><Obs TIME_PERIOD=\"2023\"/><Obs TIME_PERIOD=\"2024\"/></Series>"));
    let told = read(whole.split("2024").next().unwrap(), &permits());
    assert_eq!((told.rows.len(), codes(&told)), (1, vec!["EXC-221".to_owned()]));
    let told = read(whole.split("2024").next().unwrap(), &Structures::none());
    assert_eq!((told.rows.len(), codes(&told)), (1, vec!["EXC-210".to_owned(), "EXC-221".to_owned()]));
}

#[test]
fn hostile_messages_meet_limits() {
    let many: String = (0..2000).map(|n| format!(" A{n}=\"1\"")).collect();
    assert_eq!(codes(&read(&specific(&format!("<Series{many}/>")), &permits())).pop().unwrap(), "EXC-218");
    let children = "<m:Receiver id=\"R\"/>".repeat(2000);
    let header = format!("<m:Header>{children}</m:Header>");
    assert_eq!(codes(&read(&message("StructureSpecificData", "v2_1", &header, ""), &permits())), ["EXC-218"]);
    let names: String = (0..2000).map(|n| format!("<Series A{n}=\"1\"/>")).collect();
    assert_eq!(codes(&read(&specific(&names), &Structures::none())), ["EXC-218"]);
    assert_eq!(codes(&read(&specific(&"<Series>".repeat(80)), &permits())).pop().unwrap(), "EXC-218");
}

/// Writes what a message holds as another.
fn rewritten(message: &[u8], edition: Edition, flat: bool, structures: &Structures) -> (Vec<u8>, Vec<String>) {
    let (mut found, mut out) = (Collected::new(), Vec::new());
    let mut reader = open(Cursor::new(message.to_vec()), "m.xml", structures, &mut Collected::new()).unwrap();
    let options = Options::new(Header::new("M", "DSM", "2025-03-01"));
    let options = if flat { options.flat() } else { options };
    write(edition, &mut reader, &options, &mut found, &mut out).unwrap();
    (out, found.findings().iter().map(|finding| finding.to_string().trim_start_matches("DSM-").to_owned()).collect())
}

#[test]
fn messages_are_written_as_the_schemas_have_them() {
    let body = format!(
        "<m:DataSet ss:structureRef=\"S\" ss:action=\"Replace\" COMMENT_DSET=\"it's\"><Group SEX=\"F\" AREA=\"MD\" TITLE=\"t\"/>\
         <Series {F} UNIT_MULT=\"0\"><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/></Series></m:DataSet>"
    );
    let (out, found) = rewritten(specific_at("TIME_PERIOD", &body).as_bytes(), Edition::V21, false, &permits());
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(String::from_utf8(out).unwrap(), include_str!("../../../../../tests/vectors/sdmx/permits-2.1.xml"));
}

#[test]
fn attributes_that_differ_within_are_written_apart_and_nothing_is_lost() {
    let body = format!(
        "<m:DataSet ss:structureRef=\"S\" COMMENT_DSET=\"a\"><Series {F} UNIT_MULT=\"0\"><Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"1\"/>\
         <Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\" UNIT_MULT=\"3\"/></Series>\
         <Series FREQ=\"A\" SEX=\"M\" AREA=\"MD\" COMMENT_DSET=\"b\"><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/></Series></m:DataSet>"
    );
    let before = read_with(specific_at("TIME_PERIOD", &body).as_bytes(), &permits(), false);
    for (edition, flat) in [(Edition::V21, false), (Edition::V30, false), (Edition::V21, true), (Edition::V30, true)] {
        let (out, found) = rewritten(specific_at("TIME_PERIOD", &body).as_bytes(), edition, flat, &permits());
        let after = read_with(&out, &permits(), false);
        let bare = |rows: &[String]| rows.iter().map(|row| row.get(1..).unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(bare(&before.rows), bare(&after.rows));
        assert!(found.iter().filter(|finding| finding.starts_with("EXC-262")).count() >= 1, "{found:?}");
        assert!(
            after.found.iter().all(|found| found.starts_with("EXC-232") || found.starts_with("EXC-355")),
            "{:?}",
            after.found
        );
    }
}

#[test]
fn what_2_1_cannot_say_is_a_finding() {
    let body = format!(
        "<Series {F}><Obs TIME_PERIOD=\"2024\"><Comp id=\"NOTES\"><Value>a</Value><Value>b</Value></Comp></Obs></Series>"
    );
    let (_, found) = rewritten(specific(&body).as_bytes(), Edition::V21, false, &permits());
    assert_eq!(found, ["EXC-224 not-sayable (what=NOTES)"]);
    let (out, found) = rewritten(specific(&body).as_bytes(), Edition::V30, false, &permits());
    assert!(found.is_empty() && String::from_utf8(out).unwrap().contains("<Value>b</Value>"));
}

#[test]
fn several_values_of_3_0_come_back_at_every_level() {
    let mut structures = permits();
    for attribute in &mut structures.data_structures[0].attributes {
        attribute.representation = Some(Representation { max_occurs: Some(3), ..Representation::text("String") });
    }
    let two = |id: &str| format!("<Comp id=\"{id}\"><Value>a</Value><Value>b &amp; c</Value></Comp>");
    let body = format!(
        "<m:DataSet ss:structureRef=\"S\"><Atts>{}</Atts><Group SEX=\"F\" AREA=\"MD\">{}</Group>\
         <Series {F}>{}<Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"1\">{}</Obs><Obs TIME_PERIOD=\"2024\"/></Series></m:DataSet>",
        two("COMMENT_DSET"),
        two("TITLE"),
        two("UNIT_MULT"),
        two("NOTES"),
    );
    let header = header("TIME_PERIOD", "namespace=\"urn:x\"", STRUCTURE);
    let message = message("StructureSpecificData", "v3_0", &header, &body);
    let before = read_with(message.as_bytes(), &structures, false);
    let all = "COMMENT_DSET=a|b & c TITLE=a|b & c UNIT_MULT=a|b & c";
    let key = "0I FREQ=A SEX=F AREA=MD TIME_PERIOD";
    assert_eq!(before.rows, [format!("{key}=2023 OBS_VALUE=1 {all} NOTES=a|b & c"), format!("{key}=2024 {all}")]);
    assert!(before.found.is_empty(), "{:?}", before.found);
    for flat in [false, true] {
        let (out, found) = rewritten(message.as_bytes(), Edition::V30, flat, &structures);
        let after = read_with(&out, &structures, false);
        assert_eq!((&before.rows, &after.found, found), (&after.rows, &before.found, vec![]));
    }
    let (_, found) = rewritten(message.as_bytes(), Edition::V21, false, &structures);
    assert_eq!(found.len(), 4, "{found:?}");
}

const TEXT: &str = "\\PC{1,12}[\t\n\r<&>'\"\u{A0}\u{AD}\u{200D}\u{FFFD}\\\\]{0,2}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: proptest::test_runner::RngSeed::Fixed(20260101), ..ProptestConfig::default() })]

    #[test]
    fn every_text_survives_every_form(
        set in TEXT,
        titles in prop::collection::vec(TEXT, 3),
        units in prop::collection::vec(prop::option::of(TEXT), 3),
        notes in prop::collection::vec((prop::option::of(TEXT), -9999_i64..9999), 1..20),
    ) {
        let mut body = String::new();
        let quoted = |text: &str| {
            let numbered = |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("&#{};", u32::from(c)) };
            text.chars().map(numbered).collect::<String>()
        };
        body += &format!("<m:DataSet ss:structureRef=\"S\" COMMENT_DSET=\"{}\">", quoted(&set));
        for (title, area) in titles.iter().zip(["MD", "KZ", "AM"]) {
            body += &format!("<Group SEX=\"F\" AREA=\"{area}\" TITLE=\"{}\"/>", quoted(title));
        }
        for (unit, area) in units.iter().zip(["MD", "KZ", "AM"]) {
            body += &format!("<Series FREQ=\"A\" SEX=\"F\" AREA=\"{area}\"");
            if let Some(unit) = unit {
                body += &format!(" UNIT_MULT=\"{}\"", quoted(unit));
            }
            body += ">";
            for (year, (note, value)) in notes.iter().enumerate() {
                body += &format!("<Obs TIME_PERIOD=\"{}\" OBS_VALUE=\"{value}\"", 2000 + year);
                if let Some(note) = note {
                    body += &format!(" NOTES=\"{}\"", quoted(note));
                }
                body += "/>";
            }
            body += "</Series>";
        }
        body += "</m:DataSet>";
        let message = specific_at("TIME_PERIOD", &body);
        let before = read_with(message.as_bytes(), &permits(), false);
        prop_assert!(before.error.is_none() && before.found.is_empty(), "{:?} {:?}", before.error, before.found);
        prop_assert!(before.rows.iter().all(|row| row.contains(&set)));
        for (edition, flat) in [(Edition::V21, false), (Edition::V21, true), (Edition::V30, false), (Edition::V30, true)] {
            let (out, found) = rewritten(message.as_bytes(), edition, flat, &permits());
            prop_assert!(found.is_empty(), "{:?}", found);
            let after = read_with(&out, &permits(), false);
            prop_assert!(after.error.is_none() && after.found.is_empty(), "{:?} {:?}", after.error, after.found);
            prop_assert_eq!(&before.rows, &after.rows);
            prop_assert_eq!(&rewritten(message.as_bytes(), edition, flat, &permits()).0, &out);
        }
    }
}
