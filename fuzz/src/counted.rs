//! The properties of counting.

use dsm_core::{
    catalogue::Catalogue,
    count::{Counted, Counter, Specification},
    error::{Collected, Result},
    source::{self, Layout, Means, TextRecords},
    time::Moment,
};
use std::io::Cursor;

/// Crossings, and files that are opened and closed: what a part can be of.
const LINES: [&[[&str; 3]]; 2] = [
    &[
        ["records", "kind", "crossing"],
        ["records", "person", "p"],
        ["records", "date", "d"],
        ["records", "direction", "w"],
        ["records", "entry", "in"],
        ["records", "exit", "out"],
        ["dimension.SEX", "column", "s"],
        ["dimension.SEX", "membership", "fixed"],
        ["count.all", "units", "cases"],
        ["count.all", "units", "persons"],
        ["count.all", "by", "TIME_PERIOD"],
        ["count.all", "by", "SEX"],
        ["count.all", "every", "Q"],
        ["count.all", "totals", "all"],
        ["count.in", "what", "stock"],
        ["count.in", "every", "Q"],
        ["count.moved", "what", "residence"],
        ["count.moved", "rules", "3"],
        ["count.moved", "every", "A"],
    ],
    &[
        ["records", "kind", "application"],
        ["records", "person", "p"],
        ["records", "start", "d"],
        ["records", "end", "e"],
        ["dimension.RESULT", "column", "s"],
        ["dimension.RESULT", "at", "end"],
        ["count.ended", "what", "cohort"],
        ["count.ended", "after", "3"],
        ["count.ended", "by", "RESULT"],
        ["count.ended", "every", "Q"],
        ["count.ended", "totals", "all"],
        ["count.days", "what", "processing"],
        ["count.days", "median", "with-pending"],
        ["count.days", "every", "A"],
        ["count.left", "what", "balance"],
        ["count.left", "every", "Q"],
    ],
];

/// What the parts of the corpus are counted by: crossings, or files.
pub fn of_parts(which: usize) -> Result<Specification> {
    let window =
        Specification::default().declare("records", "from", "2024-01-01")?.declare("records", "until", "2024-12-31")?;
    let lines = LINES.get(which).copied().unwrap_or_default();
    lines.iter().try_fold(window, |all, [part, id, value]| all.declare(part, id, value))
}

/// Every table that can be made of what was counted.
fn tables(counted: &Counted) -> Vec<String> {
    let shown = |name: &&str| {
        let (own, behind) = (counted.table(name), counted.persons_behind(name));
        format!("{own:?} {behind:?} {:?}", counted.reconciliation(name))
    };
    counted.names().iter().map(shown).collect()
}

/// Bytes are a part of a count or refused; what is one comes back as itself, and adds up in any order.
pub fn part(data: &[u8]) {
    let (Ok(catalogue), Ok(all)) =
        (Catalogue::preset("dsm"), [of_parts(0), of_parts(1)].into_iter().collect::<Result<Vec<_>>>())
    else {
        return;
    };
    for specification in &all {
        let Ok(counted) = Counted::of_parts(specification, &catalogue, &[data]) else { continue };
        let own = counted.part();
        let again = Counted::of_parts(specification, &catalogue, &[&own]);
        assert_eq!(again.map(|again| (again.part() == own, tables(&again))).ok(), Some((true, tables(&counted))));
        if let Ok(twice) = Counted::of_parts(specification, &catalogue, &[&own, data]) {
            let other = Counted::of_parts(specification, &catalogue, &[data, &own]);
            assert_eq!(other.map(|other| other.part()).ok(), Some(twice.part()));
        }
    }
}

/// A few crossings, permits and persons, some of them wrong.
const RECORDS: &str = "person,case,day,minute,way,start,end,birth,sex,citizenship,age\n\
A,F1,2024-01-05,10,in,2024-01-05,2024-02-05,1980-02-29,F,MD,44\n\
A,F1,2024-03-05,70,out,2024-03-05,,1980-02-29,M,MD,44\n\
B,,2023-07-05,,in,2023-07-05,2024-07-04,2030-01-01,M,not a code,\n\
,F3,2024-02-30,5,in,2024-02-29,2024-02-28,,,UA,-1\n\
C,F3,2024-12-31,1439,up,2024-12-31,2025-01-31,2004-02-29,F,RO,20\n";

/// A file of specifications is read or has a finding for each line; by one that is read, records are counted or refused.
#[cfg(feature = "toml")]
pub fn count_toml(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let specification = match Specification::from_toml("fuzz", text) {
        Ok(specification) => specification,
        Err(error) => return assert!(error.place().is_some()),
    };
    let run = || -> Result<(Vec<u8>, Vec<String>)> {
        let means = Means { memory: 1 << 20, ..Means::quiet(Moment::parse("2025-01-01")?) };
        let mut counter = Counter::new(&specification, &Catalogue::preset("dsm")?, means)?;
        let links = source::open(Cursor::new("document,person\nB,A\n"), "links", &Layout::default())?;
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut TextRecords::new(links, &wanted)?, &mut Collected::new())?;
        let rows = source::open(Cursor::new(RECORDS), "records", &Layout::default())?;
        let wanted = counter.wanted().to_vec();
        let mut sink = Collected::new();
        counter.read(&mut TextRecords::new(rows, &wanted)?, &mut sink)?;
        let counted = counter.finish(&mut sink)?;
        let quality = counted.quality();
        assert_eq!(quality.read, quality.used + quality.filtered + quality.refused_in_all());
        Ok((counted.part(), tables(&counted)))
    };
    let said = |run: Result<(Vec<u8>, Vec<String>)>| run.map_err(|error| error.code());
    assert_eq!(said(run()), said(run()));
}
