use super::{
    oracle::brute_between,
    random::{Draw, cube},
};
use crate::{
    measure::{Concept, Measure},
    protect::{Label, Rounded, Rounding, RoundingKey, Rule, round},
    table::{Absent, Axis, Cell, Membership, Table},
};
use std::collections::{BTreeMap, BTreeSet};

fn key(number: u64) -> RoundingKey {
    RoundingKey::new(&[number.to_be_bytes(), [7; 8]].concat()).unwrap()
}

fn by(table: &Table, rounding: &Rounding) -> Rounded {
    round(table, rounding, &Rule::below(2).unwrap()).unwrap()
}

fn whole(cell: &Cell) -> i64 {
    cell.to_string().parse().unwrap()
}

/// The published figures by their codes, totals left out of the key.
fn figures(rounded: &Rounded) -> BTreeMap<BTreeSet<String>, i64> {
    let codes = |row: &crate::table::Row| row.key.iter().map(ToString::to_string).filter(|code| code != "_T").collect();
    rounded.published().map(|row| (codes(&row), whole(&row.cell))).collect()
}

#[test]
fn the_same_cell_rounds_the_same_way_in_every_table() {
    let draw = &mut Draw::new(3);
    let (table, _) = cube(draw, &[6, 3], 2, 40);
    let rounding = Rounding::random(5, key(1)).unwrap();
    let all = figures(&by(&table, &rounding));
    assert_eq!(all, figures(&by(&table.clone(), &rounding)));
    // Fewer categories, and the totals of one axis as the cells of a table without it.
    let fewer = figures(&by(&table.slice("A", &["A002", "A003", "_T"]).unwrap(), &rounding));
    assert!(fewer.len() > 10 && fewer.iter().all(|(cell, figure)| all[cell] == *figure));
    let begun = Table::builder(table.measure().clone(), table.concept().clone())
        .axis(Axis::time("TIME_PERIOD"))
        .axis(Axis::category("A").membership(Membership::AtEvent));
    let alone = table.rows().filter(|row| &*row.key[1] == "_T");
    let alone = alone.fold(begun, |t, row| t.row(&[&row.key[2], &row.key[0]], &row.cell.to_string()));
    let alone = figures(&by(&alone.build().unwrap(), &rounding));
    assert!(alone.len() == 10 && alone.iter().all(|(cell, figure)| all[cell] == *figure));
    // Another key draws otherwise.
    assert_ne!(all, figures(&by(&table, &Rounding::random(5, key(2)).unwrap())));
}

/// Over many keys the mean is the true figure. The keys are given, so the sums are always the same.
#[test]
fn rounding_at_random_is_unbiased() {
    let begun = Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(Axis::category("A").membership(Membership::AtEvent))
        .axis(Axis::time("TIME_PERIOD"));
    let table = (0..16).fold(begun, |t, n: i64| t.row(&[format!("A{n:02}").as_str(), "2024"], &n.to_string()));
    let table = table.build().unwrap();
    for base in [2, 3, 5, 10] {
        let mut sums = [0_i64; 16];
        let keys = 4_000;
        for number in 0..keys {
            let rounded = by(&table, &Rounding::random(base, key(number)).unwrap());
            for (row, (sum, figure)) in rounded.published().zip(sums.iter_mut().zip(0_i64..)) {
                let published = whole(&row.cell);
                let base = i64::from(base);
                assert!(published % base == 0 && (published - figure).abs() < base && (figure > 0 || published == 0));
                *sum += published;
            }
        }
        let keys = i64::try_from(keys).unwrap();
        for (sum, figure) in sums.iter().zip(0_i64..) {
            // The deviation of one draw is at most half a base; five times that of the sum.
            let off = (sum - figure * keys).abs();
            assert!(off <= 5 * i64::from(base) * 32, "base {base}: {figure} is off by {off} in {keys}");
            assert!(figure % i64::from(base) != 0 || off == 0);
        }
    }
}

