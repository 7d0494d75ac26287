use super::Batch;
use crate::{
    error::Collected,
    exchange::sdmx::{
        open,
        structures::{
            Class, Component, CubeRegion, DataConstraint, DataStructure, Dataflow, Group, Identity, Item, ItemScheme,
            Maintained, Member, Reference, Relationship, Representation, Role, Structures, TextFormat,
        },
    },
};
use std::io::Cursor;

fn identity(text: &str) -> Identity {
    Identity::parse(text).unwrap()
}

/// By sex (a list) and area, with attributes of every level; the first flow is of it.
fn structures() -> Structures {
    let list = identity("DSM:CL_SEX(1.0)");
    let mut sexes = ItemScheme::new(Class::Codelist, Maintained::new(list.clone()));
    sexes.items = vec![Item::new("F"), Item::new("M")];
    let mut structure = DataStructure::new(Maintained::new(identity("DSM:S(1.0)")));
    let coded = Representation::coded(Reference::to(Class::Codelist, list));
    let plain = |id: &str| Component::new(id, Role::Dimension);
    structure.dimensions = vec![plain("SEX").written(coded), plain("AREA"), Component::new("TIME_PERIOD", Role::Time)];
    structure.measures = vec![Component::new("OBS_VALUE", Role::Measure { mandatory: false })];
    structure.groups.push(Group { id: "Sibling".into(), dimensions: vec!["SEX".into()] });
    let attribute = |id: &str, of| Component::new(id, Role::Attribute { mandatory: true, of });
    structure.attributes = vec![
        attribute("UNIT", Relationship::DataSet),
        attribute("TITLE", Relationship::Dimensions(vec!["SEX".into(), "AREA".into()])),
        attribute("HEAD", Relationship::Group("Sibling".into())),
    ];
    let flow = Dataflow {
        about: Maintained::new(identity("DSM:F(1.0)")),
        structure: Some(Reference::to(Class::DataStructure, identity("DSM:S(1.0)"))),
    };
    Structures { schemes: vec![sexes], data_structures: vec![structure], dataflows: vec![flow], ..Structures::none() }
}

fn found(message: &str, structures: &Structures) -> Vec<String> {
    let (mut batch, mut found) = (Batch::new(), Collected::new());
    let mut reader = open(Box::new(Cursor::new(message.to_owned())), "m", structures, &mut found).unwrap();
    while reader.next(&mut batch, &mut found).unwrap().is_some() {}
    let told = found.findings().iter().map(|finding| finding.to_string().replacen("DSM-", "", 1));
    told.filter(|one| !one.contains("EXC-201")).collect()
}

fn csv(lines: &str) -> String {
    let lines: String = lines.split('|').map(|line| format!("DSM:F(1.0),{line}\n")).collect();
    format!("DATAFLOW,SEX,AREA,TIME_PERIOD,OBS_VALUE,UNIT,TITLE,HEAD\n{lines}")
}

fn ml(sets: &str) -> String {
    format!(
        "<m:StructureSpecificData xmlns:m=\"http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message\" xmlns:xsi=\"x\">\
         <m:Header><m:ID>M</m:ID><m:Test>false</m:Test><m:Prepared>2025-03-01</m:Prepared><m:Sender id=\"MDA\"/>\
         <m:Structure structureID=\"S\" namespace=\"urn:x\" dimensionAtObservation=\"TIME_PERIOD\"><StructureUsage>\
         <Ref agencyID=\"DSM\" id=\"F\" version=\"1.0\"/></StructureUsage></m:Structure></m:Header>{sets}\
         </m:StructureSpecificData>"
    )
}

/// Findings without the columns of elements.
fn lined(found: Vec<String>) -> Vec<String> {
    let lined = |one: &String| match one.rsplitn(3, ':').collect::<Vec<_>>().as_slice() {
        [path, column, before] if column.parse::<u32>().is_ok() && path.parse::<u32>().is_err() => {
            format!("{before}:{path}")
        }
        _ => one.clone(),
    };
    found.iter().map(lined).collect()
}

