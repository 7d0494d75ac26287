use super::{
    super::template::Template,
    answers,
    keys::Keys,
    lines::{Content, Lines},
    mark::Marked,
    others::{ANSWERS, DOCUMENTATION},
};
use crate::{
    error::{Place, Result},
    source::{Input, Workbook},
};
use std::{collections::BTreeMap, sync::Arc};

/// Everything that somebody wrote into a form, good or bad, by what it was written for.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) sheets: Vec<Scanned>,
    /// The answers, by the names of their cells: where they stand and what was written.
    pub(super) answers: Vec<(String, Place, String)>,
    /// Answers about the documentation: field, column from zero, text.
    pub(super) documentation: Vec<(String, u16, String)>,
}

/// A sheet of figures.
pub(super) struct Scanned {
    /// Which of the periods of the form it is of.
    pub(super) number: usize,
    pub(super) name: Arc<str>,
    /// What stands in its rows and columns, by their places from one.
    pub(super) rows: BTreeMap<u32, usize>,
    pub(super) columns: BTreeMap<u32, usize>,
    pub(super) remark: u32,
    /// The row and the column of the shape, none for the remark, and what stands there.
    pub(super) cells: Vec<(usize, Option<usize>, Content)>,
}

impl Scan {
    /// Scans a form. `names` are those of the cells of answers.
    pub(super) fn of<R: Input>(
        workbook: &mut Workbook<R>,
        template: &Template,
        file: &Arc<str>,
        names: &[&str],
    ) -> Result<Self> {
        let mut scan = Self::default();
        for (name, cell) in answers::cells(workbook, file, names)? {
            scan.answers.push((name.to_owned(), cell.place, cell.text));
        }
        for sheet in workbook.sheets().to_vec() {
            let mut lines = Lines::new(workbook.cells(&sheet)?);
            let number = match Marked::find(&mut lines)? {
                Some(marked) => {
                    let label = marked.period().map_or("", |(_, label)| label);
                    let number = template.asked.iter().position(|asked| template.key(asked) == label);
                    let first = number.filter(|number| scan.sheets.iter().all(|other| other.number != *number));
                    first.map(|number| (number, marked))
                }
                None => {
                    drop(lines);
                    scan.documentation(&mut Lines::whole(workbook.cells(&sheet)?))?;
                    continue;
                }
            };
            if let Some((number, marked)) = number {
                scan.sheets.extend(scanned(template, number, sheet.name(), &marked, &mut lines)?);
            }
        }
        Ok(scan)
    }

    fn documentation<R: Input>(&mut self, lines: &mut Lines<R>) -> Result<()> {
        let (mut line, mut begun) = (Vec::new(), false);
        while lines.next(&mut line)?.is_some() {
            let first = line.first().map_or("", |content| content.held.text().trim()).to_owned();
            begun |= first.starts_with(DOCUMENTATION);
            if !begun {
                return Ok(());
            }
            for content in line.iter().filter(|content| ANSWERS.contains(&content.column) && !content.held.is_blank()) {
                let column = u16::try_from(content.column.saturating_sub(1)).unwrap_or_default();
                self.documentation.push((first.clone(), column, content.held.text().to_owned()));
            }
        }
        Ok(())
    }
}

fn scanned<R: Input>(
    template: &Template,
    number: usize,
    name: &Arc<str>,
    marked: &Marked,
    lines: &mut Lines<R>,
) -> Result<Option<Scanned>> {
    let Some(asked) = template.asked.get(number) else { return Ok(None) };
    let keys = Keys::of(&asked.shape);
    let (rows, cells) = (BTreeMap::new(), Vec::new());
    let mut sheet = Scanned { number, name: name.clone(), rows, columns: BTreeMap::new(), remark: 0, cells };
    for content in &marked.cells {
        let text = content.held.text().trim();
        match keys.column(text).filter(|column| !sheet.columns.values().any(|other| other == column)) {
            Some(column) => drop(sheet.columns.insert(content.column, column)),
            None if text == "OBS_STATUS" => sheet.remark = content.column,
            None => {}
        }
    }
    let (mut line, mut seen) = (Vec::new(), vec![false; asked.shape.down.items.len()]);
    while let Some(row) = lines.next(&mut line)? {
        let key = line.iter().find(|content| content.column == marked.key).map_or("", |one| one.held.text());
        let Some(item) = keys.row(key).filter(|item| seen.get(*item) == Some(&false)) else { continue };
        seen.get_mut(item).into_iter().for_each(|seen| *seen = true);
        sheet.rows.insert(row, item);
        for content in line.drain(..) {
            let column = sheet.columns.get(&content.column).copied();
            if column.is_some() || content.column == sheet.remark {
                sheet.cells.push((item, column, content));
            }
        }
    }
    Ok(Some(sheet))
}
