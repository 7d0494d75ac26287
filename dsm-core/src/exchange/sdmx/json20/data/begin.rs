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
        let keys = work.intake.data_set.layout.dimensions();
        let own = work.attributes(&described.attributes[1], &said);
        own.iter().for_each(|(column, _)| work.restore(*column));
        values.extend(own);
        work.open.groups.put(Held::new(spot, values, false), keys, work.intake.file)?;
    }
    Ok(())
}

pub(super) fn action(head: &SetHead, file: &Arc<str>, findings: &mut dyn FindingSink) -> Action {
    let Some((said, spot)) = &head.action else { return Action::Information };
    let word = said.text().unwrap_or_default();
    // From 2.1 on what is appended is merged.
    let known = if word == "Merge" { Some(Action::Append) } else { Action::named(word) };
    known.filter(|action| action.word() == word || word == "Merge").unwrap_or_else(|| {
        let finding = Finding::new(exc::ACTION_UNKNOWN).at(spot.place(file));
        let _ = findings.put(finding.evidence_of(word));
        Action::Append
    })
}