/// Findings without their places.
fn bare(found: Vec<String>) -> Vec<String> {
    let mut found: Vec<String> = found.iter().map(|one| one.split(" at ").next().unwrap().to_owned()).collect();
    found.sort();
    found
}

#[test]
fn what_is_mandatory_of_more_than_one_observation_is_missing_in_every_format_alike() {
    let set = "<m:DataSet structureRef=\"S\"><Series SEX=\"F\" AREA=\"MD\"><Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"1\"/>\
        <Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"2\"/></Series></m:DataSet>";
    let of_csv = found(&csv("F,MD,2023,1,,,|F,MD,2024,2,,,"), &structures());
    assert_eq!(
        of_csv,
        [
            "EXC-205 attribute-missing (component=UNIT, key=…, …, …, level=data-set) at m:2",
            "EXC-205 attribute-missing (component=TITLE, key=F, MD, …, level=series) at m:2",
            "EXC-205 attribute-missing (component=HEAD, key=F, …, …, level=group) at m:2",
        ]
    );
    let rules = |found: Vec<String>| -> Vec<String> {
        bare(found).iter().map(|one| one.replace(", key=F, MD, …", "").replace(", key=F, …, …", "")).collect()
    };
    assert_eq!(rules(found(&ml(set), &structures())), rules(of_csv.clone()));
    // A value anywhere in the series, the group, the data set will do.
    assert_eq!(found(&csv("F,MD,2023,1,,,|F,MD,2024,2,u,t,|F,RO,2024,2,,t,h"), &structures()), [""; 0]);
}

#[test]
fn an_attribute_that_says_two_things_of_one_series_group_or_data_set() {
    let lines = "F,MD,2023,1,u,t,h|F,MD,2024,2,v,t2,h|F,RO,2024,2,u,t,h2|M,MD,2023,1,u,x,y";
    assert_eq!(
        found(&csv(lines), &structures()),
        [
            "EXC-355 attribute-otherwise (component=UNIT, key=…, …, …, level=data-set) at m:3",
            "EXC-355 attribute-otherwise (component=TITLE, key=F, MD, …, level=series) at m:3",
            "EXC-355 attribute-otherwise (component=HEAD, key=F, …, …, level=group) at m:4",
        ]
    );
    let set = "<m:DataSet structureRef=\"S\" UNIT=\"u\"><Group xsi:type=\"n:Sibling\" SEX=\"F\" HEAD=\"a\"/>\
        <Group xsi:type=\"n:Sibling\" SEX=\"F\" HEAD=\"b\"/><Group xsi:type=\"n:Other\" SEX=\"M\" HEAD=\"c\"/>\
        <Group xsi:type=\"n:Sibling\" AREA=\"MD\"/><Series SEX=\"F\" AREA=\"MD\" TITLE=\"t\"/></m:DataSet>";
    assert_eq!(
        lined(found(&ml(set), &structures())),
        [
            "EXC-355 attribute-otherwise (component=HEAD, key=F, …, …, level=group) at m:1:Group@HEAD",
            "EXC-356 group-unknown (group=Other, key=M, …, …) at m:1:Group",
            "EXC-204 dimension-missing (component=SEX, key=…, MD, …) at m:1:Group@SEX",
        ]
    );
}

