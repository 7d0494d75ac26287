//! Room `catalogue`.
