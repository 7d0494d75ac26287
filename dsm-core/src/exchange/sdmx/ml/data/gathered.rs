use super::level::Level;
use crate::{
    error::{Error, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        data::is_attribute,
        structures::{Component, DataStructure, Identity, Maintained, Relationship, Role},
    },
};
use std::sync::Arc;

/// What data sets of one structure have, from which their dimensions and attributes are inferred.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    /// Where its first data set stands, where the header does not name it.
    pub(super) began: Option<Place>,
    /// The dimension at the observation, as the header says.
    pub(super) at: Option<String>,
    pub(super) series: u64,
    /// Observations that stand in no series.
    pub(super) alone: u64,
    /// The names at the data set, the groups, the series, the observations.
    names: [Vec<Name>; 4],
    /// Names that generic data say are of dimensions.
    keys: Vec<String>,
}

#[derive(Clone, Debug)]
struct Name {
    name: String,
    many: u64,
    /// Whether every value is written like a code.
    coded: bool,
}

/// At most so many components are inferred.
const MOST: usize = 1024;
pub(super) const TIME: &str = "TIME_PERIOD";
const VALUE: &str = "OBS_VALUE";

impl Gathered {
    pub(super) fn new(at: Option<&str>) -> Self {
        Self { at: at.filter(|at| *at != "AllDimensions").map(str::to_owned), ..Self::default() }
    }

    /// Whether no data set was of it.
    pub(super) fn is_empty(&self) -> bool {
        self.series + self.alone == 0 && self.names.iter().all(Vec::is_empty)
    }

    /// Counts what another has as its own.
    pub(super) fn take_in(&mut self, other: Self) {
        self.series += other.series;
        self.alone += other.alone;
        for (own, others) in self.names.iter_mut().zip(other.names) {
            for name in others {
                match own.iter_mut().find(|known| known.name == name.name) {
                    Some(known) => {
                        known.many += name.many;
                        known.coded &= name.coded;
                    }
                    None => own.push(name),
                }
            }
        }
        other.keys.iter().for_each(|key| self.key(key));
    }

    pub(super) fn put(&mut self, level: Level, name: &str, value: &str) -> Result<()> {
        let at = match level {
            Level::DataSet | Level::Inner => 0,
            Level::Group => 1,
            Level::Series => 2,
            Level::Obs => 3,
        };
        let total: usize = self.names.iter().map(Vec::len).sum();
        let Some(names) = self.names.get_mut(at) else { return Ok(()) };
        // A code is one word, in whatever script; what has blanks is a text.
        let like_a_code = |c: char| match c.is_ascii() {
            true => c.is_ascii_alphanumeric() || "_-@$+.:/".contains(c),
            false => !c.is_whitespace() && !c.is_control(),
        };
        let coded = !value.is_empty() && value.chars().take(65).count() <= 64 && value.chars().all(like_a_code);
        match names.iter_mut().find(|known| known.name == name) {
            Some(known) => {
                known.many += 1;
                known.coded &= coded;
            }
            None if total >= MOST => {
                let error = Error::new(exc::MESSAGE_LIMIT).with("what", Safe::word("components-of-a-structure"));
                return Err(error.with("limit", MOST));
            }
            None => names.push(Name { name: name.to_owned(), many: 1, coded }),
        }
        Ok(())
    }

    pub(super) fn key(&mut self, name: &str) {
        if !self.keys.iter().any(|known| known == name) && self.keys.len() < MOST {
            self.keys.push(name.to_owned());
        }
    }

    /// The structure: what every series or observation has and is hardly ever an attribute is a dimension.
    pub(super) fn structure(self, identity: Identity) -> DataStructure {
        let Self { at, series, alone, began: _, names: [set, group, of_series, obs], mut keys } = self;
        if keys.is_empty() {
            let dimension = |name: &&Name, of: u64| name.many == of && name.coded && !is_attribute(&name.name);
            keys.extend(of_series.iter().filter(|name| dimension(name, series)).map(|name| name.name.clone()));
            let own = obs
                .iter()
                .filter(|name| series == 0 && !name.name.eq_ignore_ascii_case(VALUE) && dimension(name, alone));
            keys.extend(own.map(|name| name.name.clone()));
            let by = at.as_deref().unwrap_or(TIME);
            let stands = obs.iter().any(|name| name.name == by) || at.is_some() && series > 0;
            if stands && !keys.iter().any(|key| key == by) {
                keys.push(by.to_owned());
            }
        }
        // Time comes last.
        keys.sort_by_key(|key| key.eq_ignore_ascii_case(TIME));
        let role = |key: &String| if key.eq_ignore_ascii_case(TIME) { Role::Time } else { Role::Dimension };
        let mut structure = DataStructure::new(Maintained::new(identity));
        structure.dimensions = keys.iter().map(|key| Component::new(key, role(key))).collect();
        structure.measures.push(Component::new(VALUE, Role::Measure { mandatory: false }));
        let by = at.as_deref().unwrap_or(TIME);
        let dimensions = |ids: Vec<Arc<str>>| Relationship::Dimensions(ids);
        let whole = || dimensions(keys.iter().filter(|key| *key != by).map(|key| Arc::from(key.as_str())).collect());
        let of_group = || {
            let own = keys.iter().filter(|key| group.iter().any(|name| name.name == **key));
            dimensions(own.map(|key| Arc::from(key.as_str())).collect())
        };
        let mut add = |names: &[Name], of: &dyn Fn() -> Relationship| {
            for Name { name, .. } in names {
                if !keys.contains(name)
                    && !name.eq_ignore_ascii_case(VALUE)
                    && !structure.attributes.iter().any(|own| *own.id == **name)
                {
                    let role = Role::Attribute { mandatory: false, of: of() };
                    structure.attributes.push(Component::new(name, role));
                }
            }
        };
        add(&set, &|| Relationship::DataSet);
        add(&group, &of_group);
        add(&of_series, &whole);
        add(&obs, &|| Relationship::Observation);
        structure
    }
}
