use super::{
    dialect::Dialect,
    gathered::{Gathered, TIME},
    head::Head,
    level::Level,
    open::SetTag,
};
use crate::{
    error::{At, Place, Result},
    exchange::sdmx::xml::{Tag, Token, XmlReader},
    source::Input,
};
use std::sync::Arc;

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
    let place = || {
        let path = "DataSet".into();
        Place::new(file.clone(), At::Element { line: tag.mark.line, column: tag.mark.column, path })
    };
    if let Some(gathered) = all.get_mut(at).filter(|gathered| head.apart && at == 1 && gathered.is_empty()) {
        gathered.began = Some(place());
    }
    if let Some(said) = tag.structure()
        && at > head.structures.len() + head.others.len()
        && head.meet(said)
    {
        let mut gathered = Gathered::new(None);
        gathered.began = Some(place());
        all.push(gathered);
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
