use super::{
    cell::{Written, written},
    faults::{Faults, Spot},
    figures::{self, Figures},
    plan::{Given, Plan, Slot},
    route::{Groups, Route, Routes},
    specification::{INDICATOR, REPORTER, STATUS, Specification, TIME, UNIT},
};
use crate::{
    catalogue::Catalogue,
    code::CodeId,
    error::{Code, Error, Result, Safe, codes::trl},
    source::{Row, figure},
    table::{Absence, Cell, Status},
};
use std::{collections::BTreeSet, sync::Arc};

/// Rows on their way into tables.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    plan: &'a Plan,
    specification: &'a Specification,
    catalogue: &'a Catalogue,
    groups: Groups<'a>,
    routes: Vec<Routes<'a>>,
    figures: Figures,
    places: Vec<u32>,
    /// What is wrong with all rows alike, and with the row that is being read: it is said once.
    said: BTreeSet<(usize, Box<str>)>,
    said_of_row: Vec<(usize, Code)>,
}

/// The column of figures that is being read, in the row that is being read.
struct Here<'a, 'r> {
    number: usize,
    slot: &'a Slot,
    row: &'r Row<'r>,
}

impl Here<'_, '_> {
    fn spot(&self, column: usize) -> Spot {
        Spot::new(self.row.line(), column)
    }
}

impl<'a> Rows<'a> {
    pub(super) fn new(plan: &'a Plan, specification: &'a Specification, catalogue: &'a Catalogue) -> Self {
        Self {
            plan,
            specification,
            catalogue,
            groups: Groups::default(),
            routes: plan.slots.iter().map(|_| Routes::default()).collect(),
            figures: Figures::new(specification.layout.stated_numbers()),
            places: Vec::new(),
            said: BTreeSet::new(),
            said_of_row: Vec::new(),
        }
    }

    /// The groups of rows, and the figures that wait for the others.
    pub(super) fn into_parts(self) -> (Groups<'a>, Figures) {
        (self.groups, self.figures)
    }

    /// Adds every figure of a row to the table that it belongs to, or reports everything that keeps it from that.
    pub(super) fn row(&mut self, row: &Row<'_>, faults: &mut Faults<'_>) {
        let plan = self.plan;
        self.said_of_row.clear();
        for (number, slot) in plan.slots.iter().enumerate() {
            self.figure(&Here { number, slot, row }, faults);
        }
    }

    fn figure(&mut self, here: &Here<'a, '_>, faults: &mut Faults<'_>) {
        let (row, slot) = (here.row, here.slot);
        let status = slot.status.map_or("", |status| self.plan.reading(STATUS).word(row.text(status)));
        let value = row.text(slot.value);
        let plain = value.starts_with(|c: char| c.is_ascii_digit());
        let mark = if plain { None } else { self.specification.marks.get(value) };
        let (value, status) = mark.map_or((value, status), |mark| (&*mark.figure, &*mark.status));
        if value.is_empty() && status.is_empty() && self.specification.blanks_are_absent {
            return;
        }
        let Some(routes) = self.routes.get_mut(here.number) else { return };
        let route = match routes.find(row, slot, self.plan, self.catalogue, &mut self.groups) {
            Ok(route) => route,
            Err(error) => return self.wrong(here, INDICATOR, &slot.indicator, &error, faults),
        };
        let sound = self.codes(here, &route, faults);
        // What a workbook holds as a number needs no spelling.
        let typed = mark.is_none() && row.is_number(slot.value);
        let cell = written(value, status).and_then(|written| self.cell(written, typed));
        let spot = here.spot(slot.value);
        match (cell, &route.group) {
            (Err(error), _) => {
                let of_status = error.code() == trl::STATUS_UNREADABLE;
                let column = slot.status.filter(|_| of_status).unwrap_or(slot.value);
                faults.error(&error, here.spot(column), row.text(column));
            }
            (Ok((cell, status)), Ok(number)) if sound => {
                let Some(group) = self.groups.all.get_mut(*number) else { return };
                match cell {
                    Some(_) => {
                        figures::noticed(value).into_iter().for_each(|one| faults.add(one.at(faults.place(spot))))
                    }
                    None => self.figures.wait(value, *number, group.len(), spot),
                }
                group.push(&self.places, cell.unwrap_or(Cell::Missing(Absence::NotDelivered)), status, spot);
            }
            _ => {}
        }
    }

