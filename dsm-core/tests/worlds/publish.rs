//! A table cut from a world, as an office publishes it: some cells masked, missing, rounded or left out, totals published or not.

use super::{
    choice::Choices,
    cut::{Attribute, Counting, Question, When, counted},
    world::{COUNTRIES, World, day},
};
use dsm_core::{
    measure::{Concept, Making, Measure},
    table::{Absence, Absent, Axis, Cell, Figure, Mask, Status, Table},
};
use rust_decimal::Decimal;
use std::{
    collections::BTreeMap,
    fmt::{self, Write},
};

/// The code of a total and of a group of the first two codes.
pub(super) const TOTAL: &str = "_T";
pub(super) const GROUP: &str = "GRP";

/// A category of a table.
#[derive(Clone, Debug)]
pub(super) struct Breakdown {
    pub(super) attribute: Attribute,
    pub(super) listed: Vec<usize>,
    pub(super) total: bool,
    pub(super) group: bool,
    pub(super) exhaustive: bool,
}

impl Breakdown {
    /// The codes that stand in the table, with what they want of the attribute.
    pub(super) fn codes(&self) -> Vec<(String, Option<Vec<usize>>)> {
        let code = |c: &usize| (self.attribute.codes()[*c].to_owned(), Some(vec![*c]));
        let mut codes: Vec<_> = self.listed.iter().map(code).collect();
        if self.group {
            codes.push((GROUP.to_owned(), Some(vec![0, 1])));
        }
        if self.total {
            codes.push((TOTAL.to_owned(), None));
        }
        codes
    }
}

/// An axis of the table in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Category(usize),
    Time,
    Reporter,
}

/// The plan of a table.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) counting: Counting,
    pub(super) breakdowns: Vec<Breakdown>,
    pub(super) whens: Vec<When>,
    /// The reporters, where there is an axis of them; else everything is of the first country.
    pub(super) reporters: Option<Vec<usize>>,
    pub(super) order: Vec<Place>,
}

/// What a reader knows of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) low: i64,
    pub(super) high: Option<i64>,
    pub(super) missing: bool,
    pub(super) masked: bool,
}

impl Shown {
    const fn exact(value: i64) -> Self {
        Self { low: value, high: Some(value), missing: false, masked: false }
    }
}

/// How the owner's table differs from a perfect one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Perfect,
    ZerosLeftOut,
    Masked,
    Lacking,
    Nearest(i64),
    Random(i64),
    Small,
    Multiple,
    Inexact,
    Mixed,
}

/// A table with what was published in it.
pub(super) struct Published {
    pub(super) world: World,
    pub(super) cut: Cut,
    pub(super) style: Style,
    pub(super) table: Table,
    pub(super) shown: BTreeMap<Vec<String>, Shown>,
    pub(super) zero_if_absent: bool,
}

impl Cut {
    pub(super) fn random(choices: &mut Choices, of: &[Counting]) -> Self {
        let counting = *choices.of(of);
        let mut attributes = counting.attributes().to_vec();
        let breakdowns = (0..*choices.of(&[1, 2, 0, 2, 3]))
            .map(|_| {
                let attribute = attributes.remove(choices.below(attributes.len()));
                Breakdown::random(choices, attribute)
            })
            .collect::<Vec<_>>();
        let whens = whens(choices, counting);
        let reporters = choices.chance(45).then(|| choices.some(&[0, 1, 2]));
        let mut places: Vec<Place> = (0..breakdowns.len()).map(Place::Category).collect();
        places.push(Place::Time);
        places.extend(reporters.as_ref().map(|_| Place::Reporter));
        let order = (0..places.len()).map(|_| places.remove(choices.below(places.len()))).collect();
        Self { counting, breakdowns, whens, reporters, order }
    }

