use super::{
    column::{Column, Columns},
    parts::part,
};
use crate::{
    error::{Finding, FindingSink, Place, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        csv::{separator, several},
        metadata::{MOST_MEBIBYTES, MetadataSet, Reported},
        structures::{Class, Identity, Reference},
    },
    source::{Grid, Input, Layout, Limits, Row, Rows, open},
};
use std::sync::Arc;

/// Reads the reports of a file, a line each.
pub(in crate::exchange::sdmx::metadata) fn read(
    input: impl Input,
    file: &str,
    findings: &mut dyn FindingSink,
) -> Result<Vec<MetadataSet>> {
    let mut input = input;
    let most = usize::try_from(MOST_MEBIBYTES << 20).unwrap_or(usize::MAX);
    let limits = Limits { row: most, value: most, file: MOST_MEBIBYTES << 20, ..Limits::default() };
    let layout = Layout::default().limits(limits);
    let layout = match separator(&mut input, file)? {
        Some(sign) => layout.separator(sign),
        None => layout,
    };
    let mut rows = open(input, file, &layout)?;
    let columns = Columns::of(rows.header())?;
    for finding in rows.noticed().to_vec() {
        let _ = findings.put(finding);
    }
    let (mut grid, mut sets, file) = (Grid::new(), Vec::new(), Arc::from(file));
    while rows.next(&mut grid)? {
        for row in grid.rows() {
            match row.complete(rows.header()) {
                Ok(()) => sets.push(Reading { file: &file, columns: &columns, findings }.set(&row)),
                Err(error) => drop(findings.put(Finding::from(&error))),
            }
        }
    }
    Ok(sets)
}

struct Reading<'r> {
    file: &'r Arc<str>,
    columns: &'r Columns,
    findings: &'r mut dyn FindingSink,
}

impl Reading<'_> {
    fn place(&self, row: &Row<'_>, column: usize) -> Place {
        Place::line(self.file.clone(), row.line(), u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    fn set(&mut self, row: &Row<'_>) -> MetadataSet {
        let mut set = MetadataSet { place: Some(Place::line(self.file.clone(), row.line(), 0)), ..Default::default() };
        let named = |column: usize| Identity::parse(row.text(column).split(": ").next().unwrap_or_default()).ok();
        set.flow = named(self.columns.structure_id).map(|identity| Reference::to(Class::Metadataflow, identity));
        if set.flow.is_none() {
            self.tell(Finding::new(exc::STRUCTURE_NOT_NAMED), row, self.columns.structure_id);
        }
        set.identity = self.columns.set_id.and_then(named);
        if let Some(column) = self.columns.action
            && !row.text(column).is_empty()
        {
            match Action::named(row.text(column)) {
                Some(action) => set.action = action,
                None => self.tell(Finding::new(exc::ACTION_UNKNOWN), row, column),
            }
        }
        set.reporting = self
            .columns
            .reporting
            .map(|column| column.map(|column| row.text(column)).filter(|text| !text.is_empty()).map(Arc::from));
        set.targets = self.targets(row);
        for column in &self.columns.attributes {
            if !row.text(column.at).is_empty() {
                self.attribute(column, row, &mut set.attributes);
            }
        }
        set
    }

    fn tell(&mut self, finding: Finding, row: &Row<'_>, column: usize) {
        let place = self.place(row, column);
        let _ = self.findings.put(finding.at(place).evidence_of(row.text(column)));
    }

    /// Each type with its id, as a URN.
    fn targets(&mut self, row: &Row<'_>) -> Vec<Arc<str>> {
        let of = |column| several(row.text(column), self.columns.separator);
        let (types, ids) = (of(self.columns.types), of(self.columns.ids));
        let mut targets = Vec::new();
        for (at, id) in ids.iter().enumerate() {
            let class = types.get(at).or(types.last()).and_then(|kind| Class::of_resource(kind));
            let identity = Identity::parse(id.split(": ").next().unwrap_or_default());
            match (class, identity) {
                (Some(class), Ok(identity)) => targets.push(Arc::from(identity.urn(class))),
                _ => {
                    let finding = Finding::new(exc::PROPERTY_UNREADABLE).with("property", Safe::term("TARGET_IDS"));
                    self.tell(finding.with("element", Safe::term("MDSTRUCTURE")), row, self.columns.ids);
                }
            }
        }
        targets
    }

    fn attribute(&mut self, column: &Column, row: &Row<'_>, into: &mut Vec<Reported>) {
        let Some((last, above)) = column.path.split_last() else { return };
        let place = self.place(row, column.at);
        let mut level = into;
        for id in above {
            let at = level.iter().position(|one| *one.id == **id).unwrap_or_else(|| {
                level.push(Reported { place: Some(place.clone()), ..Reported::new(id) });
                level.len() - 1
            });
            let Some(one) = level.get_mut(at) else { return };
            level = &mut one.attributes;
        }
        let field = row.text(column.at);
        let fields = if column.many { several(field, self.columns.separator) } else { vec![field.to_owned()] };
        let langs: Vec<&str> = column.langs.iter().map(String::as_str).collect();
        for (at, field) in fields.into_iter().enumerate() {
            let mut one = Reported { place: Some(place.clone()), ..Reported::new(last) };
            if langs.is_empty() {
                one.value = Some(Arc::from(field));
            } else {
                for (lang, text) in part(&field, self.columns.separator, &langs) {
                    if lang.is_empty() {
                        one.value = Some(Arc::from(text));
                    } else {
                        one.texts.add(&lang, &text);
                    }
                }
            }
            // What stands under an attribute may have come before what it says itself.
            match level.iter_mut().find(|other| *other.id == **last && other.is_silent()) {
                Some(other) if at == 0 => (other.value, other.texts) = (one.value, one.texts),
                _ => level.push(one),
            }
        }
    }
}
