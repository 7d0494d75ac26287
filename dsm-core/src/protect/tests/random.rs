use super::oracle::{brute, linear};
use crate::{
    measure::{Concept, Measure},
    protect::{Holdings, Label, Rule, Zeros, audit, mask, protect},
    table::{Axis, Membership, Table},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Numbers that follow from a seed.
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }
}

/// A whole cube with all totals: so many codes along each axis, and groups of so many along the first where they are wanted.
pub(super) fn cube(draw: &mut Draw, sizes: &[usize], grouped: usize, most: u64) -> (Table, BTreeMap<String, String>) {
    let mut parent: BTreeMap<String, String> = BTreeMap::new();
    let mut codes: Vec<Vec<String>> = Vec::new();
    for (axis, size) in sizes.iter().enumerate() {
        let letter = ["A", "B", "C", "D"][axis];
        let own: Vec<String> = (0..*size).map(|n| format!("{letter}{n:03}")).collect();
        if axis == 0 && grouped > 0 {
            parent.extend(own.iter().enumerate().map(|(n, c)| (c.clone(), format!("G{:03}", n / grouped))));
        }
        codes.push(own);
    }
    let mut inner: Vec<(Vec<String>, u64)> = vec![(Vec::new(), 0)];
    for own in &codes {
        inner = inner
            .iter()
            .flat_map(|(k, _)| own.iter().map(|c| ([k.as_slice(), std::slice::from_ref(c)].concat(), 0)))
            .collect();
    }
    let mut all: BTreeMap<Vec<String>, u64> = BTreeMap::new();
    for (key, value) in &mut inner {
        let large = draw.below(3) == 0;
        *value = if large { draw.below(most) } else { draw.below(6.min(most)) };
        let mut above: Vec<Vec<String>> = vec![Vec::new()];
        for code in key.iter() {
            let up = [Some(code.clone()), parent.get(code).cloned(), Some("_T".to_owned())];
            above = above
                .iter()
                .flat_map(|k| up.iter().flatten().map(|c| [k.as_slice(), std::slice::from_ref(c)].concat()))
                .collect();
        }
        above.into_iter().for_each(|key| *all.entry(key).or_default() += *value);
    }
    let measure = Measure::parse("cases:application:many", "flow").unwrap();
    let mut builder = Table::builder(measure, Concept::new("APPLICATIONS"));
    for axis in 0..sizes.len() {
        let mut own = Axis::category(["A", "B", "C", "D"][axis]).membership(Membership::AtEvent).exhaustive(true);
        if axis == 0 {
            own = parent.iter().fold(own, |own, (code, group)| own.parent(code, group));
        }
        builder = builder.axis(own);
    }
    builder = builder.axis(Axis::time("TIME_PERIOD"));
    for (key, value) in &all {
        builder = builder.row(&[key.as_slice(), &["2024".to_owned()]].concat(), &value.to_string());
    }
    (builder.build().unwrap(), parent)
}

fn keys(audit: &crate::protect::Audit, label: Label) -> BTreeSet<Vec<String>> {
    let of = |cell: &&crate::protect::Judged| cell.label() == label;
    let text = |key: &[Arc<str>]| key.iter().map(ToString::to_string).collect();
    audit.cells().iter().filter(of).map(|cell| text(cell.key())).collect()
}

fn shapes() -> Vec<(Vec<usize>, usize)> {
    vec![
        (vec![3], 0),
        (vec![5], 2),
        (vec![3, 2], 0),
        (vec![3, 3], 0),
        (vec![4, 3], 2),
        (vec![2, 2, 2], 0),
        (vec![4, 2, 3], 2),
        (vec![3, 3, 3], 0),
        (vec![2, 2, 2, 2], 0),
    ]
}

/// Every cell that adding and subtracting tells is EXACT, and no EXACT cell has two possible figures.
#[test]
fn the_audit_finds_what_can_be_computed() {
    let (mut told, mut bounded) = (0, 0);
    for seed in 0..300 {
        let mut draw = Draw::new(seed);
        let all = shapes();
        let (sizes, grouped) = &all[usize::try_from(draw.below(all.len() as u64)).unwrap()];
        let (table, parent) = cube(&mut draw, sizes, *grouped, 30);
        let zeros = if draw.below(2) == 0 { Zeros::Shown } else { Zeros::Maskable };
        let rule = Rule::below(5).unwrap().zeros(zeros);
        let rows: Vec<_> = table.rows().collect();
        let named: Vec<_> = rows
            .iter()
            .filter(|row| row.cell.to_string() != "0" && draw.below(8) == 0)
            .map(|row| row.key.clone())
            .collect();
        let masked = mask(&table, &rule, &named).unwrap();
        let audited = audit(&masked, &rule).unwrap();
        let exact = keys(&audited, Label::Exact);
        for key in linear(&masked, &parent) {
            assert!(exact.contains(&key), "seed {seed}: {key:?} can be computed");
            told += 1;
        }
        if sizes.iter().product::<usize>() <= 9 {
            let least = i64::from(rule.shows_zeros());
            let possible = brute(&masked, &parent, least, 40);
            for cell in audited.cells() {
                let key: Vec<String> = cell.key().iter().map(ToString::to_string).collect();
                let (low, high) = possible[&key];
                assert!(cell.label() != Label::Exact || low == high, "seed {seed}: {key:?} is not computable");
                let within =
                    |bound: Option<rust_decimal::Decimal>| bound.map(|b| b.to_string().parse::<i64>().unwrap());
                assert!(within(cell.bounds().0).is_none_or(|b| b <= low), "seed {seed}: {key:?} lower bound");
                assert!(within(cell.bounds().1).is_none_or(|b| b >= high), "seed {seed}: {key:?} upper bound");
                let (least, greatest) = cell.possible().unwrap();
                let possible = within(Some(least)).zip(within(Some(greatest))).unwrap();
                // Where totals are masked too there is no greatest: the oracle stops at some figure.
                let open = high >= 40;
                assert!(possible.0 >= low && (open || possible.1 <= high), "seed {seed}: {key:?} cannot be that");
                bounded += 1;
            }
        }
        // What is concealed is not looked at.
        assert_eq!(audit(&masked.clone().without_concealed(), &rule).unwrap(), audited);
    }
    assert!(told > 500 && bounded > 500, "{told} {bounded}");
}

