use super::head::Kept;
use crate::{
    error::Result,
    exchange::sdmx::{
        data::{Layout, Spot},
        json::{JsonText, Kind, Said},
        structures::{
            Component, DataStructure, Identity, Maintained, Reference, Relationship, Representation, Role, TextFormat,
        },
    },
    source::Input,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// A structure as a message describes it: the components by the level that they stand at, each with its values.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// What it says that it is.
    pub(super) links: Vec<Reference>,
    /// The dimensions of the data set, of a series, of an observation.
    pub(super) dimensions: [Vec<Listed>; 3],
    pub(super) measures: Vec<Listed>,
    /// The attributes of the data set, of a group of dimensions, of a series, of an observation.
    pub(super) attributes: [Vec<Listed>; 4],
}

/// A component and the values that the message lists of it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) id: Arc<str>,
    pub(super) spot: Spot,
    /// Its column in the layout, where the structure has it.
    pub(super) column: Option<usize>,
    /// The values by their numbers; one of none stands for nothing.
    pub(super) values: Option<Vec<Vec<Arc<str>>>>,
    position: usize,
    time: bool,
    mandatory: bool,
    of: Option<Relationship>,
    representation: Representation,
}

const DIMENSIONS: [&str; 3] = ["dataSet", "series", "observation"];
const ATTRIBUTES: [&str; 4] = ["dataSet", "dimensionGroup", "series", "observation"];

impl Described {
    /// Reads one.
    pub(super) fn read<R: Input>(json: &mut JsonText<R>, kept: &mut Kept) -> Result<Self> {
        let (mut this, mut name, mut names) = (Self::default(), String::new(), HashSet::new());
        if json.kind()? != Kind::Object {
            json.skip()?;
            return Ok(this);
        }
        json.enter()?;
        while json.key(&mut name)? {
            if !names.insert(name.clone()) {
                json.note_twice(&name);
                json.skip()?;
                continue;
            }
            match name.as_str() {
                "links" => this.links = references(&json.value()?),
                "dimensions" => levels(json, kept, &DIMENSIONS, &mut this.dimensions)?,
                "attributes" => levels(json, kept, &ATTRIBUTES, &mut this.attributes)?,
                "measures" => {
                    let mut measures = [Vec::new()];
                    levels(json, kept, &["observation"], &mut measures)?;
                    [this.measures] = measures;
                }
                _ => json.skip()?,
            }
        }
        Ok(this)
    }

    /// Every component, with whether it is a dimension or a measure.
    pub(super) fn all(&mut self) -> impl Iterator<Item = &mut Listed> {
        let dimensions = self.dimensions.iter_mut().flatten();
        dimensions.chain(&mut self.measures).chain(self.attributes.iter_mut().flatten())
    }

    /// Gives every component its column; the first that the structure does not have are left to be told.
    pub(super) fn placed(&mut self, layout: &Layout) {
        if self.measures.is_empty() {
            // Without measures the first of the values of an observation is the figure.
            let spot = Spot { line: 1, within: crate::exchange::sdmx::data::Within::Column(0) };
            let mut measure = Listed::new(spot);
            measure.id =
                Arc::from(layout.measure().and_then(|at| layout.parts().get(at)).map_or("OBS_VALUE", |p| &p.id));
            self.measures.push(measure);
        }
        self.all().for_each(|listed| listed.column = layout.place(&listed.id));
    }

    /// The components that another one stands for already, whose id differs in the case of its letters; they have no column then.
    pub(super) fn doubled(&mut self) -> Vec<(&mut Listed, Arc<str>)> {
        let (mut known, mut doubled) = (HashMap::<usize, Arc<str>>::new(), Vec::new());
        for listed in self.all() {
            let Some(column) = listed.column else { continue };
            let first = known.entry(column).or_insert_with(|| listed.id.clone()).clone();
            if first != listed.id {
                listed.column = None;
                doubled.push((listed, first));
            }
        }
        doubled
    }

    /// The structure that it describes.
    pub(super) fn structure(&self, identity: Identity) -> DataStructure {
        let mut structure = DataStructure::new(Maintained::new(identity));
        let mut dimensions: Vec<&Listed> = self.dimensions.iter().flatten().collect();
        dimensions.sort_by_key(|listed| (listed.time, listed.position));
        let mut ids = HashSet::new();
        dimensions.retain(|listed| is_id(&listed.id) && ids.insert(listed.id.clone()));
        let role = |listed: &Listed| if listed.time { Role::Time } else { Role::Dimension };
        structure.dimensions = dimensions.iter().map(|one| Component::new(&one.id, role(one))).collect();
        let measure = |one: &Listed| {
            let role = Role::Measure { mandatory: one.mandatory };
            let component = Component::new(&one.id, role);
            // Where no type is said, a measure is a number.
            let said = one.representation.format.is_some() || one.representation.is_many();
            if said { component.written(one.representation.clone()) } else { component }
        };
        let measures = self.measures.iter().filter(|one| is_id(&one.id) && ids.insert(one.id.clone()));
        structure.measures = measures.map(measure).collect();
        if structure.measures.is_empty() {
            structure.measures.push(Component::new("OBS_VALUE", Role::Measure { mandatory: false }));
        }
        let series = || {
            let own = self.dimensions.iter().take(2).flatten().map(|one| one.id.clone());
            Relationship::Dimensions(own.collect())
        };
        let [set, group, of_series, observation] = &self.attributes;
        let mut add = |all: &[Listed], otherwise: &dyn Fn() -> Relationship| {
            for one in all {
                if !is_id(&one.id) || !ids.insert(one.id.clone()) {
                    continue;
                }
                let of = one.of.clone().unwrap_or_else(otherwise);
                let mut many = one.representation.clone();
                // What the values of an attribute are is not judged without a structure.
                let plain = |format: TextFormat| TextFormat { others: format.others, ..TextFormat::default() };
                many.format = many.format.filter(|_| one.representation.is_multilingual()).map(plain);
                let role = Role::Attribute { mandatory: false, of };
                structure.attributes.push(Component::new(&one.id, role).written(many));
            }
        };
        add(set, &|| Relationship::DataSet);
        add(group, &series);
        add(of_series, &series);
        add(observation, &|| Relationship::Observation);
        structure
    }
}

