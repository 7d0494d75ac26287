use crate::{
    error::{At, Error, Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action, Structure,
        data::{Above, Keys, Layout, is_attribute},
        structures::{Component, DataStructure, Relationship, Representation, Role, Structures},
    },
    translate::Recoding,
};
use std::{collections::HashMap, sync::Arc};

/// How the data of a structure become others.
pub(super) struct Plan {
    pub(super) of: Arc<Layout>,
    pub(super) layout: Arc<Layout>,
    pub(super) columns: Vec<Option<To>>,
    pub(super) stated: Vec<(usize, Arc<str>)>,
    pub(super) status: Option<usize>,
    pub(super) keys: Keys,
    /// The number of the data set that came last.
    pub(super) set: Option<u32>,
    /// By the action of the data set, as the readers hold it.
    pub(super) above: Vec<(Action, Above)>,
}

/// Where the values of a component go.
pub(super) struct To {
    pub(super) column: usize,
    pub(super) id: Arc<str>,
    pub(super) recoded: bool,
    pub(super) measure: bool,
    pub(super) known: HashMap<Arc<str>, Arc<str>>,
}

impl Plan {
    pub(super) fn of(mapped: &Making<'_>, of: &Arc<Layout>, findings: &mut dyn FindingSink) -> Result<Self> {
        let Making { recoding, structures, target, file } = mapped;
        let unknown = |id: &str, findings: &mut dyn FindingSink| {
            let finding = Finding::new(exc::COMPONENT_UNKNOWN).with("component", Safe::term(id)).evidence_of(id);
            let _ = findings.put(finding.at(Place::new((*file).clone(), At::Whole)));
        };
        for id in recoding.components().filter(|id| of.place(id).is_none()) {
            unknown(id, findings);
        }
        let known = target.and_then(|target| structures.structure_of(target));
        if let Some(other) = target.and_then(|target| structures.other_version(target)) {
            let _ = findings.put(other.at(Place::new((*file).clone(), At::Whole)));
        }
        let layout = match known {
            Some(found) => Layout::of_data(found, *target, structures),
            None if of.is_inferred() => Layout::inferred(renamed(of, recoding)?),
            None => Layout::of(&renamed(of, recoding)?, structures),
        };
        let mut columns = Vec::new();
        for (at, part) in of.parts().iter().enumerate() {
            let name = said(&part.id, recoding);
            let id = recoding.id_of(name).unwrap_or_default();
            if recoding.ignores(name) && at < of.dimensions() {
                return Err(Error::new(exc::DIMENSION_IGNORED).with("component", Safe::term(&part.id)));
            }
            let column = layout.place(id);
            if column.is_none() && !id.is_empty() {
                unknown(id, findings);
            }
            let recoded = recoding.recodes(id);
            columns.push(column.map(|column| To {
                column,
                id: Arc::from(id),
                recoded,
                measure: part.is_measure(),
                known: HashMap::new(),
            }));
        }
        let mut stated = Vec::new();
        for (id, value) in recoding.stated() {
            match layout.place(id) {
                Some(column) => stated.push((column, Arc::from(value))),
                None => unknown(id, findings),
            }
        }
        let status = layout.place("OBS_STATUS");
        let (of, layout, keys, above) = (of.clone(), Arc::new(layout), Keys::default(), Vec::new());
        Ok(Self { of, layout, columns, stated, status, keys, set: None, above })
    }
}

/// What plans are made with.
pub(super) struct Making<'a> {
    pub(super) recoding: &'a Recoding,
    pub(super) structures: &'a Structures,
    pub(super) target: Option<&'a Structure>,
    pub(super) file: &'a Arc<str>,
}

/// The name of a component as the translator writes it, whatever the case of its letters.
fn said<'a>(id: &'a str, recoding: &'a Recoding) -> &'a str {
    let exact = recoding.components().any(|own| own == id);
    let alike = recoding.components().find(|own| own.eq_ignore_ascii_case(id)).filter(|_| !exact);
    alike.unwrap_or(id)
}

/// A structure with the ids of the translator, and with the components that it states.
fn renamed(of: &Layout, recoding: &Recoding) -> Result<DataStructure> {
    let mut structure = of.structure().clone();
    let new = |id: &Arc<str>| -> Arc<str> { Arc::from(recoding.id_of(said(id, recoding)).unwrap_or(id)) };
    let stays = |component: &Component| recoding.id_of(said(&component.id, recoding)).is_some();
    structure.dimensions.retain(&stays);
    structure.measures.retain(&stays);
    structure.attributes.retain(&stays);
    structure.groups.iter_mut().for_each(|group| group.dimensions.iter_mut().for_each(|id| *id = new(id)));
    let all = structure.dimensions.iter_mut().chain(&mut structure.measures).chain(&mut structure.attributes);
    for component in all {
        component.id = new(&component.id);
        if recoding.recodes(&component.id) {
            // Its codes are others now, and so is its concept.
            let most = component.representation.as_ref().and_then(|own| own.max_occurs);
            component.representation = Some(Representation { max_occurs: most, ..Representation::default() });
            component.concept = None;
        }
        if let Role::Attribute { of: Relationship::Dimensions(ids), .. } = &mut component.role {
            ids.iter_mut().for_each(|id| *id = new(id));
        }
    }
    for (id, _) in recoding.stated() {
        // Others have a dimension of that name; whoever states it says what is true of all of the data.
        let attribute = is_attribute(id) || id == "DURATION" || of.place(id).is_some_and(|at| at >= of.dimensions());
        if attribute {
            let role = Role::Attribute { mandatory: false, of: Relationship::DataSet };
            structure.attributes.push(Component::new(id, role));
        } else {
            structure.dimensions.insert(0, Component::new(id, Role::Dimension));
        }
    }
    Ok(structure)
}