    pub(super) fn axis_id(&self, place: Place) -> &'static str {
        match place {
            Place::Category(category) => self.breakdowns[category].attribute.id(),
            Place::Time => "TIME_PERIOD",
            Place::Reporter => "REPORTER",
        }
    }

    pub(super) fn place_of(&self, id: &str) -> Option<Place> {
        self.order.iter().copied().find(|p| self.axis_id(*p) == id)
    }

    /// The codes of an axis.
    pub(super) fn codes(&self, place: Place) -> Vec<String> {
        match place {
            Place::Category(category) => self.breakdowns[category].codes().into_iter().map(|(code, _)| code).collect(),
            Place::Time => self.whens.iter().map(|w| w.code()).collect(),
            Place::Reporter => self.reporters.iter().flatten().map(|c| COUNTRIES[*c].to_owned()).collect(),
        }
    }

    /// Every key of the table.
    pub(super) fn keys(&self) -> Vec<Vec<String>> {
        let lists: Vec<Vec<String>> = self.order.iter().map(|p| self.codes(*p)).collect();
        product(&lists)
    }

    /// What a key asks of the world.
    pub(super) fn question(&self, key: &[String]) -> Question {
        let mut wanted = Vec::new();
        let (mut asked, mut countries) = (Vec::new(), vec![0]);
        for (place, code) in self.order.iter().zip(key) {
            match place {
                Place::Category(category) => {
                    let breakdown = &self.breakdowns[*category];
                    let codes = breakdown.codes().into_iter().find(|(c, _)| c == code).and_then(|(_, w)| w);
                    wanted.push((breakdown.attribute, codes));
                }
                Place::Time => asked.extend(self.whens.iter().copied().filter(|w| w.code() == *code)),
                Place::Reporter => countries = COUNTRIES.iter().position(|c| c == code).into_iter().collect(),
            }
        }
        Question { wanted, whens: asked, countries }
    }
}

/// All combinations, one of each list.
pub(super) fn product(lists: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut keys = vec![Vec::new()];
    for list in lists {
        keys = keys
            .iter()
            .flat_map(|key| list.iter().map(move |code| [key.as_slice(), std::slice::from_ref(code)].concat()))
            .collect();
    }
    keys
}

impl Breakdown {
    fn random(choices: &mut Choices, attribute: Attribute) -> Self {
        let all: Vec<usize> = (0..attribute.codes().len()).collect();
        let listed = if choices.chance(25) { choices.some(&all) } else { all.clone() };
        let exhaustive = listed == all && !choices.chance(25);
        let group = all.len() > 2 && listed.contains(&0) && listed.contains(&1) && choices.chance(6);
        Self { attribute, listed, total: choices.chance(30), group, exhaustive }
    }

    pub(super) fn axis(&self) -> Axis {
        let mut axis = Axis::category(self.attribute.id())
            .membership(self.attribute.membership())
            .exhaustive(self.exhaustive)
            .direction(self.attribute == Attribute::Direction);
        if self.group {
            for code in &self.attribute.codes()[..2] {
                axis = axis.parent(code, GROUP);
            }
        }
        axis
    }
}

/// Months, quarters or days; with gaps or overlaps; moments for a stock.
fn whens(choices: &mut Choices, counting: Counting) -> Vec<When> {
    let months = |list: &[i8]| -> Vec<When> {
        list.iter().map(|m| When::Period(day(2024, *m, 1), day(2024, *m + 1, 1) - 1)).collect()
    };
    if counting.is_stock() {
        let all = [day(2024, 1, 1), day(2024, 2, 1), day(2024, 2, 15), day(2024, 3, 1)];
        let moments = match choices.below(4) {
            0 => vec![all[1]],
            1 => vec![all[0], all[1]],
            2 => vec![all[1], all[3]],
            _ => all.to_vec(),
        };
        return moments.into_iter().map(When::Moment).collect();
    }
    match choices.below(10) {
        0 => months(&[1]),
        1 | 2 => months(&[1, 2]),
        3 | 4 => months(&[1, 2, 3]),
        5 => months(&[1, 3]),
        6 => vec![When::Period(day(2024, 1, 1), day(2024, 3, 31)), When::Period(day(2024, 4, 1), day(2024, 6, 30))],
        7 => vec![When::Period(day(2024, 1, 1), day(2024, 1, 10)), When::Period(day(2024, 1, 11), day(2024, 2, 29))],
        8 => vec![When::Period(day(2024, 1, 1), day(2024, 1, 31)), When::Period(day(2024, 1, 1), day(2024, 3, 31))],
        _ => vec![When::Period(day(2023, 12, 1), day(2023, 12, 31)), When::Period(day(2024, 1, 1), day(2024, 2, 29))],
    }
}

