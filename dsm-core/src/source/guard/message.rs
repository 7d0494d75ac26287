use super::title::Title;
use crate::error::{At, Code, Error, Finding, Place, codes::src};
use std::{collections::BTreeSet, sync::Arc};

/// The refusal of a message in XML or JSON whose elements are those of persons, such as a resettlement case file; none where they
/// are not.
///
/// Every line where such an element begins for the first time is a finding. Nothing of what stands in the elements is looked at.
pub(crate) fn in_message(text: &str, file: &Arc<str>) -> Option<Error> {
    let (mut seen, mut findings): (BTreeSet<&str>, Vec<Finding>) = (BTreeSet::new(), Vec::new());
    for (line, number) in text.lines().zip(1..) {
        for name in names(line) {
            if seen.len() >= MOST || !seen.insert(name) {
                continue;
            }
            let place = Place::line(file.clone(), number, 0);
            let rules: Vec<Code> = Title::of(name).rules;
            findings.extend(rules.into_iter().map(|rule| Finding::new(rule).at(place.clone())));
        }
    }
    let error = Error::new(src::MESSAGE_OF_INDIVIDUALS).at(Place::new(file.clone(), At::Whole));
    (!findings.is_empty()).then(|| error.findings_of(findings))
}

/// So many different names of elements are looked at.
const MOST: usize = 2000;

/// The names of the elements and keys that begin in a line: after `<`, or in quotes before a colon.
fn names(line: &str) -> impl Iterator<Item = &str> {
    let element = line.split('<').skip(1).map(|part| {
        let name = part.split(|c: char| c.is_whitespace() || "/>".contains(c)).next().unwrap_or_default();
        name.rsplit(':').next().unwrap_or(name)
    });
    let mut quoted = line.split('"').skip(1).step_by(2).zip(line.split('"').skip(2).step_by(2));
    let key = std::iter::from_fn(move || quoted.next()).filter(|(_, after)| after.trim_start().starts_with(':'));
    element.chain(key.map(|(name, _)| name)).filter(|name| !name.is_empty() && name.len() <= 64)
}