#[test]
fn a_range_of_time_is_enforced() {
    let mut structures = structures();
    structures.data_structures[0].attributes.clear();
    let times = |times: [Option<&str>; 2], exclusive| Member {
        times: times.map(|time| time.map(Into::into)),
        exclusive,
        ..Member::new("TIME_PERIOD")
    };
    let mut with = |member: Member| {
        structures.constraints = vec![DataConstraint {
            about: Maintained::new(identity("DSM:C(1.0)")),
            actual: false,
            attached: vec![Reference::to(Class::Dataflow, identity("DSM:F(1.0)"))],
            regions: vec![CubeRegion { included: true, members: vec![member] }],
            key_sets: Vec::new(),
        }];
        let years = ["2019", "2020", "2020-12", "2021-Q1", "2022", "2022-02", "2023"];
        let out = |year: &&str| {
            let found = found(&csv(&format!("F,MD,{year},1,,,")), &structures);
            assert!(found.len() < 2, "{found:?}");
            let expected = "(component=TIME_PERIOD, constraint=C, key=F, MD, ";
            found.first().inspect(|found| assert!(found.contains(expected), "{found}")).is_some()
        };
        years.into_iter().filter(out).collect::<Vec<_>>()
    };
    assert_eq!(with(times([Some("2020"), Some("2022-01")], [false; 2])), ["2019", "2022", "2022-02", "2023"]);
    assert_eq!(with(times([Some("2020"), None], [true, false])), ["2019", "2020", "2020-12"]);
    assert_eq!(with(times([None, Some("2022")], [false, true])), ["2022", "2022-02", "2023"]);
    let some = Member { values: vec!["2020".into(), "2021-Q1".into()], ..Member::new("TIME_PERIOD") };
    assert_eq!(with(some), ["2019", "2020-12", "2022", "2022-02", "2023"]);
}

#[test]
fn what_a_value_breaks_is_named() {
    let with = |kind: &str, change: fn(&mut TextFormat), text: &str| {
        let mut structures = structures();
        let mut format = TextFormat { kind: kind.into(), ..TextFormat::default() };
        change(&mut format);
        let written = Representation { format: Some(format), ..Representation::default() };
        structures.data_structures[0].attributes.clear();
        structures.data_structures[0].dimensions[1].representation = Some(written);
        let found = found(&csv(&format!("F,{text},2023,1,,,")), &structures);
        found.first().map_or(String::new(), |one| one.split("asked=").nth(1).unwrap_or(one).to_owned())
    };
    let of = "component=AREA";
    assert!(with("String", |f| f.max_length = Some(2), "MDA").starts_with(&format!("2, {of}")));
    assert!(with("String", |f| f.min_length = Some(4), "MDA").contains("rule=rule-characters-least"));
    assert!(with("Integer", |f| f.max_value = Some("10".into()), "11").starts_with("10, "));
    assert!(with("Decimal", |f| f.min_value = Some("-2.50".into()), "-3").starts_with("-2.5, "));
    assert!(with("Decimal", |f| f.decimals = Some(1), "1.25").contains("rule=rule-decimals-most"));
    assert!(with("Alpha", |_| {}, "M1").contains("asked") || with("Alpha", |_| {}, "M1").starts_with("ascii-letters"));
    assert_eq!(with("Integer", |f| f.max_value = Some("10".into()), "10"), "");
}

#[test]
fn versions_words_and_names_that_are_others() {
    let mut known = structures();
    known.data_structures[0].attributes.clear();
    let one = "DATAFLOW,SEX,AREA,TIME_PERIOD,OBS_VALUE\nDSM:F(2.0),F,MD,2024,1\n";
    assert_eq!(found(one, &known), ["EXC-352 version-other (structure=F) at m:2:1"]);
    let set = ml("<m:DataSet structureRef=\"S\"/>").replace("version=\"1.0\"/></St", "version=\"1.1\"/></St");
    assert_eq!(found(&set, &known), ["EXC-352 version-other (structure=F) at m"]);
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,SEX,AREA,area,TIME_PERIOD,OBS_VALUE\n\
        dataflux,DSM:F(1.0),I,F,MD,RO,2024,1\ndataflow,DSM:F(1.0),a,F,MD,RO,2023,1\n";
    assert_eq!(
        found(text, &known),
        [
            "EXC-353 structure-kind-unknown at m:2:1",
            "EXC-354 component-twice (component=AREA) at m:1:6",
            "EXC-214 action-unknown at m:3:3",
        ]
    );
    let twice = "<m:DataSet structureRef=\"S\"><Series SEX=\"F\" AREA=\"MD\"><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/>\
        </Series><Series SEX=\"M\" sex=\"F\" AREA=\"MD\"><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1\"/></Series></m:DataSet>";
    assert_eq!(lined(found(&ml(twice), &known)), ["EXC-354 component-twice (component=SEX) at m:1:Series@SEX"]);
    let json = |schema: &str, action: &str| {
        let text = format!(
            r#"{{"$schema":"https://x/schemas/{schema}/s.json","meta":{{"id":"M","prepared":"2025","sender":{{"id":"MDA"}}}},
            "data":{{"structures":[{{"links":[{{"urn":"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=DSM:F(1.0)"}}],
            "dimensions":{{"observation":[{{"id":"SEX","values":[{{"id":"F"}}]}},{{"id":"AREA","values":[{{"id":"MD"}}]}},
            {{"id":"TIME_PERIOD","values":[{{"id":"2024"}}]}}]}},"measures":{{"observation":[{{"id":"OBS_VALUE"}}]}}}}],
            "dataSets":[{{"structure":0,"action":"{action}","observations":{{"0:0:0":[1]}}}}]}}}}"#
        );
        found(&text, &known).iter().map(|one| one.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!((json("2.1.0", "Merge"), json("2.1.0", "Append")), (vec![], vec![]));
    assert_eq!(
        (json("2.0.0", "Merge"), json("2.1.0", "delete")),
        (vec!["EXC-214".to_owned()], vec!["EXC-214".to_owned()])
    );
}

