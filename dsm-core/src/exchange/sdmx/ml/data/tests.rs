use super::open;
use crate::{
    error::{Collected, Result},
    exchange::sdmx::{
        data::{Batch, DataSet, Observations},
        structures::Structures,
    },
};
use std::io::Cursor;

/// Every row as `ID=value` of what it has, several values with `|` between, with its line.
fn rows(set: &DataSet, batch: &Batch) -> Vec<String> {
    let told = |row: usize| {
        let mut said = format!("{}:{}@{}", set.number, set.action.letter(), batch.line(row));
        for (at, part) in set.layout.parts().iter().enumerate() {
            if let Some(value) = batch.value(row, at) {
                said += &format!(" {}={value}", part.id);
                batch.more(row, at).iter().for_each(|value| said += &format!("|{value}"));
            }
        }
        said
    };
    (0..batch.len()).map(told).collect()
}

fn all(bytes: &[u8], structures: &Structures, found: &mut Collected) -> Result<Vec<String>> {
    let mut reader = open(Cursor::new(bytes.to_vec()), "m.xml", structures, found)?;
    let (mut batch, mut all) = (Batch::new(), Vec::new());
    while let Some(set) = reader.next(&mut batch, found)? {
        let set = set.clone();
        all.extend(rows(&set, &batch));
    }
    Ok(all)
}

fn findings(found: &Collected) -> Vec<String> {
    found.findings().iter().map(|finding| finding.to_string().trim_start_matches("DSM-").to_owned()).collect()
}

#[test]
fn adhoc() {
    for path in std::env::var("ADHOC").unwrap_or_default().split(' ').filter(|path| !path.is_empty()) {
        let mut found = Collected::new();
        let bytes = std::fs::read(path).unwrap();
        match all(&bytes, &Structures::none(), &mut found) {
            Ok(all) => all.iter().for_each(|row| println!("{row}")),
            Err(error) => println!("{error}"),
        }
        findings(&found).iter().for_each(|finding| println!("{finding}"));
    }
}
