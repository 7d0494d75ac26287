use super::{dialect::Dialect, head::Head, level::Level, open::SetTag};
use crate::{
    error::{At, Error, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        data::is_attribute,
        structures::{Component, DataStructure, Identity, Maintained, Relationship, Role},
        xml::{Tag, Token, XmlReader},
    },
    source::Input,
};
use std::sync::Arc;

/// What data sets of one structure have, from which their dimensions and attributes are inferred.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Where its first data set stands, where the header does not name it.
    pub(super) began: Option<Place>,
    /// The dimension at the observation, as the header says.
    at: Option<String>,
    series: u64,
    /// Observations that stand in no series.
    alone: u64,
    /// The names at the data set, the groups, the series, the observations.
    names: [Vec<Name>; 4],
    /// Names that generic data say are of dimensions.
    keys: Vec<String>,
}

#[derive(Debug)]
struct Name {
    name: String,
    many: u64,
    /// Whether every value is written like a code.
    coded: bool,
}

/// At most so many components are inferred.
const MOST: usize = 1024;
const TIME: &str = "TIME_PERIOD";
const VALUE: &str = "OBS_VALUE";

impl Gathered {
    pub(super) fn new(at: Option<&str>) -> Self {
        Self { at: at.filter(|at| *at != "AllDimensions").map(str::to_owned), ..Self::default() }
    }

    /// Whether no data set was of it.
    pub(super) fn is_empty(&self) -> bool {
        self.series + self.alone == 0 && self.names.iter().all(Vec::is_empty)
    }

