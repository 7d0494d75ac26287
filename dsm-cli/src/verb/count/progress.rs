use crate::console::Console;
use dsm_core::source::Watch;
use std::{
    io::{self, IsTerminal as _, Write as _},
    ops::ControlFlow,
    sync::atomic::{AtomicU64, Ordering},
};

/// How far long work has come, on a terminal; nothing where it is piped.
#[derive(Debug)]
pub(super) struct Progress {
    terminal: bool,
    shown: AtomicU64,
}

impl Progress {
    pub(super) fn new(console: &Console<'_>) -> Self {
        Self { terminal: !console.is_json() && io::stderr().is_terminal(), shown: AtomicU64::new(0) }
    }
}

impl Watch for Progress {
    fn step(&self, done: u64, total: Option<u64>) -> ControlFlow<()> {
        if let Some(total) = total.filter(|total| self.terminal && *total > 0) {
            let share = done.saturating_mul(100) / total;
            if self.shown.swap(share, Ordering::Relaxed) != share {
                // Where it cannot be shown, nothing is lost.
                let _ = write!(io::stderr(), "\r{share:3} %\r");
            }
        }
        ControlFlow::Continue(())
    }
}
