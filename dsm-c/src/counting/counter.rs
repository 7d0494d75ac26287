//! The counter: it takes records and gives what was counted.

use super::{counted::dsm_counted, scratch::ScratchFiles, specification::dsm_count_specification};
use crate::{
    error::dsm_error,
    finding::dsm_finding,
    given::given,
    guard::{free, guard},
    handle::{Handle, Owned, give, lend},
    status::dsm_status,
    string::dsm_string,
};
use dsm_core::{
    count::Counter,
    error::{Error, Finding, FindingSink, Result, Safe, Tally, codes::ffi},
    source::{Means, Quiet, Records},
    time::Moment,
};
use std::{
    ffi::c_void,
    ops::ControlFlow,
    time::{SystemTime, UNIX_EPOCH},
};

/// Counts individual records: they are handed in, and tables come out when all were. Person numbers are only compared.
///
/// Used by one thread at a time; depends on nothing that it was made of; free it with `dsm_counter_free`.
#[derive(Debug)]
pub struct dsm_counter {
    _inside: [u8; 0],
}

/// A counter with whom it tells places.
#[derive(Debug)]
pub struct Counting {
    /// None when it was finished, or when records could not be read to their end.
    counter: Option<Counter<'static>>,
    places: Places,
    rows: u64,
}

impl Handle for dsm_counter {
    type Inside = Counting;
}
impl Owned for dsm_counter {}

/// Takes a finding with its place, which lives as long as the call.
pub type dsm_place_taker = Option<unsafe extern "C" fn(context: *mut c_void, finding: *const dsm_finding)>;

#[derive(Debug, Default)]
struct Places {
    taker: dsm_place_taker,
    context: Option<*mut c_void>,
    tally: Tally,
}

impl FindingSink for Places {
    fn put(&mut self, finding: Finding) -> ControlFlow<()> {
        self.tally.count(&finding);
        let Some((taker, context)) = self.taker.zip(self.context) else { return ControlFlow::Break(()) };
        // SAFETY: a function of the caller with the context that was handed in with it (header, Ownership).
        unsafe { taker(context, lend::<dsm_finding>(&finding)) };
        ControlFlow::Continue(())
    }

    fn tally(&self) -> &Tally {
        &self.tally
    }
}

impl Counting {
    pub(super) fn counter(&mut self) -> Result<&mut Counter<'static>> {
        self.counter.as_mut().ok_or_else(finished)
    }

    /// Reads the link table. Where that fails nothing was counted yet, and the counter stays.
    pub(super) fn links(&mut self, links: &mut dyn Records) -> Result<()> {
        let Self { counter, places, .. } = self;
        counter.as_mut().ok_or_else(finished)?.read_links(links, places)
    }

    /// Reads records. Where that fails the count is not one of all records, and ends.
    pub(super) fn read(&mut self, records: &mut dyn Records) -> Result<()> {
        let mut counter = self.counter.take().ok_or_else(finished)?;
        counter.read(records, &mut self.places)?;
        self.counter = Some(counter);
        Ok(())
    }

    /// The number of the next row that is handed in, and goes on by so many.
    pub(super) fn rows(&mut self, count: usize) -> u64 {
        let first = self.rows;
        self.rows = first.saturating_add(count as u64);
        first
    }
}

fn finished() -> Error {
    Error::new(ffi::HANDLE_SPENT).with("argument", Safe::word("counter"))
}

fn now() -> Result<Moment> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap_or_default();
    Moment::from_seconds(i64::try_from(since).unwrap_or(i64::MAX))
}

/// A counter by a specification. It uses so many threads (0 is one), and so many bytes of memory (0 is 256 MiB) before it puts keys and
/// codes aside in files of the folder `scratch`; empty is the system's for temporary files.
///
/// CNT-002 to CNT-007 where the specification lacks something, contradicts itself or asks for what cannot be counted; CAT codes for an
/// indicator that is not there.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_new(
    specification: *const dsm_count_specification,
    threads: usize,
    memory: usize,
    scratch: dsm_string,
    counter: *mut *mut dsm_counter,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (specification, counter) = (given!(specification), given!(out counter));
        let quiet = Means::quiet(now()?);
        let means = Means {
            scratch: ScratchFiles::of(given!(text scratch)),
            watch: &Quiet,
            threads: threads.max(1),
            memory: if memory == 0 { quiet.memory } else { memory },
            now: quiet.now,
        };
        let new = Counter::new(specification, &specification.catalogue()?, means)?;
        counter.put(give(Counting { counter: Some(new), places: Places::default(), rows: 0 }));
    })
}

/// Says who takes findings with their places, from now on: they are of individual records, and the holder's alone. Without it
/// findings are only counted. `taker` is called while records are read; NULL is nobody.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_places(
    counter: *mut dsm_counter,
    taker: dsm_place_taker,
    context: *mut c_void,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let counting = given!(mut counter);
        (counting.places.taker, counting.places.context) = (taker, Some(context));
    })
}

/// Counts what was read. The counter is then fit for freeing only.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_finish(
    counter: *mut dsm_counter,
    counted: *mut *mut dsm_counted,
    error: *mut *mut dsm_error,
) -> dsm_status {
    guard!(error, {
        let (counting, counted) = (given!(mut counter), given!(out counted));
        let counter = counting.counter.take().ok_or_else(finished)?;
        counted.put(give(counter.finish(&mut counting.places)?));
    })
}

/// Frees a counter. NULL is fine.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dsm_counter_free(counter: *mut dsm_counter) {
    free!(counter);
}
