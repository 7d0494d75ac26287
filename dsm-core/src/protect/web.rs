use super::{Rule, coverage::Coverage, ladder::Ladder, together::Together};
use crate::{
    error::{Error, Result, codes::sdc},
    table::{Absent, Cell, Figure, Status, Table, Whole},
};
use std::collections::HashMap;

/// At most so many cells, with the totals that are not in the table but belong to its sums.
pub(crate) const MOST_CELLS: usize = 1 << 20;
/// At most so many terms in all sums together.
pub(super) const MOST_TERMS: usize = 1 << 23;

/// What a reader who sees the cell knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The figure, as a mantissa of the table's scale.
    Figure(i128),
    /// Surely between the two, where they are known.
    Within(Option<i128>, Option<i128>),
    /// It is masked in the table already.
    Masked,
}

/// A cell of the table, or one that is not in it and belongs to a sum over cells that are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// Its row in the table.
    pub(super) place: Option<usize>,
    pub(super) known: Known,
}

/// A whole and its parts along one axis.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) whole: u32,
    pub(super) parts: Vec<u32>,
    pub(super) axis: usize,
    pub(super) says: Says,
}

/// What a sum says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The whole is the sum of the parts.
    Equal,
    /// The parts together are at most the whole.
    PartsAtMostWhole,
    /// The whole is at most the parts together.
    WholeAtMostParts,
}

/// Everything that a table says by its totals: the cells, and the sums that hold between them, whatever is masked.
///
/// A sum stands in it only where it holds: over an axis whose parts are all there are and in which a unit has one part. Parts
/// that are not all there are, and parts that overlap, say only which is at most which.
pub(super) struct Web {
    pub(super) nodes: Vec<Node>,
    pub(super) sums: Vec<Sum>,
    /// For each cell the sums that it stands in.
    pub(super) of: Vec<Vec<u32>>,
    /// One whole unit as a mantissa, where the figures are counts.
    pub(super) one: Option<i128>,
    /// Whether a figure may be below zero.
    pub(super) signed: bool,
}

struct Spinner<'t> {
    table: &'t Table,
    coverage: &'t Coverage,
    truth: &'t HashMap<u32, i128>,
    ladders: Vec<Ladder>,
    strides: Vec<u64>,
    places: HashMap<u64, u32>,
    keys: Vec<u64>,
    web: Web,
    terms: usize,
}

impl Web {
    /// The protection range, as a mantissa.
    pub(super) fn range(&self, rule: &Rule) -> i128 {
        self.one.unwrap_or(1).saturating_mul(i128::from(rule.range()))
    }

    pub(super) fn of(together: &Together<'_>) -> Result<Self> {
        let (table, coverage, truth) = (&*together.table, &together.coverage, &together.truth);
        let ladders: Vec<Ladder> = table.axes().iter().map(|axis| Ladder::of(table, axis)).collect();
        let mut strides = vec![0; ladders.len()];
        let mut stride = 1_u64;
        for (slot, ladder) in strides.iter_mut().zip(&ladders).rev() {
            *slot = stride;
            stride = stride.checked_mul(ladder.size.max(1)).ok_or_else(too_large)?;
        }
        let measure = table.measure();
        let one = measure.is_count().then(|| one_unit(table));
        let web = Self { nodes: Vec::new(), sums: Vec::new(), of: Vec::new(), one, signed: measure.is_signed() };
        let (places, keys, terms) = (HashMap::new(), Vec::new(), 0);
        let mut spinner = Spinner { table, coverage, truth, ladders, strides, places, keys, web, terms };
        spinner.cells()?;
        spinner.totals()?;
        spinner.sums()?;
        let adds: Vec<bool> = spinner.ladders.iter().map(|ladder| ladder.how == Whole::Sum).collect();
        let mut web = spinner.web;
        web.take_for_all(truth, |axis| adds.get(axis) == Some(&true));
        web.merge(&together.same);
        web.of = vec![Vec::new(); web.nodes.len()];
        for (sum, number) in web.sums.iter().zip(0_u32..) {
            for node in sum.parts.iter().chain([&sum.whole]) {
                if let Some(of) = web.of.get_mut(*node as usize) {
                    of.push(number);
                }
            }
        }
        Ok(web)
    }
}

