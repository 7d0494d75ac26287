use super::{
    begin::start,
    read::{At, JsonReader},
    work::Work,
};
use crate::{
    error::{Error, Finding, FindingSink, Result, Safe, codes::exc},
    exchange::sdmx::{
        Action,
        data::{Batch, Intake},
        json::Kind,
    },
    source::Input,
};

impl<R: Input> JsonReader<R> {
    /// Reads on in the data set; true where it ended.
    pub(super) fn read_on(&mut self, batch: &mut Batch, begins: bool, findings: &mut dyn FindingSink) -> Result<bool> {
        let Self {
            json, head, at, sets, layout, file, open, data_set: Some(data_set), keys, again, draft, name, ..
        } = self
        else {
            return Ok(true);
        };
        let own = keys.iter_mut().find(|(of, _)| of == layout);
        let set = sets.checked_sub(1).and_then(|at| head.sets.get_mut(at));
        let (Some((_, keys)), Some(described), Some(set)) = (own, head.structures.get(*layout), set) else {
            return Err(Error::defect("json20::data"));
        };
        let mut work = Work { open, described, intake: Intake { batch, draft, keys, data_set, file, findings } };
        if begins {
            start(&mut work, set)?;
        }
        loop {
            if work.intake.batch.is_full() {
                return Ok(false);
            }
            match *at {
                At::Set => {
                    if !json.key(name)? {
                        *at = At::Finish;
                        continue;
                    }
                    let next = match name.as_str() {
                        "series" => At::Series,
                        "observations" => At::Observations(false),
                        _ => At::Set,
                    };
                    if next == At::Set || json.kind()? != Kind::Object {
                        json.skip()?;
                        continue;
                    }
                    json.enter()?;
                    *at = next;
                    let [_, series, observation] = &described.dimensions;
                    work.unset(observation);
                    work.unset(series);
                }
                At::Series => {
                    if !json.key(name)? {
                        *at = At::Set;
                        continue;
                    }
                    let spot = json.spot();
                    let late = set.late.remove(&work.open.number);
                    work.open.number += 1;
                    if !work.key(name, &described.dimensions[1..2], spot) || json.kind()? != Kind::Object {
                        json.skip()?;
                        continue;
                    }
                    work.unset(&described.dimensions[2]);
                    (work.open.spot, work.open.in_series) = (Some(spot), 0);
                    let series = work.intake.key_without(None);
                    if !again.put_series(series) && work.intake.data_set.action != Action::Delete {
                        work.intake.series_again(spot);
                    }
                    let said = work.attributes(&described.attributes[2], late.as_deref().unwrap_or_default());
                    work.keep(said, true);
                    json.enter()?;
                    *at = At::InSeries;
                }
                At::InSeries => {
                    if !json.key(name)? {
                        work.end_series();
                        *at = At::Series;
                        continue;
                    }
                    match name.as_str() {
                        "observations" if json.kind()? == Kind::Object => {
                            json.enter()?;
                            *at = At::Observations(true);
                        }
                        "attributes" if work.open.in_series == 0 && work.open.series.is_empty() => {
                            let said = json.list()?.unwrap_or_default();
                            let said = work.attributes(&described.attributes[2], &said);
                            work.keep(said, true);
                        }
                        "attributes" | "observations" => json.skip()?,
                        "annotations" => {
                            let finding = Finding::new(exc::ARTEFACT_LEFT_OUT).with("element", Safe::term(name));
                            work.intake.put(finding.at(json.spot().place(file)));
                            json.skip()?;
                        }
                        _ => {
                            let finding = Finding::new(exc::ELEMENT_UNEXPECTED).with("element", Safe::term(name));
                            work.intake.put(finding.at(json.spot().place(file)));
                            json.skip()?;
                        }
                    }
                }
                At::Observations(of_series) => {
                    if !json.key(name)? {
                        *at = if of_series { At::InSeries } else { At::Set };
                        continue;
                    }
                    let spot = json.spot();
                    // Without series an observation has the numbers of their dimensions too.
                    let from = if of_series { 2 } else { 1 };
                    if work.key(name, described.dimensions.get(from..).unwrap_or_default(), spot) {
                        work.observation(json, spot)?;
                    } else {
                        json.skip()?;
                    }
                }
                At::Finish => {
                    work.open.spot = set.spot;
                    if !work.finish() {
                        return Ok(false);
                    }
                    *at = At::Sets;
                    return Ok(true);
                }
                At::Message | At::Data | At::Sets | At::Done => return Ok(true),
            }
        }
    }
}