#[test]
fn the_true_figure_lies_in_the_interval() {
    for seed in 0..60 {
        let mut draw = Draw::new(seed);
        let (table, _) = cube(&mut draw, &[4, 3], 2, 30);
        for base in [2, 3, 4, 5, 10] {
            let of = [Rounding::random(base, key(seed)), Rounding::nearest(base), Rounding::additive(base, key(seed))];
            for rounding in of {
                let rounded = by(&table, &rounding.unwrap());
                let mut farthest = 0;
                for ((truth, row), published) in table.cells().zip(rounded.table().rows()).zip(rounded.published()) {
                    let (figure, truth) = (row.cell.figure().unwrap(), truth.figure().unwrap().exact().unwrap());
                    assert!(figure.low().unwrap() <= truth && truth <= figure.high().unwrap(), "seed {seed}");
                    farthest = farthest.max((whole(&published.cell) - whole(&Cell::exact(truth))).abs());
                    assert!(!truth.is_zero() || whole(&published.cell) == 0);
                }
                assert_eq!(rounded.farthest().to_string(), farthest.to_string());
            }
        }
    }
}

/// Small inner cells are zero or the base, all others stay, every total is the sum of what is published.
#[test]
fn sums_are_kept_and_near() {
    let (mut small, mut naive, mut chosen) = (0, 0, 0);
    for seed in 0..100 {
        let mut draw = Draw::new(seed);
        let sizes: &[&[usize]] = &[&[6], &[4, 3], &[5, 4], &[3, 3, 2]];
        let sizes = sizes[usize::try_from(draw.below(4)).unwrap()];
        let (table, parent) = cube(&mut draw, sizes, 2, 30);
        let rounded = by(&table, &Rounding::additive(5, key(seed)).unwrap());
        let inner = |row: &crate::table::Row| row.key.iter().all(|c| &**c != "_T" && !c.starts_with('G'));
        let published: Vec<_> = rounded.published().collect();
        for (row, before) in published.iter().zip(table.cells()) {
            let (after, before) = (whole(&row.cell), whole(&before));
            if inner(row) {
                assert!(if before < 5 { after == 0 || (after == 5 && before > 0) } else { after == before });
                small += usize::from((1..5).contains(&before));
                continue;
            }
            let below = |part: &crate::table::Row| {
                let in_it = |(own, code): (&std::sync::Arc<str>, &std::sync::Arc<str>)| {
                    &**code == "_T" || own == code || parent.get(&**own).is_some_and(|group| **group == **code)
                };
                inner(part) && part.key.iter().zip(&row.key).all(in_it)
            };
            let sum: i64 = published.iter().filter(|part| below(part)).map(|part| whole(&part.cell)).sum();
            assert_eq!(after, sum, "seed {seed}: {:?}", row.key);
            chosen += (after - before).pow(2);
        }
        // Each inner cell to the nearest, and what comes of the totals.
        let nearest = |figure: i64| if figure < 5 { (figure + 2) / 5 * 5 - figure } else { 0 };
        for (row, _) in published.iter().zip(0..).filter(|(row, _)| !inner(row)) {
            let below = |part: &&crate::table::Row| {
                let in_it = |(own, code): (&std::sync::Arc<str>, &std::sync::Arc<str>)| {
                    &**code == "_T" || own == code || parent.get(&**own).is_some_and(|group| **group == **code)
                };
                inner(part) && part.key.iter().zip(&row.key).all(in_it)
            };
            let parts = published.iter().zip(table.cells()).filter(|(part, _)| below(part));
            naive += parts.map(|(_, truth)| nearest(whole(&truth))).sum::<i64>().pow(2);
        }
    }
    assert!(small > 300 && chosen * 4 < naive * 3, "{small} small, {chosen} against {naive}");
}

/// On small tables every label is what all whole tables say that keep to the intervals.
#[test]
fn labels_of_rounded_cells_are_what_all_whole_tables_say() {
    let (mut count, mut seed) = ([0_usize; 3], 500);
    let shapes: &[(&[usize], usize, u32)] =
        &[(&[2], 0, 3), (&[3], 0, 3), (&[5], 2, 3), (&[3], 0, 5), (&[2, 2], 0, 3), (&[3, 2], 0, 3), (&[2, 2, 2], 0, 3)];
    for round in 0..210 {
        seed += 1;
        let mut draw = Draw::new(seed);
        let (sizes, grouped, base) = shapes[round % shapes.len()];
        let (table, parent) = cube(&mut draw, sizes, grouped, 12);
        let rounding = match draw.below(3) {
            0 => Rounding::nearest(base),
            1 => Rounding::random(base, key(seed)),
            _ => Rounding::additive(base, key(seed)),
        };
        let rounded = by(&table, &rounding.unwrap());
        let possible = brute_between(rounded.table(), &parent);
        for cell in rounded.audit(&Rule::default()).unwrap().cells() {
            let key: Vec<String> = cell.key().iter().map(ToString::to_string).collect();
            let (low, high) = possible[&key];
            let (label, kind) = match high - low {
                0 => (Label::Exact, 0),
                1 => (Label::Narrow, 1),
                _ => (Label::Proven, 2),
            };
            assert_eq!(cell.label(), label, "seed {seed}: {key:?} can be {low} to {high}");
            count[kind] += 1;
        }
    }
    assert!(count[0] > 10 && count[1] > 100 && count[2] > 500, "{count:?}");
}