#[test]
fn labels_beside_codes_are_to_be_whole() {
    let mut known = structures();
    known.data_structures[0].attributes =
        vec![Component::new("NOTE", Role::Attribute { mandatory: false, of: Relationship::Observation })];
    let text = |rows: &str| {
        format!("DATAFLOW: Flow,SEX: Sex,AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value,NOTE: Note\n{rows}")
    };
    let fine = text("DSM:F(1.0): Flow,F: Female,MD: Moldova,2024,1,Source: register\n");
    assert_eq!(found(&fine, &known), [""; 0]);
    let odd = text("DSM:F(1.0): Flow,: Female,MD: Moldova,2024,1,\nDSM:F(1.0): Flow,Female,MD: Moldova,2024,1,\n");
    assert_eq!(
        found(&odd, &known),
        [
            "EXC-357 label-malformed (component=SEX, key=…, …, …) at m:2:2",
            "EXC-202 code-unknown (component=SEX, key=…, …, …, list=CL_SEX) at m:2:2",
            "EXC-357 label-malformed (component=SEX, key=…, …, …) at m:3:2",
            "EXC-202 code-unknown (component=SEX, key=Female, …, …, list=CL_SEX) at m:3:2",
        ]
    );
    // Nobody handed the lists over: a value without a name may be a date, a name without a code is nothing.
    let bare = found(&odd, &Structures::none());
    let told: Vec<&String> = bare.iter().filter(|one| one.contains("EXC-357")).collect();
    assert!(told.len() == 1 && told[0].ends_with("at m:2:2"), "{bare:?}");
    // A path behind brackets is another column.
    let nested = "DATAFLOW,SEX,OBS_VALUE,CONTACT[],CONTACT[].NAME[]\nDSM:G(1.0),F,1,A,B\n";
    assert!(!found(nested, &Structures::none()).iter().any(|one| one.contains("EXC-354")));
}

#[test]
fn findings_of_xml_stand_at_their_line_and_column() {
    let mut known = structures();
    known.data_structures[0].attributes.clear();
    let series = "<Series SEX=\"F\" AREA=\"Молдова\">";
    let set = format!(
        "<m:DataSet structureRef=\"S\">\n{series}<Obs TIME_PERIOD=\"x\"\n OBS_VALUE=\"1\"/><Obs TIME_PERIOD=\"2024\" \
         OBS_VALUE=\"y\"/></Series>\n  <Other/></m:DataSet>"
    );
    let of_obs = series.chars().count() + 1;
    assert_eq!(
        found(&ml(&set), &known),
        [
            format!("EXC-207 period-wrong (component=TIME_PERIOD, key=F, …, x) at m:2:{of_obs}:Obs@TIME_PERIOD"),
            "EXC-208 value-no-number (component=OBS_VALUE, key=F, …, 2024) at m:3:17:Obs@OBS_VALUE".to_owned(),
            "EXC-220 element-unexpected (element=Other) at m:4:3:DataSet".to_owned(),
        ]
    );
}
