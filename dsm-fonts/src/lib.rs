//! The fonts that reports are set in as PDF: DejaVu Sans 2.37, regular and bold, reduced to the characters of Latin, Cyrillic (with
//! those of Kazakh, Kyrgyz, Tajik and Ukrainian), Georgian and Armenian, and to signs. Their licence stands in `LICENSE`.
//!
//! `fonts/reduce.sh` says how they were made.
#![forbid(unsafe_code)]

/// DejaVu Sans.
pub const REGULAR: &[u8] = include_bytes!("../fonts/DejaVuSans.ttf");
/// DejaVu Sans Bold.
pub const BOLD: &[u8] = include_bytes!("../fonts/DejaVuSans-Bold.ttf");
/// What has to go along with each copy of them.
pub const LICENSE: &str = include_str!("../LICENSE");
