use crate::{
    error::{Error, Result, codes},
    time::Moment,
};
use std::{
    fmt,
    io::{Cursor, Read, Seek, Write},
    ops::ControlFlow,
};

/// Room to put bytes aside: where counting spills and packages unpack.
pub trait Scratch: Sync {
    /// A new empty space, given back when it is dropped.
    ///
    /// # Errors
    /// The host's own, where it has none.
    fn space(&self) -> Result<Box<dyn Spool>>;
}

/// A space that can be written, and read from any place.
pub trait Spool: Read + Write + Seek + Send {}

impl<T: Read + Write + Seek + Send> Spool for T {}

/// Sees how far long work has come, and may stop it.
pub trait Watch: Sync {
    /// So much of so much is done. `Break` stops the work.
    fn step(&self, done: u64, total: Option<u64>) -> ControlFlow<()>;
}

/// Scratch space in memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory;

impl Scratch for Memory {
    fn space(&self) -> Result<Box<dyn Spool>> {
        Ok(Box::new(Cursor::new(Vec::new())))
    }
}

/// A watch that shows nothing and stops nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Watch for Quiet {
    fn step(&self, _done: u64, _total: Option<u64>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// What the core takes from its host, passed to whatever runs long: it has no clock, no disk and no threads of its own.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// Room to put bytes aside.
    pub scratch: &'a dyn Scratch,
    /// Who looks on.
    pub watch: &'a dyn Watch,
    /// How many threads may be used, at least one.
    pub threads: usize,
    /// How many bytes of memory may be used before scratch space is.
    pub memory: usize,
    /// What time it is.
    pub now: Moment,
}

impl Means<'static> {
    /// Nobody looks on, one thread, scratch space in memory, 256 MiB; the time is the caller's.
    #[must_use]
    pub fn quiet(now: Moment) -> Self {
        Self { scratch: &Memory, watch: &Quiet, threads: 1, memory: 256 << 20, now }
    }
}

impl Means<'_> {
    /// Tells the watch how far the work has come.
    ///
    /// # Errors
    /// `SRC-017` where the watch stops the work.
    pub fn step(&self, done: u64, total: Option<u64>) -> Result<()> {
        match self.watch.step(done, total) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Error::new(codes::src::STOPPED)),
        }
    }
}

impl fmt::Debug for Means<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { threads, memory, now, .. } = self;
        f.debug_struct("Means")
            .field("threads", threads)
            .field("memory", memory)
            .field("now", now)
            .finish_non_exhaustive()
    }
}