/// On small tables every label is what all whole tables say, one by one: nothing is left open, and nothing is promised too much.
#[test]
fn labels_are_what_all_whole_tables_say() {
    let tables: usize = option_env!("DSM_TABLES").and_then(|n| n.parse().ok()).unwrap_or(500);
    let (mut seed, mut done, mut count) = (10_000, 0, [0_usize; 3]);
    while done < tables {
        seed += 1;
        let mut draw = Draw::new(seed);
        let all = shapes();
        let (sizes, grouped) = &all[usize::try_from(draw.below(all.len() as u64)).unwrap()];
        if sizes.iter().product::<usize>() > 9 {
            continue;
        }
        done += 1;
        let (table, parent) = cube(&mut draw, sizes, *grouped, 12);
        let zeros = if draw.below(2) == 0 { Zeros::Shown } else { Zeros::Maskable };
        let rule = Rule::below(5).unwrap().zeros(zeros);
        let masked = match draw.below(3) {
            0 => mask(&table, &rule, &[]).unwrap(),
            1 => {
                let more = table.rows().filter(|row| row.cell.to_string() != "0" && draw.below(4) == 0);
                let more: Vec<_> = more.map(|row| row.key).collect();
                mask(&table, &rule, &more).unwrap()
            }
            _ => match protect(&table, &rule, &[], &Holdings::none()) {
                Ok(protected) => protected.table,
                Err(_) => continue,
            },
        };
        let possible = brute(&masked, &parent, i64::from(rule.shows_zeros()), 40);
        for cell in audit(&masked, &rule).unwrap().cells() {
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
    assert!(count.iter().all(|count| *count > tables / 10), "{count:?}");
}

/// What is protected cannot be computed: not by adding and subtracting, and on small tables in no way at all.
#[test]
fn what_is_protected_is_not_determined() {
    let (mut hidden, mut small) = (0, 0);
    for seed in 0..300 {
        let mut draw = Draw::new(seed);
        let all = shapes();
        let (sizes, grouped) = &all[usize::try_from(draw.below(all.len() as u64)).unwrap()];
        let (table, parent) = cube(&mut draw, sizes, *grouped, 30);
        let zeros = if draw.below(2) == 0 { Zeros::Shown } else { Zeros::Maskable };
        let rule = Rule::below(5).unwrap().zeros(zeros);
        let protected = match protect(&table, &rule, &[], &Holdings::none()) {
            Ok(protected) => protected,
            Err(refused) => {
                assert_eq!(refused.code().id(), "SDC-005", "seed {seed}");
                continue;
            }
        };
        assert!(protected.audit.holds(), "seed {seed}");
        assert_eq!(linear(&protected.table, &parent), Vec::<Vec<String>>::new(), "seed {seed}");
        hidden += protected.pattern.len();
        if sizes.iter().product::<usize>() <= 9 {
            let least = i64::from(rule.shows_zeros());
            for (key, (low, high)) in brute(&protected.table, &parent, least, 40) {
                assert!(low < high, "seed {seed}: {key:?} has one figure only");
                small += 1;
            }
        }
        let again = protect(&table, &rule, &[], &Holdings::none()).unwrap();
        assert_eq!(again.pattern, protected.pattern, "seed {seed}");
    }
    assert!(hidden > 1000 && small > 300, "{hidden} {small}");
}

/// The stated size.
#[test]
fn ten_thousand_cells_are_protected() {
    let mut draw = Draw::new(7);
    let (table, _) = cube(&mut draw, &[150, 20, 2], 8, 400);
    assert!(table.len() > 10_000);
    let rule = Rule::default();
    let naive = audit(&mask(&table, &rule, &[]).unwrap(), &rule).unwrap();
    let protected = protect(&table, &rule, &[], &Holdings::none()).unwrap();
    eprintln!(
        "{} cells; naive {} masked {} exact; protected {} masked, {} narrow, {} open",
        table.len(),
        naive.cells().len(),
        naive.count(Label::Exact),
        protected.pattern.len(),
        protected.audit.count(Label::Narrow),
        protected.audit.count(Label::Open)
    );
    assert!(naive.count(Label::Exact) > 0 && protected.audit.holds());
    assert_eq!((protected.audit.count(Label::Narrow), protected.audit.count(Label::Open)), (0, 0));
}