impl Published {
    /// A random table of a random world.
    pub(super) fn random(choices: &mut Choices, of: &[Counting], perfect: usize) -> Result<Self, String> {
        let cut = Cut::random(choices, of);
        let style = Style::random(choices, &cut, perfect);
        let world = World::random(choices);
        Self::publish(choices, world, cut, style)
    }

    /// The table of a world by a plan.
    pub(super) fn publish(choices: &mut Choices, world: World, cut: Cut, style: Style) -> Result<Self, String> {
        let mut cut = cut;
        let (unit, temporality) = cut.counting.measure();
        let zero_if_absent = match style {
            Style::ZerosLeftOut => true,
            Style::Small => choices.chance(50),
            _ => false,
        };
        let (mut shown, mut cells) = (BTreeMap::new(), Vec::new());
        for key in cut.keys() {
            let true_cell = counted(&world, cut.counting, &cut.question(&key));
            let Some((cell, status, known)) = style.publish(choices, &cut, true_cell) else { continue };
            cells.push((key.clone(), cell, status, true_cell.0));
            shown.insert(key, known);
        }
        // An honest owner declares codes to be all there are only where each stands in the table or is zero.
        if style != Style::ZerosLeftOut {
            for at in 0..cut.order.len() {
                let stands = |code: &String| shown.keys().any(|key: &Vec<String>| key[at] == *code);
                let all = cut.codes(cut.order[at]).iter().all(stands);
                if let Place::Category(category) = cut.order[at] {
                    cut.breakdowns[category].exhaustive &= all;
                }
            }
        }
        let mut builder = Table::builder(Measure::parse(unit, temporality).unwrap(), Concept::new("C")).vintage("V1");
        for place in &cut.order {
            builder = builder.axis(match place {
                Place::Category(category) => cut.breakdowns[*category].axis(),
                Place::Time => Axis::time("TIME_PERIOD"),
                Place::Reporter => Axis::reporter("REPORTER"),
            });
        }
        let making = match style {
            Style::Nearest(base) => format!("nearest:{base}"),
            Style::Random(base) => format!("random:{base}"),
            Style::Small => "small:5=1..5:0..4".to_owned(),
            Style::Multiple => "multiple:10".to_owned(),
            _ => "exact".to_owned(),
        };
        let absent = if zero_if_absent { Absent::Zero } else { Absent::Missing };
        builder = builder.making(Making::parse(&making).unwrap()).absent(absent);
        for (key, cell, status, secret) in cells {
            builder = match cell {
                Cell::Masked(Mask::Suppressed) if choices.chance(50) => {
                    builder.concealed(&key, Decimal::from(secret), status)
                }
                _ => builder.cell(&key, cell, status),
            };
        }
        let table = builder.build().map_err(|e| format!("the table was not built: {e}\n{world}"))?;
        Ok(Self { world, cut, style, table, shown, zero_if_absent })
    }
}

impl Style {
    pub(super) fn random(choices: &mut Choices, cut: &Cut, perfect: usize) -> Self {
        if !choices.chance(100 - perfect) {
            return Self::Perfect;
        }
        let signed = cut.counting.is_signed();
        let styles = [
            Self::ZerosLeftOut,
            Self::Masked,
            Self::Lacking,
            Self::Inexact,
            Self::Mixed,
            Self::Nearest(*choices.of(&[5, 3, 10])),
            Self::Random(*choices.of(&[3, 5])),
            Self::Small,
            Self::Multiple,
        ];
        // A rounded amount may be below zero, a rounded count not; a rounded difference is as the two counts are.
        *choices.of(match cut.counting {
            Counting::Fees => &styles[..5],
            _ if signed => &styles[..7],
            _ => &styles,
        })
    }

