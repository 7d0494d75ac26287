use crate::{
    catalogue::Catalogue,
    exchange::sdmx::structures::{Class, Identity, Role, Structures},
    table::{Axis, Table, View},
};

fn view() -> View {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let indicator = catalogue.find("ASYLUM_APPLICATIONS").unwrap();
    let table = Table::builder(indicator.measure().clone(), indicator.concept().clone());
    let table = table.axis(Axis::reporter("REF_AREA")).axis(Axis::category("SEX")).axis(Axis::category("HOUSE"));
    let table = table.axis(Axis::time("TIME_PERIOD")).row(&["MDA", "F", "X", "2023"], "4");
    let table = table.row(&["GEO", "M", "Y", "2024"], "5").row(&["_T", "M", "Y", "2024"], "5");
    table.build().unwrap().disclose().unwrap()
}

#[test]
fn a_view_has_its_axes_as_dimensions_its_codes_as_constraint_its_reporters_as_providers() {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let indicator = catalogue.find("ASYLUM_APPLICATIONS").unwrap();
    let all = Structures::of_view(&view(), indicator, "DSM").unwrap();
    let structure = &all.data_structures[0];
    let ids: Vec<&str> = structure.dimensions.iter().map(|one| &*one.id).collect();
    assert_eq!(ids, ["REF_AREA", "SEX", "HOUSE", "TIME_PERIOD"]);
    let members = &all.constraints[0].regions[0].members;
    let codes: Vec<&str> = members[1].values.iter().map(|code| &**code).collect();
    assert_eq!(codes, ["F", "M"]);
    assert_eq!(members[3].times.each_ref().map(|time| time.as_deref()), [Some("2023"), Some("2024")]);
    let providers = all.schemes.iter().find(|scheme| scheme.class == Class::DataProviderScheme).unwrap();
    let providers: Vec<&str> = providers.items.iter().map(|item| &*item.id).collect();
    assert_eq!(providers, ["GEO", "MDA"]);
    assert_eq!(all.agreements.len(), 2);
    assert_eq!(all.agreements[1].about.identity.to_string(), "DSM:PA_ASYLUM_APPLICATIONS_MDA(1.0)");
    assert!(all.codelist(&Identity::parse("DSM:CL_HOUSE(1.0)").unwrap()).is_some());
}

#[test]
fn every_component_of_every_indicator_has_its_concept_and_its_list_in_the_message() {
    for preset in Catalogue::PRESETS {
        for indicator in Catalogue::preset(preset).unwrap().iter() {
            let all = Structures::of_indicator(indicator, "DSM").unwrap();
            for component in all.data_structures[0].components() {
                let concept = component.concept.as_ref().unwrap();
                let concepts = all.scheme(Class::ConceptScheme, concept.identity()).unwrap();
                assert!(!concepts.item(concept.item().unwrap()).unwrap().names.is_empty(), "{}", component.id);
                if let Some(list) = &component.representation.as_ref().unwrap().codelist {
                    let list = all.codelist(list.identity()).unwrap();
                    assert!(list.items.iter().all(|item| !item.names.is_empty()));
                    let parent = |id: &str| list.item(id).is_some();
                    assert!(list.items.iter().filter_map(|item| item.parent.as_deref()).all(parent));
                }
            }
        }
    }
}

#[test]
fn the_attributes_are_the_columns_of_our_files() {
    let catalogue = Catalogue::preset("dsm").unwrap();
    let indicator = catalogue.find("ASYLUM_APPLICATIONS").unwrap();
    let view = view();
    let all = Structures::of_view(&view, indicator, "DSM").unwrap();
    let mut file = Vec::new();
    crate::exchange::csv::write(&view, &mut file).unwrap();
    let file = String::from_utf8(file).unwrap();
    let structure = &all.data_structures[0];
    for column in file.lines().next().unwrap().split(',') {
        let component = structure.components().find(|one| &*one.id == column);
        assert!(component.is_some(), "{column} is in the file and not in the structure");
    }
    // What every file has is what every data set must have.
    let mandatory = structure.attributes.iter().filter(|one| one.is_mandatory());
    for one in mandatory.filter(|one| matches!(one.role, Role::Attribute { .. })) {
        assert!(file.lines().next().unwrap().split(',').any(|column| *column == *one.id), "{}", one.id);
    }
}