    /// The cell with its statuses; none where its figure has to wait for the others.
    fn cell(&self, written: Written<'_>, typed: bool) -> Result<(Option<Cell>, Status)> {
        match written {
            Written::Empty(cell) => Ok((Some(cell), Status::NORMAL)),
            Written::Figure(text, status) if typed => Ok((Some(Cell::exact(figure(text)?)), status)),
            Written::Figure(text, status) => Ok((self.figures.read(text)?.map(Cell::exact), status)),
        }
    }

    /// Reads the unit and the codes of every axis, and reports each that cannot be; the places of the codes are kept.
    fn codes(&mut self, here: &Here<'a, '_>, route: &Route<'a>, faults: &mut Faults<'_>) -> bool {
        let (plan, slot) = (self.plan, here.slot);
        let mut sound = true;
        self.places.clear();
        if let Err(error) = &route.group {
            self.wrong(here, UNIT, slot.unit.as_ref().unwrap_or(&slot.indicator), error, faults);
            sound = false;
        }
        let reporter = (REPORTER, Some(&slot.reporter));
        let dimensions = route.dimensions.iter().map(|(dimension, given)| (dimension.id(), *given));
        let axes = std::iter::once(reporter).chain(dimensions).chain([(TIME, Some(&slot.time))]);
        for (at, (id, given)) in axes.enumerate() {
            let Some(given) = given else {
                let nothing = Error::new(trl::NOTHING_STATES).with("axis", Safe::term(id));
                self.wrong(here, id, &slot.indicator, &nothing, faults);
                sound = false;
                continue;
            };
            let resolve = |text: &str| resolve(plan, route, at, id, given, text);
            let coder = route.group.as_ref().ok().and_then(|group| self.groups.all.get_mut(*group)?.axes.get_mut(at));
            let text = given.text(here.row);
            let place = match coder {
                Some(coder) => {
                    coder.column = given.column();
                    coder.place(text, given.is_stated(), resolve)
                }
                None => resolve(text).map(|_| 0),
            };
            match place {
                Ok(place) => self.places.push(place),
                Err(error) => {
                    self.wrong(here, id, given, &error, faults);
                    sound = false;
                }
            }
        }
        for (id, given) in &route.others {
            let text = plan.word(id, given, here.row);
            if !text.is_empty() && text != CodeId::NOT_APPLICABLE {
                let error = Error::new(trl::DIMENSION_NOT_DECLARED).with("axis", Safe::term(id));
                let error = error.with("indicator", Safe::term(route.indicator.id()));
                self.wrong(here, id, given, &error, faults);
                sound = false;
            }
        }
        sound
    }

    /// A text that cannot be what it is said to be. What is stated or stands in the name of a column is the same in every row and
    /// is said once; what stands in a row is said once for all figures of the row.
    fn wrong(&mut self, here: &Here<'_, '_>, id: &str, given: &Given, error: &Error, faults: &mut Faults<'_>) {
        let column = match given {
            Given::Column(column) if self.said_of_row.contains(&(*column, error.code())) => return,
            Given::Column(column) => {
                self.said_of_row.push((*column, error.code()));
                *column
            }
            Given::Titled(_) | Given::Stated(_) if !self.said.insert((here.number, Box::from(id))) => {
                return;
            }
            Given::Titled(_) | Given::Stated(_) => here.slot.value,
        };
        faults.error(error, here.spot(column), given.text(here.row));
    }
}

/// The code of a text on an axis of the route: a reporting country, a code of a dimension, a period or moment.
fn resolve(plan: &Plan, route: &Route<'_>, at: usize, id: &str, given: &Given, text: &str) -> Result<Arc<str>> {
    let reading = plan.reading(id);
    let stated = given.is_stated();
    if id == TIME {
        let text = if stated { text } else { reading.word(text) };
        return route.indicator.time(text).map(|time| Arc::from(time.to_string()));
    }
    let list = match at.checked_sub(1).and_then(|at| route.dimensions.get(at)) {
        Some((dimension, _)) => dimension.list(),
        None => &plan.reporters,
    };
    if stated { list.find(text).map(|entry| CodeId::clone(entry.id()).into()) } else { reading.code(text, list) }
}