#[test]
fn what_cannot_be_rounded_is_refused() {
    let begun = || {
        let measure = Measure::parse("cases:application:many", "flow").unwrap();
        Table::builder(measure, Concept::new("APPLICATIONS"))
            .axis(Axis::category("A").membership(Membership::AtEvent).exhaustive(true))
            .axis(Axis::time("TIME_PERIOD"))
    };
    let of = |rows: &[(&str, &str)], rounding: Rounding| {
        let table = rows.iter().fold(begun(), |t, (code, figure)| t.row(&[*code, "2024"], figure)).build().unwrap();
        round(&table, &rounding, &Rule::default())
            .map(|rounded| rounded.published().map(|row| row.cell.to_string()).collect::<Vec<_>>().join(" "))
    };
    let additive = || Rounding::additive(5, key(1)).unwrap();
    let why =
        |refused: crate::error::Result<String>| refused.unwrap_err().args().named("why").unwrap().as_word().unwrap();
    assert_eq!(why(of(&[("X", "2..4")], Rounding::nearest(5).unwrap())), "figures-not-exact");
    assert_eq!(why(of(&[("X", "*"), ("Y", "2"), ("_T", "9")], additive())), "figures-not-exact");
    assert_eq!(why(of(&[("X", "3"), ("Y", "2"), ("_T", "9")], additive())), "totals-of-other-parts");
    // By itself each is rounded; masks and what is missing stay.
    let rows = [("X", "*"), ("Y", "2"), ("Z", "not-delivered"), ("_T", "13")];
    assert_eq!(of(&rows, Rounding::nearest(5).unwrap()).unwrap(), "* 0 not-delivered 15");
    // A base below the threshold would leave small counts as they are.
    let below = of(&[("X", "4"), ("_T", "4")], Rounding::additive(3, key(1)).unwrap());
    assert_eq!(below.unwrap_err().code().id(), "SDC-026");
}

/// Where zeros are left out, a zero that is there would tell that it was none.
#[test]
fn zeros_that_were_left_out_are_written() {
    let begun = Table::builder(Measure::parse("cases:application:many", "flow").unwrap(), Concept::new("APPLICATIONS"))
        .axis(Axis::category("A").membership(Membership::AtEvent).exhaustive(true))
        .axis(Axis::time("TIME_PERIOD"))
        .absent(Absent::Zero);
    let rows = [("X", "2023", "1"), ("Y", "2023", "20"), ("Y", "2024", "30")];
    let table = rows.iter().fold(begun, |t, (a, time, figure)| t.row(&[*a, *time], figure)).build().unwrap();
    let rounded = by(&table, &Rounding::nearest(5).unwrap());
    let text: Vec<String> = rounded.published().map(|row| format!("{}={}", row.key.join("."), row.cell)).collect();
    assert_eq!(text, ["X.2023=0", "X.2024=0", "Y.2023=20", "Y.2024=30"]);
    assert_eq!(rounded.table().at(&["X", "2024"]).unwrap(), rounded.table().at(&["X", "2023"]).unwrap());
}

#[test]
fn ten_thousand_rounded_cells_are_audited() {
    let mut draw = Draw::new(7);
    let (table, _) = cube(&mut draw, &[150, 20, 2], 8, 400);
    let rounded = by(&table, &Rounding::random(3, key(7)).unwrap());
    let audit = rounded.audit(&Rule::default()).unwrap();
    let count = |label| audit.count(label);
    eprintln!(
        "{} cells; {} exact, {} narrow, {} open",
        audit.cells().len(),
        count(Label::Exact),
        count(Label::Narrow),
        count(Label::Open)
    );
    assert_eq!(audit.cells().len(), table.len());
    assert!(count(Label::Open) * 100 < table.len());
    let kept = by(&table, &Rounding::additive(5, key(7)).unwrap());
    eprintln!("sums kept: at most {} off", kept.farthest());
    assert!(kept.farthest() <= rust_decimal::Decimal::from(12));
}
