use super::{
    dialect::Edition,
    level::Level,
    work::{Work, spot},
};
use crate::{
    error::{Result, Safe},
    exchange::sdmx::xml::Tag,
};

/// What is to be done after a start tag.
pub(super) enum Next {
    /// Its values are taken; where it was not empty, its end comes.
    Entered,
    /// Several values of a component come.
    Values(Option<usize>),
    Skip,
}

/// Takes what a start tag says.
pub(super) fn start(work: &mut Work<'_, '_>, tag: &Tag<'_>, generic: bool) -> Result<Next> {
    let parent = work.open.levels.last().copied().unwrap_or(Level::DataSet);
    let inner = parent == Level::Inner;
    let level = match (tag.local(), parent) {
        ("Obs", Level::DataSet | Level::Series) => Level::Obs,
        ("Series", Level::DataSet) => Level::Series,
        ("Group", Level::DataSet) => Level::Group,
        ("Atts", Level::DataSet) if work.open.dialect.edition != Edition::V21 => Level::Group,
        ("Comp", _) if !generic => {
            let id = tag.attribute("id")?.unwrap_or_default();
            return Ok(Next::Values(work.component(&id, tag.mark)));
        }
        ("SeriesKey" | "ObsKey" | "GroupKey" | "Attributes", _) if generic && !inner => Level::Inner,
        ("Value", _) if generic && inner => {
            let id = tag.attribute("id")?.unwrap_or_default();
            let component = work.component(&id, tag.mark);
            return value(work, tag, component);
        }
        ("ObsDimension", Level::Obs) if generic => {
            let component = match tag.attribute("id")? {
                Some(id) => work.component(&id, tag.mark),
                None => work.open.at.or_else(|| work.intake.data_set.layout.time()),
            };
            return value(work, tag, component);
        }
        ("ObsValue", Level::Obs) if generic => {
            let measure = work.intake.data_set.layout.measure();
            return value(work, tag, measure);
        }
        ("Annotations" | "DataProvider" | "Metadata", _) => {
            work.left_out(tag.local(), tag.mark);
            return Ok(Next::Skip);
        }
        (name, _) => {
            work.unexpected(Safe::term(name), tag.mark);
            return Ok(Next::Skip);
        }
    };
    work.start(level, tag.mark);
    if !generic {
        specific(work, tag, level)?;
    } else if level == Level::Group {
        work.open.group_type = tag.attribute("type")?.map(|name| Box::from(&*name));
    }
    if tag.empty {
        work.end(tag.mark)?;
    }
    Ok(Next::Entered)
}

/// Takes the attributes of a series, a group or an observation.
fn specific(work: &mut Work<'_, '_>, tag: &Tag<'_>, level: Level) -> Result<()> {
    let mut explicit = None;
    for attribute in tag.attributes() {
        let (prefix, name, value) = attribute?;
        match prefix {
            "" if name == "xmlns" => {}
            "" => match work.known(name, level) {
                Some(component) if work.doubled(level) && came_before(tag, name)? => {
                    work.twice(component, name, spot(level, tag.mark));
                }
                Some(component) if level == Level::Obs && work.contradicts_series(component, &value) => {
                    work.intake.misplaced(component, &value, spot(level, tag.mark));
                }
                Some(component) => work.set(component, &value, tag.mark),
                None if name == "type" => explicit = Some(value),
                None => work.intake.stranger(name, spot(level, tag.mark)),
            },
            "xmlns" | "xml" => {}
            _ if name == "type" => explicit = Some(value),
            _ => {}
        }
    }
    if level == Level::Group && tag.local() == "Group" {
        let name = explicit.as_deref().map(|name| name.split_once(':').map_or(name, |(_, name)| name));
        work.open.group_type = name.filter(|name| *name != "GroupType").map(Box::from);
    }
    // A measure of 2.1 that is told by the type of its observation.
    let at = work.open.at.filter(|at| level == Level::Obs && !work.intake.draft.has(*at));
    if let (Some(at), Some(explicit)) = (at, explicit) {
        let name = explicit.split_once(':').map_or(&*explicit, |(_, name)| name);
        if name != "ObsType" {
            work.set(at, name, tag.mark);
        }
    }
    Ok(())
}

/// Whether the same name in other letters stands in a tag before it.
fn came_before(tag: &Tag<'_>, name: &str) -> Result<bool> {
    for attribute in tag.attributes() {
        match attribute? {
            ("", other, _) if other == name => return Ok(false),
            ("", other, _) if other.eq_ignore_ascii_case(name) => return Ok(true),
            _ => {}
        }
    }
    Ok(false)
}

/// Takes the value of an element of generic data.
fn value(work: &mut Work<'_, '_>, tag: &Tag<'_>, component: Option<usize>) -> Result<Next> {
    if let (Some(component), Some(value)) = (component, tag.attribute("value")?) {
        let level = work.open.level();
        if work.open.said_here.contains(&component) {
            let id = tag.attribute("id")?.unwrap_or_default();
            work.twice(component, &id, spot(level, tag.mark));
        } else {
            work.open.said_here.push(component);
            work.set(component, &value, tag.mark);
        }
    }
    if !tag.empty {
        work.open.levels.push(Level::Inner);
    }
    Ok(Next::Entered)
}
