use super::{head::SetHead, resolve::numbered, work::Work};
use crate::{
    error::{Finding, FindingSink, Result, codes::exc},
    exchange::sdmx::{
        Action,
        data::{Held, Spot, Within},
    },
};
use std::sync::Arc;

/// Sets what is said of a whole data set and keeps its groups.
pub(super) fn start(work: &mut Work<'_, '_>, set: &mut SetHead) -> Result<()> {
    let described = work.described;
    let spot = set.spot.unwrap_or(Spot { line: 1, within: Within::Column(0) });
    let zeros = vec!["0"; described.dimensions[0].len()].join(":");
    work.key(&zeros, &described.dimensions[..1], spot);
    let said = work.attributes(&described.attributes[0], &std::mem::take(&mut set.attributes));
    work.keep(said, false);
    let dimensions = || described.dimensions.iter().flatten();
    for (key, spot, said) in std::mem::take(&mut set.groups) {
        let (mut values, parts) = (Vec::new(), key.split(':').count());
        let mut whole = parts == dimensions().count();
        for (listed, number) in dimensions().zip(key.split(':')).filter(|(_, number)| !number.is_empty()) {
            let value = numbered(listed, number).and_then(<[_]>::first);
            whole &= value.is_some();
            values.extend(listed.column.zip(value).map(|(column, value)| (column, vec![value.clone()])));
        }
        if !whole {
            work.intake.put(Finding::new(exc::KEY_UNEVEN).at(spot.place(work.intake.file)));
            continue;
        }
        let own = work.attributes(&described.attributes[1], &said);
        own.iter().for_each(|(column, _)| work.restore(*column));
        values.extend(own);
        work.intake.group(&mut work.open.groups, Held::new(spot, values, false))?;
    }
    Ok(())
}

/// The action of a data set. `Merge` is of 2.1, where what is appended is merged; of 2.0, and where no version is said, it is unknown.
pub(super) fn action(head: &SetHead, merges: bool, file: &Arc<str>, findings: &mut dyn FindingSink) -> Action {
    let Some((said, spot)) = &head.action else { return Action::Information };
    let word = said.text().unwrap_or_default();
    if merges && word == "Merge" {
        return Action::Append;
    }
    let named = Action::named(word);
    named.filter(|action| action.word() == word).unwrap_or_else(|| {
        let finding = Finding::new(exc::ACTION_UNKNOWN).at(spot.place(file));
        let _ = findings.put(finding.evidence_of(word));
        named.unwrap_or(Action::Append)
    })
}
