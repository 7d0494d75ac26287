use crate::exchange::sdmx::{
    data::{Layout, Part},
    structures::Relationship,
};

/// What of a message a value stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    DataSet,
    Group,
    Series,
    Obs,
    /// `SeriesKey`, `Attributes` and the like of generic data: what they stand in is the level.
    Inner,
}

impl Level {
    /// The element.
    pub(super) fn element(self) -> &'static str {
        match self {
            Self::DataSet | Self::Inner => "DataSet",
            Self::Group => "Group",
            Self::Series => "Series",
            Self::Obs => "Obs",
        }
    }
}

/// The levels at which no component of a layout may stand: data set, series, observation in a series. `at` is the dimension at the
/// observation, none where every observation has its whole key.
pub(super) fn misplaced(layout: &Layout, at: Option<usize>) -> Vec<[bool; 3]> {
    let at = at.and_then(|at| layout.parts().get(at)).map(|part| &*part.id);
    layout.parts().iter().map(|part| misplaced_of(part, layout, at)).collect()
}

fn misplaced_of(part: &Part, layout: &Layout, at: Option<&str>) -> [bool; 3] {
    let Some(of) = part.said_of() else { return [false; 3] };
    if layout.is_inferred() {
        return [false; 3];
    }
    match dimensions(of, layout) {
        _ if *of == Relationship::DataSet => [false, true, true],
        None => [true, true, false],
        Some(own) => {
            // Beside every observation where the whole key is, or where the dimension at the observation is part of it.
            let beside = at.is_none_or(|at| own.contains(&at));
            [true, at.is_some() && beside, !beside]
        }
    }
}

/// The dimensions that an attribute is said of; none where it is said of the observation.
pub(super) fn dimensions<'a>(of: &'a Relationship, layout: &'a Layout) -> Option<Vec<&'a str>> {
    match of {
        Relationship::DataSet => Some(Vec::new()),
        Relationship::Dimensions(ids) => Some(ids.iter().map(|id| &**id).collect()),
        Relationship::Group(id) => {
            let group = layout.structure().groups.iter().find(|group| group.id == *id);
            Some(group.map(|group| group.dimensions.iter().map(|id| &**id).collect()).unwrap_or_default())
        }
        Relationship::Observation => None,
    }
}

/// The mandatory attributes of the data set, of a series, and of an observation beside those that are said of it alone.
pub(super) fn asked(layout: &Layout, misplaced: &[[bool; 3]]) -> [Vec<usize>; 3] {
    let mut asked = [Vec::new(), Vec::new(), Vec::new()];
    let [set, series, observation] = &mut asked;
    for (at, (part, misplaced)) in layout.parts().iter().zip(misplaced).enumerate() {
        match part.said_of() {
            Some(_) if !part.is_mandatory() => {}
            None | Some(Relationship::Observation) => {}
            Some(Relationship::DataSet) => set.push(at),
            Some(_) if misplaced[2] => series.push(at),
            Some(_) => observation.push(at),
        }
    }
    asked
}