    /// The cell that is published for a true figure (or what the office could count of it), and what a reader knows from it.
    fn publish(self, choices: &mut Choices, cut: &Cut, (low, high): (i64, i64)) -> Option<(Cell, Status, Shown)> {
        let normal = |cell, known| Some((cell, Status::NORMAL, known));
        let plain = || {
            let cell = Cell::Figure(Figure::interval(low.into(), Some(high.into())));
            normal(cell, Shown { high: Some(high), ..Shown::exact(low) })
        };
        let point = low == high;
        match self {
            Self::ZerosLeftOut if high == 0 && low == 0 => None,
            Self::Masked if choices.chance(25) => masked(cut),
            Self::Lacking if choices.chance(25) => lacking(choices, cut, low, high),
            Self::Inexact if choices.chance(50) => inexact(choices, cut, low, high),
            Self::Mixed => match choices.below(10) {
                0 => masked(cut),
                1 => lacking(choices, cut, low, high),
                2 | 3 => inexact(choices, cut, low, high),
                _ => plain(),
            },
            Self::Nearest(base) if point => {
                let published = (low * 2 + base).div_euclid(2 * base) * base;
                normal(Cell::exact(published), around(cut, published, base / 2))
            }
            Self::Random(base) if point => {
                let below = low.div_euclid(base) * base;
                let published = if below == low || choices.chance(50) { below } else { below + base };
                normal(Cell::exact(published), around(cut, published, base - 1))
            }
            Self::Small if point => match low {
                0 => None,
                1..=4 if choices.chance(40) => None,
                1..=5 => normal(Cell::exact(5), Shown { high: Some(5), ..Shown::exact(1) }),
                _ => plain(),
            },
            Self::Multiple if point => {
                let published = (low + 5).div_euclid(10);
                let known =
                    Shown { low: (published * 10 - 5).max(0), high: Some(published * 10 + 4), ..Shown::exact(0) };
                normal(Cell::exact(published), known)
            }
            _ => plain(),
        }
    }
}

fn around(cut: &Cut, published: i64, reach: i64) -> Shown {
    let low = if cut.counting.is_signed() { published - reach } else { (published - reach).max(0) };
    Shown { low, high: Some(published + reach), missing: false, masked: false }
}

#[expect(clippy::unnecessary_wraps, reason = "one of several ways to publish a cell")]
fn masked(_cut: &Cut) -> Option<(Cell, Status, Shown)> {
    let known = Shown { low: 0, high: None, missing: false, masked: true };
    Some((Cell::Masked(Mask::Suppressed), Status::NORMAL, known))
}

fn lacking(choices: &mut Choices, _cut: &Cut, low: i64, high: i64) -> Option<(Cell, Status, Shown)> {
    let known = Shown { low: 0, high: None, missing: true, masked: false };
    match choices.below(4) {
        0 => None,
        1 => Some((Cell::Missing(Absence::NotCollected), Status::NORMAL, known)),
        2 if low == 0 && high == 0 => Some((Cell::Missing(Absence::NotApplicable), Status::NORMAL, Shown::exact(0))),
        _ => Some((Cell::Missing(Absence::NotDelivered), Status::NORMAL, known)),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "one of several ways to publish a cell")]
fn inexact(choices: &mut Choices, cut: &Cut, low: i64, high: i64) -> Option<(Cell, Status, Shown)> {
    let low = low - i64::try_from(choices.below(4)).unwrap();
    let low = if cut.counting.is_signed() { low } else { low.max(0) };
    let high = (!choices.chance(30)).then(|| high + i64::try_from(choices.below(4)).unwrap());
    let status = if high.is_none() { Status::PARTIAL } else { Status::NORMAL };
    let cell = Cell::Figure(Figure::interval(low.into(), high.map(Decimal::from)));
    Some((cell, status, Shown { low, high, missing: false, masked: false }))
}

/// A table as text, small enough to read.
pub(super) fn rendered(table: &Table) -> String {
    let mut text = format!("{} absent {:?} making {}; ", table.measure(), table.absent(), table.making());
    for axis in table.axes() {
        let declared = axis.declared().map_or(String::new(), |c| {
            format!(" ({}{})", c.membership, if c.exhaustive { ", exhaustive" } else { "" })
        });
        let _ = write!(text, "{}{declared} ", axis.id());
    }
    for row in table.rows() {
        let _ = write!(text, "\n  {} = {}", row.key.join(" "), row.cell);
        if row.status != Status::NORMAL {
            let _ = write!(text, " [{}]", row.status);
        }
    }
    text
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}counted as {:?}, published {:?}", self.world, self.cut.counting, self.style)?;
        writeln!(f, "{}", rendered(&self.table))
    }
}
