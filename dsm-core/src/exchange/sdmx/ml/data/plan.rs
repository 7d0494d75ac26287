use super::{dialect::Edition, level::dimensions};
use crate::{
    error::{Error, Result, Safe, codes::exc},
    exchange::sdmx::data::{Layout, Part},
};
use std::sync::Arc;

/// At which elements the components of a layout are written.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The attributes of the data set.
    pub(super) set: Vec<usize>,
    /// The dimensions of a series; none where observations stand alone.
    pub(super) key: Vec<usize>,
    /// The attributes of a series.
    pub(super) series: Vec<usize>,
    /// What stands at an observation.
    pub(super) obs: Vec<usize>,
    /// Groups that attributes are said of: id, dimensions, attributes.
    pub(super) groups: Vec<(Arc<str>, Vec<usize>, Vec<usize>)>,
    pub(super) dimensions: usize,
}

impl Plan {
    /// Where everything goes: in series where there is a time dimension and `flat` does not ask otherwise.
    ///
    /// # Errors
    /// `EXC-234` where a component has an id that is no name of XML.
    pub(super) fn of(layout: &Layout, flat: bool) -> Result<Self> {
        let at = layout.time().filter(|_| !flat);
        let mut plan = Self { dimensions: layout.dimensions(), ..Self::default() };
        for (component, part) in layout.parts().iter().enumerate() {
            if !is_name(&part.id) {
                return Err(Error::new(exc::CHARACTER_FORBIDDEN).with("component", Safe::term(&part.id)));
            }
            plan.put(component, part, layout, at);
        }
        Ok(plan)
    }

    fn put(&mut self, component: usize, part: &Part, layout: &Layout, at: Option<usize>) {
        use crate::exchange::sdmx::structures::Relationship;
        let id = at.and_then(|at| layout.parts().get(at)).map(|part| &*part.id);
        let said_of = part.said_of().map(|of| (of, dimensions(of, layout)));
        match said_of {
            None if component < layout.dimensions() && at.is_some() && at != Some(component) => {
                self.key.push(component)
            }
            None | Some((_, None)) => self.obs.push(component),
            Some((Relationship::DataSet, _)) => self.set.push(component),
            Some((Relationship::Group(group), Some(own)))
                if !own.is_empty() && id.is_none_or(|id| !own.contains(&id)) =>
            {
                match self.groups.iter_mut().find(|(known, ..)| known == group) {
                    Some((_, _, attributes)) => attributes.push(component),
                    None => {
                        let own = own.iter().filter_map(|id| layout.place(id)).collect();
                        self.groups.push((group.clone(), own, vec![component]));
                    }
                }
            }
            Some((_, Some(own))) if id.is_some_and(|id| !own.contains(&id)) => self.series.push(component),
            Some(_) => self.obs.push(component),
        }
    }
}

/// Whether a text can be the name of an attribute: of the ids that SDMX allows those that XML does too.
fn is_name(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// What a message of a version is written with.
pub(super) fn namespace(edition: Edition, schema: &str) -> String {
    let version = match edition {
        Edition::V21 => "v2_1",
        Edition::V30 => "v3_0",
        Edition::V31 => "v3_1",
    };
    format!("http://www.sdmx.org/resources/sdmxml/schemas/{version}/{schema}")
}
