use super::{Batch, DataSet, Draft};
use crate::{
    error::{Error, FindingSink, Place, Result, codes::src},
    source::Input,
};
use std::{io::SeekFrom, sync::Arc};

/// A message whose data sets are read one after the other, a batch at a time.
pub(in crate::exchange::sdmx) trait Sets {
    /// Goes on to the next data set where none is open; false where there is none.
    fn begun(&mut self, findings: &mut dyn FindingSink) -> Result<bool>;

    /// The open data set.
    fn data_set(&self) -> Option<&DataSet>;

    /// Reads on in it until the batch is full or it ends.
    fn fill(&mut self, batch: &mut Batch, findings: &mut dyn FindingSink) -> Result<()>;

    /// What stands of the row that is being read, and the error that is told once what came before it was.
    fn pending(&mut self) -> (&mut Draft, &mut Option<Error>);
}

/// The next batch of a message.
pub(in crate::exchange::sdmx) fn next_batch<'a>(
    sets: &'a mut impl Sets,
    batch: &mut Batch,
    findings: &mut dyn FindingSink,
) -> Result<Option<&'a DataSet>> {
    batch.clear();
    if let Some(error) = sets.pending().1.take() {
        return Err(error);
    }
    loop {
        if !sets.begun(findings)? {
            return Ok(None);
        }
        let Some(data_set) = sets.data_set() else { return Ok(None) };
        batch.start(&data_set.layout);
        sets.pending().0.put_back(batch);
        match sets.fill(batch, findings) {
            Ok(()) => {}
            // What was read before comes first.
            Err(error) if !batch.is_empty() => *sets.pending().1 = Some(error),
            Err(error) => return Err(error),
        }
        sets.pending().0.keep(batch);
        if !batch.is_empty() {
            return Ok(sets.data_set());
        }
    }
}

/// Reads what must be known before the data, and goes back to where the message begins.
pub(in crate::exchange::sdmx) fn read_before<R: Input, T>(
    input: &mut R,
    file: &Arc<str>,
    read: impl FnOnce(&mut R) -> Result<T>,
) -> Result<T> {
    let unreadable = |error| Error::new(src::READ_FAILED).at(Place::line(file.clone(), 1, 0)).caused_by(error);
    let start = input.stream_position().map_err(unreadable)?;
    let known = read(input)?;
    input.seek(SeekFrom::Start(start)).map_err(unreadable)?;
    Ok(known)
}
