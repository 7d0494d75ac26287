//! Property tests against a synthetic world: tables cut from random worlds, and every result held against the truth, which is
//! counted from the world by itself.
//!
//! A property is tried on 256 worlds, or on as many as the environment variable `DSM_WORLDS` says. The worlds are the same in every
//! run. A counterexample is made small and printed with its world and its table.

mod assumptions;
mod choice;
mod cut;
mod differences;
mod found;
mod judge;
mod oracle;
mod order;
mod publish;
mod ratios;
mod sums;
mod world;