impl Spinner<'_> {
    /// The cells of the table, in the order of their keys.
    fn cells(&mut self) -> Result<()> {
        let table = self.table;
        for place in table.places() {
            let codes = table.key_codes(place);
            let key = codes.iter().zip(&self.strides).map(|(code, stride)| u64::from(*code) * stride).sum();
            self.add(key, Some(place), known(&table.cell(place)))?;
        }
        Ok(())
    }

    /// The totals and groups above every cell, where they are not in the table: sums of sums go through them.
    fn totals(&mut self) -> Result<()> {
        let mut at = 0;
        while let Some(key) = self.keys.get(at).copied() {
            at += 1;
            for axis in 0..self.ladders.len() {
                let (code, stride) = self.code(key, axis);
                let above = self.ladders.get(axis).filter(|l| l.how == Whole::Sum);
                let above = above.and_then(|l| l.above.get(code as usize)).cloned().unwrap_or_default();
                for whole in above {
                    let key = moved(key, stride, code, whole);
                    if !self.places.contains_key(&key) {
                        self.add(key, None, Known::Within(self.least(), None))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// What every total and group says of its parts.
    fn sums(&mut self) -> Result<()> {
        let wholes = self.keys.len();
        for whole in 0..wholes {
            let Some(key) = self.keys.get(whole).copied() else { continue };
            for axis in 0..self.ladders.len() {
                self.sum(whole, key, axis)?;
            }
        }
        Ok(())
    }

    fn sum(&mut self, whole: usize, key: u64, axis: usize) -> Result<()> {
        let (code, stride) = self.code(key, axis);
        let Some(ladder) = self.ladders.get(axis) else { return Ok(()) };
        let (how, all) = (ladder.how, ladder.all.get(code as usize) == Some(&true));
        let below = ladder.below.get(code as usize).cloned().unwrap_or_default();
        let place = self.web.nodes.get(whole).and_then(|n| n.place);
        // What overlaps is compared where both are in the table.
        if below.is_empty() || (how == Whole::AtLeastEach && place.is_none()) {
            return Ok(());
        }
        self.terms = self.terms.saturating_add(below.len() + 1);
        if self.terms > MOST_TERMS {
            return Err(too_large());
        }
        let partial = place.is_some_and(|p| self.table.status(p).has(Status::PARTIAL));
        let adds = how == Whole::Sum && all;
        let (mut parts, mut unseen) = (Vec::with_capacity(below.len()), false);
        for part in below {
            let at = moved(key, stride, code, part);
            let found = self.places.get(&at).copied();
            let missing = |n: &Node| n.place.is_some_and(|p| matches!(self.table.cell(p), Cell::Missing(_)));
            match found {
                // What is missing is no part of a partial total.
                Some(node) if partial && self.web.nodes.get(node as usize).is_some_and(missing) => {}
                Some(node) => parts.push(node),
                None if partial => {}
                None => match self.absent(at, axis, part) {
                    Some(Known::Figure(0)) => {}
                    Some(known) if adds => parts.push(self.add(at, None, known)?),
                    _ => unseen = true,
                },
            }
        }
        let whole = u32::try_from(whole).unwrap_or(u32::MAX);
        // Parts that come to the total are taken for all there are, whatever was declared: a reader will try that.
        let figure = |node: u32| match self.web.nodes.get(node as usize).map(|node| &node.known) {
            Some(Known::Figure(figure)) => Some(*figure),
            _ => self.truth.get(&node).copied(),
        };
        let told = figure(whole).is_some_and(|total| {
            parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(figure(*part)?)) == Some(total)
        });
        match how {
            Whole::Sum if all || told => self.web.sums.push(Sum { whole, parts, axis, says: Says::Equal }),
            _ if self.web.signed => {}
            Whole::Sum => self.web.sums.push(Sum { whole, parts, axis, says: Says::PartsAtMostWhole }),
            Whole::AtLeastEach => {
                if all && !unseen {
                    let parts = parts.clone();
                    self.web.sums.push(Sum { whole, parts, axis, says: Says::WholeAtMostParts });
                }
                let one = |part| Sum { whole, parts: vec![part], axis, says: Says::PartsAtMostWhole };
                self.web.sums.extend(parts.into_iter().map(one));
            }
            Whole::Unrelated => {}
        }
        Ok(())
    }

    /// What is known of a key that is not in the table.
    fn absent(&self, key: u64, axis: usize, code: u32) -> Option<Known> {
        let span = self.ladders.get(axis).is_some_and(|l| code >= l.codes);
        let making = self.table.making().absent();
        match (making, self.table.absent()) {
            _ if span => Some(Known::Within(self.least(), None)),
            (Some((low, high)), _) => {
                let scaled = |d: rust_decimal::Decimal| mantissa(d, self.table);
                Some(Known::Within(scaled(low), scaled(high)))
            }
            (None, Absent::Zero) => Some(Known::Figure(0)),
            (None, _) if self.coverage.is_zero(|axis| self.code(key, axis).0) == Some(true) => Some(Known::Figure(0)),
            (None, Absent::Missing) => Some(Known::Within(self.least(), None)),
        }
    }

    fn least(&self) -> Option<i128> {
        (!self.web.signed).then_some(0)
    }

    fn add(&mut self, key: u64, place: Option<usize>, known: Known) -> Result<u32> {
        let number = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        if self.keys.len() >= MOST_CELLS {
            return Err(too_large());
        }
        let known = match known {
            Known::Within(None, high) => Known::Within(self.least(), high),
            other => other,
        };
        self.places.insert(key, number);
        self.keys.push(key);
        self.web.nodes.push(Node { place, known });
        Ok(number)
    }

    /// The code of a key along an axis, and the axis's stride.
    fn code(&self, key: u64, axis: usize) -> (u32, u64) {
        let (stride, size) = (self.strides.get(axis).copied(), self.ladders.get(axis).map(|l| l.size));
        let (stride, size) = (stride.unwrap_or(1).max(1), size.unwrap_or(1).max(1));
        (u32::try_from(key / stride % size).unwrap_or(u32::MAX), stride)
    }
}

fn moved(key: u64, stride: u64, from: u32, to: u32) -> u64 {
    key.wrapping_sub(u64::from(from).wrapping_mul(stride)).wrapping_add(u64::from(to).wrapping_mul(stride))
}

/// What a cell tells. An estimate counts as its value: whoever adds estimates up has the estimate of what is masked.
fn known(cell: &Cell) -> Known {
    match cell {
        Cell::Figure(Figure::Exact(value) | Figure::Estimate { value, .. }) => Known::Figure(value.mantissa()),
        Cell::Figure(Figure::Between { low, high }) => Known::Within(Some(low.mantissa()), Some(high.mantissa())),
        Cell::Figure(Figure::AtLeast(low)) => Known::Within(Some(low.mantissa()), None),
        Cell::Missing(crate::table::Absence::NotApplicable) => Known::Figure(0),
        Cell::Missing(_) => Known::Within(None, None),
        Cell::Masked(_) => Known::Masked,
    }
}

/// One whole unit as a mantissa of the table's scale.
fn one_unit(table: &Table) -> i128 {
    mantissa(rust_decimal::Decimal::ONE, table).unwrap_or(1)
}

/// A number as a mantissa of the table's scale; none where it has more decimals.
pub(super) fn mantissa(value: rust_decimal::Decimal, table: &Table) -> Option<i128> {
    let mut scaled = value;
    scaled.rescale(table.decimals());
    (scaled == value).then(|| scaled.mantissa())
}

pub(crate) fn too_large() -> Error {
    Error::new(sdc::TABLE_TOO_LARGE).with("limit", MOST_CELLS)
}
