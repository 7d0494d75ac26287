//! Room `table`.