    fn put(&mut self, level: Level, name: &str, value: &str) -> Result<()> {
        let at = match level {
            Level::DataSet | Level::Inner => 0,
            Level::Group => 1,
            Level::Series => 2,
            Level::Obs => 3,
        };
        let total: usize = self.names.iter().map(Vec::len).sum();
        let Some(names) = self.names.get_mut(at) else { return Ok(()) };
        let like_a_code = |c: char| c.is_ascii_alphanumeric() || "_-@$+.:/".contains(c);
        let coded = !value.is_empty() && value.len() <= 64 && value.chars().all(like_a_code);
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

    fn key(&mut self, name: &str) {
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
            let own = obs.iter().filter(|name| series == 0 && name.name != VALUE && dimension(name, alone));
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
                if !keys.contains(name) && name != VALUE && !structure.attributes.iter().any(|own| *own.id == **name) {
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

/// Reads the data sets for the names that they have. Where the message breaks off, what came before counts.
///
/// # Errors
/// `EXC-218` where there are too many names.
pub(super) fn gather<R: Input>(
    xml: &mut XmlReader<R>,
    dialect: Dialect,
    head: &mut Head,
    first: Option<SetTag>,
    all: &mut Vec<Gathered>,
) -> Result<()> {
    let mut levels: Vec<Level> = Vec::new();
    let file = xml.file().clone();
    let mut keys = false;
    let mut at = 0;
    if let Some(first) = first.filter(|tag| tag.name == "DataSet") {
        at = of_structure(&first, head, all, &file);
        set(&first, all.get_mut(at), dialect)?;
        if !first.empty {
            levels.push(Level::DataSet);
        }
    }
    loop {
        let place = xml.place();
        let tag = match xml.next() {
            Ok(Token::Start(tag)) => tag,
            Ok(Token::End) => {
                levels.pop();
                continue;
            }
            Ok(Token::Text(_) | Token::Nothing) => continue,
            Ok(Token::Done) | Err(_) => return Ok(()),
        };
        let level = match (tag.local(), levels.last()) {
            ("DataSet", None) => {
                let own = SetTag::of(&tag)?;
                at = of_structure(&own, head, all, &file);
                set(&own, all.get_mut(at), dialect)?;
                Level::DataSet
            }
            ("Series", Some(_)) => Level::Series,
            ("Obs", Some(_)) => Level::Obs,
            ("Group" | "Atts", Some(_)) => Level::Group,
            _ => Level::Inner,
        };
        let own = levels.iter().rev().find(|level| **level != Level::Inner).copied();
        if let (Some(own), Some(gathered)) = (own, all.get_mut(at)) {
            match (level, own) {
                (Level::Series, _) => gathered.series += 1,
                (Level::Obs, Level::DataSet) => gathered.alone += 1,
                _ => {}
            }
            let put = match (dialect.generic, level) {
                (true, _) => generic(&tag, own, gathered, &mut keys),
                (false, Level::Inner) => comp(&tag, own, gathered),
                (false, _) => specific(&tag, level, gathered),
            };
            put.map_err(|error| if error.place().is_none() { error.at(place) } else { error })?;
        }
        if !tag.empty {
            levels.push(level);
        }
    }
}

/// The place of the structure of a data set; what nobody named before has a place from here on.
fn of_structure(tag: &SetTag, head: &mut Head, all: &mut Vec<Gathered>, file: &Arc<str>) -> usize {
    let at = head.structure_of(tag.structure());
    if let Some(said) = tag.structure()
        && at > head.structures.len() + head.others.len()
        && head.meet(said)
    {
        let place = Place::new(
            file.clone(),
            At::Element { line: tag.mark.line, column: tag.mark.column, path: "DataSet".into() },
        );
        all.push(Gathered { began: Some(place), ..Gathered::new(None) });
    }
    at
}

/// The attributes that a data set itself has.
fn set(tag: &SetTag, gathered: Option<&mut Gathered>, dialect: Dialect) -> Result<()> {
    let Some(gathered) = gathered.filter(|_| !dialect.generic) else { return Ok(()) };
    for (prefix, name, value) in &tag.attributes {
        if prefix.is_empty() && !is_of_message(name) {
            gathered.put(Level::DataSet, name, value)?;
        }
    }
    Ok(())
}

fn specific(tag: &Tag<'_>, level: Level, gathered: &mut Gathered) -> Result<()> {
    for attribute in tag.attributes() {
        let (prefix, name, value) = attribute?;
        if prefix.is_empty() && name != "xmlns" && name != "type" {
            gathered.put(level, name, &value)?;
        }
    }
    Ok(())
}

/// A component of several values is no dimension.
fn comp(tag: &Tag<'_>, own: Level, gathered: &mut Gathered) -> Result<()> {
    match tag.local() {
        "Comp" => tag.attribute("id")?.map_or(Ok(()), |id| gathered.put(own, &id, "")),
        _ => Ok(()),
    }
}

fn generic(tag: &Tag<'_>, own: Level, gathered: &mut Gathered, keys: &mut bool) -> Result<()> {
    match tag.local() {
        "SeriesKey" | "ObsKey" | "GroupKey" => *keys = true,
        "Attributes" => *keys = false,
        "ObsDimension" => {
            let id = tag.attribute("id")?.map(|id| id.into_owned()).or_else(|| gathered.at.clone());
            gathered.key(id.as_deref().unwrap_or(TIME));
        }
        "Value" => {
            let Some(id) = tag.attribute("id")? else { return Ok(()) };
            if *keys {
                gathered.key(&id);
            }
            let value = tag.attribute("value")?;
            gathered.put(own, &id, value.as_deref().unwrap_or_default())?;
        }
        _ => {}
    }
    Ok(())
}

/// Whether an attribute of a data set is one of every message, where it has no prefix as it should.
pub(super) fn is_of_message(name: &str) -> bool {
    let own = [
        "action",
        "dataScope",
        "publicationPeriod",
        "publicationYear",
        "reportingBeginDate",
        "reportingEndDate",
        "schemaLocation",
        "setID",
        "structureRef",
        "type",
        "validFromDate",
        "validToDate",
        "xmlns",
    ];
    own.contains(&name)
}
