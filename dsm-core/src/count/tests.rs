use super::*;
use crate::{
    catalogue::Catalogue,
    error::Collected,
    source::{self, Layout, Means, TextRecords},
    time::Moment,
};
use std::io::Cursor;

/// Counts CSV by a specification, with a link table or without.
fn count(specification: &str, records: &str, links: Option<&str>) -> Counted {
    let specification = Specification::from_toml("count.toml", specification).unwrap();
    let means = Means::quiet(Moment::parse("2025-01-01").unwrap());
    let mut counter = Counter::new(&specification, &Catalogue::preset("dsm").unwrap(), means).unwrap();
    let open = |text: &str, wanted: &[source::Wanted]| {
        let rows = source::open(Cursor::new(text.to_owned()), "r.csv", &Layout::default()).unwrap();
        TextRecords::new(rows, wanted).unwrap()
    };
    if let Some(links) = links {
        let wanted = counter.wanted_of_links().to_vec();
        counter.read_links(&mut open(links, &wanted)).unwrap();
    }
    let wanted = counter.wanted().to_vec();
    let mut sink = Collected::new();
    counter.read(&mut open(records, &wanted), &mut sink).unwrap();
    counter.finish(&mut sink).unwrap()
}

fn at(counted: &Counted, table: &str, key: &[&str]) -> String {
    counted.table(table).unwrap().at(key).unwrap().to_string()
}

const CROSSINGS: &str = "format = \"dsm-count/1\"\n[records]\nkind = \"crossing\"\nfrom = \"2009-05-01\"\nuntil = \"2011-12-31\"\nperson = \"passport_no\"\n\
date = \"datetime_crossing\"\ndirection = \"direction\"\nentry = [\"Arrival\"]\nexit = [\"Departure\"]\n[types]\ndatetime_crossing = \"datetime\"\n";

#[test]
fn the_twenty_four_crossings() {
    let Ok(folder) = std::env::var("DSM_SPECIMENS") else { return };
    let Ok(records) = std::fs::read_to_string(format!("{folder}/data/migstat__border_crossings.csv")) else { return };
    let specification = format!(
        "{CROSSINGS}[dimension.DIRECTION]\ncolumn = \"direction\"\n[count.all]\nunits = [\"cases\", \"persons\"]\nby = [\"TIME_PERIOD\", \"DIRECTION\"]\nevery = \"A\"\ntotals = \"all\"\n\
         [count.in]\nwhat = \"stock\"\nat = [\"2010-01-01\"]\n[count.back]\nwhat = \"stock\"\nat = [\"2010-01-01\"]\nbefore = \"counted-back\"\n"
    );
    let counted = count(&specification, &records, None);
    assert_eq!(at(&counted, "all.cases", &["_T", "2009-05-01/2011-12-31"]), "24");
    assert_eq!(at(&counted, "all.persons", &["_T", "2009-05-01/2011-12-31"]), "7");
    assert_eq!(
        (at(&counted, "in.persons", &["2010-01-01"]), at(&counted, "back.persons", &["2010-01-01"])),
        ("2".into(), "4".into())
    );
    let linked = count(&specification, &records, Some("document,person\nC103,1\nX200,1\n"));
    assert_eq!(at(&linked, "all.persons", &["_T", "2009-05-01/2011-12-31"]), "6");
    assert_eq!(
        (at(&linked, "in.persons", &["2010-01-01"]), at(&linked, "back.persons", &["2010-01-01"])),
        ("2".into(), "3".into())
    );
}