/// Whether an id is one that SDMX can write.
fn is_id(id: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || "_-".contains(c);
    id.starts_with(|c: char| c.is_ascii_alphabetic()) && id.chars().all(word)
}

/// What the links of an object refer to.
pub(super) fn references(links: &Said) -> Vec<Reference> {
    let urn = |link: &Said| Reference::parse(link.get("urn")?.text()?).ok();
    links.items().iter().filter_map(urn).collect()
}

/// Reads the components of each level.
fn levels<R: Input>(json: &mut JsonText<R>, kept: &mut Kept, names: &[&str], into: &mut [Vec<Listed>]) -> Result<()> {
    let mut name = String::new();
    if json.kind()? != Kind::Object {
        return json.skip();
    }
    json.enter()?;
    while json.key(&mut name)? {
        let level = names.iter().position(|own| *own == name).and_then(|at| into.get_mut(at));
        match level {
            Some(level) if json.kind()? == Kind::Array => {
                json.enter()?;
                while json.item()? {
                    let position = level.len();
                    let listed = Listed::read(json, kept, position)?;
                    level.extend(listed);
                }
            }
            _ => json.skip()?,
        }
    }
    Ok(())
}

impl Listed {
    fn new(spot: Spot) -> Self {
        let (id, representation) = (Arc::from(""), Representation::default());
        let (column, values, of, position) = (None, None, None, 0);
        Self { id, spot, column, values, position, time: false, mandatory: false, of, representation }
    }

    /// Reads a component; nothing where it is no object or has no id.
    fn read<R: Input>(json: &mut JsonText<R>, kept: &mut Kept, position: usize) -> Result<Option<Self>> {
        if json.kind()? != Kind::Object {
            json.skip()?;
            return Ok(None);
        }
        let (mut name, mut names) = (String::new(), HashSet::new());
        let mut this = Self::new(json.spot());
        this.position = position;
        json.enter()?;
        while json.key(&mut name)? {
            if !names.insert(name.clone()) {
                json.note_twice(&name);
                json.skip()?;
                continue;
            }
            match name.as_str() {
                "id" => this.id = Arc::from(json.value()?.text().unwrap_or_default()),
                "keyPosition" => this.position = json.value()?.whole().unwrap_or(position),
                "isMandatory" => this.mandatory = json.value()? == Said::Flag(true),
                "role" | "roles" => {
                    let said = json.value()?;
                    let is = |said: &Said| said.text().is_some_and(|role| ["TIME_PERIOD", "time"].contains(&role));
                    this.time |= is(&said) || said.items().iter().any(is);
                }
                "relationship" => this.of = relationship(&json.value()?),
                "format" => this.representation = representation(&json.value()?),
                "values" if json.kind()? == Kind::Array => this.values = Some(values(json, kept)?),
                _ => json.skip()?,
            }
        }
        this.time |= this.id.eq_ignore_ascii_case("TIME_PERIOD");
        kept.add(json, 256)?;
        Ok(Some(this).filter(|this| !this.id.is_empty()))
    }
}

fn values<R: Input>(json: &mut JsonText<R>, kept: &mut Kept) -> Result<Vec<Vec<Arc<str>>>> {
    let mut all = Vec::new();
    json.enter()?;
    while json.item()? {
        let said = json.value()?;
        let own = ["id", "value", "values"].iter().find_map(|name| said.get(name));
        let texts = super::resolve::texts(own.unwrap_or(&said));
        let bytes: usize = texts.iter().map(|text| text.len() + 48).sum();
        kept.add(json, bytes as u64 + 32)?;
        all.push(texts.iter().map(|text| Arc::from(text.as_str())).collect());
    }
    Ok(all)
}

fn relationship(said: &Said) -> Option<Relationship> {
    if let Some(dimensions) = said.get("dimensions") {
        let ids = dimensions.items().iter().filter_map(Said::text).map(Arc::from);
        return Some(Relationship::Dimensions(ids.collect()));
    }
    let has = |name: &str| said.get(name).is_some();
    match () {
        () if has("dataflow") => Some(Relationship::DataSet),
        () if has("observation") || has("primaryMeasure") => Some(Relationship::Observation),
        () => None,
    }
}

fn representation(said: &Said) -> Representation {
    let kind = said.get("dataType").and_then(Said::text);
    let most = match said.get("maxOccurs") {
        Some(Said::Text(_)) => Some(u32::MAX),
        Some(number) => number.whole().map(|most| u32::try_from(most).unwrap_or(u32::MAX)),
        None => None,
    };
    let languages = matches!(said.get("isMultiLingual"), Some(Said::Flag(true)));
    let others = languages.then(|| (Arc::from("isMultiLingual"), Arc::from("true"))).into_iter().collect();
    let kind = kind.or(languages.then_some("String"));
    let format = kind.map(|kind| TextFormat { kind: Arc::from(kind), others, ..TextFormat::default() });
    Representation { format, max_occurs: most, ..Representation::default() }
}
